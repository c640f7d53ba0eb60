"""How SAMBA writes numbers, dates and phones in French. Used by the template filters, e-mails and PDF alike."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import phonenumbers
from django.utils import timezone
from django.utils.formats import date_format

# As the CLDR writes French: narrow no-break space between groups of digits, no-break space before a unit.
FINE = "\u202f"
INSECABLE = "\u00a0"
ABSENT = "—"


def decimal_de(valeur: Any) -> Decimal | None:
    """The value as a Decimal, or None when it is empty or not a number."""
    if valeur is None or valeur == "":
        return None
    try:
        nombre = Decimal(str(valeur))
    except InvalidOperation:
        return None
    return nombre if nombre.is_finite() else None


def _francais(nombre: Decimal) -> str:
    """French digits: groups of three, decimal comma."""
    return f"{nombre:,f}".replace(",", FINE).replace(".", ",").replace("-", "−")


def nombre(valeur: Any) -> str:
    """12345 → « 12 345 »."""
    lu = decimal_de(valeur)
    return ABSENT if lu is None else _francais(lu)


def euros(valeur: Any) -> str:
    """Euros to the cent, half up: 1234.565 → « 1 234,57 € »."""
    lu = decimal_de(valeur)
    return ABSENT if lu is None else f"{_francais(lu.quantize(Decimal('0.01'), ROUND_HALF_UP))}{INSECABLE}€"


def euros_courts(valeur: Any) -> str:
    """Euros without needless cents: 450.00 → « 450 € », 450.5 → « 450,50 € »."""
    return euros(valeur).replace(f",00{INSECABLE}€", f"{INSECABLE}€")


def euros_jour(valeur: Any) -> str:
    """A daily rate, excl. tax: 450 → « 450 €/j »."""
    ecrit = euros_courts(valeur)
    return ecrit if ecrit == ABSENT else f"{ecrit}/j"


def pourcent(valeur: Any, decimales: int = 1) -> str:
    """A ratio as a percentage: 0.155 → « 15,5 % », 0.15 → « 15 % »."""
    lu = decimal_de(valeur)
    if lu is None:
        return ABSENT
    arrondi = (lu * 100).quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP)
    if arrondi == arrondi.to_integral_value():
        arrondi = arrondi.quantize(Decimal(1))
    return f"{_francais(arrondi)}{INSECABLE}%"


def _ecrits(valeur: Any) -> tuple[str, str] | None:
    """A phone for people and for a link, None when it is no phone number.

    A field's own value was parsed already; asking whether it is empty would write it out, which a list does not pay.
    """
    lu = valeur
    if not isinstance(lu, phonenumbers.PhoneNumber):
        try:
            lu = phonenumbers.parse(str(valeur), "FR")
        except phonenumbers.NumberParseException:
            return None
    return _ecrire_telephone(lu.country_code or 0, lu.national_number or 0, lu.italian_leading_zero)


@lru_cache(maxsize=4096)
def _ecrire_telephone(pays: int, numero: int, zero: bool | None) -> tuple[str, str] | None:
    """Kept: a list writes fifty of them, and going back to it the same fifty."""
    lu = phonenumbers.PhoneNumber(country_code=pays, national_number=numero, italian_leading_zero=zero)
    if not phonenumbers.is_possible_number(lu):
        return None
    forme = phonenumbers.PhoneNumberFormat
    ecrit = phonenumbers.format_number(lu, forme.NATIONAL if pays == 33 else forme.INTERNATIONAL)
    return ecrit.replace(" ", INSECABLE), phonenumbers.format_number(lu, forme.E164)


def sans_numero(valeur: Any) -> bool:
    """Nothing there: neither a number nor a text."""
    return not isinstance(valeur, phonenumbers.PhoneNumber) and not valeur


def telephone(valeur: Any) -> str:
    """Pairs for a French number, international form otherwise, the text as typed when it is no phone number."""
    if sans_numero(valeur):
        return ""
    ecrits = _ecrits(valeur)
    return str(valeur) if ecrits is None else ecrits[0]


def telephone_composable(valeur: Any) -> str:
    """The number as a `tel:` link takes it (+33…), or "" when it is no phone number."""
    ecrits = None if sans_numero(valeur) else _ecrits(valeur)
    return "" if ecrits is None else ecrits[1]


def jour_de(valeur: Any) -> datetime.date | None:
    """The Europe/Paris day of a date or a datetime."""
    if isinstance(valeur, datetime.datetime):
        return timezone.localtime(valeur).date() if timezone.is_aware(valeur) else valeur.date()
    return valeur if isinstance(valeur, datetime.date) else None


def jours_depuis(valeur: Any, aujourdhui: datetime.date | None = None) -> str:
    """How far a day is from today: « aujourd’hui », « hier », « il y a 3 j », « dans 5 j », « il y a 4 mois ».

    Finding out which day it is takes as long as all the rest: a long list gives it.
    """
    jour = jour_de(valeur)
    if jour is None:
        return ABSENT
    ecart = ((aujourdhui or timezone.localdate()) - jour).days
    proches = {0: "aujourd’hui", 1: "hier", -1: "demain"}
    if ecart in proches:
        return proches[ecart]
    return f"il y a {_duree(ecart)}" if ecart > 0 else f"dans {_duree(-ecart)}"


def _duree(jours: int) -> str:
    if jours <= 90:
        return f"{jours}{INSECABLE}j"
    if jours < 730:
        return f"{jours // 30}{INSECABLE}mois"
    return f"{jours // 365}{INSECABLE}ans"


def date_fr(valeur: Any, forme: str = "longue") -> str:
    """A day or a moment, Europe/Paris.

    Args:
        valeur: date, aware datetime or None (« — »).
        forme: "longue" (12 mars 2026), "courte" (12/03/2026), "jour" (jeudi 12 mars), "heure" (12 mars 2026 à 14:05),
            "mois" (mars 2026).
    """
    jour = jour_de(valeur)
    if jour is None:
        return ABSENT
    if forme == "heure" and isinstance(valeur, datetime.datetime):
        moment = timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur
        return f"{_jour_long(jour)} à {moment:%H:%M}"
    if forme == "courte":
        return f"{jour:%d/%m/%Y}"
    if forme == "mois":
        return date_format(jour, "F Y")
    if forme == "jour":
        return date_format(jour, "l j F")
    return _jour_long(jour)


def _jour_long(jour: datetime.date) -> str:
    """« 1er mars 2026 » rather than « 1 mars 2026 »."""
    return f"{'1er' if jour.day == 1 else jour.day} {date_format(jour, 'F Y')}"


def initiales(nom: Any) -> str:
    """Two letters for an avatar: « Camille Martin » → « CM »."""
    mots = str(nom or "").replace("-", " ").split()
    return "".join(mot[0] for mot in (mots[:1] + mots[-1:] if len(mots) > 1 else mots)).upper()


def pluriel(quantite: Any, mot: str) -> str:
    """« 3 résultats », « 1 résultat », « 0 résultat ». `mot` may give its own plural: "travail,travaux"."""
    singulier, _, plusieurs = mot.partition(",")
    try:
        lu = int(quantite)
    except (TypeError, ValueError):
        lu = 0
    accorde = singulier if abs(lu) < 2 else plusieurs or " ".join(f"{m}s" for m in singulier.split())
    return f"{nombre(lu)} {accorde}"


def enumerer(libelles: Iterable[object]) -> str:
    """« origine du contact, SIRET ou portage vérifié »: labels in a sentence. Acronyms keep their capitals."""
    return ", ".join(_dans_une_phrase(str(libelle)) for libelle in libelles)


def _dans_une_phrase(libelle: str) -> str:
    return libelle if libelle[1:2].isupper() else libelle[:1].lower() + libelle[1:]
