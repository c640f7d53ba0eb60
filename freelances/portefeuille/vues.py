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
from freelances.portefeuille.filtres import PortefeuilleForm
from freelances.portefeuille.formulaires import FicheForm, LotForm
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
from samba.listes.tables import configurer

VUES = {"": "Toutes", "mes": "Mes fiches"}


def _lues(request: HttpRequest) -> FicheQuerySet:
    """What this person reads, with what a line shows."""
    return Fiche.objects.visibles_pour(utilisateur_de(request)).select_related("freelance", "recruteur", "agence")


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """The fiches of my agence (every agence's, for qualifieurs and direction); `?vue=mes` for mine."""
    utilisateur = utilisateur_de(request)
    form = PortefeuilleForm(request.GET, utilisateur)
    vue = request.GET.get("vue", "")
    fiches = form.appliquer(_lues(request).en_cours())
    if vue == "mes":
        fiches = fiches.filter(recruteur=utilisateur)
    contexte = {"form": form, "vue": vue if vue in VUES else "", "onglets": _onglets(request, vue)}
    return _page(request, fiches, contexte, "liste")


@require_GET
def depassees(request: HttpRequest) -> HttpResponse:
    """The overdue fiches that I must update, those that close the vivier (SAR-4): four filters, bulk update."""
    utilisateur = utilisateur_de(request)
    form = PortefeuilleForm(request.GET, utilisateur, depassees=True)
    bloquantes = fiches_bloquantes(utilisateur)
    nombre = bloquantes.count()
    fiches = form.appliquer(bloquantes.select_related("freelance", "recruteur", "agence"))
    contexte = {
        "form": form,
        "verrou": FichesDepasseesError(nombre) if nombre else None,
        "a_cocher": utilisateur.peut("suivre"),
        "lot": LotForm(),
        "onglets": _onglets(request, "depassees"),
    }
    return _page(request, fiches, contexte, "depassees")


def _page(request: HttpRequest, fiches: FicheQuerySet, contexte: dict[str, Any], nom: str) -> HttpResponse:
    """The page or its list, as asked; the oldest échéances first among what is overdue, the newest fiches elsewhere."""
    ordre = ("echeance", "pk") if nom == "depassees" else ("-cree_le", "-pk")
    a_cocher = contexte.get("a_cocher", False)
    table = configurer(request, PortefeuilleTable(fiches.order_by(*ordre), a_cocher=a_cocher))
    if nom == "depassees":
        table.vide_titre, table.vide_texte = "Aucune fiche dépassée", "La recherche au vivier est ouverte."
        table.vide_icone = "check-circle"
    lignes = [ligne.record for ligne in table.paginated_rows]
    completer(lignes, utilisateur_de(request))
    modele = f"freelances/portefeuille/{'_resultats' if rafraichissement(request) else nom}.html"
    reponse = render(request, modele, {**contexte, "table": table})
    patch_vary_headers(reponse, ["HX-Request"])
    return reponse


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
