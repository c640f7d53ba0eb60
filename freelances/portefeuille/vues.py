"""The portefeuille of my agence, and a fiche: read, updated, its statut and échéance announced as one picks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from freelances.models import Fiche
from freelances.models.suivi import FicheQuerySet
from freelances.portefeuille.filtres import PortefeuilleForm, par_nom
from freelances.portefeuille.formulaires import FicheForm, LotForm
from freelances.portefeuille.listes import DEPASSEES, fiches_de_vue, ordonnees
from freelances.portefeuille.tables import PortefeuilleTable, completer
from freelances.recherche.vues import rafraichissement
from freelances.sar.enums import Resultat
from freelances.sar.mots import mots_trouves
from freelances.sar.statut import Apercu, bareme
from freelances.sar.verrou import FichesDepasseesError, fiches_bloquantes
from samba.acces.vues import exige, utilisateur_de
from samba.courriels.models import Courriel
from samba.donnees.historique import historique
from samba.donnees.vues import enregistrer
from samba.listes.colonnes import colonnes_de
from samba.listes.tables import configurer

# Names proposed while one types.
PROPOSES = 10
VUES = {"": "Toutes", "mes": "Mes fiches"}


def _lues(request: HttpRequest) -> FicheQuerySet:
    """What this person reads, with what a line shows."""
    return Fiche.objects.visibles_pour(utilisateur_de(request)).select_related("freelance", "recruteur", "agence")


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """The fiches of my agence (every agence's, for qualifieurs and direction); `?vue=mes` for mine."""
    vue = request.GET.get("vue", "")
    if vue == DEPASSEES:  # a saved search of « mes fiches dépassées »
        suite = request.GET.copy()
        suite.pop("vue")
        return redirect(f"{reverse('portefeuille:depassees')}?{suite.urlencode()}".rstrip("?"))
    vue = vue if vue in VUES else ""
    form = PortefeuilleForm(request.GET, utilisateur_de(request))
    return _page(request, form, vue, {"vue": vue})


@require_GET
def depassees(request: HttpRequest) -> HttpResponse:
    """The overdue fiches that I must update, those that close the vivier (SAR-4): four filters, bulk update."""
    utilisateur = utilisateur_de(request)
    nombre = fiches_bloquantes(utilisateur).count()
    contexte = {
        "verrou": FichesDepasseesError(nombre) if nombre else None,
        "a_cocher": utilisateur.peut("suivre"),
        "lot": LotForm(),
    }
    return _page(request, PortefeuilleForm(request.GET, utilisateur, depassees=True), DEPASSEES, contexte)


def _page(request: HttpRequest, form: PortefeuilleForm, vue: str, contexte: dict[str, Any]) -> HttpResponse:
    """The page of a tab, or its list alone, as asked."""
    utilisateur, colonnes = utilisateur_de(request), colonnes_de(request, PortefeuilleTable)
    fiches = ordonnees(form.appliquer(fiches_de_vue(vue, utilisateur)), vue)
    if "actions" in colonnes:
        fiches = fiches.prefetch_related("actions")
    table = PortefeuilleTable(fiches, colonnes=colonnes, a_cocher=contexte.get("a_cocher", False))
    configurer(request, table)
    if vue == DEPASSEES and contexte["verrou"] is None:
        table.vide_titre, table.vide_texte = "Aucune fiche dépassée", "La recherche au vivier est ouverte."
        table.vide_icone = "check-circle"
    completer([ligne.record for ligne in table.paginated_rows], utilisateur)
    page = "depassees" if vue == DEPASSEES else "liste"
    modele = f"freelances/portefeuille/{'_resultats' if rafraichissement(request) else page}.html"
    reponse = render(request, modele, {**contexte, "form": form, "onglets": _onglets(request, vue), "table": table})
    patch_vary_headers(reponse, ["HX-Request"])
    return reponse


@require_GET
def noms(request: HttpRequest) -> HttpResponse:
    """At most 10 fiches whose candidate's name holds what is being typed, for the search box."""
    utilisateur = utilisateur_de(request)
    texte = request.GET.get("q", "").replace("\0", "")
    fiches = par_nom(fiches_de_vue("", utilisateur), texte) if texte.strip() else Fiche.objects.none()
    trouvees = fiches.select_related("freelance").order_by("freelance__nom", "freelance__prenom", "pk")[:PROPOSES]
    return render(request, "freelances/portefeuille/_noms.html", {"fiches": trouvees})


def _onglets(request: HttpRequest, actif: str) -> list[dict[str, Any]]:
    """Every fiche, mine, those that close the vivier; each with its count, in two queries."""
    utilisateur = utilisateur_de(request)
    nombres = (
        Fiche.objects.visibles_pour(utilisateur)
        .en_cours()
        .aggregate(toutes=Count("pk"), mes=Count("pk", Q(recruteur=utilisateur)))
    )
    tout = reverse("portefeuille:liste")
    onglets = [
        {"libelle": "Toutes les fiches", "adresse": tout, "nombre": nombres["toutes"], "actif": actif == ""},
        {"libelle": "Mes fiches", "adresse": f"{tout}?vue=mes", "nombre": nombres["mes"], "actif": actif == "mes"},
    ]
    if utilisateur.peut("suivre"):
        onglets.append(
            {
                "libelle": "Mes fiches dépassées",
                "adresse": reverse("portefeuille:depassees"),
                "nombre": fiches_bloquantes(utilisateur).count(),
                "actif": actif == "depassees",
            }
        )
    return onglets


@require_http_methods(["GET", "HEAD", "POST"])
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """A fiche: its four sections in a form for whoever may write it, read-only for the others; its history."""
    lue = get_object_or_404(_lues(request).select_related("freelance__partenaire"), pk=pk)
    utilisateur = utilisateur_de(request)
    modifiable = lue.modifiable_par(utilisateur)
    contexte = _contexte_fiche(request, lue, modifiable)
    if request.method != "POST":
        form = FicheForm(instance=lue)
        return render(request, "freelances/portefeuille/fiche.html", {**contexte, **_etat(form, lue), "form": form})
    return _enregistrer(request, lue, contexte)


@exige("suivre")
def _enregistrer(request: HttpRequest, lue: Fiche, contexte: dict[str, Any]) -> HttpResponse:
    utilisateur = utilisateur_de(request)
    form = FicheForm(request.POST, instance=Fiche.objects.get(pk=lue.pk), par=utilisateur)
    form.is_valid()
    # What the comment that was typed holds, not the one that was stored.
    page = {**contexte, **_etat(form, lue), "mots": mots_trouves(str(form["commentaire"].value() or ""))}
    bloquee = fiches_bloquantes(utilisateur).exists()
    ecrite, refus = enregistrer(request, form, "freelances/portefeuille/fiche.html", page)
    if refus is not None:
        return refus
    _dire(request, ecrite, bloquee)
    return redirect("portefeuille:fiche", pk=lue.pk)


def _dire(request: HttpRequest, ecrite: Fiche, bloquee: bool) -> None:
    """What the update changed, and that the vivier is open again when it was the last overdue one (SAR-4)."""
    rouvert = bloquee and not fiches_bloquantes(utilisateur_de(request)).exists()
    suite = " La recherche au vivier est rouverte." if rouvert else ""
    messages.success(request, f"Fiche enregistrée : {ecrite.get_statut_display()}.{suite}")
    if ecrite.depassee:
        messages.warning(
            request, "L’échéance n’a pas bougé : elle change avec le résultat ou une action, pas avec un commentaire."
        )


def _contexte_fiche(request: HttpRequest, lue: Fiche, modifiable: bool) -> dict[str, Any]:
    cle = f"non-reponse:{lue.pk}:"
    courriels = Courriel.objects.filter(cle_metier__startswith=cle, interne=False).order_by("-pk")
    return {
        "fiche": lue,
        "modifiable": modifiable,
        "annulable": lue.annulable_par(utilisateur_de(request)),
        "evenements": historique(lue, "actions", limite=30),
        "signalements": courriels[:3],
        "mots": mots_trouves(lue.commentaire),
    }


def _etat(form: FicheForm, lue: Fiche) -> dict[str, Any]:
    """What the screen announces: statut and échéance if this is saved, and which sections the résultat opens.

    `lue` is the fiche as stored: a form that was checked has written what was typed in its own instance.
    """
    stocke = Apercu(lue.statut, lue.echeance)
    apercu = stocke
    if form.is_bound and form.resultat_choisi in Resultat.values:
        apercu = bareme().pour(
            lue,
            resultat=form.resultat_choisi,
            etat=form.etat_choisi,
            actions_changees=form.actions_changees(),
        )
    return {
        "stocke": stocke,
        "apercu": apercu,
        "change": apercu != stocke,
        "avec_causes": form.resultat_choisi == Resultat.NON_EMPLOYABLE,
        "avec_recrutement": form.resultat_choisi == Resultat.RECRUTEMENT,
    }


@require_POST
@exige("suivre")
def calcul(request: HttpRequest, pk: int) -> HttpResponse:
    """htmx: the statut and échéance that the screen would give, and the sections that it opens. Writes nothing."""
    lue = get_object_or_404(Fiche.objects.modifiables_par(utilisateur_de(request)).select_related("freelance"), pk=pk)
    form = FicheForm(request.POST, instance=lue)
    contexte = {**_etat(form, lue), "fiche": lue, "form": _sans_erreurs(form), "partiel": True}
    return render(request, "freelances/portefeuille/_calcul.html", contexte)


def _sans_erreurs(form: FicheForm) -> FicheForm:
    """What was typed, without the reproaches of a form that nobody sent yet."""
    form._errors = ErrorDict()  # type: ignore[attr-defined]
    form.cleaned_data = {}
    return form


@require_POST
@exige("suivre")
def mots(request: HttpRequest) -> HttpResponse:
    """htmx: the words to avoid that the comment being typed holds."""
    trouves = mots_trouves(request.POST.get("commentaire", "")[:5000])
    return render(request, "freelances/portefeuille/_mots.html", {"mots": trouves})
