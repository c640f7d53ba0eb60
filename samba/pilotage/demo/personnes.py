"""Invented people: names, phones kept for fiction by the regulator, SIRETs whose key is right."""

from __future__ import annotations

import random

from stdnum import luhn

from referentiels.normalisation import normaliser
from samba.pilotage.demo.gisements import DEBUTS, FINS, MASCULINS, MIXTES, PRENOMS, VOIES

# Ranges that the French regulator keeps for fiction: nobody answers there.
PREFIXES_FICTIFS = ("0199", "0261", "0353", "0465", "0536")
SUFFIXES_FICTIFS = {"0199": "00", "0261": "91", "0353": "01", "0465": "71", "0536": "49"}


def nom_de_famille(hasard: random.Random) -> str:
    """A surname made of two syllables that belong to nobody in particular."""
    nom = hasard.choice(DEBUTS) + hasard.choice(FINS)
    return f"{nom}-{hasard.choice(DEBUTS)}{hasard.choice(FINS)}" if hasard.random() < 0.04 else nom


def prenom(hasard: random.Random) -> str:
    """A first name."""
    return hasard.choice(PRENOMS)


def civilite(prenom: str) -> str:
    """How somebody of this first name is addressed here; unknown for those that both bear."""
    return "" if prenom in MIXTES else "m" if prenom in MASCULINS else "mme"


def voie(numero: int) -> str:
    """The number and street of the freelance of this rank, without a draw: those that follow stay as they were."""
    return f"{numero % 97 + 1} {VOIES[numero % len(VOIES)]}"


def telephone(hasard: random.Random) -> str:
    """A number of the fiction ranges, in E.164."""
    prefixe = hasard.choice(PREFIXES_FICTIFS)
    return f"+33{prefixe[1:]}{SUFFIXES_FICTIFS[prefixe]}{hasard.randrange(10_000):04d}"


def courriel(prenom: str, nom: str, numero: int) -> str:
    """An address under a domain that can never exist (RFC 2606)."""
    lisible = ".".join("".join(c for c in normaliser(mot) if c.isalnum()) for mot in (prenom, nom))
    return f"{lisible.lower()}.{numero}@courrier.example"


def siret(numero: int) -> str:
    """A SIRET whose two Luhn keys are right, one per number."""
    siren = f"99{numero:06d}"
    siren += luhn.calc_check_digit(siren)
    nic = f"{siren}0001"
    return nic + luhn.calc_check_digit(nic)
