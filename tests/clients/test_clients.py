"""Clients: list, file, form."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients import formulaires_client as formulaires
from clients.models import Client, Exercice, Fonction
from referentiels.models import Entreprise, SecteurActivite
from tests.usines import (
    ClientFactory,
    ContactFactory,
    DepartementFactory,
    EntrepriseFactory,
    ExerciceFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db
SIREN = "732829320"
SIRET = "73282932000074"


def saisie(**champs):
    return {
        "nom": "Société Boréale",
        "type": "esn_classique",
        "publie_missions": "unknown",
        "cle_creation": str(uuid4()),
        "exercices-TOTAL_FORMS": "0",
        "exercices-INITIAL_FORMS": "0",
        "adresses-TOTAL_FORMS": "0",
        "adresses-INITIAL_FORMS": "0",
    } | champs


def exercices(*lignes):
    champs = {"exercices-TOTAL_FORMS": str(len(lignes)), "exercices-INITIAL_FORMS": "0"}
    for rang, (annee, ca, effectif) in enumerate(lignes):
        champs |= {
            f"exercices-{rang}-annee": annee,
            f"exercices-{rang}-chiffre_affaires": ca,
            f"exercices-{rang}-effectif": effectif,
        }
    return champs


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


def test_un_client_se_cree_avec_son_entreprise_et_ses_exercices(web, commercial):
    DepartementFactory()
    secteur = SecteurActivite.objects.create(code="conseil-test", nom="Conseil de test")
    reponse = web.post(
        reverse("clients:creer"),
        saisie(
            secteur=secteur.pk,
            siret="732 829 320 00074",
            code_postal="75011",
            ville="Paris",
            suivi_par=commercial.pk,
            **exercices(("2024", "1 000 000", "10"), ("2025", "1 200 000,50", "12")),
        ),
    )
    client = Client.objects.get()
    assert reponse.url == reverse("clients:fiche", args=[client.pk])
    assert (client.nom, client.entreprise.siren, client.siret) == ("Société Boréale", SIREN, SIRET)
    assert client.entreprise.secteur == secteur
    assert client.departement_id == "75"
    assert client.avis.verdict == "a_prospecter"
    assert "À prospecter" in web.get(reponse.url).content.decode()


@pytest.mark.parametrize("nom", ["SOCIETE BOREALE", "Société Boréale SAS", "Groupe Société  Boréale"])
def test_une_entreprise_deja_cliente_est_refusee_avec_un_lien_vers_elle(web, nom):
    connu = ClientFactory(entreprise__nom="Société Boréale")
    reponse = web.post(reverse("clients:creer"), saisie(nom=nom))
    assert reponse.status_code == 422
    texte = reponse.content.decode()
    assert "est déjà un client de la base" in texte
    assert reverse("clients:fiche", args=[connu.pk]) in texte
    assert Client.objects.count() == 1


def test_une_entreprise_connue_sans_client_est_reprise(web):
    connue = EntrepriseFactory(nom="Société Boréale", aliases=["SB"])
    web.post(reverse("clients:creer"), saisie(nom="SB"))
    assert Client.objects.get().entreprise == connue
    connue.refresh_from_db()
    assert connue.nom == "Société Boréale"


def test_deux_homonymes_se_distinguent_par_leur_siren(web):
    ClientFactory(entreprise=EntrepriseFactory(nom="Société Boréale", siren="404833048"))
    reponse = web.post(reverse("clients:creer"), saisie(siren=SIREN))
    assert reponse.status_code == 302
    assert Entreprise.objects.filter(nom="Société Boréale").count() == 2


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"siret": "123"}, "Un SIRET compte 14 chiffres"),
        ({"siret": "73282932000075"}, "clé de contrôle est fausse"),
        ({"siret": SIRET, "siren": "404833048"}, "ils diffèrent"),
        ({"siren": "111111111"}, "neuf chiffres"),
        ({"nom": "!!!"}, "au moins une lettre"),
        ({"nom": ""}, "obligatoire"),
        ({"type": ""}, "obligatoire"),
        ({"code_postal": "7501"}, "cinq chiffres"),
        ({"telephone": "0123"}, "Ce numéro n’est pas valable"),
        (exercices(("2024", "10", "1"), ("2024", "20", "2")), "saisie deux fois"),
        (exercices(("2024", "-10", "1")), "n’est pas négatif"),
        (exercices(("2024", "10", "-1")), "Un effectif n’est pas négatif"),
        (exercices(("2024", "beaucoup", "1")), "Écrivez un montant en euros"),
        (exercices(("1789", "10", "1")), "entre 1990 et 2100"),
    ],
)
def test_une_mauvaise_saisie_est_dite_et_rien_n_est_perdu(web, champs, message):
    """FRE-1 and the bad inputs of a client: nothing is written, everything typed comes back."""
    reponse = web.post(reverse("clients:creer"), saisie(notes="Très important", **champs))
    texte = reponse.content.decode()
    assert reponse.status_code == 422
    assert message in texte
    assert "Très important" in texte
    assert not Client.objects.exists()
    assert not Exercice.objects.exists()


def test_un_effectif_nul_se_saisit_et_la_fiche_le_dit(web):
    """CLI-3: no CA per head, said, not refused."""
    reponse = web.post(reverse("clients:creer"), saisie(**exercices(("2025", "1000", "0"))))
    assert reponse.status_code == 302
    assert "Pas de CA par tête" in web.get(reponse.url).content.decode()


def test_poster_deux_fois_fait_un_seul_client(web):
    donnees = saisie(**exercices(("2024", "100", "1")))
    premier = web.post(reverse("clients:creer"), donnees)
    second = web.post(reverse("clients:creer"), donnees)
    assert premier.url == second.url
    assert Client.objects.count() == Exercice.objects.count() == 1


def modification(client, **champs):
    return saisie(nom=client.nom, type=client.type, version=client.version) | champs


def test_deux_personnes_sur_la_meme_fiche_la_seconde_voit_les_deux_versions(web):
    client = ClientFactory(entreprise__nom="Société Boréale", ville="Lyon")
    adresse = reverse("clients:modifier", args=[client.pk])
    assert web.post(adresse, modification(client, ville="Lille")).status_code == 302
    reponse = web.post(
        adresse, modification(client, nom="Société Australe", ville="Nantes", **exercices(("2025", "10", "1")))
    )
    texte = reponse.content.decode()
    assert reponse.status_code == 409
    for attendu in ("Nantes", "Lille", "Société Australe", "Société Boréale", "2025 : 10"):
        assert attendu in texte
    client.refresh_from_db()
    client.entreprise.refresh_from_db()
    assert (client.ville, client.nom, client.exercices.count()) == ("Lille", "Société Boréale", 0)


def test_modifier_un_exercice_fait_avancer_la_version_du_client(web):
    client = ClientFactory()
    exercice = ExerciceFactory(client=client, annee=2025)
    champs = exercices(("2025", "500", "5")) | {"exercices-INITIAL_FORMS": "1", "exercices-0-id": exercice.pk}
    assert web.post(reverse("clients:modifier", args=[client.pk]), modification(client, **champs)).status_code == 302
    client.refresh_from_db()
    exercice.refresh_from_db()
    assert (client.version, exercice.chiffre_affaires) == (2, Decimal(500))


def test_le_nom_d_une_entreprise_verifiee_ne_se_change_pas_ici(web):
    client = ClientFactory(entreprise__nom="Société Boréale", entreprise__verifiee=True)
    reponse = web.post(reverse("clients:modifier", args=[client.pk]), modification(client, nom="Autre Chose"))
    assert reponse.status_code == 422
    assert "Ce nom a été vérifié" in reponse.content.decode()


@pytest.mark.parametrize("recherche", ["boreale", "BORÉALE SAS", "societe boréle", "Boreale Conseil", SIREN, SIRET])
def test_un_client_se_trouve_malgre_accents_fautes_et_formes_juridiques(web, recherche):
    """A search by an alias, SIREN and SIRET too."""
    entreprise = EntrepriseFactory(nom="Société Boréale", siren=SIREN, aliases=["Boréale Conseil"])
    ClientFactory(entreprise=entreprise, siret=SIRET)
    ClientFactory(entreprise__nom="Tout Autre Nom")
    texte = web.get(reverse("clients:liste"), {"q": recherche}).content.decode()
    assert "Société Boréale" in texte
    assert "Tout Autre Nom" not in texte


def test_la_liste_filtre_et_garde_son_etat_dans_l_adresse(web):
    ClientFactory(entreprise__nom="Alpha", reference=True)
    ClientFactory(entreprise__nom="Bravo")
    texte = web.get(reverse("clients:liste"), {"referencement": "direct", "tri": "-nom"}).content.decode()
    assert "Alpha" in texte
    assert "Bravo" not in texte
    assert "referencement=direct" in texte


def test_htmx_ne_recoit_que_les_resultats(web):
    ClientFactory()
    texte = web.get(reverse("clients:liste"), headers={"HX-Request": "true"}).content.decode()
    assert 'id="resultats"' in texte
    assert "<html" not in texte


def remplir(nombre):
    for _ in range(nombre):
        client = ClientFactory(suivi_par=UtilisateurFactory(), departement=DepartementFactory())
        ExerciceFactory(client=client, annee=2024)
        ExerciceFactory(client=client, annee=2025)
        ContactFactory(client=client, prive_a=UtilisateurFactory())


@pytest.mark.parametrize("nom", ["clients:liste", "clients:contacts"])
def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_lignes(web, nom):
    remplir(1)
    web.get(reverse(nom))
    with CaptureQueriesContext(
        connection,
    ) as une:
        web.get(reverse(nom))
    remplir(29)
    with CaptureQueriesContext(connection) as trente:
        web.get(reverse(nom))
    assert len(une) == len(trente)


def test_la_fiche_d_un_client_ne_fait_pas_de_requete_par_contact(web):
    client = ClientFactory()
    adresse = reverse("clients:fiche", args=[client.pk])
    ContactFactory(client=client, prive_a=UtilisateurFactory())
    web.get(adresse)
    with CaptureQueriesContext(connection) as un:
        web.get(adresse)
    for _ in range(20):
        ContactFactory(client=client, prive_a=UtilisateurFactory())
    with CaptureQueriesContext(connection) as beaucoup:
        web.get(adresse)
    assert len(un) == len(beaucoup)


def test_qui_ne_prospecte_pas_lit_mais_n_ecrit_pas(connecter, commercial):
    gestion = connecter(UtilisateurFactory(role="gestion", agence=commercial.agence))
    client = ClientFactory()
    assert gestion.get(reverse("clients:fiche", args=[client.pk])).status_code == 200
    for adresse in (reverse("clients:creer"), reverse("clients:modifier", args=[client.pk])):
        assert gestion.get(adresse).status_code == 403
        assert gestion.post(adresse, saisie()).status_code == 403


def test_les_fonctions_de_la_table_suivent_le_type_d_entreprise():
    """CLI-4, as the migration loads it."""
    do_conseil = Fonction.objects.filter(famille="conseil", nature="do").values_list("libelle", flat=True)
    assert set(do_conseil) == {"Manager", "Senior manager", "Associé"}
    assert Fonction.objects.filter(famille="classique", nature="do").count() == 7
    assert Fonction.objects.filter(famille="final", nature="permanent").count() == 3


def test_la_meme_entreprise_creee_au_meme_instant_est_dite_et_pas_une_panne(web, monkeypatch):
    """The check passes, then somebody else's client appears before ours is written."""
    ClientFactory(entreprise__nom="Société Boréale")
    vraie = formulaires.entreprise_nommee
    reponses = iter([None])
    monkeypatch.setattr(formulaires, "entreprise_nommee", lambda *mots: next(reponses, vraie(*mots)))
    reponse = web.post(reverse("clients:creer"), saisie())
    assert reponse.status_code == 422
    assert "est déjà un client de la base" in reponse.content.decode()


@pytest.mark.parametrize(
    "modele",
    [
        "clients_client",
        "clients_contact",
        "clients_fonction",
        "activite_echange",
        "activite_relance",
        "activite_notification",
    ],
)
def test_l_administrateur_voit_chaque_table(connecter, modele):
    remplir(1)
    web = connecter(UtilisateurFactory(role="administrateur"))
    assert web.get(reverse(f"admin:{modele}_changelist")).status_code == 200
    assert web.get(reverse(f"admin:{modele}_add")).status_code == 200
