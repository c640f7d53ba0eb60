"""What people may type without being wrong never ends in an error 500."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from besoins.candidats.score import noter, vise_par
from besoins.enums import DisponibiliteAttendue
from freelances.recherche.profils import Profil
from samba.activite.models import Relance
from samba.activite.services import journaliser
from samba.courriels.services import deposer
from tests.freelances.cv_anonyme_situations import freelance_retors
from tests.usines import BesoinFactory, ClientFactory, ContactFactory

pytestmark = pytest.mark.django_db


def test_un_client_au_nom_de_200_signes_se_relance(commercial, connecter):
    client = ClientFactory(entreprise__nom="W" * 200)
    appel = {"genre": "appel", "sens": "entrant", "suite": "relance", "relance_le": timezone.localdate().isoformat()}
    adresse = reverse("clients:client_echange", args=[client.pk])
    assert connecter(commercial).post(adresse, appel | {"cle_creation": str(uuid4())}).status_code == 302
    assert Relance.objects.get().libelle == f"Rappeler {'W' * 191}"


def test_une_mission_datee_de_la_fin_du_calendrier_a_ses_candidats():
    besoin = BesoinFactory(
        qualifie=True, date_demarrage=date.max, disponibilite_attendue=DisponibiliteAttendue.A_LA_DATE
    )
    profil = Profil(1, {}, [], [], "", [], False, None, None, None, None, None, None)
    parts = [noter(vise_par(besoin), profil._replace(disponible_le=le))["disponibilite"] for le in (None, date.max)]
    assert parts == [0.0, 1.0]


@pytest.mark.parametrize("nom", ["Alix\r\nBcc: intrus@ailleurs.test", "é" * 80])
def test_le_nom_de_l_auteur_tient_dans_l_en_tete(commercial, nom):
    """A name is typed by its bearer: it adds no header and blocks no sending."""
    commercial.prenom, commercial.nom = nom, nom
    echange = journaliser(auteur=commercial, contact=ContactFactory(), genre="courriel")
    courriel = deposer(
        cle_metier="nom",
        destinataire="do@client.test",
        objet="Objet",
        corps="Corps",
        auteur=commercial,
        echange=echange,
    )
    message = message_from_bytes(bytes(courriel.mime))
    assert message["Bcc"] is None
    assert len(courriel.expediteur) <= 254


def test_un_nom_d_employeur_avec_un_caractere_nul_est_lu_sans_lui():
    from freelances.fiche.lignes import LigneExperience

    assert LigneExperience().fields["entreprise"].clean("Société\0Nulle").nom == "Société Nulle"


def test_une_suite_qui_ressemble_au_nom_d_une_page_n_est_qu_une_adresse(commercial, connecter):
    freelance = freelance_retors()
    adresse = reverse("freelances:cv_anonyme_approuver", args=[freelance.pk])
    reponse = connecter(commercial).post(adresse, {"version": freelance.version, "suite": "abc"})
    assert (reponse.status_code, reponse.url) == (302, "abc")
