"""The five panels of an evaluation and its verdict, each a form of the draft (SAR-11)."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import transaction

from freelances.enums import Classification
from freelances.evaluation.champs import ChampHabilitations, avis, cases
from freelances.evaluation.enums import OccupationSansEmploi, SensComportement, TypeContrat, TypeEntreprise
from freelances.evaluation.rattachements import ranger_comportements, ranger_metiers, ranger_mobilites
from freelances.fiche.champs import ChampJour, ZoneTexte
from freelances.fiche.lignes import FORMSETS, Lignes
from freelances.models import Evaluation, Freelance
from referentiels.competences.saisie import enregistrer_saisies
from referentiels.models import Comportement, Departement, FrequenceMobilite, Metier, Region, ZoneMobilite
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import Divergence, FormulaireRacine
from samba.listes.champs import ChampDistantMultiple, precharger


class Volet(FormulaireRacine):
    """One panel. `axe` is its opinion among six levels; `titre` and `icone` are those of its page."""

    code: ClassVar[str]
    titre: ClassVar[str]
    icone: ClassVar[str]
    axe: ClassVar[str] = ""
    fiche = "freelances:evaluation"

    def __init__(self, *args: Any, auteur: Utilisateur | None = None, **kwargs: Any) -> None:
        """`auteur` writes it; left out only to read an instance, as `divergences` does."""
        super().__init__(*args, **kwargs)
        self.auteur = auteur
        if self.axe:
            self.fields[self.axe] = avis(self._meta.model, self.axe)

    @property
    def gabarit(self) -> str:
        """The template of its fields."""
        return f"freelances/evaluation/volets/{self.code}.html"

    @property
    def avis_du_volet(self) -> forms.BoundField:
        """The six levels of its axis."""
        return self[self.axe]

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Write the panel and its rows under the version of the draft.

        Raises:
            ConflitVersionError: somebody saved the draft, or published it, after the panel was opened.
        """
        self.preparer()
        evaluation = super().save(commit)
        self.ranger(evaluation)
        return evaluation

    def preparer(self) -> None:
        """Write what the panel needs first of all, inside the transaction of `save`."""

    def ranger(self, evaluation: Evaluation) -> None:
        """Write the rows of the panel, inside the transaction of `save`."""


class VoletCompetences(Volet):
    """Panel 1: the freelance's own skills with their level; métiers actuels, as the qualifieur says (SAR-10)."""

    code, titre, icone, axe = "competences", "Compétences", "cpu-chip", "avis_competences"

    exerces = ChampDistantMultiple(
        Metier.objects.all, "referentiels:metiers_json", required=False,
        label="Métiers exercés depuis moins de 3 ans", help_text="Toute appellation convient.",
    )  # fmt: skip
    formes = ChampDistantMultiple(
        Metier.objects.all, "referentiels:metiers_json", required=False,
        label="Métiers d’une formation validée depuis moins d’1 an",
    )  # fmt: skip

    class Meta:
        model = Evaluation
        fields = ("avis_competences",)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.freelance: Freelance = self.instance.freelance
        classe = next(classe for classe in FORMSETS if classe.relation == "competences")
        self.lignes: Lignes = classe(data, freelance=self.freelance)
        self.initial.update(self._stockes())
        for nom in ("exerces", "formes"):
            precharger([self], nom)

    def _stockes(self) -> dict[str, list[int]]:
        liens = list(self.instance.metiers_actuels.values_list("metier_id", "motif"))
        return {
            "exerces": [metier for metier, motif in liens if motif == "exerce"],
            "formes": [metier for metier, motif in liens if motif == "forme"],
        }

    def is_valid(self) -> bool:
        """Both are asked, so that every error is shown at once."""
        valides = [super().is_valid(), self.lignes.is_valid()]
        if not valides[1] and not self.non_field_errors():
            self.add_error(None, "Une ligne de compétence est à revoir : elle est signalée plus bas.")
        return all(valides)

    @property
    def lignes_par_theme(self) -> list[tuple[str, list[Any]]]:
        """The rows under the theme of the skill stored in each; those just typed come last, under no theme."""
        rangees: dict[tuple[int, str], list[Any]] = {}
        for ligne in self.lignes.forms:
            competence = ligne.instance.competence if ligne.instance.pk else None
            cle = (competence.rang_theme, competence.nom_theme) if competence else (99_999, "")
            rangees.setdefault(cle, []).append(ligne)
        return [(theme, rangees[rang, theme]) for rang, theme in sorted(rangees)]

    def clean(self) -> dict[str, Any]:
        super().clean()
        exerces = set(self.cleaned_data.get("exerces") or ())
        if doubles := [str(metier) for metier in self.cleaned_data.get("formes") or () if metier in exerces]:
            self.add_error("formes", f"Déjà parmi les métiers exercés : {', '.join(doubles)}.")
        return self.cleaned_data

    def preparer(self) -> None:
        """The skills that nobody knew."""
        enregistrer_saisies(self.lignes.gardees(), par=self.auteur)

    def ranger(self, evaluation: Evaluation) -> None:
        """The skills belong to the freelance: whoever has that file open is told that it changed."""
        ranger_metiers(evaluation, exerces=self.cleaned_data["exerces"], formes=self.cleaned_data["formes"])
        freelance = Freelance.objects.select_for_update().get(pk=self.freelance.pk)
        if self.lignes.enregistrer(freelance):
            freelance.prendre_version(freelance.version)

    def divergences(self) -> list[Divergence]:
        """Both versions, the rows too."""
        stockes = {
            "exerces": Metier.objects.filter(pk__in=self._stockes()["exerces"]),
            "formes": Metier.objects.filter(pk__in=self._stockes()["formes"]),
        }
        ecarts = super().divergences()
        for nom, lus in stockes.items():
            ecarts += _ecart(nom, str(self.fields[nom].label), self.cleaned_data.get(nom) or (), lus)
        return ecarts + _ecart("competences", "Compétences", self.lignes.resumes(), self.freelance.competences.all())


class VoletComportement(Volet):
    """Panel 2: what stands out in the behaviour, mobility by zone, moves accepted."""

    code, titre, icone, axe = "comportement", "Comportement et mobilité", "user-circle", "avis_comportement"

    class Meta:
        model = Evaluation
        fields = ("avis_comportement", "demenagement", "demenagement_regions")
        widgets = {"demenagement_regions": forms.SelectMultiple({"data-tom": ""})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comportements = list(Comportement.objects.all())
        self.zones = list(ZoneMobilite.objects.all())
        self.frequences = list(FrequenceMobilite.objects.all())
        self.fields["demenagement"].widget = forms.Select(
            choices=[("", "Non renseigné"), ("True", "Oui"), ("False", "Non")]
        )
        self.fields["demenagement_regions"].queryset = Region.objects.all()  # type: ignore[attr-defined]
        sens = [("", "—"), *SensComportement.choices]
        for trait in self.comportements:
            self.fields[f"trait_{trait.pk}"] = forms.ChoiceField(
                label=trait.nom, choices=sens, required=False, widget=forms.RadioSelect
            )
        choix = [("", "Non renseigné"), *((str(f.pk), f.nom) for f in self.frequences)]
        for zone in self.zones:
            self.fields[f"zone_{zone.pk}"] = forms.ChoiceField(label=zone.nom, choices=choix, required=False)
        self.initial.update(self._stockes())

    def _stockes(self) -> dict[str, str]:
        notes = self.instance.comportements.values_list("comportement_id", "sens")
        mobilites = self.instance.mobilites.values_list("zone_id", "frequence_id")
        traits = {f"trait_{trait}": sens for trait, sens in notes}
        return traits | {f"zone_{zone}": str(frequence) for zone, frequence in mobilites}

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("demenagement") is not True and self.cleaned_data.get("demenagement_regions"):
            self.add_error("demenagement", "Des régions sont choisies : répondez « Oui », ou retirez-les.")
        return self.cleaned_data

    def ranger(self, evaluation: Evaluation) -> None:
        """Only what stands out is kept: an empty choice removes the row."""
        traits = {trait.pk: self.cleaned_data[f"trait_{trait.pk}"] for trait in self.comportements}
        zones = {zone.pk: self.cleaned_data[f"zone_{zone.pk}"] for zone in self.zones}
        ranger_comportements(evaluation, {pk: sens for pk, sens in traits.items() if sens})
        ranger_mobilites(evaluation, {pk: int(frequence) for pk, frequence in zones.items() if frequence})

    def divergences(self) -> list[Divergence]:
        """Both versions, trait by trait and zone by zone."""
        ecarts, stockes = super().divergences(), self._stockes()
        for nom in [n for n in self.fields if n.startswith(("trait_", "zone_"))]:
            libelles = dict(self.fields[nom].choices)  # type: ignore[attr-defined]
            saisi, garde = (libelles.get(v, "—") for v in (self.cleaned_data.get(nom, ""), stockes.get(nom, "")))
            ecarts += _ecart(nom, str(self.fields[nom].label), [saisi], [garde])
        return ecarts

    @property
    def groupes(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The traits by group, for the page."""
        groupes: dict[str, list[forms.BoundField]] = {}
        for trait in self.comportements:
            groupes.setdefault(trait.groupe, []).append(self[f"trait_{trait.pk}"])
        return list(groupes.items())

    @property
    def champs_zones(self) -> list[forms.BoundField]:
        """The zones, nearest first."""
        return [self[f"zone_{zone.pk}"] for zone in self.zones]


class VoletExperiences(Volet):
    """Panel 3: bands of experience, last job's end, time without a job and what filled it."""

    code, titre, icone, axe = "experiences", "Expériences", "briefcase", "avis_experience"

    occupations = cases(OccupationSansEmploi, "Occupation pendant les périodes sans emploi")

    class Meta:
        model = Evaluation
        fields = (
            "avis_experience", "experience_numerique", "experience_hors_numerique", "fin_dernier_emploi",
            "duree_sans_emploi", "occupations", "mois_stage",
        )  # fmt: skip
        widgets = {"fin_dernier_emploi": ChampJour()}


class VoletQualifications(Volet):
    """Panel 4: level of study with and without the diploma, diplomas, habilitations."""

    code, titre, icone, axe = "qualifications", "Qualifications", "academic-cap", "avis_qualification"

    habilitations = ChampHabilitations()

    class Meta:
        model = Evaluation
        fields = (
            "avis_qualification", "niveau_valide", "niveau_non_valide", "diplome_numerique", "diplome_hors_numerique",
            "habilitations",
        )  # fmt: skip


class VoletProjet(Volet):
    """Panel 5: what the freelance wants to do, where, how and for how much."""

    code, titre, icone, axe = "projet", "Projet professionnel", "light-bulb", "avis_projet"

    metiers_envisages = ChampDistantMultiple(
        Metier.objects.all, "referentiels:metiers_json", label="Métiers envisagés", required=False
    )
    types_entreprise = cases(TypeEntreprise, "Types d’entreprise souhaités")
    contrats = cases(TypeContrat, "Types de contrat recherchés")

    class Meta:
        model = Evaluation
        fields = (
            "avis_projet", "types_entreprise", "contrats", "taux_disponibilite", "salaire_dernier",
            "salaire_souhaite", "salaire_minimum", "tjm_dernier", "tjm_souhaite", "tjm_minimum",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["metiers_envisages"] = list(self.instance.metiers_envisages.values_list("pk", flat=True))
        precharger([self], "metiers_envisages")

    def clean(self) -> dict[str, Any]:
        super().clean()
        for nature, mots in (("salaire", "Le salaire minimum dépasse"), ("tjm", "Le TJM minimum dépasse")):
            minimum, voulu = self.cleaned_data.get(f"{nature}_minimum"), self.cleaned_data.get(f"{nature}_souhaite")
            if minimum is not None and voulu is not None and int(minimum) > int(voulu):
                self.add_error(f"{nature}_minimum", f"{mots} ce qui est souhaité.")
        return self.cleaned_data

    def ranger(self, evaluation: Evaluation) -> None:
        """The wished métiers."""
        evaluation.metiers_envisages.set(self.cleaned_data["metiers_envisages"])

    def divergences(self) -> list[Divergence]:
        """Both versions, the wished métiers too."""
        voulus, stockes = self.cleaned_data.get("metiers_envisages") or (), self.instance.metiers_envisages.all()
        return super().divergences() + _ecart("metiers_envisages", "Métiers envisagés", voulus, stockes)


class VoletAvis(Volet):
    """The verdict: bassin, classification, notes."""

    code, titre, icone = "avis", "Avis et publication", "check-badge"

    class Meta:
        model = Evaluation
        fields = ("entretien_le", "bassin", "classification", "notes")
        widgets = {
            "entretien_le": ChampJour(),
            "classification": forms.RadioSelect,
            "notes": ZoneTexte({"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classification"].choices = Classification.choices  # type: ignore[attr-defined]
        self.fields["bassin"].queryset = Departement.objects.select_related("region")  # type: ignore[attr-defined]
        self.fields["bassin"].label_from_instance = bassin_en_mots  # type: ignore[attr-defined]
        self.fields["bassin"].widget.attrs["data-tom"] = ""


VOLETS: tuple[type[Volet], ...] = (
    VoletCompetences,
    VoletComportement,
    VoletExperiences,
    VoletQualifications,
    VoletProjet,
    VoletAvis,
)
PAR_CODE: dict[str, type[Volet]] = {volet.code: volet for volet in VOLETS}


def bassin_en_mots(departement: Departement) -> str:
    """« Grand Est / Bas-Rhin »."""
    return f"{departement.region.nom} / {departement.nom}"


def _ecart(champ: str, libelle: str, saisis: Any, stockes: Any) -> list[Divergence]:
    """One divergence when the two lists differ."""
    a, b = (", ".join(sorted(str(element) for element in liste)) or "—" for liste in (saisis, stockes))
    return [] if a == b else [Divergence(champ, libelle, a, b)]
