"""Echanges in the words of `composants/chronologie.html`. The caller gives those the user may read (CLI-5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from samba.activite.enums import GenreEchange, Issue
from samba.activite.models import Echange
from samba.comptes.models import Utilisateur

ICONES: dict[str, str] = {
    GenreEchange.APPEL: "phone",
    GenreEchange.COURRIEL: "envelope",
    GenreEchange.RENDEZ_VOUS: "calendar-days",
    GenreEchange.NOTE: "pencil",
}


def evenements_de(echanges: Iterable[Echange], utilisateur: Utilisateur) -> list[dict[str, Any]]:
    """One line per échange: kind and way, outcome, comment, author."""
    return [
        {
            "quand": echange.le,
            "titre": f"{echange.get_genre_display()} {echange.get_sens_display().lower()}",
            "icone": ICONES[echange.genre],
            "couleur": "vert" if echange.est_un_contact_reel else "",
            "texte": echange.commentaire,
            "auteur": str(echange.auteur) if echange.auteur else "SAMBA",
            "badges": [{"texte": Issue(echange.issue).label, "couleur": "neutre"}] if echange.issue else [],
        }
        for echange in echanges
    ]
