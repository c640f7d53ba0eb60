"""The form that makes a freelance of a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from freelances.lecture_cv.enums import EtatProposition
from freelances.models import CV, Freelance

CHAMPS = ("prenom", "nom", "email", "telephone")


class FreelanceDuCVForm(forms.ModelForm):
    """Who they are, as the CV says, to be checked. The rest of the profile comes from the proposals accepted."""

    class Meta:
        model = Freelance
        fields = CHAMPS
        labels = {"email": "E-mail"}

    def __init__(self, data: Any = None, *, cv: CV) -> None:
        lues = cv.propositions.filter(champ__in=CHAMPS).exclude(etat=EtatProposition.ECARTEE)
        super().__init__(data, initial={p.champ: p.valeur["valeur"] for p in lues})

    def clean_email(self) -> str:
        """Somebody may have it already: who, with a link."""
        adresse = str(self.cleaned_data["email"])
        autre = Freelance.objects.par_courriel(adresse).first() if adresse else None
        if autre is not None:
            gabarit = "Cette adresse est déjà celle de <a href='{}'>{}</a>\u00a0: rattachez plutôt le CV à sa fiche."
            raise forms.ValidationError(format_html(gabarit, reverse("freelances:fiche", args=[autre.pk]), autre))
        return adresse
