"""Drafts: what a person is typing, kept between two pages. Each room guards its page; nobody else's is read here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone

from samba.activite.models import CIBLES, Brouillon
from samba.comptes.models import Utilisateur

BROUILLON_JOURS = 60
# A call is a page of text, not a book.
TAILLE_MAX = 30_000
TUS = {"csrfmiddlewaretoken", "cle_creation", "version"}


def _cibles(cibles: dict[str, Model]) -> dict[str, Any]:
    return {nom: cibles.get(nom) for nom in CIBLES}


def lire(auteur: Utilisateur, genre: str, **cibles: Model) -> dict[str, Any]:
    """What this person typed for this target, by field name (a list for several values); {} for nothing."""
    garde = Brouillon.objects.filter(auteur=auteur, genre=genre, **cibles).first()
    return dict(garde.donnees) if garde else {}


def lire_formulaire(auteur: Utilisateur, genre: str, **cibles: Model) -> QueryDict | None:
    """The same as the data of a form, None when there is no draft."""
    gardees = lire(auteur, genre, **cibles)
    if not gardees:
        return None
    donnees = QueryDict(mutable=True)
    for nom, valeur in gardees.items():
        donnees.setlist(nom, valeur if isinstance(valeur, list) else [valeur])
    return donnees


def saisie_de(donnees: QueryDict) -> dict[str, Any]:
    """The fields of a posted form worth keeping: not its keys, nor what was left empty."""
    gardees = {}
    for nom in donnees:
        # PostgreSQL refuses a NUL.
        valeurs = [propre for valeur in donnees.getlist(nom) if (propre := valeur.replace("\0", ""))]
        if nom not in TUS and valeurs:
            gardees[nom] = valeurs if len(donnees.getlist(nom)) > 1 else valeurs[0]
    return gardees


def ecrire(auteur: Utilisateur, genre: str, donnees: dict[str, Any], **cibles: Model) -> bool:
    """Keep what was typed in place of what was kept before. False when it is too long to be a draft."""
    if sum(len(str(valeur)) for valeur in donnees.values()) > TAILLE_MAX:
        return False
    if not donnees:
        oublier(auteur, genre, **cibles)
        return True
    Brouillon.objects.update_or_create(
        auteur=auteur, genre=genre, **_cibles(cibles), defaults={"donnees": donnees, "modifie_le": timezone.now()}
    )
    return True


def oublier(auteur: Utilisateur, genre: str, **cibles: Model) -> None:
    """The act was done: its draft is no longer one."""
    Brouillon.objects.filter(auteur=auteur, genre=genre, **cibles).delete()


def oublier_les_anciens() -> int:
    """Drafts that nobody took up again. Returns how many went."""
    limite = timezone.now() - timedelta(days=BROUILLON_JOURS)
    return Brouillon.objects.filter(modifie_le__lt=limite).delete()[0]
