"""How the hits of a search spread out: asked by a second request, so that the list never waits for it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.utils import timezone
from redis.exceptions import RedisError

from freelances.enums import Classification
from freelances.recherche.criteres import Criteres
from freelances.recherche.moteur import LIMITE, TABLE, chercher
from referentiels.models import Competence, Departement

CLE = "freelances-facettes-sans-filtre"
DUREE_S = 300
MONTREES = 8
journal = logging.getLogger(__name__)

# One pass over the rows of the hits; `genre` names the facet.
SQL = f"""
WITH r AS MATERIALIZED (
    SELECT competences, departement, classification, disponible_le, experience FROM {TABLE} WHERE freelance_id = ANY(%s)
)
SELECT 'dispo', CASE WHEN disponible_le <= %s THEN '0' WHEN disponible_le <= %s THEN '30' ELSE 'plus' END, count(*)
FROM r GROUP BY 2
UNION ALL
(SELECT 'competences', (cle / 10)::text, count(*) FROM r, unnest(competences) AS cle
 GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT {MONTREES})
UNION ALL
(SELECT 'lieux', departement, count(*) FROM r WHERE departement <> ''
 GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT {MONTREES})
UNION ALL
SELECT 'classification', classification, count(*) FROM r WHERE classification <> '' GROUP BY 2
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True)
class Valeur:
    """One value of a facet and how many hits bear it. `code` is what the form takes; empty when it has no filter."""

    code: str
    libelle: str
    nombre: int


@dataclass(frozen=True)
class Facettes:
    """Counts over `total` hits. Beyond 1 000 they are shares of the newest 1 000, shown with « ≈ »."""

    total: int
    exactes: bool
    groupes: dict[str, list[Valeur]]


def facettes(criteres: Criteres) -> Facettes:
    """The facets of a search. Without any filter they are kept a few minutes; without Redis they are counted."""
    if not criteres.vides:
        return _compter(criteres)
    gardees = _lire_cache()
    if gardees is None:
        gardees = _compter(criteres)
        _ecrire_cache(gardees)
    return gardees


def _lire_cache() -> Facettes | None:
    try:
        return caches["rapide"].get(CLE)
    except (RedisError, OSError):
        journal.warning("Cache injoignable : facettes recomptées.")
        return None


def _ecrire_cache(valeur: Facettes) -> None:
    try:
        caches["rapide"].set(CLE, valeur, DUREE_S)
    except (RedisError, OSError):
        journal.warning("Cache injoignable : facettes non gardées.")


def _compter(criteres: Criteres) -> Facettes:
    ids = chercher(criteres)
    exactes = len(ids) < LIMITE
    ids = ids[: LIMITE - 1]
    aujourdhui = timezone.localdate()
    comptes: dict[str, list[tuple[str, int]]] = {}
    with connection.cursor() as curseur:
        curseur.execute(SQL, [ids, aujourdhui, aujourdhui + timedelta(days=30)])
        for genre, code, nombre in curseur.fetchall():
            comptes.setdefault(genre, []).append((code, nombre))
    noms = _noms(comptes)
    groupes = {
        genre: [Valeur("" if code == "plus" else code, noms[genre].get(code, code), nombre) for code, nombre in lus]
        for genre, lus in sorted(comptes.items())
    }
    return Facettes(len(ids), exactes, groupes)


def _noms(comptes: dict[str, list[tuple[str, int]]]) -> dict[str, dict[str, Any]]:
    def codes(genre: str) -> list[str]:
        return [code for code, _ in comptes.get(genre, [])]

    competences = Competence.objects.filter(pk__in=codes("competences")).values_list("pk", "nom")
    return {
        "dispo": {"0": "Maintenant", "30": "Sous un mois", "plus": "Plus tard ou inconnue"},
        "competences": {str(pk): nom for pk, nom in competences},
        "lieux": dict(Departement.objects.filter(pk__in=codes("lieux")).values_list("code", "nom")),
        "classification": dict(Classification.choices),
    }
