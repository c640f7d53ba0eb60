"""FRE-4, on screen: preview, what still identifies, approval, its staleness, who may approve."""

from __future__ import annotations

import re

import pytest
from django.db.models import F
from django.urls import reverse

from freelances.cv_anonyme import services
from freelances.cv_anonyme.formulaires import SecteursForm
from freelances.models import CVAnonyme, Freelance
from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from tests.freelances.cv_anonyme_situations import entreprise, experience, freelance_retors, secteur
from tests.usines import FreelanceFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def retors() -> Freelance:
    """See `freelance_retors`."""
    return freelance_retors()


def page(freelance: Freelance) -> str:
    """The address of the page."""
    return reverse("freelances:cv_anonyme", args=[freelance.pk])


def approbation(freelance: Freelance) -> str:
    """The address that approves."""
    return reverse("freelances:cv_anonyme_approuver", args=[freelance.pk])


def test_l_adresse_est_stable(retors: Freelance) -> None:
    """Conception §7: people bookmark it."""
    assert page(retors) == f"/freelances/{retors.pk}/cv-anonyme/"


def test_l_apercu_montre_le_cv_et_propose_d_approuver(retors: Freelance, commercial: Utilisateur, connecter) -> None:
    """The sheet holds the skills and not the person, whose name stands in the page's own title only."""
    reponse = connecter(commercial).get(page(retors))
    html = reponse.content.decode()
    assert reponse.status_code == 200
    assert "Développeuse Java senior" in html
    assert "SAP FI/CO" in html
    feuille = html[html.index("<article") : html.index("</article>")]
    assert "Martin" not in feuille
    assert "BNP" not in feuille
    assert approbation(retors) in html


def test_la_page_est_propre_pour_la_csp(retors: Freelance, commercial: Utilisateur, connecter) -> None:
    """No inline style, no inline script, no handler."""
    html = connecter(commercial).get(page(retors)).content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\bsrc=)", html)


def test_approuver_garde_le_pdf_son_auteur_et_la_version(retors: Freelance, commercial: Utilisateur, connecter) -> None:
    """Document, content, reference that tells nothing, who, and the version of the profile that was read."""
    reponse = connecter(commercial).post(approbation(retors), {"version": retors.version})
    cv = CVAnonyme.objects.get()
    assert reponse.status_code == 302
    assert reponse["Location"] == page(retors)
    assert re.fullmatch(r"IT-20\d\d-0001", cv.reference)
    assert (cv.approuve_par, cv.version_profil, cv.freelance) == (commercial, retors.version, retors)
    assert cv.contenu == services.construire(retors)
    assert cv.document.nom == f"CV-{cv.reference}.pdf"
    with cv.document.fichier.open() as fichier:
        assert fichier.read(5) == b"%PDF-"
    assert services.en_vigueur(retors) == cv


def test_un_double_clic_fait_un_seul_cv(retors: Freelance, commercial: Utilisateur, connecter) -> None:
    """The same content twice is one approval."""
    navigateur = connecter(commercial)
    for _ in range(2):
        navigateur.post(approbation(retors), {"version": retors.version})
    assert CVAnonyme.objects.count() == 1


def test_une_modification_du_profil_perime_l_approbation(retors: Freelance, commercial: Utilisateur, connecter) -> None:
    """The version moved: the page says so, and nothing may be sent until a new approval."""
    services.approuver(retors, commercial)
    Freelance.objects.filter(pk=retors.pk).update(version=F("version") + 1, titre="Architecte Java")
    retors.refresh_from_db()
    assert services.en_vigueur(retors) is None
    html = connecter(commercial).get(page(retors)).content.decode()
    assert "Approbation périmée" in html
    connecter(commercial).post(approbation(retors), {"version": retors.version})
    assert CVAnonyme.objects.count() == 2
    assert services.en_vigueur(retors) is not None


def test_un_apercu_trop_ancien_n_est_pas_approuve(retors: Freelance, commercial: Utilisateur, connecter) -> None:
    """Somebody changed the profile while I was reading: I read again first."""
    reponse = connecter(commercial).post(approbation(retors), {"version": retors.version + 1}, follow=True)
    assert not CVAnonyme.objects.exists()
    assert "Le profil a changé depuis cet aperçu" in reponse.content.decode()


def test_les_obstacles_sont_listes_avec_leur_lien(retors: Freelance, commercial: Utilisateur, connecter) -> None:
    """No button while one remains, and a POST all the same answers 409 without keeping anything."""
    experience(retors, entreprise("Fabrique Inconnue"), role="Testeuse")
    navigateur = connecter(commercial)
    html = navigateur.get(page(retors)).content.decode()
    assert "Employeur sans secteur" in html
    assert "Fabrique Inconnue" in html
    assert f'href="{page(retors)}#secteurs"' in html
    assert approbation(retors) not in html
    reponse = navigateur.post(approbation(retors), {"version": retors.version})
    assert reponse.status_code == 409
    assert "Fabrique Inconnue" in reponse.content.decode()
    assert not CVAnonyme.objects.exists()


def test_l_apercu_pdf_est_une_piece_jointe_marquee(retors: Freelance, commercial: Utilisateur, connecter) -> None:
    """A preview says what it is; it is not given while something identifies."""
    navigateur = connecter(commercial)
    adresse = reverse("freelances:cv_anonyme_pdf", args=[retors.pk])
    reponse = navigateur.get(adresse)
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse["Content-Disposition"].startswith("attachment")
    assert reponse.content.startswith(b"%PDF-")
    experience(retors, entreprise("Fabrique Inconnue"))
    assert navigateur.get(adresse).status_code == 409


@pytest.mark.parametrize("role", [Role.GESTION, Role.DIRECTION, Role.ADMINISTRATEUR])
def test_lire_n_est_pas_approuver(retors: Freelance, role: Role, connecter) -> None:
    """Readers see the page without its button; their POST answers 403."""
    navigateur = connecter(UtilisateurFactory(role=role))
    reponse = navigateur.get(page(retors))
    assert reponse.status_code == 200
    assert approbation(retors) not in reponse.content.decode()
    assert navigateur.post(approbation(retors), {"version": retors.version}).status_code == 403
    assert not CVAnonyme.objects.exists()


def test_un_get_n_approuve_pas_et_un_inconnu_n_existe_pas(
    retors: Freelance, commercial: Utilisateur, connecter
) -> None:
    """405 and 404."""
    navigateur = connecter(commercial)
    assert navigateur.get(approbation(retors)).status_code == 405
    assert navigateur.post(page(retors)).status_code == 405
    assert navigateur.get(reverse("freelances:cv_anonyme", args=[retors.pk + 1])).status_code == 404


def test_l_approbation_ramene_d_ou_l_on_vient(retors: Freelance, commercial: Utilisateur, connecter) -> None:
    """`suite` goes through the page to the redirect."""
    navigateur = connecter(commercial)
    html = navigateur.get(page(retors), {"suite": "/besoins/3/"}).content.decode()
    assert 'name="suite" value="/besoins/3/"' in html
    reponse = navigateur.post(approbation(retors), {"version": retors.version, "suite": "/besoins/3/"})
    assert reponse["Location"] == "/besoins/3/"


@pytest.mark.parametrize("suite", ["https://ailleurs.test/", "//ailleurs.test/", "javascript:alert(1)"])
def test_la_suite_ne_sort_pas_du_site(retors: Freelance, commercial: Utilisateur, connecter, suite: str) -> None:
    """An address of elsewhere is ignored."""
    navigateur = connecter(commercial)
    assert suite not in navigateur.get(page(retors), {"suite": suite}).content.decode()
    reponse = navigateur.post(approbation(retors), {"version": retors.version, "suite": suite})
    assert reponse["Location"] == page(retors)


class TestSecteurs:
    """An employer nobody knows is asked once, where it stops the CV, and remembered (FRE-4)."""

    @pytest.fixture
    def atelier(self, retors: Freelance):
        inconnu = entreprise("Atelier Brumaire")
        experience(retors, inconnu)
        return inconnu

    @pytest.fixture
    def adresse(self, retors: Freelance) -> str:
        return reverse("freelances:cv_anonyme_secteurs", args=[retors.pk])

    def test_la_page_le_demande_puis_le_retient_pour_tous(
        self, retors: Freelance, atelier, adresse: str, commercial: Utilisateur, connecter
    ) -> None:
        navigateur = connecter(commercial)
        html = navigateur.get(page(retors)).content.decode()
        assert "Que font ces employeurs" in html
        assert "Employeur sans secteur" in html
        banque = secteur("Banque")
        reponse = navigateur.post(adresse, {f"secteur-{atelier.pk}": banque.pk, "suite": "/besoins/"}, follow=True)
        assert reponse.redirect_chain == [(f"{page(retors)}?suite=%2Fbesoins%2F", 302)]
        html = reponse.content.decode()
        assert "C’est retenu pour tous les CV : Atelier Brumaire." in html
        assert "Que font ces employeurs" not in html
        assert "Employeur sans secteur" not in html
        atelier.refresh_from_db()
        assert (atelier.secteur, atelier.verifiee) == (banque, False)
        assert atelier.events.order_by("-pgh_id")[0].secteur_id == banque.pk
        autre = FreelanceFactory()
        experience(autre, atelier)
        assert "Que font ces employeurs" not in navigateur.get(page(autre)).content.decode()

    def test_sans_reponse_ou_avec_une_fausse_la_page_le_redit(
        self, retors: Freelance, atelier, adresse: str, commercial: Utilisateur, connecter
    ) -> None:
        navigateur = connecter(commercial)
        for saisie, raison in (("", "Choisissez un secteur."), ("999999", "Ce secteur n’existe plus")):
            reponse = navigateur.post(adresse, {f"secteur-{atelier.pk}": saisie})
            assert reponse.status_code == 422
            assert raison in reponse.content.decode()
        atelier.refresh_from_db()
        assert atelier.secteur is None

    def test_ce_qu_un_collegue_a_repondu_entre_temps_reste(
        self, retors: Freelance, atelier, adresse: str, commercial: Utilisateur, connecter
    ) -> None:
        form = SecteursForm({f"secteur-{atelier.pk}": secteur("Assurance").pk}, freelance=retors)
        assert form.is_valid()
        banque = secteur("Banque")
        type(atelier).objects.filter(pk=atelier.pk).update(secteur=banque)
        assert form.enregistrer() == []
        atelier.refresh_from_db()
        assert atelier.secteur == banque

    def test_seuls_les_employeurs_du_dossier_s_apprennent_ici(
        self, retors: Freelance, atelier, adresse: str, commercial: Utilisateur, connecter
    ) -> None:
        etrangere = entreprise("Société d’ailleurs")
        donnees = {f"secteur-{atelier.pk}": secteur("Banque").pk, f"secteur-{etrangere.pk}": secteur("Banque").pk}
        connecter(commercial).post(adresse, donnees)
        etrangere.refresh_from_db()
        assert etrangere.secteur is None

    def test_qui_ne_gere_pas_les_freelances_lit_sans_repondre(
        self, retors: Freelance, atelier, adresse: str, connecter
    ) -> None:
        navigateur = connecter(UtilisateurFactory(role=Role.GESTION))
        assert "Que font ces employeurs" not in navigateur.get(page(retors)).content.decode()
        assert navigateur.post(adresse, {f"secteur-{atelier.pk}": secteur("Banque").pk}).status_code == 403
