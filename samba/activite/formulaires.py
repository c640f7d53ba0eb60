"""The short form that ends a call (CLI-7), and the one that postpones a relance."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from samba.activite.enums import GenreEchange, GenreRelance, Issue, Objection, Sens, Suite
from samba.activite.models import Echange
from samba.comptes.models import Utilisateur

PROSPECTION = (GenreEchange.APPEL, GenreEchange.COURRIEL)
# A legal notice is written by the act that sends it.
GENRES = [(genre.value, genre.label) for genre in GenreEchange if genre != GenreEchange.INFORMATION]
CHAMP_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class EchangeForm(forms.Form):
    """What was said, how it ended, and what comes next.

    The page that shows it says what the rules add, because a ground room knows no client: `bloque` (why nobody may be
    approached, empty otherwise) and `motif_demande` (the verdict that asks for a reason, CLI-1, empty otherwise).
    """

    genre = forms.ChoiceField(label="Échange", choices=GENRES, initial=GenreEchange.APPEL)
    sens = forms.ChoiceField(label="Sens", choices=Sens, initial=Sens.SORTANT)
    issue = forms.ChoiceField(label="Issue de l’appel", choices=Issue, required=False)
    objections = forms.MultipleChoiceField(label="Objections entendues", choices=Objection, required=False)
    motif = forms.CharField(label="Pourquoi l’appeler quand même ?", max_length=200, required=False)
    commentaire = forms.CharField(
        label="Commentaire", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=5000
    )
    demande_pour = forms.ModelChoiceField(
        label="Demande pour un collègue absent",
        queryset=Utilisateur.objects.none(),
        required=False,
        empty_label="Non, elle est pour moi",
        help_text="Son manager reçoit une relance pour aujourd’hui.",
    )
    suite = forms.ChoiceField(label="Et ensuite ?", choices=Suite, required=False)
    relance_le = forms.DateField(label="Relancer le", required=False, widget=CHAMP_DATE)
    cle_creation = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, auteur: Utilisateur, bloque: str = "", motif_demande: str = "", besoin: bool = True, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.auteur, self.bloque, self.motif_demande = auteur, bloque, motif_demande
        self.initial.setdefault("cle_creation", uuid4())
        collegues = Utilisateur.objects.actifs().exclude(pk=auteur.pk).order_by("prenom", "nom")
        self.fields["demande_pour"].queryset = collegues  # type: ignore[attr-defined]
        if not besoin:
            self.fields["suite"].choices = [c for c in Suite.choices if c[0] != Suite.BESOIN]  # type: ignore[attr-defined]

    @property
    def _approche(self) -> bool:
        """We are the ones who started."""
        return self.cleaned_data.get("sens") == Sens.SORTANT and self.cleaned_data.get("genre") in PROSPECTION

    def clean(self) -> dict[str, Any]:
        """CLI-7: an outcome and a next step for a call; CLI-1: a reason against the verdict."""
        donnees = super().clean() or {}
        if donnees.get("genre") == GenreEchange.APPEL:
            self._clore_un_appel(donnees)
        else:
            donnees["issue"] = ""
            donnees["objections"] = donnees.get("objections", [])
        if donnees.get("genre") == GenreEchange.NOTE and not donnees.get("commentaire", "").strip():
            self.add_error("commentaire", "Une note sans texte ne dit rien : écrivez-la.")
        if self._approche and self.bloque:
            self.add_error("sens", self.bloque)
        elif self._approche and self.motif_demande and not donnees.get("motif"):
            self.add_error("motif", "Dites pourquoi vous l’approchez malgré ce verdict : la raison est gardée.")
        self._verifier_suite(donnees)
        return donnees

    def _clore_un_appel(self, donnees: dict[str, Any]) -> None:
        if donnees.get("sens") == Sens.ENTRANT and not donnees.get("issue"):
            donnees["issue"] = Issue.JOINT  # whoever calls us is reached
        if not donnees.get("issue"):
            self.add_error("issue", "Dites comment l’appel s’est terminé.")
        if not donnees.get("suite") and not donnees.get("demande_pour"):
            self.add_error("suite", "Choisissez la suite, même si c’est « rien ».")

    def _verifier_suite(self, donnees: dict[str, Any]) -> None:
        if donnees.get("demande_pour") and donnees.get("sens") != Sens.ENTRANT:
            self.add_error("demande_pour", "Une demande pour un collègue est un échange entrant.")
        if donnees.get("suite") != Suite.RELANCE or "relance_le" in self.errors:
            return
        echeance: date | None = donnees.get("relance_le")
        if echeance is None:
            self.add_error("relance_le", "Indiquez le jour de la relance.")
        elif echeance < timezone.localdate():
            self.add_error("relance_le", "Ce jour est passé : choisissez aujourd’hui ou plus tard.")

    @property
    def commentaire_complet(self) -> str:
        """The comment, with the reason given against the verdict in front of it (CLI-1: the reason is logged)."""
        texte: str = self.cleaned_data["commentaire"].strip()
        motif: str = self.cleaned_data["motif"].strip()
        if not (motif and self.motif_demande and self._approche):
            return texte
        return f"Appelé malgré le verdict « Ne pas prospecter » : {motif}" + (f"\n{texte}" if texte else "")

    def champs(self) -> dict[str, Any]:
        """The fields of the échange, for `services.conclure`."""
        noms = ("genre", "sens", "issue", "objections", "suite")
        return {nom: self.cleaned_data[nom] for nom in noms} | {"commentaire": self.commentaire_complet}

    def contredit(self, deja: Echange) -> bool:
        """Does this valid form say otherwise than the échange that it already made?"""
        relances = deja.suites.filter(pour=self.auteur, genre=GenreRelance.RAPPEL).values_list("echeance", flat=True)
        voulue = self.cleaned_data["relance_le"] if self.cleaned_data["suite"] == Suite.RELANCE else None
        memes = all(getattr(deja, nom) == valeur for nom, valeur in self.champs().items())
        return not memes or (voulue is not None and voulue not in relances)


class ReportForm(forms.Form):
    """The new day of a relance."""

    echeance = forms.DateField(
        label="Reporter au", widget=CHAMP_DATE, error_messages={"required": "Choisissez le nouveau jour."}
    )

    def clean_echeance(self) -> date:
        """Today or later (Europe/Paris)."""
        echeance: date = self.cleaned_data["echeance"]
        if echeance < timezone.localdate():
            raise forms.ValidationError("Ce jour est passé : choisissez aujourd’hui ou plus tard.")
        return echeance
