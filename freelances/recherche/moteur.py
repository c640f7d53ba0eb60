"""The one function that reads the search row (conception §5, SAR-4): slicing or locking it changes this file alone."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from freelances.recherche.criteres import Criteres
from freelances.recherche.elargissement import requete_de
from freelances.recherche.mots import Requete, analyser
from freelances.vivier.criteres import CriteresVivier, conditions_vivier
from referentiels.enums import Maitrise
from referentiels.proximite import voisinage

# Lists stop here: 1 000 are shown, one more tells « plus de 1 000 ».
LIMITE = 1001
# Ids of one `tranche`, as the SQL function `recherche_attendue` cuts them.
TAILLE_TRANCHE = 5_000
# The newest slices read first. Each slice named after them is one more walk of the index (1.4 ms at a million rows),
# where one walk over all the rest takes 0.15 ms a slice: past a fifth of them, the rest is read at once.
TRANCHES_PREMIERES = 2
TRANCHES_PEU = 12
TRANCHES_MAX = 100
TABLE = "freelances_profilrecherche"
# What one question may take when words must stand in order; 6 s were seen at a million rows.
DELAI_PHRASE_MS = 1_000

# Orders other than newest first; unknown values come last.
TRIS = {
    "pertinence": "ts_rank(vecteur, %s::tsquery) DESC",
    "nom": "nom_normalise",
    "-nom": "nom_normalise DESC",
    "tjm": "tjm NULLS LAST",
    "-tjm": "tjm DESC NULLS LAST",
    "experience": "experience NULLS LAST",
    "-experience": "experience DESC NULLS LAST",
    "disponibilite": "disponible_le NULLS LAST",
    "-disponibilite": "disponible_le DESC NULLS LAST",
    "sollicite": "sollicite_le NULLS FIRST",
    "-sollicite": "sollicite_le DESC NULLS LAST",
}

# Orders of the vivier; "" is the newest classified first. A person's name breaks no tie: the id does.
TRIS_VIVIER = {
    "": "r.classifie_le DESC, r.freelance_id DESC",
    "anciens": "r.classifie_le, r.freelance_id",
    "situation": "r.situation_le DESC NULLS LAST, r.freelance_id DESC",
    "nom": "r.nom_normalise, r.freelance_id",
}


@dataclass(frozen=True)
class Condition:
    """A fragment of WHERE and its parameters; what people type is only ever a parameter."""

    sql: str
    parametres: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Trouves:
    """The ids found. `sans_ordre`: the words of an expression were searched without their order; the screen says so."""

    ids: list[int]
    sans_ordre: bool = False


def chercher(criteres: Criteres, limite: int = LIMITE, tri: str = "", table: str = TABLE) -> list[int]:
    """The ids that `trouver` finds."""
    return trouver(criteres, limite, tri, table).ids


def trouver_au_vivier(criteres: CriteresVivier, tri: str, limite: int, table: str = TABLE) -> list[int]:
    """The ids of the vivier that answer, at most `limite`, in the order `tri`. Only `vivier_pour` calls it (SAR-4).

    One question: the partial indexes of the vivier hold its rows alone, and give the newest without sorting.
    """
    voulues = conditions_vivier(criteres)
    ou = " AND ".join(sql for sql, _ in voulues)
    parametres = [parametre for _, ses_parametres in voulues for parametre in ses_parametres]
    ordre = TRIS_VIVIER.get(tri, TRIS_VIVIER[""])
    sql = f"SELECT r.freelance_id FROM {table} r WHERE {ou} ORDER BY {ordre} LIMIT %s"  # noqa: S608 - ours
    with connection.cursor() as curseur:
        curseur.execute(sql, [*parametres, limite])
        return [pk for (pk,) in curseur.fetchall()]


def trouver(criteres: Criteres, limite: int = LIMITE, tri: str = "", table: str = TABLE) -> Trouves:
    """The ids of the freelances that answer, at most `limite`: the newest ones, in the order `tri`.

    The base is read by slices, newest first: the newest 10 000 ids, then as many slices at once as the hits so far
    call for. A common search thus stops early, and a rare one asks two questions, whatever the size of the base.
    Only an expression of words that everybody writes, hardly ever in that order, may unpack most of the base: past
    `DELAI_PHRASE_MS` a question, its words are searched without their order.

    Args:
        criteres: what is asked.
        limite: where to stop.
        tri: a key of `TRIS`, else newest first. It bears on the hits kept, as the screen says.
        table: the bench passes its own copy.
    """
    requete = analyser(criteres.texte)
    if requete is None or not requete.ordonnee:
        return Trouves(_trouver(criteres, requete, limite, tri, table))
    try:
        return Trouves(_trouver(criteres, requete, limite, tri, table))
    except OperationalError as erreur:
        if not isinstance(erreur.__cause__, QueryCanceled):
            raise
    requete = analyser(criteres.texte, ordre=False)
    return Trouves(_trouver(criteres, requete, limite, tri, table), sans_ordre=True)


def _trouver(criteres: Criteres, requete: Requete | None, limite: int, tri: str, table: str) -> list[int]:
    if requete is not None and requete.vide:
        return []
    voulues = conditions(criteres, requete)
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT max(freelance_id) FROM {table}")  # noqa: S608 - ours
        derniere = (curseur.fetchone()[0] or 0) // TAILLE_TRANCHE
        with _protegee(requete):
            trouves = _par_tranches(curseur, table, voulues, derniere, limite, _reglages(criteres, requete))
        if tri not in TRIS:
            return trouves
        # The last of a full list only tells that there are more: it is not one of those shown.
        return _trier(curseur, table, trouves[: limite - 1], tri, requete) + trouves[limite - 1 :]


def _trier(curseur: Any, table: str, ids: list[int], tri: str, requete: Requete | None) -> list[int]:
    """The same ids in another order. By `pertinence` without keywords, nothing changes."""
    if tri == "pertinence" and requete is None:
        return ids
    parametres: list[Any] = [ids]
    if tri == "pertinence" and requete is not None:
        parametres.append(requete.tsquery)
    sql = f"SELECT freelance_id FROM {table} WHERE freelance_id = ANY(%s) ORDER BY {TRIS[tri]}, freelance_id DESC"  # noqa: S608 - ours
    curseur.execute(sql, parametres)
    return [pk for (pk,) in curseur.fetchall()]


def _par_mots(criteres: Criteres, requete: Requete | None) -> bool:
    """Is the index of words asked, for keywords or for the names of a widened métier?"""
    return (requete is not None and requete.indexable) or bool(criteres.metiers and criteres.elargir)


def _reglages(criteres: Criteres, requete: Requete | None) -> list[str]:
    """What keeps the planner from reading vectors row by row: it does not know that each lies in the TOAST table.

    Without it, a common word is looked for in 1 001 unpacked vectors (27 ms) rather than in the index (2 ms).
    """
    if not _par_mots(criteres, requete):
        return []
    delai = [f"statement_timeout = {DELAI_PHRASE_MS}"] if requete is not None and requete.ordonnee else []
    return ["enable_seqscan = off", "enable_indexscan = off", *delai]


def _protegee(requete: Requete | None) -> AbstractContextManager[Any]:
    """Keeps the caller's transaction alive when words in order take too long."""
    risquee = connection.in_atomic_block and requete is not None and requete.ordonnee
    return transaction.atomic() if risquee else nullcontext()


def _par_tranches(
    curseur: Any, table: str, voulues: list[Condition], derniere: int, limite: int, reglages: list[str]
) -> list[int]:
    trouves: list[int] = []
    haut = derniere
    while haut >= 0 and len(trouves) < limite:
        bas = max(0, haut - _suivantes(derniere - haut, haut + 1, len(trouves), limite) + 1)
        tranches = [] if bas == 0 and haut == derniere else [_tranches(bas, haut)]
        trouves += _lire(curseur, table, [*tranches, *voulues], limite - len(trouves), reglages)
        haut = bas - 1
    return trouves


def _suivantes(lues: int, restantes: int, trouves: int, limite: int) -> int:
    """How many slices to read next: what the hits so far promise, with a margin; all of them when that is too many."""
    if not lues:
        return TRANCHES_PREMIERES
    if not trouves:
        return restantes
    promises = int((limite - trouves) * lues / trouves * 1.3) + 1
    return promises if promises <= min(TRANCHES_MAX, max(TRANCHES_PEU, restantes // 5)) else restantes


def _tranches(bas: int, haut: int) -> Condition:
    if bas == 0:
        return Condition("freelance_id < %s", ((haut + 1) * TAILLE_TRANCHE,))
    # A list, even of one: the planner then goes through the index, which it would not for an equality.
    return Condition("tranche = ANY(%s::smallint[])", (list(range(bas, haut + 1)),))


def _lire(curseur: Any, table: str, voulues: list[Condition], limite: int, reglages: list[str]) -> list[int]:
    """One question, with its settings in the same message: sent one by one they take as long as a small search.

    Several statements sent at once are one transaction, with which the settings die; but it may be the caller's.
    """
    ou = " AND ".join(condition.sql for condition in voulues) or "true"
    parametres = [parametre for condition in voulues for parametre in condition.parametres]
    lecture = f"SELECT freelance_id FROM {table} WHERE {ou} ORDER BY freelance_id DESC LIMIT %s"  # noqa: S608 - ours
    avant = [f"SET LOCAL {reglage}" for reglage in reglages]
    apres = [f"SET LOCAL {reglage.split()[0]} TO DEFAULT" for reglage in reglages]
    curseur.execute("; ".join([*avant, lecture, *apres]), [*parametres, limite])
    for _ in avant:
        curseur.nextset()
    return [pk for (pk,) in curseur.fetchall()]


def conditions(criteres: Criteres, requete: Requete | None) -> list[Condition]:
    """The WHERE of a search, `requete` being its keywords."""
    voulues: list[Condition] = []
    if requete is not None:
        voulues.append(Condition("vecteur @@ %s::tsquery", (requete.tsquery,)))
    voulues += _sur_competences(criteres)
    if criteres.metiers:
        voulues.append(_sur_metiers(criteres))
    if criteres.departements:
        voulues.append(_sur_lieux(criteres))
    if criteres.langues:
        voulues.append(Condition("langues @> %s::varchar[]", (list(criteres.langues),)))
    if criteres.classifications:
        voulues.append(Condition("classification = ANY(%s::varchar[])", (list(criteres.classifications),)))
    return voulues + _sur_valeurs(criteres, _par_mots(criteres, requete))


def _sur_competences(criteres: Criteres) -> list[Condition]:
    chacune = list(criteres.requises)
    groupes = [criteres.au_moins_une]
    if criteres.toutes:
        chacune += criteres.competences
    else:
        groupes.append(criteres.competences)
    cles = [_niveaux(paire) for paire in chacune]
    cles += [list(chain.from_iterable(map(_niveaux, groupe))) for groupe in groupes if groupe]
    return [Condition("competences && %s::int[]", (groupe,)) for groupe in cles]


def _niveaux(paire: tuple[int, int]) -> list[int]:
    """The keys of a skill at this level or above, as the search row writes them."""
    competence, minimum = paire
    return [competence * 10 + niveau for niveau in range(minimum, Maitrise.EXPERIMENTE + 1)]


def _sur_metiers(criteres: Criteres) -> Condition:
    """One of the métiers, or what `elargir` adds to them: linked métiers, names written in a title or a role."""
    voisins = voisinage(criteres.metiers, criteres.elargir)
    par_metier, noms = Condition("metiers && %s::int[]", (voisins.metiers,)), requete_de(voisins)
    if not noms:
        return par_metier
    return Condition(f"({par_metier.sql} OR vecteur @@ %s::tsquery)", (*par_metier.parametres, noms))


def _sur_lieux(criteres: Criteres) -> Condition:
    codes = list(criteres.departements)
    if not criteres.mobiles:
        return Condition("departement = ANY(%s::varchar[])", (codes,))
    return Condition("(departement = ANY(%s::varchar[]) OR zones && %s::varchar[] OR mobile_france)", (codes, codes))


def _sur_valeurs(criteres: Criteres, textuelle: bool) -> list[Condition]:
    """What is checked on the rows that the index gave.

    Beside words, « + 0 » keeps the indexes of these columns out: through them, the planner unpacks and reads the
    vectors of thousands of rows (240 ms) that the index of words would never have met (20 ms).
    """
    nu = " + 0" if textuelle else ""
    voulues = []
    if criteres.disponible_le:
        voulues.append(Condition(f"disponible_le{nu} <= %s", (criteres.disponible_le,)))
    if criteres.tjm_max is not None:
        voulues.append(Condition(f"tjm{nu} <= %s", (criteres.tjm_max,)))
    if criteres.experience_min is not None:
        voulues.append(Condition(f"experience{nu} >= %s", (criteres.experience_min,)))
    if not criteres.archives:
        voulues.append(Condition("NOT archive"))
    return voulues
