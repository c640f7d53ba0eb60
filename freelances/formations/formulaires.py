"""Forms of the training: an action and its sessions, a link, a besoin, an outside trainee (SAR-12)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db import transaction
from django.forms import inlineformset_factory
from django.utils import timezone
from django.utils.html import format_html
from phonenumber_field.formfields import PhoneNumberField

from freelances.fiche.champs import ChampJour, ZoneTexte, deplacer_erreurs
from freelances.formations.enums import DUREES, LienCandidat, StatutBesoinFormation
from freelances.models import ActionFormation, BesoinFormation, Freelance, SessionFormation
from referentiels.competences.champs import ChampCompetences
from referentiels.competences.saisie import enregistrer_saisies
from referentiels.models import Departement, Metier
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import FormulaireRacine
from samba.listes.adresses import adresse_de
from samba.listes.champs import ChampDistant, ChampDistantMultiple, precharger


def champ_freelance(**options: Any) -> ChampDistant:
    """A freelance, found by name in a remote list."""
    return ChampDistant(Freelance.objects.en_cours, "freelances:freelances_json", **options)


class ActionForm(FormulaireRacine):
    """An action of the catalogue; its duration is one of those of its kind."""

    fiche = "formations:action"

    metiers = ChampDistantMultiple(
        Metier.objects.all, "referentiels:metiers_json", label="Métiers visés", required=False,
        attrs={"data-largeur": 12},
    )  # fmt: skip

    class Meta:
        model = ActionFormation
        fields = ("intitule", "nature", "duree_mois", "organisme", "lieu", "description", "prerequis")
        widgets = {
            "nature": forms.Select({"data-largeur": 8}),
            "duree_mois": forms.NumberInput({"data-largeur": 4, "min": 1, "max": 24}),
            "organisme": forms.TextInput({"data-largeur": 6}),
            "lieu": forms.TextInput({"data-largeur": 6}),
            "description": ZoneTexte({"rows": 4}),
            "prerequis": ZoneTexte({"rows": 2}),
        }

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if self.instance.pk:
            self.initial["metiers"] = list(self.instance.metiers.values_list("pk", flat=True))
        precharger([self], "metiers")
        self.sessions = SessionFormSet(data, instance=self.instance, prefix="sessions")

    def is_valid(self) -> bool:
        """The sessions too, so that every error is shown at once."""
        valides = [super().is_valid(), self.sessions.is_valid()]
        if not valides[1] and not self.non_field_errors():
            self.add_error(None, "Une session est à revoir : elle est signalée plus bas.")
        return all(valides)

    def clean(self) -> dict[str, Any]:
        super().clean()
        nature, mois = self.cleaned_data.get("nature"), self.cleaned_data.get("duree_mois")
        if nature and mois and mois not in DUREES[nature]:
            permises = ", ".join(str(duree) for duree in DUREES[nature])
            self.add_error("duree_mois", f"Cette nature de formation dure, en mois : {permises}.")
        return self.cleaned_data

    def _post_clean(self) -> None:
        """The table's own check about the duration says the same, beside the same field."""
        super()._post_clean()
        if "duree_mois" in self.errors:
            self.errors.pop("__all__", None)
        deplacer_erreurs(self, "intitule")

    def save(self, commit: bool = True) -> Any:
        """Write the action, its métiers and its sessions together."""
        action = super().save(commit)
        if action is self.instance:
            action.metiers.set(self.cleaned_data["metiers"])
            self.sessions.instance = action
            self.sessions.save()
        return action


class SessionForm(forms.ModelForm):
    """A session of an action."""

    class Meta:
        model = SessionFormation
        fields = ("debut", "fin", "places")
        widgets = {
            "debut": ChampJour({"data-largeur": 4}),
            "fin": ChampJour({"data-largeur": 4}),
            "places": forms.NumberInput({"data-largeur": 4, "min": 1}),
        }

    def _post_clean(self) -> None:
        """The table's check on the dates speaks beside the end."""
        super()._post_clean()  # type: ignore[misc]
        deplacer_erreurs(self, "fin")


SessionFormSet = inlineformset_factory(ActionFormation, SessionFormation, SessionForm, extra=0, max_num=50)


class LienForm(forms.Form):
    """Where a candidate stands with an action."""

    freelance = champ_freelance(label="Candidat", attrs={"data-largeur": 6})
    lien = forms.ChoiceField(label="Lien", choices=LienCandidat.choices, widget=forms.Select({"data-largeur": 6}))
    session = forms.ModelChoiceField(
        SessionFormation.objects.none(), label="Session", required=False, empty_label="Aucune"
    )

    def __init__(self, *args: Any, action: ActionFormation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions: Any = self.fields["session"]
        sessions.queryset = action.sessions.all()
        sessions.widget.attrs["data-largeur"] = 6
        precharger([self], "freelance")


class BesoinFormationForm(FormulaireRacine):
    """What an agence asks for."""

    fiche = "formations:besoin"

    metier = ChampDistant(
        Metier.objects.all, "referentiels:metiers_json", label="Métier visé", required=False,
        attrs={"data-largeur": 6},
    )  # fmt: skip
    competences = ChampCompetences(label="Compétences à acquérir", required=False, attrs={"data-largeur": 12})

    class Meta:
        model = BesoinFormation
        fields = (
            "intitule", "action", "metier", "nombre", "demarrage", "departement", "accueil_stage", "description",
        )  # fmt: skip
        widgets = {
            "action": forms.Select({"data-largeur": 6}),
            "nombre": forms.NumberInput({"data-largeur": 4, "min": 1}),
            "demarrage": ChampJour({"data-largeur": 4}),
            "departement": forms.Select({"data-largeur": 4, "data-tom": ""}),
            "description": ZoneTexte({"rows": 5}),
        }

    field_order = (
        "version", "cle_creation", "intitule", "action", "metier", "competences", "nombre", "demarrage",
        "departement", "accueil_stage", "description",
    )  # fmt: skip

    def __init__(self, *args: Any, auteur: Utilisateur | None = None, **kwargs: Any) -> None:
        """`auteur` writes it; left out only to read an instance, as `divergences` does."""
        super().__init__(*args, **kwargs)
        self.auteur = auteur
        self.fields["action"].queryset = ActionFormation.objects.en_cours()  # type: ignore[attr-defined]
        self.fields["action"].empty_label = "Aucune : besoin à construire"  # type: ignore[attr-defined]
        self.fields["departement"].queryset = Departement.objects.all()  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["competences"] = list(self.instance.competences.values_list("pk", flat=True))
        for nom in ("metier", "competences"):
            precharger([self], nom)

    def clean_demarrage(self) -> Any:
        """A wished start lies ahead, when it is typed anew."""
        jour = self.cleaned_data["demarrage"]
        if jour and "demarrage" in self.changed_data and jour < timezone.localdate():
            raise forms.ValidationError("Ce jour est passé.")
        return jour

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.cleaned_data.get("action") and not self.cleaned_data.get("description"):
            self.add_error("description", "Choisissez une action du catalogue, ou décrivez le besoin.")
        return self.cleaned_data

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Write the besoin and the skills it asks for, those that nobody knew first."""
        enregistrer_saisies([self], par=self.auteur)
        besoin = super().save(commit)
        if besoin is self.instance:
            besoin.competences.set(self.cleaned_data["competences"])
        return besoin


class ReponseForm(forms.Form):
    """What the qualifieurs answer to a besoin."""

    statut = forms.ChoiceField(
        label="Statut",
        choices=[choix for choix in StatutBesoinFormation.choices if choix[0] != StatutBesoinFormation.ANNULE],
        widget=forms.Select({"data-largeur": 6}),
    )
    reponse = forms.CharField(label="Réponse à l’agence", required=False, widget=ZoneTexte({"rows": 3}))

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("statut") == StatutBesoinFormation.REFUSE and not self.cleaned_data.get("reponse"):
            self.add_error("reponse", "Dites pourquoi le besoin est refusé.")
        return self.cleaned_data


class StagiaireForm(forms.Form):
    """A candidate put forward for a besoin."""

    freelance = champ_freelance(label="Candidat")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        precharger([self], "freelance")


class HorsVivierForm(forms.Form):
    """The least one needs to know of a trainee from outside the vivier."""

    cle_creation = forms.UUIDField(widget=forms.HiddenInput, required=False)
    prenom = forms.CharField(label="Prénom", max_length=80, widget=forms.TextInput({"data-largeur": 6}))
    nom = forms.CharField(label="Nom", max_length=80, widget=forms.TextInput({"data-largeur": 6}))
    email = forms.EmailField(label="Adresse e-mail", required=False, widget=forms.EmailInput({"data-largeur": 6}))
    telephone = PhoneNumberField(
        label="Téléphone", required=False, widget=forms.TextInput({"data-largeur": 6, "type": "tel"})
    )
    action = forms.ModelChoiceField(
        ActionFormation.objects.none(), label="Pour l’action", required=False, empty_label="Aucune en particulier"
    )
    besoin = forms.ModelChoiceField(
        BesoinFormation.objects.none(), label="Pour le besoin", required=False, empty_label="Aucun en particulier"
    )
    motif = forms.CharField(
        label="Pourquoi cette personne", required=False, widget=ZoneTexte({"rows": 3}),
        help_text="Ce que vous savez de son parcours et de son projet.",
    )  # fmt: skip

    def __init__(self, *args: Any, utilisateur: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("cle_creation", uuid4())
        action: Any = self.fields["action"]
        besoin: Any = self.fields["besoin"]
        action.queryset = ActionFormation.objects.en_cours()
        besoin.queryset = BesoinFormation.objects.visibles_pour(utilisateur).ouverts()
        action.widget.attrs["data-largeur"] = besoin.widget.attrs["data-largeur"] = 6

    def clean(self) -> dict[str, Any]:
        super().clean()
        donnees = self.cleaned_data
        if not donnees.get("email") and not donnees.get("telephone") and not self.errors:
            self.add_error("email", "Il faut une adresse e-mail ou un téléphone pour la joindre.")
        cle = donnees.get("cle_creation")
        if donnees.get("email"):
            autre = (
                Freelance.objects.filter(email__iexact=donnees["email"]).exclude(cle_creation=cle).first()
                if cle
                else (Freelance.objects.filter(email__iexact=donnees["email"]).first())
            )
            if autre is not None:
                phrase = (
                    'Déjà dans la base : <a href="{}" target="_blank" rel="noopener">{}</a>. Liez-le à la formation.'
                )
                self.add_error("email", format_html(phrase, adresse_de("freelances:fiche", autre.pk), autre))
        return donnees
