"""Tell somebody of the firm, once: in the application, and by an e-mail of the outbox when it cannot wait."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samba.activite.models import Notification
from samba.comptes.models import Utilisateur
from samba.courriels.enums import CodeModele
from samba.courriels.services import deposer, rediger

TEXTE_MAX: int = Notification._meta.get_field("texte").max_length or 0


def notifier(*, pour: Utilisateur, cle: str, texte: str, lien: str = "") -> bool:
    """Leave a line in somebody's notifications, once per (person, key). False when it was there already."""
    _, nouvelle = Notification.objects.get_or_create(
        pour=pour, cle=cle, defaults={"texte": texte[:TEXTE_MAX], "lien": lien}
    )
    return nouvelle


@transaction.atomic
def prevenir(*, pour: Utilisateur, cle: str, objet: str, texte: str, lien: str = "") -> bool:
    """Notify, and write to them as well: for what a person must not discover hours later. Once per (person, key).

    Args:
        pour: somebody of the firm; one who no longer signs in is not written to.
        cle: what makes this news the same news.
        objet: subject of the e-mail.
        texte: the news, in one or two sentences; the notification's own words.
        lien: path of the page to open.
    """
    if not pour.is_active or not notifier(pour=pour, cle=cle, texte=texte, lien=lien):
        return False
    adresse = f"{settings.ADRESSE_PUBLIQUE}{lien}" if lien else settings.ADRESSE_PUBLIQUE
    valeurs = {"prenom": pour.prenom, "objet": objet, "texte": texte, "adresse": adresse}
    brouillon = rediger(CodeModele.AVIS, valeurs)
    deposer(
        cle_metier=f"avis:{pour.pk}:{cle}",
        destinataire=pour.email,
        objet=brouillon.objet,
        corps=brouillon.corps,
        interne=True,
    )
    return True


def marquer_lues(pour: Utilisateur, cles: list[int] | None = None) -> int:
    """Mark one's notifications as read: those of `cles`, or all of them. Returns how many were not yet."""
    miennes = Notification.objects.visibles_pour(pour).non_lues()
    if cles is not None:
        miennes = miennes.filter(pk__in=cles)
    return miennes.update(lue_le=timezone.now())
