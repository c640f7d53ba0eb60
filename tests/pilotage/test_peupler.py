"""`manage.py peupler`: fictional, deterministic, in bulk."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from besoins.models import Besoin, Positionnement
from clients.models import Client, Contact
from freelances.fiche.complements import historique_tjm
from freelances.models import CV, DossierHorsVivier, Evaluation, Freelance, LienFormation
from referentiels.models import Entreprise
from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from samba.pilotage.demo import personnes
from samba.pilotage.demo.societe import IDENTIFIANTS, MOT_DE_PASSE

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def referentiels(django_db_setup, django_db_blocker):
    """Load the référentiels for this file, and take them away."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("charger_referentiels", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def peupler(**options) -> str:
    sortie = StringIO()
    call_command("peupler", stdout=sortie, **options)
    return sortie.getvalue()


def photographie() -> list[tuple]:
    champs = ("prenom", "nom", "titre", "tjm", "siret", "ville", "disponibilite")
    return list(Freelance.objects.order_by("pk").values_list(*champs))


def test_sans_referentiels_la_commande_dit_quoi_faire():
    """First of the file: the next tests load them for all that follow."""
    with pytest.raises(CommandError, match="charger_referentiels"):
        peupler(freelances=5)


def test_la_base_est_remplie_et_chacun_peut_entrer(referentiels, client):
    sortie = peupler(freelances=60)
    assert Freelance.objects.count() == 60
    assert Client.objects.count() >= 60
    assert Besoin.objects.exists()
    assert Positionnement.objects.exists()
    assert CV.objects.filter(etat="lu").exclude(texte="").exists()
    assert set(Utilisateur.objects.values_list("role", flat=True)) == set(Role.values)
    assert client.login(request=None, email=IDENTIFIANTS[0].email, password=MOT_DE_PASSE)
    assert MOT_DE_PASSE in sortie
    # The search row is right from the first second.
    call_command("verifier_recherche", stdout=StringIO())


def test_la_meme_graine_donne_les_memes_freelances(referentiels):
    from django.db import transaction

    photos = []
    for _ in range(2):
        point = transaction.savepoint()
        peupler(freelances=20, graine="essai")
        photos.append(photographie())
        transaction.savepoint_rollback(point)
    assert photos[0] == photos[1]
    assert len(photos[0]) == 20


def test_aucune_personne_ni_entreprise_reelle_parmi_les_clients(referentiels):
    reelles = set(Entreprise.objects.values_list("nom", flat=True))
    peupler(freelances=20)
    assert reelles.isdisjoint(Client.objects.values_list("entreprise__nom", flat=True))
    assert not Contact.objects.exclude(email__endswith="@courrier.example").exists()
    assert not Freelance.objects.exclude(email__endswith="@courrier.example").exists()


def test_une_base_remplie_n_est_pas_remplie_deux_fois(referentiels):
    peupler(freelances=5)
    with pytest.raises(CommandError, match="base vide"):
        peupler(freelances=5)
    assert "déjà remplie" in peupler(freelances=5, si_vide=True)
    assert Freelance.objects.count() == 5


@pytest.mark.parametrize("numero", [0, 7, 59_999])
def test_les_siret_fictifs_ont_leurs_deux_cles_justes(numero):
    """FRE-1: they must pass the same check as a real one, or editing a demo freelance would fail."""
    from samba.donnees.validateurs import valider_siret

    valider_siret(personnes.siret(numero))


def test_la_demonstration_montre_un_vivier_et_des_formations(referentiels):
    """Somebody who starts the demo finds published profiles, a history of rates, trainings and links to answer."""
    peupler(freelances=80)
    publies = Freelance.objects.filter(publie_le__isnull=False)
    assert 30 < publies.count() < 65
    assert set(publies.values_list("classification", flat=True)) == {"employable", "adaptable"}
    assert Evaluation.objects.publiees().count() == publies.count()
    evaluation = Evaluation.objects.exclude(competences_vues=[]).first()
    assert {"theme", "nom", "niveau"} == set(evaluation.competences_vues[0])
    assert evaluation.mobilites.count() == 6
    assert LienFormation.objects.exists()
    assert DossierHorsVivier.objects.a_completer().count() == 2
    assert len(historique_tjm(publies.filter(tjm__isnull=False).first())) == 3
    # Nothing says that it happened before the file existed.
    assert not publies.filter(publie_le__lt=F("cree_le") - timedelta(days=1)).exists()
