"""Forms of a positionnement: the call, the e-mails, the DO's answer, the reason of an exit, the rates."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from besoins.champs import DateField, MontantField, champ_date
from besoins.enums import ReponseDO
from besoins.models import AppelFreelance, Besoin
from clients.appel.formulaires import DUREE_MAX
from freelances.cv_anonyme.lettre import relecteur_de
from freelances.enums import Disponibilite
from freelances.models import Freelance, Reference
from samba.activite.enums import GenreEchange, Issue
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import FormulaireRacine
from samba.listes.formats import FINE

CODE_POSTAL = RegexValidator(r"^\d{5}$", "Un code postal compte cinq chiffres.")


class OuiNonField(forms.TypedChoiceField):
    """Yes, no, or not asked yet."""

    def __init__(self, **kwargs: Any) -> None:
        choix = [("", "Pas encore demandé"), ("True", "Oui"), ("False", "Non")]
        super().__init__(choices=choix, coerce=lambda v: v == "True", empty_value=None, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "" if value is None else str(value)


class AppelForm(FormulaireRacine):
    """The checklist of FRE-2. Nothing is required: what the call has not settled yet is shown as missing.

    A row that does not exist yet stands at version 1: the view makes it before it reads the form, so that two people
    on the phone with the same freelance are told.
    """

    issue = forms.ChoiceField(label="Issue de l’appel", choices=Issue, initial=Issue.JOINT)
    journaliser = forms.BooleanField(label="Noter cet appel dans les échanges", required=False)
    interesse = OuiNonField(label="Intéressé par la mission")
    mobile = OuiNonField(label="Mobile sur le lieu de la mission")
    tjm_demande = MontantField(label="TJM demandé (€ HT)", required=False, min_value=Decimal(0))
    tjm_accepte = MontantField(label="TJM accepté après effort (€ HT)", required=False, min_value=Decimal(0))
    duree = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=DUREE_MAX, required=False)

    class Meta:
        model = AppelFreelance
        fields = (
            "origine",
            "disponibilite",
            "disponible_le",
            "preavis_jours",
            "interesse",
            "mobile",
            "facturation_vue",
            "tjm_demande",
            "effort_demande",
            "tjm_accepte",
            "cv_a_jour",
            "commentaire",
        )
        widgets = {"disponible_le": champ_date(), "commentaire": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", 1)
        self.initial.setdefault("journaliser", self.instance.version == 1)
        for champ in self.fields.values():
            # The questions stand beside the script, the form under « Après ».
            champ.widget.attrs["form"] = "form-appel"

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or self.cleaned_data
        dit = donnees.get("disponibilite")
        if dit in {Disponibilite.EN_PRESTATION, Disponibilite.PREAVIS_DONNE} and not donnees.get("disponible_le"):
            self.add_error("disponible_le", "Indiquez la date à partir de laquelle le freelance est libre.")
        if dit == Disponibilite.PREAVIS_A_DONNER and donnees.get("preavis_jours") is None:
            self.add_error("preavis_jours", "Indiquez la durée du préavis.")
        demande, accepte = donnees.get("tjm_demande"), donnees.get("tjm_accepte")
        if demande is not None and accepte is not None and accepte > demande:
            self.add_error("tjm_accepte", "Le TJM accepté dépasse le TJM demandé.")
        return donnees


class CourrielForm(forms.Form):
    """An e-mail read and changed by a human before it leaves."""

    objet = forms.CharField(label="Objet", max_length=250)
    corps = forms.CharField(label="Message", widget=forms.Textarea({"rows": 16}))

    def clean_objet(self) -> str:
        """One line: a subject holds no line break."""
        return " ".join(self.cleaned_data["objet"].split())


class EnvoiForm(CourrielForm):
    """The e-mail that carries an anonymised CV: it tells no more than the CV does (FRE-4)."""

    def __init__(self, *args: Any, freelance: Freelance, permis: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.freelance, self.permis = freelance, tuple(permis)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or self.cleaned_data
        relecteur = relecteur_de(self.freelance, self.permis)
        for nom in ("objet", "corps"):
            if trouves := relecteur.relire(donnees.get(nom, "")):
                self.add_error(nom, f"Ce texte identifie le freelance{FINE}: retirez {', '.join(trouves)}.")
        return donnees


class RelanceForm(EnvoiForm):
    """The reminder to the DO; `rang` makes a second post of the same reminder send nothing."""

    # Part of the key of the e-mail, which has a length.
    rang = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=9_999)


class ReponseForm(forms.Form):
    """What the DO said of the CV."""

    reponse = forms.ChoiceField(label="Réponse du donneur d’ordre", choices=ReponseDO, widget=forms.RadioSelect)
    genre = forms.ChoiceField(
        label="Reçue par",
        choices=[(g.value, g.label) for g in (GenreEchange.COURRIEL, GenreEchange.APPEL, GenreEchange.RENDEZ_VOUS)],
    )
    motif = forms.CharField(
        label="Motif du refus", max_length=150, required=False, help_text="Obligatoire quand le profil est refusé."
    )
    rappel_le = DateField(
        label="Revenir vers lui le", required=False, help_text="Pour une réponse différée ; vide : le délai habituel."
    )
    commentaire = forms.CharField(label="Commentaire", required=False, widget=forms.Textarea({"rows": 3}))
    cle_creation = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or self.cleaned_data
        if donnees.get("reponse") == ReponseDO.REFUS and not donnees.get("motif", "").strip():
            self.add_error("motif", "Dites pourquoi le donneur d’ordre refuse ce profil.")
        rappel = donnees.get("rappel_le")
        if rappel and rappel < timezone.localdate():
            self.add_error("rappel_le", "Cette date est passée.")
        return donnees


class MotifForm(forms.Form):
    """Why a freelance is set aside."""

    motif = forms.CharField(label="Motif", max_length=200, widget=forms.Textarea({"rows": 2}))


class TarifsForm(forms.Form):
    """The rates of one positionnement (BES-2); the margin follows and is not stored."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    tjm_achat = MontantField(role="achat", label="TJM d’achat (€ HT)", required=False, min_value=Decimal(0))
    tjm_vente = MontantField(role="vente", label="TJM de vente (€ HT)", required=False, min_value=Decimal("0.01"))


class PortageForm(forms.Form):
    """BES-8: the default société de portage is accepted; its postcode serves FRE-3."""

    code_postal = forms.CharField(
        label="Code postal de la société de portage", max_length=5, required=False, validators=[CODE_POSTAL]
    )


class ReferenceForm(forms.ModelForm):
    """Somebody who vouches for the freelance."""

    class Meta:
        model = Reference
        fields = ("nom", "societe", "telephone", "email")


class AvisForm(forms.Form):
    """What a reference said on the phone."""

    avis = forms.CharField(label="Ce qu’elle en dit", widget=forms.Textarea({"rows": 2}))


class ChoixBesoinForm(forms.Form):
    """Which besoin a freelance is put forward on."""

    besoin = forms.ModelChoiceField(
        queryset=Besoin.objects.none(), label="Besoin", widget=forms.Select({"data-tom": ""})
    )

    def __init__(self, *args: Any, utilisateur: Utilisateur, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        besoins = Besoin.objects.visibles_pour(utilisateur).positionnables()
        self.fields["besoin"].queryset = besoins  # type: ignore[attr-defined]
        self.fields["besoin"].label_from_instance = self.libelle  # type: ignore[attr-defined]

    @staticmethod
    def libelle(besoin: Besoin) -> str:
        """Title and company, which everybody may see."""
        return f"{besoin.intitule} — {besoin.client.nom}"

    def clean_besoin(self) -> Besoin:
        besoin: Besoin | None = self.cleaned_data.get("besoin")
        if besoin is None:
            raise ValidationError("Choisissez un besoin.")
        return besoin


class AccordForm(forms.Form):
    """The day one side said yes (BES-9); empty takes it back."""

    jour = DateField(label="Accord donné le", required=False)

    def clean_jour(self) -> Any:
        """A yes is not given in advance."""
        jour = self.cleaned_data["jour"]
        if jour and jour > timezone.localdate():
            raise ValidationError("Cette date n’est pas encore venue.")
        return jour
