"""Pages of the interviews: proposed, called off, judged by both sides; and the page of a signed link."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from besoins.entretiens import services
from besoins.entretiens.enums import Cote
from besoins.entretiens.formulaires import AvisForm, IncidentForm, PropositionForm, ReponseCreneauxForm
from besoins.entretiens.modeles import Entretien
from besoins.entretiens.regles import portes_proposition
from besoins.entretiens.textes import CONFIDENTIALITE, forme, sujet
from besoins.etapes import PorteFermeeError
from besoins.positionnements.envois import joignable
from besoins.positionnements.formulaires import MotifForm
from besoins.positionnements.vues import refuser
from samba.acces.vues import exige, utilisateur_de
from samba.documents.models import LienSigne
from samba.listes.formats import date_fr
from samba.parametres.models import parametres


@exige("gerer_besoins")
def proposer(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose slots to both sides (BES-6)."""
    positionnement, utilisateur = joignable(request, pk), utilisateur_de(request)
    fermees = [porte for porte in portes_proposition(positionnement) if not porte.ouverte]
    if fermees:
        refuser(request, PorteFermeeError(*fermees))
        return redirect("besoins:positionnement", pk=pk)
    initial = {"cle_creation": uuid4(), "accompagnateur": utilisateur.pk}
    donnees = request.POST if request.method == "POST" else None
    form = PropositionForm(donnees, initial=initial, positionnement=positionnement)
    if donnees is not None and form.is_valid():
        try:
            services.proposer(positionnement=positionnement, par=utilisateur, **form.champs())
        except PorteFermeeError as refus:
            refuser(request, refus)
            return redirect("besoins:positionnement", pk=pk)
        except ValidationError as refus:
            form.add_error(None, refus.messages)
        else:
            messages.success(request, "Les créneaux partent aux deux ; leur réponse fixera l’entretien.")
            return redirect("besoins:positionnement", pk=pk)
    return _formulaire(request, form, positionnement, titre="Proposer un entretien", bouton="Envoyer les créneaux")


def _formulaire(request: HttpRequest, form: Any, positionnement: Any, **contexte: Any) -> HttpResponse:
    contexte |= {
        "form": form,
        "positionnement": positionnement,
        "annuler_url": reverse("besoins:positionnement", args=[positionnement.pk]),
    }
    return render(request, "besoins/fiche/simple.html", contexte, status=422 if form.errors else 200)


def _entretien(request: HttpRequest, pk: int) -> Entretien:
    """The interview, if this user may write to its DO (404 when hidden, 403 for a reader, CLI-5)."""
    visibles = Entretien.objects.visibles_pour(utilisateur_de(request))
    entretien = get_object_or_404(visibles, pk=pk)
    entretien.positionnement = joignable(request, entretien.positionnement_id)
    return entretien


def _agir(request: HttpRequest, entretien: Entretien, form: Any, acte: Any, dit: str, **page: Any) -> HttpResponse:
    """One short form about an interview: `acte(**cleaned_data)`, then back to the positionnement."""
    if request.method == "POST" and form.is_valid():
        try:
            acte(entretien=entretien, par=utilisateur_de(request), **form.cleaned_data)
        except PorteFermeeError as refus:
            refuser(request, refus)
        except ValidationError as refus:
            form.add_error(None, refus.messages)
            return _formulaire(request, form, entretien.positionnement, **page)
        else:
            messages.success(request, dit)
        return redirect("besoins:positionnement", pk=entretien.positionnement_id)
    return _formulaire(request, form, entretien.positionnement, **page)


def _donnees(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@exige("gerer_besoins")
def annuler(request: HttpRequest, pk: int) -> HttpResponse:
    """Call an interview off, with the reason."""
    entretien, page = _entretien(request, pk), {"titre": "Annuler l’entretien", "bouton": "Annuler l’entretien"}
    dit = "L’entretien est annulé, chacun est prévenu."
    return _agir(request, entretien, MotifForm(_donnees(request)), services.annuler, dit, **page)


@exige("gerer_besoins")
def avis_do(request: HttpRequest, pk: int) -> HttpResponse:
    """What the DO said of the interview."""
    return _avis(request, pk, Cote.DO)


@exige("gerer_besoins")
def avis_freelance(request: HttpRequest, pk: int) -> HttpResponse:
    """What the freelance said of it."""
    return _avis(request, pk, Cote.FREELANCE)


def _avis(request: HttpRequest, pk: int, cote: Cote) -> HttpResponse:
    entretien = _entretien(request, pk)

    def acte(**champs: Any) -> None:
        services.noter_avis(cote=cote, **champs)

    titre = f"Retour après l’entretien : {cote.label.lower()}"
    return _agir(
        request,
        entretien,
        AvisForm(_donnees(request)),
        acte,
        "Le retour est noté.",
        titre=titre,
        bouton="Noter le retour",
    )


@exige("gerer_besoins")
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """Coordinates were exchanged: log it."""
    entretien = _entretien(request, pk)
    page = {"titre": "Échange de coordonnées constaté", "bouton": "Noter l’incident"}
    dit = "L’incident est noté, votre manager est prévenu."
    return _agir(request, entretien, IncidentForm(_donnees(request)), services.noter_incident, dit, **page)


# --- Without an account ---
def _du_lien(lien: LienSigne) -> tuple[Entretien, Cote]:
    lies = Entretien.objects.select_related(
        "positionnement__besoin__contact", "positionnement__freelance", "positionnement__cv_anonyme", "accompagnateur"
    )
    entretien = lies.filter(Q(lien_do=lien) | Q(lien_freelance=lien)).first()
    if entretien is None:
        raise Http404("Lien inconnu.")
    cote = Cote.DO if entretien.lien_do_id == lien.pk else Cote.FREELANCE
    setattr(entretien, f"lien_{cote}", lien)
    return entretien, cote


def afficher(request: HttpRequest, lien: LienSigne) -> HttpResponse:
    """The slots, to tick."""
    entretien, cote = _du_lien(lien)
    return _page(request, entretien, cote, None)


def agir(request: HttpRequest, lien: LienSigne) -> HttpResponse:
    """Take the answer."""
    entretien, cote = _du_lien(lien)
    form = _reponse(entretien, request.POST)
    if not form.is_valid():
        return _page(request, entretien, cote, form, 422)
    choisis = {int(pk) for pk in form.cleaned_data["creneaux"]}
    entretien = services.repondre(entretien=entretien, cote=cote, choisis=choisis)
    contexte = {"entretien": entretien, "firme": parametres().nom_firme}
    return render(request, "besoins/entretiens/merci.html", contexte)


def _reponse(entretien: Entretien, donnees: Any) -> ReponseCreneauxForm:
    libelles = {creneau.pk: date_fr(creneau.debut, "heure") for creneau in entretien.creneaux.all()}
    return ReponseCreneauxForm(donnees, entretien=entretien, libelles=libelles)


def _page(
    request: HttpRequest, entretien: Entretien, cote: Cote, form: ReponseCreneauxForm | None, statut: int = 200
) -> HttpResponse:
    contexte = {
        "form": form or _reponse(entretien, None),
        "entretien": entretien,
        "sujet": sujet(entretien, cote),
        "forme": forme(entretien),
        "confidentialite": CONFIDENTIALITE,
        "lien": getattr(entretien, f"lien_{cote}"),
        "firme": parametres().nom_firme,
    }
    return render(request, "besoins/entretiens/repondre.html", contexte, status=statut)
