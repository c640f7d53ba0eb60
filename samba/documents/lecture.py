"""Opens one untrusted file: says what it is, and gives its text. Run as a script, alone, under limits (see `bac`).

Standard input: the bytes. Standard output: one JSON object. It imports nothing of SAMBA, no Django, and sets its own
limits before it loads any parser: a hostile file can only kill this process.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import zipfile

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
TXT = "text/plain"

TEXTE_MAX = 500_000  # bytes kept: about 150 pages
ENTREES_MAX = 3_000
DEPLIE_MAX = 100 * 1024 * 1024  # bytes once unfolded
RAPPORT_MAX = 150  # unfolded / folded, beyond 5 MB unfolded

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
COMMANDES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class RefusError(Exception):
    """The file is refused; the only argument is a code that `bac` puts into words."""


def limiter(memoire: int, secondes: int) -> None:
    """Bound this process: address space (bytes), CPU (s), no file written, no core dump."""
    resource.setrlimit(resource.RLIMIT_AS, (memoire, memoire))
    resource.setrlimit(resource.RLIMIT_CPU, (secondes, secondes + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


# --- What is it? ---------------------------------------------------------------------------------------------------
def reconnaitre(octets: bytes) -> str:
    """The type, by content alone. Raises RefusError("chiffre" | "corrompu" | "bombe" | "ancien" | "inconnu" | …)."""
    if not octets:
        raise RefusError("vide")
    if b"%PDF-" in octets[:1024]:
        _ouvrir_pdf(octets)
        return PDF
    if octets.startswith(b"PK\x03\x04"):
        return _reconnaitre_zip(octets)
    if octets.startswith(OLE):
        raise RefusError("chiffre" if "EncryptedPackage".encode("utf-16-le") in octets else "ancien")
    if octets.startswith(b"{\\rtf"):
        raise RefusError("rtf")
    if _semble_du_texte(octets):
        return TXT
    raise RefusError("inconnu")


def _ouvrir_pdf(octets: bytes) -> None:
    from pypdf import PdfReader

    try:
        lecteur = PdfReader(io.BytesIO(octets))
        # A PDF that only forbids printing opens with an empty password: readable by everybody, so by us.
        if lecteur.is_encrypted and not lecteur.decrypt(""):
            raise RefusError("chiffre")
        pages = len(lecteur.pages)
    except (RefusError, MemoryError):
        raise
    except Exception as erreur:  # parsers raise anything
        raise RefusError("corrompu") from erreur
    if pages == 0:
        raise RefusError("corrompu")


def _reconnaitre_zip(octets: bytes) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(octets))
        entrees = archive.infolist()
    except Exception as erreur:
        raise RefusError("corrompu") from erreur
    deplie = sum(entree.file_size for entree in entrees)
    if len(entrees) > ENTREES_MAX or deplie > DEPLIE_MAX:
        raise RefusError("bombe")
    if deplie > 5 * 1024 * 1024 and deplie > RAPPORT_MAX * len(octets):
        raise RefusError("bombe")
    try:
        if archive.testzip() is not None:
            raise RefusError("corrompu")
        return _type_d_archive(archive, {entree.filename for entree in entrees})
    except (RefusError, MemoryError, RecursionError):
        raise
    except RuntimeError as erreur:  # zipfile's word for an archive under password
        raise RefusError("chiffre") from erreur
    except Exception as erreur:
        raise RefusError("corrompu") from erreur


def _type_d_archive(archive: zipfile.ZipFile, noms: set[str]) -> str:
    if "[Content_Types].xml" in noms and "word/document.xml" in noms:
        types = archive.read("[Content_Types].xml")
        if b"macroEnabled" in types or "word/vbaProject.bin" in noms:
            raise RefusError("macros")
        if (DOCX + ".main+xml").encode() not in types:
            raise RefusError("inconnu")
        _texte_docx(archive)
        return DOCX
    if "mimetype" in noms and archive.read("mimetype").strip() == ODT.encode():
        if "META-INF/manifest.xml" in noms and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise RefusError("chiffre")
        _texte_odt(archive)
        return ODT
    raise RefusError("archive")


def _semble_du_texte(octets: bytes) -> bool:
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        texte = octets.decode("utf-16", "replace")
        return "\x00" not in texte and texte.count("\ufffd") <= len(texte) // 100
    if re.match(rb"\s*<(?:!doctype\s+html|html|\?php|script|svg)", octets[:512], re.IGNORECASE):
        return False
    commandes = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", octets))
    return b"\x00" not in octets and commandes <= len(octets) // 1000


# --- What does it say? ---------------------------------------------------------------------------------------------
def extraire(octets: bytes, type_mime: str) -> str:
    """The text of a file whose type is known, cleaned and cut to `TEXTE_MAX`. Empty: a scanned document."""
    if type_mime == PDF:
        texte = _texte_pdf(octets)
    elif type_mime == TXT:
        texte = _texte_brut(octets)
    else:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            texte = _texte_docx(archive) if type_mime == DOCX else _texte_odt(archive)
    texte = COMMANDES.sub(" ", texte.replace("\x0c", "\n").replace("\r\n", "\n").replace("\r", "\n"))
    texte = texte.encode("utf-8", "ignore").decode()  # lone surrogates, which PostgreSQL refuses
    texte = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t\u00a0]{2,}", " ", texte)).strip()
    # Counted in bytes: PostgreSQL indexes no text whose words make 1 MB, and a Georgian letter takes three.
    return texte.encode()[:TEXTE_MAX].decode("utf-8", "ignore")


def _texte_pdf(octets: bytes) -> str:
    """pdfminer keeps the reading order of columns better; pypdf reads what pdfminer cannot."""
    from pdfminer.high_level import extract_text

    try:
        texte: str = extract_text(io.BytesIO(octets), maxpages=100)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - parsers raise anything; the other reader has its chance
        texte = ""
    if texte.strip():
        return texte
    from pypdf import PdfReader

    lecteur = PdfReader(io.BytesIO(octets))
    if lecteur.is_encrypted:
        lecteur.decrypt("")
    return "\n".join(page.extract_text() or "" for page in lecteur.pages[:100])


def _texte_docx(archive: zipfile.ZipFile) -> str:
    """Headers, then body paragraphs and table cells in their order, then footers."""
    from docx import Document
    from docx.oxml.ns import qn

    if archive.fp is None:
        raise RefusError("corrompu")
    archive.fp.seek(0)
    document = Document(archive.fp)
    racines = [partie._element for section in document.sections for partie in (section.header, section.footer)]
    racines.insert(1, document.element.body)
    lignes, vues = [], set()
    for racine in racines:
        if id(racine) in vues:
            continue
        vues.add(id(racine))
        lignes += _paragraphes_docx(racine, qn)
    return "\n".join(lignes)


def _paragraphes_docx(racine, qn) -> list[str]:  # type: ignore[no-untyped-def]
    """The text of each paragraph, in their order. One pass: paragraphs nested by the hundred cost no more."""
    paragraphes: dict[object, list[str]] = {}
    for noeud in racine.iter(qn("w:p"), qn("w:t"), qn("w:tab"), qn("w:br")):
        if noeud.tag == qn("w:p"):
            paragraphes[noeud] = []
            continue
        # A text box inside a paragraph holds paragraphs of its own. Word writes it twice, the second time for old
        # versions.
        parent = next(noeud.iterancestors(qn("w:p")), None)
        if parent is not None and not any(autre.tag.endswith("}Fallback") for autre in noeud.iterancestors()):
            paragraphes[parent].append(noeud.text or "" if noeud.tag == qn("w:t") else " ")
    return ["".join(morceaux) for morceaux in paragraphes.values()]


def _texte_odt(archive: zipfile.ZipFile) -> str:
    """Headings, paragraphs and table cells in their order."""
    from odf import teletype
    from odf.namespaces import TEXTNS
    from odf.opendocument import load

    if archive.fp is None:
        raise RefusError("corrompu")
    archive.fp.seek(0)
    document = load(archive.fp)
    lignes: list[str] = []
    a_voir = [document.text]
    while a_voir:
        element = a_voir.pop()
        if getattr(element, "qname", None) in ((TEXTNS, "h"), (TEXTNS, "p")):
            lignes.append(teletype.extractText(element))
        else:
            a_voir.extend(reversed(getattr(element, "childNodes", [])))
    return "\n".join(lignes)


def _texte_brut(octets: bytes) -> str:
    """Any usual encoding: BOM, then UTF-8, then the likeliest."""
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return octets.decode("utf-16", "replace")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        # French of a Windows machine: the usual case, and a short text gives statistics too little to guess from.
        return octets.decode("cp1252")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        lu = from_bytes(octets).best()
        return str(lu) if lu else octets.decode("latin-1")


def traiter(octets: bytes, mode: str) -> dict[str, str]:
    """One answer: {"type", "texte"} or {"refus": code}. `mode`: "examen" (type only) or "texte"."""
    try:
        type_mime = reconnaitre(octets)
        return {"type": type_mime, "texte": extraire(octets, type_mime) if mode == "texte" else ""}
    except RefusError as refus:
        return {"refus": str(refus.args[0])}
    except (MemoryError, RecursionError):
        return {"refus": "memoire"}
    except Exception:  # noqa: BLE001 - parsers raise anything
        return {"refus": "corrompu"}


def principal() -> None:
    """`lecture.py MODE MEMORY_BYTES CPU_SECONDS`."""
    mode, memoire, secondes = sys.argv[1:4]
    limiter(int(memoire), int(secondes))
    sortie = sys.stdout
    sys.stdout = sys.stderr  # a parser that prints must not spoil the answer
    json.dump(traiter(sys.stdin.buffer.read(), mode), sortie)


if __name__ == "__main__":
    principal()
