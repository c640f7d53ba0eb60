"""The anonymised CV (FRE-4): build, refuse, render, prove, approve. What the other rooms import."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from freelances.cv_anonyme.contenu import Contenu, charger, construire, repereur_de
from freelances.cv_anonyme.obstacles import (
    CVIdentifiantError,
    Obstacle,
    aiguilles_du_contenu,
    obstacles,
    url_correction,
)
from freelances.cv_anonyme.octets import fuites
from freelances.cv_anonyme.pdf import rendre_pdf
from freelances.models import CVAnonyme, Freelance
from samba.documents.services import deposer_octets

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur

__all__ = [
    "CVIdentifiantError",
    "Obstacle",
    "approuver",
    "construire",
    "dernier",
    "en_vigueur",
    "est_perime",
    "fuites_du_pdf",
    "obstacles",
    "rendre_pdf",
    "restes",
    "url_correction",
]

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that reads like something else


def nouvelle_reference() -> str:
    """A random reference ("SMB-7F3K2A"): nothing of the person goes into it."""
    while True:
        reference = "SMB-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
        if not CVAnonyme.objects.filter(reference=reference).exists():
            return reference


def dernier(freelance: Freelance) -> CVAnonyme | None:
    """The latest approved CV, stale or not."""
    return freelance.cvs_anonymes.select_related("document", "approuve_par").first()


def est_perime(cv: CVAnonyme, freelance: Freelance) -> bool:
    """Has the profile changed since this approval?"""
    return cv.version_profil != freelance.version


def en_vigueur(freelance: Freelance) -> CVAnonyme | None:
    """The approved CV that may be sent today: the latest, if the profile has not changed since."""
    cv = dernier(freelance)
    return cv if cv is not None and not est_perime(cv, freelance) else None


def fuites_du_pdf(freelance: Freelance, contenu: Contenu, octets: bytes) -> list[Obstacle]:
    """What identifies the freelance in the bytes of a PDF."""
    repereur = repereur_de(charger(freelance))
    aiguilles = aiguilles_du_contenu(contenu, repereur)
    url = url_correction(freelance)
    return [Obstacle(f.genre, f"Fichier PDF ({f.ou})", f.mots, url) for f in fuites(octets, aiguilles)]


def restes(cv: CVAnonyme, freelance: Freelance) -> list[Obstacle]:
    """What identifies in a CV already approved, content and stored bytes, by what is known today (FRE-4).

    A company renamed, given an alias or first heard of since then leaves the version of the profile where it was.
    """
    if trouves := obstacles(freelance, cv.contenu):
        return trouves
    try:
        with cv.document.fichier.open("rb") as fichier:
            octets = fichier.read()
    except OSError:
        octets = b""  # no file to send: `fuites` says that it cannot be read
    return fuites_du_pdf(freelance, cv.contenu, octets)


@transaction.atomic
def approuver(freelance: Freelance, par: Utilisateur) -> CVAnonyme:
    """Keep the CV that `par` has read: content, PDF, reference, version of the profile. Same content twice: one CV.

    Raises:
        CVIdentifiantError: something still identifies, in the content or in the bytes of the PDF. Nothing is kept.
    """
    fige = Freelance.objects.select_for_update(of=("self",)).get(pk=freelance.pk)
    contenu = construire(fige)
    if restants := obstacles(fige, contenu):
        raise CVIdentifiantError(restants)
    deja = en_vigueur(fige)
    if deja is not None and deja.contenu == contenu and not restes(deja, fige):
        return deja
    reference = nouvelle_reference()
    octets = rendre_pdf(contenu, reference)
    if restants := fuites_du_pdf(fige, contenu, octets):
        raise CVIdentifiantError(restants)
    return CVAnonyme.objects.create(
        freelance=fige,
        document=deposer_octets(f"CV-{reference}.pdf", octets, "application/pdf", par),
        reference=reference,
        contenu=contenu,
        version_profil=fige.version,
        approuve_par=par,
    )
