"""The words of the e-mails about an interview: to the DO a reference, to the freelance no DO is named."""

from __future__ import annotations

from besoins.entretiens.enums import Cote, ModeEntretien
from besoins.entretiens.modeles import Entretien
from besoins.textes import civilite_nom
from samba.courriels.services import Brouillon, signature
from samba.listes.formats import date_fr

CONFIDENTIALITE = (
    "Pour mémoire, cet échange passe par nous : ni coordonnées, ni conditions tarifaires ne s’échangent en direct."
)


def _debut(entretien: Entretien, cote: Cote) -> str:
    positionnement = entretien.positionnement
    nom = civilite_nom(positionnement.besoin.contact) if cote == Cote.DO else positionnement.freelance.prenom
    return f"Bonjour {nom},"


def sujet(entretien: Entretien, cote: Cote) -> str:
    """What it is about: the mission, and for the DO the reference of the CV that they received."""
    cv = entretien.positionnement.cv_anonyme
    reference = f" (profil {cv.reference})" if cote == Cote.DO and cv is not None else ""
    return f"« {entretien.positionnement.besoin.intitule} »{reference}"


def forme(entretien: Entretien) -> str:
    """« en visio, 45 minutes »."""
    mots = {
        ModeEntretien.TELEPHONE: "par téléphone",
        ModeEntretien.VISIO: "en visio",
        ModeEntretien.PHYSIQUE: "sur place",
    }
    lieu = f" : {entretien.lieu}" if entretien.lieu else ""
    return f"{mots[ModeEntretien(entretien.mode)]}, {entretien.duree_minutes} minutes{lieu}"


def _ecrire(entretien: Entretien, cote: Cote, objet: str, *paragraphes: str) -> Brouillon:
    corps = "\n\n".join([_debut(entretien, cote), *paragraphes, signature(entretien.accompagnateur)])
    return Brouillon(f"{objet} {sujet(entretien, cote)}", corps)


def proposition(entretien: Entretien, cote: Cote, lien: str) -> Brouillon:
    """The slots, and the link that answers."""
    creneaux = "\n".join(f"- {date_fr(creneau.debut, 'heure')}" for creneau in entretien.creneaux.all())
    return _ecrire(
        entretien, cote, "Un entretien à fixer :",
        f"Je vous propose un entretien {forme(entretien)}. {entretien.accompagnateur} y assistera.",
        creneaux,
        f"Dites en un clic les créneaux qui vous conviennent, sans compte ni mot de passe :\n{lien}",
        CONFIDENTIALITE,
    )  # fmt: skip


def confirmation(entretien: Entretien, cote: Cote) -> Brouillon:
    """Both sides agreed: the day, with the invitation attached."""
    return _ecrire(
        entretien, cote, "Entretien confirmé :",
        f"C’est confirmé pour le {date_fr(entretien.debut, 'heure')}, {forme(entretien)}.",
        "L’invitation jointe s’ajoute à votre agenda.",
        CONFIDENTIALITE,
    )  # fmt: skip


def rappel(entretien: Entretien, cote: Cote) -> Brouillon:
    """The reminder of the day before."""
    return _ecrire(
        entretien, cote, "Rappel de votre entretien :",
        f"Votre entretien a lieu le {date_fr(entretien.debut, 'heure')}, {forme(entretien)}.",
        CONFIDENTIALITE,
    )  # fmt: skip


def annulation(entretien: Entretien, cote: Cote) -> Brouillon:
    """It will not be held."""
    return _ecrire(
        entretien, cote, "Entretien annulé :",
        "L’entretien prévu n’aura pas lieu. Je reviens vers vous pour la suite.",
    )  # fmt: skip
