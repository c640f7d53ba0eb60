"""One-tap confirmation: the freelance answers without an account, the file follows (FRE-2, FRE-3)."""

from __future__ import annotations

import re
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client as Navigateur
from django.urls import reverse
from django.utils import timezone

from freelances.confirmation import services
from freelances.models import DemandeConfirmation, Freelance
from samba.activite.models import Echange, Notification
from samba.courriels.models import Courriel
from samba.documents.models import LienSigne
from samba.donnees.models import ConflitVersionError
from tests.freelances.formulaires import lire_formulaire
from tests.usines import FreelanceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def navigateur(connecter, commercial):
    return connecter(commercial)


@pytest.fixture
def freelance(commercial) -> Freelance:
    return FreelanceFactory(prenom="Maëlle", email="maelle@exemple.test", suivi_par=commercial, tjm=Decimal(500))


def _demander(navigateur, freelance, **champs):
    url = reverse("freelances:confirmation_demander", args=[freelance.pk])
    return navigateur.post(url, lire_formulaire(navigateur.get(url).content) | champs)


def _adresse() -> str:
    """The address that the latest e-mail carries."""
    corps = Courriel.objects.latest("pk").corps
    return re.search(r"https?://[^/]+(/lien/\S+/)", corps)[1]


def _reponse(adresse: str, **champs):
    inconnu = Navigateur()
    return inconnu.post(adresse, lire_formulaire(inconnu.get(adresse).content) | champs)


def test_l_e_mail_part_avec_son_lien_et_se_voit_sur_la_fiche(navigateur, freelance, commercial):
    reponse = _demander(navigateur, freelance)
    assert reponse.url == reverse("freelances:fiche", args=[freelance.pk])
    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.auteur) == ("maelle@exemple.test", commercial)
    assert "{lien}" not in courriel.corps
    assert _adresse()
    assert courriel.echange.freelance == freelance
    page = navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()
    assert "En attente" in page


def test_un_double_clic_n_envoie_qu_un_e_mail(navigateur, freelance):
    url = reverse("freelances:confirmation_demander", args=[freelance.pk])
    lus = lire_formulaire(navigateur.get(url).content)
    for _ in range(2):
        navigateur.post(url, lus)
    assert Courriel.objects.count() == DemandeConfirmation.objects.count() == LienSigne.objects.count() == 1


def test_sans_le_lien_dans_le_message_rien_ne_part(navigateur, freelance):
    reponse = _demander(navigateur, freelance, corps="Bonjour, où en êtes-vous ?")
    assert reponse.status_code == 422
    assert "Gardez {lien}" in reponse.content.decode()
    assert "Bonjour, où en êtes-vous ?" in reponse.content.decode()
    assert not Courriel.objects.exists()


def test_sans_adresse_e_mail_la_page_le_dit(navigateur):
    muet = FreelanceFactory(email="")
    reponse = navigateur.get(reverse("freelances:confirmation_demander", args=[muet.pk]), follow=True)
    assert "pas d’adresse e-mail" in reponse.content.decode()


def test_fre_3_confirmer_en_un_clic_date_la_confirmation_sans_conflit(navigateur, freelance):
    _demander(navigateur, freelance)
    page = Navigateur().get(_adresse()).content.decode()
    assert "Maëlle" in page
    assert "Disponible" in page
    assert "500" in page
    assert freelance.nom not in page, "la page ne dit pas plus que ce que l’e-mail dit déjà"
    reponse = _reponse(_adresse())
    assert "Merci Maëlle" in reponse.content.decode()
    freelance.refresh_from_db()
    assert (freelance.disponibilite_confirmee_le, freelance.age_confirmation) == (timezone.localdate(), 0)
    assert freelance.version == 1, "rien n’a changé : qui a la fiche ouverte n’a pas de conflit"
    assert "aujourd’hui" in navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()


def test_changer_sa_disponibilite_et_son_tjm_se_voit_partout(navigateur, freelance, commercial):
    _demander(navigateur, freelance)
    _reponse(
        _adresse(),
        disponibilite="en_prestation",
        disponible_le="2099-01-15",
        tjm="540",
        message="Pas avant la mi-janvier",
    )
    freelance.refresh_from_db()
    assert (freelance.disponibilite, str(freelance.disponible_le), freelance.tjm) == (
        "en_prestation", "2099-01-15", Decimal(540),
    )  # fmt: skip
    assert freelance.version == 2
    assert freelance.recherche.disponible_le == freelance.disponible_le, "la recherche le sait aussitôt"
    echange = Echange.objects.filter(sens="entrant").get()
    assert "540" in echange.commentaire
    assert "Pas avant la mi-janvier" in echange.commentaire
    assert [n.pour for n in Notification.objects.all()] == [commercial], "qui demande et qui suit, une fois chacun"


def test_qui_a_la_fiche_ouverte_apprend_que_le_freelance_l_a_changee(navigateur, freelance):
    _demander(navigateur, freelance)
    ouverte = Freelance.objects.get(pk=freelance.pk)
    _reponse(_adresse(), tjm="600")
    with pytest.raises(ConflitVersionError):
        ouverte.prendre_version(ouverte.version)


def test_un_tjm_vide_reste_comme_il_est(navigateur, freelance):
    _demander(navigateur, freelance)
    _reponse(_adresse(), tjm="")
    freelance.refresh_from_db()
    assert freelance.tjm == Decimal(500)


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"disponibilite": "en_prestation", "disponible_le": ""}, "la date à laquelle vous serez libre"),
        ({"disponibilite": "preavis_a_donner", "preavis_jours": ""}, "la durée de votre préavis"),
        ({"disponibilite": "preavis_donne", "disponible_le": "2020-01-01"}, "Ce jour est passé"),
        ({"tjm": "-5"}, "supérieure ou égale à 0"),
        ({"tjm": "beaucoup"}, "nombre"),
        ({"disponibilite": "peut-être"}, "peut-être"),
    ],
)
def test_fre_2_une_reponse_incomplete_est_dite_et_le_lien_reste_ouvert(navigateur, freelance, champs, message):
    _demander(navigateur, freelance)
    reponse = _reponse(_adresse(), **({"message": "gardé"} | champs))
    assert reponse.status_code == 422
    assert message in reponse.content.decode()
    assert "gardé" in reponse.content.decode()
    assert LienSigne.objects.get().etat == "ouvert"
    freelance.refresh_from_db()
    assert freelance.disponibilite_confirmee_le is None


def test_une_nouvelle_demande_revoque_la_precedente(navigateur, freelance):
    _demander(navigateur, freelance)
    ancienne = _adresse()
    _demander(navigateur, freelance)
    assert "n’est plus valable" in Navigateur().get(ancienne).content.decode()
    assert Navigateur().get(_adresse()).status_code == 200


def test_revoquer_depuis_la_fiche_ferme_le_lien(navigateur, freelance):
    _demander(navigateur, freelance)
    navigateur.post(reverse("freelances:confirmation_revoquer", args=[DemandeConfirmation.objects.get().pk]))
    assert Navigateur().post(_adresse(), {"disponibilite": "immediate"}).status_code == 410
    freelance.refresh_from_db()
    assert freelance.disponibilite_confirmee_le is None


def test_repondre_deux_fois_ne_compte_qu_une_fois(navigateur, freelance):
    _demander(navigateur, freelance)
    adresse = _adresse()
    _reponse(adresse)
    reponse = Navigateur().post(adresse, {"disponibilite": "indisponible"})
    assert reponse.status_code == 410
    assert "a déjà servi" in reponse.content.decode()
    freelance.refresh_from_db()
    assert freelance.disponibilite == "immediate"


def test_un_freelance_archive_n_a_plus_de_lien(navigateur, freelance):
    _demander(navigateur, freelance)
    Freelance.objects.update(archive_le=timezone.now())
    assert Navigateur().get(_adresse()).status_code == 404


def test_le_texte_de_l_e_mail_dit_ce_qui_est_note(freelance, commercial):
    brouillon = services.brouillon(freelance, commercial)
    assert "Disponible" in brouillon.corps
    assert "{lien}" in brouillon.corps
    services.demander(freelance=freelance, par=commercial, objet=brouillon.objet, corps=brouillon.corps, cle=uuid4())
    assert "14 jours" in Courriel.objects.get().corps
