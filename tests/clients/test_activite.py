"""CLI-6: activité générale and activité privée, the rule and the page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Contact
from samba.activite.services import journaliser
from samba.parametres.models import Parametres, parametres
from tests.usines import ClientFactory, CompetenceFactory, ContactFactory, ExerciceFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
GENERALE, PRIVEE = "clients:activite_generale", "clients:activite_privee"


def silencieux(jours=None, **champs):
    """A DO whom somebody really spoke with so many days ago; never, without `jours`."""
    contact = ContactFactory(**champs)
    if jours is not None:
        Contact.objects.filter(pk=contact.pk).update(dernier_joint_le=timezone.now() - timedelta(days=jours))
    return contact


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


def noms(web, vue=GENERALE, **parametres):
    """The people of the first page, in their order."""
    reponse = web.get(reverse(vue), parametres, headers={"HX-Request": "true"})
    assert reponse.status_code == 200
    return [ligne.record.nom for ligne in reponse.context["table"].paginated_rows]


def test_le_silence_court_du_dernier_contact_reel_les_jamais_joints_en_tete(web):
    """Older than N days, N by parameter; yesterday's call is not there; the longest silence comes first."""
    silencieux(29, nom="Récent")
    silencieux(31, nom="Juste")
    silencieux(400, nom="Ancien")
    silencieux(nom="Jamais")
    assert noms(web) == ["Jamais", "Ancien", "Juste"]
    parametres()
    Parametres.objects.update(silence_jours=20)
    assert noms(web) == ["Jamais", "Ancien", "Juste", "Récent"]
    assert noms(web, silence="365") == ["Jamais", "Ancien"]


@pytest.mark.parametrize(
    ("champs", "rompt"),
    [
        ({"genre": "appel", "issue": "joint"}, True),
        ({"genre": "appel", "issue": "message"}, False),
        ({"genre": "appel", "issue": "pas_de_reponse"}, False),
        ({"genre": "courriel", "sens": "sortant"}, False),
        ({"genre": "courriel", "sens": "entrant"}, True),
        ({"genre": "rendez_vous"}, True),
        ({"genre": "note"}, False),
        ({"genre": "information"}, False),
    ],
)
def test_seul_un_contact_reel_ou_une_reponse_rompt_le_silence(web, commercial, champs, rompt):
    contact = silencieux(100)
    journaliser(auteur=commercial, contact=contact, commentaire="x", **champs)
    assert (noms(web) == []) is rompt


@pytest.mark.parametrize(
    ("genre", "essai"), [("courriel", True), ("appel", True), ("note", False), ("information", False)]
)
def test_une_note_ou_une_information_n_est_pas_un_essai(commercial, genre, essai):
    contact = silencieux()
    journaliser(auteur=commercial, contact=contact, genre=genre, issue="message" if genre == "appel" else "")
    contact.refresh_from_db()
    assert (contact.dernier_essai_le is not None) is essai


def test_l_essai_est_montre_a_part_et_se_filtre(web, commercial):
    essaye, jamais = silencieux(nom="Essayé"), silencieux(nom="Jamais")
    journaliser(auteur=commercial, contact=essaye, genre="appel", issue="pas_de_reponse")
    page = web.get(reverse(GENERALE)).content.decode()
    assert page.count("Jamais joint") >= 2
    assert "aujourd’hui" in page
    assert noms(web) == ["Jamais", "Essayé"], "among equals, the one tried the longest ago comes first"
    assert noms(web, essai="jour") == noms(web, essai="jamais") == [jamais.nom]


def test_les_prives_des_autres_n_y_sont_pas_meme_pour_leur_manager(web, connecter, commercial, collegue, manager):
    silencieux(nom="Libre")
    silencieux(nom="Mien", prive_a=commercial)
    silencieux(nom="Autre", prive_a=collegue)
    assert sorted(noms(web)) == ["Libre", "Mien"]
    assert noms(connecter(manager)) == ["Libre"]
    assert noms(connecter(UtilisateurFactory(role="direction"))) == ["Libre"]


def test_ni_permanents_ni_archives_ni_opposes(web):
    silencieux(nom="Permanent", nature="permanent")
    silencieux(nom="Archivé", archive_le=timezone.now())
    silencieux(nom="Opposé", ne_plus_contacter=True)
    assert noms(web) == []


def ne_pas_prospecter():
    """CA up, headcount down."""
    client = ClientFactory()
    ExerciceFactory(client=client, annee=2024, chiffre_affaires=1000, effectif=20)
    ExerciceFactory(client=client, annee=2025, chiffre_affaires=2000, effectif=10)
    return client


def test_les_entreprises_a_ne_pas_prospecter_en_sont_retirees_par_defaut(web):
    """CLI-1 by figures, CLI-2 by what they publish; asked for, they come back with their verdict."""
    silencieux(nom="Éviter", client=ne_pas_prospecter())
    silencieux(nom="Publie", client=ClientFactory(publie_missions=True))
    silencieux(nom="Permis")
    assert noms(web) == ["Permis"]
    assert sorted(noms(web, verdict="tous")) == ["Permis", "Publie", "Éviter"]
    page = web.get(reverse(GENERALE), {"verdict": "tous"}, headers={"HX-Request": "true"}).content.decode()
    assert page.count("Ne pas prospecter") >= 2


def test_filtrer_par_secteur_client_technologie_et_commercial(web, commercial):
    contact = silencieux(nom="Voulu", client=ClientFactory(suivi_par=commercial))
    technologie = CompetenceFactory(nom="Erlang")
    contact.technologies.add(technologie)
    silencieux(nom="Autre")
    for filtre in ({"client": contact.client_id}, {"technologie": technologie.pk}, {"commercial": commercial.pk}):
        assert noms(web, **filtre) == ["Voulu"], filtre
    assert noms(web, q="voulu") == ["Voulu"]


def test_le_dernier_commentaire_sa_date_et_son_auteur(web, commercial, collegue):
    contact = silencieux()
    il_y_a = timezone.now() - timedelta(days=60)
    journaliser(auteur=commercial, contact=contact, genre="appel", issue="message", commentaire="Premier", le=il_y_a)
    journaliser(auteur=collegue, contact=contact, genre="note", commentaire="Cherche un Java", le=il_y_a + timedelta(1))
    journaliser(auteur=commercial, contact=contact, genre="appel", issue="pas_de_reponse", le=il_y_a + timedelta(2))
    page = web.get(reverse(GENERALE)).content.decode()
    assert "Cherche un Java" in page
    assert f"{collegue}, {timezone.localtime(il_y_a + timedelta(1)):%d/%m/%Y}" in page
    assert "Premier" not in page


def test_activite_privee_est_la_liste_de_mes_prives(web, connecter, commercial, collegue):
    silencieux(2, nom="Joint", prive_a=commercial)
    silencieux(90, nom="Silencieux", prive_a=commercial)
    silencieux(nom="Éviter", prive_a=commercial, client=ne_pas_prospecter())
    silencieux(nom="Autre", prive_a=collegue)
    silencieux(nom="Libre")
    assert noms(web, PRIVEE) == ["Éviter", "Silencieux", "Joint"]
    assert noms(web, PRIVEE, silence="60") == ["Éviter", "Silencieux"]
    assert noms(connecter(collegue), PRIVEE) == ["Autre"]


def test_une_ligne_mene_au_cockpit_et_dit_sa_cle_au_clavier(web):
    contact = silencieux()
    page = web.get(reverse(GENERALE)).content.decode()
    adresse = reverse("clients:appel", args=[contact.pk])
    assert f'data-ligne="{contact.pk}"' in page
    assert f'data-url="{adresse}"' in page


def test_une_liste_vide_dit_quoi_faire(web):
    assert "Baissez la durée du silence" in web.get(reverse(GENERALE)).content.decode()


@pytest.mark.parametrize("vue", [GENERALE, PRIVEE])
@pytest.mark.parametrize("lignes", [1, 30])
def test_le_nombre_de_requetes_ne_depend_pas_des_lignes(web, commercial, vue, lignes, django_assert_max_num_queries):
    for _ in range(lignes):
        contact = silencieux(50, prive_a=commercial, client=ne_pas_prospecter())
        journaliser(auteur=commercial, contact=contact, genre="note", commentaire="Dit")
    parametres()
    with django_assert_max_num_queries(12):
        web.get(reverse(vue), {"verdict": "tous"} if vue == GENERALE else {})
