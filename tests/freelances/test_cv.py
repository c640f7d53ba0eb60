"""CVs received: refused with a clear message, kept privately, read by the worker, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from freelances import tasks
from freelances.cvs import services
from freelances.enums import EtatLecture
from freelances.models import CV
from samba.comptes.enums import Role
from samba.documents import bac
from samba.documents.models import Document
from tests.documents import fichiers
from tests.usines import FreelanceFactory, UtilisateurFactory


@pytest.fixture
def freelance(db):
    return FreelanceFactory()


@pytest.fixture
def deposer(connecter, commercial, freelance, django_capture_on_commit_callbacks):
    """Sends a file like the page does; `htmx=True` for the partial, `executer=False` to leave the worker asleep."""
    navigateur = connecter(commercial)

    def envoyer(nom, octets, *, htmx=False, executer=True):
        entetes = {"HX-Request": "true"} if htmx else {}
        with django_capture_on_commit_callbacks(execute=executer):
            return navigateur.post(
                reverse("freelances:cv_deposer", args=[freelance.pk]),
                {"fichier": SimpleUploadedFile(nom, octets)},
                headers=entetes,
            )

    return envoyer


@pytest.mark.parametrize(
    ("nom", "octets", "mot"),
    [
        ("cv.pdf", fichiers.pdf("Developpeur Java"), "Developpeur Java"),
        ("cv.docx", fichiers.docx(cellule="Kubernetes en tableau"), "Kubernetes en tableau"),
        ("cv.odt", fichiers.odt(), "PostgreSQL"),
        ("cv.txt", "Ingénieur à Évry".encode("cp1252"), "Ingénieur à Évry"),
    ],
)
def test_le_texte_d_un_cv_est_lu(deposer, freelance, nom, octets, mot):
    assert deposer(nom, octets).status_code == 302
    cv = freelance.cvs.get()
    assert (cv.etat, cv.courant, cv.message) == (EtatLecture.LU, True, "")
    assert mot in cv.texte


@pytest.mark.parametrize(
    ("nom", "octets", "message"),
    [
        ("cv.pdf", b"", "vide"),
        ("cv.pdf", fichiers.exe(), "ni un PDF"),
        ("photo.pdf", fichiers.image_jpeg(), "photo"),
        ("cv.docx", b"<html><body>CV</body></html>", "page web"),
        ("cv.docx", fichiers.docx_modele_distant(), "distance"),
        ("cv.docx", fichiers.avec_membre(fichiers.docx(), "word/vbaProject.bin", b"x"), "macros"),
        ("cv.odt", fichiers.odt_entite_externe(), "entités"),
        ("cv.pdf", fichiers.pdf_chiffre(), "mot de passe"),
        ("cv.pdf", b"%PDF-1.7 " + b"x" * 500, "abîmé"),
        ("cv.docx", fichiers.docx()[:-500], "abîmé"),
        ("cv.docx", fichiers.bombe_docx(), "démesuré"),
        ("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
        ("cv.pdf", bytes(30 * 1024 * 1024), "30\u00a0Mo"),
    ],
)
def test_un_mauvais_fichier_est_refuse_pres_du_champ(deposer, freelance, nom, octets, message):
    for htmx in (False, True):
        reponse = deposer(nom, octets, htmx=htmx)
        assert reponse.status_code == 422
        assert message in " ".join(reponse.context["form_cv"].errors["fichier"])
        assert "invalid-feedback" in reponse.content.decode()
    assert not CV.objects.exists()
    assert not Document.objects.exists()


def test_sans_fichier_le_message_est_clair(connecter, commercial, freelance):
    reponse = connecter(commercial).post(reverse("freelances:cv_deposer", args=[freelance.pk]))
    assert reponse.context["form_cv"].errors["fichier"] == ["Choisissez un fichier."]


def test_le_nouveau_cv_devient_courant_et_l_ancien_reste(deposer, freelance):
    deposer("v1.pdf", fichiers.pdf("Version une"))
    deposer("v2.pdf", fichiers.pdf("Version deux"))
    assert list(freelance.cvs.values_list("document__nom", "courant")) == [("v2.pdf", True), ("v1.pdf", False)]


def test_un_double_clic_ne_depose_qu_un_cv(deposer, freelance):
    deposer("cv.pdf", fichiers.pdf())
    deposer("cv.pdf", fichiers.pdf())
    assert freelance.cvs.count() == Document.objects.count() == 1


def test_deposer_un_cv_ne_derange_pas_qui_modifie_la_fiche(deposer, freelance):
    """No form carries the CVs, so the version does not move: nobody gets a conflict for an upload."""
    deposer("cv.pdf", fichiers.pdf())
    freelance.refresh_from_db()
    assert freelance.version == 1


def test_un_document_numerise_le_dit(deposer, freelance):
    deposer("scan.pdf", fichiers.pdf_sans_texte())
    cv = freelance.cvs.get()
    assert cv.etat == EtatLecture.SANS_TEXTE
    assert "numérisée" in cv.message


def test_une_lecture_qui_echoue_est_un_message_sur_le_fichier(deposer, freelance, monkeypatch, connecter, commercial):
    """The upload is never lost: the file is kept, its message shown, and reading may be asked again."""
    vrai = bac.ouvrir
    monkeypatch.setattr(bac, "ouvrir", lambda o, *, texte: bac.Lecture(refus="lent") if texte else vrai(o, texte=False))
    deposer("cv.pdf", fichiers.pdf("Developpeur"))
    cv = freelance.cvs.get()
    assert (cv.etat, cv.message) == (EtatLecture.ECHEC, "Ce fichier est trop long à lire.")
    navigateur = connecter(commercial)
    page = navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()
    assert "Ce fichier est trop long à lire." in page
    assert navigateur.get(reverse("documents:telecharger", args=[cv.document_id])).status_code == 200
    monkeypatch.setattr(bac, "ouvrir", vrai)
    assert navigateur.post(reverse("freelances:cv_relire", args=[cv.pk])).status_code == 302
    tasks.lire_cv(cv.pk)
    cv.refresh_from_db()
    assert (cv.etat, cv.texte) == (EtatLecture.LU, "Developpeur")


def test_redis_arrete_le_cv_est_garde_et_lu_plus_tard(deposer, freelance, monkeypatch):
    """With Redis down the page still answers and nothing is lost: the scan reads what waits."""

    def en_panne(*args, **kwargs):
        raise OperationalError("Redis est arrêté")

    monkeypatch.setattr(tasks.lire_cv, "delay", en_panne)
    assert deposer("cv.pdf", fichiers.pdf("Developpeur")).status_code == 302
    assert freelance.cvs.get().etat == EtatLecture.A_LIRE
    assert services.en_attente() == []
    CV.objects.update(cree_le=timezone.now() - timedelta(minutes=2))
    tasks.lire_cvs_en_attente()
    assert freelance.cvs.get().etat == EtatLecture.LU


def _mots_differents(nombre: int) -> str:
    """Words that share nothing, in Cyrillic: two bytes a letter."""
    lettres = [chr(1072 + rang) for rang in range(32)]
    return " ".join("".join(lettres[n // 32**i % 32] for i in range(7)) for n in range(1, nombre * 37, 37))


def test_un_texte_aux_mots_trop_nombreux_se_lit_quand_meme(deposer, freelance, monkeypatch):
    """A search vector stops at 1 MB: such a CV once came back at every scan, and held up those after it."""
    deposer("cv.txt", b"Developpeur", executer=False)
    monkeypatch.setattr(bac, "ouvrir", lambda *a, **k: bac.Lecture("text/plain", _mots_differents(62_000)))
    cv = freelance.cvs.get()
    assert services.lire(cv.pk) == EtatLecture.LU
    cv.refresh_from_db()
    assert (cv.etat, len(cv.texte)) == (EtatLecture.LU, services.TEXTE_CHERCHABLE)


def test_un_cv_qui_ne_se_lit_pas_ne_retient_pas_les_suivants(deposer, freelance, monkeypatch, caplog):
    deposer("un.txt", b"Premier", executer=False)
    deposer("deux.txt", b"Second", executer=False)
    CV.objects.update(cree_le=timezone.now() - timedelta(minutes=2))
    premier, second = CV.objects.order_by("pk")
    lire = services.lire

    def lire_sauf_le_premier(cv_id):
        if cv_id == premier.pk:
            raise PermissionError("disque")
        return lire(cv_id)

    monkeypatch.setattr(services, "lire", lire_sauf_le_premier)
    tasks.lire_cvs_en_attente()
    second.refresh_from_db()
    assert second.etat == EtatLecture.LU
    assert "nouvel essai" in caplog.text


def test_le_balayage_est_prevu():
    from django.conf import settings

    taches = {entree["task"] for entree in settings.CELERY_BEAT_SCHEDULE.values()}
    assert "freelances.tasks.lire_cvs_en_attente" in taches


def test_un_fichier_disparu_du_disque_est_un_message(deposer, freelance):
    deposer("cv.pdf", fichiers.pdf(), executer=False)
    cv = freelance.cvs.get()
    cv.document.fichier.storage.delete(cv.document.fichier.name)
    services.lire(cv.pk)
    cv.refresh_from_db()
    assert "n’est plus sur le disque" in cv.message


def test_relire_un_cv_deja_lu_ne_change_rien(deposer, freelance):
    deposer("cv.pdf", fichiers.pdf("Developpeur"))
    cv = freelance.cvs.get()
    assert services.lire(cv.pk) == ""
    services.relire(cv)
    cv.refresh_from_db()
    assert cv.etat == EtatLecture.LU


def test_la_page_interroge_jusqu_a_la_lecture_puis_s_arrete(deposer, freelance, connecter, commercial):
    deposer("cv.pdf", fichiers.pdf(), executer=False)
    cv, navigateur = freelance.cvs.get(), connecter(commercial)
    adresse = reverse("freelances:cv_etat", args=[cv.pk])
    assert 'hx-trigger="every 2s"' in navigateur.get(adresse).content.decode()
    services.lire(cv.pk)
    assert "hx-trigger" not in navigateur.get(adresse).content.decode()
    assert "Developpeur Java confirme" in navigateur.get(reverse("freelances:cv_texte", args=[cv.pk])).content.decode()


def test_le_texte_d_un_cv_est_montre_sans_s_executer(deposer, freelance, connecter, commercial):
    deposer("cv.txt", b"Bonjour <script>alert(1)</script> et au revoir")
    page = connecter(commercial).get(reverse("freelances:cv_texte", args=[freelance.cvs.get().pk])).content
    assert b"<script>alert(1)" not in page
    assert b"&lt;script&gt;" in page


@pytest.mark.parametrize("role", list(Role))
def test_tout_role_connecte_telecharge_un_cv(deposer, freelance, connecter, role):
    """Freelances are shared by the firm (conception §1)."""
    deposer("cv.pdf", fichiers.pdf())
    adresse = reverse("documents:telecharger", args=[freelance.cvs.get().document_id])
    reponse = connecter(UtilisateurFactory(role=role)).get(adresse)
    assert reponse.status_code == 200
    assert reponse["Content-Disposition"].startswith("attachment")


def test_un_anonyme_n_a_ni_le_fichier_ni_le_texte(client, deposer, freelance):
    deposer("cv.pdf", fichiers.pdf())
    cv = freelance.cvs.get()
    for adresse in (
        reverse("documents:telecharger", args=[cv.document_id]),
        reverse("freelances:cv_etat", args=[cv.pk]),
        reverse("freelances:cv_texte", args=[cv.pk]),
    ):
        reponse = client.get(adresse)
        assert reponse.status_code == 302
        assert "/comptes/" in reponse["Location"]
