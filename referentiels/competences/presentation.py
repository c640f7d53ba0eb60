"""How a level and a skill are drawn, on every screen alike."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from referentiels.competences.champs import A_RANGER
from referentiels.enums import Maitrise
from referentiels.models import Competence

COULEURS = {Maitrise.DEBUTANT: "neutre", Maitrise.OPERATIONNEL: "bleu", Maitrise.EXPERIMENTE: "marque"}


def points_seuls(niveau: int) -> str:
    """« ●●○ »: one dot for débutant, three for expérimenté."""
    return "●" * niveau + "○" * (Maitrise.EXPERIMENTE - niveau)


@lru_cache(maxsize=8)
def points(niveau: int) -> SafeString:
    """A level as three dots, with its word for those who hover and those who listen."""
    gabarit = '<span class="s-niveau" role="img" title="{}">{}</span>'
    return format_html(gabarit, Maitrise(niveau).label, points_seuls(niveau))


@lru_cache(maxsize=4096)
def pastille(nom: str, niveau: int) -> SafeString:
    """A skill and its level in a line of words. Kept: the same few hundred are on every page of a list."""
    return format_html('<span class="text-nowrap me-2">{} {}</span>', nom, points(niveau))


def etiquette(competence: Competence, niveau: int | None = None, couleur: str = "") -> SafeString:
    """A skill as a badge, with its level if it has one, and « à ranger » while nobody has put it away.

    The colour is the one of the level unless `couleur` names another meaning.
    """
    couleur = couleur or (COULEURS[Maitrise(niveau)] if niveau else "neutre")
    fin = format_html(" {}", points(niveau)) if niveau else SafeString("")
    if not competence.verifiee:
        fin += format_html(' <em class="s-a-ranger">{}</em>', A_RANGER)
    return format_html('<span class="s-badge s-badge-{}">{}{}</span>', couleur, competence.nom, fin)


@lru_cache(maxsize=1)
def legende_niveaux() -> SafeString:
    """What the dots mean, to stand once beside the skills of a page."""
    gabarit = '<span class="s-niveau" aria-hidden="true">{}</span> {}'
    mots = format_html_join(" · ", gabarit, ((points_seuls(n.value), str(n.label).lower()) for n in Maitrise))
    return format_html('<span class="s-secondaire">{}</span>', mots)
