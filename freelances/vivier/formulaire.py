"""The 12 filters of the vivier (SAR-10)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy

from freelances.enums import Classification
from freelances.models import ActionFormation
from freelances.vivier.acces import derniere_recherche
from freelances.vivier.criteres import CriteresVivier
from referentiels.enums import Maitrise, NiveauEtude
from referentiels.models import Departement, Metier, Theme, TrancheExperience
from samba.comptes.models import Utilisateur
from samba.listes.choix import Choix, ChoixMultiples, ListeLegere
from samba.listes.memoire import garder_un_moment


@garder_un_moment
def choix_bassins() -> Choix:
    """Départements by région; one query a minute."""
    groupes: dict[str, list[tuple[str, str]]] = {}
    lus = Departement.objects.values_list("code", "nom", "region__nom").order_by("region__nom", "nom")
    for code, nom, region in lus:
        groupes.setdefault(region, []).append((code, f"{nom} ({code})"))
    return tuple((region, tuple(departements)) for region, departements in groupes.items())


@garder_un_moment
def choix_metiers() -> Choix:
    """Every métier; one query a minute."""
    return tuple((str(pk), nom) for pk, nom in Metier.objects.values_list("pk", "nom"))


@garder_un_moment
def choix_tranches() -> Choix:
    """The bands of experience; one query a minute."""
    return tuple((str(pk), nom) for pk, nom in TrancheExperience.objects.values_list("pk", "nom"))


@garder_un_moment
def choix_themes() -> Choix:
    """The thèmes of skills; one query a minute."""
    return tuple((str(pk), nom) for pk, nom in Theme.objects.values_list("pk", "nom"))


@garder_un_moment
def choix_formations() -> Choix:
    """The catalogue of training actions; one query a minute."""
    return tuple((str(pk), nom) for pk, nom in ActionFormation.objects.en_cours().values_list("pk", "intitule"))


def multiple(libelle: str, choix: Any = ()) -> ChoixMultiples:
    """A filter of several values, OR between them."""
    return ChoixMultiples(label=libelle, required=False, choices=choix, widget=ListeLegere(attrs={"data-tom": ""}))


def nom_du_candidat(url_name: str) -> forms.CharField:
    """The search box: the page `url_name` proposes names in `#noms-proposes` while one types; it works without."""
    attributs = {
        "list": "noms-proposes", "hx-get": reverse_lazy(url_name), "hx-trigger": "input changed delay:200ms",
        "hx-target": "#noms-proposes", "hx-swap": "innerHTML", "hx-push-url": "false", "hx-sync": "this:replace",
    }  # fmt: skip
    champ = forms.TextInput(attrs=attributs)
    return forms.CharField(label="Nom du candidat", required=False, max_length=120, widget=champ)


def jour(libelle: str) -> forms.DateField:
    """A filter by date."""
    return forms.DateField(
        label=libelle,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Cette date n’existe pas."},
    )


class VivierForm(forms.Form):
    """A GET form: everything is optional, and what is wrong in one field leaves the others at work."""

    q = nom_du_candidat("vivier:noms")
    bassin = multiple("Bassin d’emploi", choix_bassins)
    metiers = multiple("Métiers actuels", choix_metiers)
    niveau = multiple("Niveau d’étude", NiveauEtude.choices)
    tranche = multiple("Expérience dans le numérique", choix_tranches)
    themes = multiple("Thème de compétence", choix_themes)
    maitrise = multiple("Niveau de maîtrise", Maitrise.choices)
    formation = multiple("Formation envisagée ou suivie", choix_formations)
    classification = multiple("Classification", Classification.choices)
    classifie_depuis = jour("Classifié à partir du")
    classifie_avant = jour("Classifié avant le")
    situation_depuis = jour("Situation changée à partir du")
    nouveaux = forms.BooleanField(label="Depuis ma dernière recherche", required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, utilisateur: Utilisateur) -> None:
        super().__init__(data)
        self.utilisateur = utilisateur

    def criteres(self) -> CriteresVivier:
        """What is asked, by the fields that are right."""
        self.is_valid()
        lu = self.cleaned_data
        depuis = lu.get("classifie_depuis")
        if lu.get("nouveaux"):
            depuis = derniere_recherche(self.utilisateur) or depuis
        return CriteresVivier(
            bassins=tuple(lu.get("bassin", ())),
            nom=lu.get("q", ""),
            metiers=_entiers(lu, "metiers"),
            niveaux_etude=tuple(lu.get("niveau", ())),
            tranches=_entiers(lu, "tranche"),
            themes=_entiers(lu, "themes"),
            maitrises=_entiers(lu, "maitrise"),
            formations=_entiers(lu, "formation"),
            classifications=tuple(lu.get("classification", ())),
            classifie_depuis=depuis,
            classifie_avant=lu.get("classifie_avant"),
            situation_depuis=lu.get("situation_depuis"),
        )


def _entiers(lu: dict[str, Any], nom: str) -> tuple[int, ...]:
    return tuple(int(valeur) for valeur in lu.get(nom, ()))
