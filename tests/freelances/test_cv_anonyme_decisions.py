"""FRE-4: what a person decides, how the CV is laid out, and what an approval is worth afterwards."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from freelances.cv_anonyme import decisions, services
from freelances.cv_anonyme.comparaison import comparer
from freelances.cv_anonyme.enums import Genre
from freelances.models import DecisionAnonymat, Freelance, PrecisionEmployeur
from referentiels.models import Entreprise
from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from samba.parametres.models import parametres
from tests.freelances.cv_anonyme_situations import entreprise, experience, freelance_retors, secteur
from tests.usines import FreelanceFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


def adresse(nom: str, freelance: Freelance, *autres: int) -> str:
    """The address of an act on this CV."""
    return reverse(f"freelances:{nom}", args=[freelance.pk, *autres])


def decision(freelance: Freelance, action: str, mots: str, **autres: object) -> dict[str, object]:
    """What the form sends."""
    return {"version": freelance.version, "action": action, "mots": mots, "motif": "Relu", **autres}


def test_un_retrait_ote_les_mots_et_perime_l_approbation(commercial: Utilisateur, connecter) -> None:
    """FRE-4: the words go everywhere, the decision is kept with its author, and nothing approved before may leave."""
    freelance = FreelanceFactory(titre="Développeur du projet Saphir", resume="Projet Saphir, lot 2")
    services.approuver(freelance, commercial)
    reponse = connecter(commercial).post(
        adresse("cv_anonyme_decider", freelance), decision(freelance, "retirer", "Saphir", remplacement="interne")
    )
    freelance.refresh_from_db()
    prise = DecisionAnonymat.objects.get()
    assert reponse.status_code == 302
    assert (prise.auteur, prise.motif, prise.cle) == (commercial, "Relu", "SAPHIR")
    assert services.construire(freelance)["titre"] == "Développeur du projet interne"
    assert services.en_vigueur(freelance) is None


def test_un_mot_retabli_revient_et_le_cv_reste_approuvable(commercial: Utilisateur) -> None:
    """Olivier Page builds page objects: the two words come back, his name does not."""
    freelance = FreelanceFactory(prenom="Olivier", nom="Page", resume="Page Objects et tests. Rédigé par Olivier Page.")
    assert "Page" not in services.construire(freelance)["resume"]
    decisions.decider(
        freelance=freelance, par=commercial, action="garder", texte="Page Objects", motif="Patron de test", version=1
    )
    cv = services.approuver(freelance, commercial)
    assert cv.contenu["resume"] == "Page Objects et tests. Rédigé par le consultant."


@pytest.mark.parametrize(
    "mots", ["Olivier Vautrelle", "OLIVIER-VAUTRELLE", "Vautrelle", "06 45 12 78 90", "ov@exemple.test"]
)
def test_un_nom_ou_des_coordonnees_ne_se_retablissent_pas(commercial: Utilisateur, connecter, mots: str) -> None:
    """FRE-4: refused beside the form, what was typed stays, nothing is written."""
    freelance = FreelanceFactory(prenom="Olivier", nom="Vautrelle", telephone="+33645127890")
    reponse = connecter(commercial).post(adresse("cv_anonyme_decider", freelance), decision(freelance, "garder", mots))
    assert reponse.status_code == 422
    assert mots in reponse.content.decode()
    assert "rétabliss" in reponse.content.decode()
    assert not DecisionAnonymat.objects.exists()


def test_une_decision_sans_motif_est_refusee(commercial: Utilisateur, connecter) -> None:
    """It stays in the file: it says why."""
    freelance = FreelanceFactory()
    envoi = {**decision(freelance, "retirer", "Saphir"), "motif": ""}
    reponse = connecter(commercial).post(adresse("cv_anonyme_decider", freelance), envoi)
    assert reponse.status_code == 422
    assert "Dites pourquoi" in reponse.content.decode()


def test_une_decision_prise_sur_une_page_perimee_n_ecrit_rien(commercial: Utilisateur, connecter) -> None:
    """Somebody changed the profile meanwhile: said, and nothing is written."""
    freelance = FreelanceFactory()
    envoi = {**decision(freelance, "retirer", "Saphir"), "version": freelance.version + 3}
    reponse = connecter(commercial).post(adresse("cv_anonyme_decider", freelance), envoi, follow=True)
    assert "Le profil a changé depuis cette page" in reponse.content.decode()
    assert not DecisionAnonymat.objects.exists()


def test_une_decision_s_annule(commercial: Utilisateur, connecter) -> None:
    """The anonymiser decides again, and the version moves once more."""
    freelance = FreelanceFactory(resume="Projet Saphir")
    prise = decisions.decider(
        freelance=freelance, par=commercial, action="retirer", texte="Saphir", motif="Relu", version=1
    )
    connecter(commercial).post(adresse("cv_anonyme_annuler", freelance, prise.pk))
    freelance.refresh_from_db()
    assert not DecisionAnonymat.objects.exists()
    assert (services.construire(freelance)["resume"], freelance.version) == ("Projet Saphir", 3)


def test_qui_ne_gere_pas_les_freelances_ne_decide_pas(connecter) -> None:
    """Direction reads."""
    freelance = FreelanceFactory()
    reponse = connecter(UtilisateurFactory(role=Role.DIRECTION)).post(
        adresse("cv_anonyme_decider", freelance), decision(freelance, "retirer", "Saphir")
    )
    assert reponse.status_code == 403
    assert not DecisionAnonymat.objects.exists()


def test_une_societe_inconnue_est_demandee_une_fois(commercial: Utilisateur, connecter) -> None:
    """FRE-4: refused while nobody says what it does; then its secteur stands for it, in every CV."""
    freelance, autre = (FreelanceFactory(resume="Mission chez Zorblax Industries en régie") for _ in range(2))
    (obstacle,) = services.obstacles(freelance, services.construire(freelance))
    assert obstacle.genre == Genre.SOCIETE
    with pytest.raises(services.CVIdentifiantError):
        services.approuver(freelance, commercial)
    envoi = {"version": freelance.version, "mots": obstacle.mots, "secteur": secteur("Industrie").pk}
    connecter(commercial).post(adresse("cv_anonyme_societe", freelance), envoi)
    assert Entreprise.objects.get(nom="Zorblax Industries").secteur.nom == "Industrie"
    for relu in (freelance, autre):
        assert services.construire(relu)["resume"] == "Mission chez [Industrie] en régie"


def test_deux_employeurs_d_un_secteur_se_distinguent(commercial: Utilisateur, connecter) -> None:
    """FRE-4: a number first; once somebody says what sets them apart, that instead."""
    freelance = FreelanceFactory()
    bnp, sg = entreprise("BNP Paribas", "Banque"), entreprise("Société Générale", "Banque")
    experience(freelance, bnp, debut=date(2022, 1, 1))
    experience(freelance, sg, debut=date(2019, 1, 1), fin=date(2021, 1, 1))
    assert [e["secteur"] for e in services.construire(freelance)["experiences"]] == ["Banque", "Banque (2)"]
    envoi = {"version": freelance.version, f"precision-{bnp.pk}": "groupe_international", f"precision-{sg.pk}": ""}
    connecter(commercial).post(adresse("cv_anonyme_precisions", freelance), envoi)
    assert PrecisionEmployeur.objects.get().entreprise == bnp
    assert [e["secteur"] for e in services.construire(freelance)["experiences"]] == [
        "Banque (groupe international)",
        "Banque",
    ]


def test_chaque_changement_est_marque_avec_sa_raison(commercial: Utilisateur, connecter) -> None:
    """The original on the left, the anonymised text on the right; only the left one names."""
    freelance = freelance_retors()
    contenu = services.construire(freelance)
    vis = comparer(freelance, contenu)
    titre = vis[0]
    assert ("Rose Martin-Lefèvre" in "".join(m.texte for m in titre.original)) and titre.change
    assert {m.pourquoi for m in titre.original if m.etat} >= {"Nom ou prénom"}
    assert "".join(m.texte for m in titre.anonyme) == contenu["titre"]
    html = connecter(commercial).get(adresse("cv_anonyme", freelance)).content.decode()
    assert 'title="Employeur nommé"' in html


@pytest.mark.parametrize(
    ("modele", "langue", "mot"),
    [("complet", "fr", "Expériences"), ("competences", "fr", "Compétences"), ("une_page", "en", "Skills")],
)
def test_chaque_modele_se_lit_et_ne_dit_rien(modele: str, langue: str, mot: str, commercial: Utilisateur) -> None:
    """FRE-4: each layout passes the proof; the short one holds on a page; the file tells its language."""
    parametres()
    cv = services.approuver(freelance_retors(), commercial, modele, langue)
    with cv.document.fichier.open("rb") as fichier:
        lecteur = PdfReader(io.BytesIO(fichier.read()))
    assert mot in lecteur.pages[0].extract_text()
    assert lecteur.trailer["/Root"]["/Lang"] == langue
    assert (cv.modele, cv.langue) == (modele, langue)
    if modele == "une_page":
        assert len(lecteur.pages) == 1


def test_les_references_se_suivent(commercial: Utilisateur) -> None:
    """« IT-2026-0412 »: one after the other within the year."""
    premiere, seconde = (services.approuver(FreelanceFactory(), commercial).reference for _ in range(2))
    assert premiere.rpartition("-")[0] == seconde.rpartition("-")[0]
    assert int(seconde.rpartition("-")[2]) == int(premiere.rpartition("-")[2]) + 1


def test_le_logo_vient_des_parametres_et_d_eux_seuls() -> None:
    """Neither HTML nor SVG passes for an image."""
    from django.core.files.base import ContentFile

    from samba.parametres.models import valider_logo

    for octets in (b"<svg onload=alert(1)>", b"<html>", b"%PDF-1.7"):
        with pytest.raises(ValidationError):
            valider_logo(ContentFile(octets))
    valider_logo(ContentFile(b"\x89PNG\r\n\x1a\n" + b"0" * 20))
