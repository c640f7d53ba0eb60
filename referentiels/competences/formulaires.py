"""Forms of the review: the place of a typed skill, the one it is merged into, the filters of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from referentiels.competences.champs import ChampCompetence
from referentiels.competences.saisie import NOM_ILLISIBLE, NOM_MAX
from referentiels.models import Competence, Theme
from referentiels.normalisation import normaliser
from samba.comptes.models import Utilisateur
from samba.listes.champs import precharger
from samba.listes.choix import ChoixLeger


class ChampNoms(forms.CharField):
    """Names, one a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 3}), required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        """A list as lines; what was typed as it was."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The names, once each, accents and case aside."""
        lus: dict[str, str] = {}
        for ligne in str(value or "").splitlines():
            nom = " ".join(ligne.split())
            if nom:
                lus.setdefault(normaliser(nom), nom)
        if trop_long := next((nom for nom in lus.values() if len(nom) > NOM_MAX), ""):
            raise ValidationError(f"« {trop_long[:30]}… » dépasse {NOM_MAX} signes.")
        return list(lus.values())

    def validate(self, value: Any) -> None:
        """Every list of readable lines will do."""

    def run_validators(self, value: Any) -> None:
        """Those of a single text say nothing here."""


class RangementForm(forms.Form):
    """Where a typed skill goes, and how it is spelt. What was typed stays among its names."""

    nom = forms.CharField(label="Nom", max_length=NOM_MAX)
    theme = forms.ModelChoiceField(
        label="Thème", queryset=Theme.objects.all(), empty_label="Choisir…", widget=ChoixLeger({"data-tom": ""})
    )
    synonymes = ChampNoms(label="Autres noms", help_text="Sigles, variantes, anciens noms : un par ligne.")
    noms_ambigus = ChampNoms(label="Noms ambigus", help_text="Ceux de ses noms qui disent aussi autre chose (Go, R).")
    contexte = ChampNoms(label="Contexte", help_text="Les mots qui, à côté d’un nom ambigu, disent que c’est elle.")

    def __init__(self, data: Any = None, *, competence: Competence) -> None:
        self.competence = competence
        noms = ("nom", "synonymes", "noms_ambigus", "contexte")
        super().__init__(data, initial={nom: getattr(competence, nom) for nom in noms})

    def clean_nom(self) -> str:
        """Single spaces, and a letter at least."""
        nom = " ".join(str(self.cleaned_data["nom"]).split())
        if not any(signe.isalpha() for signe in nom):
            raise ValidationError(NOM_ILLISIBLE)
        return self._libre(nom)

    def clean_synonymes(self) -> list[str]:
        """None of them may already name another skill."""
        return [self._libre(nom) for nom in self.cleaned_data["synonymes"]]

    def clean(self) -> dict[str, Any]:
        """Keep what was typed among the names; an ambiguous name is one of them."""
        lu: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return lu
        noms = {normaliser(nom): nom for nom in [self.competence.nom, *lu["synonymes"]]}
        noms.pop(normaliser(lu["nom"]), None)
        lu["synonymes"] = list(noms.values())
        connus = {normaliser(lu["nom"]), *noms}
        for nom in lu["noms_ambigus"]:
            if normaliser(nom) not in connus:
                self.add_error("noms_ambigus", f"« {nom} » n’est pas un de ses noms.")
        return lu

    def _libre(self, nom: str) -> str:
        autre = Competence.objects.vivantes().exclude(pk=self.competence.pk).reconnaitre(nom).first()
        if autre is not None:
            raise ValidationError(f"« {nom} » désigne déjà « {autre} » : réunissez-les plutôt.")
        return nom


class ReunionForm(forms.Form):
    """The skill that stands for both."""

    vers = ChampCompetence(
        creer=False, label="Autre compétence", error_messages={"required": "Choisissez la compétence à garder."}
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        precharger([self], "vers")


class AVerifierFiltre(forms.Form):
    """By name and by who typed it."""

    q = forms.CharField(label="Nom", required=False, max_length=100)
    par = forms.ModelChoiceField(
        label="Tapée par", queryset=Utilisateur.objects.none(), required=False, empty_label="Tout le monde",
        widget=ChoixLeger({"data-tom": ""}),
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        personnes = Competence.objects.a_verifier().order_by().values("proposee_par")
        self.fields["par"].queryset = Utilisateur.objects.filter(pk__in=personnes)  # type: ignore[attr-defined]

    def filtrer(self) -> Any:
        """The skills to review that answer, each with who typed it. A filter that is wrong filters nothing."""
        self.is_valid()
        lignes = Competence.objects.a_verifier().select_related("proposee_par")
        if texte := self.cleaned_data.get("q"):
            lignes = lignes.filter(nom_normalise__contains=normaliser(texte))
        if par := self.cleaned_data.get("par"):
            lignes = lignes.filter(proposee_par=par)
        return lignes


__all__ = ["AVerifierFiltre", "RangementForm", "ReunionForm"]
