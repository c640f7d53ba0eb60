"""Real files for the tests: good ones, and those that people or attackers send."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from odf.opendocument import OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import H, P
from pypdf import PdfReader, PdfWriter


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
