"""The question that the anonymised CV asks once: what does this employer do? (FRE-4)"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction

from freelances.models import Freelance
from referentiels.models import Entreprise, SecteurActivite
from samba.listes.choix import ChoixLeger


class SecteursForm(forms.Form):
    """One list of secteurs for each employer of a freelance that has none. Those left empty are asked again."""

    def __init__(self, *args: Any, freelance: Freelance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inconnues = Entreprise.objects.filter(secteur=None, experiences__freelance=freelance).distinct()
        self.entreprises = {f"secteur-{entreprise.pk}": entreprise for entreprise in inconnues}
        if not self.entreprises:
            return
        choix = [("", "Choisir…"), *((str(pk), nom) for pk, nom in SecteurActivite.objects.values_list("pk", "nom"))]
        for nom, entreprise in self.entreprises.items():
            self.fields[nom] = forms.ChoiceField(
                label=entreprise.nom,
                choices=choix,
                required=False,
                widget=ChoixLeger(),
                error_messages={"invalid_choice": "Ce secteur n’existe plus : choisissez-en un autre."},
            )

    def clean(self) -> dict[str, Any]:
        """At least one answer."""
        lu: dict[str, Any] = super().clean() or {}
        if self.fields and not self.errors and not any(lu.values()):
            self.add_error(next(iter(self.fields)), "Choisissez un secteur.")
        return lu

    @transaction.atomic
    def enregistrer(self) -> list[Entreprise]:
        """Remember the answers for every CV to come; gives the companies that learnt theirs."""
        reponses = ((self.entreprises[nom], secteur) for nom, secteur in self.cleaned_data.items() if secteur)
        return [entreprise for entreprise, secteur in reponses if entreprise.apprendre_secteur(int(secteur))]
