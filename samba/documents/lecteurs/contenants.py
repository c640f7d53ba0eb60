"""Files that hold others: a ZIP, an e-mail (.eml), an Outlook message (.msg). Loaded by the child alone.

`deplier` gives what they hold as (name, bytes) pairs, two levels deep, under limits on count and size: nothing is
written to disk, and what a member says of its own size is not believed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

ZIP, EML, MSG = "application/zip", "message/rfc822", "application/vnd.ms-outlook"
PIECES_MAX = 100
VOLUME_MAX = 60 * 1024 * 1024  # bytes unfolded, all members together
RAPPORT_MAX = 150  # unfolded / folded
PROFONDEUR_MAX = 2
CORPS_MIN = 200  # characters: a shorter e-mail without attachment holds no CV
_ENTETES = re.compile(
    rb"^(?:received|from|to|subject|date|mime-version|message-id|return-path|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_MARQUE_MSG = "__properties_version1.0".encode("utf-16-le")
_ETRANGERS = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


class TropError(Exception):
    """More members, more levels or more bytes than a person sends: "bombe" or "pieces"."""


def genre(octets: bytes) -> str:
    """ZIP, EML or MSG, "" for anything else. A document that is itself a zip (DOCX, ODT) is no ZIP here."""
    if octets.startswith(b"PK\x03\x04"):
        return ZIP
    if octets.startswith(b"\xd0\xcf\x11\xe0") and _MARQUE_MSG in octets:
        return MSG
    debut = octets[:4096].lstrip(b"\xef\xbb\xbf\r\n")
    if re.match(rb"[A-Za-z][\w\-]*:[ \t]", debut):
        entete = re.split(rb"\r?\n\r?\n", debut, maxsplit=1)[0]
        if len({trouve.lower() for trouve in _ENTETES.findall(entete)}) >= 2:
            return EML
    return ""


def deplier(octets: bytes, quoi: str) -> Iterator[tuple[str, bytes]]:
    """What one container holds, one level down. Raises RuntimeError when it is under password."""
    if quoi == ZIP:
        return _deplier_zip(octets)
    return _deplier_eml(octets) if quoi == EML else _deplier_msg(octets)


def _deplier_zip(octets: bytes) -> Iterator[tuple[str, bytes]]:
    archive = zipfile.ZipFile(io.BytesIO(octets))
    entrees = [e for e in archive.infolist() if not e.is_dir() and not _ETRANGERS.search(e.filename)]
    if len(entrees) > PIECES_MAX:
        raise TropError("pieces")
    if any(e.file_size > RAPPORT_MAX * max(e.compress_size, 1) and e.file_size > 5 * 1024 * 1024 for e in entrees):
        raise TropError("bombe")
    reste = VOLUME_MAX
    for entree in entrees:
        with archive.open(entree) as membre:
            contenu = membre.read(reste + 1)
        if len(contenu) > reste:
            raise TropError("bombe")
        reste -= len(contenu)
        yield entree.filename, contenu


def _deplier_eml(octets: bytes) -> Iterator[tuple[str, bytes]]:
    """Attachments; without any that is a file, the body when it is long enough to be a CV."""
    from email import message_from_bytes, policy

    courriel = message_from_bytes(octets, policy=policy.default)
    trouvees = 0
    for partie in courriel.walk():
        nom = partie.get_filename()
        if partie.get_content_type() == "message/rfc822" or partie.is_multipart() or not nom:
            continue
        trouvees += 1
        if trouvees > PIECES_MAX:
            raise TropError("pieces")
        contenu = partie.get_payload(decode=True)
        yield nom, contenu if isinstance(contenu, bytes) else b""
    corps = courriel.get_body(preferencelist=("plain", "html"))
    if corps is not None:
        texte = str(corps.get_content())
        yield from _corps(str(courriel["subject"] or "e-mail"), texte, corps.get_content_type() == "text/html")


def _corps(sujet: str, texte: str, html: bool) -> Iterator[tuple[str, bytes]]:
    if html:
        texte = re.sub(
            r"(?s)<(script|style)\b.*?</\1>|<[^>]*>", " ", re.sub(r"(?i)<(?:br|/p|/div|/li|/tr)\b[^>]*>", "\n", texte)
        )
    if len(texte.strip()) >= CORPS_MIN:
        # Marked as a body: kept only when no attachment could be.
        yield f"\0{sujet}.txt", texte.encode()


def _deplier_msg(octets: bytes) -> Iterator[tuple[str, bytes]]:
    """Outlook's own format: attachments are storages, each property a stream named by its number and type."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(octets)) as ole:
        dossiers = sorted({chemin[0] for chemin in ole.listdir() if chemin[0].startswith("__attach_version1.0_")})
        if len(dossiers) > PIECES_MAX:
            raise TropError("pieces")
        for dossier in dossiers:
            donnees = f"{dossier}/__substg1.0_37010102"
            if ole.exists(donnees):
                nom = _texte_msg(ole, dossier, "3707") or _texte_msg(ole, dossier, "3704") or "piece"
                yield nom, ole.openstream(donnees).read()
        yield from _corps(_texte_msg(ole, "", "0037") or "e-mail", _texte_msg(ole, "", "1000"), html=False)


def _texte_msg(ole, dossier: str, numero: str) -> str:  # type: ignore[no-untyped-def]
    """A property of a message as text: Unicode (001F), else Windows' (001E)."""
    racine = f"{dossier}/" if dossier else ""
    for genre_mapi, codage in (("001F", "utf-16-le"), ("001E", "cp1252")):
        chemin = f"{racine}__substg1.0_{numero}{genre_mapi}"
        if ole.exists(chemin):
            return ole.openstream(chemin).read().decode(codage, "replace").rstrip("\0")
    return ""
