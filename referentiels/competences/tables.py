"""The table of the skills to review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from referentiels.competences.rapprochement import SERIEUSE, Proposition, Rapprocheur
from referentiels.competences.usages import Usage, fiches, usages
from referentiels.models import Competence
from samba.listes.adresses import lien
from samba.listes.formats import ABSENT, date_fr
from samba.listes.pagination import BORNE
from samba.listes.tables import Tableau


@dataclass
class AVerifier:
    """A line of the list. `nombre`: on how many files it is."""

    competence: Competence
    nom: str
    par: str
    le: datetime | None
    nombre: int
    usages: list[Usage] = field(default_factory=list)


def a_verifier(competences: Any) -> list[AVerifier]:
    """The lines, the most used first, then the oldest: a fixed number of queries."""
    lues = list(competences.order_by("proposee_le", "pk")[: BORNE + 1])
    ou = fiches(c.pk for c in lues)
    lignes = [
        AVerifier(
            competence=c,
            nom=c.nom,
            par=str(c.proposee_par) if c.proposee_par else "",
            le=c.proposee_le,
            nombre=sum(len(ids) for ids in ou[c.pk].values()),
            usages=usages(c.pk, ou[c.pk]),
        )
        for c in lues
    ]
    return sorted(lignes, key=lambda ligne: -ligne.nombre)


class AVerifierTable(Tableau):
    """What was typed, by whom, when, on how many files, and what it may well be."""

    legende = "Compétences à vérifier"
    nom_ligne = "compétence"
    vide_titre = "Aucune compétence à vérifier"
    vide_texte = "Une compétence que le référentiel ne connaît pas arrive ici dès que quelqu’un la tape sur un dossier."
    vide_icone = "check-badge"
    vide_url = reverse_lazy("referentiels:competences")
    vide_action = "Voir les compétences"

    nom = tables.Column(verbose_name="Tapée")
    par = tables.Column(verbose_name="Par", empty_values=("",))
    le = tables.Column(verbose_name="Le")
    nombre = tables.Column(verbose_name="Sur", order_by=("nombre", "nom"))
    proche = tables.Column(verbose_name="Ressemble à", empty_values=(), orderable=False)

    def __init__(self, lignes: Iterable[AVerifier], **options: Any) -> None:
        super().__init__(list(lignes), **options)
        self._rapprocheur: Rapprocheur | None = None

    def render_nom(self, record: AVerifier) -> SafeString:
        """The name, which opens its examination."""
        return lien("referentiels:competence_examiner", record.competence.pk, record.nom, "s-principal")

    def render_le(self, value: datetime) -> str:
        """« 12/03/2026 »."""
        return date_fr(value, "courte")

    def render_nombre(self, record: AVerifier) -> SafeString | str:
        """« 3 freelances · 1 besoin », or « aucun dossier »."""
        if not record.usages:
            return SafeString('<span class="s-secondaire">aucun dossier</span>')
        return format_html_join(" · ", "{}", ((usage.texte,) for usage in record.usages))

    def render_proche(self, record: AVerifier) -> SafeString | str:
        """The likeliest known skill, which opens the examination on it. Asked for the lines shown only."""
        self._rapprocheur = self._rapprocheur or Rapprocheur()
        proche = next(iter(self._rapprocheur.proposer(record.competence)), None)
        if proche is None or proche.ressemblance < SERIEUSE:
            return ABSENT
        return _vers(record.competence, proche)


def _vers(competence: Competence, proche: Proposition) -> SafeString:
    adresse = f"{reverse('referentiels:competence_examiner', args=[competence.pk])}?vers={proche.competence.pk}#reunir"
    gabarit = '<a href="{}">{}</a> <span class="s-secondaire">{}\u202f%</span>'
    return format_html(gabarit, adresse, proche.competence.nom, proche.ressemblance)
