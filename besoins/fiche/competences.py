"""The skills of a besoin: must or nice to have, with a level. One row each, added and taken away on the form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from besoins.models import Besoin, BesoinCompetence, Importance
from referentiels.competences.champs import ChampCompetence, ChampNiveau
from referentiels.competences.saisie import enregistrer_saisies
from referentiels.enums import Maitrise
from referentiels.models import Competence
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import Divergence
from samba.listes.champs import precharger


class LigneCompetence(forms.Form):
    """One skill asked for. A row without a skill is an empty row."""

    competence = ChampCompetence(label="Compétence", required=False, attrs={"data-largeur": 6})
    importance = forms.ChoiceField(
        label="Importance",
        choices=Importance,
        initial=Importance.INDISPENSABLE,
        widget=forms.Select({"data-largeur": 3}),
    )
    niveau = ChampNiveau(attrs={"data-largeur": 3})

    def clean(self) -> dict[str, Any]:
        """Without a skill the rest of the row means nothing (its gap may even be missing from the post)."""
        donnees = super().clean() or self.cleaned_data
        if donnees.get("competence") is None and "competence" not in self.errors:
            self.errors.clear()
        return donnees


class LignesBase(forms.BaseFormSet):
    """The rows together: a skill is asked for once."""

    def clean(self) -> None:
        vues: set[int | str] = set()
        for ligne in self.forms:
            competence = getattr(ligne, "cleaned_data", {}).get("competence")
            if competence is None:
                continue
            if competence.cle_saisie in vues:
                ligne.add_error("competence", "Cette compétence est déjà demandée.")
                raise ValidationError(f"« {competence} » est demandée deux fois.")
            vues.add(competence.cle_saisie)


Lignes = forms.formset_factory(LigneCompetence, formset=LignesBase, extra=0, max_num=40)


class CompetencesDemandees:
    """The rows as read or typed, and their writing. Rows are matched by skill, not by id: nobody's ids go stale."""

    prefixe = "competences"

    def __init__(self, data: Any, *, besoin: Besoin, initial: list[dict[str, Any]] | None = None) -> None:
        """`initial`: rows to show in place of the besoin's own (a draft)."""
        initial = list(initial or [])
        if data is None and besoin.pk and not initial:
            lignes = besoin.competences.select_related("competence")
            initial = [
                {"competence": ligne.competence_id, "importance": ligne.importance, "niveau": ligne.niveau}
                for ligne in lignes
            ]
        # A form posted without its rows (a script, an old page) has none rather than being unreadable.
        if data is not None and f"{self.prefixe}-TOTAL_FORMS" not in data:
            data = {f"{self.prefixe}-TOTAL_FORMS": "0", f"{self.prefixe}-INITIAL_FORMS": "0"}
        self.formset = Lignes(data, initial=initial, prefix=self.prefixe)
        precharger(self.formset.forms, "competence")

    def is_valid(self) -> bool:
        """Bound and right."""
        return self.formset.is_valid()

    def choisies(self) -> list[tuple[Competence, dict[str, Any]]]:
        """Each skill with the other columns of its row."""
        choisies = []
        for ligne in self.formset.forms:
            donnees = getattr(ligne, "cleaned_data", {})
            if donnees.get("competence") is not None:
                champs = {
                    "importance": donnees.get("importance") or Importance.INDISPENSABLE,
                    "niveau": donnees.get("niveau") or Maitrise.OPERATIONNEL,
                }
                choisies.append((donnees["competence"], champs))
        return choisies

    def creer_les_nouvelles(self, par: Utilisateur) -> None:
        """Create the skills that nobody knew: first of all that the caller's transaction writes."""
        enregistrer_saisies(self.formset.forms, par=par)

    def enregistrer(self, besoin: Besoin) -> None:
        """Make the stored rows what was typed. The caller moved the besoin's version."""
        choisies = {competence.pk: champs for competence, champs in self.choisies()}
        besoin.competences.exclude(competence_id__in=choisies).delete()
        for competence_id, champs in choisies.items():
            BesoinCompetence.objects.update_or_create(
                besoin=besoin, competence_id=competence_id, defaults=champs, create_defaults=champs
            )

    def divergence(self, besoin: Besoin) -> Divergence | None:
        """What I typed against what is stored, None when they are the same skills at the same levels."""
        saisies = _ecrire((str(competence), c["importance"], int(c["niveau"])) for competence, c in self.choisies())
        lignes = besoin.competences.select_related("competence")
        stockees = _ecrire((str(ligne.competence), ligne.importance, ligne.niveau) for ligne in lignes)
        return Divergence("competences", "Compétences", saisies, stockees) if saisies != stockees else None


def _ecrire(lignes: Iterable[tuple[str, str, int]]) -> str:
    mots = [
        f"{nom} ({Importance(importance).label.lower()}, {Maitrise(niveau).label.lower()})"
        for nom, importance, niveau in lignes
    ]
    return ", ".join(sorted(mots)) or "—"
