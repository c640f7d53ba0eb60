"""How an échange reads in a timeline (`composants/chronologie.html`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from samba.activite.enums import GenreEchange, Issue, Sens, Suite
from samba.activite.liens import lien
from samba.activite.models import Echange
from samba.courriels.enums import StatutCourriel

ICONES = {
    GenreEchange.COURRIEL: "envelope",
    GenreEchange.RENDEZ_VOUS: "calendar-days",
    GenreEchange.NOTE: "pencil-square",
    GenreEchange.INFORMATION: "information-circle",
}
COULEURS_ISSUE = {
    Issue.JOINT: "vert",
    Issue.MESSAGE: "bleu",
    Issue.NUMERO_INVALIDE: "rouge",
}
COULEURS_COURRIEL: dict[str, str] = {
    StatutCourriel.ENVOYE: "vert",
    StatutCourriel.INCERTAIN: "rouge",
    StatutCourriel.ABANDONNE: "rouge",
}
SANS_SENS = (GenreEchange.NOTE, GenreEchange.RENDEZ_VOUS, GenreEchange.INFORMATION)


def _icone(echange: Echange) -> str:
    if echange.genre == GenreEchange.APPEL:
        return "phone-arrow-down-left" if echange.sens == Sens.ENTRANT else "phone-arrow-up-right"
    return ICONES[GenreEchange(echange.genre)]


def _titre(echange: Echange, sur: str) -> str:
    """« Appel sortant avec Dominique Durand (Société Fictive) », without repeating the page's own subject."""
    genre = echange.get_genre_display()
    debut = genre if echange.genre in SANS_SENS else f"{genre} {echange.get_sens_display().lower()}"
    qui = []
    if echange.contact_id and sur != "contact":
        qui.append(str(echange.contact))
    if echange.client_id and sur not in {"client", "contact"}:
        qui.append(str(echange.client))
    if echange.freelance_id and sur != "freelance":
        qui.append(str(echange.freelance))
    return f"{debut} · {', '.join(qui)}" if qui else debut


def _badges(echange: Echange) -> list[dict[str, str]]:
    badges = []
    if echange.issue:
        couleur = COULEURS_ISSUE.get(Issue(echange.issue), "orange")
        badges.append({"texte": echange.get_issue_display(), "couleur": couleur})
    badges += [{"texte": libelle, "couleur": "neutre"} for libelle in echange.libelles_objections]
    if echange.suite == Suite.BESOIN:
        badges.append({"texte": "Besoin ouvert", "couleur": "marque"})
    badges += [
        {"texte": courriel.get_statut_display(), "couleur": COULEURS_COURRIEL.get(courriel.statut, "bleu")}
        for courriel in echange.courriels.all()
    ]
    return badges


def _adresse(echange: Echange, sur: str) -> str:
    """Where the title leads: the e-mail itself when there is one, else what the échange is about."""
    for courriel in echange.courriels.all():
        return reverse("courriels:detail", args=[courriel.pk])
    return lien(echange, sauf=sur)


def evenements(echanges: Iterable[Echange], sur: str) -> list[dict[str, Any]]:
    """Timeline entries; `sur` names the page they stand on ("client", "contact", "freelance", "besoin").

    The échanges come from `visibles_pour(…).recents()`: nothing is read beyond what that loads.
    """
    return [
        {
            "quand": echange.le,
            "titre": _titre(echange, sur),
            "icone": _icone(echange),
            "couleur": "marque" if echange.est_un_contact_reel else "",
            "texte": echange.commentaire,
            "auteur": str(echange.auteur) if echange.auteur_id else "SAMBA",
            "badges": _badges(echange),
            "url": _adresse(echange, sur),
        }
        for echange in echanges
    ]
