"""The rows of a file: skills, experiences, trainings, languages, references. One formset a relation."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse

from freelances.fiche.champs import ChampEntreprise, ChampJour, ChampMois, ZoneTexte, deplacer_erreurs
from freelances.models import (
    Experience,
    FormationSuivie,
    Freelance,
    FreelanceCompetence,
    LangueParlee,
    Reference,
)
from referentiels.competences.champs import ChampCompetence, ChampCompetences, ChampNiveau
from referentiels.enums import Maitrise
from referentiels.models import Competence, Entreprise, SecteurActivite
from samba.donnees.validateurs import cle_lue
from samba.listes.champs import precharger

LIGNES_MAX = 200


class Ligne(forms.ModelForm):
    """One row. `cle` is the row it edits; a row that somebody else removed meanwhile is written again."""

    cle = forms.CharField(widget=forms.HiddenInput, required=False)

    def resume(self) -> str:
        """The row in a few words, for the comparison of a conflict."""
        return str(self.instance)


class LigneCompetence(Ligne):
    """A skill with its level. A skill nobody knows is created by `Dossier.save`, before the rows are written."""

    competence = ChampCompetence(label="Compétence", attrs={"data-largeur": 8})
    niveau = ChampNiveau(attrs={"data-largeur": 4})
    field_order = ("competence", "niveau")

    class Meta:
        model = FreelanceCompetence
        # `competence` is left to `save`: it may not exist yet.
        fields = ("niveau",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["competence"] = self.instance.competence_id

    def save(self, commit: bool = True) -> Any:
        self.instance.competence = self.cleaned_data["competence"]
        return super().save(commit)

    def resume(self) -> str:
        if not self.is_bound:
            return super().resume()
        niveau = Maitrise(self.cleaned_data["niveau"]).label
        return f"{self.cleaned_data['competence']} ({niveau})"


class LigneExperience(Ligne):
    """A mission. An employer nobody knows is created with its secteur, asked once (FRE-4)."""

    entreprise = ChampEntreprise(
        lambda: Entreprise.objects.select_related("secteur"),
        "referentiels:entreprises_json",
        label="Employeur ou client",
        creer=True,
    )
    secteur = forms.ChoiceField(label="Secteur de cette entreprise", required=False)
    debut = ChampMois(label="Début")
    fin = ChampMois(label="Fin", required=False, fin=True, help_text="Vide : toujours en cours.")
    competences = ChampCompetences(label="Technologies", required=False)

    class Meta:
        model = Experience
        # `entreprise` is left to `save`: it may not exist yet.
        fields = ("role", "debut", "fin", "description", "competences")
        widgets = {"description": ZoneTexte({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["entreprise"] = self.instance.entreprise_id
        self.fields["entreprise"].widget.attrs.update(
            {
                "hx-get": f"{reverse('freelances:champ_secteur')}?prefixe={self.prefix}",
                "hx-target": f"#{self.prefix}-bloc-secteur",
            }
        )

    def _post_clean(self) -> None:
        """The table's check on the dates speaks beside the end."""
        super()._post_clean()  # type: ignore[misc]
        deplacer_erreurs(self, "fin")

    def clean(self) -> dict[str, Any]:
        super().clean()
        for nom in ("debut", "fin"):
            connu = getattr(self.instance, nom, None) if self.instance.pk else None
            lu = self.cleaned_data.get(nom)
            if connu and lu and (connu.year, connu.month) == (lu.year, lu.month):
                self.cleaned_data[nom] = connu
        entreprise = self.cleaned_data.get("entreprise")
        if entreprise is not None and not entreprise.pk and not self.cleaned_data.get("secteur"):
            self.add_error(
                "secteur",
                f"« {entreprise.nom} » est nouvelle : quel est son secteur ? Il la remplacera sur le CV anonymisé.",
            )
        return self.cleaned_data

    @property
    def secteur_connu(self) -> SecteurActivite | None:
        """The secteur of the employer shown, when the référentiel has it: then it is not asked."""
        champ = cast(ChampEntreprise, self.fields["entreprise"])
        entreprise = (champ.connus or {}).get(str(self["entreprise"].value()))
        return entreprise.secteur if isinstance(entreprise, Entreprise) else None

    @property
    def demander_secteur(self) -> bool:
        """An employer is typed, and its secteur is not known."""
        return bool(self["entreprise"].value()) and self.secteur_connu is None

    def save(self, commit: bool = True) -> Any:
        """Make sure that the employer exists, then write the experience and its technologies."""
        entreprise = self.cleaned_data["entreprise"]
        secteur = self.cleaned_data.get("secteur")
        if not entreprise.pk:
            choisi = SecteurActivite.objects.filter(pk=secteur).first() if secteur else None
            entreprise = Entreprise.objects.retrouver_ou_creer(entreprise.nom, choisi)
        elif secteur:
            entreprise.apprendre_secteur(int(secteur))
        self.instance.entreprise = entreprise
        return super().save(commit)

    def resume(self) -> str:
        entreprise = self.cleaned_data.get("entreprise") if self.is_bound else self.instance.entreprise
        return f"{self.instance.role} – {entreprise}"


class LigneFormation(Ligne):
    """A training or certification."""

    class Meta:
        model = FormationSuivie
        fields = ("intitule", "etablissement", "annee", "niveau", "certification")
        widgets = {
            "intitule": forms.TextInput({"data-largeur": 6}),
            "etablissement": forms.TextInput({"data-largeur": 6}),
            "annee": forms.NumberInput({"data-largeur": 3, "min": 1950, "max": 2100}),
            "niveau": forms.Select({"data-largeur": 4}),
            "certification": forms.CheckboxInput({"data-largeur": 4}),
        }


class LigneLangue(Ligne):
    """A language with its level."""

    class Meta:
        model = LangueParlee
        fields = ("langue", "niveau")
        widgets = {"langue": forms.Select({"data-largeur": 6}), "niveau": forms.Select({"data-largeur": 6})}


class LigneReference(Ligne):
    """Somebody to call (FRE-3)."""

    class Meta:
        model = Reference
        fields = ("nom", "societe", "telephone", "email", "appelee_le", "avis")
        widgets = {
            "nom": forms.TextInput({"data-largeur": 6}),
            "societe": forms.TextInput({"data-largeur": 6}),
            "telephone": forms.TextInput({"data-largeur": 4, "type": "tel"}),
            "email": forms.EmailInput({"data-largeur": 4}),
            "appelee_le": ChampJour({"data-largeur": 4}),
            "avis": ZoneTexte({"rows": 2}),
        }


class Lignes(forms.BaseFormSet):
    """The rows of one relation of a freelance.

    Rows are matched by key with what is stored *now*; those that are not in the form are left alone. So after a
    conflict, saving again adds or changes what was typed and never wipes what the other person added.
    """

    relation: str
    titre: str
    ajouter: str
    naturelle = ""  # field that is unique among the rows of a freelance
    distants: tuple[str, ...] = ()
    avec: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, freelance: Freelance) -> None:
        self.freelance = freelance
        self.existants: dict[int, Model] = {}
        if freelance.pk:
            self.existants = {objet.pk: objet for objet in self.stockes()}
        super().__init__(data, prefix=self.relation, initial=[{"cle": str(cle)} for cle in self.existants])
        for nom in self.distants:
            precharger(self.forms, nom)

    def stockes(self) -> QuerySet[Any]:
        """What is stored now."""
        lignes: QuerySet[Any] = getattr(self.freelance, self.relation).all()
        return lignes.prefetch_related(*self.avec) if self.avec else lignes

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """The stored row that this form edits, else a new one."""
        options: dict[str, Any] = super().get_form_kwargs(index)
        if index is None:
            return options
        if self.is_bound:
            cle = str(self.data.get(f"{self.prefix}-{index}-cle", ""))
        else:
            cle = str(self.initial[index]["cle"]) if self.initial and index < len(self.initial) else ""
        objet = self.existants.get(cle_lue(cle) or 0)
        return {**options, "instance": objet} if objet is not None else options

    def clean(self) -> None:
        """The same skill or language twice is told beside the second."""
        vues = set()
        for ligne in self.gardees() if self.naturelle else []:
            lue = ligne.cleaned_data.get(self.naturelle)
            valeur = lue.cle_saisie if isinstance(lue, Competence) else lue
            if valeur in vues:
                ligne.add_error(self.naturelle, "Déjà dans la liste : gardez une seule ligne.")
            elif valeur:
                vues.add(valeur)

    def a_retirer(self, ligne: Any) -> bool:
        """Was its bin clicked?"""
        return bool(ligne.cleaned_data.get("DELETE")) if hasattr(ligne, "cleaned_data") else False

    def vivantes(self) -> list[Any]:
        """The rows that the page shows."""
        return [ligne for ligne in self.forms if not self.a_retirer(ligne)]

    def gardees(self) -> list[Any]:
        """The rows that hold something and are not to be removed."""
        return [
            ligne for ligne in self.forms if not self.a_retirer(ligne) and (ligne.has_changed() or ligne.instance.pk)
        ]

    def enregistrer(self, freelance: Freelance) -> bool:
        """Write the rows, removals first. Returns whether anything changed. Inside the caller's transaction."""
        modele = self.form._meta.model
        retirees = [f.instance.pk for f in self.forms if self.a_retirer(f) and f.instance.pk]
        a_ecrire = [ligne for ligne in self.gardees() if ligne.has_changed()]
        for ligne in a_ecrire:
            ligne.instance.freelance = freelance
            # A skill swapped for another is another row: two rows may swap theirs without tripping on the constraint.
            if self.naturelle and ligne.instance.pk and self.naturelle in ligne.changed_data:
                retirees.append(ligne.instance.pk)
                ligne.instance.pk, ligne.instance._state.adding = None, True
        if retirees:
            modele._default_manager.filter(freelance=freelance, pk__in=retirees).delete()
        deja = self._deja(freelance) if self.naturelle and a_ecrire else {}
        for ligne in a_ecrire:
            # Added by somebody else meanwhile: same row, our level.
            if ligne.instance.pk is None and (cle := deja.get(ligne.cleaned_data.get(self.naturelle))):
                ligne.instance.pk, ligne.instance._state.adding = cle, False
            ligne.save()
        return bool(retirees or a_ecrire)

    def _deja(self, freelance: Freelance) -> dict[Any, int]:
        return {getattr(objet, self.naturelle): objet.pk for objet in getattr(freelance, self.relation).all()}

    def resumes(self) -> list[str]:
        """What was typed, in a few words a row."""
        return sorted(ligne.resume() for ligne in self.gardees())


class Competences(Lignes):
    """Skills."""

    relation, titre, ajouter, naturelle = "competences", "Compétences", "Ajouter une compétence", "competence"
    distants = ("competence",)
    avec = ("competence__theme",)


class Experiences(Lignes):
    """Experiences; the list of secteurs is read once for all rows."""

    relation, titre, ajouter = "experiences", "Expériences", "Ajouter une expérience"
    distants = ("entreprise", "competences")
    avec = ("competences", "entreprise")

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if not hasattr(self, "_secteurs"):
            self._secteurs = choix_secteurs()
        form.fields["secteur"].choices = self._secteurs


class Formations(Lignes):
    """Trainings and certifications."""

    relation, titre, ajouter = "formations", "Formations et certifications", "Ajouter une formation"


class Langues(Lignes):
    """Languages."""

    relation, titre, ajouter, naturelle = "langues", "Langues", "Ajouter une langue", "langue"


class References(Lignes):
    """References."""

    relation, titre, ajouter = "references", "Références", "Ajouter une référence"


def choix_secteurs() -> list[tuple[str, str]]:
    """The secteurs d’activité, as choices."""
    return [("", "Choisir…"), *((str(s.pk), s.nom) for s in SecteurActivite.objects.all())]


def _usine(ligne: type[Ligne], lignes: type[Lignes]) -> type[Lignes]:
    return cast(
        "type[Lignes]",
        forms.formset_factory(ligne, lignes, extra=0, can_delete=True, max_num=LIGNES_MAX, validate_max=True),
    )


FORMSETS: tuple[type[Lignes], ...] = (
    _usine(LigneCompetence, Competences),
    _usine(LigneExperience, Experiences),
    _usine(LigneFormation, Formations),
    _usine(LigneLangue, Langues),
    _usine(LigneReference, References),
)
