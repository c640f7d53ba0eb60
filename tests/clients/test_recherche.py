"""Finding clients and DOs: each filter, alone and with the others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.enums import Taille
from clients.models import AdresseClient, Contact
from tests.usines import (
    ClientFactory,
    CompetenceFactory,
    ContactFactory,
    DepartementFactory,
    ExerciceFactory,
    FonctionFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


def trouves(web, nom: str, noms: list[str], **parametres) -> set[str]:
    """Which of these names the list shows."""
    reponse = web.get(reverse(nom), parametres, headers={"HX-Request": "true"})
    assert reponse.status_code == 200
    texte = reponse.content.decode()
    return {mot for mot in noms if mot in texte}


def test_les_clients_se_filtrent_par_verdict_taille_zone_referencement_et_suivi(web, commercial):
    """CLI-1 among them."""
    bretagne = DepartementFactory(code="35", nom="Ille-et-Vilaine", region=RegionFactory(code="53", nom="Bretagne"))
    alpha = ClientFactory(entreprise__nom="Alpha", departement=DepartementFactory(), suivi_par=commercial)
    for annee, ca, effectif in ((2024, 100, 60), (2025, 120, 80)):
        ExerciceFactory(client=alpha, annee=annee, chiffre_affaires=ca, effectif=effectif)
    bravo = ClientFactory(entreprise__nom="Bravo", reference=True, publie_missions=True, departement=bretagne)
    ClientFactory(entreprise__nom="Charlie", reference_via=bravo, type="nationale")
    AdresseClient.objects.create(client=alpha, libelle="Agence", code_postal="35000", departement=bretagne)
    noms = ["Alpha", "Bravo", "Charlie"]
    attendus = {
        ("verdict", "a_prospecter"): {"Alpha"},
        ("verdict", "ne_pas_prospecter"): {"Bravo"},
        ("verdict", "indetermine"): {"Charlie"},
        ("taille", "moyenne"): {"Alpha"},
        ("taille", "grande"): set(),
        ("zone", "35"): {"Alpha", "Bravo"},
        ("zone", "r-53"): {"Alpha", "Bravo"},
        ("zone", "75"): {"Alpha"},
        ("referencement", "direct"): {"Bravo"},
        ("referencement", "seconde_main"): {"Charlie"},
        ("referencement", "aucun"): {"Alpha"},
        ("suivi_par", str(commercial.pk)): {"Alpha"},
        ("suivi_par", "personne"): {"Bravo", "Charlie"},
        ("type", "nationale"): {"Charlie"},
        ("verdict", "n_importe_quoi"): set(noms),
    }
    for (filtre, valeur), voulus in attendus.items():
        assert trouves(web, "clients:liste", noms, **{filtre: valeur}) == voulus, (filtre, valeur)
    assert trouves(web, "clients:liste", noms, zone=["35", "75"], verdict="a_prospecter") == {"Alpha"}


@pytest.mark.parametrize(
    ("effectif", "taille"), [(0, "tpe"), (9, "tpe"), (10, "petite"), (249, "moyenne"), (250, "eti"), (5000, "grande")]
)
def test_la_taille_suit_l_effectif_du_dernier_exercice(effectif, taille):
    client = ExerciceFactory(effectif=effectif).client
    client.refresh_from_db()
    assert client.taille == Taille(taille)
    assert type(client).objects.de_taille(taille).get() == client


@pytest.mark.parametrize("tri", ["effectif", "-effectif", "chiffre_affaires", "-chiffre_affaires"])
def test_un_tri_met_les_inconnus_en_dernier(web, tri):
    ClientFactory(entreprise__nom="Inconnu")
    ExerciceFactory(client=ClientFactory(entreprise__nom="Connu"))
    texte = web.get(
        reverse("clients:liste"), {"tri": tri, "colonnes": "nom,effectif,chiffre_affaires"}
    ).content.decode()
    assert texte.index(">Connu<") < texte.index(">Inconnu<")


def test_les_do_se_trouvent_par_nom_fonction_client_technologie_et_silence(web):
    technologie = CompetenceFactory(nom="Erlang")
    fonction = FonctionFactory(libelle="Directeur commercial")
    lou = ContactFactory(prenom="Lou", nom="Marchandeau", fonction=fonction)
    lou.technologies.add(technologie)
    Contact.objects.filter(pk=lou.pk).update(dernier_joint_le=timezone.now() - timedelta(days=50))
    eli = ContactFactory(prenom="Éli", nom="Béranger", client=ClientFactory(entreprise__nom="Société Boréale"))
    Contact.objects.filter(pk=eli.pk).update(dernier_joint_le=timezone.now())
    noms = ["Marchandeau", "Béranger"]
    attendus = [
        ({"q": "marchandeau"}, {"Marchandeau"}),
        ({"q": "marchandau"}, {"Marchandeau"}),
        ({"q": "eli beranger"}, {"Béranger"}),
        ({"q": "groupe société boreale sas"}, {"Béranger"}),
        ({"fonction": "Directeur commercial"}, {"Marchandeau"}),
        ({"client": eli.client_id}, {"Béranger"}),
        ({"technologie": technologie.pk}, {"Marchandeau"}),
        ({"silence": "30"}, {"Marchandeau"}),
        ({"silence": "60"}, set()),
        ({"silence": "30", "fonction": "Directeur commercial", "technologie": technologie.pk}, {"Marchandeau"}),
    ]
    for filtres, voulus in attendus:
        assert trouves(web, "clients:contacts", noms, **filtres) == voulus, filtres
