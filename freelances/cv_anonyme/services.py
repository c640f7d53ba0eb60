"""The anonymised CV (FRE-4): build, refuse, render, prove, approve. What the other rooms import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils import timezone

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
from freelances.enums import LangueCV, ModeleCV
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

VERROU_REFERENCES = 20_260_412  # any number of ours: one reference at a time, until the transaction ends


def nouvelle_reference() -> str:
    """The next reference of the year, "IT-2026-0412": nothing of the person goes into it. Call it in a transaction."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_advisory_xact_lock(%s)", [VERROU_REFERENCES])
    debut = f"IT-{timezone.localdate().year}-"
    rang = Cast(Substr("reference", len(debut) + 1), IntegerField())
    prises = CVAnonyme.objects.filter(reference__regex=rf"^{debut}[0-9]+$")
    dernier_rang = prises.aggregate(n=Max(rang))["n"] or 0
    return f"{debut}{dernier_rang + 1:04d}"


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
def approuver(
    freelance: Freelance, par: Utilisateur, modele: str = ModeleCV.COMPLET, langue: str = LangueCV.FR
) -> CVAnonyme:
    """Keep the CV that `par` has read: content, PDF, reference, version of the profile. Same content twice: one CV.

    Raises:
        CVIdentifiantError: something still identifies, in the content or in the bytes of the PDF. Nothing is kept.
    """
    fige = Freelance.objects.select_for_update(of=("self",)).get(pk=freelance.pk)
    contenu = construire(fige)
    if restants := obstacles(fige, contenu):
        raise CVIdentifiantError(restants)
    deja = en_vigueur(fige)
    vu = (contenu, modele, langue)
    if deja is not None and (deja.contenu, deja.modele, deja.langue) == vu and not restes(deja, fige):
        return deja
    reference = nouvelle_reference()
    octets = rendre_pdf(contenu, reference, modele, langue)
    if restants := fuites_du_pdf(fige, contenu, octets):
        raise CVIdentifiantError(restants)
    return CVAnonyme.objects.create(
        freelance=fige,
        document=deposer_octets(f"CV-{reference}.pdf", octets, "application/pdf", par),
        reference=reference,
        contenu=contenu,
        version_profil=fige.version,
        modele=modele,
        langue=langue,
        approuve_par=par,
    )
