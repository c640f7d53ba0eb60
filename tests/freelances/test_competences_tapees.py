"""Skills that nobody knew, typed on the file of a freelance."""

from __future__ import annotations

import pytest
from django.urls import reverse

from freelances.models import Freelance
from freelances.recherche.criteres import Criteres
from freelances.recherche.moteur import chercher
from referentiels.competences.revue import refuser
from referentiels.competences.saisie import creer as saisir
from referentiels.models import Competence, SecteurActivite
from tests.concurrence import au_meme_instant
from tests.freelances.formulaires import donnees, lignes, lire_formulaire
from tests.usines import CompetenceFactory, EntrepriseFactory, FreelanceFactory


@pytest.fixture
def navigateur(db, connecter, commercial):
    return connecter(commercial)


def creer(navigateur, **champs):
    return navigateur.post(reverse("freelances:creer"), donnees(**champs))


def modifier(navigateur, freelance, **champs):
    adresse = reverse("freelances:modifier", args=[freelance.pk])
    return navigateur.post(adresse, {**lire_formulaire(navigateur.get(adresse).content), **champs})


def test_une_competence_inconnue_se_tape_avec_son_niveau_et_se_dit_a_ranger(navigateur, commercial):
    employeur = EntrepriseFactory(secteur=SecteurActivite.objects.create(code="b", nom="Banque"))
    reponse = creer(
        navigateur,
        **lignes("competences", {"competence": "Zig", "niveau": "3"}),
        **lignes(
            "experiences",
            {"entreprise": employeur.pk, "role": "Dev", "debut": "2024-01", "fin": "", "competences": ["zig", "Odin"]},
        ),
    )
    assert reponse.status_code == 302
    zig, odin = Competence.objects.get(nom="Zig"), Competence.objects.get(nom="Odin")
    freelance = Freelance.objects.get()
    assert (freelance.competences.get().competence, freelance.competences.get().niveau) == (zig, 3)
    assert set(freelance.experiences.get().competences.all()) == {zig, odin}
    assert zig.proposee_par == commercial
    page = navigateur.get(reponse["Location"]).content.decode()
    assert "À ranger" in page and "à ranger" in page
    assert chercher(Criteres(competences=((zig.pk, 3),))) == chercher(Criteres(texte="zig")) == [freelance.pk]


def test_un_synonyme_tape_donne_la_competence_connue(navigateur):
    kubernetes = CompetenceFactory(nom="Kubernetes", synonymes=["k8s"])
    creer(navigateur, **lignes("competences", {"competence": "K8S", "niveau": "1"}))
    assert Freelance.objects.get().competences.get().competence == kubernetes


def test_le_meme_nom_nouveau_deux_fois_est_signale_et_rien_n_est_cree(navigateur):
    rangees = [{"competence": nom, "niveau": "2"} for nom in ("Zig", "ZIG")]
    reponse = creer(navigateur, **lignes("competences", *rangees))
    assert reponse.status_code == 422
    formulaires = reponse.context["form"].lignes["competences"].forms
    assert "Déjà dans la liste" in formulaires[1].errors["competence"][0]
    assert 'value="ZIG" selected data-marque="à ranger"' in reponse.content.decode()
    assert not Competence.objects.exists()


def test_une_ligne_retiree_ne_cree_pas_la_competence_qu_elle_nommait(navigateur):
    creer(navigateur, **lignes("competences", {"competence": "Zig", "niveau": "2", "DELETE": "on"}))
    assert Freelance.objects.exists()
    assert not Competence.objects.exists()


def test_apres_un_conflit_les_competences_tapees_restent_et_rien_n_est_cree(navigateur):
    freelance = FreelanceFactory()
    perime = {"version": freelance.version}
    Freelance.objects.update(version=freelance.version + 1)
    reponse = modifier(navigateur, freelance, **lignes("competences", {"competence": "Zig", "niveau": "2"}), **perime)
    assert reponse.status_code == 409
    assert any("Zig (Opérationnel)" in ecart.saisi for ecart in reponse.context["divergences"])
    assert not Competence.objects.exists()


def test_une_competence_refusee_pendant_la_saisie_se_dit_sans_erreur_serveur(base_validee, connecter, commercial):
    """The administrateur removes it between the reading of the form and its writing."""
    zig = saisir(["Zig"], commercial)["ZIG"]
    corps = donnees(**lignes("competences", {"competence": str(zig.pk), "niveau": "2"}))
    nav = connecter(commercial)
    reponse = au_meme_instant(lambda: refuser(zig), lambda: nav.post(reverse("freelances:creer"), corps))
    assert reponse.status_code == 422
    assert "n’existe plus" in reponse.content.decode()
