"""What a commercial does in SAMBA, one function a gesture, in the words of the screens."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect
from weasyprint import HTML

from tests.navigateur_outils import Ecran


def creer_client(ecran: Ecran, nom: str, type_client: str) -> None:
    """From the list of clients to the file of a new one."""
    ecran.rubrique("Client")
    ecran.lien("Nouveau client")
    ecran.remplir(**{"Nom de l’entreprise": nom, "Code postal": "92800", "Ville": "Puteaux", "Standard": "0142000000"})
    ecran.selectionner(**{"Type d’entreprise": type_client})
    ecran.bouton("Enregistrer le client")
    ecran.titre(nom)


def remplir_do(ecran: Ecran, prenom: str, nom: str, fonction: str, **coordonnees: str) -> None:
    """The form of a new contact, to its file."""
    ecran.selectionner(Civilité="Mme", Fonction=fonction)
    ecran.remplir(**{"Prénom": prenom, "Nom": nom, **coordonnees})
    ecran.choisir("Technologies", "Kafka")
    ecran.bouton("Enregistrer le contact")
    ecran.titre(f"{prenom} {nom}")


def journaliser_appel(ecran: Ecran, issue: str, commentaire: str, suite: str) -> None:
    """The short form that ends a call (CLI-7), on the file of a contact."""
    ecran.cocher_option("Issue de l’appel", issue)
    ecran.remplir(Commentaire=commentaire)
    ecran.cocher_option("Et ensuite ?", suite)
    ecran.bouton("Enregistrer l’échange")


def manque(ecran: Ecran, combien: int) -> None:
    """The qualification panel says how much is missing (BES-1)."""
    texte = "Tout est connu" if combien == 0 else re.compile(rf"Il manque {combien}\s")
    expect(ecran.page.locator("#manques")).to_contain_text(texte)


def ajouter_competences(ecran: Ecran, **niveaux: str) -> None:
    """Rows of skills with their level, on a freelance or on a besoin."""
    for nom, niveau in niveaux.items():
        ligne = ecran.ajouter_ligne("Ajouter une compétence", "competences")
        ecran.choisir("Compétence", nom, dans=ligne)
        ecran.selectionner(ligne, Niveau=niveau)


def ajouter_experience(
    ecran: Ecran, employeur: str, role: str, periode: tuple[str, str], fait: str, *technos: str
) -> Locator:
    """A row of experience at an employer that the référentiel knows."""
    ligne = ecran.ajouter_ligne("Ajouter une expérience", "experiences")
    ecran.choisir("Employeur ou client", employeur, dans=ligne)
    _decrire(ecran, ligne, role, periode, fait, technos)
    return ligne


def ajouter_experience_inconnue(
    ecran: Ecran, employeur: str, secteur: str, role: str, periode: tuple[str, str], fait: str, *technos: str
) -> Locator:
    """A row at an employer that nobody knows: its secteur is asked."""
    ligne = ecran.ajouter_ligne("Ajouter une expérience", "experiences")
    ecran.choisir("Employeur ou client", employeur, dans=ligne, nouveau=True)
    ecran.selectionner(ligne, **{"Secteur de cette entreprise": secteur})
    _decrire(ecran, ligne, role, periode, fait, technos)
    return ligne


def _decrire(
    ecran: Ecran, ligne: Locator, role: str, periode: tuple[str, str], fait: str, technos: tuple[str, ...]
) -> None:
    ecran.remplir(ligne, Rôle=role, Début=periode[0], **{"Ce qui a été fait": fait})
    if periode[1]:
        ecran.remplir(ligne, Fin=periode[1])
    for techno in technos:
        ecran.choisir("Technologies", techno, dans=ligne)


def ecrire_cv(chemin: Path, *paragraphes: str) -> Path:
    """A real PDF with a text layer."""
    corps = "".join(f"<p>{texte}</p>" for texte in paragraphes)
    HTML(string=f"<html lang='fr'><body>{corps}</body></html>").write_pdf(chemin)
    return chemin


def deposer_cv(ecran: Ecran, chemin: Path) -> None:
    """Give a CV to the file of a freelance, and see its text read."""
    carte = ecran.page.locator("#cvs")
    carte.locator("input[type=file]").set_input_files(chemin)
    ecran.bouton("Déposer", carte)
    expect(carte.get_by_role("link", name="Lu", exact=True)).to_be_visible()


def attendre_resultats(ecran: Ecran, compte: str) -> None:
    """The list says how many it found."""
    expect(ecran.page.locator(".s-compte strong")).to_have_text(compte)
