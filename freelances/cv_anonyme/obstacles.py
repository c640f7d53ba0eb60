"""What still identifies in a content: each obstacle says where, which words, and where to mend it (FRE-4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from freelances.cv_anonyme.contenu import Contenu, charger, etiquettes, repereur_de, textes
from freelances.cv_anonyme.enums import Genre
from freelances.cv_anonyme.jetons import mots
from freelances.cv_anonyme.octets import Aiguilles, aiguilles_de
from freelances.cv_anonyme.pdf import mots_du_modele
from freelances.cv_anonyme.reperage import Repereur
from freelances.models import Freelance


@dataclass(frozen=True)
class Obstacle:
    """One reason to refuse the CV."""

    genre: Genre
    section: str
    mots: str
    url: str

    @property
    def a_nommer(self) -> bool:
        """May these words be a company that nobody put away yet?"""
        return self.genre in {Genre.SOCIETE, Genre.PERSONNE} and not self.section.startswith("Fichier")

    @property
    def a_decider(self) -> bool:
        """Can a person settle it here, by taking the words out or leaving them?"""
        return self.genre != Genre.SANS_SECTEUR and not self.section.startswith("Fichier")

    def __str__(self) -> str:
        return f"{self.genre.label} – {self.section} : « {self.mots} »"


class CVIdentifiantError(Exception):
    """The CV still identifies somebody: nothing was approved. `obstacles` says why."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__("; ".join(str(o) for o in obstacles))
        self.obstacles = obstacles


def url_correction(freelance: Freelance, ancre: str = "") -> str:
    """The page where the profile is mended."""
    for nom in ("freelances:modifier", "freelances:fiche"):
        try:
            return reverse(nom, args=[freelance.pk]) + ancre
        except NoReverseMatch:
            continue
    return f"/freelances/{freelance.pk}/"


def aiguilles_du_contenu(contenu: Contenu, repereur: Repereur) -> Aiguilles:
    """What must not be found, once set aside the words of everybody.

    Those are the labels of the référentiels, the words that the page itself prints, and a first name that a school
    bears.
    """
    identite = repereur.identite
    prenoms = {p for personne in (identite.personne, *identite.tiers) for p in personne.prenom}
    ecoles = [mot for f in contenu["formations"] for mot in mots(f["etablissement"]) if mot in prenoms]
    return aiguilles_de(identite, repereur.annuaire, [*etiquettes(contenu), mots_du_modele(), *ecoles])


def obstacles(freelance: Freelance, contenu: Contenu) -> list[Obstacle]:
    """Everything in this content that still identifies; an empty list lets it be approved."""
    frais = charger(freelance)
    repereur = repereur_de(frais)
    aiguilles = aiguilles_du_contenu(contenu, repereur)
    return list(dict.fromkeys([*_sans_secteur(frais, contenu), *_dans_les_textes(frais, contenu, repereur, aiguilles)]))


def _sans_secteur(freelance: Freelance, contenu: Contenu) -> Iterator[Obstacle]:
    """Employers that nothing can replace."""
    employeurs = {e.pk: e.entreprise.nom for e in freelance.experiences.all()}
    for experience in contenu["experiences"]:
        if not experience["secteur"]:
            section = f"Expérience « {experience['role']} », {experience['periode']}"
            nom = employeurs.get(experience["id"], "employeur")
            url = reverse("freelances:cv_anonyme", args=[freelance.pk]) + "#secteurs"
            yield Obstacle(Genre.SANS_SECTEUR, section, nom, url)


def _dans_les_textes(
    freelance: Freelance, contenu: Contenu, repereur: Repereur, aiguilles: Aiguilles
) -> Iterator[Obstacle]:
    for section, texte, portee, lieux in textes(contenu):
        ancre = {
            "Titre": "",
            "Résumé": "",
            "Compétences": "#competences",
            "Formations": "#formations",
            "Certifications": "#formations",
        }
        url = url_correction(freelance, ancre.get(section, "#experiences"))
        trouvailles = repereur.reperer(texte, portee, lieux)
        for t in trouvailles:
            yield Obstacle(t.genre, section, t.mots.strip(), url)
        if not trouvailles:
            yield from (Obstacle(f.genre, section, f.mots, url) for f in aiguilles.chercher(texte, section))
