"""Step 7 and 8: put forward, call, confirm, recap."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from besoins.enums import Etape, StatutBesoin
from besoins.etapes import PorteFermeeError
from besoins.models import AppelFreelance, Positionnement
from besoins.services.appels import confirmer_disponibilite
from besoins.services.positionnements import positionner
from freelances.enums import Facturation
from freelances.models import Freelance
from samba.activite.models import Echange
from samba.courriels.models import Courriel
from samba.listes.formats import euros_jour, pourcent
from tests.besoins.situations import appel_abouti, besoin_de, cv_approuve, pret_a_envoyer, prive
from tests.usines import BesoinFactory, FreelanceFactory, PositionnementFactory


@pytest.fixture
def nav(commercial, connecter):
    return connecter(commercial)


@pytest.fixture
def besoin(commercial):
    return besoin_de(commercial)


@pytest.fixture
def positionnement(besoin):
    return PositionnementFactory(besoin=besoin)


# --- Step 7 ---
def test_positionner_plusieurs_freelances_d_un_coup(nav, commercial, besoin):
    """Step 7: the rates start from the freelance's and the besoin's; the besoin goes « en recherche »."""
    freelances = [FreelanceFactory(tjm=450), FreelanceFactory(tjm=None)]
    nav.post(reverse("besoins:positionner", args=[besoin.pk]), {"freelance": [f.pk for f in freelances]})
    lignes = list(Positionnement.objects.order_by("freelance_id"))
    assert [ligne.tjm_achat for ligne in lignes] == [Decimal(450), None]
    assert {ligne.tjm_vente for ligne in lignes} == {besoin.tjm_vente}
    assert {ligne.auteur for ligne in lignes} == {commercial}
    assert lignes[0].marge == Decimal("0.25")
    besoin.refresh_from_db()
    assert besoin.statut == StatutBesoin.EN_RECHERCHE


def test_un_freelance_deja_positionne_est_dit_et_les_autres_passent(nav, besoin):
    """§4."""
    deja, neuf = FreelanceFactory(), FreelanceFactory()
    PositionnementFactory(besoin=besoin, freelance=deja, etape=Etape.CONTACTE)
    adresse = reverse("besoins:positionner", args=[besoin.pk])
    page = nav.post(adresse, {"freelance": [deja.pk, neuf.pk]}, follow=True).content.decode()
    assert f"{deja} est déjà positionné sur ce besoin (contacté)" in page.replace("&#x27;", "'")
    assert besoin.positionnements.count() == 2


def test_un_besoin_non_qualifie_n_accepte_personne(nav, commercial):
    """BES-1: said with what is missing."""
    besoin = BesoinFactory(proprietaire=commercial)
    adresse = reverse("besoins:positionner", args=[besoin.pk])
    page = nav.post(adresse, {"freelance": FreelanceFactory().pk}, follow=True).content.decode()
    assert "n’est pas qualifié" in page
    assert "date de démarrage" in page
    assert not Positionnement.objects.exists()


def test_l_adresse_du_do_retiree_apres_coup_referme_le_positionnement(commercial, besoin):
    """BES-1: checked at the moment of positioning, not remembered."""
    besoin.contact.email = ""
    besoin.contact.save()
    with pytest.raises(PorteFermeeError, match="e-mail"):
        positionner(besoin=besoin, freelances=[FreelanceFactory()], par=commercial)


def test_le_refus_ne_dit_pas_qu_un_do_prive_n_a_pas_d_adresse(nav, connecter):
    """CLI-5: the owner is told, the others only that the besoin is not qualified."""
    besoin, proprietaire = prive()
    besoin.contact.email = ""
    besoin.contact.save()
    freelance = FreelanceFactory().pk
    adresses = {
        reverse("besoins:positionner", args=[besoin.pk]): {"freelance": freelance},
        reverse("besoins:choisir", args=[freelance]): {"besoin": besoin.pk},
    }
    for adresse, donnees in adresses.items():
        page = nav.post(adresse, donnees, follow=True).content.decode()
        assert "pas qualifié" in page
        assert "e-mail du donneur" not in page
        assert "e-mail du donneur" in connecter(proprietaire).post(adresse, donnees, follow=True).content.decode()
    candidats = reverse("besoins:candidats", args=[besoin.pk])
    assert "e-mail du donneur" not in nav.get(candidats).content.decode()
    assert "e-mail du donneur" in connecter(proprietaire).get(candidats).content.decode()
    assert not Positionnement.objects.exists()


def test_sans_freelance_coche_rien_ne_se_passe(nav, besoin):
    page = nav.post(reverse("besoins:positionner", args=[besoin.pk]), {"freelance": "abc"})
    assert page.status_code == 302
    assert not Positionnement.objects.exists()


def test_positionner_sur_le_besoin_d_un_do_prive_est_ouvert_a_tous(nav, commercial):
    """CLI-5, BES-3: others find candidates (Search 2); only the owner contacts and sends."""
    besoin, _ = prive()
    nav.post(reverse("besoins:positionner", args=[besoin.pk]), {"freelance": FreelanceFactory().pk})
    assert Positionnement.objects.get().auteur == commercial


def test_depuis_le_freelance_on_choisit_le_besoin(nav, besoin):
    """Step 7, the other way; only qualified besoins are offered."""
    ferme = BesoinFactory(intitule="Pas qualifié")
    freelance = FreelanceFactory()
    adresse = reverse("besoins:choisir", args=[freelance.pk])
    page = nav.get(adresse).content.decode()
    assert besoin.intitule in page
    assert "Pas qualifié" not in page
    assert nav.post(adresse, {"besoin": ferme.pk}).status_code == 422
    assert nav.post(adresse, {"besoin": besoin.pk}).url == reverse("besoins:fiche", args=[besoin.pk])
    assert Positionnement.objects.get().freelance == freelance


def test_ecarter_demande_un_motif(nav, positionnement):
    adresse = reverse("besoins:ecarter", args=[positionnement.pk])
    assert nav.post(adresse, {"motif": "  "}).status_code == 422
    nav.post(adresse, {"motif": "Plus disponible"})
    positionnement.refresh_from_db()
    assert (positionnement.etape, positionnement.motif_sortie) == (Etape.ECARTE, "Plus disponible")
    nav.post(reverse("besoins:reprendre", args=[positionnement.pk]))
    positionnement.refresh_from_db()
    assert (positionnement.etape, positionnement.motif_sortie) == (Etape.PRESELECTIONNE, "")


def test_les_tarifs_se_modifient_et_le_second_est_prevenu(nav, positionnement):
    """BES-2, §4: 409 with both versions."""
    adresse = reverse("besoins:tarifs", args=[positionnement.pk])
    nav.post(adresse, {"version": 1, "tjm_achat": "480,50", "tjm_vente": "620"})
    positionnement.refresh_from_db()
    assert positionnement.tjm_achat == Decimal("480.50")
    reponse = nav.post(adresse, {"version": 1, "tjm_achat": "470", "tjm_vente": "620"})
    assert reponse.status_code == 409
    assert euros_jour(Decimal("480.50")) in reponse.content.decode()
    positionnement.refresh_from_db()
    assert positionnement.tjm_achat == Decimal("480.50")


# --- Step 8: the call (FRE-2) ---
APPEL = {
    "version": 1,
    "origine": "approche",
    "disponibilite": "preavis_a_donner",
    "preavis_jours": 30,
    "interesse": "True",
    "mobile": "True",
    "facturation_vue": "on",
    "tjm_demande": "520",
    "effort_demande": "on",
    "tjm_accepte": "500",
    "cv_a_jour": "on",
    "issue": "joint",
    "journaliser": "on",
    "commentaire": "Très motivé",
}


def test_l_appel_est_garde_journalise_et_reporte_sur_le_dossier(nav, commercial, positionnement):
    """FRE-2: the checklist, the échange on the freelance, the stage, their availability."""
    version = positionnement.freelance.version
    nav.post(reverse("besoins:appel", args=[positionnement.pk]), APPEL)
    positionnement.refresh_from_db()
    appel, echange = positionnement.appel, Echange.objects.get()
    assert (appel.tjm_demande, appel.tjm_accepte, appel.interesse) == (520, 500, True)
    assert (echange.freelance, echange.positionnement, echange.auteur) == (
        positionnement.freelance,
        positionnement,
        commercial,
    )
    assert echange.commentaire == "Très motivé"
    assert positionnement.etape == Etape.CONTACTE
    freelance = Freelance.objects.get(pk=positionnement.freelance_id)
    assert (freelance.disponibilite, freelance.preavis_jours) == ("preavis_a_donner", 30)
    assert freelance.version == version + 1
    assert freelance.derniere_sollicitation_le is not None


def test_un_message_laisse_se_journalise_sans_changer_l_etape(nav, positionnement):
    """CLI-7, FRE-2: an attempt is not a call."""
    nav.post(
        reverse("besoins:appel", args=[positionnement.pk]), {"version": 1, "issue": "message", "journaliser": "on"}
    )
    positionnement.refresh_from_db()
    assert positionnement.etape == Etape.PRESELECTIONNE
    assert Echange.objects.get().issue == "message"


def test_deux_personnes_au_telephone_avec_le_meme_freelance_la_seconde_est_prevenue(nav, positionnement):
    """§4: 409; the second échange is not written either."""
    adresse = reverse("besoins:appel", args=[positionnement.pk])
    nav.post(adresse, APPEL)
    reponse = nav.post(adresse, APPEL | {"tjm_accepte": "510"})
    assert reponse.status_code == 409
    assert "510" in reponse.content.decode()
    assert Echange.objects.count() == 1
    assert AppelFreelance.objects.get().tjm_accepte == 500


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"disponibilite": "en_prestation"}, "date à partir de laquelle"),
        ({"preavis_jours": ""}, "durée du préavis"),
        ({"tjm_accepte": "600"}, "dépasse le TJM demandé"),
    ],
)
def test_un_appel_incoherent_est_refuse_sans_rien_perdre(champs, message, nav, positionnement):
    """FRE-2, §4."""
    reponse = nav.post(reverse("besoins:appel", args=[positionnement.pk]), APPEL | champs)
    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert message in page
    assert "Très motivé" in page
    assert not Echange.objects.exists()


def test_ouvrir_la_page_d_appel_n_ecrit_rien(nav, positionnement):
    assert nav.get(reverse("besoins:appel", args=[positionnement.pk])).status_code == 200
    assert not AppelFreelance.objects.exists()


def test_le_portage_par_defaut_est_propose_puis_accepte(nav, besoin):
    """BES-8: offered only with neither SIRET nor portage; its postcode serves FRE-3."""
    freelance = FreelanceFactory(facturation=Facturation.A_DEFINIR, portage="")
    positionnement = PositionnementFactory(besoin=besoin, freelance=freelance)
    page = reverse("besoins:positionnement", args=[positionnement.pk])
    assert "Portage Horizon" in nav.get(page).content.decode()
    assert pourcent(Decimal("0.05")) in nav.get(page).content.decode()
    nav.post(reverse("besoins:portage", args=[positionnement.pk]), {"code_postal": "75011"})
    freelance.refresh_from_db()
    assert (freelance.facturation, freelance.portage) == (Facturation.PORTAGE, "Portage Horizon")
    assert freelance.portage_code_postal == "75011"
    assert "Le freelance accepte" not in nav.get(page).content.decode()


def test_une_reference_postee_deux_fois_s_ajoute_une_fois(nav, positionnement):
    """A double click makes one record (conception §6)."""
    for _ in range(2):
        nav.post(
            reverse("besoins:reference_ajouter", args=[positionnement.pk]),
            {"nom": "Sacha Référence", "telephone": "01 23 45 67 89"},
        )
    assert positionnement.freelance.references.count() == 1


def test_une_reference_s_ajoute_puis_son_appel_se_note(nav, commercial, positionnement):
    """FRE-2, FRE-3."""
    nav.post(reverse("besoins:reference_ajouter", args=[positionnement.pk]), {"nom": "Sacha Référence"})
    reference = positionnement.freelance.references.get()
    adresse = reverse("besoins:reference_appelee", args=[positionnement.pk, reference.pk])
    assert nav.post(adresse, {"avis": ""}).status_code == 422
    nav.post(adresse, {"avis": "Solide"})
    reference.refresh_from_db()
    assert (reference.appelee_le, reference.appelee_par, reference.avis) == (timezone.localdate(), commercial, "Solide")


def test_la_reference_d_un_autre_freelance_est_introuvable(nav, positionnement):
    autre = PositionnementFactory(besoin=besoin_de(positionnement.auteur))
    appel_abouti(autre)
    reference = autre.freelance.references.get()
    adresse = reverse("besoins:reference_appelee", args=[positionnement.pk, reference.pk])
    assert nav.post(adresse, {"avis": "x"}).status_code == 404


# --- Step 8: the confirmation (FRE-3) ---
def test_confirmer_date_la_disponibilite_sans_perimer_le_cv(nav, commercial, positionnement):
    """FRE-3: today, by whom; the freelance's version, hence the approved CV, does not move."""
    appel_abouti(positionnement)
    cv = cv_approuve(positionnement.freelance, commercial)
    nav.post(reverse("besoins:confirmer", args=[positionnement.pk]))
    positionnement.refresh_from_db()
    freelance = Freelance.objects.get(pk=positionnement.freelance_id)
    assert freelance.disponibilite_confirmee_le == timezone.localdate()
    assert freelance.version == cv.version_profil
    assert positionnement.etape == Etape.DISPONIBLE
    assert positionnement.appel.confirmee_par == commercial


def test_confirmer_est_refuse_avec_la_raison_de_chaque_condition(nav, commercial, positionnement):
    """FRE-2, FRE-3: the call is not done, no reference was called."""
    page = nav.post(reverse("besoins:confirmer", args=[positionnement.pk]), follow=True).content.decode()
    assert "L’appel n’a pas tout établi" in page
    assert "aucune référence" in page
    with pytest.raises(PorteFermeeError) as refus:
        confirmer_disponibilite(positionnement=positionnement, par=commercial)
    assert [porte.code for porte in refus.value.portes] == ["appel", "reference", "portage"]
    assert Freelance.objects.get(pk=positionnement.freelance_id).disponibilite_confirmee_le is None


# --- Step 8: the recap ---
def test_le_recapitulatif_part_une_fois_par_version_de_l_appel(nav, positionnement):
    """FRE-2: prefilled, editable, logged; a second click sends nothing, a new call may."""
    appel = appel_abouti(positionnement)
    adresse = reverse("besoins:recapitulatif", args=[positionnement.pk])
    page = nav.get(adresse).content.decode()
    for attendu in (
        positionnement.freelance.prenom,
        positionnement.besoin.intitule,
        f"{euros_jour(500)} HT",
        "Portage Horizon",
    ):
        assert attendu in page
    assert positionnement.besoin.client.nom not in nav.get(adresse).context["form"].initial["corps"]
    lettre = {"objet": "Notre échange", "corps": "Corrigé à la main"}
    for _ in range(2):
        nav.post(adresse, lettre)
    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.corps) == (positionnement.freelance.email, "Corrigé à la main")
    assert Echange.objects.get().freelance == positionnement.freelance
    appel.refresh_from_db()
    assert appel.recap_envoye_le is not None
    AppelFreelance.objects.update(version=3)
    nav.post(adresse, lettre)
    assert Courriel.objects.count() == 2


def test_le_recapitulatif_attend_l_appel_et_une_adresse(nav, positionnement):
    """FRE-2, §4: said, and nothing leaves."""
    adresse = reverse("besoins:recapitulatif", args=[positionnement.pk])
    assert "L’appel n’a pas tout établi" in nav.get(adresse, follow=True).content.decode()
    appel_abouti(positionnement)
    Freelance.objects.update(email="")
    page = nav.post(adresse, {"objet": "x", "corps": "x"}, follow=True).content.decode()
    assert "pas d’adresse e-mail" in page
    assert not Courriel.objects.exists()


def test_la_page_d_un_positionnement_dit_ou_il_en_est(nav, commercial):
    positionnement = pret_a_envoyer(commercial)
    page = nav.get(reverse("besoins:positionnement", args=[positionnement.pk])).content.decode()
    for attendu in ("Disponibilité confirmée", "Dominique Référence", "0,0 km", positionnement.besoin.contact.nom):
        assert attendu in page


def test_la_page_d_un_positionnement_chez_un_do_prive_est_masquee(nav, connecter):
    """CLI-5: the freelance's side is shown, the DO's is not."""
    besoin, proprietaire = prive()
    positionnement = pret_a_envoyer(proprietaire, besoin=besoin)
    adresse = reverse("besoins:positionnement", args=[positionnement.pk])
    page = nav.get(adresse).content.decode()
    assert "DO privé" in page
    for cache in ("Cachée", besoin.contact.email, "Préparer l’envoi", "Historique"):
        assert cache not in page
    assert "Préparer l’envoi" in connecter(proprietaire).get(adresse).content.decode()
