"""Make, read, take, revoke a signed link."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from samba.comptes.models import Utilisateur
from samba.documents.liens.enums import GestePassage
from samba.documents.models import LienSigne, PassageLien

# Beyond that many lines a link tells nothing more: a mail scanner that opens it all day does not fill the table.
PASSAGES_MAX = 200


class LienFermeError(Exception):
    """The link was used, revoked or has expired in between: nothing was done."""


def _signataire() -> signing.Signer:
    return signing.Signer(salt="samba.documents.liens", sep=".")


def creer(*, usage: str, jours: int, par: Utilisateur | None) -> LienSigne:
    """A link for one purpose, open for that many days."""
    expire_le = timezone.now() + timedelta(days=jours)
    return LienSigne.objects.create(usage=usage, alea=secrets.token_urlsafe(18), expire_le=expire_le, cree_par=par)


def jeton_de(lien: LienSigne) -> str:
    """What the address carries: the link's random part and our signature."""
    return _signataire().sign(lien.alea)


def adresse_de(lien: LienSigne) -> str:
    """The whole address, as an e-mail gives it."""
    return f"{settings.ADRESSE_PUBLIQUE.rstrip('/')}{reverse('liens:lien', args=[jeton_de(lien)])}"


def lire(jeton: str) -> LienSigne | None:
    """The link of an address, open or not; None when we did not sign it."""
    try:
        alea = _signataire().unsign(jeton)
    except signing.BadSignature:
        return None
    return LienSigne.objects.filter(alea=alea).first()


def prendre(lien: LienSigne) -> None:
    """Use the link, once: one conditional UPDATE inside the transaction of the act.

    Raises:
        LienFermeError: somebody used or revoked it meanwhile, or its time has passed.
    """
    maintenant = timezone.now()
    if not LienSigne.objects.ouverts().filter(pk=lien.pk).update(utilise_le=maintenant):
        raise LienFermeError
    lien.utilise_le = maintenant


def revoquer(lien: LienSigne, *, par: Utilisateur) -> bool:
    """Close a link that is still open; False when it was closed already."""
    return bool(LienSigne.objects.ouverts().filter(pk=lien.pk).update(revoque_le=timezone.now(), revoque_par=par))


def noter(lien: LienSigne, geste: GestePassage) -> None:
    """Write a line of the link's log."""
    if lien.passages.count() < PASSAGES_MAX:
        PassageLien.objects.create(lien=lien, geste=geste)
