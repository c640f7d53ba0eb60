"""A positionnement: made, called about, confirmed, taken out. What goes to the DO is in `envois`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from besoins.acces import nom_du_do, positionnement_retirable, raison_visible
from besoins.champs import ecrire_decimal
from besoins.controle_appel import appel_de, points_appel
from besoins.disponibilite import conditions
from besoins.etapes import (
    PorteFermeeError,
    cv_anonyme_a_jour,
    peut_positionner,
    portes_confirmation,
    portes_envoi,
    portes_recapitulatif,
    portes_relance,
    portes_reponse,
)
from besoins.models import AppelFreelance, Besoin, Entretien, Positionnement
from besoins.positionnements.formulaires import (
    AppelForm,
    AvisForm,
    ChoixBesoinForm,
    CourrielForm,
    MotifForm,
    PortageForm,
    ReferenceForm,
    TarifsForm,
)
from besoins.positionnements.presentation import carte_de, etapes_de
from besoins.services import appels, positionnements
from besoins.textes import brouillon_recapitulatif
from clients.appel.enums import Interlocuteur
from clients.appel.presentation import memento, touches_issues
from freelances.enums import Facturation
from freelances.models import Freelance
from referentiels.proximite import degre_lu
from samba.acces.enums import ActePrive
from samba.acces.regles import PriveRefuseError
from samba.acces.vues import exige, utilisateur_de
from samba.activite import brouillons
from samba.activite.chronologie import evenements
from samba.activite.enums import GenreBrouillon
from samba.activite.models import Echange
from samba.donnees.formulaires import ConflitVersionError
from samba.donnees.historique import historique
from samba.donnees.validateurs import cle_lue
from samba.donnees.vues import enregistrer
from samba.listes.formats import euros_jour, pluriel
from samba.parametres.models import parametres


def lire(request: HttpRequest, pk: int) -> Positionnement:
    """The positionnement, with all that its pages read; 404 when there is none."""
    lignes = Positionnement.objects.visibles_pour(utilisateur_de(request))
    lignes = lignes.select_related(
        "appel", "cv_anonyme", "besoin__departement", "besoin__metier", "besoin__proprietaire"
    )
    return get_object_or_404(lignes.prefetch_related("freelance__references", "freelance__mobilites"), pk=pk)


def refuser(request: HttpRequest, refus: PorteFermeeError | ValidationError) -> None:
    """Say why an act was refused."""
    textes = refus.messages if isinstance(refus, ValidationError) else [porte.raison for porte in refus.portes]
    for texte in textes:
        messages.error(request, texte)


# --- Making them ---
@require_POST
@exige("gerer_besoins")
def positionner(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the ticked freelances forward on a besoin (`freelance=<id>`, repeated)."""
    utilisateur = utilisateur_de(request)
    besoin = get_object_or_404(Besoin.objects.visibles_pour(utilisateur), pk=pk)
    cles = [cle for cle in map(cle_lue, request.POST.getlist("freelance")) if cle is not None]
    choisis = list(Freelance.objects.visibles_pour(utilisateur).en_cours().filter(pk__in=cles))
    if not choisis:
        messages.warning(request, "Cochez au moins un freelance.")
        return redirect("besoins:candidats" if peut_positionner(besoin) else "besoins:fiche", pk=pk)
    if raison := _positionner(request, besoin, choisis):
        messages.error(request, raison)
    return redirect("besoins:fiche", pk=pk)


def _positionner(request: HttpRequest, besoin: Besoin, choisis: list[Freelance]) -> str:
    """Put them forward and say what came of it. Returns why it was refused, "" when it was not."""
    utilisateur = utilisateur_de(request)
    try:
        bilan = positionnements.positionner(
            besoin=besoin, freelances=choisis, par=utilisateur, degre=degre_lu(request.POST.get("elargir"))
        )
    except PorteFermeeError as refus:
        return raison_visible(refus, besoin, utilisateur)
    if bilan.crees:
        messages.success(request, f"{pluriel(len(bilan.crees), 'freelance positionné')}.")
    for ligne in bilan.deja:
        etat = ligne.get_etape_display().lower()
        messages.warning(request, f"{ligne.freelance} est déjà positionné sur ce besoin ({etat}).")
    return ""


@exige("gerer_besoins")
def choisir(request: HttpRequest, pk: int) -> HttpResponse:
    """From a freelance's page: choose the besoin to put them forward on."""
    utilisateur = utilisateur_de(request)
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur).en_cours(), pk=pk)
    form = ChoixBesoinForm(request.POST or None, utilisateur=utilisateur)
    if request.method == "POST" and form.is_valid():
        besoin = form.cleaned_data["besoin"]
        raison = _positionner(request, besoin, [freelance])
        if not raison:
            return redirect("besoins:fiche", pk=besoin.pk)
        form.add_error("besoin", raison)
    contexte = {
        "form": form,
        "freelance": freelance,
        "titre": f"Positionner {freelance}",
        "bouton": "Positionner",
        "annuler_url": reverse("freelances:fiche", args=[pk]),
        "aide": "Seuls les besoins ouverts et qualifiés sont proposés.",
    }
    return render(request, "besoins/fiche/simple.html", contexte, status=422 if form.errors else 200)


# --- The page of one ---
@require_GET
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """One positionnement: where it stands, and what opens the next gate."""
    positionnement = lire(request, pk)
    return render(request, "besoins/positionnements/fiche.html", contexte_fiche(request, positionnement))


def contexte_fiche(request: HttpRequest, positionnement: Positionnement) -> dict[str, Any]:
    """What the page of a positionnement shows, masked where its DO is (CLI-5)."""
    utilisateur = utilisateur_de(request)
    besoin, freelance = positionnement.besoin, positionnement.freelance
    lisible, joignable = besoin.contact.lisible_par(utilisateur), besoin.contact.joignable_par(utilisateur)
    reglages = parametres()
    echanges = Echange.objects.visibles_pour(utilisateur).filter(positionnement=positionnement).recents()[:30]
    return {
        "positionnement": positionnement,
        "besoin": besoin,
        "freelance": freelance,
        "appel": appel_de(positionnement),
        "nom_do": nom_du_do(besoin, utilisateur),
        "do_lisible": lisible,
        "peut_agir": utilisateur.peut_gerer_besoins,
        "peut_envoyer": utilisateur.peut_gerer_besoins and joignable,
        "peut_retirer": positionnement_retirable(positionnement, utilisateur),
        "carte": carte_de(positionnement, besoin, utilisateur),
        "etapes": etapes_de(positionnement),
        "points_appel": points_appel(positionnement),
        "conditions": conditions(positionnement),
        "confirmable": all(porte.ouverte for porte in portes_confirmation(positionnement)),
        "portes_recapitulatif": portes_recapitulatif(positionnement),
        "portes_envoi": portes_envoi(positionnement) if lisible else [],
        "reponse_possible": all(porte.ouverte for porte in portes_reponse(positionnement)),
        "relance_possible": lisible and all(porte.ouverte for porte in portes_relance(positionnement)),
        "entretiens": _entretiens(positionnement) if lisible else [],
        "cv": cv_anonyme_a_jour(freelance),
        "suite_cv": reverse("besoins:envoyer", args=[positionnement.pk]),
        "sans_facturation": freelance.facturation == Facturation.A_DEFINIR,
        "facturation_dite": f"{freelance.get_facturation_display()} {freelance.siret or freelance.portage}".strip(),
        "reglages": reglages,
        "frais_par_jour": reglages.portage_frais * positionnement.tjm_achat if positionnement.tjm_achat else None,
        "echanges": evenements(echanges, sur="besoin"),
        "evenements": historique(positionnement) if lisible else None,
        "badges": [{"texte": positionnement.get_etape_display(), "couleur": positionnement.couleur}],
    }


def _entretiens(positionnement: Positionnement) -> list[Entretien]:
    """The interviews of a positionnement, the latest first, with their slots."""
    return list(positionnement.entretiens.select_related("accompagnateur").prefetch_related("creneaux"))


# --- The call (FRE-2) ---
@exige("gerer_besoins")
def appel(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist of the call to the freelance (FRE-2)."""
    positionnement = lire(request, pk)
    contexte = contexte_fiche(request, positionnement) | contexte_cockpit(request, positionnement)
    if request.method == "POST":
        instance, _ = AppelFreelance.objects.get_or_create(positionnement=positionnement)
        form = AppelForm(request.POST, instance=instance)
        with transaction.atomic():
            enregistre, reponse = enregistrer(request, form, "besoins/positionnements/appel.html", contexte)
            if reponse is not None:
                return reponse
            _suivre_appel(request, enregistre, form.cleaned_data)
            brouillons.oublier(utilisateur_de(request), GenreBrouillon.APPEL, positionnement=positionnement)
        messages.success(request, "L’appel est enregistré.")
        return redirect("besoins:positionnement", pk=pk)
    instance = appel_de(positionnement) or AppelFreelance(positionnement=positionnement)
    form = AppelForm(instance=instance, initial=_repris_du_dossier(instance) | _brouillon(request, instance))
    return render(request, "besoins/positionnements/appel.html", contexte | {"form": form})


def contexte_cockpit(request: HttpRequest, positionnement: Positionnement) -> dict[str, Any]:
    """What the call cockpit adds for a freelance: their script, filled for this mission, and the keys."""
    besoin, freelance, auteur = positionnement.besoin, positionnement.freelance, utilisateur_de(request)
    valeurs = {
        "interlocuteur": freelance.prenom,
        "moi": str(auteur),
        "firme": parametres().nom_firme,
        "mission": f"la mission « {besoin.intitule} »",
        "lieu": besoin.ville or str(besoin.departement or ""),
    }
    derniers = Echange.objects.visibles_pour(auteur).filter(freelance=freelance).recents()[:6]
    memento_freelance = memento(valeurs, Interlocuteur.FREELANCE)
    return {
        "annuler_url": reverse("besoins:positionnement", args=[positionnement.pk]),
        "titre": "Appel au freelance",
        "memento": replace(memento_freelance, questions=[], objections=[]),
        "derniers": evenements(derniers, sur="freelance"),
        "issues": touches_issues(),
    }


def _brouillon(request: HttpRequest, appel_en_cours: AppelFreelance) -> dict[str, Any]:
    """What was typed and not sent, unless somebody saved this call since."""
    garde = brouillons.lire(utilisateur_de(request), GenreBrouillon.APPEL, positionnement=appel_en_cours.positionnement)
    return garde if garde.pop("version_lue", "1") == str(appel_en_cours.version) else {}


@require_POST
@exige("gerer_besoins")
def appel_brouillon(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is being typed of a call to a freelance."""
    positionnement = lire(request, pk)
    saisie = brouillons.saisie_de(request.POST) | {"version_lue": request.POST.get("version", "1")[:10]}
    garde = brouillons.ecrire(utilisateur_de(request), GenreBrouillon.APPEL, saisie, positionnement=positionnement)
    return HttpResponse(status=204 if garde else 413)


def _suivre_appel(request: HttpRequest, enregistre: AppelFreelance, donnees: dict[str, Any]) -> None:
    """Log the call when asked, and carry what was said of the freelance's time to their file."""
    if not donnees["journaliser"]:
        appels.reporter_disponibilite(appel=enregistre)
        return
    dit = {nom: donnees[nom] for nom in ("issue", "commentaire", "duree")}
    appels.noter_appel(appel=enregistre, par=utilisateur_de(request), **dit)


def _repris_du_dossier(appel_en_cours: AppelFreelance) -> dict[str, Any]:
    """A first call starts from what the freelance's file says: it is to be checked, not typed again."""
    if appel_en_cours.pk:
        return {}
    freelance = appel_en_cours.positionnement.freelance
    return {
        "disponibilite": freelance.disponibilite,
        "disponible_le": freelance.disponible_le,
        "preavis_jours": freelance.preavis_jours,
        "tjm_demande": freelance.tjm,
    }


@require_POST
@exige("gerer_besoins")
def portage(request: HttpRequest, pk: int) -> HttpResponse:
    """BES-8: the freelance takes the default société de portage."""
    positionnement = lire(request, pk)
    form = PortageForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Un code postal compte cinq chiffres.")
        return redirect("besoins:positionnement", pk=pk)
    try:
        freelance = appels.accepter_portage(freelance=positionnement.freelance, **form.cleaned_data)
    except ValidationError as refus:
        refuser(request, refus)
    else:
        messages.success(request, f"{freelance} passe par {freelance.portage}.")
    return redirect("besoins:positionnement", pk=pk)


@exige("gerer_besoins")
def reference_ajouter(request: HttpRequest, pk: int) -> HttpResponse:
    """Add somebody who vouches for the freelance (FRE-2)."""
    positionnement = lire(request, pk)
    form = ReferenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appels.ajouter_reference(freelance=positionnement.freelance, reference=form.save(commit=False))
        messages.success(request, "La référence est ajoutée.")
        return redirect("besoins:positionnement", pk=pk)
    return _simple(request, form, positionnement, titre="Ajouter une référence", bouton="Ajouter la référence")


@exige("gerer_besoins")
def reference_appelee(request: HttpRequest, pk: int, reference: int) -> HttpResponse:
    """Write down what a reference said when called (FRE-3)."""
    positionnement = lire(request, pk)
    ligne = get_object_or_404(positionnement.freelance.references, pk=reference)
    form = AvisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appels.noter_reference(reference=ligne, par=utilisateur_de(request), avis=form.cleaned_data["avis"])
        messages.success(request, f"L’appel à {ligne} est noté.")
        return redirect("besoins:positionnement", pk=pk)
    titre = f"Appel à {ligne}"
    return _simple(request, form, positionnement, titre=titre, bouton="Noter l’appel", telephone=ligne.telephone)


@require_POST
@exige("gerer_besoins")
def confirmer(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the availability for this mission (FRE-3)."""
    positionnement = lire(request, pk)
    try:
        appels.confirmer_disponibilite(positionnement=positionnement, par=utilisateur_de(request))
    except PorteFermeeError as refus:
        refuser(request, refus)
    else:
        messages.success(request, "La disponibilité est confirmée aujourd’hui.")
    return redirect("besoins:positionnement", pk=pk)


@exige("gerer_besoins")
def recapitulatif(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, change and send the recap e-mail to the freelance (FRE-2)."""
    positionnement = lire(request, pk)
    fermees = [porte for porte in portes_recapitulatif(positionnement) if not porte.ouverte]
    if fermees:
        refuser(request, PorteFermeeError(*fermees))
        return redirect("besoins:positionnement", pk=pk)
    utilisateur = utilisateur_de(request)
    brouillon = brouillon_recapitulatif(positionnement, utilisateur)
    form = CourrielForm(request.POST or None, initial={"objet": brouillon.objet, "corps": brouillon.corps})
    if request.method == "POST" and form.is_valid():
        try:
            appels.envoyer_recapitulatif(positionnement=positionnement, par=utilisateur, **form.cleaned_data)
        except PorteFermeeError as refus:
            # Somebody changed something between the preview and the click.
            refuser(request, refus)
        else:
            messages.success(request, f"Le récapitulatif part à {positionnement.freelance.email}.")
        return redirect("besoins:positionnement", pk=pk)
    contexte = {
        "form": form,
        "positionnement": positionnement,
        "destinataire": positionnement.freelance.email,
        "titre": "Récapitulatif au freelance",
        "bouton": "Envoyer le récapitulatif",
        "annuler_url": reverse("besoins:positionnement", args=[pk]),
    }
    return render(request, "besoins/positionnements/courriel.html", contexte, status=422 if form.errors else 200)


# --- Out, in again, and rates ---
def _retirable(request: HttpRequest, pk: int) -> Positionnement:
    """The positionnement, unless a privé DO of somebody else already has its CV (403, CLI-5)."""
    positionnement = lire(request, pk)
    if not positionnement_retirable(positionnement, utilisateur_de(request)):
        message = "Le donneur d’ordre est privé : seul son propriétaire écarte un profil qu’il a reçu."
        raise PriveRefuseError(positionnement.besoin.contact, ActePrive.POSITIONNER, message)
    return positionnement


@exige("gerer_besoins")
def ecarter(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a freelance out of a besoin, with the reason."""
    positionnement = _retirable(request, pk)
    form = MotifForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            positionnements.ecarter(positionnement=positionnement, motif=form.cleaned_data["motif"])
        except PorteFermeeError as refus:
            refuser(request, refus)
        else:
            messages.success(request, f"{positionnement.freelance} est écarté de ce besoin.")
        return redirect("besoins:fiche", pk=positionnement.besoin_id)
    titre = f"Écarter {positionnement.freelance}"
    return _simple(request, form, positionnement, titre=titre, bouton="Écarter")


@require_POST
@exige("gerer_besoins")
def reprendre(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back in play a freelance who was set aside."""
    positionnement = _retirable(request, pk)
    try:
        positionnements.reprendre(positionnement=positionnement, par=utilisateur_de(request))
    except PorteFermeeError as refus:
        refuser(request, refus)
    else:
        messages.success(request, f"{positionnement.freelance} est de nouveau en jeu.")
    return redirect("besoins:positionnement", pk=pk)


@exige("gerer_besoins")
def tarifs(request: HttpRequest, pk: int) -> HttpResponse:
    """The rates of one positionnement, with the margin they leave (BES-2)."""
    positionnement = lire(request, pk)
    initial = {nom: getattr(positionnement, nom) for nom in ("version", "tjm_achat", "tjm_vente")}
    form = TarifsForm(request.POST or None, initial=initial)
    contexte = {
        "form": form,
        "positionnement": positionnement,
        "annuler_url": reverse("besoins:positionnement", args=[pk]),
        "titre": f"Tarifs de {positionnement.freelance}",
        "marge_lue": ecrire_decimal(positionnement.marge * 100) if positionnement.marge is not None else "",
    }
    if request.method == "POST" and form.is_valid():
        try:
            positionnements.changer_tarifs(positionnement=positionnement, **form.cleaned_data)
        except ConflitVersionError:
            repris = request.POST.copy()
            repris["version"] = str(Positionnement.objects.values_list("version", flat=True).get(pk=pk))
            form.data = repris
            contexte |= {"conflit": True, "divergences": _ecarts_tarifs(form, pk)}
            return render(request, "besoins/positionnements/tarifs.html", contexte, status=409)
        messages.success(request, "Les tarifs sont enregistrés.")
        return redirect("besoins:positionnement", pk=pk)
    return render(request, "besoins/positionnements/tarifs.html", contexte, status=422 if form.errors else 200)


def _ecarts_tarifs(form: TarifsForm, pk: int) -> list[dict[str, Any]]:
    """Both versions of the rates, where they differ."""
    stocke = Positionnement.objects.get(pk=pk)
    return [
        {
            "libelle": form.fields[nom].label,
            "saisi": euros_jour(form.cleaned_data[nom]),
            "enregistre": euros_jour(getattr(stocke, nom)),
        }
        for nom in ("tjm_achat", "tjm_vente")
        if form.cleaned_data[nom] != getattr(stocke, nom)
    ]


def _simple(request: HttpRequest, form: Any, positionnement: Positionnement, **contexte: Any) -> HttpResponse:
    """A page with one short form."""
    contexte |= {
        "form": form,
        "positionnement": positionnement,
        "annuler_url": reverse("besoins:positionnement", args=[positionnement.pk]),
    }
    return render(request, "besoins/fiche/simple.html", contexte, status=422 if form.errors else 200)
