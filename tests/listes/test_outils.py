"""Columns, saved searches and exports of the lists: one component for all of them."""

from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from samba.listes.exports import neutraliser
from samba.listes.models import ColonnesChoisies, Export, RechercheEnregistree
from samba.listes.registre import listes
from samba.parametres.models import parametres
from tests.usines import (
    AgenceFactory,
    BesoinFactory,
    ClientFactory,
    ContactFactory,
    ExerciceFactory,
    FicheFactory,
    FreelanceFactory,
    UtilisateurFactory,
    au_vivier,
)

pytestmark = pytest.mark.django_db
CODES = ["clients", "contacts", "besoins", "freelances", "vivier", "portefeuille"]


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


def entetes(reponse) -> str:
    """The head of the table on screen."""
    texte = reponse.content.decode()
    return texte[texte.index("<thead>") : texte.index("</thead>")]


def exporter(web, liste: str, requete: str = "", **champs):
    return web.post(reverse("outils:exporter", args=[liste]) + requete, {"format": "csv", **champs})


def lignes_csv(reponse) -> list[list[str]]:
    texte = b"".join(reponse.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(texte), delimiter=";"))


def test_chaque_liste_est_declaree():
    assert {liste.code for liste in listes()} >= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_chaque_liste_montre_ses_boutons_et_s_exporte(web, commercial, code):
    FreelanceFactory()
    BesoinFactory(proprietaire=UtilisateurFactory())
    au_vivier()
    FicheFactory(recruteur=commercial)
    liste = next(liste for liste in listes() if liste.code == code)
    texte = web.get(liste.adresse).content.decode()
    for adresse in ("outils:colonnes", "outils:recherches", "outils:exporter"):
        assert reverse(adresse, args=[code]) in texte
    lues = lignes_csv(exporter(web, code, toutes="1"))
    assert lues[0] == [libelle for _, libelle in liste.table.libelles_colonnes()]
    assert len(lues) >= 2


# --- Columns --------------------------------------------------------------------------------------------------------
def test_les_colonnes_choisies_restent_et_se_partagent_par_l_adresse(web, connecter, commercial, collegue):
    ExerciceFactory(effectif=1250)
    adresse = reverse("clients:liste")
    assert "Effectif" not in entetes(web.get(adresse))
    reponse = web.post(
        reverse("outils:colonnes", args=["clients"]),
        {"colonne": ["effectif", "verdict", "inconnue"], "requete": "type=esn_classique&page=3", "chemin": adresse},
    )
    assert reponse.url == f"{adresse}?type=esn_classique&colonnes=nom,verdict,effectif"
    page = web.get(adresse)
    assert "Effectif" in entetes(page)
    assert "Suivi par" not in entetes(page)
    assert "1\u202f250" in page.content.decode()
    # A colleague keeps theirs, and sees mine by my link.
    autre = connecter(collegue)
    assert "Effectif" not in entetes(autre.get(adresse))
    assert "Effectif" in entetes(autre.get(reponse.url))
    web.post(reverse("outils:colonnes", args=["clients"]), {"defaut": "1", "chemin": adresse})
    assert not ColonnesChoisies.objects.exists()


@pytest.mark.parametrize("colonnes", ["", ",,,", "inconnue", "<script>", "effectif," * 400])
def test_des_colonnes_absurdes_dans_l_adresse_laissent_une_liste_lisible(web, colonnes):
    ClientFactory(entreprise__nom="Alpha")
    reponse = web.get(reverse("clients:liste"), {"colonnes": colonnes})
    assert reponse.status_code == 200
    assert "Alpha" in reponse.content.decode()


@pytest.mark.parametrize(("code", "fabrique"), [("clients", ClientFactory), ("contacts", ContactFactory)])
def test_toutes_les_colonnes_ne_font_pas_une_requete_par_ligne(web, code, fabrique):
    liste = next(liste for liste in listes() if liste.code == code)
    adresse = f"{liste.adresse}?colonnes={','.join(liste.table.noms_colonnes())}"
    fabrique()
    web.get(adresse)
    with CaptureQueriesContext(connection) as une:
        web.get(adresse)
    for _ in range(24):
        fabrique()
    with CaptureQueriesContext(connection) as beaucoup:
        web.get(adresse)
    assert len(une) == len(beaucoup)


def test_une_colonne_cachee_reste_masquee_sur_le_prive_d_un_autre(web, collegue):
    """CLI-5: e-mail and technologies are columns now; a masked row has neither."""
    ContactFactory(email="secret@boreale.test", prive_a=collegue, nom="Delorme")
    reponse = web.get(reverse("clients:contacts"), {"colonnes": "nom,email,technologies,dernier_essai,telephone"})
    texte = reponse.content.decode()
    assert "Delorme" in texte
    assert "secret@boreale.test" not in texte


def test_le_menu_des_colonnes_coche_celles_de_l_adresse(web):
    requete = {"requete": "colonnes=nom,effectif", "chemin": reverse("clients:liste")}
    for entete in ({}, {"HX-Request": "true"}):
        texte = web.get(reverse("outils:colonnes", args=["clients"]), requete, headers=entete).content.decode()
        assert 'value="effectif" checked' in texte
        assert 'value="verdict" checked' not in texte


# --- Saved searches -------------------------------------------------------------------------------------------------
def garder(web, nom="Mes ESN", liste="clients", **champs):
    donnees = {
        "nom": nom,
        "requete": "type=esn_classique&tri=-nom&page=4",
        "chemin": reverse("clients:liste"),
        **champs,
    }
    return web.post(reverse("outils:enregistrer", args=[liste]), donnees)


def test_une_recherche_se_garde_sans_sa_page_et_se_rouvre(web, commercial):
    assert garder(web).url == f"{reverse('clients:liste')}?type=esn_classique&tri=-nom"
    gardee = RechercheEnregistree.objects.get()
    assert (gardee.utilisateur, gardee.requete, gardee.partagee) == (commercial, "type=esn_classique&tri=-nom", False)
    texte = web.get(reverse("outils:recherches", args=["clients"])).content.decode()
    assert "Mes ESN" in texte
    assert "type=esn_classique&amp;tri=-nom" in texte


def test_un_onglet_a_son_adresse_garde_sa_vue(web):
    """BES-3: « Mes besoins » kept opens « Mes besoins »."""
    garder(web, liste="besoins", requete="statut=ouverts", chemin=reverse("besoins:mes"))
    assert RechercheEnregistree.objects.get().requete == "vue=mes&statut=ouverts"


@pytest.mark.parametrize("nom", ["", "   ", "x" * 81, "mes esn"])
def test_un_nom_vide_trop_long_ou_deja_pris_est_refuse(web, nom):
    garder(web)
    reponse = garder(web, nom=nom)
    assert reponse.status_code == 422
    assert "invalid-feedback" in reponse.content.decode()
    assert RechercheEnregistree.objects.count() == 1


def test_une_recherche_trop_longue_est_refusee_avec_ce_qu_il_faut_faire(web):
    reponse = garder(web, requete="q=" + "x" * 3000)
    assert reponse.status_code == 422
    assert "retirez quelques filtres" in reponse.content.decode()


def test_une_recherche_est_a_moi_seul_tant_que_je_ne_la_partage_pas(web, connecter, commercial, collegue):
    garder(web)
    gardee = RechercheEnregistree.objects.get()
    ailleurs = UtilisateurFactory(agence=AgenceFactory())

    def voit(utilisateur) -> bool:
        texte = connecter(utilisateur).get(reverse("outils:recherches", args=["clients"])).content.decode()
        return "Mes ESN" in texte

    assert [voit(qui) for qui in (commercial, collegue, ailleurs)] == [True, False, False]
    web.post(reverse("outils:partager", args=[gardee.pk]))
    assert [voit(qui) for qui in (commercial, collegue, ailleurs)] == [True, True, False]
    for acte in ("outils:partager", "outils:supprimer"):
        assert connecter(collegue).post(reverse(acte, args=[gardee.pk])).status_code == 404
    web.post(reverse("outils:supprimer", args=[gardee.pk]))
    assert not RechercheEnregistree.objects.exists()


def test_un_utilisateur_sans_agence_ne_recoit_pas_les_recherches_des_autres_sans_agence(connecter):
    for _ in range(2):
        UtilisateurFactory(agence=None, role="administrateur")
    premier, second = get_user_model().objects.filter(agence=None)
    RechercheEnregistree.objects.create(utilisateur=premier, liste="clients", nom="Seule", partagee=True)
    assert not RechercheEnregistree.objects.visibles_pour(second).exists()


def test_un_onglet_s_exporte_tel_qu_on_le_voit(web, commercial, collegue):
    """BES-3: from « Mes besoins », mine alone."""
    for qui, intitule in ((commercial, "À moi"), (collegue, "À lui")):
        BesoinFactory(proprietaire=qui, intitule=intitule)
    menu = web.get(reverse("outils:exporter", args=["besoins"]), {"chemin": reverse("besoins:mes")}).content.decode()
    assert f'action="{reverse("outils:exporter", args=["besoins"])}?vue=mes"' in menu
    assert "jusqu’à 10\u202f000 lignes" in menu
    lues = str(lignes_csv(exporter(web, "besoins", "?vue=mes")))
    assert "À moi" in lues
    assert "À lui" not in lues


# --- Exports --------------------------------------------------------------------------------------------------------
def test_l_export_suit_les_filtres_le_tri_et_les_colonnes_et_se_note(web, commercial):
    for nom, effectif in (("Alpha", 10), ("Bravo", 30), ("Charlie", 20)):
        ExerciceFactory(client=ClientFactory(entreprise__nom=nom, type="esn_conseil"), effectif=effectif)
    ClientFactory(entreprise__nom="Ailleurs", type="nationale")
    reponse = exporter(web, "clients", "?type=esn_conseil&tri=-effectif&colonnes=nom,effectif")
    assert reponse["Content-Disposition"].startswith('attachment; filename="clients-')
    assert lignes_csv(reponse) == [["Client", "Effectif"], ["Bravo", "30"], ["Charlie", "20"], ["Alpha", "10"]]
    note = Export.objects.get()
    assert (note.utilisateur, note.liste, note.format, note.lignes, note.coupe) == (
        commercial,
        "clients",
        "csv",
        3,
        False,
    )


def test_le_prive_d_un_autre_n_est_ni_dans_le_fichier_ni_dans_son_compte(web, connecter, collegue):
    """CLI-5: refused: export."""
    ContactFactory(nom="Ouvert")
    ContactFactory(nom="Cachottier", email="secret@boreale.test", prive_a=collegue)
    assert "Cachottier" not in str(lignes_csv(exporter(web, "contacts", toutes="1")))
    assert Export.objects.get().lignes == 1
    assert "Cachottier" in str(lignes_csv(exporter(connecter(collegue), "contacts", toutes="1")))


def test_le_besoin_d_un_do_prive_ne_dit_que_do_prive(web, collegue):
    BesoinFactory(contact=ContactFactory(nom="Cachottier", prive_a=collegue), proprietaire=collegue)
    lues = lignes_csv(exporter(web, "besoins"))
    assert "DO privé" in lues[1]
    assert "Cachottier" not in str(lues)


def test_un_excel_se_relit_avec_ses_nombres_et_sans_formule(web):
    ExerciceFactory(client=ClientFactory(entreprise__nom="=1+1 & Cie"), effectif=12)
    reponse = exporter(web, "clients", "?colonnes=nom,effectif", format="xlsx")
    feuille = load_workbook(io.BytesIO(b"".join(reponse.streaming_content))).active
    assert [[cellule.value for cellule in ligne] for ligne in feuille.iter_rows()] == [
        ["Client", "Effectif"],
        ["=1+1 & Cie", 12],
    ]
    assert feuille["A2"].data_type == "s"
    assert feuille["A2"].quotePrefix


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "\u00a0@"])
def test_aucun_texte_ne_commence_une_formule(debut):
    assert neutraliser(f"{debut}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("texte", ["", "Société Boréale", "06 12 34 56 78", "a=b", "1-2"])
def test_un_texte_ordinaire_reste_tel_quel(texte):
    assert neutraliser(texte) == texte


def test_un_nom_qui_commence_comme_une_formule_est_neutralise_dans_le_csv(web):
    ClientFactory(entreprise__nom="=HYPERLINK(1)")
    assert lignes_csv(exporter(web, "clients"))[1][0] == "'=HYPERLINK(1)"


def test_un_export_s_arrete_a_la_limite_de_la_firme_et_le_dit(web):
    firme = parametres()
    firme.export_lignes_max = 2
    firme.save()
    for _ in range(3):
        ClientFactory()
    lues = lignes_csv(exporter(web, "clients"))
    assert len(lues) == 4
    assert "Export arrêté à 2 lignes" in lues[3][0]
    note = Export.objects.get()
    assert (note.lignes, note.coupe) == (2, True)


def test_un_export_lit_par_lots_et_non_ligne_par_ligne(web):
    def requetes() -> int:
        with CaptureQueriesContext(connection) as lues:
            lignes_csv(exporter(web, "contacts", toutes="1"))
        return len(lues)

    ContactFactory()
    requetes()
    peu = requetes()
    for _ in range(20):
        ContactFactory()
    assert requetes() == peu


@pytest.mark.parametrize("donnees", [{}, {"format": "pdf"}, {"format": "../../etc"}])
def test_un_format_inconnu_est_refuse_sans_trace(web, donnees):
    assert web.post(reverse("outils:exporter", args=["clients"]), donnees).status_code == 400
    assert not Export.objects.exists()


def test_une_liste_inconnue_n_existe_pas(web):
    for nom in ("outils:exporter", "outils:colonnes", "outils:enregistrer"):
        assert web.post(reverse(nom, args=["inconnue"]), {"format": "csv"}).status_code == 404
