"""The API of the référentiels: read-only lists with search, and an ETag on each answer."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referentiels.models import Commune, Entreprise, SecteurActivite
from tests.referentiels.situations import petit_referentiel
from tests.usines import CompetenceFactory, DepartementFactory, MetierFactory

pytestmark = pytest.mark.django_db
LISTES = ["referentiel", "metier", "theme", "competence", "region", "departement", "commune", "secteur", "entreprise"]


@pytest.fixture
def nav(connecter, commercial):
    return connecter(commercial)


@pytest.fixture
def donnees():
    petit = petit_referentiel()
    CompetenceFactory(nom="Kubernetes", code="kubernetes", synonymes=["K8s"])
    departement = DepartementFactory()
    departement.voisins.add(DepartementFactory(code="94", nom="Val-de-Marne"))
    Commune.objects.create(code_insee="75056", nom="Paris", departement=departement, codes_postaux=["75001"],
                           latitude=48.8, longitude=2.3)  # fmt: skip
    banque = SecteurActivite.objects.create(code="banque", nom="Banque")
    Entreprise.objects.create(nom="Banque Zorglub", aliases=["BZ"], secteur=banque)
    return petit


def lire(nav, nom, **parametres):
    return nav.get(reverse(f"api-{nom}-list"), parametres).json()["resultats"]


@pytest.mark.parametrize(
    ("nom", "parametres", "attendu"),
    [
        ("referentiel", {"q": "essai"}, "Métiers d’essai"),
        ("metier", {"q": "network architect"}, "Architecte réseau"),
        ("metier", {"q": "architekte reseau"}, "Architecte réseau"),
        ("theme", {"q": "dev"}, "Dev – Langage"),
        ("competence", {"q": "k8s"}, "Kubernetes"),
        ("region", {"q": "ile"}, "Île-de-France"),
        ("departement", {"q": "marne"}, "Val-de-Marne"),
        ("commune", {"q": "pari", "departement": "75"}, "Paris"),
        ("secteur", {"q": "banque"}, "Banque"),
        ("entreprise", {"q": "bz", "secteur": "banque"}, "Banque Zorglub"),
    ],
)
def test_chaque_liste_se_cherche_accents_et_synonymes_pardonnes(nav, donnees, nom, parametres, attendu):
    assert lire(nav, nom, **parametres)[0]["nom"] == attendu
    assert lire(nav, nom, q="zzzzzzz") == []


@pytest.mark.parametrize("nom", LISTES)
def test_une_reponse_deja_recue_ne_se_renvoie_pas(nav, donnees, nom):
    adresse = reverse(f"api-{nom}-list")
    recue = nav.get(adresse)
    assert recue["ETag"]
    encore = nav.get(adresse, headers={"If-None-Match": recue["ETag"]})
    assert (encore.status_code, encore.content) == (304, b"")
    assert nav.get(adresse, headers={"If-None-Match": '"autre"'}).status_code == 200


def test_un_changement_change_l_etag_de_la_liste_et_de_la_fiche(nav, donnees):
    adresses = [reverse("api-metier-list"), reverse("api-metier-detail", args=[donnees.architecte.pk])]
    avant = [nav.get(adresse)["ETag"] for adresse in adresses]
    donnees.architecte.nom = "Architecte de réseaux"
    donnees.architecte.save()
    for adresse, etag in zip(adresses, avant, strict=True):
        assert nav.get(adresse, headers={"If-None-Match": etag}).status_code == 200


def test_la_fiche_d_un_metier_dit_ses_noms_ses_libelles_et_ses_passerelles(nav, donnees):
    fiche = nav.get(reverse("api-metier-detail", args=[donnees.architecte.pk])).json()
    assert (fiche["referentiel"], fiche["domaine"], fiche["famille"], fiche["sous_famille"]) == (
        "informatique", "Technique", "Réseaux", "Plans",
    )  # fmt: skip
    assert {"libelle": "Network architect", "genre": "anglaise", "dans_la_table": False} in fiche["appellations"]
    assert {"genre": "savoir_faire", "libelle": "Rédaction de cahiers des charges"} in fiche["contenus"]
    assert fiche["origines"][0] == {
        "depart": "technicien", "arrivee": "architecte", "libelle": "", "selon_depart": True, "selon_arrivee": True,
    }  # fmt: skip
    assert [p["libelle"] for p in fiche["evolutions"] if p["arrivee"] is None] == ["Directeur général"]


def test_une_competence_reunie_dit_a_laquelle(nav, donnees):
    reste = CompetenceFactory(nom="PostgreSQL", code="postgresql")
    CompetenceFactory(nom="Postgres", code="postgres", retiree=True, fusionnee_dans=reste)
    assert lire(nav, "competence", retiree="true")[0]["reunie_a"] == "postgresql"


def test_la_liste_et_la_fiche_coutent_autant_de_requetes_avec_trente_lignes(nav, donnees):
    def requetes():
        with CaptureQueriesContext(connection) as captees:
            for nom in LISTES:
                lire(nav, nom)
            nav.get(reverse("api-metier-detail", args=[donnees.architecte.pk]))
        return len(captees)

    peu = requetes()
    for rang in range(30):
        MetierFactory(famille=donnees.sous, code=f"m{rang}", nom=f"Métier {rang}")
        CompetenceFactory(nom=f"Compétence {rang}", code=f"c{rang}")
        DepartementFactory(code=f"{rang:02}", nom=f"D{rang}").voisins.add(DepartementFactory())
    assert requetes() == peu


@pytest.mark.parametrize("nom", LISTES)
def test_l_api_se_lit_et_ne_s_ecrit_pas(nav, client, nom):
    adresse = reverse(f"api-{nom}-list")
    assert client.get(adresse).status_code == 403
    assert nav.post(adresse, {"nom": "x"}).status_code == 405


def test_le_schema_decrit_la_recherche_et_le_304(nav):
    schema = nav.get(reverse("api_schema"), headers={"Accept": "application/json"}).json()
    liste = schema["paths"]["/api/v1/metiers/"]["get"]
    assert {"q", "referentiel", "page", "taille", "If-None-Match"} <= {p["name"] for p in liste["parameters"]}
    assert {"200", "304"} <= set(liste["responses"])
    fiche = schema["paths"]["/api/v1/metiers/{id}/"]["get"]["responses"]["200"]["content"]["application/json"]
    assert fiche["schema"]["$ref"].endswith("/MetierDetail")
