"""What a file is and says, decided in a child process under limits."""

from __future__ import annotations

import io
import zipfile

import pytest

from samba.documents import bac
from samba.documents.lecture import DOCX, ODT, PDF, TXT
from tests.documents import fichiers


@pytest.mark.parametrize(
    ("octets", "type_mime", "mots"),
    [
        (fichiers.pdf("Developpeur Java"), PDF, ["Developpeur Java"]),
        (fichiers.pdf_chiffre(""), PDF, ["Developpeur Java confirme"]),
        (fichiers.docx("Chef de projet", "Kubernetes"), DOCX, ["Chef de projet", "Kubernetes"]),
        (fichiers.odt("Développeuse Python", "PostgreSQL"), ODT, ["Curriculum", "Développeuse Python", "PostgreSQL"]),
        ("Développeur C# à Orléans".encode(), TXT, ["Développeur C# à Orléans"]),
        ("Expérience œuvrée à Besançon".encode("cp1252"), TXT, ["Expérience œuvrée à Besançon"]),
        ("Ingénieur réseau".encode("utf-16"), TXT, ["Ingénieur réseau"]),
        ("\ufeffAnalyste".encode(), TXT, ["Analyste"]),
    ],
)
def test_le_contenu_donne_le_type_et_le_texte(octets, type_mime, mots):
    lu = bac.ouvrir(octets, texte=True)
    assert (lu.type_mime, lu.refus) == (type_mime, "")
    for mot in mots:
        assert mot in lu.texte


@pytest.mark.parametrize(
    ("octets", "refus"),
    [
        (b"", "vide"),
        (fichiers.exe(), "inconnu"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "inconnu"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "inconnu"),
        (b"{\\rtf1\\ansi bonjour}", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien"),
        (fichiers.pdf_chiffre("secret"), "chiffre"),
        (b"%PDF-1.7\n" + bytes(500), "corrompu"),
        (fichiers.docx()[:-400], "corrompu"),
        (fichiers.avec_membre(fichiers.docx(), "word/document.xml", b"<pas du xml"), "corrompu"),
        (fichiers.avec_membre(fichiers.docx(), "word/vbaProject.bin", b"x"), "macros"),
        (fichiers.avec_membre(fichiers.docx(), "[Content_Types].xml", b"<Types/>"), "inconnu"),
        (fichiers.bombe_docx(), "bombe"),
    ],
)
def test_un_mauvais_fichier_est_refuse_avec_son_motif(octets, refus):
    lu = bac.ouvrir(octets, texte=True)
    assert lu.refus == refus
    assert lu.message
    assert lu.texte == ""


def test_des_entites_xml_qui_se_multiplient_ne_se_deplient_pas():
    lu = bac.ouvrir(fichiers.docx_milliard_de_rires(), texte=True)
    assert len(lu.texte) < 1000


def test_une_page_sans_texte_se_lit_vide_sans_erreur():
    assert bac.ouvrir(fichiers.pdf_sans_texte(), texte=True) == bac.Lecture(type_mime=PDF)


@pytest.fixture
def enfant_malmene(tmp_path, monkeypatch):
    """Runs the child with one more line at the start of its work: what a hijacked or foolish parser would do."""

    def injecter(ligne: str) -> bac.Lecture:
        debut = "    try:\n        type_mime = reconnaitre"
        source = bac.SCRIPT.read_text(encoding="utf-8")
        assert debut in source
        script = tmp_path / "lecture.py"
        script.write_text(source.replace(debut, debut.replace("try:\n", f"try:\n        {ligne}\n")), encoding="utf-8")
        monkeypatch.setattr(bac, "SCRIPT", script)
        return bac.ouvrir(b"texte", texte=True, secondes=1)

    return injecter


def test_l_enfant_sain_repond(enfant_malmene):
    assert enfant_malmene("pass").texte == "texte"


def test_l_enfant_qui_prend_trop_de_memoire_est_arrete(enfant_malmene):
    assert enfant_malmene("x = bytearray(1 << 30)").refus == "memoire"


def test_l_enfant_qui_ne_finit_pas_est_tue(enfant_malmene):
    """Killed by its CPU limit, well before the wall clock."""
    assert enfant_malmene("while True: pass").refus == "lent"


def test_l_enfant_n_ecrit_aucun_fichier(enfant_malmene, tmp_path):
    cible = tmp_path / "intrus"
    enfant_malmene(f"import pathlib; pathlib.Path({str(cible)!r}).write_text('x')")
    assert not cible.exists() or cible.stat().st_size == 0


def test_l_enfant_ne_recoit_aucun_secret(enfant_malmene, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "tres-secret")
    assert enfant_malmene("import os; octets = repr(sorted(os.environ)).encode()").texte.count("SECRET_KEY") == 0


# --- Shapes that cost more than their size -------------------------------------------------------------------------
def _docx_au_corps(corps: bytes) -> bytes:
    """A DOCX whose body is this XML: real Word files nest paragraphs only in text boxes."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(fichiers.docx())) as source, zipfile.ZipFile(sortie, "w") as archive:
        for membre in source.infolist():
            contenu = source.read(membre)
            if membre.filename == "word/document.xml":
                debut = contenu.index(b"<w:body>") + len(b"<w:body>")
                contenu = contenu[:debut] + corps + contenu[contenu.index(b"</w:body>") :]
            archive.writestr(membre, contenu)
    return sortie.getvalue()


def test_des_paragraphes_emboites_se_lisent_en_une_fois():
    """A file of a few kB that held a thread of the site for half a minute."""
    corps = b"<w:p>" * 200 + b"<w:r><w:t>x</w:t></w:r>" * 20_000 + b"</w:p>" * 200
    lu = bac.ouvrir(_docx_au_corps(corps), texte=True, secondes=5)
    assert (lu.refus, lu.texte) == ("", "x" * 20_000)


def test_une_zone_de_texte_est_lue_une_fois_dans_son_paragraphe():
    """Word writes it twice, the second time for old versions."""
    interieur = b"<w:txbxContent><w:p><w:r><w:t>Encadre</w:t></w:r></w:p></w:txbxContent>"
    mc = b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    boite = b'<mc:AlternateContent %s><mc:Choice Requires="wps">%s</mc:Choice><mc:Fallback>%s</mc:Fallback>'
    boite = boite % (mc, interieur, interieur) + b"</mc:AlternateContent>"
    corps = b"<w:p><w:r><w:t>Avant</w:t></w:r><w:r>" + boite + b"</w:r><w:r><w:t> apres</w:t></w:r></w:p>"
    assert bac.ouvrir(_docx_au_corps(corps), texte=True).texte.split("\n")[:2] == ["Avant apres", "Encadre"]


def test_un_emboitement_demesure_n_est_pas_pris_pour_un_mot_de_passe():
    """A RecursionError is a RuntimeError, zipfile's word for an archive under password."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(fichiers.odt())) as source, zipfile.ZipFile(sortie, "w") as archive:
        for membre in source.infolist():
            contenu = source.read(membre)
            if membre.filename == "content.xml":
                fin = contenu.rindex(b"</office:text>")
                contenu = contenu[:fin] + b"<text:p>" * 5_000 + b"</text:p>" * 5_000 + contenu[fin:]
            archive.writestr(membre, contenu)
    assert bac.ouvrir(sortie.getvalue(), texte=True).refus != "chiffre"


def test_le_texte_garde_se_compte_en_octets():
    """PostgreSQL indexes no text whose words make 1 MB: a letter of three bytes counts for three."""
    lu = bac.ouvrir(("აბგდე " * 100_000).encode(), texte=True)
    assert lu.refus == ""
    assert 499_990 <= len(lu.texte.encode()) <= 500_000
