"""The pages of a besoin: list, file, creation, edition, qualification, closing."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from besoins.enums import Etape, StatutBesoin
from besoins.models import Besoin
from clients.enums import NatureContact
from referentiels.models import Competence
from samba.activite.enums import GenreEchange, Sens
from samba.activite.services import journaliser
from samba.comptes.enums import Role
from tests.besoins.situations import besoin_de, pret_a_envoyer, prive
from tests.usines import (
    BesoinFactory,
    CompetenceFactory,
    ContactFactory,
    DepartementFactory,
    MetierFactory,
    PositionnementFactory,
    UtilisateurFactory,
)


def saisie(contact, proprietaire, **champs):
    """What the browser posts for a besoin, nothing qualified."""
    return {
        "contact": contact.pk,
        "intitule": "Développeur Java",
        "postes": 1,
        "proprietaire": proprietaire.pk,
        "cle_creation": str(uuid4()),
        "competences-TOTAL_FORMS": 0,
        "competences-INITIAL_FORMS": 0,
    } | champs


def saisie_complete(contact, proprietaire, **champs):
    """What the browser posts once everything is known (BES-1)."""
    DepartementFactory()
    return (
        saisie(
            contact,
            proprietaire,
            metier=MetierFactory().pk,
            taches="Maintenir une application.",
            ville="Paris",
            code_postal="75008",
            date_demarrage="2027-01-04",
            duree_mois=6,
            tjm_vente="600",
            marge="15",
            disponibilite_attendue="immediate",
            mode_intervention="regie",
            experience_min=0,
            sans_langue="on",
            **{
                "competences-TOTAL_FORMS": 1,
                "competences-0-competence": CompetenceFactory().pk,
                "competences-0-importance": "indispensable",
                "competences-0-niveau": 2,
            },
        )
        | champs
    )


@pytest.fixture
def nav(commercial, connecter):
    return connecter(commercial)


@pytest.fixture
def do(db):
    return ContactFactory()


# --- List (BES-3, CLI-5) ---
def _intitules(reponse):
    return {ligne.record.intitule for ligne in reponse.context["tableau"].rows}


def test_les_trois_vues_montrent_tous_les_besoins_ceux_ou_j_ai_positionne_et_les_miens(nav, commercial, collegue):
    """BES-3."""
    besoin_de(commercial, intitule="Le mien")
    autre = besoin_de(collegue, intitule="À lui, où je positionne")
    besoin_de(collegue, intitule="À lui")
    PositionnementFactory(besoin=autre, auteur=commercial)
    adresse = reverse("besoins:liste")
    assert len(_intitules(nav.get(adresse))) == 3
    assert _intitules(nav.get(adresse, {"vue": "search2"})) == {"À lui, où je positionne"}
    assert _intitules(nav.get(adresse, {"vue": "mes"})) == {"Le mien"}
    assert _intitules(nav.get(reverse("besoins:search2"))) == {"À lui, où je positionne"}
    assert _intitules(nav.get(reverse("besoins:mes"))) == {"Le mien"}
    assert len(_intitules(nav.get(adresse, {"vue": "inconnue"}))) == 3


def test_les_filtres_s_ajoutent(nav, commercial, collegue):
    """By words, statut, client, profil, skill, département, owner."""
    voulu = besoin_de(commercial, intitule="Développeur Élixir", taches="Écrire du code")
    besoin_de(collegue, intitule="Autre")
    ligne = voulu.competences.get()
    adresse = reverse("besoins:liste")
    for filtre in (
        {"q": "elixir"},
        {"q": "ecrire dev"},
        {"q": voulu.client.nom},
        {"client": voulu.client_id},
        {"metier": voulu.metier_id},
        {"competence": ligne.competence_id},
        {"proprietaire": commercial.pk},
    ):
        assert _intitules(nav.get(adresse, filtre)) == {"Développeur Élixir"}, filtre
    assert len(_intitules(nav.get(adresse, {"departement": "75", "statut": "qualifie"}))) == 2
    assert len(_intitules(nav.get(adresse, {"statut": "ouverts"}))) == 2
    assert _intitules(nav.get(adresse, {"statut": "perdu"})) == set()


def test_le_nombre_de_requetes_de_la_liste_ne_depend_pas_des_lignes(nav, commercial):
    """§6: 1 row, then 30, each with another owner, client, DO and profile."""
    adresse = reverse("besoins:liste")

    def requetes():
        with CaptureQueriesContext(connection) as lues:
            assert nav.get(adresse).status_code == 200
        return len(lues)

    besoin_de(UtilisateurFactory())
    nav.get(adresse)
    avec_une = requetes()
    for rang in range(29):
        besoin, _ = prive()
        besoin.departement = DepartementFactory(code=f"{rang + 10}", nom=f"Département {rang}")
        besoin.save()
        PositionnementFactory(besoin=besoin)
    assert requetes() == avec_une


def test_le_nombre_de_requetes_de_la_fiche_ne_depend_pas_des_positionnements(nav, commercial):
    """§6: 1 positionnement, then 12."""
    besoin = besoin_de(commercial)
    adresse = reverse("besoins:fiche", args=[besoin.pk])
    PositionnementFactory(besoin=besoin)
    nav.get(adresse)
    with CaptureQueriesContext(connection) as avec_un:
        nav.get(adresse)
    for _ in range(11):
        PositionnementFactory(besoin=besoin)
    with CaptureQueriesContext(connection) as avec_douze:
        nav.get(adresse)
    assert len(avec_douze) == len(avec_un)


def test_htmx_ne_reçoit_que_les_resultats(nav, commercial):
    besoin_de(commercial)
    page = nav.get(reverse("besoins:liste"), headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<div id="resultats"')
    assert "<html" not in page


# --- A privé DO, seen by another (CLI-5) ---
def test_les_autres_lisent_do_prive_partout_et_rien_d_autre(nav):
    """CLI-5: company and « DO privé » in the list and the file; no name, no coordinates, no history."""
    besoin, _ = prive()
    for adresse in (reverse("besoins:liste"), reverse("besoins:fiche", args=[besoin.pk])):
        page = nav.get(adresse).content.decode()
        assert "DO privé" in page
        assert besoin.client.nom in page
        for cache in ("Cachée", "Zénaïde", besoin.contact.email, str(besoin.contact.telephone), "Historique"):
            assert cache not in page, cache


@pytest.mark.django_db
def test_le_proprietaire_du_prive_lit_tout(connecter):
    """CLI-5: the same page, by the owner: what the test above looks for is really drawn."""
    besoin, proprietaire = prive()
    page = connecter(proprietaire).get(reverse("besoins:fiche", args=[besoin.pk])).content.decode()
    for montre in ("Cachée", besoin.contact.email, "Historique"):
        assert montre in page
    assert "DO privé" not in page


def test_l_absence_d_adresse_d_un_do_prive_ne_se_devine_pas(nav, connecter):
    """CLI-5: neither the checklist nor a filter tells whether the hidden DO has an e-mail."""
    besoin, proprietaire = prive()
    besoin.contact.email = ""
    besoin.contact.save()
    adresse = reverse("besoins:fiche", args=[besoin.pk])
    assert "Adresse e-mail du donneur" not in nav.get(adresse).content.decode()
    assert "Adresse e-mail du donneur" in connecter(proprietaire).get(adresse).content.decode()


@pytest.mark.parametrize("nom", ["modifier", "qualifier", "clore", "rouvrir"])
def test_les_autres_ne_modifient_pas_le_besoin_d_un_prive(nav, nom):
    """CLI-5: refused, 403, and nothing changes."""
    besoin, _ = prive()
    assert nav.post(reverse(f"besoins:{nom}", args=[besoin.pk]), {"statut": "perdu", "motif": "x"}).status_code == 403
    besoin.refresh_from_db()
    assert besoin.statut == StatutBesoin.QUALIFIE
    assert besoin.version == 1


def test_la_recherche_ne_trouve_pas_par_le_nom_du_do(nav):
    """CLI-5: no search may betray a hidden field."""
    prive()
    assert _intitules(nav.get(reverse("besoins:liste"), {"q": "Cachée"})) == set()


def test_le_choix_du_do_ne_propose_pas_les_prives_des_autres_ni_les_permanents(nav, connecter):
    """CLI-5, BES-1."""
    besoin, proprietaire = prive()
    ContactFactory(nom="Cachée", nature=NatureContact.PERMANENT)
    adresse = reverse("besoins:donneurs_json")
    assert nav.get(adresse, {"q": "cachee"}).json() == []
    assert [ligne["value"] for ligne in connecter(proprietaire).get(adresse, {"q": "cachee"}).json()] == [
        besoin.contact_id
    ]


# --- Creation ---
def test_ouvrir_un_besoin_depuis_un_appel(nav, commercial, do):
    """Step 4: the DO is already chosen, and the call is kept."""
    appel = journaliser(auteur=commercial, contact=do, genre=GenreEchange.APPEL, sens=Sens.SORTANT, issue="joint")
    adresse = reverse("besoins:creer") + f"?contact={do.pk}&echange={appel.pk}"
    page = nav.get(adresse).content.decode()
    assert f'<option value="{do.pk}" selected>' in page
    reponse = nav.post(adresse, saisie(do, commercial))
    besoin = Besoin.objects.get()
    assert reponse.url == reverse("besoins:fiche", args=[besoin.pk])
    assert (besoin.client, besoin.echange_origine, besoin.proprietaire) == (do.client, appel, commercial)
    assert besoin.statut == StatutBesoin.A_QUALIFIER


def test_le_formulaire_vierge_propose_le_proprietaire_et_la_marge_de_la_firme(nav, commercial):
    """BES-2: the default margin is a parameter."""
    form = nav.get(reverse("besoins:creer")).context["form"]
    assert form["proprietaire"].value() == commercial.pk
    assert form["marge"].value() == "15"


def test_un_permanent_ne_peut_pas_commander(nav, commercial):
    """BES-1: said on the page that comes from his call, refused on the post."""
    permanent = ContactFactory(nature=NatureContact.PERMANENT)
    adresse = reverse("besoins:creer") + f"?contact={permanent.pk}"
    assert "un permanent ne peut pas commander" in nav.get(adresse).content.decode()
    reponse = nav.post(adresse, saisie(permanent, commercial))
    assert reponse.status_code == 422
    assert "ne peut pas commander" in reponse.content.decode()
    assert not Besoin.objects.exists()


def test_le_prive_d_un_autre_ne_commande_pas_par_moi(nav, commercial):
    """CLI-5: by the link and by the post."""
    besoin, _ = prive()
    assert nav.get(reverse("besoins:creer"), {"contact": besoin.contact_id}).status_code == 403
    reponse = nav.post(reverse("besoins:creer"), saisie(besoin.contact, commercial))
    assert reponse.status_code == 422
    assert Besoin.objects.count() == 1


def test_un_contact_inconnu_est_introuvable(nav):
    assert nav.get(reverse("besoins:creer"), {"contact": 999999}).status_code == 404


def test_un_besoin_complet_se_cree_avec_ses_competences_et_son_lieu(nav, commercial, do):
    """BES-1: département and coordinates come from the postcode; skills from their rows."""
    nav.post(reverse("besoins:creer"), saisie_complete(do, commercial))
    besoin = Besoin.objects.get()
    assert besoin.departement_id == "75"
    assert besoin.latitude is not None
    assert besoin.competences.get().niveau == 2
    assert (besoin.tjm_vente, besoin.marge) == (Decimal("600"), Decimal("0.15"))


def test_un_double_clic_fait_un_seul_besoin(nav, commercial, do):
    """§4: the same form posted twice."""
    donnees = saisie_complete(do, commercial)
    premiere = nav.post(reverse("besoins:creer"), donnees)
    seconde = nav.post(reverse("besoins:creer"), donnees)
    assert premiere.url == seconde.url
    assert Besoin.objects.count() == 1
    assert Besoin.objects.get().competences.count() == 1


@pytest.mark.parametrize("marge", ["100", "120", "-5"])
def test_une_marge_de_cent_pour_cent_est_refusee_et_rien_n_est_perdu(marge, nav, commercial, do):
    """BES-2, §4: a clear message, and what was typed is still there."""
    reponse = nav.post(reverse("besoins:creer"), saisie(do, commercial, marge=marge, taches="Tapé avec soin"))
    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert "comprise entre 0" in page
    assert "Tapé avec soin" in page
    assert not Besoin.objects.exists()


@pytest.mark.parametrize(
    ("tape", "vente", "marge"),
    [
        ({"tjm_achat": "500", "marge": "15"}, Decimal("588.24"), Decimal("0.15")),
        ({"tjm_achat": "500", "tjm_vente": "600"}, Decimal("600"), Decimal("0.1667")),
        ({"tjm_vente": "1 234,50", "marge": "16,67"}, Decimal("1234.50"), Decimal("0.1667")),
        ({"tjm_achat": "510", "tjm_vente": "600", "marge": "15"}, Decimal("600"), Decimal("0.15")),
        ({"tjm_achat": "500", "tjm_vente": "600", "marge": "16,67"}, Decimal("600"), Decimal("0.1667")),
    ],
)
def test_le_calculateur_fonctionne_dans_les_deux_sens_sans_javascript(tape, vente, marge, nav, commercial, do):
    """BES-2: the third value follows from the two others; commas and spaces are read."""
    nav.post(reverse("besoins:creer"), saisie(do, commercial, **tape))
    besoin = Besoin.objects.get()
    assert (besoin.tjm_vente, besoin.marge) == (vente, marge)


@pytest.mark.parametrize(
    "tape",
    [
        {"tjm_achat": "500", "tjm_vente": "600", "marge": "50"},
        {"tjm_achat": "700", "tjm_vente": "600"},
        {"tjm_achat": "0", "tjm_vente": "600"},
        {"tjm_vente": "0"},
        {"tjm_vente": "beaucoup"},
    ],
)
def test_des_tarifs_impossibles_sont_refuses(tape, nav, commercial, do):
    """BES-2: discordant, below cost, margin of 100 % in disguise, zero, not a number."""
    assert nav.post(reverse("besoins:creer"), saisie(do, commercial, **tape)).status_code == 422
    assert not Besoin.objects.exists()


def test_un_code_postal_inconnu_est_dit(nav, commercial, do):
    reponse = nav.post(reverse("besoins:creer"), saisie(do, commercial, code_postal="00000"))
    assert reponse.status_code == 422
    assert "code postal est inconnu" in reponse.content.decode()


def test_une_competence_demandee_deux_fois_est_refusee(nav, commercial, do):
    competence = CompetenceFactory().pk
    lignes = {"competences-TOTAL_FORMS": 2}
    for rang in range(2):
        lignes |= {
            f"competences-{rang}-competence": competence,
            f"competences-{rang}-importance": "souhaitee",
            f"competences-{rang}-niveau": 1,
        }
    reponse = nav.post(reverse("besoins:creer"), saisie(do, commercial, **lignes))
    assert reponse.status_code == 422
    assert "déjà demandée" in reponse.content.decode()


def test_langues_et_aucune_langue_ne_se_cumulent_pas(nav, commercial, do):
    reponse = nav.post(reverse("besoins:creer"), saisie(do, commercial, langues=["en"], sans_langue="on"))
    assert reponse.status_code == 422


# --- The live checklist (BES-1) ---
def test_la_liste_de_ce_qui_manque_suit_la_saisie_sans_rien_ecrire(nav, commercial, do):
    """BES-1: counts down as one types; the server is the truth."""
    adresse = reverse("besoins:manques")
    assert "Il manque 11 informations" in nav.post(adresse, saisie(do, commercial)).content.decode()
    presque = saisie_complete(do, commercial, taches="")
    assert "Il manque 1 information<" in nav.post(adresse, presque).content.decode().replace("\n", "<")
    assert "Tout est connu" in nav.post(adresse, saisie_complete(do, commercial)).content.decode()
    assert not Besoin.objects.exists()


def test_la_liste_vivante_d_un_besoin_n_est_pas_pour_un_autre_que_le_proprietaire_du_prive(nav, commercial):
    """CLI-5."""
    besoin, _ = prive()
    reponse = nav.post(f"{reverse('besoins:manques')}?besoin={besoin.pk}", saisie(besoin.contact, commercial))
    assert reponse.status_code == 403


# --- Edition and conflict ---
def _modification(besoin, proprietaire, **champs):
    ligne = besoin.competences.get()
    donnees = saisie_complete(besoin.contact, proprietaire, version=besoin.version, intitule=besoin.intitule)
    donnees |= {"metier": besoin.metier_id, "competences-0-competence": ligne.competence_id}
    return donnees | champs


def test_deux_personnes_modifient_le_meme_besoin_la_seconde_voit_les_deux_versions(
    nav, commercial, collegue, connecter
):
    """§4: 409, nothing overwritten, what was typed is kept; posting again then writes."""
    besoin = besoin_de(commercial)
    adresse = reverse("besoins:modifier", args=[besoin.pk])
    connecter(collegue).post(adresse, _modification(besoin, commercial, intitule="Premier arrivé", marge="20"))
    autre = CompetenceFactory(nom="Compétence du second")
    mienne = _modification(besoin, commercial, intitule="Second", **{"competences-0-competence": autre.pk})
    reponse = nav.post(adresse, mienne)
    page = reponse.content.decode()
    assert reponse.status_code == 409
    for attendu in ("Premier arrivé", "Second", "Compétence du second", "20"):
        assert attendu in page
    besoin.refresh_from_db()
    assert besoin.intitule == "Premier arrivé"
    assert nav.post(adresse, mienne | {"version": besoin.version}).status_code == 302
    besoin.refresh_from_db()
    assert besoin.intitule == "Second"
    assert besoin.competences.get().competence == autre


def test_un_formulaire_sans_version_est_refuse(nav, commercial):
    """§8: it could overwrite unseen."""
    besoin = besoin_de(commercial)
    donnees = _modification(besoin, commercial)
    del donnees["version"]
    assert nav.post(reverse("besoins:modifier", args=[besoin.pk]), donnees).status_code == 422


def test_un_besoin_qui_perd_une_information_repasse_a_qualifier(nav, commercial):
    """BES-1."""
    besoin = besoin_de(commercial)
    nav.post(reverse("besoins:modifier", args=[besoin.pk]), _modification(besoin, commercial, taches=""))
    besoin.refresh_from_db()
    assert besoin.statut == StatutBesoin.A_QUALIFIER


def test_la_page_de_modification_montre_ce_qui_est_enregistre(nav, commercial):
    """BES-2: the margin in per cent, the purchase it allows."""
    besoin = besoin_de(commercial)
    page = nav.get(reverse("besoins:modifier", args=[besoin.pk])).content.decode()
    assert 'value="15"' in page
    assert 'value="510"' in page
    assert str(besoin.competences.get()) in page


# --- Statuts ---
def test_qualifier_est_refuse_tant_qu_il_manque_quelque_chose(nav, commercial):
    """BES-1."""
    besoin = BesoinFactory(proprietaire=commercial)
    reponse = nav.post(reverse("besoins:qualifier", args=[besoin.pk]), follow=True)
    assert "Il manque encore" in reponse.content.decode()
    besoin.refresh_from_db()
    assert besoin.statut == StatutBesoin.A_QUALIFIER


def test_qualifier_ouvre_le_besoin(nav, commercial):
    """BES-1."""
    besoin = besoin_de(commercial, statut=StatutBesoin.A_QUALIFIER)
    nav.post(reverse("besoins:qualifier", args=[besoin.pk]))
    besoin.refresh_from_db()
    assert besoin.statut == StatutBesoin.QUALIFIE
    assert besoin.version == 2


@pytest.mark.parametrize(("etape", "statut"), [(Etape.CONTACTE, "en_recherche"), (Etape.CV_ENVOYE, "en_presentation")])
def test_requalifier_rend_au_besoin_le_statut_de_son_avancement(etape, statut, nav, commercial):
    besoin = besoin_de(commercial, statut=StatutBesoin.A_QUALIFIER)
    PositionnementFactory(besoin=besoin, etape=etape)
    nav.post(reverse("besoins:qualifier", args=[besoin.pk]))
    besoin.refresh_from_db()
    assert besoin.statut == statut


@pytest.mark.parametrize("statut", ["perdu", "abandonne"])
def test_perdu_et_abandonne_demandent_un_motif(statut, nav, commercial):
    besoin = besoin_de(commercial)
    adresse = reverse("besoins:clore", args=[besoin.pk])
    reponse = nav.post(adresse, {"statut": statut, "motif": " "})
    assert reponse.status_code == 422
    assert "Dites pourquoi" in reponse.content.decode()
    assert nav.post(adresse, {"statut": statut, "motif": "Budget gelé"}).status_code == 302
    besoin.refresh_from_db()
    assert (besoin.statut, besoin.motif_cloture) == (statut, "Budget gelé")


def test_pourvu_se_passe_de_motif_et_le_besoin_se_rouvre(nav, commercial):
    besoin = besoin_de(commercial)
    nav.post(reverse("besoins:clore", args=[besoin.pk]), {"statut": "pourvu"})
    besoin.refresh_from_db()
    assert besoin.statut == StatutBesoin.POURVU
    nav.post(reverse("besoins:rouvrir", args=[besoin.pk]))
    besoin.refresh_from_db()
    assert besoin.statut == StatutBesoin.QUALIFIE


# --- Roles ---
LECTEURS = [Role.QUALIFIEUR, Role.GESTION, Role.DIRECTION, Role.ADMINISTRATEUR]


@pytest.mark.django_db
@pytest.mark.parametrize("role", LECTEURS)
def test_les_autres_roles_lisent_et_n_ecrivent_pas(role, connecter):
    """Conception §1: they read; each acting address answers 403, whatever the method."""
    nav = connecter(UtilisateurFactory(role=role))
    positionnement = pret_a_envoyer(UtilisateurFactory())
    besoin = positionnement.besoin
    for nom, cle in (("liste", None), ("fiche", besoin.pk), ("positionnement", positionnement.pk)):
        assert nav.get(reverse(f"besoins:{nom}", args=[cle] if cle else [])).status_code == 200
    actes = {
        "creer": [],
        "manques": [],
        "modifier": [besoin.pk],
        "qualifier": [besoin.pk],
        "clore": [besoin.pk],
        "rouvrir": [besoin.pk],
        "positionner": [besoin.pk],
        "choisir": [positionnement.freelance_id],
        **{
            nom: [positionnement.pk]
            for nom in (
                "appel",
                "portage",
                "reference_ajouter",
                "confirmer",
                "recapitulatif",
                "tarifs",
                "ecarter",
                "reprendre",
                "envoyer",
                "repondre",
                "relancer",
            )
        },
    }
    for nom, arguments in actes.items():
        assert nav.post(reverse(f"besoins:{nom}", args=arguments)).status_code == 403, nom
    positionnement.refresh_from_db()
    assert positionnement.envoye_le is None


@pytest.mark.parametrize("nom", ["qualifier", "rouvrir", "positionner", "confirmer", "portage", "reprendre"])
def test_un_acte_ne_se_fait_pas_par_un_lien(nom, nav, commercial):
    """A GET cannot write."""
    positionnement = PositionnementFactory(besoin=besoin_de(commercial))
    cle = positionnement.besoin_id if nom in {"qualifier", "rouvrir", "positionner"} else positionnement.pk
    assert nav.get(reverse(f"besoins:{nom}", args=[cle])).status_code == 405


def test_un_besoin_inconnu_est_introuvable(nav):
    for nom in ("fiche", "modifier", "clore", "positionnement", "appel", "envoyer"):
        assert nav.get(reverse(f"besoins:{nom}", args=[999999])).status_code == 404


def test_la_date_de_creation_reste_de_son_jour(commercial):
    """Guards the fixture: a besoin made now is of today in Paris."""
    assert timezone.localtime(besoin_de(commercial).cree_le).date() == timezone.localdate()


# --- Skills that nobody knew ---
def test_une_competence_inconnue_se_demande_et_compte_pour_la_qualification(nav, commercial, do):
    """BES-1: technologies are known once one is typed."""
    demandee = {
        "competences-TOTAL_FORMS": 1,
        "competences-0-competence": "Zig",
        "competences-0-importance": "souhaitee",
        "competences-0-niveau": 3,
    }
    panneau = nav.post(reverse("besoins:manques"), saisie(do, commercial, **demandee)).content.decode()
    assert "Technologies" in panneau
    assert not Competence.objects.exists()
    reponse = nav.post(reverse("besoins:creer"), saisie(do, commercial, **demandee))
    ligne = Besoin.objects.get().competences.get()
    assert (ligne.competence.nom, ligne.importance, ligne.niveau) == ("Zig", "souhaitee", 3)
    assert (ligne.competence.verifiee, ligne.competence.proposee_par) == (False, commercial)
    assert "à ranger" in nav.get(reponse["Location"]).content.decode()


def test_un_nom_nouveau_demande_deux_fois_est_refuse(nav, commercial, do):
    lignes = {"competences-TOTAL_FORMS": 2}
    for rang, nom in enumerate(("Zig", "zig")):
        lignes |= {f"competences-{rang}-competence": nom, f"competences-{rang}-niveau": 1}
        lignes |= {f"competences-{rang}-importance": "souhaitee"}
    reponse = nav.post(reverse("besoins:creer"), saisie(do, commercial, **lignes))
    assert reponse.status_code == 422
    assert "est demandée deux fois" in reponse.content.decode()
    assert not Competence.objects.exists()
