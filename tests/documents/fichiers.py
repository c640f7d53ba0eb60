"""Real files for the tests: good ones, and those that people or attackers send."""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage

from docx import Document
from odf.opendocument import OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import H, P
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript


def pdf(texte: str = "Developpeur Java confirme") -> bytes:
    """A PDF of one page, with this text (ASCII)."""
    flux = f"BT /F1 12 Tf 72 720 Td ({texte}) Tj ET".encode()
    objets = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(flux), flux),
    ]
    sortie, positions = bytearray(b"%PDF-1.4\n"), []
    for numero, objet in enumerate(objets, 1):
        positions.append(len(sortie))
        sortie += b"%d 0 obj\n%s\nendobj\n" % (numero, objet)
    debut = len(sortie)
    sortie += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in positions)
    sortie += b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % debut
    return bytes(sortie)


def pdf_sans_texte() -> bytes:
    """A blank page: what a scan looks like to a reader of text."""
    ecrivain = PdfWriter()
    ecrivain.add_blank_page(595, 842)
    sortie = io.BytesIO()
    ecrivain.write(sortie)
    return sortie.getvalue()


def pdf_chiffre(mot_de_passe: str = "secret") -> bytes:
    """A PDF under password; an empty one only forbids copying and opens for everybody."""
    ecrivain = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    ecrivain.encrypt(user_password=mot_de_passe, owner_password="proprietaire", algorithm="RC4-128")
    sortie = io.BytesIO()
    ecrivain.write(sortie)
    return sortie.getvalue()


def docx(texte: str = "Développeur Java", cellule: str = "Kubernetes") -> bytes:
    """A DOCX with a paragraph and a table of one cell."""
    document = Document()
    document.add_paragraph(texte)
    document.add_table(1, 1).cell(0, 0).text = cellule
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def odt(texte: str = "Développeuse Python", cellule: str = "PostgreSQL") -> bytes:
    """An ODT with a heading, a paragraph and a table of one cell."""
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Curriculum"))
    document.text.addElement(P(text=texte))
    table, rangee, case = Table(), TableRow(), TableCell()
    case.addElement(P(text=cellule))
    rangee.addElement(case)
    table.addElement(rangee)
    document.text.addElement(table)
    sortie = io.BytesIO()
    document.write(sortie)
    return sortie.getvalue()


def avec_membre(archive: bytes, nom: str, contenu: bytes) -> bytes:
    """The same zip with one member added or replaced."""
    source, sortie = zipfile.ZipFile(io.BytesIO(archive)), io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as cible:
        for entree in source.infolist():
            if entree.filename != nom:
                cible.writestr(entree, source.read(entree))
        cible.writestr(nom, contenu)
    return sortie.getvalue()


def bombe_docx() -> bytes:
    """A DOCX of about 200 KB that unfolds into 200 MB."""
    return avec_membre(docx(), "word/media/image1.bin", bytes(200 * 1024 * 1024))


def docx_milliard_de_rires() -> bytes:
    """A DOCX whose XML entities multiply."""
    entites = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "rire"}">' for n in range(10))
    corps = (
        f'<?xml version="1.0"?><!DOCTYPE w [{entites}]><w:document xmlns:w='
        '"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    return avec_membre(docx(), "word/document.xml", corps.encode())


def exe() -> bytes:
    """The beginning of a Windows program."""
    return b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(2000)


# --- What asks for something far away, or carries what nobody asked for ---------------------------------------------
def docx_modele_distant(adresse: str = "http://exemple.invalid/modele.dotm") -> bytes:
    """A DOCX that asks Word to fetch its template far away on opening."""
    liens = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'attachedTemplate" Target="{adresse}" TargetMode="External"/></Relationships>'
    )
    return avec_membre(docx(), "word/_rels/settings.xml.rels", liens.encode())


def odt_entite_externe() -> bytes:
    """An ODT whose content asks for a file of the server (XXE)."""
    contenu = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">&secret;'
        "</office:document-content>"
    )
    return avec_membre(odt(), "content.xml", contenu.encode())


def pdf_piege(*, javascript: bool = False, jointe: bool = False, pages: int = 1) -> bytes:
    """A PDF that runs a script on opening, carries an attachment, or goes on for ever."""
    ecrivain = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Developpeur Java"))))
    for _ in range(pages - 1):
        ecrivain.add_page(ecrivain.pages[0])
    if javascript:
        ecrivain.add_open_action(JavaScript("app.alert('bonjour');"))
    if jointe:
        ecrivain.add_attachment("facture.exe", exe())
    sortie = io.BytesIO()
    ecrivain.write(sortie)
    return sortie.getvalue()


# --- What holds several files ---------------------------------------------------------------------------------------
def archive(membres: list[tuple[str, bytes]]) -> bytes:
    """A ZIP of these files."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, contenu in membres:
            zip_.writestr(nom, contenu)
    return sortie.getvalue()


def courriel(pieces: list[tuple[str, bytes]], corps: str = "Bonjour, voici mon CV.") -> bytes:
    """An e-mail as a mail program saves it (.eml)."""
    message = EmailMessage()
    message["From"], message["To"] = "Ada Exemple <ada@exemple.fr>", "recrutement@samba.example"
    message["Subject"] = "Candidature"
    message.set_content(corps)
    for nom, contenu in pieces:
        message.add_attachment(contenu, maintype="application", subtype="octet-stream", filename=nom)
    return bytes(message)


def image_jpeg(texte: str = "", taille: tuple[int, int] = (1240, 1754)) -> bytes:
    """A page photographed, with or without something written on it."""
    image = Image.new("L", taille, 255)
    if texte:
        police = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 36)
        ImageDraw.Draw(image).multiline_text((80, 80), texte, font=police, fill=0, spacing=20)
    sortie = io.BytesIO()
    image.save(sortie, "JPEG", quality=90)
    return sortie.getvalue()


def pdf_numerise(texte: str) -> bytes:
    """A scanned PDF: one image a page, no text."""
    sortie = io.BytesIO()
    Image.open(io.BytesIO(image_jpeg(texte))).save(sortie, "PDF", resolution=150)
    return sortie.getvalue()


def message_outlook(pieces: list[tuple[str, bytes]], sujet: str = "Candidature") -> bytes:
    """An Outlook message (.msg) with these attachments; contents are padded with zeros to 4 096 bytes."""
    flux: dict[tuple[str, ...], bytes] = {
        ("__properties_version1.0",): b"",
        ("__substg1.0_0037001F",): sujet.encode("utf-16-le"),
    }
    for rang, (nom, contenu) in enumerate(pieces):
        dossier = f"__attach_version1.0_#{rang:08X}"
        flux[dossier, "__substg1.0_37010102"] = contenu
        flux[dossier, "__substg1.0_3707001F"] = nom.encode("utf-16-le")
    return _ole(flux)


def _ole(flux: dict[tuple[str, ...], bytes]) -> bytes:
    """A compound file: every stream in the ordinary table, siblings chained in their order."""
    noeuds: list[tuple[str, int, int, bytes]] = [("Root Entry", 5, -1, b"")]  # name, kind, parent, bytes
    dossiers: dict[str, int] = {}
    for chemin, contenu in flux.items():
        parent = 0
        if len(chemin) == 2:
            if chemin[0] not in dossiers:
                dossiers[chemin[0]] = len(noeuds)
                noeuds.append((chemin[0], 1, 0, b""))
            parent = dossiers[chemin[0]]
        noeuds.append((chemin[-1], 2, parent, contenu.ljust(4096, b"\0")))
    fat, corps, entrees = [], b"", b""
    debuts = {}
    for rang, (_, genre, _, contenu) in enumerate(noeuds):
        if genre == 2:
            secteurs = -(-len(contenu) // 512)
            debuts[rang] = len(fat)
            fat += [*range(len(fat) + 1, len(fat) + secteurs), 0xFFFFFFFE]
            corps += contenu.ljust(secteurs * 512, b"\0")
    for rang, (nom, genre, parent, contenu) in enumerate(noeuds):
        freres = [r for r, n in enumerate(noeuds) if n[2] == parent and r > rang]
        enfants = [r for r, n in enumerate(noeuds) if n[2] == rang]
        titre = nom.encode("utf-16-le")
        entrees += titre.ljust(64, b"\0") + struct.pack("<HBB", len(titre) + 2, genre, 1)
        entrees += struct.pack("<III", 0xFFFFFFFF, min(freres, default=0xFFFFFFFF), min(enfants, default=0xFFFFFFFF))
        entrees += bytes(36) + struct.pack("<IQ", debuts.get(rang, 0xFFFFFFFE), len(contenu))
    nombre = -(-len(entrees) // 512)
    repertoire = len(fat)
    fat += [*range(repertoire + 1, repertoire + nombre), 0xFFFFFFFE, 0xFFFFFFFD]
    corps += entrees.ljust(nombre * 512, b"\0") + struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    entete = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    entete += struct.pack("<IIIIIIIIII", 0, 1, repertoire, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, len(fat) - 1)
    return entete + struct.pack("<108I", *[0xFFFFFFFF] * 108) + corps
