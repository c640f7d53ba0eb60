"""The candidates of a besoin: order, reasons, margin, steps."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from besoins.candidats import selection
from besoins.candidats.raisons import raisons_de
from besoins.candidats.score import vise_par
from besoins.candidats.selection import classer
from besoins.models import Besoin, Importance, RechercheExterne
from freelances.recherche import Criteres
from freelances.recherche.profils import Profil
from samba.comptes.enums import Role
from tests.usines import (
    BesoinCompetenceFactory,
    BesoinFactory,
    DepartementFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    PositionnementFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def besoin() -> Besoin:
    return BesoinFactory(qualifie=True)


@pytest.fixture
def candidat(besoin):
    """`candidat(niveau=3, tjm=…)` makes a freelance who has the skill asked."""
    competence = besoin.competences.get().competence

    def creer(niveau: int = 2, **traits):
        freelance = FreelanceFactory(**traits)
        FreelanceCompetenceFactory(freelance=freelance, competence=competence, niveau=niveau)
        return freelance

    return creer


@pytest.fixture
def ouvrir(besoin, commercial, connecter):
    navigateur = connecter(commercial)
    return lambda suite="", **entetes: navigateur.get(
        reverse("besoins:candidats", args=[besoin.pk]) + suite, headers=entetes
    )


def montres(reponse) -> list[int]:
    return [ligne.ligne.freelance.pk for ligne in reponse.context["lignes"]]


def plus_tard(jours: int) -> dict[str, object]:
    return {"disponibilite": "en_prestation", "disponible_le": timezone.localdate() + timedelta(days=jours)}


def test_les_disponibles_d_abord_le_plus_adapte_en_tete(ouvrir, candidat):
    """BES-4, step 1: available for the start of the mission."""
    moyen = candidat(niveau=1)
    bon = candidat(niveau=2)
    a_temps = candidat(niveau=3, **plus_tard(20))
    candidat(niveau=3, **plus_tard(200))
    FreelanceFactory(titre="sans la compétence")
    assert montres(ouvrir()) == [a_temps.pk, bon.pk, moyen.pk]


def cle() -> dict[str, str]:
    """The hidden key of a form just opened."""
    return {"cle_creation": str(uuid4())}


def test_une_recherche_externe_postee_deux_fois_se_note_une_fois(besoin, commercial, collegue, connecter):
    """§4, §6: a double click; and the key opens nobody else's row."""
    adresse, donnees = reverse("besoins:recherche_externe", args=[besoin.pk]), {"motif_omission": "Urgent", **cle()}
    for _ in range(2):
        assert connecter(commercial).post(adresse, donnees).status_code == 302
    assert RechercheExterne.objects.count() == 1
    assert connecter(collegue).post(adresse, donnees).status_code == 403
    assert connecter(commercial).post(adresse, {"motif_omission": "Urgent"}).status_code == 422


def test_les_indisponibles_n_ouvrent_qu_apres_la_recherche_externe(ouvrir, besoin, candidat, commercial, connecter):
    """BES-4: step 3 opens once step 2 is logged; the least recently solicited first."""
    maintenant = timezone.now()
    recent = candidat(**plus_tard(200), derniere_sollicitation_le=maintenant)
    ancien = candidat(disponibilite="indisponible", derniere_sollicitation_le=maintenant - timedelta(days=90))
    jamais = candidat(**plus_tard(300))
    ferme = ouvrir("?etape=indisponibles")
    assert montres(ferme) == []
    assert "Noter cette recherche" in ferme.content.decode()
    reponse = connecter(commercial).post(
        reverse("besoins:recherche_externe", args=[besoin.pk]), {"source": "Réseau", "resultat": "Rien", **cle()}
    )
    assert reponse.status_code == 302
    assert montres(ouvrir("?etape=indisponibles")) == [jamais.pk, ancien.pk, recent.pk]
    assert RechercheExterne.objects.get().auteur == commercial


@pytest.mark.parametrize(
    ("donnees", "message"),
    [
        ({}, "Dites où vous avez cherché"),
        ({"source": "Réseau"}, "Dites ce que cela a donné"),
        ({"source": "Réseau", "resultat": "x", "motif_omission": "y"}, "n’a pas lieu d’être"),
    ],
)
@pytest.mark.parametrize("entetes", [{}, {"HX-Request": "true"}])
def test_une_recherche_externe_incomplete_est_refusee_sans_perdre_la_saisie(
    besoin, commercial, connecter, donnees, message, entetes
):
    adresse = reverse("besoins:recherche_externe", args=[besoin.pk])
    reponse = connecter(commercial).post(adresse, donnees | cle(), headers=entetes)
    assert reponse.status_code == 422
    assert message in reponse.content.decode()
    assert donnees.get("source", "") in reponse.content.decode()
    assert not RechercheExterne.objects.exists()


def test_sauter_la_recherche_externe_demande_un_motif(besoin, commercial, connecter):
    adresse = reverse("besoins:recherche_externe", args=[besoin.pk])
    reponse = connecter(commercial).post(
        adresse, {"motif_omission": "Trop urgent", **cle()}, headers={"HX-Request": "true"}
    )
    assert reponse["HX-Redirect"].endswith("?etape=indisponibles")


def test_qui_ne_gere_pas_les_besoins_lit_sans_agir(besoin, candidat, connecter):
    candidat()
    navigateur = connecter(UtilisateurFactory(role=Role.GESTION))
    html = navigateur.get(reverse("besoins:candidats", args=[besoin.pk])).content.decode()
    assert "Positionner les cochés" not in html
    assert navigateur.post(reverse("besoins:recherche_externe", args=[besoin.pk])).status_code == 403
    assert navigateur.get(reverse("besoins:candidats", args=[0])).status_code == 404


def test_un_besoin_non_qualifie_dit_ce_qui_manque(commercial, connecter):
    """BES-1."""
    besoin = BesoinFactory()
    html = connecter(commercial).get(reverse("besoins:candidats", args=[besoin.pk])).content.decode()
    assert "profil recherché" in html
    assert reverse("besoins:modifier", args=[besoin.pk]) in html


def test_chaque_ligne_dit_pourquoi_et_ce_qui_manque(ouvrir, besoin, candidat):
    besoin.sans_langue, besoin.langues = False, ["en"]
    besoin.save()
    souhaitee = BesoinCompetenceFactory(besoin=besoin, importance=Importance.SOUHAITEE)
    candidat(niveau=1, experience_annees=2, tjm=Decimal(450))
    nom = besoin.competences.exclude(pk=souhaitee.pk).get().competence.nom
    html = ouvrir().content.decode()
    for attendu in (
        f"{nom} : débutant, opérationnel demandé",
        f"{souhaitee.competence.nom} (souhaitée)",
        "Autre métier",
        "À 3 km",
        "2 ans d’expérience, 5 demandés",
        "Ne parle pas : anglais",
        "Marge 25",
    ):
        assert attendu in html.replace("\u202f", " "), attendu


def test_la_marge_est_montree_et_rouge_quand_elle_est_negative(ouvrir, candidat):
    """BES-2: 600 € billed, 750 € paid: −25 %."""
    candidat(tjm=Decimal(750))
    html = ouvrir().content.decode()
    assert '<div class="text-danger">marge −25' in html


def test_le_lieu_se_juge_a_cinquante_kilometres_ou_par_la_mobilite(besoin, candidat):
    """FRE-3: 50 km of the mission's place, or a mobility zone."""
    rhone = DepartementFactory(code="69", nom="Rhône", latitude=45.76, longitude=4.83)
    loin = {"departement": rhone, "latitude": 45.76, "longitude": 4.83}
    trop_loin, accepte, partout = candidat(**loin), candidat(**loin), candidat(**loin, mobile_france=True)
    accepte.mobilites.add(besoin.departement)
    inconnu = candidat(latitude=None, longitude=None)
    parts = {c.profil.pk: c.parts["lieu"] for c in classer(vise_par(besoin), Criteres()).disponibles}
    assert parts == {trop_loin.pk: 0, accepte.pk: 1, partout.pk: 1, inconnu.pk: 1}


def test_ni_le_nom_ni_l_adresse_ni_l_age_n_entrent_dans_le_score(besoin, candidat):
    """BES-10: two files that differ only by the person get the same score, and the profile holds nothing of it."""
    candidat(
        prenom="Aminata", nom="Diallo", email="a@exemple.test", ville="Paris", code_postal="75020", notes="née à Dakar"
    )
    candidat(prenom="Jean", nom="Martin", email="j@exemple.test", ville="Paris 16e", code_postal="75016", notes="")
    scores = {c.score for c in classer(vise_par(besoin), Criteres()).disponibles}
    assert len(scores) == 1
    interdits = {"nom", "prenom", "sexe", "age", "adresse", "photo", "nationalite", "ville", "code_postal"}
    assert not interdits & set(Profil._fields)


def test_personne_n_est_rejete_automatiquement(besoin, candidat):
    """BES-10: the worst candidate is still in the list."""
    nul = candidat(niveau=1, tjm=Decimal(5000), experience_annees=0, disponibilite="indisponible")
    classement = classer(vise_par(besoin), Criteres())
    assert [c.profil.pk for c in classement.indisponibles] == [nul.pk]


def test_un_bon_profil_ancien_passe_avant_les_recents_quand_ils_sont_trop(besoin, candidat, monkeypatch):
    """Conception §5: over the whole base, no sample of the newest."""
    autre = BesoinCompetenceFactory(besoin=besoin)
    ancien = candidat(niveau=3)
    FreelanceCompetenceFactory(freelance=ancien, competence=autre.competence, niveau=3)
    for _ in range(6):
        candidat(niveau=1)
    ids, complet = selection.trouver(vise_par(besoin), Criteres(), maximum=3)
    assert not complet
    assert len(ids) == 3
    assert ids[0] == ancien.pk


def test_un_freelance_deja_positionne_est_montre_comme_tel(ouvrir, besoin, candidat):
    deja, libre = candidat(), candidat()
    PositionnementFactory(besoin=besoin, freelance=deja)
    html = ouvrir().content.decode()
    assert f'name="freelance" value="{libre.pk}"' in html
    assert f'name="freelance" value="{deja.pk}"' not in html
    assert "Présélectionné" in html


def test_cocher_et_positionner(besoin, candidat, commercial, connecter):
    choisi = candidat()
    connecter(commercial).post(reverse("besoins:positionner", args=[besoin.pk]), {"freelance": [choisi.pk]})
    assert besoin.positionnements.get().freelance == choisi


def test_les_filtres_de_la_recherche_valent_aussi_ici(ouvrir, candidat):
    cher, abordable = candidat(tjm=Decimal(700)), candidat(tjm=Decimal(400))
    assert set(montres(ouvrir())) == {cher.pk, abordable.pk}
    partiel = ouvrir("?tjm_max=500", **{"HX-Request": "true"})
    assert montres(partiel) == [abordable.pk]
    assert partiel.content.decode().lstrip().startswith('<div id="resultats"')


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_candidats(ouvrir, candidat):
    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            ouvrir()
        return len(requetes)

    candidat()
    ouvrir()
    une = compter()
    for _ in range(29):
        candidat()
    assert compter() == une


def test_les_raisons_se_gardent_avec_le_positionnement(besoin, candidat):
    """BES-10: a run can be explained later."""
    gardees = raisons_de(besoin, candidat(tjm=Decimal(500)).pk)
    assert gardees["score"] > 50
    assert gardees["parts"]["indispensables"] == 1.0
    assert any("Marge" in texte for texte in gardees["pour"])
