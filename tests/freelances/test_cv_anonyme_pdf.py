"""FRE-4, on the bytes of the PDF: nothing identifies, every skill is there, and the search can fail."""

from __future__ import annotations

import io
import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_text
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from freelances.cv_anonyme import services
from freelances.cv_anonyme.enums import Genre
from freelances.cv_anonyme.jetons import colle
from freelances.cv_anonyme.octets import parties_du_pdf
from freelances.cv_anonyme.pdf import STATIQUES, LecteurStatique, RessourceRefuseeError
from freelances.models import CVAnonyme, FormationSuivie, Freelance, FreelanceCompetence, Reference
from referentiels.models import Entreprise
from samba.comptes.models import Utilisateur
from tests.freelances.cv_anonyme_situations import (
    COMPETENCES,
    TELEPHONES,
    competence,
    entreprise,
    experience,
    freelance_retors,
)
from tests.usines import FreelanceFactory

pytestmark = pytest.mark.django_db

INTERDITS = [
    "Martin",
    "Lefèvre",
    "rosemartin",
    "rose.martin@exemple.test",
    "exemple.test",
    "rosem-dev",
    "BNP",
    "BNPP",
    "Paribas",
    "Cardif",
    "SocGen",
    "Société Générale",
    "Voyageurs",
    "rue des Lilas",
    "75011",
    "1990",
    "française",
    "mariée",
    "Paris",
    "Quirinal",
    *TELEPHONES,
]


@pytest.fixture
def retors() -> Freelance:
    """See `freelance_retors`."""
    return freelance_retors()


def textes_du(octets: bytes) -> list[str]:
    """Everything a PDF says, by two readers and object by object."""
    return [extract_text(io.BytesIO(octets)), *(texte for _, texte in parties_du_pdf(octets))]


def test_le_pdf_ne_dit_rien_de_la_personne_et_dit_toutes_ses_competences(retors: Freelance) -> None:
    """FRE-4: names in every spelling, coordinates, links, employers and aliases are gone from the bytes."""
    octets = services.rendre_pdf(services.construire(retors), "IT-2026-0412")
    textes = [colle(texte) for texte in textes_du(octets)]
    assert [mot for mot in INTERDITS for texte in textes if colle(mot) in texte] == []
    assert not any("Rose" in texte or "ROSE" in texte for texte in textes_du(octets))
    pages = " ".join(textes_du(octets)[0].split())
    assert [nom for nom in COMPETENCES if nom not in pages] == []
    assert "Banque (2)" in pages


def test_le_contenu_ne_garde_aucun_obstacle(retors: Freelance) -> None:
    """The same profile, once built, is approvable: what was found was replaced."""
    contenu = services.construire(retors)
    assert services.obstacles(retors, contenu) == []
    assert services.fuites_du_pdf(retors, contenu, services.rendre_pdf(contenu, "IT-2026-0412")) == []


def test_le_tarif_et_le_lieu_ne_sont_pas_dans_le_contenu(retors: Freelance) -> None:
    """FRE-4: allowed fields only; the e-mail tells the rate, and mobility is said in régions."""
    Freelance.objects.filter(pk=retors.pk).update(tjm=777)
    contenu = services.construire(retors)
    assert "777" not in str(contenu)
    assert contenu["mobilite"] == "Île-de-France"


def test_les_metadonnees_sont_neutres(retors: Freelance) -> None:
    """FRE-4: the title is the reference; no author, no subject, no keyword, no attachment."""
    lecteur = PdfReader(io.BytesIO(services.rendre_pdf(services.construire(retors), "IT-2026-0412")))
    meta = {cle: str(valeur) for cle, valeur in (lecteur.metadata or {}).items()}
    assert meta["/Title"] == "CV anonymisé IT-2026-0412"
    assert set(meta) <= {"/Title", "/Producer"}
    assert not lecteur.attachments
    assert b"pdfuaid" in lecteur.trailer["/Root"]["/Metadata"].get_data()
    assert all(
        min(page.mediabox.width, page.mediabox.height) == pytest.approx(595.28, abs=0.5) for page in lecteur.pages
    )


def test_seules_nos_polices_sont_dans_le_fichier(retors: Freelance) -> None:
    """Fonts come from our files and are embedded: no font of the machine slips in."""
    octets = services.rendre_pdf(services.construire(retors), "IT-2026-0412")
    polices = {str(p) for p in re.findall(rb"/BaseFont /(?:[A-Z]{6}\+)?([\w-]+)", _objets_bruts(octets))}
    assert polices
    assert all("Inter" in police for police in polices)


def _objets_bruts(octets: bytes) -> bytes:
    """The objects of a PDF, out of their compressed streams."""
    redacteur = PdfWriter(clone_from=io.BytesIO(octets))
    sortie = io.BytesIO()
    redacteur.write(sortie)
    return sortie.getvalue()


def test_un_employeur_sans_secteur_refuse(retors: Freelance, commercial: Utilisateur) -> None:
    """FRE-4: nothing can stand for it, so nothing is kept; the obstacle names it and leads to its mending."""
    experience(retors, entreprise("Fabrique Inconnue"), "Atelier chez Fabrique Inconnue")
    contenu = services.construire(retors)
    assert "Fabrique" not in str(contenu)
    (obstacle,) = services.obstacles(retors, contenu)
    assert (obstacle.genre, obstacle.mots) == (Genre.SANS_SECTEUR, "Fabrique Inconnue")
    assert str(retors.pk) in obstacle.url
    with pytest.raises(services.CVIdentifiantError) as refus:
        services.approuver(retors, commercial)
    assert refus.value.obstacles == [obstacle]
    assert not CVAnonyme.objects.exists()


def test_une_personne_citee_refuse(retors: Freelance) -> None:
    """« M. Durand » is for a person to remove; the obstacle says where."""
    experience(retors, entreprise("Atelier Neuf", "Conseil"), "Rattachée à M. Durand", role="Testeuse")
    (obstacle,) = services.obstacles(retors, services.construire(retors))
    assert (obstacle.genre, obstacle.mots) == (Genre.PERSONNE, "M. Durand")
    assert "Testeuse" in obstacle.section


@pytest.mark.parametrize(
    ("texte", "genre"),
    [
        ("Par Rose Martin", Genre.NOM),
        ("rose.martin@exemple.test", Genre.COURRIEL),
        ("06.45.12.78.90", Genre.TELEPHONE),
        ("https://exemple.test", Genre.LIEN),
        ("Née le 12/03/1990", Genre.NAISSANCE),
        ("Lot 3 pour BNPP", Genre.EMPLOYEUR),
    ],
)
def test_un_contenu_qui_identifie_est_refuse_avec_ses_mots(retors: Freelance, texte: str, genre: Genre) -> None:
    """`obstacles` judges the content it is given, whoever made it."""
    contenu = services.construire(retors)
    contenu["resume"] = texte
    trouves = services.obstacles(retors, contenu)
    assert genre in {o.genre for o in trouves}
    assert {o.section for o in trouves} == {"Résumé"}


@pytest.mark.parametrize(
    "html",
    [
        "<p>Par Mar<b>tin</b></p>",
        "<p>M a r t i n</p>",
        "<p>martin-lefevre</p>",
        "<p>Écrire à rose . martin @ exemple . test</p>",
        "<p>06/45/12/78/90</p>",
        "<p>Projet BnpParibas</p>",
        "<p>SocGen</p>",
        '<p><img alt="Photo de Lefèvre" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E"></p>',
        '<p><a href="https://exemple.test/rosemartin">profil</a></p>',
        "<title>CV Martin</title>",
        '<meta name="author" content="R. Lefèvre">',
        '<meta name="keywords" content="bnpp">',
    ],
)
def test_une_fuite_semee_dans_le_fichier_est_trouvee(retors: Freelance, html: str) -> None:
    """The search can fail: text cut in pieces, image texts, links, title, author, keywords."""
    contenu = services.construire(retors)
    seme = HTML(string=f"<html lang=fr>{html}").write_pdf(pdf_variant="pdf/ua-1")
    sain = HTML(string="<html lang=fr><p>Développeuse Java</p>").write_pdf(pdf_variant="pdf/ua-1")
    assert services.fuites_du_pdf(retors, contenu, sain) == []
    assert services.fuites_du_pdf(retors, contenu, seme) != []


def test_une_piece_jointe_et_une_annotation_sont_lues(retors: Freelance) -> None:
    """What no page shows is still in the file."""
    contenu = services.construire(retors)
    octets = services.rendre_pdf(contenu, "IT-2026-0412")
    for action in (
        lambda pdf: pdf.add_attachment("notes.txt", b"Rappeler Rose MARTIN"),
        lambda pdf: pdf.add_outline_item(title="Lefèvre", page_number=0),
        lambda pdf: pdf.add_metadata({"/Subject": "lefevre"}),
    ):
        redacteur = PdfWriter(clone_from=io.BytesIO(octets))
        action(redacteur)
        sortie = io.BytesIO()
        redacteur.write(sortie)
        assert services.fuites_du_pdf(retors, contenu, sortie.getvalue()) != []
    assert services.fuites_du_pdf(retors, contenu, b"%PDF-1.7 illisible") != []


def test_une_fuite_du_pdf_interdit_l_approbation(
    retors: Freelance, commercial: Utilisateur, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the template leak one day, the bytes stop it: nothing is kept."""
    monkeypatch.setattr(services, "rendre_pdf", lambda contenu, ref, *_: HTML(string="<p>Rose Martin").write_pdf())
    with pytest.raises(services.CVIdentifiantError) as refus:
        services.approuver(retors, commercial)
    assert {o.genre for o in refus.value.obstacles} == {Genre.NOM}
    assert not CVAnonyme.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        f"{STATIQUES.as_uri()}/../samba/settings.py",
        f"{STATIQUES.as_uri()}/%2e%2e/manage.py",
        "http://127.0.0.1:8000/static/css/samba.css",
        "https://exemple.test/logo.svg",
        "ftp://exemple.test/a.css",
        "data:text/css,p{}",
    ],
)
def test_le_lecteur_refuse_tout_hors_de_nos_fichiers(url: str) -> None:
    """No network, no file of the machine, and the render stops instead of going on without."""
    with pytest.raises(RessourceRefuseeError):
        LecteurStatique().fetch(url)
    with pytest.raises(RessourceRefuseeError):
        HTML(string=f'<img src="{url}">', url_fetcher=LecteurStatique(), base_url=STATIQUES.as_uri()).write_pdf()


def test_le_lecteur_ouvre_nos_polices() -> None:
    """The refusal above is not a refusal of everything."""
    url = (STATIQUES / "fonts" / "inter-pdf-400.otf").as_uri()
    assert LecteurStatique().fetch(url).read(4) == b"OTTO"


def test_le_texte_saisi_ne_devient_pas_du_html(retors: Freelance) -> None:
    """A description holding tags is printed, never interpreted."""
    Freelance.objects.filter(pk=retors.pk).update(resume='<img src="file:///etc/passwd"> & <b>Java</b>')
    octets = services.rendre_pdf(services.construire(retors), "IT-2026-0412")
    assert "<b>Java</b>" in textes_du(octets)[0]


def test_une_nouvelle_entreprise_est_connue_aussitot(retors: Freelance) -> None:
    """The directory kept in memory follows the table: creation, new alias, new secteur."""
    experience(retors, entreprise("Atelier Neuf", "Conseil"), "Pour le compte de Zythologie Réunie et de Zyre")
    assert "Zythologie" in str(services.construire(retors))
    neuve = Entreprise.objects.create(nom="Zythologie Réunie")
    assert "[entreprise]" in str(services.construire(retors))
    neuve.aliases = ["Zyre"]
    neuve.secteur = Entreprise.objects.get(nom="Atelier Neuf").secteur
    neuve.save()
    contenu = str(services.construire(retors))
    assert "[Conseil] et de [Conseil]" in contenu
    assert "Zy" not in contenu


def test_une_entreprise_verifiee_est_remplacee_meme_en_minuscules(retors: Freelance) -> None:
    """« sncf » in lower case: a verified company's name is one."""
    assert "sncf" in str(services.construire(retors))
    Entreprise.objects.filter(nom="SNCF").update(verifiee=True)
    assert "sncf" not in str(services.construire(retors))


def test_le_nombre_de_requetes_ne_depend_pas_du_profil(retors: Freelance, django_assert_max_num_queries) -> None:
    """Three experiences or thirty: as many queries."""
    services.construire(retors)
    with django_assert_max_num_queries(25) as avant:
        services.construire(retors)
    for i in range(20):
        experience(retors, entreprise(f"Atelier {i}", "Conseil"))
    services.construire(retors)
    with django_assert_max_num_queries(25) as apres:
        services.construire(retors)
    assert len(avant) == len(apres)


def test_un_nom_qui_est_aussi_une_competence_s_approuve(commercial: Utilisateur) -> None:
    """Pascal Roux knows Pascal and lives in France: labels of everybody are no leak."""
    freelance = FreelanceFactory(prenom="Pascal", nom="Roux", mobile_france=True, resume="Pascal Roux code en Pascal.")
    FreelanceCompetence.objects.create(freelance=freelance, competence=competence("Pascal"), niveau=3)
    cv = services.approuver(freelance, commercial)
    assert cv.contenu["resume"] == "Le consultant code en Pascal."
    with cv.document.fichier.open() as fichier:
        assert "Roux" not in " ".join(textes_du(fichier.read()))


lettres = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêëïöüç", min_size=3, max_size=9).map(str.title)


@settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(prenom=lettres, nom=lettres)
def test_aucun_nom_n_atteint_le_fichier(db: None, prenom: str, nom: str) -> None:
    """Property, on the bytes: whatever the name, the file does not hold it and is approvable."""
    freelance = FreelanceFactory(
        prenom=prenom, nom=nom, resume=f"{prenom} {nom} ({nom.upper()}) code.", titre="Testeur"
    )
    contenu = services.construire(freelance)
    octets = services.rendre_pdf(contenu, "IT-2026-0412")
    assert colle(prenom + nom) not in colle(" ".join(textes_du(octets)))
    assert services.obstacles(freelance, contenu) == []
    assert services.fuites_du_pdf(freelance, contenu, octets) == []


def test_un_rendu_a_chaud_est_rapide(retors: Freelance) -> None:
    """Under 300 ms of processor once the fonts are known (about 100 ms on two cores)."""
    contenu = services.construire(retors)
    services.rendre_pdf(contenu, "IT-2026-0412")
    durees = []
    for _ in range(3):
        debut = time.process_time()
        services.rendre_pdf(contenu, "IT-2026-0412")
        durees.append(time.process_time() - debut)
    assert min(durees) < 0.3


def test_un_prenom_de_patron_d_ecole_ne_bloque_pas(commercial: Utilisateur) -> None:
    """Paul went to the Université Paul-Sabatier: the school stays whole; a lone first name of a referee is nobody's."""
    freelance = FreelanceFactory(prenom="Paul", nom="Kerambrun", resume="Paul code. Formé à Jean-Monnet.")
    Reference.objects.create(freelance=freelance, nom="Jean Quirinal")
    FormationSuivie.objects.create(freelance=freelance, intitule="Master", etablissement="Université Paul-Sabatier")
    cv = services.approuver(freelance, commercial)
    assert cv.contenu["formations"][0]["etablissement"] == "Université Paul-Sabatier"
    assert cv.contenu["resume"] == "Le consultant code. Formé à Jean-Monnet."


def test_une_ecole_ne_porte_pas_le_nom_entier(retors: Freelance) -> None:
    """The first name is a patron's, the two names together are the person's."""
    FormationSuivie.objects.create(freelance=retors, intitule="Master", etablissement="Institut Rose Martin")
    assert "Martin" not in str(services.construire(retors)["formations"])


def test_un_employeur_nomme_comme_une_technologie_n_interdit_pas_sa_competence(commercial: Utilisateur) -> None:
    """She worked at Amazon Web Services and knows it: the employer goes, the skill stays, the CV is approved."""
    freelance = FreelanceFactory(prenom="Nora", nom="Kerambrun")
    connue = competence("Amazon Web Services")
    FreelanceCompetence.objects.create(freelance=freelance, competence=connue, niveau=3)
    employeur = entreprise("Amazon Web Services", "Logiciel")
    experience(freelance, employeur, "Chez Amazon Web Services, migration vers Amazon Web Services")
    cv = services.approuver(freelance, commercial)
    assert cv.contenu["experiences"][0]["description"] == "Chez [Logiciel], migration vers Amazon Web Services"
