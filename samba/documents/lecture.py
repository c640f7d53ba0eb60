"""Opens one untrusted file: says what it is, and gives its text. Run as a script, alone, under limits (see `bac`).

Standard input: the bytes. Standard output: one JSON object. It imports nothing of SAMBA but its neighbours of
`lecteurs`, no Django, and sets its own limits before it loads any parser: a hostile file can only kill this process.
"""

from __future__ import annotations

import base64
import io
import json
import re
import resource
import sys
import zipfile
from pathlib import Path
from typing import Any

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
TXT = "text/plain"

PAGES_MAX = 100  # of a PDF
IMAGES_MAX = 15  # pages read by optical recognition
TEXTE_MAX = 500_000  # bytes kept: about 150 pages
ENTREES_MAX = 3_000
DEPLIE_MAX = 100 * 1024 * 1024  # bytes once unfolded
RAPPORT_MAX = 150  # unfolded / folded, beyond 5 MB unfolded

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
COMMANDES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Pictograms of icon fonts, and the ligatures of typesetters.
PICTOGRAMMES = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_DISTANT = re.compile(r"(?:https?|ftp|smb):|\\\\|//|file://[^/]", re.IGNORECASE)


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
        raise RefusError(_refus_ole(octets))
    if octets.startswith(b"{\\rtf"):
        if re.search(rb"\\objdata|\\objocx|\\template\b", octets):
            raise RefusError("objet")
        return RTF
    if octets.startswith(IMAGES) or (octets[:4] == b"RIFF" and octets[8:12] == b"WEBP") or octets[4:12] == b"ftypheic":
        raise RefusError("image")
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<", octets[:512]):
        raise RefusError(_refus_balises(octets))
    if _contenants().genre(octets):
        raise RefusError("courriel")
    if _semble_du_texte(octets):
        return TXT
    raise RefusError("inconnu")


def _contenants() -> Any:
    """The neighbour that opens containers; this process has its folder at the end of its path."""
    import contenants

    return contenants


def _refus_ole(octets: bytes) -> str:
    """An old Office file: under password, an Outlook message, or Word's."""
    if "EncryptedPackage".encode("utf-16-le") in octets:
        return "chiffre"
    return "courriel" if _contenants().genre(octets) else "ancien"


def _refus_balises(octets: bytes) -> str:
    """A text that begins with a tag: a web page or a drawing, whatever its name says."""
    debut = octets[:4096].lower()
    if b"<svg" in debut:
        return "svg"
    return "html" if re.search(rb"<(?:!doctype\s+html|html|script|body|\?php)", debut) else "inconnu"


def avertir(octets: bytes, type_mime: str) -> list[str]:
    """What the file carries that nobody asked for, as codes that `bac` puts into words. Nothing of it is opened."""
    if type_mime != PDF:
        return []
    from pypdf import PdfReader

    avis = []
    try:
        lecteur = PdfReader(io.BytesIO(octets))
        if lecteur.is_encrypted:
            lecteur.decrypt("")
        if len(lecteur.pages) > PAGES_MAX:
            avis.append("pages")
        racine: Any = lecteur.trailer["/Root"]
        noms = racine.get("/Names", {}).get_object() if "/Names" in racine else {}
        action = racine["/OpenAction"].get_object() if "/OpenAction" in racine else {}
        if "/JavaScript" in noms or (isinstance(action, dict) and action.get("/S") == "/JavaScript"):
            avis.append("javascript")
        if "/EmbeddedFiles" in noms:
            avis.append("jointes")
    except (RefusError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a catalogue that cannot be read has nothing to tell; its text may be
        return avis
    return avis


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
        _refuser_appels_docx(archive, noms)
        _texte_docx(archive)
        return DOCX
    if "mimetype" in noms and archive.read("mimetype").strip() == ODT.encode():
        if "META-INF/manifest.xml" in noms and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise RefusError("chiffre")
        if any(nom.startswith(("Basic/", "Scripts/")) for nom in noms):
            raise RefusError("macros")
        _refuser_entites(archive, noms)
        if re.search(rb"<draw:image[^>]*xlink:href=\"(?:https?|ftp|smb|//|\\\\)", archive.read("content.xml")):
            raise RefusError("distant")
        _texte_odt(archive)
        return ODT
    raise RefusError("archive")


def _refuser_entites(archive: zipfile.ZipFile, noms: set[str]) -> None:
    """No parser of ours resolves them, but whoever opens the file afterwards might."""
    for nom in noms:
        if nom.endswith((".xml", ".rels")):
            contenu = archive.read(nom)
            if (
                b"<!ENTITY" in contenu
                or "<!ENTITY".encode("utf-16-le") in contenu
                or "<!ENTITY".encode("utf-16-be") in contenu
            ):
                raise RefusError("entites")


def _refuser_appels_docx(archive: zipfile.ZipFile, noms: set[str]) -> None:
    """A template, an image or an object that Word would fetch far away on opening. A plain link is not followed."""
    _refuser_entites(archive, noms)
    for nom in noms:
        if not nom.endswith(".rels"):
            continue
        for lien in re.findall(r"<Relationship\b[^>]*>", archive.read(nom).decode("utf-8", "replace")):
            cible = re.search(r'Target="([^"]*)"', lien)
            if (
                'TargetMode="External"' in lien
                and "/hyperlink" not in lien
                and cible
                and _DISTANT.match(cible.group(1))
            ):
                raise RefusError("distant")


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
    elif type_mime == RTF:
        texte = _texte_rtf(octets)
    else:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            texte = _texte_docx(archive) if type_mime == DOCX else _texte_odt(archive)
    texte = PICTOGRAMMES.sub(" ", texte.translate(LIGATURES))
    texte = COMMANDES.sub(" ", texte.replace("\x0c", "\n").replace("\r\n", "\n").replace("\r", "\n"))
    texte = texte.encode("utf-8", "ignore").decode()  # lone surrogates, which PostgreSQL refuses
    texte = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t\u00a0]{2,}", " ", texte)).strip()
    # Counted in bytes: PostgreSQL indexes no text whose words make 1 MB, and a Georgian letter takes three.
    return texte.encode()[:TEXTE_MAX].decode("utf-8", "ignore")


def _texte_pdf(octets: bytes) -> str:
    """pdfminer says where each line stands, from which the order is found; pypdf reads what pdfminer cannot."""
    from mise_en_page import texte_du_pdf

    try:
        texte: str = texte_du_pdf(octets, PAGES_MAX)
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
    return "\n".join(page.extract_text() or "" for page in lecteur.pages[:PAGES_MAX])


def images_du_pdf(octets: bytes) -> dict[str, Any]:
    """The largest image of each page of a scanned PDF, for optical recognition; and how many pages there are."""
    from pypdf import PdfReader

    lecteur = PdfReader(io.BytesIO(octets))
    if lecteur.is_encrypted:
        lecteur.decrypt("")
    images = []
    for page in lecteur.pages[:IMAGES_MAX]:
        trouvees: list[Any] = [image.image for image in page.images if image.image is not None]
        if trouvees:
            plus_grande = max(trouvees, key=lambda image: image.width * image.height)
            sortie = io.BytesIO()
            plus_grande.convert("L").save(sortie, "PNG")
            images.append(base64.b64encode(sortie.getvalue()).decode())
    return {"images": images, "pages": len(lecteur.pages)}


def _texte_rtf(octets: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(octets.decode("latin-1"), errors="ignore"))


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


# --- One answer ----------------------------------------------------------------------------------------------------
def traiter(octets: bytes, mode: str) -> dict[str, Any]:
    """One answer: {"type", "texte", "avis"}, {"pieces"}, {"images", "pages"}, or {"refus": code}.

    `mode`: "examen" (type only), "texte", "deplier" (what a container holds, each piece examined), "images".
    """
    try:
        if mode == "deplier":
            return {"pieces": list(deplier(octets))}
        if mode == "images":
            return images_du_pdf(octets)
        type_mime = reconnaitre(octets)
        avis = avertir(octets, type_mime) if mode == "texte" else []
        return {"type": type_mime, "texte": extraire(octets, type_mime) if mode == "texte" else "", "avis": avis}
    except RefusError as refus:
        return {"refus": str(refus.args[0])}
    except (MemoryError, RecursionError):
        return {"refus": "memoire"}
    except Exception:  # noqa: BLE001 - parsers raise anything
        return {"refus": "corrompu"}


def deplier(octets: bytes, nom: str = "", niveau: int = 0) -> list[dict[str, str]]:
    """Each file that these bytes hold, themselves when they hold none: {"nom", "type", "refus", "octets"}.

    The bytes of the upload itself are not sent back ("octets" empty, "nom" empty): who asks has them.
    """
    genre = _contenants().genre(octets)
    if genre and not (genre == _contenants().ZIP and _est_document(octets)):
        if niveau >= _contenants().PROFONDEUR_MAX:
            return [_piece(nom, refus="niveaux")]
        return _deplier_contenant(octets, genre, nom, niveau)
    try:
        type_mime, refus = reconnaitre(octets), ""
    except RefusError as erreur:
        type_mime, refus = "", str(erreur.args[0])
    return [_piece(nom, type_mime, refus, octets if niveau and not refus else b"")]


def _piece(nom: str, type_mime: str = "", refus: str = "", octets: bytes = b"") -> dict[str, str]:
    return {"nom": nom, "type": type_mime, "refus": refus, "octets": base64.b64encode(octets).decode()}


def _est_document(octets: bytes) -> bool:
    try:
        noms = set(zipfile.ZipFile(io.BytesIO(octets)).namelist())
    except Exception:  # noqa: BLE001 - a broken zip: `reconnaitre` says what is wrong with it
        return True
    return "[Content_Types].xml" in noms or "mimetype" in noms


def _deplier_contenant(octets: bytes, genre: str, nom: str, niveau: int) -> list[dict[str, str]]:
    contenants = _contenants()
    pieces: list[dict[str, str]] = []
    corps: list[dict[str, str]] = []
    try:
        for autre, contenu in contenants.deplier(octets, genre):
            if autre.startswith("\0"):
                corps = deplier(contenu, autre[1:], niveau + 1)
            else:
                pieces += deplier(contenu, autre, niveau + 1)
    except contenants.TropError as trop:
        raise RefusError(str(trop.args[0])) from trop
    except RuntimeError as erreur:  # zipfile's word for an archive under password
        raise RefusError("chiffre") from erreur
    if genre != contenants.ZIP:
        # The logo of a signature is no attachment; the body is the CV only when nothing else is one.
        pieces = [p for p in pieces if p["refus"] != "image"]
        pieces = pieces if any(not p["refus"] for p in pieces) else [*pieces, *corps]
    if len(pieces) > contenants.PIECES_MAX:
        raise RefusError("pieces")
    return pieces or [_piece(nom, refus="sans_piece")]


def principal() -> None:
    """`lecture.py MODE MEMORY_BYTES CPU_SECONDS`."""
    mode, memoire, secondes = sys.argv[1:4]
    limiter(int(memoire), int(secondes))
    # At the end: a neighbour never hides a module that a parser asks for.
    sys.path.append(str(Path(__file__).resolve().parent / "lecteurs"))
    sortie = sys.stdout
    sys.stdout = sys.stderr  # a parser that prints must not spoil the answer
    json.dump(traiter(sys.stdin.buffer.read(), mode), sortie)


if __name__ == "__main__":
    principal()
