"""What a search of the vivier asks, as plain values (SAR-10), and the SQL that answers: see `recherche.moteur`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

NIVEAUX = (1, 2, 3)


@dataclass(frozen=True)
class CriteresVivier:
    """The 12 filters. Filters are AND, the values of one are OR; thème and maîtrise bear on the same compétence.

    Attributes:
        bassins: codes of départements.
        nom: part of the name, accents and case apart; every word is asked for.
        metiers: ids, one of which is a métier actuel.
        niveaux_etude: codes; strict.
        tranches: ids of TrancheExperience; strict.
        themes: ids of Theme.
        maitrises: levels 1 to 3.
        formations: ids of ActionFormation, whatever the link.
        classifications: codes.
        classifie_depuis: first day of classification, or a moment (« depuis ma dernière recherche »).
        classifie_avant: the day before which it was classified.
        situation_depuis: first day of the current situation.
        competences: ids of skills, one of which is enough, at any level; asked by the page of a skill.
        metiers_du_profil: ids of métiers of the profile, actuels or not; asked by the page of a métier.
        hors_agence: SAR-5: the agence whose candidates are left out.
    """

    bassins: tuple[str, ...] = ()
    nom: str = ""
    metiers: tuple[int, ...] = ()
    niveaux_etude: tuple[str, ...] = ()
    tranches: tuple[int, ...] = ()
    themes: tuple[int, ...] = ()
    maitrises: tuple[int, ...] = ()
    formations: tuple[int, ...] = ()
    classifications: tuple[str, ...] = ()
    classifie_depuis: date | datetime | None = None
    classifie_avant: date | None = None
    situation_depuis: date | None = None
    competences: tuple[int, ...] = ()
    metiers_du_profil: tuple[int, ...] = ()
    hors_agence: int | None = None


def conditions_vivier(criteres: CriteresVivier) -> list[tuple[str, tuple[Any, ...]]]:
    """Fragments of WHERE on the search row `r`, with their parameters; what people type is only ever a parameter."""
    voulues: list[tuple[str, tuple[Any, ...]]] = [("r.publie AND NOT r.archive", ())]
    voulues += [
        (f"r.{colonne} = ANY(%s::{genre}[])", (list(valeurs),))
        for colonne, genre, valeurs in (
            ("bassin", "varchar", criteres.bassins),
            ("niveau_etude", "varchar", criteres.niveaux_etude),
            ("tranche_experience", "int", criteres.tranches),
            ("classification", "varchar", criteres.classifications),
        )
        if valeurs
    ]
    voulues += [
        (f"r.{colonne} && %s::int[]", (cles,))
        for colonne, cles in (
            ("metiers_actuels", list(criteres.metiers)),
            ("themes", cles_themes(criteres.themes, criteres.maitrises)),
            ("metiers", list(criteres.metiers_du_profil)),
            ("competences", [competence * 10 + niveau for competence in criteres.competences for niveau in NIVEAUX]),
            ("formations", [action * 10 + lien for action in criteres.formations for lien in (1, 2, 3, 4)]),
        )
        if cles
    ]
    voulues += [("r.nom_normalise LIKE public.f_unaccent(upper(%s))", (f"%{mot}%",)) for mot in _mots(criteres.nom)]
    voulues += _dates(criteres)
    if criteres.hors_agence is not None:
        fiches = "SELECT FROM freelances_fiche f WHERE f.agence_id = %s AND f.freelance_id = r.freelance_id"
        voulues.append((f"NOT EXISTS ({fiches})", (criteres.hors_agence,)))
    return voulues


def cles_themes(themes: Iterable[int], maitrises: Iterable[int]) -> list[int]:
    """The keys of the search row: thème with level, or the level alone. Empty when neither is asked."""
    themes, maitrises = list(themes), list(maitrises)
    if not themes:
        return maitrises
    return [theme * 10 + niveau for theme in themes for niveau in maitrises or NIVEAUX]


def _mots(nom: str) -> list[str]:
    return [mot.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for mot in nom.split()[:6]]


def _dates(criteres: CriteresVivier) -> list[tuple[str, tuple[Any, ...]]]:
    bornes: list[tuple[str, tuple[Any, ...]]] = []
    if criteres.classifie_depuis:
        bornes.append(("r.classifie_le >= %s", (_moment(criteres.classifie_depuis),)))
    if criteres.classifie_avant:
        bornes.append(("r.classifie_le < %s", (_moment(criteres.classifie_avant),)))
    if criteres.situation_depuis:
        bornes.append(("r.situation_le BETWEEN %s AND %s", (criteres.situation_depuis, timezone.localdate())))
    return bornes


def _moment(jour: date | datetime) -> datetime:
    """Midnight of a day in Paris; a moment as it is."""
    if isinstance(jour, datetime):
        return jour
    return timezone.make_aware(datetime.combine(jour, time.min))
