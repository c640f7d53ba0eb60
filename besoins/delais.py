"""BES-5: when the DO must be chased after a CV was sent. Days of Europe/Paris, never hours."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
from django.utils import timezone

from samba.parametres.models import parametres

SAMEDI = 5


def est_ouvre(jour: date) -> bool:
    """Monday to Friday, French public holidays excepted."""
    return jour.weekday() < SAMEDI and jour not in holidays.country_holidays("FR", years=jour.year)


def ajouter_jours(depart: date, jours: int, *, ouvres: bool = False) -> date:
    """The day that comes `jours` calendar days after `depart`, or as many working days.

    Raises:
        ValueError: a negative number of days.
    """
    if jours < 0:
        raise ValueError("Un délai ne peut pas être négatif.")
    if not ouvres:
        return depart + timedelta(days=jours)
    jour = depart
    while jours:
        jour += timedelta(days=1)
        jours -= est_ouvre(jour)
    return jour


def echeance_relance_cv(depart: date | None = None) -> date:
    """The due date of the relance of a CV sent on `depart` (today by default), by the firm's parameters."""
    reglages = parametres()
    jour = depart or timezone.localdate()
    return ajouter_jours(jour, reglages.relance_cv_jours, ouvres=reglages.relance_cv_ouvres)
