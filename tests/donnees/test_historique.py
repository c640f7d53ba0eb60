"""Every write is in the history: who, when, what (conception §6)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from clients.models import Contact, Exercice
from freelances.models import Freelance, FreelanceCompetence
from samba.donnees.historique import historique
from tests.usines import (
    CompetenceFactory,
    ContactFactory,
    ExerciceFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
)

pytestmark = pytest.mark.django_db


def test_une_ecriture_en_masse_est_dite_comme_les_autres():
    """Triggers see `update()` and `bulk_create`, where signals would not."""
    freelance = FreelanceFactory(titre="Avant")
    Freelance.objects.filter(pk=freelance.pk).update(titre="Après")
    FreelanceCompetence.objects.bulk_create(
        [FreelanceCompetence(freelance=freelance, competence=CompetenceFactory(nom="Rust"), niveau=3)]
    )
    lignes = historique(freelance, "competences")
    # One transaction has one time: the order between two tables means nothing here.
    assert {ligne.quoi: list(ligne.changements) for ligne in lignes} == {
        "Création : compétence « Rust »": [],
        "Modification : freelance": [("titre du profil", "Avant", "Après")],
        "Création : freelance": [],
    }


def test_la_suppression_d_un_enfant_se_dit_avec_son_nom():
    ligne = FreelanceCompetenceFactory(competence=CompetenceFactory(nom="Cobol"))
    freelance = ligne.freelance
    ligne.delete()
    assert "Suppression : compétence « Cobol »" in {ligne.quoi for ligne in historique(freelance, "competences")}


def test_l_historique_dit_qui_et_d_ou_sans_la_requete(connecter, commercial):
    """Context URLs lose their query string (conception §8)."""
    contact = ContactFactory()
    connecter(commercial).post(reverse("clients:prendre_prive", args=[contact.pk]) + "?q=secret")
    ligne = historique(Contact.objects.get(pk=contact.pk))[0]
    assert ligne.qui == str(commercial)
    assert ligne.adresse == reverse("clients:prendre_prive", args=[contact.pk])
    assert ("privé à", "—", str(commercial)) in ligne.changements


@pytest.mark.parametrize("nombre", [1, 25])
def test_le_nombre_de_requetes_ne_depend_pas_des_evenements(nombre, django_assert_num_queries):
    exercice = ExerciceFactory()
    for annee in range(2000, 2000 + nombre):
        Exercice.objects.create(client=exercice.client, annee=annee, chiffre_affaires=1, effectif=1)
    with django_assert_num_queries(4):
        historique(exercice.client, "exercices")


def test_la_date_d_un_echange_ne_fait_pas_de_bruit(commercial):
    """Derived columns are not tracked: a call does not appear as a modification of the contact."""
    from samba.activite.services import journaliser

    contact = ContactFactory()
    journaliser(auteur=commercial, contact=contact, issue="joint")
    assert [ligne.quoi for ligne in historique(contact)] == ["Création : contact"]


def test_un_lien_multiple_ajoute_ou_retire_se_dit_aussi():
    """A many-to-many has no model of its own to track: its links are tracked through a proxy."""
    contact, freelance = ContactFactory(), FreelanceFactory()
    rust = CompetenceFactory(nom="Rust")
    contact.technologies.add(rust)
    contact.technologies.remove(rust)
    assert {ligne.quoi for ligne in historique(contact, "technologies")} == {
        "Création : contact",
        "Création : technologie « Rust »",
        "Suppression : technologie « Rust »",
    }
    freelance.mobilites.add(freelance.departement)
    assert "Création : département accepté « Paris (75) »" in {
        ligne.quoi for ligne in historique(freelance, "mobilites")
    }


def test_la_modification_d_un_enfant_ancien_se_dit_malgre_cent_autres():
    """The event it is compared with lies far behind: the line is told all the same, with what changed."""
    ancienne = FreelanceCompetenceFactory(niveau=1)
    freelance = ancienne.freelance
    for _ in range(6):
        FreelanceCompetenceFactory(freelance=freelance)
    FreelanceCompetence.objects.filter(pk=ancienne.pk).update(niveau=3)
    lignes = historique(freelance, "competences", limite=5)
    assert [list(ligne.changements) for ligne in lignes if ligne.quoi.startswith("Modification")] == [
        [("niveau", "Débutant", "Expérimenté")]
    ]
