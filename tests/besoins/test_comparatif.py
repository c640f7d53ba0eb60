"""FRE-4: several anonymised profiles side by side, and no CV that leaves without a valid approval."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from freelances.cv_anonyme import decisions
from freelances.cv_anonyme.services import approuver
from samba.comptes.models import Utilisateur
from samba.courriels.models import Courriel
from tests.besoins.situations import besoin_de, pret_a_envoyer
from tests.usines import ContactFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


def test_le_comparatif_tient_en_un_pdf_et_ne_nomme_personne(commercial: Utilisateur, connecter) -> None:
    """The references of both, the DO's skills, and neither name; who has no valid CV stays out."""
    besoin = besoin_de(commercial)
    prets = [
        pret_a_envoyer(commercial, besoin=besoin, prenom=p, nom=n)
        for p, n in (("Rose", "Vautrelle"), ("Ali", "Cassagneau"))
    ]
    absent = pret_a_envoyer(commercial, besoin=besoin)
    absent.freelance.cvs_anonymes.all().delete()
    references = [approuver(p.freelance, commercial).reference for p in prets]
    reponse = connecter(commercial).get(reverse("besoins:comparatif", args=[besoin.pk]))
    assert reponse["Content-Type"] == "application/pdf"
    texte = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(reponse.content)).pages)
    assert all(reference in texte for reference in references)
    assert not any(nom in texte for nom in ("Rose", "Vautrelle", "Cassagneau"))


def test_un_seul_profil_ne_se_compare_pas(commercial: Utilisateur, connecter) -> None:
    """Said on the besoin's page."""
    positionnement = pret_a_envoyer(commercial)
    reponse = connecter(commercial).get(reverse("besoins:comparatif", args=[positionnement.besoin_id]), follow=True)
    assert "au moins deux freelances" in reponse.content.decode()


def test_le_comparatif_d_un_prive_n_est_qu_a_son_proprietaire(commercial: Utilisateur, connecter) -> None:
    """CLI-5: only the owner writes to their privé."""
    autre = UtilisateurFactory()
    besoin = besoin_de(autre, contact=ContactFactory(prive_a=autre))
    assert connecter(commercial).get(reverse("besoins:comparatif", args=[besoin.pk])).status_code == 403


def test_une_decision_apres_l_approbation_ferme_l_envoi(commercial: Utilisateur, connecter) -> None:
    """FRE-4, BES-9: the route that sends refuses, and nothing joins the outbox."""
    positionnement = pret_a_envoyer(commercial)
    freelance = positionnement.freelance
    freelance.refresh_from_db()
    decisions.decider(
        freelance=freelance, par=commercial, action="retirer", texte="Saphir", motif="Relu", version=freelance.version
    )
    envoi = {"objet": "Profil", "corps": "Bonjour"}
    reponse = connecter(commercial).post(reverse("besoins:envoyer", args=[positionnement.pk]), envoi)
    assert reponse.status_code == 422
    assert "Aucun CV anonymisé n’est approuvé" in reponse.content.decode()
    assert not Courriel.objects.exists()


def test_une_seule_porte_joint_un_cv_a_un_courriel() -> None:
    """FRE-4: whoever adds a way to send files must come here and say what keeps it shut."""
    connus = {
        "besoins/services/envois.py": "portes_depart",
        "clients/appel/services.py": "the brochure, no CV",
        "besoins/entretiens/services.py": "an invitation, no CV",
    }
    racine = Path(settings.BASE_DIR)
    trouves = set()
    for salle in ("samba", "clients", "freelances", "besoins", "referentiels"):
        for chemin in (racine / salle).rglob("*.py"):
            arbre = ast.parse(chemin.read_text(encoding="utf-8"))
            appels = (n for n in ast.walk(arbre) if isinstance(n, ast.Call))
            depots = (a for a in appels if getattr(a.func, "id", "") == "deposer")
            if any(mot.arg == "pieces" for appel in depots for mot in appel.keywords):
                trouves.add(str(chemin.relative_to(racine)))
    assert trouves == set(connus)
