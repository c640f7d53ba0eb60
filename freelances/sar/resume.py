"""What the morning digest says of the fiches: overdue, due today, due within a week.

Read from the rows each morning, like the relances: a beat that stopped for two days loses nothing, since what was due
is overdue; and the digest leaves once a person and a day (`samba.activite.resume`).
"""

from __future__ import annotations

from datetime import date, timedelta

from freelances.models import Fiche
from freelances.models.suivi import FicheQuerySet
from freelances.sar.verrou import PREAVIS_JOURS
from samba.activite.resume import MAX_LIGNES, Section
from samba.comptes.models import Utilisateur


def fiches_depassees(utilisateur: Utilisateur, jour: date) -> Section | None:
    """Those that close the vivier (SAR-4)."""
    return _section("Fiches de suivi dépassées (le vivier vous est fermé)", _a_charge(utilisateur).depassees(jour))


def fiches_du_jour(utilisateur: Utilisateur, jour: date) -> Section | None:
    """Those whose échéance is today: tomorrow they close the vivier."""
    return _section("Fiches de suivi à mettre à jour aujourd’hui", _a_charge(utilisateur).filter(echeance=jour))


def fiches_de_la_semaine(utilisateur: Utilisateur, jour: date) -> Section | None:
    """Those due in the coming seven days."""
    bientot = {"echeance__gt": jour, "echeance__lte": jour + timedelta(days=PREAVIS_JOURS)}
    return _section("Fiches de suivi à mettre à jour sous 7 jours", _a_charge(utilisateur).filter(**bientot))


def _a_charge(utilisateur: Utilisateur) -> FicheQuerySet:
    if not utilisateur.peut("suivre"):
        return Fiche.objects.none()
    return Fiche.objects.a_charge_de(utilisateur)


def _section(titre: str, fiches: FicheQuerySet) -> Section | None:
    """The first lines; the others are counted, not read."""
    lues = list(fiches.select_related("freelance").order_by("echeance", "pk")[: MAX_LIGNES + 1])
    if not lues:
        return None
    total = len(lues) if len(lues) <= MAX_LIGNES else fiches.count()
    lignes = [
        f"{fiche.freelance} ({fiche.get_statut_display()}, échéance le {fiche.echeance:%d/%m/%Y})"
        for fiche in lues[:MAX_LIGNES]
    ]
    return Section(titre, lignes, total)
