"""The list of besoins and the file of one: read, created, edited, qualified, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from besoins.acces import besoin_modifiable, manques_visibles, points_visibles
from besoins.brouillons.saisie import formulaire as formulaire_du_brouillon
from besoins.brouillons.saisie import lire as lire_brouillon
from besoins.brouillons.saisie import suivi as suivi_du_brouillon
from besoins.enums import ETAPES_POURVUES, StatutBesoin
from besoins.etapes import PorteFermeeError, portes_positionnement
from besoins.fiche.filtres import VUES, BesoinFiltre, vue_demandee
from besoins.fiche.formulaires import BesoinForm, ClotureForm
from besoins.fiche.listes import besoins_de_vue
from besoins.fiche.tables import BesoinTable
from besoins.models import Besoin, Positionnement
from besoins.positionnements.presentation import colonnes_de
from besoins.qualification import points
from besoins.services import besoins as services
from clients.enums import NatureContact
from clients.models import Contact
from referentiels.competences.adresses import suivre_fusions
from referentiels.enums import Langue
from samba.acces.enums import ActePrive
from samba.acces.vues import exige, utilisateur_de
from samba.activite.brouillons import oublier
from samba.activite.enums import GenreBrouillon
from samba.activite.models import Echange
from samba.comptes.models import Utilisateur
from samba.donnees.historique import historique
from samba.donnees.validateurs import cle_lue
from samba.donnees.vues import enregistrer
from samba.listes.colonnes import colonnes_de as colonnes_du_tableau
from samba.listes.formats import jours_depuis
from samba.listes.pagination import BORNE
from samba.listes.tables import configurer

PROPOSITIONS = 20
ADRESSES = {"search1": "besoins:liste", "search2": "besoins:search2", "mes": "besoins:mes"}


@require_GET
@suivre_fusions("competence")
def liste(request: HttpRequest, vue: str = "") -> HttpResponse:
    """Search 1, Search 2 and Mes besoins (BES-3): by `?vue=`, or by the bar's own addresses."""
    utilisateur, vue = utilisateur_de(request), vue or vue_demandee(request)
    colonnes = colonnes_du_tableau(request, BesoinTable)
    filtre = BesoinFiltre(request.GET, queryset=besoins_de_vue(vue, utilisateur).pour_tableau(), request=request)
    table = BesoinTable(filtre.qs, utilisateur=utilisateur, colonnes=colonnes)
    contexte = {
        "form": filtre.form,
        "tableau": configurer(request, table),
        "vue": vue,
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "besoins/fiche/_resultats.html", contexte)
    return render(request, "besoins/fiche/liste.html", contexte | {"onglets": _onglets(request, vue)})


def _onglets(request: HttpRequest, vue: str) -> list[dict[str, Any]]:
    """The three tabs with their counts, which stop at 1 000 like the list. The filters follow from one to the other."""
    gardes = request.GET.copy()
    for cle in ("vue", "page"):
        gardes.pop(cle, None)
    suffixe = f"?{gardes.urlencode()}" if gardes else ""
    onglets = []
    for nom, libelle in VUES.items():
        nombre = besoins_de_vue(nom, utilisateur_de(request)).order_by().values("pk")[: BORNE + 1].count()
        texte = f"{BORNE}+" if nombre > BORNE else str(nombre)
        adresse = reverse(ADRESSES[nom]) + suffixe
        onglets.append({"adresse": adresse, "libelle": libelle, "actif": nom == vue, "nombre": texte})
    return onglets


@require_GET
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """One besoin: what is missing, its rates, its positionnements by stage, its échanges, its history."""
    utilisateur = utilisateur_de(request)
    besoin = get_object_or_404(_complet(utilisateur), pk=pk)
    lisible = besoin.contact.lisible_par(utilisateur)
    positionnements = list(
        Positionnement.objects.visibles_pour(utilisateur).filter(besoin=besoin).select_related("appel", "cv_anonyme")
    )
    contexte = {
        "besoin": besoin,
        "do_lisible": lisible,
        "modifiable": besoin_modifiable(besoin, utilisateur),
        "points": points_visibles(besoin, utilisateur),
        "manques": manques_visibles(besoin, utilisateur),
        "peut_positionner": utilisateur.peut_gerer_besoins
        and all(porte.ouverte for porte in portes_positionnement(besoin)),
        "langues": ", ".join(Langue(code).label for code in besoin.langues),
        "competences": besoin.competences.select_related("competence"),
        "colonnes": colonnes_de(positionnements, besoin, utilisateur),
        "pourvus": sum(ligne.etape in ETAPES_POURVUES for ligne in positionnements),
        "echeance_dite": jours_depuis(besoin.echeance),
        "echeance_couleur": "rouge" if besoin.echeance and besoin.echeance < timezone.localdate() else "neutre",
        "positionnes": len(positionnements),
        # The history names the DO and dates what was said to them: not for whom the DO is hidden (CLI-5).
        "evenements": historique(besoin, "competences", "positionnements") if lisible else None,
        "badges": [{"texte": besoin.get_statut_display(), "couleur": besoin.couleur}],
    }
    return render(request, "besoins/fiche/fiche.html", contexte)


def _complet(utilisateur: Utilisateur) -> Any:
    besoins = Besoin.objects.visibles_pour(utilisateur)
    return besoins.select_related(
        "departement", "client_final", "echange_origine", "contact__fonction", "metier__referentiel"
    )


@exige("gerer_besoins")
def creer(request: HttpRequest) -> HttpResponse:
    """A new besoin, from scratch or from a call (`?contact=&echange=`)."""
    utilisateur = utilisateur_de(request)
    contact, echange = _origine(request, utilisateur)
    instance = Besoin(echange_origine=echange)
    contexte = {"annuler_url": reverse("besoins:liste"), "bouton": "Ouvrir le besoin", "contact": contact}
    if request.method == "POST":
        form = BesoinForm(request.POST, instance=instance, utilisateur=utilisateur)
        besoin, reponse = enregistrer(request, form, "besoins/fiche/formulaire.html", contexte | suivi(form))
        if reponse is not None:
            return reponse
        oublier(utilisateur, GenreBrouillon.BESOIN, contact=besoin.contact)
        messages.success(request, f"Le besoin « {besoin} » est ouvert.")
        return redirect("besoins:fiche", pk=besoin.pk)
    saisie = lire_brouillon(utilisateur, contact) if contact else {}
    if contact and saisie:
        # What was typed during the call is there, to be read over and opened.
        form = formulaire_du_brouillon(utilisateur, contact, saisie, instance)
        suite = suivi_du_brouillon(utilisateur, contact, saisie) | {"repris": True}
        return render(request, "besoins/fiche/formulaire.html", contexte | {"form": form} | suite)
    initial, lignes = _copie(request, utilisateur)
    if contact:
        initial["contact"] = contact
    form = BesoinForm(instance=instance, utilisateur=utilisateur, initial=initial, lignes=lignes)
    return render(request, "besoins/fiche/formulaire.html", contexte | {"form": form} | suivi(form))


# What a copy leaves behind: its dates, and who follows it.
NON_COPIES = {"date_demarrage", "echeance", "proprietaire"}


def _copie(request: HttpRequest, utilisateur: Utilisateur) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The first values and skills taken from a former besoin (`?copie=`): those that one may read (CLI-5)."""
    if (numero := cle_lue(request.GET.get("copie"))) is None:
        return {}, []
    modele = get_object_or_404(Besoin.objects.visibles_pour(utilisateur), pk=numero)
    noms = [nom for nom in BesoinForm.Meta.fields if nom not in NON_COPIES]
    if not modele.contact.joignable_par(utilisateur):
        noms.remove("contact")
    initial = model_to_dict(modele, fields=noms)
    lignes = modele.competences.values("competence", "importance", "niveau")
    return initial, list(lignes)


def _origine(request: HttpRequest, utilisateur: Utilisateur) -> tuple[Contact | None, Echange | None]:
    """The DO and the call that the besoin comes from. A permanent cannot order (BES-1): said, and left empty."""
    contact, echange = None, None
    if (numero := cle_lue(request.GET.get("contact"))) is not None:
        contact = get_object_or_404(Contact.objects.visibles_pour(utilisateur), pk=numero)
        contact.exiger_joignable(utilisateur, ActePrive.BESOIN)
        if (appel := cle_lue(request.GET.get("echange"))) is not None:
            echange = Echange.objects.visibles_pour(utilisateur).filter(pk=appel, contact=contact).first()
        if contact.nature != NatureContact.DO:
            texte = f"{contact} n’est pas donneur d’ordre : un permanent ne peut pas commander. Choisissez un DO."
            messages.warning(request, texte)
            contact = None
    return contact, echange


def suivi(form: BesoinForm) -> dict[str, Any]:
    """The checklist beside the form; a form that was not read yet shows its instance."""
    if form.is_bound:
        form.is_valid()
    technologies = bool(form.competences.choisies()) if form.is_bound else None
    liste_points = points(form.instance, technologies=technologies)
    return {"points": liste_points, "manques": [point for point in liste_points if not point.connu]}


@exige("gerer_besoins")
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a besoin. One that loses what qualified it goes back to « à qualifier » (BES-1)."""
    utilisateur = utilisateur_de(request)
    besoin = _a_modifier(request, pk)
    contexte = {
        "annuler_url": reverse("besoins:fiche", args=[pk]),
        "bouton": "Enregistrer le besoin",
        "besoin": besoin,
    }
    if request.method == "POST":
        form = BesoinForm(request.POST, instance=besoin, utilisateur=utilisateur)
        _, reponse = enregistrer(request, form, "besoins/fiche/formulaire.html", contexte | suivi(form))
        if reponse is not None:
            return reponse
        if services.suivre_modification(besoin=besoin):
            messages.warning(request, "Ce besoin n’est plus complet : il repasse « à qualifier ».")
        else:
            messages.success(request, "Le besoin est enregistré.")
        return redirect("besoins:fiche", pk=pk)
    form = BesoinForm(instance=besoin, utilisateur=utilisateur)
    return render(request, "besoins/fiche/formulaire.html", contexte | {"form": form} | suivi(form))


def _a_modifier(request: HttpRequest, pk: int) -> Besoin:
    """The besoin, if its DO is not somebody else's privé (403)."""
    utilisateur = utilisateur_de(request)
    besoin = get_object_or_404(_complet(utilisateur), pk=pk)
    message = "Le donneur d’ordre de ce besoin est privé : seul son propriétaire le modifie."
    besoin.contact.exiger_joignable(utilisateur, ActePrive.BESOIN, message)
    return besoin


@require_POST
@exige("gerer_besoins")
def manques(request: HttpRequest) -> HttpResponse:
    """The checklist of BES-1 for what is typed so far. Writes nothing."""
    numero = cle_lue(request.GET.get("besoin"))
    instance = _a_modifier(request, numero) if numero is not None else Besoin()
    form = BesoinForm(request.POST, instance=instance, utilisateur=utilisateur_de(request))
    return render(request, "besoins/fiche/_manques.html", suivi(form) | {"vivant": True, "besoin": instance})


@require_POST
@exige("gerer_besoins")
def qualifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a besoin is qualified (BES-1)."""
    besoin = _a_modifier(request, pk)
    try:
        services.qualifier(besoin=besoin)
    except PorteFermeeError as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "Le besoin est qualifié : vous pouvez positionner des freelances.")
    return redirect("besoins:fiche", pk=pk)


@exige("gerer_besoins")
def clore(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a besoin: pourvu, perdu or abandonné, with the reason."""
    besoin = _a_modifier(request, pk)
    form = ClotureForm(request.POST or None, initial={"statut": StatutBesoin.POURVU})
    contexte = {
        "form": form,
        "besoin": besoin,
        "annuler_url": reverse("besoins:fiche", args=[pk]),
        "bouton": "Clore le besoin",
        "titre": "Clore le besoin",
    }
    if request.method == "POST" and form.is_valid():
        try:
            services.clore(besoin=besoin, **form.cleaned_data)
        except PorteFermeeError as refus:
            messages.error(request, str(refus))
        else:
            messages.success(request, "Le besoin est clos.")
        return redirect("besoins:fiche", pk=pk)
    return render(request, "besoins/fiche/simple.html", contexte, status=422 if form.errors else 200)


@require_POST
@exige("gerer_besoins")
def rouvrir(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a closed besoin up again."""
    besoin = services.rouvrir(besoin=_a_modifier(request, pk))
    messages.success(request, f"Le besoin est rouvert : {besoin.get_statut_display().lower()}.")
    return redirect("besoins:fiche", pk=pk)


@require_GET
@exige("gerer_besoins")
def donneurs(request: HttpRequest) -> JsonResponse:
    """DOs that this user may order for, by name or company, for the choice lists. Others' privés are not there."""
    utilisateur = utilisateur_de(request)
    contacts = Contact.objects.lisibles_pour(utilisateur).en_cours().donneurs_d_ordre()  # type: ignore[attr-defined]
    # PostgreSQL refuses a NUL, and no name is longer.
    for mot in request.GET.get("q", "").replace("\0", " ")[:100].split()[:5]:
        contacts = contacts.filter(
            Q(nom__unaccent__icontains=mot)
            | Q(prenom__unaccent__icontains=mot)
            | Q(client__entreprise__nom__unaccent__icontains=mot)
        )
    trouves = [c for c in contacts.order_by("nom", "prenom")[:PROPOSITIONS] if c.joignable_par(utilisateur)]
    lignes = [{"value": c.pk, "text": f"{c} — {c.client.nom}", "precision": str(c.fonction or "")} for c in trouves]
    return JsonResponse(lignes, safe=False)
