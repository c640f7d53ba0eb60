"""The morning digest: one e-mail a person and a day, made of sections that the rooms declare.

    enregistrer_section(ma_fonction)        # in AppConfig.ready of a room

`ma_fonction(utilisateur, jour) -> Section | None` reads what is due and not done. Nothing is marked as "told": a day
without beat loses nothing, since what was due yesterday is overdue today.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from samba.activite.models import Notification, Relance
from samba.comptes.models import Utilisateur
from samba.courriels.enums import CodeModele
from samba.courriels.services import deposer, rediger

journal = logging.getLogger(__name__)

MAX_LIGNES = 20


@dataclass(frozen=True)
class Section:
    """A title and lines of plain text; `total` when there are more lines than shown."""

    titre: str
    lignes: list[str] = field(default_factory=list)
    total: int = 0


Fournisseur = Callable[[Utilisateur, date], "Section | None"]
_fournisseurs: list[Fournisseur] = []


def enregistrer_section(fournisseur: Fournisseur) -> None:
    """Add a section to everybody's digest, after those already declared."""
    if fournisseur not in _fournisseurs:
        _fournisseurs.append(fournisseur)


def relances_en_retard(utilisateur: Utilisateur, jour: date) -> Section | None:
    """What should have been done before today."""
    return _section("En retard", Relance.objects.filter(pour=utilisateur).en_retard(jour), jour)


def relances_du_jour(utilisateur: Utilisateur, jour: date) -> Section | None:
    """What is due today."""
    return _section("Aujourd’hui", Relance.objects.filter(pour=utilisateur).a_faire().filter(echeance=jour), jour)


def _section(titre: str, relances: object, jour: date) -> Section | None:
    toutes = list(relances.order_by("echeance", "pk"))  # type: ignore[attr-defined]
    if not toutes:
        return None
    lignes = [
        f"{relance.libelle} (depuis le {relance.echeance:%d/%m/%Y})" if relance.echeance < jour else relance.libelle
        for relance in toutes[:MAX_LIGNES]
    ]
    return Section(titre, lignes, len(toutes))


def composer(utilisateur: Utilisateur, jour: date) -> str:
    """The text of the digest, empty when there is nothing to say."""
    blocs = []
    for fournisseur in _fournisseurs:
        section = fournisseur(utilisateur, jour)
        if section is None:
            continue
        lignes = [f"- {ligne}" for ligne in section.lignes]
        reste = section.total - len(section.lignes)
        if reste > 0:
            lignes.append(f"- et {reste} de plus")
        blocs.append("\n".join([f"{section.titre} ({section.total or len(section.lignes)})", *lignes]))
    return "\n\n".join(blocs)


@transaction.atomic
def envoyer_resume(utilisateur: Utilisateur, jour: date) -> bool:
    """Drop one digest in the outbox for this person and day. False when there is nothing to say or it is done."""
    cle = f"resume:{jour:%Y-%m-%d}"
    if Notification.objects.filter(pour=utilisateur, cle=cle).exists():
        return False
    contenu = composer(utilisateur, jour)
    if not contenu:
        return False
    _, nouvelle = Notification.objects.get_or_create(
        pour=utilisateur,
        cle=cle,
        # Told by the e-mail itself: nothing to open in the application.
        defaults={
            "texte": f"Résumé du {jour:%d/%m/%Y}",
            "lien": reverse("pilotage:accueil"),
            "lue_le": timezone.now(),
        },
    )
    if not nouvelle:
        return False
    brouillon = rediger(
        CodeModele.RESUME_DU_MATIN,
        {
            "prenom": utilisateur.prenom,
            "jour": date_format(jour, "l j F"),
            "contenu": contenu,
            "adresse": f"{settings.ADRESSE_PUBLIQUE}{reverse('pilotage:accueil')}",
        },
    )
    deposer(
        cle_metier=f"resume:{utilisateur.pk}:{jour:%Y-%m-%d}",
        destinataire=utilisateur.email,
        objet=brouillon.objet,
        corps=brouillon.corps,
        interne=True,
    )
    return True


def envoyer_les_resumes(heure: int) -> int:
    """Everybody's digest of the day, once the hour has come (Europe/Paris). Returns how many were dropped."""
    maintenant = timezone.localtime()
    if maintenant.hour < heure:
        return 0
    deposes = 0
    for personne in Utilisateur.objects.actifs():
        try:
            deposes += envoyer_resume(personne, maintenant.date())
        except Exception:  # noqa: BLE001 - told in the log
            # One digest that cannot be written does not take away those of the others; the next scan tries it again.
            journal.exception("Le résumé de l’utilisateur %s n’a pas pu être écrit.", personne.pk)
    return deposes


_fournisseurs += [relances_en_retard, relances_du_jour]
