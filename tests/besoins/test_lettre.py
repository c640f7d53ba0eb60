"""The letter that goes with an anonymised CV tells no more than the CV (FRE-4)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from besoins.models import Positionnement
from freelances.cv_anonyme.lettre import relecteur_de
from freelances.models import Reference
from samba.courriels.models import Courriel
from samba.parametres.models import Parametres
from tests.besoins.situations import pret_a_envoyer
from tests.freelances.cv_anonyme_situations import entreprise
from tests.usines import ContactFactory, ExperienceFactory


@pytest.fixture
def positionnement(commercial) -> Positionnement:
    """Rose Petit, who worked at Tessal Banque, for a DO of another company."""
    positionnement = pret_a_envoyer(
        commercial, prenom="Rose", nom="Petit", email="rose@exemple.test", telephone="+33610000001", code_postal="69002"
    )
    freelance = positionnement.freelance
    ExperienceFactory(freelance=freelance, entreprise=entreprise("Tessal Banque", "Banque", ["TSB", "Tessal"]))
    Reference.objects.create(freelance=freelance, nom="Anselme Quirinal", email="a.quirinal@exemple.test")
    return positionnement


@pytest.mark.parametrize(
    "texte",
    [
        "Rose sera là",
        "M. PETIT sera là",
        "le profil de Rose Petit",
        "R. P. est libre",
        "rosepetit est libre",
        "R o s e P e t i t",
        "écrire à rose@exemple.test",
        "rose (at) exemple.test",
        "06 10 00 00 01",
        "+33 (0)6.10.00.00.01",
        "un autre numéro : 07 11 22 33 44",
        "https://www.linkedin.com/in/un-profil",
        "malt.fr/profile/x",
        "elle sort de Tessal Banque",
        "TSB et TESSALBANQUE",
        "Anselme Quirinal la recommande",
        "demandez à Mme Quirinal",
        "a.quirinal@exemple.test",
        "née le 12/03/1990",
        "elle habite au 69002",
    ],
)
def test_ce_qui_identifie_le_freelance_est_trouve(texte, positionnement):
    """FRE-4: name, initials, coordinates, links, employers of the file, referees."""
    assert relecteur_de(positionnement.freelance).relire(f"Bonjour, {texte}. Merci.") != []


@pytest.mark.parametrize(
    "texte",
    ["un petit projet en rose", "Roseraie et Petitesse", "douze ans de Java chez une banque", "libre le 12/03/2027"],
)
def test_un_mot_courant_n_identifie_personne(texte, positionnement):
    """Words that only look like it."""
    assert relecteur_de(positionnement.freelance).relire(texte) == []


def test_l_homonyme_du_do_n_empeche_pas_d_ecrire(positionnement):
    """« Bonjour Mme Petit » to a DO of that name; first name and name together still count."""
    relecteur = relecteur_de(positionnement.freelance, ["Ana Petit", "Luc Rose"])
    assert relecteur.relire("Bonjour Mme Petit, de la part de Luc Rose") == []
    for texte in ("Je vous présente Rose Petit", "Petit, Rose"):
        assert relecteur.relire(texte) != []


def test_la_lettre_prete_part_telle_quelle(connecter, commercial, positionnement):
    """The text that SAMBA writes, signed, to a DO whose company is an employer of the freelance's."""
    Parametres.objects.update(signature_courriel="12 rue des Lilas, 75011 Paris\nwww.firme.test – 01 44 55 66 77")
    commercial.telephone = "01 23 45 67 89"
    commercial.save()
    besoin = positionnement.besoin
    ExperienceFactory(freelance=positionnement.freelance, entreprise=besoin.client.entreprise)
    collegue = ContactFactory(client=besoin.client, prenom="Ana", nom="Petit")
    nav, adresse = connecter(commercial), reverse("besoins:envoyer", args=[positionnement.pk])
    lettre = nav.get(adresse).context["form"].initial
    corps = f"{lettre['corps']}\nJ’en ai parlé à Mme {collegue.nom}, de {besoin.client.nom}. {commercial.email}"
    assert nav.post(adresse, lettre | {"corps": corps + "\nElle était chez Tessal Banque."}).status_code == 422
    reponse = nav.post(adresse, lettre | {"corps": corps})
    assert reponse.status_code == 302, reponse.context["form"].errors
    assert Courriel.objects.get().destinataire == besoin.contact.email
