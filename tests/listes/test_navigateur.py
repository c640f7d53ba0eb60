"""What JavaScript changes, in a real Chromium, under the product's own CSP."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from samba.listes.menu import enregistrer_entree

pytestmark = pytest.mark.navigateur
TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def _barre():
    enregistrer_entree("Freelance", "liste", 10, "users", sous_entrees=(("Tous", "liste"), ("Archives", "archives")))
    enregistrer_entree("Client", "fiche", 20, "building-office-2")
    enregistrer_entree("Besoin", "formulaire", 30, "briefcase")


@pytest.fixture
def ecran(page: Page, serveur: str):
    """`ecran("/liste/")` opens a page and fails the test on any script error or anything the CSP blocked."""
    fautes: list[str] = []
    page.on("pageerror", lambda erreur: fautes.append(str(erreur)))
    page.on("console", lambda dit: fautes.append(dit.text) if "Content Security Policy" in dit.text else None)

    def ouvrir(adresse: str) -> Page:
        page.goto(serveur + adresse)
        return page

    yield ouvrir
    assert fautes == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("taille", [{"width": 1440, "height": 900}, TELEPHONE], ids=["bureau", "telephone"])
@pytest.mark.parametrize(
    "adresse", ["/", "/liste/?q=Personne&etats=libre", "/liste/?q=rien", "/fiche/", "/formulaire/"]
)
def test_chaque_ecran_est_accessible_et_tient_dans_la_largeur(ecran, page, adresse, taille, theme):
    page.set_viewport_size(taille)
    page.emulate_media(color_scheme=theme)
    ecran(adresse)
    fautes = [(v["id"], [n["html"] for n in v["nodes"]]) for v in Axe().run(page).response["violations"]]
    assert fautes == []
    assert page.evaluate("document.documentElement.scrollWidth") <= taille["width"]


def test_le_theme_choisi_tient_d_une_page_a_l_autre(ecran, page):
    page.emulate_media(color_scheme="light")
    ecran("/")
    page.get_by_role("button", name="Passer au thème sombre").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    ecran("/fiche/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Passer au thème clair")).to_be_visible()


def test_filtrer_rafraichit_la_liste_et_l_adresse_sans_parametre_vide(ecran, page, serveur):
    ecran("/liste/?tri=-nom")
    page.keyboard.press("/")
    page.keyboard.type("Personne 000")
    expect(page.locator(".s-compte strong")).to_have_text("10 freelances")
    expect(page.locator("#annonce")).to_have_text("10 freelances")
    page.get_by_label("Ville").select_option("brest")
    expect(page.locator(".s-compte strong")).to_have_text("5 freelances")
    assert page.url == f"{serveur}/liste/?q=Personne+000&ville=brest&tri=-nom".replace("+", "%20")
    expect(page.locator("tbody tr").first).to_contain_text("Personne 0009")
    page.reload()
    expect(page.locator(".s-compte strong")).to_have_text("5 freelances")
    page.get_by_title("Retirer ce filtre").filter(has_text="Brest").click()
    expect(page.locator(".s-compte strong")).to_have_text("10 freelances")
    expect(page.get_by_label("Ville")).to_have_value("")


def test_la_pagination_se_parcourt_et_le_retour_arriere_ramene(ecran, page):
    ecran("/liste/")
    page.get_by_label("Page 2", exact=True).click()
    expect(page.locator("tbody tr").first).to_contain_text("Personne 0025")
    expect(page).to_have_url(re.compile(r"page=2$"))
    page.go_back()
    expect(page.locator("tbody tr").first).to_contain_text("Personne 0000")


def test_filtrer_marche_sans_javascript(browser, serveur):
    contexte = browser.new_context(java_script_enabled=False)
    page = contexte.new_page()
    page.goto(f"{serveur}/liste/?tri=-nom")
    page.get_by_label("Ville").select_option("brest")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator(".s-compte strong")).to_have_text("30 freelances")
    expect(page.locator("tbody tr").first).to_contain_text("Personne 0059")
    contexte.close()


def test_une_liste_distante_cherche_et_filtre(ecran, page):
    ecran("/liste/")
    page.get_by_role("combobox", name="Métier").fill("java")
    page.get_by_role("option", name="Développeur Java").click()
    expect(page).to_have_url(re.compile(r"metier=7"))
    expect(page.locator(".ts-control .item")).to_have_text("Développeur Java")


def test_une_liste_quittee_ne_se_rouvre_pas_quand_le_serveur_repond_tard(ecran, page):
    retenues = []
    page.route("**/metiers.json*", lambda route: retenues.append(route))
    ecran("/liste/")
    with page.expect_request("**/metiers.json*"):
        page.get_by_role("combobox", name="Métier").fill("java")
    page.keyboard.press("Escape")
    retenues[0].fulfill(json=[{"value": 7, "text": "Développeur Java"}])
    expect(page.locator(".ts-dropdown .option")).to_have_count(1)  # the answer came
    expect(page.locator(".ts-dropdown")).to_be_hidden()


def test_un_nom_ne_se_dit_nouveau_qu_une_fois_la_reponse_venue(ecran, page):
    """« Ajouter » before a slow answer made twins of what the référentiel already knew."""
    retenues = []
    page.route("**/technos.json*", lambda route: retenues.append(route))
    ecran("/formulaire/")
    champ, ajouter = page.get_by_role("combobox", name="Technologies"), page.locator(".ts-dropdown .create")
    with page.expect_request("**/technos.json*"):
        champ.fill("Zig")
    expect(page.get_by_text("Recherche…")).to_be_visible()
    expect(ajouter).to_have_count(0)
    page.keyboard.press("Enter")
    retenues[0].fulfill(json=[])
    expect(ajouter).to_have_text("Ajouter « Zig »")
    expect(page.locator(".ts-control .item")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".ts-control .item")).to_contain_text("Zigà ranger")


def test_entree_avant_la_reponse_prend_le_nom_tape_s_il_est_connu(ecran, page):
    ecran("/formulaire/")
    champ = page.get_by_role("combobox", name="Technologies")
    champ.focus()
    for nom in ("csharp", "c"):
        page.keyboard.type(nom)
        page.keyboard.press("Enter")
        expect(page.locator(".ts-control .item").last).to_contain_text("C#" if nom == "csharp" else "C")
    expect(page.locator(".ts-control .item")).to_have_text([re.compile("^C#"), re.compile("^C(?!#)")])
    page.keyboard.press("Enter")  # one too many sends nothing
    expect(champ).to_be_focused()
    expect(page).to_have_title("Saisie")


def test_entree_ne_prend_pas_ce_qui_ne_fait_que_ressembler(ecran, page):
    page.route("**/technos.json*", lambda route: route.fulfill(json=[{"value": 1, "text": "Go", "ressemble": True}]))
    ecran("/formulaire/")
    page.get_by_role("combobox", name="Technologies").fill("Zig lang")
    expect(page.get_by_role("option", name="Go")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".ts-control .item")).to_contain_text("Zig lang")


def test_une_reponse_en_retard_ne_remplace_pas_la_bonne(ecran, page):
    retenues = []
    page.route("**/technos.json?q=c", lambda route: retenues.append(route))
    ecran("/formulaire/")
    champ = page.get_by_role("combobox", name="Technologies")
    with page.expect_request("**/technos.json?q=c"):
        champ.fill("c")
    champ.fill("csharp")
    expect(page.get_by_role("option", name="C#")).to_be_visible()
    with page.expect_response("**/technos.json?q=c"):
        retenues[0].fulfill(json=[{"value": 1, "text": "Trop tard"}])
    expect(page.get_by_role("option", name="C#")).to_be_visible()
    expect(page.get_by_text("Trop tard")).to_have_count(0)


def test_une_recherche_qui_echoue_le_dit_et_se_refait(ecran, page):
    page.route("**/technos.json*", lambda route: route.fulfill(status=500, body="panne"), times=1)
    ecran("/formulaire/")
    page.get_by_role("combobox", name="Technologies").fill("csharp")
    expect(page.get_by_text("La recherche n’a pas abouti")).to_be_visible()
    expect(page.locator(".ts-dropdown .create")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".ts-control .item")).to_contain_text("C#")


def test_une_session_finie_ramene_a_la_connexion_au_lieu_de_la_dessiner_dans_la_liste(ecran, page):
    ecran("/liste/")
    page.route("**/liste/?ville=brest", lambda route: route.fulfill(body="<main data-page-entree>Connexion</main>"))
    with page.expect_navigation():
        page.get_by_label("Ville").select_option("brest")
    expect(page.locator("main [data-page-entree]")).to_have_count(0)


def test_un_refus_du_serveur_se_dit_et_laisse_l_ecran_en_place(ecran, page):
    ecran("/liste/")
    page.route("**/liste/?ville=brest", lambda route: route.fulfill(status=500, body="panne"))
    page.get_by_label("Ville").select_option("brest")
    expect(page.get_by_role("alert")).to_contain_text("L’action n’a pas abouti")
    expect(page.locator(".s-compte strong")).to_have_text("60 freelances")


def test_une_saisie_refusee_met_le_curseur_sur_le_resume_puis_sur_le_champ(ecran, page):
    ecran("/formulaire/")
    page.get_by_label("Nom", exact=True).fill("Alzéo")
    page.get_by_role("button", name="Enregistrer").click()
    resume = page.locator("[data-erreurs]")
    expect(resume).to_be_focused()
    resume.get_by_role("link", name="Adresse e-mail").click()
    expect(page.get_by_label("Adresse e-mail")).to_be_focused()
    expect(page.get_by_label("Nom", exact=True)).to_have_value("Alzéo")


def test_un_double_clic_n_envoie_qu_une_fois(ecran, page):
    """Promise of conception §6: a double click makes one record."""
    envois: list[str] = []
    page.on("request", lambda demande: envois.append(demande.method) if demande.method == "POST" else None)
    ecran("/formulaire/")
    page.get_by_label("Nom", exact=True).fill("Alzéo")
    page.get_by_label("Adresse e-mail").fill("a@exemple.fr")
    page.get_by_role("button", name="Enregistrer").dblclick()
    expect(page.locator(".s-message-success")).to_contain_text("enregistré")
    assert envois == ["POST"]


def test_quitter_une_saisie_demande_et_l_annuler_ne_demande_pas(ecran, page, serveur):
    demandes: list[str] = []

    def refuser(dialogue) -> None:
        demandes.append(dialogue.type)
        dialogue.dismiss()

    page.on("dialog", refuser)
    ecran("/formulaire/")
    page.get_by_label("Nom", exact=True).fill("Alzéo")
    page.get_by_role("navigation", name="Rubriques", exact=True).get_by_role("link", name="Client").click()
    expect(page.get_by_label("Nom", exact=True)).to_have_value("Alzéo")
    assert demandes == ["beforeunload"]
    page.get_by_role("link", name="Annuler").click()
    expect(page).to_have_url(f"{serveur}/liste/")
    assert demandes == ["beforeunload"]


def test_une_action_grave_demande_d_abord(ecran, page):
    ecran("/formulaire/")
    page.get_by_role("button", name="Archiver").click()
    boite = page.get_by_role("dialog", name="Confirmer")
    expect(boite).to_contain_text("Archiver ?")
    boite.get_by_role("button", name="Annuler").click()
    expect(boite).to_be_hidden()
    expect(page).to_have_title("Saisie")
    page.get_by_role("button", name="Archiver").click()
    boite.get_by_role("button", name="Archiver").click()
    expect(page).to_have_title("Fait")


def test_les_lignes_d_un_formset_s_ajoutent_et_se_retirent(ecran, page):
    ecran("/formulaire/")
    page.get_by_label("Langue").fill("Anglais")
    ajouter = page.get_by_role("button", name="Ajouter une ligne")
    ajouter.click()
    page.get_by_label("Langue").nth(1).fill("Allemand")
    ajouter.click()
    page.get_by_label("Langue").nth(2).fill("Breton")
    expect(ajouter).to_be_disabled()
    page.get_by_role("button", name="Retirer cette ligne").nth(1).click()
    expect(ajouter).to_be_enabled()
    page.get_by_role("button", name="Envoyer les langues").click()
    expect(page.get_by_text("Gardées : Anglais a, Breton a")).to_be_visible()


def test_entree_va_de_champ_en_champ_puis_a_une_nouvelle_ligne(ecran, page):
    ecran("/formulaire/")
    page.get_by_label("Langue").focus()
    for langue, touche in (("Anglais", "p"), ("Breton", "ArrowDown")):
        page.keyboard.type(langue)
        for frappe in ("Enter", touche, "Enter"):
            page.keyboard.press(frappe)
    expect(page.get_by_label("Langue").nth(2)).to_be_focused()
    page.keyboard.press("Enter")  # nothing typed: neither a row more, nor the form sent
    expect(page.get_by_label("Langue")).to_have_count(3)
    page.get_by_label("Aisance").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Langue").nth(1)).to_be_focused()
    page.get_by_role("button", name="Envoyer les langues").click()
    expect(page.get_by_text("Gardées : Anglais c, Breton b")).to_be_visible()


@pytest.mark.parametrize(
    ("saisies", "champ", "attendu"),
    [
        ([("achat", "450"), ("marge", "15")], "vente", "529,41"),
        ([("achat", "450"), ("vente", "600")], "marge", "25"),
        ([("marge", "20"), ("vente", "500")], "achat", "400,00"),
        ([("achat", "0,01"), ("marge", "33,33")], "vente", "0,01"),
        ([("achat", "333"), ("marge", "0")], "vente", "333,00"),
        ([("achat", "100"), ("vente", "120"), ("achat", "90")], "vente", "108,00"),
        ([("achat", "1 234,56"), ("marge", "12,5")], "vente", "1410,93"),
        ([("achat", "0,125"), ("marge", "0")], "vente", "0,13"),
    ],
)
def test_le_calculateur_va_et_vient_au_centime(ecran, page, saisies, champ, attendu):
    """BES-2: vente = achat / (1 − marge), half up to the cent, and back."""
    ecran("/formulaire/")
    for role, valeur in saisies:
        page.locator(f"[data-role={role}]").fill(valeur)
    expect(page.locator(f"[data-role={champ}]")).to_have_value(attendu)


@pytest.mark.parametrize(
    ("saisies", "dit"),
    [
        ([("achat", "450"), ("marge", "100")], "inférieure à 100 %"),
        ([("achat", "450"), ("vente", "400")], "inférieur au prix d’achat"),
        ([("achat", "quatre cents")], "Écrivez des nombres"),
        ([("achat", "450"), ("vente", "500")], "Il reste 50,00"),
    ],
)
def test_le_calculateur_dit_ce_qui_ne_va_pas_sans_effacer_la_saisie(ecran, page, saisies, dit):
    ecran("/formulaire/")
    for role, valeur in saisies:
        page.locator(f"[data-role={role}]").fill(valeur)
    expect(page.locator("[data-role=message]")).to_contain_text(dit)
    expect(page.locator(f"[data-role={saisies[-1][0]}]")).to_have_value(saisies[-1][1])


def test_sur_un_telephone_tout_reste_sous_le_pouce(ecran, page):
    page.set_viewport_size(TELEPHONE)
    ecran("/liste/")
    page.get_by_role("button", name="Filtres").click()
    expect(page.get_by_role("dialog", name="Filtres")).to_be_visible()
    page.get_by_label("Disponible").check()
    expect(page.locator(".s-puce")).to_contain_text("Disponible")
    page.get_by_role("button", name="Fermer les filtres").click()
    page.get_by_role("button", name="Plus").click()
    menu = page.get_by_role("dialog", name="Bienvenue Camille")
    expect(menu.get_by_role("button", name="Déconnexion")).to_be_visible()
    menu.get_by_role("link", name="Client").click()
    expect(page).to_have_title("Fiche")
