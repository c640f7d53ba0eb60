"""The skills of a besoin: must or nice to have, with a level. One row each, added and taken away on the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from besoins.models import Besoin, BesoinCompetence, Importance
from referentiels.enums import Maitrise
from referentiels.models import Competence
from samba.donnees.formulaires import Divergence
from samba.listes.champs import ChampDistant, precharger


class LigneCompetence(forms.Form):
    """One skill asked for. A row without a skill is an empty row."""

    competence = ChampDistant(
        Competence.objects.all,
        "referentiels:competences_json",
        label="Compétence",
        required=False,
        attrs={"data-largeur": 6},
    )
    importance = forms.ChoiceField(
        label="Importance",
        choices=Importance,
        initial=Importance.INDISPENSABLE,
        widget=forms.Select({"data-largeur": 3}),
    )
    niveau = forms.TypedChoiceField(
        label="Niveau",
        choices=Maitrise,
        coerce=int,
        initial=Maitrise.OPERATIONNEL,
        widget=forms.Select({"data-largeur": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Without a skill the rest of the row means nothing (its gap may even be missing from the post)."""
        donnees = super().clean() or self.cleaned_data
        if donnees.get("competence") is None and "competence" not in self.errors:
            self.errors.clear()
        return donnees


class LignesBase(forms.BaseFormSet):
    """The rows together: a skill is asked for once."""

    def clean(self) -> None:
        vues: set[int] = set()
        for ligne in self.forms:
            competence = getattr(ligne, "cleaned_data", {}).get("competence")
            if competence is None:
                continue
            if competence.pk in vues:
                ligne.add_error("competence", "Cette compétence est déjà demandée.")
                raise ValidationError(f"« {competence} » est demandée deux fois.")
            vues.add(competence.pk)


Lignes = forms.formset_factory(LigneCompetence, formset=LignesBase, extra=0, max_num=40)


class CompetencesDemandees:
    """The rows as read or typed, and their writing. Rows are matched by skill, not by id: nobody's ids go stale."""

    prefixe = "competences"

    def __init__(self, data: Any, *, besoin: Besoin) -> None:
        initial = []
        if data is None and besoin.pk:
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

    def choisies(self) -> dict[int, dict[str, Any]]:
        """Skill id → the other columns of its row."""
        choisies = {}
        for ligne in self.formset.forms:
            donnees = getattr(ligne, "cleaned_data", {})
            if donnees.get("competence") is not None:
                choisies[donnees["competence"].pk] = {
                    "importance": donnees.get("importance") or Importance.INDISPENSABLE,
                    "niveau": donnees.get("niveau") or Maitrise.OPERATIONNEL,
                }
        return choisies

    def enregistrer(self, besoin: Besoin) -> None:
        """Make the stored rows what was typed. The caller moved the besoin's version."""
        choisies = self.choisies()
        besoin.competences.exclude(competence_id__in=choisies).delete()
        for competence_id, champs in choisies.items():
            BesoinCompetence.objects.update_or_create(
                besoin=besoin, competence_id=competence_id, defaults=champs, create_defaults=champs
            )

    def divergence(self, besoin: Besoin) -> Divergence | None:
        """What I typed against what is stored, None when they are the same skills at the same levels."""
        saisies = {pk: (c["importance"], int(c["niveau"])) for pk, c in self.choisies().items()}
        stockees = {ligne.competence_id: (ligne.importance, ligne.niveau) for ligne in besoin.competences.all()}
        if saisies == stockees:
            return None
        noms = Competence.objects.in_bulk({*saisies, *stockees})
        return Divergence("competences", "Compétences", _ecrire(saisies, noms), _ecrire(stockees, noms))


def _ecrire(lignes: dict[int, tuple[str, int]], noms: dict[int, Competence]) -> str:
    mots = [
        f"{noms[pk]} ({Importance(imp).label.lower()}, {Maitrise(niv).label.lower()})"
        for pk, (imp, niv) in lignes.items()
    ]
    return ", ".join(sorted(mots)) or "—"
