"""Saved searches, columns, export and names of the vivier and of the portefeuille; the lock holds on each (SAR-4)."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from freelances.formations.enums import LienCandidat
from freelances.models import Fiche
from freelances.portefeuille.tables import PortefeuilleTable
from freelances.sar.enums import ActionSuivi
from samba.comptes.enums import Role
from samba.listes.models import Export, RechercheEnregistree
from samba.parametres.models import parametres
from tests.usines import (
    ActionFormationFactory,
    FicheFactory,
    FreelanceFactory,
    MetierFactory,
    UtilisateurFactory,
    au_vivier,
)

VIVIER, PORTEFEUILLE, DEPASSEES = "/vivier/", "/portefeuille/", "/portefeuille/depassees/"


@pytest.fixture
def due(commercial) -> Fiche:
    """An overdue fiche of the commercial."""
    return FicheFactory(recruteur=commercial, depassee=True)


def exporter(navigateur, liste: str, requete: str = "", **champs):
    return navigateur.post(
        reverse("outils:exporter", args=[liste]) + requete, {"format": "csv", "toutes": "on"} | champs
    )


def lignes_csv(reponse) -> list[dict[str, str]]:
    texte = b"".join(reponse.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(texte), delimiter=";"))


# --- Export
def test_sar10_l_export_du_vivier_dit_les_colonnes_de_003_sans_coordonnees(connecter, commercial):
    freelance = au_vivier(
        FreelanceFactory(civilite="mme", prenom="Jade", nom="Dorrolle", ville="Lyon", email="jade@courrier.example")
    )
    (ligne,) = lignes_csv(exporter(connecter(commercial), "vivier"))
    evaluation = freelance.evaluations.get()
    assert (ligne["Candidat"], ligne["Civilité"], ligne["Ville"]) == ("Jade Dorrolle", "Mme", "Lyon")
    assert ligne["Bassin d’emploi"] == evaluation.bassin.nom
    metier = evaluation.metiers_actuels.create(metier=MetierFactory()).metier
    (ligne,) = lignes_csv(exporter(connecter(commercial), "vivier"))
    assert ligne["Métiers actuels"] == str(metier)
    assert ligne["Classification"] == "Employable"
    assert "(" in ligne["Savoir-faire"]
    assert all(ligne[nom] for nom in ("Niveau d’étude", "Expérience dans le numérique", "Classifié le", "Situation"))
    assert "jade@courrier.example" not in "".join(ligne.values())


def test_sar5_sar10_l_export_du_vivier_suit_les_filtres_et_laisse_les_candidats_de_mon_agence(connecter, commercial):
    voulu, autre = au_vivier(classification="adaptable"), au_vivier(classification="employable")
    suivi = FicheFactory(recruteur=commercial, freelance=au_vivier(classification="adaptable")).freelance
    noms = [
        ligne["Candidat"]
        for ligne in lignes_csv(exporter(connecter(commercial), "vivier", "?classification=adaptable"))
    ]
    assert noms == [str(voulu)]
    assert {str(autre), str(suivi)}.isdisjoint(noms)


def test_l_export_s_arrete_a_la_borne_du_parametre(connecter, commercial):
    regles = parametres()
    regles.export_lignes_max = 2
    regles.save()
    for _ in range(3):
        au_vivier()
    reponse = exporter(connecter(commercial), "vivier")
    assert len(lignes_csv(reponse)) == 3  # two, and the line that says so
    assert Export.objects.get().coupe


@pytest.mark.parametrize("format_voulu", ["csv", "xlsx"])
def test_sar4_pas_de_fichier_du_vivier_avec_une_fiche_depassee(connecter, commercial, due, format_voulu):
    au_vivier()
    assert exporter(connecter(commercial), "vivier", format=format_voulu).status_code == 403
    assert not Export.objects.exists()


def test_sar4_une_recherche_gardee_du_vivier_mene_aux_fiches_depassees(connecter, commercial, due):
    navigateur = connecter(commercial)
    navigateur.post(
        reverse("outils:enregistrer", args=["vivier"]),
        {"nom": "Adaptables", "requete": "classification=adaptable&page=2", "chemin": VIVIER},
    )
    gardee = RechercheEnregistree.objects.get()
    assert gardee.requete == "classification=adaptable"
    page = navigateur.get(f"{VIVIER}?{gardee.requete}")
    assert (page.status_code, page["Location"]) == (302, DEPASSEES)


def test_sar9_l_export_du_portefeuille_a_les_fiches_de_mon_agence_seulement(connecter, commercial, collegue):
    mienne = FicheFactory(recruteur=commercial, freelance=au_vivier(FreelanceFactory(civilite="m", nom="Vermot")))
    mienne.actions.create(action=ActionSuivi.ANALYSE_CV, le=mienne.maj_le, par=commercial)
    sienne = FicheFactory(recruteur=collegue)
    FicheFactory()
    lignes = lignes_csv(exporter(connecter(commercial), "portefeuille"))
    assert {ligne["Candidat"] for ligne in lignes} == {mienne.freelance.nom_civil, str(sienne.freelance)}
    ligne = next(ligne for ligne in lignes if "Vermot" in ligne["Candidat"])
    assert ligne["Candidat"].startswith("M.")
    assert ligne["Statut"] == "Étude en cours"
    assert ligne["Actions effectuées"] == str(ActionSuivi.ANALYSE_CV.label)
    assert ligne["Échéance"] == f"{mienne.echeance:%d/%m/%Y}"
    assert ligne["Dossier"].endswith(f"/vivier/{mienne.freelance_id}/")
    mes = lignes_csv(exporter(connecter(commercial), "portefeuille", "?vue=mes"))
    assert len(mes) == 1


def test_sar4_le_portefeuille_s_exporte_meme_quand_le_vivier_est_ferme(connecter, commercial, due):
    FicheFactory(recruteur=commercial)
    assert len(lignes_csv(exporter(connecter(commercial), "portefeuille"))) == 2
    assert len(lignes_csv(exporter(connecter(commercial), "portefeuille", "?vue=depassees"))) == 1


def test_une_recherche_gardee_des_fiches_depassees_y_ramene(connecter, commercial, due):
    navigateur = connecter(commercial)
    navigateur.post(
        reverse("outils:enregistrer", args=["portefeuille"]),
        {"nom": "À faire", "requete": "statut=etude", "chemin": DEPASSEES},
    )
    page = navigateur.get(f"{PORTEFEUILLE}?{RechercheEnregistree.objects.get().requete}")
    assert (page.status_code, page["Location"]) == (302, f"{DEPASSEES}?statut=etude")


# --- Columns
def test_003_chaque_colonne_du_portefeuille_peut_tenir_seule(connecter, commercial, due):
    toutes = ",".join(PortefeuilleTable.noms_colonnes())
    page = connecter(commercial).get(PORTEFEUILLE, {"colonnes": toutes}).content.decode()
    entetes = page[page.index("<thead>") : page.index("</thead>")]
    for _, libelle in PortefeuilleTable.libelles_colonnes():
        assert libelle in entetes
    # The boxes of the bulk update are no column to choose: they stay.
    assert 'name="fiches"' in connecter(commercial).get(DEPASSEES, {"colonnes": "statut"}).content.decode()
    assert 'name="fiches"' not in connecter(commercial).get(PORTEFEUILLE, {"colonnes": "choix"}).content.decode()


def test_toutes_les_colonnes_du_portefeuille_ne_font_pas_une_requete_par_ligne(connecter, commercial):
    navigateur = connecter(commercial)
    adresse = f"{PORTEFEUILLE}?colonnes={','.join(PortefeuilleTable.noms_colonnes())}"
    FicheFactory(recruteur=commercial, freelance=au_vivier())
    navigateur.get(adresse)
    with CaptureQueriesContext(connection) as une:
        navigateur.get(adresse)
    for _ in range(8):
        FicheFactory(recruteur=commercial, freelance=au_vivier())
    with CaptureQueriesContext(connection) as beaucoup:
        navigateur.get(adresse)
    assert len(une) == len(beaucoup)


def test_une_colonne_du_vivier_se_range_et_la_decision_reste(connecter, commercial):
    au_vivier()
    page = connecter(commercial).get(VIVIER, {"colonnes": "nom,metiers"}).content.decode()
    assert "sans-2 sans-4 sans-5 sans-6" in page
    assert "data-decision" in page


# --- Names while one types
def test_sar10_la_boite_propose_les_candidats_du_vivier_par_nom_ou_prenom(connecter, commercial):
    au_vivier(FreelanceFactory(prenom="Élodie", nom="Vermot"))
    FreelanceFactory(prenom="Élodie", nom="Horsvivier")
    FicheFactory(recruteur=commercial, freelance=au_vivier(FreelanceFactory(prenom="Élodie", nom="Suivie")))
    navigateur = connecter(commercial)
    for saisie in ("elod", "VERM", "vermot élodie"):
        page = navigateur.get("/vivier/noms/", {"q": saisie}).content.decode()
        assert page.count("<option") == 1
        assert 'value="Élodie Vermot"' in page
    for saisie in ("", "   ", "%", "\0", "introuvable"):
        assert "<option" not in navigateur.get("/vivier/noms/", {"q": saisie}).content.decode()
    # What is proposed is what the search then finds.
    assert navigateur.get(VIVIER, {"q": "Élodie Vermot"}).context["page"].paginator.count == 1


def test_sar4_aucun_nom_n_est_propose_avec_une_fiche_depassee(connecter, commercial, due):
    au_vivier(FreelanceFactory(nom="Vermot"))
    reponse = connecter(commercial).get("/vivier/noms/", {"q": "ver"}, headers={"HX-Request": "true"})
    assert (reponse.status_code, reponse["HX-Redirect"]) == (204, DEPASSEES)
    assert b"Vermot" not in reponse.content


def test_003_le_portefeuille_propose_les_candidats_de_mon_agence(connecter, commercial):
    FicheFactory(recruteur=commercial, freelance=FreelanceFactory(prenom="Élodie", nom="Vermot"))
    FicheFactory(freelance=FreelanceFactory(prenom="Élodie", nom="Ailleurs"))
    page = connecter(commercial).get("/portefeuille/noms/", {"q": "élo"}).content.decode()
    assert page.count("<option") == 1
    assert 'value="Élodie Vermot"' in page


# --- Other doors of the pool
def test_sar4_la_liste_des_evaluations_est_une_recherche_au_vivier(connecter, commercial, due):
    au_vivier()
    reponse = connecter(commercial).get(reverse("freelances:evaluations"), {"classification": "employable"})
    assert (reponse.status_code, reponse["Location"]) == (302, DEPASSEES)
    for role in (Role.COMMERCIAL, Role.QUALIFIEUR):
        assert connecter(UtilisateurFactory(role=role)).get(reverse("freelances:evaluations")).status_code == 200


def test_sar4_les_candidats_d_une_formation_sont_ceux_de_mon_agence_quand_le_vivier_est_ferme(
    connecter, commercial, due
):
    action = ActionFormationFactory()
    inconnu, suivi = au_vivier(), due.freelance
    for freelance in (inconnu, suivi):
        action.liens.create(freelance=freelance, lien=LienCandidat.INTERET, depuis=date(2026, 1, 5))
    page = connecter(commercial).get(reverse("formations:action", args=[action.pk]))
    assert {lien.freelance for lien in page.context["table"].data} == {suivi}
    assert "vous ferment le vivier" in page.content.decode()
    page = connecter(UtilisateurFactory()).get(reverse("formations:action", args=[action.pk]))
    assert {lien.freelance for lien in page.context["table"].data} == {suivi, inconnu}


def test_sar4_par_parametre_les_profils_semblables_se_taisent(connecter, commercial, due):
    adresse = reverse("freelances:semblables", args=[due.freelance_id])
    assert "fermée" not in connecter(commercial).get(adresse).content.decode()
    regles = parametres()
    regles.verrou_etendu = True
    regles.save()
    assert "La recherche vous est fermée" in connecter(commercial).get(adresse).content.decode()
