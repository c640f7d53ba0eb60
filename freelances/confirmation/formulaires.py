"""The e-mail that asks, and the answer of a freelance (FRE-2, FRE-3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from freelances.confirmation.services import PLACE_LIEN
from freelances.enums import Disponibilite
from freelances.fiche.champs import ChampJour, ZoneTexte
from freelances.fiche.formulaires import CHAMPS_DISPONIBILITE, EXIGES
from freelances.models import Freelance
from samba.listes.formats import FINE


class DemandeForm(forms.Form):
    """The e-mail, read and changed by a human before it leaves."""

    cle = forms.UUIDField(widget=forms.HiddenInput, required=False)
    objet = forms.CharField(label="Objet", max_length=250)
    corps = forms.CharField(label="Message", widget=ZoneTexte({"rows": 16}), max_length=10_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("cle", uuid4())

    def clean_cle(self) -> Any:
        """A form without its key is one more form."""
        return self.cleaned_data["cle"] or uuid4()

    def clean_objet(self) -> str:
        """One line: a subject holds no line break."""
        return " ".join(self.cleaned_data["objet"].split())

    def clean_corps(self) -> str:
        """The link stays in the text."""
        corps = str(self.cleaned_data["corps"])
        if PLACE_LIEN not in corps:
            raise forms.ValidationError(f"Gardez {PLACE_LIEN} dans le message{FINE}: c’est là que le freelance clique.")
        return corps


class ReponseForm(forms.Form):
    """What the freelance says, in their words rather than ours."""

    disponibilite = forms.ChoiceField(
        label="Aujourd’hui, vous êtes",
        widget=forms.RadioSelect,
        choices=[
            (Disponibilite.IMMEDIATE, "Disponible tout de suite"),
            (Disponibilite.EN_PRESTATION, "En mission, libre à une date connue"),
            (Disponibilite.PREAVIS_DONNE, "En préavis, libre à une date connue"),
            (Disponibilite.PREAVIS_A_DONNER, "En poste, avec un préavis à donner"),
            (Disponibilite.INDISPONIBLE, "Indisponible pour le moment"),
        ],
        error_messages={"required": "Choisissez une réponse."},
    )
    disponible_le = forms.DateField(
        label="Libre à partir du",
        required=False,
        widget=ChampJour(),
        error_messages={"invalid": "Cette date n’existe pas."},
    )
    preavis_jours = forms.IntegerField(label="Durée du préavis (jours)", required=False, min_value=0, max_value=365)
    tjm = forms.DecimalField(
        label="Votre TJM (€ HT)",
        required=False,
        min_value=Decimal(0),
        max_digits=8,
        decimal_places=2,
        widget=forms.NumberInput({"step": "any", "inputmode": "decimal"}),
        help_text="Vide : il reste comme il est.",
    )
    message = forms.CharField(
        label="Un mot pour nous (facultatif)", required=False, max_length=1000, widget=ZoneTexte({"rows": 3})
    )

    @classmethod
    def pour(cls, freelance: Freelance) -> ReponseForm:
        """Filled with what we know: when nothing changed, one tap confirms."""
        noms = ("disponibilite", "disponible_le", "preavis_jours", "tjm")
        initial = {nom: getattr(freelance, nom) for nom in noms}
        if freelance.tjm is not None:
            initial["tjm"] = f"{freelance.tjm.normalize():f}"  # 480 rather than 480.00
        return cls(initial=initial)

    def clean_disponible_le(self) -> Any:
        """A day gone by tells nothing."""
        jour = self.cleaned_data["disponible_le"]
        if jour and jour < timezone.localdate():
            raise forms.ValidationError(
                "Ce jour est passé : si vous êtes libre, choisissez « Disponible tout de suite »."
            )
        return jour

    def clean(self) -> dict[str, Any]:
        """FRE-2: ask for the date or notice that the answer needs, and drop those that no longer mean anything."""
        super().clean()
        donnees = self.cleaned_data
        choix = donnees.get("disponibilite", "")
        for champ in {"disponible_le", "preavis_jours"} - set(CHAMPS_DISPONIBILITE.get(choix, ())):
            donnees[champ] = None
            self.errors.pop(champ, None)
        for champ in EXIGES.get(choix, {}):
            if donnees.get(champ) is None and champ not in self.errors:
                mots = (
                    "la date à laquelle vous serez libre" if champ == "disponible_le" else "la durée de votre préavis"
                )
                self.add_error(champ, f"Indiquez {mots}.")
        return donnees
