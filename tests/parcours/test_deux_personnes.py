"""Two people at once, two clicks at once, and files that are not what they say: nothing is lost, nothing is doubled."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from besoins.models import Besoin
from clients.models import Client, Contact
from freelances.models import Freelance
from tests.documents import fichiers
from tests.navigateur_outils import Ecran
from tests.usines import ClientFactory, ContactFactory, FreelanceFactory

pytestmark = pytest.mark.navigateur

CONFLIT = "Cette fiche a changé pendant que vous la modifiiez"


@pytest.fixture
def deux_ecrans(ouvrir, commercial, collegue) -> tuple[Ecran, Ecran]:
    """Two people at their desks."""
    premier, second = ouvrir(commercial), ouvrir(collegue)
    second.refus_attendus = ("409",)
    return premier, second


def test_deux_personnes_modifient_le_meme_freelance(deux_ecrans):
    """The second is told, sees both versions, keeps all that was typed, rows included, and decides."""
    premier, second = deux_ecrans
    freelance = FreelanceFactory(titre="Développeur", resume="", facturation="a_definir", portage="")
    for ecran in deux_ecrans:
        ecran.aller(reverse("freelances:modifier", args=[freelance.pk]))
    premier.remplir(**{"Titre du profil": "Architecte logiciel"})
    premier.bouton("Enregistrer")
    premier.voir("Architecte logiciel")
    second.remplir(**{"Titre du profil": "Développeuse Java", "Résumé": "Tapé pendant ce temps."})
    langue = second.ajouter_ligne("Ajouter une langue", "langues")
    second.selectionner(langue, Langue="anglais", Niveau="C1 – autonome")
    second.bouton("Enregistrer")
    les_deux_versions(second, "Développeuse Java", "Architecte logiciel")
    expect(second.champ("Titre du profil")).to_have_value("Développeuse Java")
    expect(second.champ("Résumé")).to_have_value("Tapé pendant ce temps.")
    expect(second.page.locator("[data-formset=langues] select").first).to_have_value("en")
    freelance.refresh_from_db()
    assert (freelance.titre, freelance.resume) == ("Architecte logiciel", "")
    second.bouton("Enregistrer")
    second.voir("Développeuse Java")
    freelance.refresh_from_db()
    assert (freelance.titre, freelance.resume) == ("Développeuse Java", "Tapé pendant ce temps.")
    assert freelance.langues.get().niveau == "C1"


def test_deux_personnes_modifient_le_meme_contact(deux_ecrans):
    premier, second = deux_ecrans
    contact = ContactFactory(prenom="Solveig", nom="Tremblecourt", notes="")
    for ecran in deux_ecrans:
        ecran.aller(reverse("clients:contact_modifier", args=[contact.pk]))
    premier.remplir(Notes="Rappeler le matin.")
    premier.bouton("Enregistrer le contact")
    premier.voir("Rappeler le matin.")
    second.remplir(Notes="Rappeler le soir.", Prénom="Solène")
    second.bouton("Enregistrer le contact")
    les_deux_versions(second, "Rappeler le soir.", "Rappeler le matin.")
    expect(second.champ("Prénom")).to_have_value("Solène")
    contact.refresh_from_db()
    assert (contact.notes, contact.prenom) == ("Rappeler le matin.", "Solveig")
    second.lien("Abandonner ma saisie et reprendre la version enregistrée")
    expect(second.champ("Notes")).to_have_value("Rappeler le matin.")


def les_deux_versions(ecran: Ecran, saisi: str, enregistre: str) -> None:
    """The panel of the conflict, with both versions side by side."""
    conflit = ecran.page.locator("#conflit")
    expect(conflit).to_contain_text(CONFLIT)
    ligne = conflit.locator("tr").filter(has_text=saisi)
    expect(ligne).to_contain_text(enregistre)


# --- Two clicks -------------------------------------------------------------------------------------------------------
def nouveau_client(ecran: Ecran) -> None:
    ecran.aller(reverse("clients:creer"))
    ecran.remplir(**{"Nom de l’entreprise": "Helvoria Numérique"})
    ecran.selectionner(**{"Type d’entreprise": "ESN classique"})


def nouveau_contact(ecran: Ecran) -> None:
    ecran.aller(f"{reverse('clients:contact_creer')}?client={ClientFactory().pk}")
    ecran.remplir(Nom="Tremblecourt")


def nouveau_freelance(ecran: Ecran) -> None:
    ecran.aller(reverse("freelances:creer"))
    ecran.remplir(Prénom="Ywenn", Nom="Kerlavel")


def nouveau_besoin(ecran: Ecran) -> None:
    ecran.aller(f"{reverse('besoins:creer')}?contact={ContactFactory().pk}")
    ecran.remplir(Intitulé="Développeur Java senior")


CREATIONS = {
    "client": (nouveau_client, "Enregistrer le client", Client),
    "contact": (nouveau_contact, "Enregistrer le contact", Contact),
    "freelance": (nouveau_freelance, "Créer le freelance", Freelance),
    "besoin": (nouveau_besoin, "Ouvrir le besoin", Besoin),
}
ENVOYER_DEUX_FOIS = """async () => {
  const formulaire = document.querySelector("form.s-formulaire");
  const envoyer = () => fetch(location.href, { method: "POST", body: new FormData(formulaire) });
  const reponses = await Promise.all([envoyer(), envoyer()]);
  return reponses.map((reponse) => [reponse.status, reponse.url]);
}"""


def test_un_double_clic_cree_une_seule_fiche(ouvrir, commercial):
    """In each room; then the same form sent twice at the same instant, which only the server can stop."""
    ecran = ouvrir(commercial)
    for remplir, bouton, modele in CREATIONS.values():
        remplir(ecran)
        formulaire, avant = ecran.page.url, modele.objects.count()
        ecran.page.get_by_role("button", name=bouton, exact=True).dblclick()
        expect(ecran.page).not_to_have_url(formulaire)
        assert modele.objects.count() == avant + 1


@pytest.mark.parametrize("piece", list(CREATIONS))
def test_le_meme_formulaire_envoye_deux_fois_au_meme_instant(ouvrir, commercial, piece):
    """Both answers lead to the same file."""
    remplir, _, modele = CREATIONS[piece]
    ecran = ouvrir(commercial)
    remplir(ecran)
    avant = modele.objects.count()
    (statut, adresse), autre = ecran.page.evaluate(ENVOYER_DEUX_FOIS)
    assert (statut, [statut, adresse]) == (200, autre)
    assert modele.objects.count() == avant + 1


# --- Files ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def mauvais_fichiers(tmp_path: Path) -> list[tuple[Path, str]]:
    """Each with the words that must answer it."""
    contenus = {
        "vide.pdf": (b"", "vide"),
        "enorme.pdf": (bytes(30 * 1024 * 1024), "30 Mo"),
        "chiffre.pdf": (fichiers.pdf_chiffre(), "mot de passe"),
        "renomme.pdf": (fichiers.exe(), "ni un PDF"),
    }
    for nom, (octets, _) in contenus.items():
        (tmp_path / nom).write_bytes(octets)
    return [(tmp_path / nom, message) for nom, (_, message) in contenus.items()]


def test_un_mauvais_fichier_recoit_un_message_clair(ouvrir, commercial, mauvais_fichiers, tmp_path):
    """30 MB, empty, encrypted, renamed: said beside the field, the page stays, and a good one goes through at once."""
    freelance = FreelanceFactory()
    ecran = ouvrir(commercial)
    ecran.refus_attendus = ("422",)
    ecran.aller(reverse("freelances:fiche", args=[freelance.pk]))
    carte = ecran.page.locator("#cvs")
    for chemin, message in mauvais_fichiers:
        carte.locator("input[type=file]").set_input_files(chemin)
        ecran.bouton("Déposer", carte)
        expect(carte.locator(".invalid-feedback")).to_contain_text(message)
    assert not freelance.cvs.exists()
    bon = tmp_path / "cv.docx"
    bon.write_bytes(fichiers.docx())
    carte.locator("input[type=file]").set_input_files(bon)
    ecran.bouton("Déposer", carte)
    expect(carte.get_by_role("link", name="Lu", exact=True)).to_be_visible()
    expect(carte.locator(".invalid-feedback")).to_have_count(0)
