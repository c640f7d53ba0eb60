"""The portefeuille (source 003): its filters, its lists, the fiche that one fills, the bulk update, the digest."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from freelances.models import Fiche
from samba.activite.resume import envoyer_les_resumes
from samba.comptes.enums import Role
from samba.courriels.models import Courriel
from tests.usines import (
    FicheFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
    UtilisateurFactory,
    au_vivier,
)

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def fiche(commercial) -> Fiche:
    return FicheFactory(recruteur=commercial)


def saisie(fiche: Fiche, **champs) -> dict[str, object]:
    """What the form of this fiche sends."""
    fiche.refresh_from_db()
    return {"version": fiche.version, "resultat": fiche.resultat, **champs}


def poster(connecter, fiche: Fiche, **champs):
    return connecter(fiche.recruteur).post(f"/portefeuille/{fiche.pk}/", saisie(fiche, **champs))


# --- Who reads what
def test_sar9_on_voit_toutes_les_fiches_de_son_agence_et_elles_seules(connecter, commercial, collegue, fiche):
    sienne, ailleurs = FicheFactory(recruteur=collegue), FicheFactory()
    page = connecter(commercial).get("/portefeuille/")
    assert {ligne.pk for ligne in page.context["table"].data} == {fiche.pk, sienne.pk}
    page = connecter(commercial).get("/portefeuille/", {"vue": "mes"})
    assert {ligne.pk for ligne in page.context["table"].data} == {fiche.pk}
    assert connecter(commercial).get(f"/portefeuille/{sienne.pk}/").status_code == 200
    assert connecter(commercial).get(f"/portefeuille/{ailleurs.pk}/").status_code == 404
    assert connecter(commercial).get(reverse("api-fiche-detail", args=[ailleurs.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.QUALIFIEUR, Role.DIRECTION])
def test_qualifieurs_et_direction_lisent_les_fiches_de_chaque_agence_sans_les_ecrire(connecter, fiche, role):
    lecteur = connecter(UtilisateurFactory(role=role))
    page = lecteur.get(f"/portefeuille/{fiche.pk}/")
    assert page.status_code == 200
    assert 'name="resultat"' not in page.content.decode()
    assert lecteur.post(f"/portefeuille/{fiche.pk}/", saisie(fiche)).status_code == 403


# --- The 13 filters
def test_003_chaque_filtre_du_portefeuille_choisit_la_fiche_qui_repond(connecter, commercial, collegue):
    un, autre = FreelanceFactory(prenom="Élodie", nom="Vermot"), FreelanceFactory(prenom="Basile", nom="Courtin")
    lien = FreelanceCompetenceFactory(freelance=un, niveau=3)
    FreelanceCompetenceFactory(freelance=autre, niveau=1)
    au_vivier(un)
    au_vivier(autre, classification="adaptable")
    metier = MetierFactory(nom="Architecte")
    un.evaluations.get().metiers_actuels.create(metier=metier)
    lointain = un.departement
    voulue = FicheFactory(recruteur=commercial, freelance=un, resultat="proposition", non_reponse=True)
    voulue.actions.create(action="rh", le=timezone.localdate(), par=commercial)
    temoin = FicheFactory(recruteur=collegue, freelance=autre, agence=commercial.agence)
    Fiche.objects.filter(pk=temoin.pk).update(
        cree_le=timezone.now() - timedelta(days=90), resultat="vivier_recrutement"
    )
    navigateur = connecter(commercial)
    demain = timezone.localdate() + timedelta(days=31)
    filtres = [
        ({"q": "vermot elodie"}, 1),
        ({"statut": "recrutement"}, 1),
        ({"resultat": "proposition"}, 1),
        ({"actions": "rh"}, 1),
        ({"recruteur": commercial.pk}, 1),
        ({"bassin": lointain.code}, 2),
        ({"metiers": metier.pk}, 1),
        ({"classification": "employable"}, 1),
        ({"themes": lien.competence.theme_id}, 2),
        ({"maitrise": "3"}, 1),
        ({"non_reponse": "oui"}, 1),
        ({"cree_depuis": timezone.localdate().isoformat()}, 1),
        ({"echeance_avant": demain.isoformat()}, 1),
    ]
    assert len(filtres) == 13
    for filtre, nombre in filtres:
        lues = {ligne.pk for ligne in navigateur.get("/portefeuille/", filtre).context["table"].data}
        assert voulue.pk in lues, filtre
        assert len(lues) == nombre, filtre


def test_003_creation_et_echeance_se_trient_la_plus_recente_d_abord(connecter, commercial):
    fiches = [
        FicheFactory(recruteur=commercial, maj_le=timezone.localdate() - timedelta(days=jours)) for jours in (3, 1, 2)
    ]
    page = connecter(commercial).get("/portefeuille/", {"tri": "-echeance"})
    assert [ligne.record.pk for ligne in page.context["table"].paginated_rows] == [fiches[i].pk for i in (1, 2, 0)]
    assert "tri=-cree_le" in page.content.decode()  # what the first click on « Créée le » asks


def test_la_liste_ne_fait_pas_plus_de_questions_pour_plus_de_fiches(connecter, commercial):
    navigateur = connecter(commercial)
    FicheFactory(recruteur=commercial, freelance=au_vivier())
    navigateur.get("/portefeuille/")
    with CaptureQueriesContext(connection) as une:
        navigateur.get("/portefeuille/")
    for _ in range(29):
        FicheFactory(recruteur=commercial, freelance=au_vivier())
    with CaptureQueriesContext(connection) as trente:
        assert navigateur.get("/portefeuille/").context["table"].paginator.count == 30
    assert len(trente) == len(une)


# --- A fiche
def test_une_fiche_s_enregistre_avec_ses_actions_datees(connecter, fiche):
    reponse = poster(
        connecter, fiche, resultat="proposition", actions=["rh"], **{"le-rh": "2026-02-03"}, commentaire="Bien."
    )
    assert reponse.status_code == 302
    fiche.refresh_from_db()
    assert (fiche.statut, fiche.commentaire) == ("recrutement", "Bien.")
    action = fiche.actions.get()
    assert (action.action, action.le, action.par) == ("rh", date(2026, 2, 3), fiche.recruteur)


@pytest.mark.parametrize(
    ("champs", "erreur"),
    [
        ({"resultat": "non_employable"}, "Indiquez au moins une cause de rejet."),
        ({"resultat": "recrutement"}, "Indiquez la date de début du contrat."),
        ({"resultat": "recrutement", "recrute_le": "2026-03-01"}, "Choisissez le type de contrat."),
        ({"resultat": "recrutement", "contrat": "cdi"}, "Choisissez l’état du recrutement."),
        ({"resultat": "recrutement", "contrat": "cdd", "etat": "essai"}, "Un CDD ou une alternance a une date de fin."),
        (
            {"resultat": "recrutement", "contrat": "cdd", "recrute_le": "2026-03-01", "fin_contrat": "2026-02-01"},
            "La fin ne peut pas précéder le début.",
        ),
        ({"resultat": "nimporte"}, "nimporte"),
        ({"actions": ["rh"], "le-rh": "2099-01-01"}, "Une action effectuée ne peut pas être à venir."),
        ({"actions": ["rh"], "le-rh": "demain"}, "Cette date n’existe pas."),
    ],
)
def test_sar7_ce_qui_manque_est_dit_a_cote_du_champ_et_la_saisie_reste(connecter, fiche, champs, erreur):
    reponse = poster(connecter, fiche, commentaire="Ma saisie.", **champs)
    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert erreur in page
    assert "Ma saisie." in page
    fiche.refresh_from_db()
    assert fiche.version == 1


def test_sar2_un_statut_poste_est_ignore(connecter, fiche):
    poster(connecter, fiche, statut="recrute", echeance="2099-01-01", maj_le="2020-01-01")
    fiche.refresh_from_db()
    assert (fiche.statut, fiche.maj_le) == ("etude", timezone.localdate())


def test_la_seconde_personne_voit_les_deux_versions(connecter, fiche, collegue):
    ancienne = saisie(fiche, commentaire="Le mien.", actions=["rh"])
    poster(connecter, fiche, commentaire="Le premier.")
    reponse = connecter(collegue).post(f"/portefeuille/{fiche.pk}/", ancienne)
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert "Le mien." in page
    assert "Le premier." in page
    assert "Entretien RH" in page
    fiche.refresh_from_db()
    assert fiche.commentaire == "Le premier."


def test_le_statut_et_l_echeance_s_annoncent_pendant_qu_on_choisit(connecter, fiche):
    navigateur, url = connecter(fiche.recruteur), f"/portefeuille/{fiche.pk}/calcul/"
    page = navigateur.post(url, saisie(fiche, resultat="fg_2_ans")).content.decode()
    assert "Action ADC 2 ans" in page
    assert f"{timezone.localdate() + timedelta(days=740):%-d}" in page
    assert "Causes de rejet" in navigateur.post(url, saisie(fiche, resultat="non_employable")).content.decode()
    page = navigateur.post(url, saisie(fiche, resultat="recrutement", recrute_le="2026-03-01")).content.decode()
    assert "Suivi recrutement" in page
    assert 'value="2026-03-01"' in page
    assert "Choisissez l’état du recrutement" in page
    assert "is-invalid" not in page
    fiche.refresh_from_db()
    assert fiche.resultat == "aucun"


def test_mettre_a_jour_la_derniere_fiche_depassee_annonce_la_reouverture(connecter, commercial):
    due = FicheFactory(recruteur=commercial, depassee=True)
    poster(connecter, due, resultat="abandon")
    page = connecter(commercial).get("/portefeuille/").content.decode()
    assert connecter(commercial).get("/vivier/").status_code == 200
    assert "fiche de suivi dépassée" not in page


# --- Several at once
@pytest.fixture
def dues(commercial) -> list[Fiche]:
    return [FicheFactory(recruteur=commercial, depassee=True) for _ in range(3)]


def cochees(fiches: list[Fiche]) -> list[str]:
    return [f"{fiche.pk}:{fiche.version}" for fiche in fiches]


def test_le_lot_montre_les_nouvelles_echeances_puis_les_ecrit(connecter, commercial, dues):
    navigateur = connecter(commercial)
    donnees = {"fiches": cochees(dues[:2]), "resultat": "vivier_recrutement"}
    page = navigateur.post("/portefeuille/lot/apercu/", donnees).content.decode()
    assert page.count(f"{timezone.localdate() + timedelta(days=200):%d/%m/%Y}") == 2
    assert Fiche.objects.depassees().count() == 3
    navigateur.post("/portefeuille/lot/", donnees)
    assert list(Fiche.objects.depassees()) == [dues[2]]
    navigateur.post("/portefeuille/lot/", {"fiches": cochees(dues[2:]), "actions": ["contact"]})
    assert navigateur.get("/vivier/").status_code == 200
    assert dues[2].actions.get().le == timezone.localdate()


@pytest.mark.parametrize("donnees", [{}, {"resultat": "recrutement"}, {"resultat": "non_employable"}])
def test_le_lot_exige_un_resultat_ou_une_action(connecter, commercial, dues, donnees):
    donnees = {"fiches": cochees(dues), **donnees}
    assert connecter(commercial).post("/portefeuille/lot/apercu/", donnees).status_code == 200
    connecter(commercial).post("/portefeuille/lot/", donnees)
    assert Fiche.objects.depassees().count() == 3


def test_le_lot_laisse_ce_que_quelqu_un_d_autre_a_change_ou_ne_lui_appartient_pas(connecter, commercial, dues):
    ailleurs = FicheFactory(depassee=True)
    Fiche.objects.filter(pk=dues[0].pk).update(version=5)
    donnees = {"fiches": [*cochees([*dues[:2], ailleurs]), "x:y", "12"], "resultat": "abandon"}
    reponse = connecter(commercial).post("/portefeuille/lot/", donnees, follow=True)
    assert "Quelqu’un les a modifiées entre-temps" in reponse.content.decode()
    assert set(Fiche.objects.depassees()) == {dues[0], dues[2], ailleurs}


# --- The morning digest
def matin(jour: date) -> int:
    with time_machine.travel(datetime(jour.year, jour.month, jour.day, 8, tzinfo=PARIS), tick=False):
        return envoyer_les_resumes(7)


def test_le_resume_du_matin_dit_les_trois_delais_en_un_message(commercial):
    jour = date(2026, 5, 20)
    noms = {}
    for titre, avance in (("dépassée", -1), ("du jour", 0), ("sous 7 jours", 7), ("loin", 8)):
        fiche = FicheFactory(recruteur=commercial, maj_le=jour + timedelta(days=avance - 30))
        noms[titre] = str(fiche.freelance)
    assert matin(jour) == 1
    assert matin(jour) == 0
    corps = Courriel.objects.get().corps
    assert [nom in corps for nom in noms.values()] == [True, True, True, False]


def test_deux_jours_sans_beat_ne_perdent_rien(commercial):
    """Due in 8 days when beat stops on the 18th, due in 5 when it is back: told on its first morning."""
    fiche = FicheFactory(recruteur=commercial, maj_le=date(2026, 5, 26) - timedelta(days=30))
    assert matin(date(2026, 5, 18)) == 0
    assert matin(date(2026, 5, 21)) == 1
    assert str(fiche.freelance) in Courriel.objects.get().corps
    assert matin(date(2026, 5, 29)) == 1  # away again over the échéance itself: told as overdue
    assert "Fiches de suivi dépassées" in Courriel.objects.order_by("-pk")[0].corps


# --- API
def test_l_api_du_portefeuille_se_lit_et_ne_s_ecrit_pas(connecter, commercial, fiche):
    navigateur = connecter(commercial)
    lue = navigateur.get(reverse("api-fiche-detail", args=[fiche.pk])).json()
    assert (lue["statut"], lue["echeance"]) == ("etude", fiche.echeance.isoformat())
    for methode in ("put", "patch", "delete"):
        reponse = getattr(navigateur, methode)(
            reverse("api-fiche-detail", args=[fiche.pk]), {"statut": "recrute"}, content_type="application/json"
        )
        assert reponse.status_code in {403, 405}
    assert navigateur.get("/api/v1/portefeuille/").json()["nombre"] == 1
