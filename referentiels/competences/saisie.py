"""Skills as people type them: read, recognised, and created when nobody knows them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from referentiels.models import Competence
from referentiels.normalisation import normaliser
from samba.comptes.models import Utilisateur

NOM_MAX = 100
DISPARUE = "Cette compétence n’existe plus\u202f: choisissez-la à nouveau."
NOM_ILLISIBLE = f"Le nom d’une compétence a au moins une lettre, et {NOM_MAX} signes au plus."


def lire(texte: str) -> Competence:
    """Return the skill of this name, or an unsaved one that `enregistrer_saisies` will create.

    Raises:
        ValidationError: this cannot be the name of a skill, or is the one of a retired skill.
    """
    nom = " ".join(texte.replace("\0", " ").split())
    if len(nom) > NOM_MAX or not any(signe.isalpha() for signe in nom):
        raise ValidationError(NOM_ILLISIBLE, code="illisible")
    connue = Competence.objects.retrouver(nom)
    if connue is not None and connue.retiree:
        raise ValidationError(f"« {connue} » est retirée du référentiel : choisissez-en une autre.", code="retiree")
    return connue or Competence(nom=nom, verifiee=False)


@transaction.atomic
def enregistrer_saisies(formulaires: Iterable[forms.BaseForm], par: Utilisateur | None) -> None:
    """Make every skill chosen in valid forms one that may be linked to, in their `cleaned_data`.

    Those that nobody knows are created, to be put away by the administrateur: two people typing one name at the same
    moment make one row. One that was merged meanwhile gives way to the one that stands for it. To be called inside the
    transaction that writes the links and before anything else in it: the skills stay locked until its end, so that a
    merge waits for these links.

    Raises:
        IntegrityError: one was removed meanwhile; its form says so.
    """
    places = [(form, nom, valeur) for form in formulaires for nom, valeur in _competences_de(form)]
    neuves = creer([c.nom for _, _, valeurs in places for c in _liste(valeurs) if c.pk is None], par)

    def cle(competence: Competence) -> int:
        return competence.pk or neuves[normaliser(competence.nom)].pk

    tenues = _tenir({cle(c) for _, _, valeurs in places for c in _liste(valeurs)})
    disparues = [(form, nom) for form, nom, valeur in places if any(cle(c) not in tenues for c in _liste(valeur))]
    for form, nom in disparues:  # said beside the field, which reads again what is stored
        form.fields[nom].connus = None  # type: ignore[attr-defined]
        form.add_error(nom, DISPARUE)
    if disparues:
        raise IntegrityError(DISPARUE)
    for form, nom, valeur in places:
        # In the order chosen, each once: two of them may have become one.
        vraies = list(dict.fromkeys(tenues[cle(c)] for c in _liste(valeur)))
        form.cleaned_data[nom] = vraies if isinstance(valeur, list) else vraies[0]


def _competences_de(form: forms.BaseForm) -> list[tuple[str, Any]]:
    lus = getattr(form, "cleaned_data", {})
    return [(nom, lu) for nom, lu in lus.items() if any(isinstance(c, Competence) for c in _liste(lu))]


def _liste(valeur: Any) -> list[Any]:
    return valeur if isinstance(valeur, list) else [valeur]


def creer(noms: Iterable[str], par: Utilisateur | None, le: datetime | None = None) -> dict[str, Competence]:
    """Return the skill of each name, by normalised name, created unverified when nobody knows it. `le`: now.

    In one order whoever asks: two people who type the same two names wait for each other, and never both at once.
    """
    par_cle: dict[str, str] = {}
    for nom in noms:  # as it was written first
        par_cle.setdefault(normaliser(nom), nom)
    return {cle: _retrouver_ou_creer(par_cle[cle], par, le or timezone.now()) for cle in sorted(par_cle)}


def _retrouver_ou_creer(nom: str, par: Utilisateur | None, le: datetime) -> Competence:
    connue = Competence.objects.retrouver(nom)
    if connue is not None:
        return connue
    # The files name their own rows: no code of theirs ever ends like this one.
    code = f"{slugify(nom)[:60] or 'competence'}-{secrets.token_hex(4)}"
    saisie = Competence(nom=nom, code=code, verifiee=False, proposee_par=par, proposee_le=le)
    # Waits for whoever is writing the same name, then leaves theirs in place (`competence_a_verifier_unique`).
    Competence.objects.bulk_create([saisie], ignore_conflicts=True)
    ecrite = Competence.objects.retrouver(nom)
    assert ecrite is not None
    return ecrite


def _tenir(cles: set[int]) -> dict[int, Competence]:
    """These skills, or those that stand for them, held until the end of the transaction as a foreign key would."""
    if not cles:
        return {}
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT id FROM referentiels_competence WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [sorted(cles)]
        )
    lues = Competence.objects.select_related("fusionnee_dans").in_bulk(cles)
    return {cle: competence.gardee for cle, competence in lues.items()}
