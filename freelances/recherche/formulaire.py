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
from referentiels.proximite import Degre
from referentiels.zones import departements_des, zones
from samba.listes.choix import Choix, ChoixMultiples, ListeLegere
from samba.listes.curseur import Curseur
from samba.listes.memoire import garder_un_moment


class Quand(TextChoices):
    """By when the freelance must be available."""

    MAINTENANT = "0", "Maintenant"
    SOUS_15_JOURS = "15", "Sous 15 jours"
    SOUS_1_MOIS = "30", "Sous un mois"
    SOUS_3_MOIS = "90", "Sous trois mois"


# Beyond, the page carries only the métiers chosen: a whole ROME (1 900 of them) weighs more than the list beside it.
METIERS_DANS_LA_PAGE = 400


@garder_un_moment
def _metiers() -> Choix:
    """Every métier, by référentiel; one query a minute."""
    groupes: dict[str, list[tuple[str, str]]] = {}
    lus = Metier.objects.order_by("referentiel__nom", "nom").values_list("referentiel__nom", "pk", "nom")
    for referentiel, pk, nom in lus:
        groupes.setdefault(referentiel, []).append((str(pk), nom))
    return tuple((nom, tuple(metiers)) for nom, metiers in groupes.items())


def _metiers_choisis(saisis: list[str]) -> Choix | None:
    """The métiers chosen, when all of them are too many for the page; else None."""
    tous = _metiers()
    if sum(len(metiers) for _, metiers in tous) <= METIERS_DANS_LA_PAGE:
        return None
    return tuple(choix for _, metiers in tous for choix in metiers if choix[0] in saisis)


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
        widget=ListeLegere(attrs={"data-tom-url": reverse_lazy("referentiels:competences_json"), "data-tom-min": "1"}),
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
        widget=ListeLegere(attrs={"data-tom-url": reverse_lazy("referentiels:metiers_json")}),
    )
    elargir = forms.TypedChoiceField(
        label="Élargir le métier",
        required=False,
        coerce=int,
        empty_value="",
        choices=Degre.choices,
        widget=Curseur(("Exact", "Appellations", "Passerelles", "Famille"), selon="metiers"),
        help_text="Ses autres noms, lus dans les titres et les rôles ; puis les métiers voisins.",
        error_messages={"invalid_choice": "Quatre degrés, de 0 (métier exact) à 3 (sous-famille)."},
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

    def __init__(
        self,
        data: QueryDict,
        *args: Any,
        autour: Metier | None = None,
        avec_evaluation: bool = True,
        **kwargs: Any,
    ) -> None:
        """What surrounds the fields.

        `autour`: the métier around which `elargir` widens, when it is not one of those chosen in the form.
        `avec_evaluation`: SAR-4, what the qualifieurs say is not searched while the vivier is closed.
        """
        super().__init__(data, *args, **kwargs)
        self.autour = autour
        if autour:
            self.fields[
                "elargir"
            ].help_text = f"Autour de «\u00a0{autour}\u00a0» : ses autres noms, puis les métiers voisins."
            self.fields["elargir"].widget.selon = ""  # type: ignore[attr-defined]
        if not avec_evaluation:
            del self.fields["classification"]
        choisis = _metiers_choisis(data.getlist(self.add_prefix("metiers")))
        if choisis is not None:
            _choisir(self.fields["metiers"], choisis)
        self._gardees = _competences(data.getlist(self.add_prefix("competences")))
        _choisir(self.fields["competences"], [(saisie, nom) for saisie, (_, nom) in self._gardees.items()])

    def clean(self) -> dict[str, Any]:
        """Without a métier, there is nothing to widen."""
        lu: dict[str, Any] = super().clean() or {}
        if not lu.get("metiers") and not self.autour:
            lu["elargir"] = Degre.EXACT.value
        return lu

    @property
    def degre(self) -> int:
        """How far to go around the métier (`Degre`); exact when what the address says is none."""
        self.is_valid()
        return self.cleaned_data.get("elargir") or Degre.EXACT

    def criteres(self) -> Criteres:
        """What is asked, by the fields that are right."""
        self.is_valid()
        lu = self.cleaned_data
        niveau = lu.get("niveau") or Maitrise.DEBUTANT
        return Criteres(
            texte=lu.get("q", ""),
            competences=tuple(dict.fromkeys((self._gardees[pk][0], int(niveau)) for pk in lu.get("competences", ()))),
            toutes=not lu.get("une_suffit"),
            metiers=tuple(int(pk) for pk in lu.get("metiers", ())),
            elargir=self.degre if lu.get("metiers") else Degre.EXACT,
            departements=departements_des(lu.get("lieux", [])),
            mobiles=bool(lu.get("mobiles")),
            disponible_le=_echeance(lu.get("dispo", ""), lu.get("avant")),
            tjm_max=lu.get("tjm_max"),
            experience_min=lu.get("experience_min") or None,
            langues=tuple(lu.get("langues", ())),
            classifications=tuple(lu.get("classification", ())),
        )


def _choisir(champ: forms.Field, choix: list[Any] | Choix) -> None:
    champ.choices = choix  # type: ignore[attr-defined]


def _echeance(dispo: str, avant: date | None) -> date | None:
    """The nearer of the two dates asked."""
    dates = [avant] if avant else []
    if dispo:
        dates.append(timezone.localdate() + timedelta(days=int(dispo)))
    return min(dates, default=None)


def _competences(saisies: list[str]) -> dict[str, tuple[int, str]]:
    """Of each skill chosen, the key and the name of the one that stands for it. No query when none is."""
    pks = [int(pk) for pk in saisies if pk.isascii() and pk.isdigit() and len(pk) < 10]
    if not pks:
        return {}
    lues = Competence.objects.filter(pk__in=pks).values_list("pk", "nom", "fusionnee_dans", "fusionnee_dans__nom")
    return {str(pk): (garde or pk, nom_garde or nom) for pk, nom, garde, nom_garde in lues}
