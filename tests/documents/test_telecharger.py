"""A private file leaves only through its permission view, as an attachment that runs nothing."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samba.documents import acces
from samba.documents.models import Document
from samba.documents.services import deposer, deposer_octets, nettoyer_nom
from tests.documents import fichiers


@pytest.fixture
def garant(commercial):
    """A room that vouches for every document, before the commercial alone."""

    def garde(utilisateur, document):
        return utilisateur == commercial

    acces.enregistrer_garde(garde)
    yield garde
    acces.oublier_garde(garde)


@pytest.fixture
def document(db, commercial) -> Document:
    return deposer(SimpleUploadedFile("Mon CV été.pdf", fichiers.pdf()), commercial)


def adresse(document: Document) -> str:
    return reverse("documents:telecharger", args=[document.pk])


def test_un_anonyme_est_renvoye_a_la_connexion(client, document, garant):
    reponse = client.get(adresse(document))
    assert reponse.status_code == 302
    assert "/comptes/" in reponse["Location"]


def test_un_document_que_rien_ne_garantit_est_introuvable(connecter, commercial, document):
    assert connecter(commercial).get(adresse(document)).status_code == 404


def test_la_garantie_vaut_pour_une_personne(connecter, commercial, collegue, document, garant):
    assert connecter(commercial).get(adresse(document)).status_code == 200
    assert connecter(collegue).get(adresse(document)).status_code == 404


def test_le_fichier_sort_en_piece_jointe_et_n_execute_rien(connecter, commercial, document, garant):
    reponse = connecter(commercial).get(adresse(document))
    assert b"".join(reponse.streaming_content) == fichiers.pdf()
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse["Content-Disposition"].startswith("attachment")
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert reponse["Content-Security-Policy"].startswith("sandbox")
    assert reponse["Cache-Control"] == "private, no-store"


def test_nginx_envoie_le_fichier_quand_il_est_regle(connecter, commercial, document, garant, settings):
    settings.X_ACCEL_PREFIXE = "/prive/"
    reponse = connecter(commercial).get(adresse(document))
    assert reponse["X-Accel-Redirect"] == f"/prive/{document.fichier.name}"
    assert reponse.content == b""
    assert reponse["Content-Disposition"].startswith("attachment")


def test_un_fichier_disparu_du_disque_est_introuvable(connecter, commercial, document, garant):
    document.fichier.storage.delete(document.fichier.name)
    assert connecter(commercial).get(adresse(document)).status_code == 404


def test_on_ne_poste_rien_a_cette_adresse(connecter, commercial, document, garant):
    assert connecter(commercial).post(adresse(document)).status_code == 405


def test_le_nom_sur_le_disque_ne_dit_rien(document):
    assert "CV" not in document.fichier.name
    assert document.nom == "Mon CV été.pdf"


def test_un_docx_nomme_pdf_est_garde_pour_ce_qu_il_est(db, commercial):
    document = deposer(SimpleUploadedFile("cv.pdf", fichiers.docx()), commercial)
    assert document.nom == "cv.docx"


@pytest.mark.parametrize(
    ("nom", "octets", "message"),
    [
        ("cv.pdf", b"", "vide"),
        ("cv.pdf", fichiers.exe(), "ni un PDF"),
        ("cv.pdf", fichiers.pdf_chiffre(), "mot de passe"),
        ("cv.docx", fichiers.bombe_docx(), "démesuré"),
        ("cv.pdf", b"%PDF-1.7 tronque", "abîmé"),
        ("cv.zip", fichiers.avec_membre(fichiers.docx(), "word/vbaProject.bin", b"x"), "macros"),
    ],
)
def test_un_mauvais_fichier_est_refuse_sans_laisser_de_trace(db, commercial, nom, octets, message):
    with pytest.raises(ValidationError, match=message):
        deposer(SimpleUploadedFile(nom, octets), commercial)
    assert not Document.objects.exists()


def test_trente_megaoctets_sont_refuses_sans_les_lire(db, commercial, monkeypatch):
    monkeypatch.setattr("samba.documents.bac.ouvrir", lambda *a, **k: pytest.fail("le fichier a été ouvert"))
    with pytest.raises(ValidationError) as refus:
        deposer(SimpleUploadedFile("cv.pdf", bytes(30 * 1024 * 1024)), commercial)
    assert "30\u00a0Mo\u00a0: la limite est de 10\u00a0Mo" in refus.value.messages[0]


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\cv.PDF", "cv.pdf"),
        ('cv"\r\nX-Evil: 1.pdf', "cvX-Evil 1.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("", "document.pdf"),
        ("é" * 300 + ".pdf", "é" * 120 + ".pdf"),
    ],
)
def test_le_nom_du_fichier_est_nettoye(nom, attendu):
    assert nettoyer_nom(nom, "application/pdf") == attendu


def test_un_pdf_fabrique_par_samba_se_depose_tel_quel(db, commercial):
    document = deposer_octets("CV-0001.pdf", b"%PDF-1.7", "application/pdf", commercial)
    assert (document.taille, document.nom) == (8, "CV-0001.pdf")
