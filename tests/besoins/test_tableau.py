"""The board of the positionnements: gates by number on every route, moves, undo, what others may see (BES-9, CLI-5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from besoins.enums import Etape, ReponseDO
from besoins.etapes import PorteFermeeError, portes_vers
from besoins.models import Positionnement
from besoins.services import mouvements
from besoins.services.envois import envoyer_cv, noter_reponse
from samba.activite.models import Relance
from samba.comptes.enums import Role
from samba.donnees.formulaires import ConflitVersionError
from tests.besoins.situations import appel_abouti, besoin_de, pret_a_envoyer, prive
from tests.mesures import compter
from tests.usines import PositionnementFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commercial():
    return UtilisateurFactory()


def chez_le_do(commercial, **champs) -> Positionnement:
    """The CV left, the answer is awaited."""
    positionnement = pret_a_envoyer(commercial, **champs)
    envoyer_cv(positionnement=positionnement, par=commercial, objet="Un profil", corps="Bonjour")
    return Positionnement.objects.get(pk=positionnement.pk)


def interesse(commercial) -> Positionnement:
    """The DO said yes to an interview."""
    positionnement = chez_le_do(commercial)
    noter_reponse(positionnement=positionnement, par=commercial, reponse=ReponseDO.INTERESSE)
    return Positionnement.objects.get(pk=positionnement.pk)


def fermees(positionnement, etape) -> dict[str, str]:
    """The closed gates before a stage: code → rule."""
    return {p.code: p.regle for p in portes_vers(positionnement, etape) if not p.ouverte}


# --- The gates, by their number ---
def test_fre_2_personne_n_est_contacte_sans_appel_note(commercial):
    positionnement = PositionnementFactory(auteur=commercial)
    assert fermees(positionnement, Etape.CONTACTE) == {"appele": "FRE-2"}


def test_fre_3_la_disponibilite_se_confirme_par_ses_conditions(commercial):
    positionnement = PositionnementFactory(auteur=commercial, freelance__code_postal="13001")
    assert fermees(positionnement, Etape.DISPONIBLE).items() >= {"appel": "FRE-2", "reference": "FRE-3"}.items()
    appel_abouti(positionnement)
    positionnement = Positionnement.objects.get(pk=positionnement.pk)
    assert not {"appel", "reference"} & fermees(positionnement, Etape.DISPONIBLE).keys()


def test_bes_9_envoyer_demande_l_appel_le_recapitulatif_la_disponibilite_et_le_cv(commercial):
    positionnement = PositionnementFactory(auteur=commercial)
    attendues = {"appel": "FRE-2", "recapitulatif": "FRE-2", "disponibilite": "FRE-3", "cv": "FRE-4"}
    assert fermees(positionnement, Etape.CV_ENVOYE) == attendues


def test_bes_5_un_cv_pret_ne_part_pas_sans_etre_relu(commercial):
    """Dragging a card sends nothing: a human reads the e-mail."""
    assert fermees(pret_a_envoyer(commercial), Etape.CV_ENVOYE) == {"envoi": "BES-5"}


def test_bes_9_retenu_demande_le_cv_et_les_deux_accords(commercial):
    positionnement = PositionnementFactory(auteur=commercial)
    attendues = {"cv_envoye": "BES-9", "accord_do": "BES-9", "accord_freelance": "BES-9"}
    assert fermees(positionnement, Etape.RETENU) == attendues


def test_bes_7_contractualise_ne_s_obtient_que_par_le_contrat(commercial):
    positionnement = interesse(commercial)
    for cote in ("do", "freelance"):
        mouvements.noter_accord(positionnement=positionnement, par=commercial, cote=cote, jour=timezone.localdate())
    positionnement.refresh_from_db()
    assert fermees(positionnement, Etape.CONTRACTUALISE) == {"contrat": "BES-7"}


def test_bes_9_un_cv_parti_ne_revient_pas(commercial):
    positionnement = chez_le_do(commercial)
    assert fermees(positionnement, Etape.CONTACTE).items() >= {"deja_envoye": "BES-9"}.items()


@pytest.mark.parametrize("route", ["tableau", "liste", "page", "api"])
def test_bes_9_les_portes_tiennent_par_toutes_les_routes(route, commercial, connecter):
    positionnement, nav = PositionnementFactory(auteur=commercial), connecter(commercial)
    if route == "page":
        reponse = nav.post(reverse("besoins:avancer", args=[positionnement.pk]), {"vers": "retenu"}, follow=True)
    elif route == "api":
        adresse = reverse("api-positionnement-deplacer", args=[positionnement.pk])
        reponse = nav.post(adresse, {"vers": "retenu"}, content_type="application/json")
        assert reponse.status_code == 422
        assert {p["regle"] for p in reponse.json()["portes"]} == {"BES-9"}
    else:
        donnees = {"choix": f"{positionnement.pk}:1", "vers": "retenu", "affichage": route}
        reponse = nav.post(reverse("besoins:deplacer"), donnees)
        assert reponse.status_code == 422
        assert "BES-9" in reponse.content.decode()
    assert "L’accord du freelance n’est pas noté." in reponse.content.decode()
    positionnement.refresh_from_db()
    assert positionnement.etape == Etape.PRESELECTIONNE


# --- Moves ---
def deplacer(positionnement, vers, par, **autres):
    return mouvements.deplacer(positionnement=positionnement, vers=vers, par=par, **autres)


def test_fre_3_deplacer_vers_disponible_confirme_la_disponibilite(commercial):
    positionnement = PositionnementFactory(auteur=commercial, freelance__mobile_france=True)
    appel_abouti(positionnement)
    deplacer(positionnement, Etape.DISPONIBLE, commercial)
    positionnement = Positionnement.objects.get(pk=positionnement.pk)
    assert positionnement.etape == Etape.DISPONIBLE
    assert positionnement.appel.confirmee_le == timezone.localdate()
    deplacer(positionnement, Etape.PRESELECTIONNE, commercial)
    positionnement.appel.refresh_from_db()
    assert positionnement.appel.confirmee_le is None


def test_bes_9_les_deux_accords_ouvrent_retenu(commercial):
    positionnement = interesse(commercial)
    with pytest.raises(PorteFermeeError):
        deplacer(positionnement, Etape.RETENU, commercial)
    for cote in ("do", "freelance"):
        mouvements.noter_accord(positionnement=positionnement, par=commercial, cote=cote, jour=timezone.localdate())
    deplacer(positionnement, Etape.RETENU, commercial)
    positionnement.refresh_from_db()
    assert positionnement.etape == Etape.RETENU


def test_une_sortie_sans_motif_est_refusee_et_rien_ne_bouge(commercial, connecter):
    positionnement = PositionnementFactory(auteur=commercial)
    with pytest.raises(ValidationError):
        deplacer(positionnement, Etape.ECARTE, commercial, motif="  ")
    donnees = {"choix": f"{positionnement.pk}:1", "vers": "ecarte", "motif": ""}
    reponse = connecter(commercial).post(reverse("besoins:deplacer"), donnees)
    assert reponse.status_code == 422
    assert "le motif est obligatoire" in reponse.content.decode()
    positionnement.refresh_from_db()
    assert positionnement.etape == Etape.PRESELECTIONNE


def test_l_etape_est_datee_a_chaque_changement(commercial):
    positionnement = PositionnementFactory(auteur=commercial, etape_depuis=timezone.now() - timedelta(days=9))
    deplacer(positionnement, Etape.ECARTE, commercial, motif="TJM trop élevé")
    positionnement.refresh_from_db()
    assert timezone.localdate(positionnement.etape_depuis) == timezone.localdate()


def test_plusieurs_a_la_fois_les_uns_bougent_les_autres_disent_pourquoi(commercial, connecter):
    besoin = besoin_de(commercial)
    pret = PositionnementFactory(besoin=besoin, auteur=commercial, freelance__mobile_france=True)
    appel_abouti(pret)
    autre = PositionnementFactory(besoin=besoin, auteur=commercial)
    donnees = {"choix": [f"{pret.pk}:1", f"{autre.pk}:1"], "vers": "disponible"}
    reponse = connecter(commercial).post(reverse("besoins:deplacer"), donnees)
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert "Disponibilité confirmée" in page
    assert "n’a pas bougé" in page
    assert set(Positionnement.objects.values_list("pk", "etape")) == {
        (pret.pk, Etape.DISPONIBLE),
        (autre.pk, Etape.PRESELECTIONNE),
    }


def test_une_carte_deplacee_entre_temps_le_dit_et_ne_bouge_pas(commercial):
    positionnement = PositionnementFactory(auteur=commercial)
    Positionnement.objects.filter(pk=positionnement.pk).update(version=2)
    with pytest.raises(ConflitVersionError):
        deplacer(positionnement, Etape.ECARTE, commercial, version=1, motif="TJM trop élevé")


# --- Undo ---
def test_annuler_remet_l_etape_sa_date_et_la_relance(commercial):
    """BES-5: the relance that the exit cancelled is awaited again, the same day."""
    positionnement = chez_le_do(commercial)
    echeance = Relance.objects.a_faire().get(positionnement=positionnement).echeance
    bilan = mouvements.deplacer_plusieurs(
        choisis=[(positionnement, positionnement.version)], vers=Etape.ECARTE, par=commercial, motif="Plus disponible"
    )
    assert not Relance.objects.a_faire().filter(positionnement=positionnement).exists()
    mouvements.annuler(jeton=bilan.jeton, par=commercial)
    remis = Positionnement.objects.get(pk=positionnement.pk)
    assert (remis.etape, remis.motif_sortie) == (Etape.CV_ENVOYE, "")
    assert remis.etape_depuis == positionnement.etape_depuis
    assert Relance.objects.a_faire().get(positionnement=positionnement).echeance == echeance


def test_annuler_ne_defait_pas_ce_qu_un_collegue_a_fait_depuis(commercial):
    positionnement = PositionnementFactory(auteur=commercial)
    bilan = mouvements.deplacer_plusieurs(
        choisis=[(positionnement, 1)], vers=Etape.ECARTE, par=commercial, motif="Plus disponible"
    )
    positionnement.refresh_from_db()
    deplacer(positionnement, Etape.PRESELECTIONNE, UtilisateurFactory())
    defait = mouvements.annuler(jeton=bilan.jeton, par=commercial)
    assert [len(defait.faits), len(defait.refus)] == [0, 1]


def test_l_annulation_d_un_autre_est_refusee(commercial):
    positionnement = PositionnementFactory(auteur=commercial)
    bilan = mouvements.deplacer_plusieurs(
        choisis=[(positionnement, 1)], vers=Etape.ECARTE, par=commercial, motif="Plus disponible"
    )
    with pytest.raises(ValidationError):
        mouvements.annuler(jeton=bilan.jeton, par=UtilisateurFactory())
    with pytest.raises(ValidationError):
        mouvements.annuler(jeton="faux", par=commercial)


# --- Privés (CLI-5) ---
def test_cli_5_un_autre_ne_deplace_pas_ce_qu_un_do_prive_a_recu_et_ne_lit_pas_ses_dates(commercial, connecter):
    besoin, proprietaire = prive()
    positionnement = pret_a_envoyer(proprietaire, besoin=besoin)
    envoyer_cv(positionnement=positionnement, par=proprietaire, objet="Un profil", corps="Bonjour")
    Positionnement.objects.filter(pk=positionnement.pk).update(etape_depuis=timezone.now() - timedelta(days=12))
    positionnement.refresh_from_db()
    with pytest.raises(PermissionDenied):
        deplacer(positionnement, Etape.ECARTE, commercial, motif="Non")
    adresse = f"{reverse('besoins:tableau')}?besoin={besoin.pk}"
    masque, clair = (connecter(qui).get(adresse).content.decode() for qui in (commercial, proprietaire))
    for dit in ("depuis 12 jours", "Relance dans", "Noter la réponse"):
        assert dit in clair
        assert dit not in masque
    liste = f"{reverse('besoins:positionnements')}?besoin={besoin.pk}"
    assert "12\u00a0j" not in connecter(commercial).get(liste).content.decode()


# --- Pages ---
def test_le_tableau_montre_les_miens_et_ceux_d_un_besoin_tous(commercial, connecter):
    mien = PositionnementFactory(auteur=commercial, freelance__nom="Mienne")
    autre = PositionnementFactory(freelance__nom="Étrangère")
    nav = connecter(commercial)
    page = nav.get(reverse("besoins:tableau")).content.decode()
    assert f"carte-{mien.pk}" in page
    assert f"carte-{autre.pk}" not in page
    page = nav.get(f"{reverse('besoins:tableau')}?besoin={autre.besoin_id}").content.decode()
    assert f"carte-{autre.pk}" in page
    assert f"carte-{mien.pk}" not in page


def test_la_carte_dit_le_prix_la_marge_l_age_la_relance_et_la_suite(commercial, connecter):
    positionnement = chez_le_do(commercial)
    Positionnement.objects.filter(pk=positionnement.pk).update(tjm_achat=510, tjm_vente=600)
    page = connecter(commercial).get(reverse("besoins:tableau")).content.decode()
    for dit in ("510 → 600\u00a0€/j", "15\u00a0%", "Relance dans 2\u00a0j", "Noter la réponse", "depuis aujourd’hui"):
        assert dit in page


def test_un_lecteur_voit_le_tableau_sans_rien_pouvoir_deplacer(commercial, connecter):
    positionnement = PositionnementFactory(auteur=commercial)
    nav = connecter(UtilisateurFactory(role=Role.DIRECTION))
    page = nav.get(f"{reverse('besoins:tableau')}?portee=tous").content.decode()
    assert f"carte-{positionnement.pk}" in page
    assert "draggable" not in page.replace('draggable="false"', "")
    assert "lot-vers" not in page
    assert nav.post(reverse("besoins:deplacer"), {"choix": "1:1", "vers": "contacte"}).status_code == 403


@pytest.mark.parametrize("nom", ["besoins:tableau", "besoins:positionnements"])
def test_le_nombre_de_requetes_ne_grandit_pas_avec_les_cartes(nom, commercial, connecter):
    besoin = besoin_de(commercial)
    nav, adresse = connecter(commercial), f"{reverse(nom)}?besoin={besoin.pk}"
    PositionnementFactory(besoin=besoin, auteur=commercial)
    une = compter(nav, adresse)
    for _ in range(29):
        PositionnementFactory(besoin=besoin, auteur=commercial)
    assert compter(nav, adresse) == une
