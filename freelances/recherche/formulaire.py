"""The filters of the search page, and what they mean."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils import timezone

from freelances.enums import Classification
from freelances.recherche.criteres import Criteres
from referentiels.enums import Langue, Maitrise
from referentiels.models import Competence, Metier
from referentiels.zones import departements_des, zones
from samba.listes.choix import Choix, ChoixMultiples, ListeLegere
from samba.listes.memoire import garder_un_moment


class Quand(TextChoices):
    """By when the freelance must be available."""

    MAINTENANT = "0", "Maintenant"
    SOUS_15_JOURS = "15", "Sous 15 jours"
    SOUS_1_MOIS = "30", "Sous un mois"
    SOUS_3_MOIS = "90", "Sous trois mois"


@garder_un_moment
def _metiers() -> Choix:
    """Every métier; one query a minute."""
    return tuple((str(pk), nom) for pk, nom in Metier.objects.values_list("pk", "nom"))


class RechercheForm(forms.Form):
    """A GET form: everything is optional, and what is wrong in one field leaves the others at work."""

    q = forms.CharField(
        label="Mots-clés",
        required=False,
        max_length=300,
        help_text="Profil et CV. « expression exacte », -exclu, java OU kotlin.",
    )
    competences = ChoixMultiples(
        label="Compétences",
        required=False,
        widget=ListeLegere(attrs={"data-tom-url": reverse_lazy("referentiels:competences_json")}),
    )
    niveau = forms.TypedChoiceField(
        label="Niveau minimum",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Peu importe"), *Maitrise.choices[1:]],
    )
    une_suffit = forms.BooleanField(label="Une compétence suffit", required=False)
    metiers = ChoixMultiples(
        label="Métier",
        required=False,
        choices=_metiers,
        widget=ListeLegere(
            attrs={"data-tom-url": reverse_lazy("referentiels:metiers_json"), "data-tom-precharger": ""}
        ),
    )
    lieux = ChoixMultiples(
        label="Département ou région", required=False, choices=zones, widget=ListeLegere(attrs={"data-tom": ""})
    )
    mobiles = forms.BooleanField(label="Y compris ceux qui acceptent d’y travailler", required=False)
    dispo = forms.ChoiceField(label="Disponibilité", required=False, choices=[("", "Toutes"), *Quand.choices])
    avant = forms.DateField(
        label="Disponible avant le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Cette date n’existe pas."},
    )
    tjm_max = forms.DecimalField(
        label="TJM maximum (€ HT)",
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        error_messages={"invalid": "Un montant en euros, par exemple 550."},
    )
    experience_min = forms.IntegerField(label="Expérience minimum (années)", required=False, min_value=0, max_value=60)
    langues = ChoixMultiples(
        label="Langues (toutes)", required=False, choices=Langue.choices, widget=ListeLegere(attrs={"data-tom": ""})
    )
    classification = ChoixMultiples(
        label="Classification",
        required=False,
        choices=Classification.choices,
        widget=ListeLegere(attrs={"data-tom": ""}),
    )

    def __init__(self, data: QueryDict, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        _choisir(self.fields["competences"], _competences(data.getlist(self.add_prefix("competences"))))

    def criteres(self) -> Criteres:
        """What is asked, by the fields that are right."""
        self.is_valid()
        lu = self.cleaned_data
        niveau = lu.get("niveau") or Maitrise.DEBUTANT
        return Criteres(
            texte=lu.get("q", ""),
            competences=tuple((int(pk), int(niveau)) for pk in lu.get("competences", ())),
            toutes=not lu.get("une_suffit"),
            metiers=tuple(int(pk) for pk in lu.get("metiers", ())),
            departements=departements_des(lu.get("lieux", [])),
            mobiles=bool(lu.get("mobiles")),
            disponible_le=_echeance(lu.get("dispo", ""), lu.get("avant")),
            tjm_max=lu.get("tjm_max"),
            experience_min=lu.get("experience_min") or None,
            langues=tuple(lu.get("langues", ())),
            classifications=tuple(lu.get("classification", ())),
        )


def _choisir(champ: forms.Field, choix: list[Any]) -> None:
    champ.choices = choix  # type: ignore[attr-defined]


def _echeance(dispo: str, avant: date | None) -> date | None:
    """The nearer of the two dates asked."""
    dates = [avant] if avant else []
    if dispo:
        dates.append(timezone.localdate() + timedelta(days=int(dispo)))
    return min(dates, default=None)


def _competences(saisies: list[str]) -> list[tuple[str, str]]:
    """Only the skills chosen: the list itself is searched by the server. No query when none is."""
    pks = [int(pk) for pk in saisies if pk.isascii() and pk.isdigit() and len(pk) < 10]
    if not pks:
        return []
    return [(str(pk), nom) for pk, nom in Competence.objects.filter(pk__in=pks).values_list("pk", "nom")]
