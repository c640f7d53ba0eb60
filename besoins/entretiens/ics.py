"""The invitation that calendars read (RFC 5545): one event, in UTC; the same `uid` moves or cancels it."""

from __future__ import annotations

from datetime import UTC, datetime


def invitation(
    *, uid: str, sequence: int, debut: datetime, fin: datetime, titre: str, lieu: str, texte: str, annule: bool = False
) -> bytes:
    """The file, folded at 75 bytes. `sequence` grows with each change; `annule` takes the event away."""
    lignes = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SAMBA//Entretiens//FR",
        f"METHOD:{'CANCEL' if annule else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{_instant(datetime.now(UTC))}",
        f"DTSTART:{_instant(debut)}",
        f"DTEND:{_instant(fin)}",
        f"SUMMARY:{_texte(titre)}",
        f"LOCATION:{_texte(lieu)}",
        f"DESCRIPTION:{_texte(texte)}",
        f"STATUS:{'CANCELLED' if annule else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(_plier(ligne) for ligne in lignes).encode()


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _texte(valeur: str) -> str:
    """Escaped: a name never makes a property of its own."""
    for signe, ecrit in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        valeur = valeur.replace(signe, ecrit)
    return valeur


def _plier(ligne: str) -> str:
    """Lines of 75 bytes at most, continued after a space, no character cut."""
    morceaux, courant, taille = [], "", 0
    for caractere in ligne:
        poids = len(caractere.encode())
        if taille + poids > 74:
            morceaux.append(courant)
            courant, taille = " ", 1
        courant, taille = courant + caractere, taille + poids
    return "\r\n".join([*morceaux, courant]) + "\r\n"
