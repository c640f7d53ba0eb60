"""Training: catalogue, links of candidates, besoins, trainees from outside the vivier (SAR-12)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from freelances.formations import services
from freelances.formations.enums import DUREES, LienCandidat, NatureAction, StatutBesoinFormation
from freelances.models import ActionFormation, BesoinFormation, DossierHorsVivier, Freelance, LienFormation
from samba.comptes.enums import Role
from samba.documents.services import deposer_octets
from tests.freelances.formulaires import lignes, lire_formulaire
from tests.mesures import compter
from tests.usines import (
    ActionFormationFactory,
    AgenceFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    UtilisateurFactory,
    au_vivier,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def navigateur(connecter, commercial):
    return connecter(commercial)


@pytest.fixture
def qualifieur(connecter):
    return connecter(UtilisateurFactory(role=Role.QUALIFIEUR))


@pytest.fixture
def besoin(commercial) -> BesoinFormation:
    return BesoinFormation.objects.create(
        agence=commercial.agence, auteur=commercial, intitule="Deux développeurs", action=ActionFormationFactory()
    )


# --- The catalogue ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("nature", "mois", "permise"),
    [(nature, mois, mois in DUREES[nature]) for nature in NatureAction.values for mois in (3, 6, 9, 12, 24)],
)
def test_sar_12_les_durees_sont_celles_du_manuel(nature, mois, permise):
    def creer():
        with transaction.atomic():
            ActionFormationFactory(nature=nature, duree_mois=mois)

    if permise:
        creer()
    else:
        with pytest.raises(IntegrityError):
            creer()


def test_sar_12_les_durees_du_manuel_y_sont_toutes():
    assert DUREES[NatureAction.INTENSIVE] == (3, 6)
    assert max(DUREES[NatureAction.PREALABLE]) == 6
    assert DUREES[NatureAction.GENERALISTE] == (6, 9, 12, 24)


def test_une_action_s_ajoute_avec_ses_sessions_et_une_seule_fois(qualifieur):
    url = reverse("formations:action_creer")
    lus = lire_formulaire(qualifieur.get(url).content) | {
        "intitule": "Bases du web", "nature": "prealable", "duree_mois": "6",
        **lignes("sessions", {"debut": "2027-01-04", "fin": "2027-06-30", "places": "12"}),
    }  # fmt: skip
    for _ in range(2):
        assert qualifieur.post(url, lus).status_code == 302
    action = ActionFormation.objects.get()
    assert [(s.debut, s.places) for s in action.sessions.all()] == [(date(2027, 1, 4), 12)]


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"nature": "intensive", "duree_mois": "9"}, "dure, en mois : 3, 6."),
        ({"intitule": ""}, "obligatoire"),
        ({**lignes("sessions", {"debut": "2027-05-01", "fin": "2027-01-01"})}, "précéder"),
    ],
)
def test_une_action_fausse_revient_avec_son_message_et_ce_qui_etait_tape(qualifieur, champs, message):
    url = reverse("formations:action_creer")
    lus = lire_formulaire(qualifieur.get(url).content)
    justes = {"intitule": "Cloud", "nature": "intensive", "duree_mois": "3", "organisme": "Campus"}
    reponse = qualifieur.post(url, lus | justes | champs)
    assert reponse.status_code == 422
    assert message in reponse.content.decode()
    assert lire_formulaire(reponse.content)["organisme"] == "Campus"
    assert not ActionFormation.objects.exists()


def test_le_catalogue_compte_les_candidats_de_chaque_lien_au_meme_cout(navigateur):
    action = ActionFormationFactory(intitule="Analyste de données")
    for lien in LienCandidat.values:
        services.lier(freelance=FreelanceFactory(), action=action, lien=lien, par=None)
    services.lier(freelance=FreelanceFactory(), action=action, lien=LienCandidat.ATTENTE, par=None)
    action.sessions.create(debut=timezone.localdate() + timedelta(days=10))
    action.sessions.create(debut=timezone.localdate() - timedelta(days=10))
    url = reverse("formations:catalogue")
    un = compter(navigateur, url)
    ActionFormationFactory.create_batch(29)
    assert compter(navigateur, url) == un
    lue = next(iter(navigateur.get(url, {"q": "analyste"}).context["table"].rows)).record
    assert (lue.n_interet, lue.n_attente, lue.n_en_cours, lue.n_issue) == (1, 2, 1, 1)
    assert lue.prochaine == timezone.localdate() + timedelta(days=10)


# --- The four links ------------------------------------------------------------------
@pytest.mark.parametrize("lien", LienCandidat.values)
def test_sar_12_un_candidat_se_lie_par_chacun_des_quatre_liens(navigateur, lien):
    action, freelance = ActionFormationFactory(), FreelanceFactory()
    navigateur.post(reverse("formations:lier", args=[action.pk]), {"freelance": freelance.pk, "lien": lien})
    assert LienFormation.objects.get().lien == lien
    assert str(freelance) in navigateur.get(reverse("formations:action", args=[action.pk])).content.decode()


def test_un_candidat_deja_lie_change_de_lien_et_l_histoire_le_dit(navigateur, commercial):
    action, freelance = ActionFormationFactory(), FreelanceFactory()
    services.lier(freelance=freelance, action=action, lien=LienCandidat.INTERET, par=None, depuis=date(2026, 1, 1))
    services.lier(freelance=freelance, action=action, lien=LienCandidat.EN_COURS, par=commercial)
    lien = LienFormation.objects.get()
    assert (lien.lien, lien.par, lien.depuis) == (LienCandidat.EN_COURS, commercial, timezone.localdate())
    page = navigateur.get(reverse("freelances:historique", args=[freelance.pk])).content.decode()
    assert "A déclaré un intérêt" in page


def test_une_session_est_celle_de_sa_formation(navigateur):
    action, autre = ActionFormationFactory(), ActionFormationFactory()
    session = autre.sessions.create(debut=date(2027, 1, 1))
    with pytest.raises(ValidationError):
        services.lier(freelance=FreelanceFactory(), action=action, lien="attente", par=None, session=session)
    reponse = navigateur.post(
        reverse("formations:lier", args=[action.pk]),
        {"freelance": FreelanceFactory().pk, "lien": "attente", "session": session.pk},
    )
    assert reponse.status_code == 422


def test_les_candidats_d_une_action_se_filtrent_au_meme_cout(navigateur):
    action = ActionFormationFactory()
    services.lier(freelance=au_vivier(FreelanceFactory(nom="Zéphyrin")), action=action, lien="attente", par=None)
    url = reverse("formations:action", args=[action.pk])
    un = compter(navigateur, url)
    for _ in range(29):
        services.lier(freelance=FreelanceFactory(), action=action, lien="interet", par=None)
    assert compter(navigateur, url) == un
    page = navigateur.get(url, {"lien": "attente", "q": "zephyrin"}).content.decode()
    assert "1 candidat<" in page.replace("\n", "")
    assert "Zéphyrin" in page


def test_delier_retire_le_candidat(navigateur):
    action, freelance = ActionFormationFactory(), FreelanceFactory()
    services.lier(freelance=freelance, action=action, lien="interet", par=None)
    navigateur.post(reverse("formations:delier", args=[action.pk, freelance.pk]))
    assert not LienFormation.objects.exists()


# --- Besoins ------------------------------------------------------------------
def test_soumettre_un_besoin_pour_son_agence(navigateur, commercial):
    action = ActionFormationFactory()
    url = f"{reverse('formations:besoin_creer')}?action={action.pk}"
    lus = lire_formulaire(navigateur.get(url).content)
    assert lus["action"] == str(action.pk)
    for _ in range(2):
        navigateur.post(url, lus | {"intitule": "Un administrateur", "nombre": "1"})
    besoin = BesoinFormation.objects.get()
    assert (besoin.agence, besoin.auteur, besoin.statut) == (commercial.agence, commercial, "soumis")


def test_une_competence_a_acquerir_que_nul_ne_connait_se_tape(navigateur, commercial):
    url = reverse("formations:besoin_creer")
    lus = lire_formulaire(navigateur.get(url).content)
    navigateur.post(url, lus | {"intitule": "Zig", "nombre": "1", "description": "Zig", "competences": ["Zig", "zig"]})
    zig = BesoinFormation.objects.get().competences.get()
    assert (zig.nom, zig.verifiee, zig.proposee_par) == ("Zig", False, commercial)


def test_un_besoin_change_entre_temps_montre_les_deux_versions(navigateur, besoin):
    url = reverse("formations:besoin_modifier", args=[besoin.pk])
    lus = lire_formulaire(navigateur.get(url).content) | {"description": "Le mien"}
    assert navigateur.post(url, lus | {"intitule": "Premier"}).status_code == 302
    reponse = navigateur.post(url, lus | {"intitule": "Second"})
    assert reponse.status_code == 409
    assert "Premier" in reponse.content.decode() and "Second" in reponse.content.decode()


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"action": "", "description": ""}, "décrivez le besoin"),
        ({"nombre": "0"}, "supérieure ou égale à 1"),
        ({"demarrage": "2020-01-01"}, "Ce jour est passé"),
    ],
)
def test_un_besoin_faux_revient_avec_son_message(navigateur, champs, message):
    url = reverse("formations:besoin_creer")
    lus = lire_formulaire(navigateur.get(url).content) | {"intitule": "Un besoin", "nombre": "2", "description": "Oui"}
    reponse = navigateur.post(url, lus | champs)
    assert reponse.status_code == 422
    assert message in reponse.content.decode()
    assert lire_formulaire(reponse.content)["intitule"] == "Un besoin"


def test_un_besoin_est_celui_de_son_agence_et_les_qualifieurs_les_voient_tous(besoin, connecter, qualifieur):
    ailleurs = connecter(UtilisateurFactory(agence=AgenceFactory()))
    url = reverse("formations:besoin", args=[besoin.pk])
    assert ailleurs.get(url).status_code == 404
    assert besoin.intitule not in ailleurs.get(reverse("formations:besoins")).content.decode()
    assert qualifieur.get(url).status_code == 200
    assert qualifieur.post(reverse("formations:besoin_modifier", args=[besoin.pk])).status_code == 403
    assert connecter(UtilisateurFactory(agence=None, role=Role.COMMERCIAL)).get(url).status_code == 404


def test_les_qualifieurs_repondent_et_un_refus_se_justifie(besoin, qualifieur, navigateur):
    url = reverse("formations:besoin_repondre", args=[besoin.pk])
    assert qualifieur.post(url, {"version": 1, "statut": "refuse", "reponse": ""}).status_code == 422
    qualifieur.post(url, {"version": 1, "statut": "refuse", "reponse": "Pas de session avant l’été."})
    assert (
        "Pas de session avant l’été." in navigateur.get(reverse("formations:besoin", args=[besoin.pk])).content.decode()
    )
    perimee = qualifieur.post(url, {"version": 1, "statut": "retenu", "reponse": "Tapé pendant ce temps"})
    assert perimee.status_code == 409
    assert "Tapé pendant ce temps" in perimee.content.decode()
    besoin.refresh_from_db()
    assert besoin.statut == "refuse"


def test_proposer_un_candidat_le_lie_a_l_action_du_besoin(besoin, navigateur):
    freelance = FreelanceFactory()
    url = reverse("formations:besoin_proposer", args=[besoin.pk])
    for _ in range(2):
        navigateur.post(url, {"freelance": freelance.pk})
    assert [s.freelance for s in besoin.stagiaires.all()] == [freelance]
    assert LienFormation.objects.get().lien == LienCandidat.INTERET
    navigateur.post(reverse("formations:besoin_retirer", args=[besoin.pk, freelance.pk]))
    assert not besoin.stagiaires.exists()


def test_un_besoin_clos_ne_recoit_plus_personne(besoin, commercial, navigateur):
    navigateur.post(reverse("formations:besoin_annuler", args=[besoin.pk]), {"version": 1})
    besoin.refresh_from_db()
    assert besoin.statut == StatutBesoinFormation.ANNULE
    with pytest.raises(ValidationError, match="clos"):
        services.proposer(besoin=besoin, freelance=FreelanceFactory(), par=commercial)
    assert navigateur.get(reverse("formations:besoin_modifier", args=[besoin.pk])).status_code == 403


def test_la_liste_des_besoins_ne_coute_pas_plus_avec_30_lignes(besoin, navigateur, commercial):
    url = reverse("formations:besoins")
    un = compter(navigateur, url)
    for rang in range(29):
        BesoinFormation.objects.create(agence=commercial.agence, auteur=commercial, intitule=f"Besoin {rang}")
    assert compter(navigateur, url) == un
    assert "1 besoin<" in navigateur.get(url, {"q": "deux dev"}).content.decode()


# --- Outside the vivier ------------------------------------------------------------------
def _ouvrir(navigateur, **champs):
    url = reverse("formations:hors_vivier_creer")
    lus = lire_formulaire(navigateur.get(url).content) | {"prenom": "Lison", "nom": "Valdorne"} | champs
    return lus, navigateur.post(url, lus)


def test_sar_12_proposer_hors_vivier_ouvre_un_dossier_incomplet_une_seule_fois(besoin, navigateur, commercial):
    lus, reponse = _ouvrir(navigateur, email="lison@courrier.example", besoin=str(besoin.pk), motif="Vue à un forum")
    navigateur.post(reverse("formations:hors_vivier_creer"), lus)
    dossier = DossierHorsVivier.objects.get()
    assert reponse.url == reverse("formations:completer", args=[dossier.freelance_id])
    assert (dossier.agence, dossier.complet_le, dossier.freelance.publie_le) == (commercial.agence, None, None)
    assert [s.freelance for s in besoin.stagiaires.all()] == [dossier.freelance]


def test_il_faut_pouvoir_joindre_le_stagiaire(navigateur):
    _, reponse = _ouvrir(navigateur)
    assert reponse.status_code == 422
    assert "pour la joindre" in reponse.content.decode()
    assert not Freelance.objects.exists()


def test_une_personne_deja_connue_est_dite_plutot_que_doublee(navigateur):
    connu = FreelanceFactory(email="lison@courrier.example", prenom="Déjà", nom="Connue")
    _, reponse = _ouvrir(navigateur, email="Lison@courrier.example")
    assert reponse.status_code == 422
    assert "Déjà Connue" in reponse.content.decode()
    assert Freelance.objects.get() == connu


def test_sar_12_le_dossier_se_finit_quand_rien_ne_manque(navigateur, commercial):
    dossier = services.ouvrir_dossier(
        par=commercial, cle_creation=uuid4(), prenom="Ernest", nom="Mondrieu", email="e@courrier.example"
    )
    freelance, url = dossier.freelance, reverse("formations:completer", args=[dossier.freelance_id])
    page = navigateur.get(url).content.decode()
    for manque in ("Son téléphone.", "Son CV.", "Au moins une compétence.", "Sa situation actuelle."):
        assert manque in page
    navigateur.post(url)
    dossier.refresh_from_db()
    assert dossier.complet_le is None, "incomplet, il ne se déclare pas complet"
    Freelance.objects.filter(pk=freelance.pk).update(telephone="+33612345678", code_postal="75011", titre="Développeur")
    FreelanceCompetenceFactory(freelance=freelance)
    freelance.cvs.create(document=deposer_octets("cv.txt", b"x", "text/plain", commercial))
    freelance.situations.create(nature="en_recherche", depuis=date(2026, 1, 1))
    assert "Rien ne manque" in navigateur.get(url).content.decode()
    navigateur.post(url)
    dossier.refresh_from_db()
    assert dossier.complet_le is not None


def test_les_dossiers_hors_vivier_sont_ceux_de_l_agence(navigateur, connecter, commercial, qualifieur):
    dossier = services.ouvrir_dossier(par=commercial, cle_creation=None, prenom="Ernest", nom="Mondrieu", telephone="")
    ailleurs = connecter(UtilisateurFactory(agence=AgenceFactory()))
    assert ailleurs.get(reverse("formations:completer", args=[dossier.freelance_id])).status_code == 404
    assert "Mondrieu" not in ailleurs.get(reverse("formations:hors_vivier")).content.decode()
    assert "Mondrieu" in qualifieur.get(reverse("formations:hors_vivier")).content.decode()
    page = navigateur.get(reverse("formations:hors_vivier"), {"etat": "a_completer"}).content.decode()
    assert "1 dossier<" in page
    assert "Aucun dossier" in navigateur.get(reverse("formations:hors_vivier"), {"etat": "complet"}).content.decode()


def test_la_liste_hors_vivier_ne_coute_pas_plus_avec_30_lignes(navigateur, commercial):
    def ouvrir(rang):
        services.ouvrir_dossier(par=commercial, cle_creation=None, prenom="A", nom=f"B{rang}", telephone="")

    ouvrir(0)
    un = compter(navigateur, reverse("formations:hors_vivier"))
    for rang in range(29):
        ouvrir(rang + 1)
    assert compter(navigateur, reverse("formations:hors_vivier")) == un


def test_on_trouve_un_candidat_par_son_nom_sans_accent(navigateur):
    freelance = FreelanceFactory(prenom="Côme", nom="Ézéchiel", titre="Architecte", ville="Lyon")
    FreelanceFactory(prenom="Côme", nom="Autre")
    url = reverse("freelances:freelances_json")
    lus = navigateur.get(url, {"q": "ezech com"}).json()
    assert lus == [{"value": freelance.pk, "text": "Côme Ézéchiel", "precision": "Architecte, Lyon"}]
    assert navigateur.get(url, {"q": ""}).json() == []
