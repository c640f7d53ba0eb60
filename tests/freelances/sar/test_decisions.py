"""SAR-5, SAR-6: one fiche per agence and freelance, opened by a quick action."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from freelances.models import Fiche
from freelances.sar.enums import Decision
from freelances.sar.services import FicheExistanteError, annuler, decider, mettre_a_jour
from samba.comptes.enums import Role
from tests.usines import FicheFactory, FreelanceFactory, UtilisateurFactory, au_vivier


@pytest.mark.parametrize(
    ("decision", "resultat", "statut"),
    [
        (Decision.ETUDIER, "aucun", "etude"),
        (Decision.NON_RETENU, "non_retenu_cv", "non_retenu"),
        (Decision.RECRUTEMENT, "vivier_recrutement", "en_vivier"),
        (Decision.FORMATION, "vivier_formation", "en_vivier"),
    ],
)
def test_sar6_chaque_action_rapide_ouvre_la_fiche_avec_son_resultat(commercial, decision, resultat, statut):
    fiche = decider(freelance=au_vivier(), decision=decision, par=commercial)
    fiche.refresh_from_db()
    assert (fiche.agence, fiche.recruteur) == (commercial.agence, commercial)
    assert (fiche.resultat, fiche.statut) == (resultat, statut)


def test_sar6_seul_le_vivier_se_decide(commercial):
    with pytest.raises(ValidationError):
        decider(freelance=FreelanceFactory(), decision=Decision.ETUDIER, par=commercial)


@pytest.mark.django_db
def test_sar6_ni_un_qualifieur_ni_quelqu_un_sans_agence_ne_decide():
    freelance = au_vivier()
    for par in (UtilisateurFactory(role=Role.QUALIFIEUR), UtilisateurFactory(agence=None)):
        with pytest.raises(PermissionDenied):
            decider(freelance=freelance, decision=Decision.ETUDIER, par=par)


@pytest.mark.usefixtures("base_validee")
def test_sar5_cinquante_decisions_au_meme_instant_font_une_seule_fiche():
    par, freelance, depart = UtilisateurFactory(), au_vivier(), Barrier(50)

    def agir(_: int) -> str:
        try:
            connection.ensure_connection()
            depart.wait(timeout=60)
            decider(freelance=freelance, decision=Decision.ETUDIER, par=par)
        except FicheExistanteError:
            return "existante"
        finally:
            connection.close()
        return "ouverte"

    with ThreadPoolExecutor(50) as fils:
        issues = list(fils.map(agir, range(50)))
    assert sorted(issues) == ["existante"] * 49 + ["ouverte"]
    assert Fiche.objects.count() == 1


def test_sar5_deux_agences_suivent_le_meme_freelance(commercial):
    freelance = au_vivier()
    decider(freelance=freelance, decision=Decision.ETUDIER, par=commercial)
    decider(freelance=freelance, decision=Decision.NON_RETENU, par=UtilisateurFactory())
    assert freelance.fiches.count() == 2


def test_une_action_rapide_s_annule_tant_que_rien_n_y_est_ecrit(commercial, collegue):
    freelance = au_vivier()
    fiche = decider(freelance=freelance, decision=Decision.ETUDIER, par=commercial)
    with pytest.raises(ValidationError):
        annuler(fiche=fiche, par=collegue)
    annuler(fiche=fiche, par=commercial)
    assert not Fiche.objects.exists()
    fiche = decider(freelance=freelance, decision=Decision.ETUDIER, par=commercial)
    mettre_a_jour(fiche=fiche, version=1, par=commercial, champs={"commentaire": "À rappeler."})
    with pytest.raises(ValidationError):
        annuler(fiche=fiche, par=commercial)


def test_sar9_on_n_ecrit_pas_dans_la_fiche_d_une_autre_agence(commercial):
    fiche = FicheFactory()
    with pytest.raises(PermissionDenied):
        mettre_a_jour(fiche=fiche, version=1, par=commercial, champs={"commentaire": "Non."})


def test_sar4_une_decision_de_plus_d_un_jour_ne_s_annule_plus(commercial):
    """Else whoever owes a fiche would make it vanish, and the vivier would open."""
    fiche = decider(freelance=au_vivier(), decision=Decision.ETUDIER, par=commercial)
    Fiche.objects.filter(pk=fiche.pk).update(cree_le=timezone.now() - timedelta(hours=25))
    with pytest.raises(ValidationError):
        annuler(fiche=fiche, par=commercial)
    assert Fiche.objects.exists()


def test_sar6_la_page_d_etude_et_la_fiche_annulent_la_decision(connecter, commercial, collegue):
    freelance = au_vivier()
    etude, navigateur = f"/vivier/{freelance.pk}/", connecter(commercial)
    for page_de in (lambda fiche: etude, lambda fiche: f"/portefeuille/{fiche.pk}/"):
        navigateur.post(f"/vivier/{freelance.pk}/decider/", {"decision": "etudier"})
        fiche = Fiche.objects.get()
        assert f"/vivier/fiches/{fiche.pk}/annuler/" in navigateur.get(page_de(fiche)).content.decode()
        assert "Annuler la décision" not in connecter(collegue).get(page_de(fiche)).content.decode()
        reponse = navigateur.post(f"/vivier/fiches/{fiche.pk}/annuler/", {"retour": etude})
        assert reponse["Location"] == etude
        assert "Étudier plus tard" in navigateur.get(etude).content.decode()
    assert not Fiche.objects.exists()
