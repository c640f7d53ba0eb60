"""What the page of a freelance shows, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from freelances.cvs.formulaires import CVForm
from freelances.enums import Disponibilite, Facturation
from freelances.evaluation.visuel import visuel
from freelances.fiche.complements import carte_mobilite, courbe_tjm, historique_tjm
from freelances.models import CV, Evaluation, Experience, Freelance, FreelanceCompetence
from freelances.models.cv import avec_comptes
from samba.comptes.models import Utilisateur
from samba.listes.formats import date_fr
from samba.parametres.models import Parametres, parametres


@dataclass(frozen=True)
class Marque:
    """A badge: its words, its colour, its icon, and what it means on hover."""

    texte: str
    couleur: str
    icone: str = ""
    titre: str = ""


@dataclass(frozen=True)
class Etape:
    """An experience as the timeline draws it."""

    experience: Experience
    periode: str
    duree: str
    en_cours: bool


def texte_disponibilite(freelance: Freelance) -> str:
    """The availability in words, with its date when it says something."""
    jour = freelance.disponible_le
    if freelance.est_disponible:
        return "Disponible"
    if freelance.disponibilite == Disponibilite.EN_PRESTATION:
        return f"En prestation jusqu’au {date_fr(jour)}" if jour else "En prestation"
    if freelance.disponibilite == Disponibilite.PREAVIS_A_DONNER:
        return f"Préavis de {freelance.preavis_jours or '?'}\u00a0jours à donner"
    if freelance.disponibilite == Disponibilite.PREAVIS_DONNE:
        return f"En préavis, libre le {date_fr(jour)}" if jour else "En préavis"
    if freelance.disponibilite == Disponibilite.INDISPONIBLE and jour:
        return f"Indisponible jusqu’au {date_fr(jour)}"
    return "Indisponible"


def marque_disponibilite(freelance: Freelance) -> Marque:
    """The badge of availability."""
    if freelance.est_disponible:
        return Marque("Disponible", "vert", "check-circle")
    if freelance.disponibilite == Disponibilite.INDISPONIBLE:
        return Marque(texte_disponibilite(freelance), "neutre", "no-symbol")
    return Marque(texte_disponibilite(freelance), "orange", "clock")


def marque_confirmation(freelance: Freelance, regles: Parametres) -> Marque:
    """FRE-3: how old the confirmation is, and whether it is stale."""
    age = freelance.age_confirmation
    if age is None:
        return Marque("Jamais confirmée", "neutre", "question-mark-circle", "Disponibilité à confirmer par un appel")
    quand = "aujourd’hui" if age == 0 else "hier" if age == 1 else f"il y a {age}\u00a0jours"
    if age <= regles.disponibilite_perimee_jours:
        return Marque(f"Confirmée {quand}", "vert", "check-badge", "Disponibilité confirmée")
    perimee = f"Périmée après {regles.disponibilite_perimee_jours}\u00a0jours : à confirmer de nouveau"
    return Marque(f"Confirmée {quand}, à revoir", "orange", "exclamation-triangle", perimee)


def par_theme(liens: list[FreelanceCompetence]) -> list[tuple[str, list[FreelanceCompetence]]]:
    """Skills by theme, in the order of the themes, the best known first."""
    ordonnes = sorted(
        liens,
        key=lambda lien: (
            lien.competence.rang_theme,
            lien.competence.nom_theme,
            -lien.niveau,
            lien.competence.nom.casefold(),
        ),
    )
    return [(theme, list(groupe)) for theme, groupe in groupby(ordonnes, key=lambda lien: lien.competence.nom_theme)]


def etape(experience: Experience) -> Etape:
    """The period and duration of an experience; a running one lasts until today."""
    fin = experience.fin or timezone.localdate()
    debut_ecrit = date_fr(experience.debut, "mois")
    fin_ecrite = date_fr(experience.fin, "mois") if experience.fin else "aujourd’hui"
    periode = debut_ecrit if debut_ecrit == fin_ecrite else f"{debut_ecrit} – {fin_ecrite}"
    return Etape(experience, periode, duree(experience.debut, fin), experience.fin is None)


def duree(debut: date, fin: date) -> str:
    """« 2 ans et 3 mois », both months counted."""
    mois = max((fin.year - debut.year) * 12 + fin.month - debut.month + 1, 1)
    ans, reste = divmod(mois, 12)
    morceaux = [f"{ans}\u00a0an{'s' if ans > 1 else ''}" if ans else "", f"{reste}\u00a0mois" if reste else ""]
    return " et ".join(filter(None, morceaux))


def contexte_fiche(freelance: Freelance, utilisateur: Utilisateur) -> dict[str, Any]:
    """Everything the page draws, panels of other rooms excepted. Same number of queries for 1 or 30 rows."""
    regles = parametres()
    mobilites = list(freelance.mobilites.all())
    paliers = historique_tjm(freelance)
    evaluation = Evaluation.objects.visibles_pour(utilisateur).filter(freelance=freelance).publiees().first()
    return {
        "freelance": freelance,
        "evaluation": evaluation,
        "visuel": visuel(evaluation) if evaluation else None,
        "brouillon": _brouillon(freelance, utilisateur),
        "situations": list(freelance.situations.select_related("saisie_par")[:5]),
        "pieces": list(freelance.pieces.select_related("document")),
        "liens_formation": list(freelance.liens_formation.select_related("action")),
        "hors_vivier": getattr(freelance, "hors_vivier", None),
        "demandes": list(freelance.demandes_confirmation.select_related("lien", "demandee_par")[:3]),
        "paliers": paliers,
        "courbe": courbe_tjm(paliers),
        "carte": carte_mobilite(freelance, mobilites, regles.rayon_km),
        "disponibilite": marque_disponibilite(freelance),
        "confirmation": marque_confirmation(freelance, regles),
        "regles": regles,
        "a_facturer": freelance.facturation == Facturation.A_DEFINIR,
        "metiers": list(freelance.metiers.select_related("metier__referentiel")),
        "themes": par_theme(list(freelance.competences.select_related("competence__theme"))),
        "etapes": [etape(e) for e in _experiences(freelance)],
        "formations": list(freelance.formations.all()),
        "langues": list(freelance.langues.all()),
        "references": list(freelance.references.select_related("appelee_par")),
        "mobilites": mobilites,
        "cvs": list(
            avec_comptes(freelance.cvs.select_related("document", "document__auteur").defer("texte", "vecteur"))
        ),
        "cvs_anonymes": list(freelance.cvs_anonymes.select_related("document", "approuve_par").defer("contenu")[:5]),
        "form_cv": CVForm() if utilisateur.peut("gerer_freelances") else None,
    }


def _cvs(freelance: Freelance) -> list[CV]:
    return list(avec_comptes(freelance.cvs.select_related("document", "document__auteur").defer("texte", "vecteur")))


def _brouillon(freelance: Freelance, utilisateur: Utilisateur) -> Evaluation | None:
    """The draft under way, for who may write it."""
    return freelance.evaluations.brouillons().first() if utilisateur.peut("qualifier") else None


def _experiences(freelance: Freelance) -> Any:
    return freelance.experiences.select_related("entreprise__secteur").prefetch_related("competences")
