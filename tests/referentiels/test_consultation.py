"""The pages that read the référentiels: tree, instant search, métier, skills, every list."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from referentiels.consultation.recherche import chercher
from referentiels.models import (
    Appellation,
    ClasseTechnologie,
    Commune,
    Comportement,
    Contenu,
    Entreprise,
    FrequenceMobilite,
    Passerelle,
    SecteurActivite,
    TrancheExperience,
    ZoneMobilite,
)
from tests.besoins.situations import prive
from tests.referentiels.situations import petit_referentiel
from tests.usines import (
    BesoinFactory,
    CompetenceFactory,
    DepartementFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def petit():
    return petit_referentiel()


@pytest.fixture
def nav(connecter, commercial):
    return connecter(commercial)


def lire(nav, nom, *args, entetes=None, **parametres):
    reponse = nav.get(reverse(f"referentiels:{nom}", args=args), parametres, headers=entetes or {})
    assert reponse.status_code == 200
    return " ".join(reponse.content.decode().split())


def page_de(nav, metier):
    return lire(nav, "metier", metier.referentiel.code, metier.code)


def requetes(faire) -> int:
    with CaptureQueriesContext(connection) as captees:
        faire()
    return len(captees)


# --- The tree ----------------------------------------------------------------------------------------------------


def test_l_arbre_va_du_referentiel_au_metier(nav, petit):
    page = lire(nav, "accueil")
    ordre = ["Métiers d’essai", ">Technique", ">Réseaux", "Technicien réseau", ">Plans", "Architecte réseau"]
    places = [page.index(mot) for mot in ordre]
    assert places == sorted(places)
    assert "4 métiers" in page


def test_un_seul_referentiel_se_montre_par_l_adresse(nav, petit):
    autre = MetierFactory(nom="Vendeur", famille__nom="Vente", famille__referentiel__code="telecoms")
    assert "Vendeur" in lire(nav, "accueil")
    assert "Vendeur" not in lire(nav, "accueil", referentiel=petit.referentiel.code)
    assert "Architecte réseau" not in lire(nav, "accueil", referentiel=autre.referentiel.code)


def test_un_metier_retire_quitte_l_arbre_mais_garde_sa_page(nav, petit):
    petit.chef.retire = True
    petit.chef.save()
    assert "Chef de projet" not in lire(nav, "accueil")
    assert "Retiré" in page_de(nav, petit.chef)


def test_sans_rien_charge_l_arbre_dit_quoi_faire(nav):
    assert "Aucun référentiel n’est chargé" in lire(nav, "accueil")


def test_l_arbre_coute_autant_de_requetes_avec_trente_metiers(nav, petit):
    peu = requetes(lambda: lire(nav, "accueil"))
    for rang in range(30):
        MetierFactory(famille=petit.sous, code=f"m{rang}", nom=f"Métier {rang}")
    assert requetes(lambda: lire(nav, "accueil")) == peu


# --- The instant search ------------------------------------------------------------------------------------------


def trouve(texte: str) -> dict[str, list[tuple[str, str]]]:
    return {r.titre: [(t.titre, t.par) for t in r.trouvailles] for r in chercher(texte).rubriques}


@pytest.mark.parametrize(
    ("texte", "par"),
    [
        ("architecte réseau", "par son nom"),
        ("architecte reseau", "par son nom"),
        ("concepteur de reseaux", "par l’appellation courante « Concepteur de réseaux »"),
        ("network architect", "par l’appellation anglaise « Network architect »"),
        ("netwrok architect", "proche de l’appellation anglaise « Network architect »"),
        ("architecte réseaux", "par la variante d’écriture « Architecte réseaux »"),
        ("architekte réseau", "nom proche"),
    ],
)
def test_un_metier_trouve_dit_par_quel_nom(petit, texte, par):
    assert trouve(texte)["Métiers"][0] == ("Architecte réseau", par)


@pytest.mark.parametrize(
    ("texte", "par"),
    [
        ("kubernetes", "par son nom"),
        ("k8s", "par le synonyme « K8s »"),
        ("kubernets", "nom proche"),
    ],
)
def test_une_competence_trouvee_dit_par_quel_nom(texte, par):
    CompetenceFactory(nom="Kubernetes", code="kubernetes", synonymes=["K8s", "Orchestration de conteneurs"])
    assert trouve(texte)["Compétences"] == [("Kubernetes", par)]


def test_une_competence_reunie_repond_par_celle_qui_a_ses_noms():
    reste = CompetenceFactory(nom="PostgreSQL", code="postgresql", synonymes=["Postgres"])
    CompetenceFactory(nom="Postgres", code="postgres", retiree=True, fusionnee_dans=reste)
    assert trouve("postgres")["Compétences"] == [("PostgreSQL", "par le synonyme « Postgres »")]


@pytest.mark.parametrize("texte", ["cahiers des charges", "cahier des charge", "redaction de cahiers"])
def test_un_savoir_faire_mene_a_son_metier(petit, texte):
    attendu = ("Architecte réseau", "savoir-faire : « Rédaction de cahiers des charges »")
    assert trouve(texte)["Dans les fiches de métier"] == [attendu]


def test_une_famille_et_un_role_se_trouvent_aussi(petit):
    ClasseTechnologie.objects.create(code="bases", nom="Bases de données", roles=["Administrateur DBA"])
    assert trouve("réseaux")["Familles de métiers"] == [("Réseaux", "famille")]
    assert trouve("dba")["Classes de technologies"] == [("Bases de données", "par le rôle « Administrateur DBA »")]


def test_les_homonymes_repondent_tous_les_deux(petit):
    for metier in (petit.chef, petit.expert):
        Appellation.objects.create(metier=metier, libelle="Consultant fonctionnel")
    assert {nom for nom, _ in trouve("consultant fonctionnel")["Métiers"]} == {"Chef de projet", "Expert sécurité"}


def test_ce_que_rien_ne_porte_le_dit_et_ramene_a_l_arbre(nav, petit):
    page = lire(nav, "accueil", q="zzzzzz")
    assert "Rien ne porte ce nom" in page
    assert "Revoir tous les métiers" in page


@pytest.mark.parametrize("q", ["   ", "a\x00b", "x" * 101])
def test_une_saisie_vide_ou_folle_montre_l_arbre(nav, petit, q):
    assert "Architecte réseau" in lire(nav, "accueil", q=q)


def test_une_saisie_trop_longue_reste_dans_le_champ_avec_la_raison(nav, petit):
    page = lire(nav, "accueil", q="x" * 101)
    assert "x" * 101 in page
    assert "cent caractères au plus" in page


def test_ce_qui_est_tape_ne_devient_jamais_du_html(nav, petit):
    assert "<b>x</b>" not in lire(nav, "accueil", q="<b>x</b>")


def test_le_rafraichissement_est_la_partie_de_la_page(nav, petit):
    partie = lire(nav, "accueil", entetes=HTMX, q="architecte")
    assert partie.startswith('<div id="resultats"')
    assert partie in lire(nav, "accueil", q="architecte").replace("  ", " ")


def test_la_recherche_coute_autant_de_requetes_avec_trente_reponses(petit):
    peu = requetes(lambda: chercher("architecte"))
    for rang in range(30):
        metier = MetierFactory(famille=petit.sous, code=f"a{rang}", nom=f"Architecte {rang}")
        Appellation.objects.create(metier=metier, libelle=f"Architecte numéro {rang}")
        Contenu.objects.create(metier=metier, genre="activite", libelle=f"Architecte d’un plan {rang}")
        CompetenceFactory(nom=f"Architecte {rang}", code=f"architecte-{rang}")
    assert requetes(lambda: chercher("architecte")) == peu
    assert chercher("architecte").plus


# --- The page of a métier ----------------------------------------------------------------------------------------


def test_la_fiche_dit_ses_rubriques_dans_l_ordre_ses_noms_et_son_acces(nav, petit):
    page = page_de(nav, petit.architecte)
    ordre = ["Dessine les réseaux.", "plan d’adressage", "cahiers des charges", "Au siège", "Concepteur de réseaux"]
    places = [page.index(mot) for mot in ordre]
    assert places == sorted(places)
    for mot in ("Network architect", "Bac + 5 au moins", "7 à 10 ans", "École d’ingénieurs", "Ou équivalence", "M1802"):
        assert mot in page
    assert "Métiers d’essai › Technique › Réseaux › Plans" in page
    assert page.count("Dans la table de correspondance") == 2  # the mark of the appellation, and what it means


def test_une_fiche_nue_dit_ce_que_la_source_tait(nav, petit):
    page = page_de(nav, petit.technicien)
    assert "Une fiche réduite à sa mission" in page
    assert "Accès non décrit" in page
    assert "Aucun autre nom" in page


def test_un_metier_inconnu_est_introuvable(nav, petit):
    for args in (("informatique", "inconnu"), ("inconnu", "architecte")):
        assert nav.get(reverse("referentiels:metier", args=args)).status_code == 404


def noeuds(page: str) -> dict[str, str]:
    """The links of the wide drawing: label → class."""
    dessin = re.search(r'<svg class="s-graphe s-graphe-large".*?</svg>', page).group()
    trouves = re.findall(r'class="s-noeud s-noeud-(\w+)" aria-label="([^"]+)"', dessin)
    return {nom: classe for classe, nom in trouves}


def test_le_graphe_distingue_ce_que_dit_la_fiche_de_ce_que_dit_l_autre(nav, petit):
    page = page_de(nav, petit.architecte)
    assert noeuds(page) == {
        "Technicien réseau : origine, dite par les deux fiches": "confirmee",
        "Chef de projet : évolution, dite par cette fiche seule": "ici",
        "Expert sécurité : évolution, déduite de l’autre fiche": "ailleurs",
    }
    assert "Directeur général" in page
    assert "Cette fiche se cite elle-même" in page
    # Seen from the other end, the same move is deduced.
    assert noeuds(page_de(nav, petit.chef)) == {"Architecte réseau : origine, déduite de l’autre fiche": "ailleurs"}


def test_les_noeuds_menent_d_un_metier_a_l_autre_et_un_nom_hors_referentiel_a_rien(nav, petit):
    page = page_de(nav, petit.architecte)
    assert f'href="{reverse("referentiels:metier", args=[petit.referentiel.code, "chef"])}" class="s-noeud' in page
    assert not re.search(r"<a [^>]*>[^<]*<rect[^>]*>[^<]*<text[^>]*>Directeur général", page)


def test_la_liste_dit_les_memes_passerelles_que_le_graphe(nav, petit):
    liste = page_de(nav, petit.architecte).split("Les mêmes passerelles, en liste")[1]
    for mots in (
        'Technicien réseau</a> <span class="s-secondaire">· dite par les deux fiches',
        'Chef de projet</a> <span class="s-secondaire">· dite par cette fiche seule',
        'Expert sécurité</a> <span class="s-secondaire">· déduite de l’autre fiche',
        '<em>Directeur général</em> <span class="s-secondaire">(hors du référentiel)',
    ):
        assert mots in liste


def test_le_dessin_respecte_la_politique_de_securite(nav, petit):
    """No inline style, no script: only classes and attributes."""
    dessins = re.findall(r"<svg class=\"s-graphe.*?</svg>", page_de(nav, petit.architecte))
    assert len(dessins) == 2
    assert not [d for d in dessins if "style=" in d or "<script" in d or re.search(r"\s\w+=\"\d+,\d", d)]


def test_la_fiche_coute_autant_de_requetes_avec_vingt_passerelles(nav, petit):
    peu = requetes(lambda: page_de(nav, petit.architecte))
    for rang in range(20):
        autre = MetierFactory(famille=petit.sous, code=f"p{rang}", nom=f"Pair {rang}")
        Passerelle.objects.create(depart=petit.architecte, arrivee=autre, selon_depart=True)
        Contenu.objects.create(metier=petit.architecte, genre="activite", libelle=f"Activité {rang}")
        Appellation.objects.create(metier=petit.architecte, libelle=f"Nom {rang}")
    assert requetes(lambda: page_de(nav, petit.architecte)) == peu


# --- What the rooms above show there -----------------------------------------------------------------------------


def test_la_fiche_dit_qui_a_le_metier_dans_la_base_et_au_vivier(nav, petit):
    publie = FreelanceFactory(prenom="Nora", nom="Auvivier", classification="employable", publie_le=timezone.now())
    autre = FreelanceFactory(nom="Enbase")
    archive = FreelanceFactory(nom="Parti", archive_le=timezone.now(), classification="employable",
                               publie_le=timezone.now())  # fmt: skip
    for freelance in (publie, autre, archive):
        freelance.metiers.create(metier=petit.architecte)
    page = page_de(nav, petit.architecte)
    assert f'<a class="s-fort" href="{reverse("freelances:liste")}?metiers={petit.architecte.pk}">2</a>' in page
    assert '<dt>Au vivier</dt><dd><span class="s-fort">1</span>' in page
    assert "Nora Auvivier" in page
    assert "Enbase" not in page
    assert "Parti" not in page


def test_la_fiche_dit_quels_besoins_ouverts_le_demandent(nav, petit):
    BesoinFactory(qualifie=True, metier=petit.architecte, intitule="Refonte du cœur de réseau")
    BesoinFactory(
        qualifie=True, metier=petit.architecte, intitule="Vieille affaire", statut="perdu", motif_cloture="Gelé"
    )
    page = page_de(nav, petit.architecte)
    assert "Refonte du cœur de réseau" in page
    assert "Vieille affaire" not in page


def test_le_do_d_un_prive_n_est_jamais_nomme_sur_la_fiche(nav, petit, connecter):
    """CLI-5: the company and the words « DO privé »."""
    besoin, proprietaire = prive()
    besoin.metier = petit.architecte
    besoin.save()
    page = page_de(nav, petit.architecte)
    assert besoin.intitule in page
    assert "DO privé" in page
    assert besoin.contact.nom not in page
    assert "DO privé" not in page_de(connecter(proprietaire), petit.architecte)


# --- Skills and the other lists ----------------------------------------------------------------------------------


def test_la_page_d_une_competence_dit_ses_noms_ses_classes_et_qui_l_a(nav):
    java = CompetenceFactory(nom="Java", code="java", synonymes=["J2SE"], noms_ambigus=["Java"], contexte=["JVM"])
    classe = ClasseTechnologie.objects.create(code="langages", nom="Langages")
    classe.competences.add(java)
    FreelanceCompetenceFactory(competence=java)
    page = lire(nav, "competence", "java")
    for mot in ("J2SE", "JVM", "Langages", f"?competences={java.pk}"):
        assert mot in page


def test_une_competence_reunie_mene_a_l_autre(nav):
    reste = CompetenceFactory(nom="PostgreSQL", code="postgresql")
    CompetenceFactory(nom="Postgres", code="postgres", retiree=True, fusionnee_dans=reste)
    page = lire(nav, "competence", "postgres")
    assert "a été réunie à" in page
    assert reverse("referentiels:competence", args=["postgresql"]) in page


def test_les_themes_montrent_leurs_competences(nav):
    CompetenceFactory(nom="Java", code="java")
    ThemeFactory(code="dev-tests", nom="Dev – Tests")
    page = lire(nav, "themes")
    assert page.index("Dev – Langage") < page.index(">Java<")
    assert "2 thèmes, 1 compétence" in page
    assert "Aucune compétence." in page


def test_les_competences_se_filtrent_par_nom_theme_et_etat(nav):
    k8s = CompetenceFactory(nom="Kubernetes", code="kubernetes", synonymes=["K8s"])
    ClasseTechnologie.objects.create(code="conteneurs", nom="Conteneurs").competences.add(k8s)
    CompetenceFactory(nom="JUnit", code="junit", theme__code="dev-tests", theme__nom="Dev – Tests")
    CompetenceFactory(nom="Flash", code="flash", retiree=True)
    assert "3 compétences" in lire(nav, "competences")
    for parametres, attendue in (
        ({"q": "k8s"}, "Kubernetes"),
        ({"theme": "dev-tests"}, "JUnit"),
        ({"classe": "conteneurs"}, "Kubernetes"),
        ({"etat": "retiree"}, "Flash"),
    ):
        page = lire(nav, "competences", entetes=HTMX, **parametres)
        assert "1 compétence" in page
        assert attendue in page


def test_les_technologies_montrent_roles_et_competences_a_chaque_etage(nav):
    infra = ClasseTechnologie.objects.create(code="infra", nom="Infrastructure")
    bases = ClasseTechnologie.objects.create(code="bases", nom="Bases de données", parent=infra, roles=["DBA étude"])
    bases.competences.add(CompetenceFactory(nom="MySQL", code="mysql"))
    page = lire(nav, "technologies")
    places = [page.index(mot) for mot in ("Infrastructure", "Bases de données", "DBA étude", "MySQL")]
    assert places == sorted(places)


def test_les_listes_du_profil_sont_toutes_la(nav):
    Comportement.objects.create(code="rigoureux", nom="Rigoureux", groupe="Méthodologie")
    ZoneMobilite.objects.create(code="region", nom="Région voisine")
    FrequenceMobilite.objects.create(code="souvent", nom="Souvent")
    TrancheExperience.objects.create(code="debut", nom="Moins d’un an", minimum=0, maximum=1)
    page = lire(nav, "profil")
    for mot in ("Méthodologie", "Rigoureux", "Région voisine", "Souvent", "Moins d’un an", "Bac non validé"):
        assert mot in page


def test_un_secteur_mene_a_ses_entreprises_et_celles_sans_secteur_se_signalent(nav):
    banque = SecteurActivite.objects.create(code="banque", nom="Banque")
    Entreprise.objects.create(nom="Banque Zorglub", secteur=banque, aliases=["BZ"], verifiee=True)
    Entreprise.objects.create(nom="Inconnue")
    page = lire(nav, "secteurs")
    assert "?secteur=banque" in page
    assert "1 entreprise sans secteur" in page
    assert "Inconnue" not in lire(nav, "entreprises", secteur="banque")
    assert "Banque Zorglub" not in lire(nav, "entreprises", secteur="sans")
    assert "Banque Zorglub" in lire(nav, "entreprises", q="bz")


def test_les_lieux_disent_leurs_voisins_et_les_communes_se_cherchent(nav):
    paris, val = DepartementFactory(), DepartementFactory(code="94", nom="Val-de-Marne")
    paris.voisins.add(val)
    Commune.objects.create(code_insee="94028", nom="Créteil", code_postal="94000", codes_postaux=["94000"],
                           departement=val, latitude=48.8, longitude=2.4, population=90000)  # fmt: skip
    page = lire(nav, "lieux")
    assert "2 départements" in page
    assert ">94<" in page
    for parametres in ({"q": "creteil"}, {"q": "94000"}, {"departement": "94"}, {"region": "11"}):
        assert "Créteil" in lire(nav, "communes", **parametres)
    assert "Aucune commune ne correspond" in lire(nav, "communes", q="zzzz")


@pytest.mark.parametrize("nom", ["competences", "entreprises", "communes", "lieux", "secteurs", "themes"])
def test_une_liste_coute_autant_de_requetes_avec_trente_lignes(nav, nom):
    departement = DepartementFactory()

    def ajouter(rang: int) -> None:
        CompetenceFactory(nom=f"Compétence {rang}", code=f"c-{rang}", theme__code=f"t-{rang}", theme__nom=f"T{rang}")
        secteur = SecteurActivite.objects.create(code=f"s-{rang}", nom=f"Secteur {rang}")
        Entreprise.objects.create(nom=f"Entreprise {rang}", secteur=secteur)
        autre = DepartementFactory(code=f"{rang:02}", nom=f"Département {rang}")
        autre.voisins.add(departement)
        Commune.objects.create(code_insee=f"{rang:05}", nom=f"Commune {rang}", departement=autre, latitude=48,
                               longitude=2)  # fmt: skip

    ajouter(1)
    peu = requetes(lambda: lire(nav, nom))
    for rang in range(2, 31):
        ajouter(rang)
    assert requetes(lambda: lire(nav, nom)) == peu


@pytest.mark.parametrize("nom", ["themes", "technologies", "profil", "secteurs", "lieux", "editions", "communes"])
def test_une_liste_vide_dit_pourquoi(nav, nom):
    assert re.search(r"Auc(un|une) ", lire(nav, nom))
