"""What goes to the DO and what comes back: the CV, the answer, the reminder (BES-5, BES-9, CLI-5)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from besoins.etapes import PorteFermeeError, cv_anonyme_a_jour, portes_depart, portes_relance, portes_reponse
from besoins.models import Positionnement
from besoins.positionnements.formulaires import EnvoiForm, RelanceForm, ReponseForm
from besoins.positionnements.vues import lire, refuser
from besoins.services import envois
from besoins.textes import brouillon_envoi, brouillon_relance
from samba.acces.enums import ActePrive
from samba.acces.vues import exige, utilisateur_de
from samba.comptes.models import Utilisateur
from samba.courriels.enums import CodeModele
from samba.courriels.services import rediger, signature
from samba.courriels.textes import TEXTES


def joignable(request: HttpRequest, pk: int) -> Positionnement:
    """The positionnement, if this user may write to its DO (403, CLI-5)."""
    positionnement = lire(request, pk)
    message = "Ce donneur d’ordre est privé : seul son propriétaire peut lui écrire."
    positionnement.besoin.contact.exiger_joignable(utilisateur_de(request), ActePrive.ECRIRE, message)
    return positionnement


def _contexte(positionnement: Positionnement, **autres: Any) -> dict[str, Any]:
    return {
        "positionnement": positionnement,
        "besoin": positionnement.besoin,
        "freelance": positionnement.freelance,
        "destinataire": positionnement.besoin.contact.email,
        "annuler_url": reverse("besoins:positionnement", args=[positionnement.pk]),
        "suite_cv": reverse("besoins:envoyer", args=[positionnement.pk]),
    } | autres


def _garde(positionnement: Positionnement, utilisateur: Utilisateur, code: CodeModele) -> dict[str, Any]:
    """Whom the text is about, and what it may hold: the DO, their company and its people, the mission, the sender.

    And the words of the firm's own model: a referee may be named like one of them.
    """
    besoin, modele = positionnement.besoin, rediger(code, dict.fromkeys(TEXTES[code].places, ""))
    contact, client = besoin.contact, besoin.client
    societes = [e for e in (client.entreprise, besoin.client_final) if e is not None]
    permis = [
        *(str(personne) for personne in client.contacts.all()),
        *(nom for societe in societes for nom in (societe.nom, *societe.aliases)),
        *(str(texte) for texte in (contact.email, contact.telephone, contact.mobile, client.telephone, client.site)),
        besoin.intitule,
        f"{besoin.code_postal} {besoin.ville}",
        modele.objet,
        modele.corps,
        utilisateur.email,
        signature(utilisateur),
    ]
    return {"freelance": positionnement.freelance, "permis": permis}


@exige("gerer_besoins")
def envoyer(request: HttpRequest, pk: int) -> HttpResponse:
    """Preview and send the anonymised CV to the DO (step 10). Closed gates are shown with what opens them."""
    positionnement, utilisateur = joignable(request, pk), utilisateur_de(request)
    if positionnement.envoye_le is not None:
        messages.info(request, "Le CV a déjà été envoyé : rien n’est parti une seconde fois.")
        return redirect("besoins:positionnement", pk=pk)
    portes, cv = portes_depart(positionnement), cv_anonyme_a_jour(positionnement.freelance)
    if cv is None or not all(porte.ouverte for porte in portes):
        contexte = _contexte(positionnement, portes=portes)
        status = 422 if request.method == "POST" else 200
        return render(request, "besoins/positionnements/portes.html", contexte, status=status)
    brouillon = brouillon_envoi(positionnement, cv, utilisateur)
    initial = {"objet": brouillon.objet, "corps": brouillon.corps}
    garde = _garde(positionnement, utilisateur, CodeModele.ENVOI_CV)
    form = EnvoiForm(request.POST or None, initial=initial, **garde)
    if request.method == "POST" and form.is_valid():
        return _partir(request, positionnement, form)
    contexte = _contexte(
        positionnement, form=form, cv=cv, portes=portes, titre="Envoyer le CV anonymisé", bouton="Envoyer au DO"
    )
    return render(request, "besoins/positionnements/courriel.html", contexte, status=422 if form.errors else 200)


def _partir(request: HttpRequest, positionnement: Positionnement, form: EnvoiForm) -> HttpResponse:
    try:
        envois.envoyer_cv(positionnement=positionnement, par=utilisateur_de(request), **form.cleaned_data)
    except PorteFermeeError as refus:
        # Somebody changed something between the preview and the click.
        refuser(request, refus)
    else:
        texte = f"Le CV part à {positionnement.besoin.contact.email} ; une relance vous attend si rien ne vient."
        messages.success(request, texte)
    return redirect("besoins:positionnement", pk=positionnement.pk)


@exige("gerer_besoins")
def repondre(request: HttpRequest, pk: int) -> HttpResponse:
    """Log what the DO answered: it cancels the relance and moves the stage (BES-5)."""
    positionnement = joignable(request, pk)
    form = ReponseForm(request.POST or None, initial={"cle_creation": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            envois.noter_reponse(positionnement=positionnement, par=utilisateur_de(request), **form.cleaned_data)
        except PorteFermeeError as refus:
            refuser(request, refus)
        else:
            messages.success(request, "La réponse est notée, la relance est close.")
        return redirect("besoins:positionnement", pk=pk)
    fermees = [porte for porte in portes_reponse(positionnement) if not porte.ouverte]
    if fermees:
        refuser(request, PorteFermeeError(*fermees))
        return redirect("besoins:positionnement", pk=pk)
    contexte = _contexte(positionnement, form=form, titre="Réponse du donneur d’ordre", bouton="Noter la réponse")
    return render(request, "besoins/fiche/simple.html", contexte, status=422 if form.errors else 200)


@exige("gerer_besoins")
def relancer(request: HttpRequest, pk: int) -> HttpResponse:
    """The reminder to the DO, ready to be read and sent by a human (BES-5)."""
    positionnement, utilisateur = joignable(request, pk), utilisateur_de(request)
    fermees = [porte for porte in portes_relance(positionnement) if not porte.ouverte]
    if fermees:
        refuser(request, PorteFermeeError(*fermees))
        return redirect("besoins:positionnement", pk=pk)
    brouillon = brouillon_relance(positionnement, utilisateur)
    initial = {"objet": brouillon.objet, "corps": brouillon.corps, "rang": envois.rang_relance(positionnement)}
    garde = _garde(positionnement, utilisateur, CodeModele.RELANCE_CV)
    form = RelanceForm(request.POST or None, initial=initial, **garde)
    if request.method == "POST" and form.is_valid():
        try:
            envois.relancer_do(positionnement=positionnement, par=utilisateur, **form.cleaned_data)
        except PorteFermeeError as refus:
            refuser(request, refus)
        else:
            messages.success(request, "La relance part ; la suivante est notée.")
        return redirect("besoins:positionnement", pk=pk)
    contexte = _contexte(positionnement, form=form, titre="Relancer le donneur d’ordre", bouton="Envoyer la relance")
    return render(request, "besoins/positionnements/courriel.html", contexte, status=422 if form.errors else 200)
