"""The question that the anonymised CV asks once: what does this employer do? (FRE-4)"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.db import transaction

from freelances.enums import ActionAnonymat, LangueCV, ModeleCV, Precision
from freelances.models import Experience, Freelance
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


class PresentationForm(forms.Form):
    """How the CV is laid out, and the language of its headings. Read from the address: nothing is written."""

    modele = forms.ChoiceField(label="Modèle", choices=ModeleCV, required=False)
    langue = forms.ChoiceField(label="Titres en", choices=LangueCV, required=False)

    def lire(self) -> tuple[str, str]:
        """(modele, langue); what is unknown reads as the complete French one."""
        lu = self.cleaned_data if self.is_valid() else {}
        return lu.get("modele") or ModeleCV.COMPLET, lu.get("langue") or LangueCV.FR


class DecisionForm(forms.Form):
    """Words of the CV to take out or to leave, with the reason: it stays in the history."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    action = forms.ChoiceField(label="Décision", choices=ActionAnonymat)
    mots = forms.CharField(
        label="Mots, tels qu’ils sont écrits",
        max_length=200,
        error_messages={"required": "Donnez les mots du CV dont vous décidez."},
    )
    remplacement = forms.CharField(label="Remplacés par (facultatif)", max_length=120, required=False)
    motif = forms.CharField(
        label="Motif", max_length=200, error_messages={"required": "Dites pourquoi : le motif reste au dossier."}
    )


class SocieteForm(forms.Form):
    """These words are a company: its secteur stands for it from now on, in every CV."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    mots = forms.CharField(max_length=200)
    secteur = forms.ModelChoiceField(
        SecteurActivite.objects.all(), error_messages={"required": "Choisissez le secteur de cette entreprise."}
    )


class PrecisionsForm(forms.Form):
    """What tells apart the employers of a file that share a secteur. Those left empty keep their number."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, freelance: Freelance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", freelance.version)
        experiences = Experience.objects.filter(freelance=freelance).select_related(
            "entreprise__secteur", "entreprise__precision_cv"
        )
        employeurs = {e.entreprise_id: e.entreprise for e in experiences if e.entreprise.secteur_id}
        partages = Counter(e.secteur_id for e in employeurs.values())
        self.entreprises = {f"precision-{pk}": e for pk, e in employeurs.items() if partages[e.secteur_id] > 1}
        for nom, entreprise in self.entreprises.items():
            self.fields[nom] = forms.ChoiceField(
                label=f"{entreprise.nom} ({entreprise.secteur})",
                choices=[("", "Un numéro"), *Precision.choices],
                required=False,
                widget=ChoixLeger(),
                initial=getattr(getattr(entreprise, "precision_cv", None), "precision", ""),
            )

    @property
    def precisions(self) -> dict[Entreprise, str]:
        """The answers given."""
        return {e: self.cleaned_data[nom] for nom, e in self.entreprises.items() if self.cleaned_data[nom]}
