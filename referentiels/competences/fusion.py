"""Merge one skill into another: every link moves, nothing is lost, the old one stays and shows the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from referentiels.competences.liens import Lien, liens, liens_inconnus
from referentiels.models import Competence
from referentiels.normalisation import normaliser
from samba.donnees.models import Racine

# One merge at a time: two of them would take the same files in different orders.
VERROU = 7_301_024


class FusionRefusee(Exception):
    """These two skills cannot be merged this way; the message is for people."""


@dataclass
class Bilan:
    """What a merge moved. `fiches`: how many files of each kind got a new version."""

    gardee: Competence
    deplaces: int = 0
    doublons: int = 0
    fiches: Counter[type[Racine]] = field(default_factory=Counter)


@transaction.atomic
def fusionner(source: Competence, cible: Competence) -> Bilan:
    """Merge `source` into `cible`.

    Links move; where a record had both, the strongest stays (`Lien.force`). The names of `source` become synonyms of
    `cible`. `source` stays, retired, and names the one that stands for it. The files touched get a new version, and
    all of it is in the history.

    Raises:
        FusionRefusee: one of the two no longer stands for itself, or `cible` has less authority than `source`.
        RuntimeError: a room points to skills in a way that nobody foresaw.
    """
    if inconnus := liens_inconnus():
        raise RuntimeError(f"Liens que la fusion ne sait pas traiter : {'; '.join(inconnus)}")
    source, cible = _prendre(source.pk, cible.pk)
    bilan = Bilan(cible)
    # The names first: the search rows of those who have `cible` are computed before the others join them.
    _donner_les_noms(source, cible)
    touchees: dict[type[Racine], set[int]] = defaultdict(set)
    for lien in liens():
        _noter_les_fiches(lien, source, touchees)
        _deplacer(lien, source, cible, bilan)
    for modele, cles in touchees.items():
        bilan.fiches[modele] = modele._base_manager.filter(pk__in=cles).update(version=F("version") + 1)
    source.fusionnee_dans, source.retiree = cible, True
    source.save(update_fields=["fusionnee_dans", "retiree"])
    return bilan


def doublons(source: Competence, cible: Competence) -> int:
    """How many records have both skills: each keeps one of them, the strongest."""
    return sum(len(_par_place(lien, source).keys() & _par_place(lien, cible).keys()) for lien in liens() if lien.avec)


def _prendre(source: int, cible: int) -> tuple[Competence, Competence]:
    """Both skills, locked: whoever is linking to one of them ends first, whoever comes later reads the merge."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_advisory_xact_lock(%s)", [VERROU])
    prises = {c.pk: c for c in Competence.objects.select_for_update().filter(pk__in=[source, cible]).order_by("pk")}
    if source == cible:
        raise FusionRefusee("Une compétence ne se réunit pas à elle-même : choisissez-en une autre.")
    if len(prises) < 2:
        raise FusionRefusee("Une des deux compétences n’existe plus.")
    ancienne, gardee = prises[source], prises[cible]
    if ancienne.fusionnee_dans_id:
        raise FusionRefusee(f"« {ancienne} » est déjà réunie à « {ancienne.gardee} ».")
    if gardee.retiree:
        raise FusionRefusee(f"« {gardee} » est retirée du référentiel : choisissez celle qui la remplace.")
    if ancienne.verifiee and not gardee.verifiee:
        raise FusionRefusee(f"« {gardee} » reste à vérifier : c’est elle qui doit être réunie à « {ancienne} ».")
    return ancienne, gardee


def _donner_les_noms(source: Competence, cible: Competence) -> None:
    """What people wrote still finds the skill, with the words that tell it apart when it is ambiguous."""
    cible.synonymes = _reunir(cible.synonymes, [source.nom, *source.synonymes], sauf=[cible.nom])
    cible.noms_ambigus = _reunir(cible.noms_ambigus, source.noms_ambigus)
    cible.contexte = _reunir(cible.contexte, source.contexte)
    cible.save(update_fields=["synonymes", "noms_ambigus", "contexte", "cles"])


def _reunir(noms: list[str], autres: list[str], sauf: list[str] | None = None) -> list[str]:
    """`noms`, then those of `autres` that say something new, accents and case aside."""
    connus = {normaliser(nom) for nom in [*noms, *(sauf or [])]}
    nouveaux: dict[str, str] = {}
    for nom in autres:
        if normaliser(nom) not in connus:
            nouveaux.setdefault(normaliser(nom), nom)
    return [*noms, *nouveaux.values()]


def _noter_les_fiches(lien: Lien, source: Competence, touchees: dict[type[Racine], set[int]]) -> None:
    for chemin, racine in lien.racines.items():
        if cles := set(lien.lignes.filter(**{lien.champ: source}).values_list(chemin, flat=True)):
            touchees[racine] |= cles


def _deplacer(lien: Lien, source: Competence, cible: Competence, bilan: Bilan) -> None:
    """Point the rows of `source` to `cible`; those that would stand twice strengthen the one that is there."""
    lignes = lien.lignes
    if lien.avec:
        bilan.doublons += _rejoindre(lien, source, cible)
    bilan.deplaces += lignes.filter(**{lien.champ: source}).update(**{lien.champ: cible})


def _rejoindre(lien: Lien, source: Competence, cible: Competence) -> int:
    """Where a record has both, keep the strongest values on the row of `cible`, and take the other row away."""
    anciennes, gardees = _par_place(lien, source), _par_place(lien, cible)
    communes = anciennes.keys() & gardees.keys()
    if not communes:
        return 0
    par_valeurs: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for place in communes:
        (_, ancienne), (cle, gardee) = anciennes[place], gardees[place]
        if _rang(lien, ancienne) > _rang(lien, gardee):
            par_valeurs[ancienne].append(cle)
    lignes = lien.lignes
    lignes.filter(pk__in=[anciennes[place][0] for place in communes]).delete()
    for valeurs, cles in par_valeurs.items():
        lignes.filter(pk__in=cles).update(**dict(zip(lien.force, valeurs, strict=True)))
    return len(communes)


def _par_place(lien: Lien, competence: Competence) -> dict[tuple[Any, ...], tuple[int, tuple[Any, ...]]]:
    """Where the skill stands → (key of the row, its values)."""
    lues = lien.lignes.filter(**{lien.champ: competence}).values_list("pk", *lien.avec, *lien.force)
    fin = 1 + len(lien.avec)
    return {ligne[1:fin]: (ligne[0], ligne[fin:]) for ligne in lues.iterator()}


def _rang(lien: Lien, valeurs: tuple[Any, ...]) -> tuple[int, ...]:
    """How strong a row is: the first column decides, the next ones tell equals apart."""
    return tuple(list(ordre).index(valeur) for ordre, valeur in zip(lien.force.values(), valeurs, strict=True))
