"""What a file is and says, decided in a child process under limits."""

from __future__ import annotations

import io
import zipfile

import pytest

from samba.documents import bac
from samba.documents.lecture import DOCX, ODT, PDF, RTF, TXT
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
        (b"{\\rtf1\\ansi\\ansicpg1252 D\\'e9veloppeuse \\b Java\\b0\\par \\u201?Rennes}", RTF, ["Développeuse Java"]),
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
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "image"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "html"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', "svg"),
        (b"{\\rtf1\\ansi {\\object\\objemb{\\objdata 0105}}}", "objet"),
        (fichiers.docx_modele_distant(), "distant"),
        (fichiers.docx_milliard_de_rires(), "entites"),
        (fichiers.odt_entite_externe(), "entites"),
        (fichiers.courriel([("cv.pdf", fichiers.pdf())]), "courriel"),
        (fichiers.archive([("cv.pdf", fichiers.pdf())]), "archive"),
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


def test_une_page_sans_texte_se_lit_vide_sans_erreur():
    assert bac.ouvrir(fichiers.pdf_sans_texte(), texte=True) == bac.Lecture(type_mime=PDF)


@pytest.mark.parametrize(
    ("piege", "avis", "mot"),
    [
        ({"javascript": True}, ("javascript",), "JavaScript"),
        ({"jointe": True}, ("jointes",), "pièces jointes"),
        ({"pages": 500}, ("pages",), "100 premières"),
    ],
)
def test_ce_qu_un_pdf_porte_en_trop_est_dit_et_rien_n_en_est_ouvert(piege, avis, mot):
    lu = bac.ouvrir(fichiers.pdf_piege(**piege), texte=True)
    assert (lu.refus, lu.avis) == ("", avis)
    assert "Developpeur Java" in lu.texte
    assert mot in lu.avertissements[0]


# --- What holds several files --------------------------------------------------------------------------------------
def _pieces(octets):
    return [(p.nom, p.type_mime, p.refus) for p in bac.deplier(octets)]


def test_un_zip_donne_ses_cv_et_dit_ce_qui_n_en_est_pas():
    octets = fichiers.archive(
        [
            ("lot/ada.pdf", fichiers.pdf()),
            ("lot/virus.exe", fichiers.exe()),
            ("__MACOSX/._ada.pdf", b"x"),
            ("b.docx", fichiers.docx()),
        ]
    )
    assert _pieces(octets) == [("lot/ada.pdf", PDF, ""), ("lot/virus.exe", "", "inconnu"), ("b.docx", DOCX, "")]
    assert bac.deplier(octets)[0].octets == fichiers.pdf()


def test_un_document_seul_est_sa_propre_piece():
    assert _pieces(fichiers.docx()) == [("", DOCX, "")]


def test_un_courriel_donne_ses_pieces_jointes_sans_le_logo_de_la_signature():
    octets = fichiers.courriel([("cv.pdf", fichiers.pdf()), ("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(50))])
    assert _pieces(octets) == [("cv.pdf", PDF, "")]


def test_un_courriel_sans_piece_jointe_donne_son_texte_s_il_est_long():
    assert _pieces(fichiers.courriel([], "Développeur Java. " * 30)) == [("Candidature.txt", TXT, "")]
    assert _pieces(fichiers.courriel([], "Bonjour")) == [("", "", "sans_piece")]


def test_un_message_d_outlook_donne_ses_pieces_jointes():
    octets = fichiers.message_outlook([("cv.rtf", b"{\\rtf1\\ansi Bonjour}")])
    assert _pieces(octets) == [("cv.rtf", RTF, "")]


@pytest.mark.parametrize(
    ("octets", "refus"),
    [
        (fichiers.archive([("bombe.bin", bytes(200 * 1024 * 1024))]), "bombe"),
        (fichiers.archive([(f"{n}.txt", b"x") for n in range(101)]), "pieces"),
        (fichiers.archive([]) or b"PK", "inconnu"),
    ],
)
def test_une_archive_demesuree_est_refusee_entiere(octets, refus):
    assert [p.refus for p in bac.deplier(octets)] == [refus]


def test_une_archive_trop_emboitee_est_refusee():
    dedans = fichiers.archive([("cv.pdf", fichiers.pdf())])
    for _ in range(2):
        dedans = fichiers.archive([("dedans.zip", dedans)])
    assert [p.refus for p in bac.deplier(dedans)] == ["niveaux"]


def test_un_zip_sous_mot_de_passe_le_dit():
    octets = bytearray(fichiers.archive([("cv.txt", b"Bonjour" * 50)]))
    octets[6] |= 1  # the flag of a member under password, in its header and in the directory
    octets[octets.index(b"PK\x01\x02") + 8] |= 1
    assert [p.refus for p in bac.deplier(bytes(octets))] == ["chiffre"]


@pytest.fixture
def enfant_malmene(tmp_path, monkeypatch):
    """Runs the child with one more line at the start of its work: what a hijacked or foolish parser would do."""

    def injecter(ligne: str) -> bac.Lecture:
        debut = "    try:\n        if mode =="
        source = bac.SCRIPT.read_text(encoding="utf-8")
        assert debut in source
        script = tmp_path / "lecture.py"
        (tmp_path / "lecteurs").symlink_to(bac.SCRIPT.parent / "lecteurs")
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
