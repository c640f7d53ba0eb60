"""Forms of an interview."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from besoins.entretiens.enums import Avis, LieuEntretien, ModeEntretien
from besoins.entretiens.modeles import Entretien
from besoins.entretiens.regles import porte_forme
from besoins.models import Positionnement
from samba.comptes.models import Utilisateur

CRENEAUX = ("creneau_1", "creneau_2", "creneau_3")


def _creneau(libelle: str, *, requis: bool = False) -> forms.DateTimeField:
    champ = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 300}, format="%Y-%m-%dT%H:%M")
    erreurs = {"invalid": "Cette date n’existe pas.", "required": "Proposez au moins un créneau."}
    return forms.DateTimeField(label=libelle, required=requis, widget=champ, error_messages=erreurs)


class PropositionForm(forms.Form):
    """Slots, form and place of an interview; BES-6 is said beside the field."""

    creneau_1 = _creneau("Premier créneau", requis=True)
    creneau_2 = _creneau("Deuxième créneau")
    creneau_3 = _creneau("Troisième créneau")
    duree_minutes = forms.IntegerField(label="Durée (minutes)", min_value=15, max_value=240, initial=45)
    mode = forms.ChoiceField(
        label="Forme", choices=ModeEntretien, initial=ModeEntretien.VISIO, widget=forms.RadioSelect,
        help_text="Physique : seulement chez une ESN, ou pour un projet au forfait (BES-6).",
    )  # fmt: skip
    lieu_type = forms.ChoiceField(
        label="S’il est physique, tenu", choices=[("", "—"), *LieuEntretien.choices], required=False
    )
    lieu = forms.CharField(label="Adresse, numéro ou lien de visio", max_length=250, required=False)
    accompagnateur = forms.ModelChoiceField(label="Commercial présent", queryset=Utilisateur.objects.none())
    cle_creation = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, positionnement: Positionnement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.positionnement = positionnement
        personnes: Any = self.fields["accompagnateur"]
        personnes.queryset = Utilisateur.objects.actifs().filter(role__in=["commercial", "manager"])

    def clean(self) -> dict[str, Any]:
        """A slot to come, told apart from the others; the form that BES-6 allows."""
        donnees = super().clean() or self.cleaned_data
        vus: set[datetime] = set()
        for nom in CRENEAUX:
            instant = donnees.get(nom)
            if instant is None:
                continue
            if instant <= timezone.now():
                self.add_error(nom, "Ce créneau est déjà passé.")
            elif instant in vus:
                self.add_error(nom, "Ce créneau est déjà proposé.")
            vus.add(instant)
        mode, lieu_type = donnees.get("mode", ""), donnees.get("lieu_type", "")
        if mode == ModeEntretien.PHYSIQUE and not lieu_type:
            self.add_error("lieu_type", "Dites où se tient cet entretien physique.")
        elif mode:
            porte = porte_forme(self.positionnement, mode, lieu_type)
            if not porte.ouverte:
                self.add_error("mode", porte.raison)
        return donnees

    def champs(self) -> dict[str, Any]:
        """What the service takes."""
        donnees = dict(self.cleaned_data)
        instants = [donnees.pop(nom) for nom in CRENEAUX]
        return donnees | {"creneaux": [instant for instant in instants if instant]}


class ReponseCreneauxForm(forms.Form):
    """Which slots suit; none is an answer too."""

    creneaux = forms.MultipleChoiceField(
        label="Créneaux qui vous conviennent", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, entretien: Entretien, libelles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ: Any = self.fields["creneaux"]
        champ.choices = [(str(pk), libelle) for pk, libelle in libelles.items()]


class AvisForm(forms.Form):
    """What a side said of the interview."""

    avis = forms.ChoiceField(label="Son avis", choices=Avis, widget=forms.RadioSelect)
    mots = forms.CharField(
        label="Dans ses mots", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="Obligatoire pour un non : c’est le motif de la sortie.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or self.cleaned_data
        if donnees.get("avis") == Avis.NON and not donnees.get("mots", "").strip():
            self.add_error("mots", "Dites pourquoi : c’est le motif de la sortie.")
        return donnees


class IncidentForm(forms.Form):
    """What was exchanged in spite of the reminder."""

    mots = forms.CharField(
        label="Ce qui a été échangé, et par qui", max_length=1000, widget=forms.Textarea({"rows": 3})
    )
