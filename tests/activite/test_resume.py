"""The morning digest (BES-5): one a person and a day, nothing lost when beat was down."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from samba.activite import resume
from samba.activite.enums import StatutRelance
from samba.activite.models import Notification, Relance
from samba.activite.resume import composer, envoyer_les_resumes
from samba.courriels.models import Courriel
from tests.usines import ClientFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
LUNDI = date(2026, 11, 23)


@pytest.fixture
def relance(commercial):
    """A relance of the commercial, due on Monday unless told otherwise."""
    client = ClientFactory()

    def creer(libelle="Rappeler", echeance=LUNDI, **champs):
        return Relance.objects.create(
            pour=commercial, libelle=libelle, echeance=echeance, cle=f"{libelle}{echeance}", client=client, **champs
        )

    return creer


def a(heure: int, jour: date = LUNDI) -> datetime:
    return datetime(jour.year, jour.month, jour.day, heure, 5, tzinfo=PARIS)


def test_un_seul_resume_par_personne_et_par_jour(relance, commercial):
    relance()
    with time_machine.travel(a(7), tick=False):
        assert envoyer_les_resumes(7) == 1
        assert envoyer_les_resumes(7) == 0
    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.interne) == (commercial.email, True)
    assert "Rappeler" in courriel.corps


def test_rien_avant_l_heure_de_paris(relance):
    relance()
    with time_machine.travel(a(6), tick=False):
        assert envoyer_les_resumes(7) == 0


def test_deux_jours_sans_beat_ne_perdent_rien(relance):
    relance("Vieille", LUNDI - timedelta(days=2))
    relance("Neuve")
    with time_machine.travel(a(9), tick=False):
        envoyer_les_resumes(7)
    corps = Courriel.objects.get().corps
    assert "Vieille (depuis le 21/11/2026)" in corps
    assert "Neuve" in corps


def test_rien_a_dire_rien_d_envoye_mais_une_relance_tardive_part_encore(relance):
    with time_machine.travel(a(7), tick=False):
        assert envoyer_les_resumes(7) == 0
    assert not Notification.objects.exists()
    relance()
    with time_machine.travel(a(8), tick=False):
        assert envoyer_les_resumes(7) == 1


def test_une_relance_faite_ou_annulee_n_est_pas_dite(relance, commercial):
    relance("Faite", statut=StatutRelance.FAITE)
    relance("Annulée", statut=StatutRelance.ANNULEE)
    assert composer(commercial, LUNDI) == ""


def test_une_longue_liste_dit_combien_il_en_reste(relance, commercial):
    for numero in range(23):
        relance(f"n° {numero:02}", LUNDI - timedelta(days=1))
    texte = composer(commercial, LUNDI)
    assert "En retard (23)" in texte
    assert "- et 3 de plus" in texte


def test_un_resume_qui_echoue_ne_prive_pas_les_autres_du_leur(relance, commercial, manager, monkeypatch, caplog):
    relance()
    Relance.objects.create(pour=manager, libelle="Appeler", echeance=LUNDI, cle="m", client=ClientFactory())

    def composer_sauf_pour_le_manager(personne, jour):
        if personne == manager:
            raise ValueError("section cassée")
        return composer(personne, jour)

    monkeypatch.setattr(resume, "composer", composer_sauf_pour_le_manager)
    with time_machine.travel(a(7), tick=False):
        assert envoyer_les_resumes(7) == 1
    assert Courriel.objects.get().destinataire == commercial.email
    assert "n’a pas pu être écrit" in caplog.text
