"""SAR-4: one rule closes every route to the vivier, and the last fiche updated opens it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from freelances.models import Fiche, Freelance
from freelances.sar.services import mettre_a_jour
from freelances.sar.verrou import FichesDepasseesError, dette, nombre_bloquantes
from freelances.vivier.acces import vivier_pour
from samba.comptes.enums import Role
from samba.parametres.models import parametres
from tests.usines import BesoinFactory, FicheFactory, UtilisateurFactory, au_vivier

DEPASSEES = "/portefeuille/depassees/"


@pytest.fixture
def due(commercial) -> Fiche:
    """An overdue fiche of the commercial."""
    return FicheFactory(recruteur=commercial, depassee=True)


def regler(**valeurs: bool) -> None:
    regles = parametres()
    for nom, valeur in valeurs.items():
        setattr(regles, nom, valeur)
    regles.save()


def ferme(personne) -> bool:
    try:
        vivier_pour(personne)
    except FichesDepasseesError:
        return True
    return False


@pytest.mark.parametrize("jours", [29, 30])
def test_sar4_le_jour_meme_de_l_echeance_le_vivier_reste_ouvert(commercial, jours):
    FicheFactory(recruteur=commercial, maj_le=timezone.localdate() - timedelta(days=jours))
    assert not ferme(commercial)
    Fiche.objects.update(maj_le=timezone.localdate() - timedelta(days=31))
    assert ferme(commercial)


@pytest.mark.parametrize("nom", ["vivier:liste", "vivier:comptes"])
def test_sar4_les_pages_du_vivier_menent_aux_fiches_a_mettre_a_jour(connecter, commercial, due, nom):
    reponse = connecter(commercial).get(reverse(nom), {"metiers": "1"})
    assert reponse.status_code == 302
    assert reponse["Location"] == DEPASSEES
    page = connecter(commercial).get(DEPASSEES).content.decode()
    assert "La recherche au vivier vous est fermée" in page
    assert str(due.freelance) in page


@pytest.mark.parametrize("nom", ["vivier:savoirs", "vivier:apercu"])
def test_sar4_l_apercu_d_un_candidat_est_une_route_du_vivier(connecter, commercial, due, nom):
    reponse = connecter(commercial).get(reverse(nom, args=[au_vivier().pk]), headers={"HX-Request": "true"})
    assert reponse.status_code == 204
    assert reponse["HX-Redirect"] == DEPASSEES


def test_sar4_l_api_du_vivier_repond_403_avec_les_fiches(connecter, commercial, due):
    reponse = connecter(commercial).get("/api/v1/vivier/")
    assert reponse.status_code == 403
    assert reponse.json()["code"] == "fiches_depassees"
    assert reponse.json()["fiches"] == [due.pk]


def test_sar4_ni_la_recherche_ni_l_api_des_freelances_ne_filtrent_sur_l_evaluation(connecter, commercial, due):
    navigateur = connecter(commercial)
    au_vivier(classification="adaptable")
    page = navigateur.get("/freelances/", {"classification": "employable"})
    assert page.status_code == 200
    assert "classification" not in page.context["form"].fields
    assert page.context["page"].paginator.count == 2  # the filter does nothing
    assert "Adaptable" not in navigateur.get("/freelances/facettes/").content.decode()
    assert navigateur.get("/api/v1/freelances/").status_code == 200
    assert navigateur.get("/api/v1/freelances/", {"classification": "employable"}).status_code == 403


def test_sar4_l_export_tait_l_evaluation_sauf_celle_des_candidats_de_mon_agence(connecter, commercial, due):
    """Filtered or not; and no file at all when every search is closed."""
    suivi = au_vivier(due.freelance, classification="adaptable")
    au_vivier()
    export = reverse("outils:exporter", args=["freelances"])
    choix = {"format": "csv", "toutes": "on"}
    fichier = connecter(commercial).post(f"{export}?classification=employable", choix)
    lignes = b"".join(fichier.streaming_content).decode().splitlines()
    assert len(lignes) == 3
    assert "Employable" not in "".join(lignes)
    assert [str(suivi) in ligne for ligne in lignes if "Adaptable" in ligne] == [True]
    regler(verrou_etendu=True)
    assert connecter(commercial).post(export, choix).status_code == 403


def test_sar4_la_page_d_une_competence_ne_dit_pas_qui_est_au_vivier(connecter, commercial, due):
    freelance = au_vivier()
    competence = freelance.competences.get().competence
    adresse = reverse("referentiels:competence", args=[competence.code])
    assert str(freelance) not in connecter(commercial).get(adresse).content.decode()
    assert str(freelance) in connecter(UtilisateurFactory()).get(adresse).content.decode()


def test_sar4_ouvrir_un_freelance_connu_n_est_jamais_ferme(connecter, commercial, due):
    freelance = au_vivier()
    for nom in ("freelances:fiche", "vivier:etude"):
        assert connecter(commercial).get(reverse(nom, args=[freelance.pk])).status_code == 200
    etude = connecter(commercial).get(reverse("vivier:etude", args=[freelance.pk]), {"rang": "0"})
    assert "sur 1" not in etude.content.decode()  # the neighbours of a search are a search


def test_sar4_par_parametre_toute_recherche_se_ferme_et_le_rapprochement_aussi(connecter, commercial, due):
    besoin = BesoinFactory(qualifie=True, proprietaire=commercial)
    routes = ["/freelances/", "/freelances/facettes/", reverse("besoins:candidats", args=[besoin.pk])]
    navigateur = connecter(commercial)
    assert [navigateur.get(route).status_code for route in routes] == [200, 200, 200]
    regler(verrou_etendu=True)
    assert [navigateur.get(route)["Location"] for route in routes] == [DEPASSEES] * 3
    assert navigateur.get("/api/v1/freelances/").json()["code"] == "fiches_depassees"
    assert navigateur.get(reverse("api-freelance-detail", args=[due.freelance_id])).status_code == 200


def test_sar4_par_parametre_la_dette_est_celle_de_l_agence(commercial, collegue, due):
    assert (ferme(commercial), ferme(collegue)) == (True, False)
    regler(verrou_agence=True)
    assert (ferme(commercial), ferme(collegue)) == (True, True)
    assert not ferme(UtilisateurFactory())


def test_sar4_les_fiches_d_une_personne_desactivee_passent_au_manager(commercial, manager, due):
    assert not ferme(manager)
    commercial.is_active = False
    commercial.save()
    assert ferme(manager)
    assert not ferme(UtilisateurFactory(role=Role.MANAGER))


def test_sar4_les_fiches_de_qui_change_d_agence_passent_au_manager(commercial, manager, due):
    commercial.agence = UtilisateurFactory().agence
    commercial.save()
    assert (ferme(commercial), ferme(manager)) == (False, True)


@pytest.mark.django_db
def test_sar4_qui_ne_tient_pas_de_fiche_n_est_jamais_arrete():
    for role in (Role.QUALIFIEUR, Role.DIRECTION, Role.GESTION):
        assert not ferme(UtilisateurFactory(role=role))


def test_sar4_mettre_a_jour_la_derniere_rouvre_aussitot(connecter, commercial, due):
    autre = FicheFactory(recruteur=commercial, depassee=True)
    mettre_a_jour(fiche=due, version=1, par=commercial, champs={}, actions={"contact": due.maj_le})
    assert ferme(commercial)
    mettre_a_jour(fiche=autre, version=1, par=commercial, champs={"commentaire": "Rien de neuf."})
    assert ferme(commercial), "un commentaire seul ne rouvre pas (SAR-3)"
    mettre_a_jour(fiche=autre, version=2, par=commercial, champs={"resultat": "abandon"})
    assert not ferme(commercial)
    assert connecter(commercial).get("/vivier/").status_code == 200


def test_sar4_la_verification_est_une_seule_question_sur_un_index(commercial):
    """Among 600 fiches of three people, one question, answered by an index of the échéances."""
    gens = [commercial, *UtilisateurFactory.create_batch(2, agence=commercial.agence)]
    freelances = Freelance.objects.bulk_create(Freelance(prenom="Camille", nom=f"Nom{n}") for n in range(600))
    jour = timezone.localdate()
    Fiche.objects.bulk_create(
        Fiche(agence=commercial.agence, freelance=freelance, recruteur=gens[rang % 3], maj_le=jour)
        for rang, freelance in enumerate(freelances)
    )
    with CaptureQueriesContext(connection) as questions:
        assert nombre_bloquantes(commercial) == 0
    assert len(questions) == 1
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE freelances_fiche")
        curseur.execute("EXPLAIN " + questions[0]["sql"])
        plan = "\n".join(ligne for (ligne,) in curseur.fetchall())
    assert "Index" in plan
    assert "fiche_dette" in plan or "fiche_agence_echeance" in plan
    assert "Seq Scan" not in plan


def test_le_compteur_de_la_barre_dit_la_dette_et_la_semaine(connecter, commercial, due):
    FicheFactory(recruteur=commercial, maj_le=timezone.localdate() - timedelta(days=25))
    FicheFactory(recruteur=commercial)
    lue = dette(commercial)
    assert (lue.depassees, lue.bientot) == (1, 1)
    page = connecter(commercial).get("/").content.decode()
    assert "1 fiche de suivi dépassée" in page
    assert "1 échéance dans les 7 jours" in page
    assert dette(UtilisateurFactory(role=Role.QUALIFIEUR)) is None
