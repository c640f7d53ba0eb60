"""The form that ends a call on the cockpit, its preparation, and the texts that a manager edits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models.functions import Lower

from clients.appel.enums import GenreTexte, Interlocuteur
from clients.appel.models import TexteAppel
from clients.appel.textes import PLACES, places_inconnues
from clients.models import Contact
from samba.activite.enums import GenreEchange, Objection, Sens
from samba.activite.formulaires import EchangeForm
from samba.activite.models import Relance
from samba.donnees.formulaires import FormulaireRacine

# A call of a day: beyond, the timer was forgotten.
DUREE_MAX = 24 * 3600


class AppelForm(EchangeForm):
    """CLI-7 on the cockpit: always a call, with how long it lasted and the thanks e-mail that may follow.

    `destinataire` is needed when the contact has no address yet: it is asked on the phone, and kept on their file.
    """

    genre = forms.CharField(  # type: ignore[assignment]
        widget=forms.HiddenInput, initial=GenreEchange.APPEL, required=False
    )
    duree = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=DUREE_MAX, required=False)
    relances = forms.ModelMultipleChoiceField(
        label="Cet appel termine", queryset=Relance.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    merci = forms.BooleanField(label="Envoyer l’e-mail de remerciement", required=False)
    destinataire = forms.EmailField(label="Son adresse e-mail", required=False)
    merci_objet = forms.CharField(label="Objet", max_length=250, required=False)
    merci_corps = forms.CharField(label="Message", required=False, widget=forms.Textarea({"rows": 9}))

    def __init__(self, *args: Any, contact: Contact, a_faire: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        if a_faire is not None:
            self.fields["relances"].queryset = a_faire  # type: ignore[attr-defined]

    def clean_genre(self) -> str:
        """The cockpit logs calls and nothing else."""
        return str(GenreEchange.APPEL)

    def clean_merci_objet(self) -> str:
        """One line: a subject holds no line break."""
        return " ".join(self.cleaned_data["merci_objet"].split())

    def clean(self) -> dict[str, Any]:
        """The rules of `EchangeForm`, then what the thanks e-mail needs."""
        donnees = super().clean() or self.cleaned_data
        if donnees.get("merci"):
            self._verifier_merci(donnees)
        return donnees

    def _verifier_merci(self, donnees: dict[str, Any]) -> None:
        if self.bloque:
            self.add_error("merci", self.bloque)
        for nom, manque in (("merci_objet", "Donnez un objet à ce message."), ("merci_corps", "Ce message est vide.")):
            if not donnees.get(nom, "").strip() and nom not in self.errors:
                self.add_error(nom, manque)
        if self.contact.email or "destinataire" in self.errors:
            return
        adresse = donnees.get("destinataire", "")
        if not adresse:
            self.add_error("destinataire", "Demandez son adresse e-mail, ou décochez l’envoi.")
        elif Contact.objects.alias(adresse=Lower("email")).filter(adresse=adresse.lower()).exists():
            self.add_error("destinataire", "Un autre contact a déjà cette adresse e-mail.")

    def champs(self) -> dict[str, Any]:
        """Those of the échange, with how long the call lasted."""
        return super().champs() | {"duree": self.cleaned_data["duree"]}

    @property
    def entrant(self) -> bool:
        """They called us."""
        return bool(self["sens"].value() == Sens.ENTRANT)


class PreparationForm(forms.Form):
    """What I note before I call: for my eyes, kept from one call to the next."""

    notes = forms.CharField(label="Mes notes", required=False, max_length=4000, widget=forms.Textarea({"rows": 4}))
    objections_prevues = forms.MultipleChoiceField(choices=Objection, required=False)
    options = forms.CharField(label="Mes options", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))


class TexteForm(FormulaireRacine):
    """A text of the cockpit. A script names its interlocutor, an answer its objection; the others name nothing."""

    fiche = "clients:texte_modifier"

    interlocuteur = forms.ChoiceField(
        label="Interlocuteur", choices=[("", "—"), *Interlocuteur.choices], required=False
    )
    objection = forms.ChoiceField(label="Objection", choices=[("", "—"), *Objection.choices], required=False)

    class Meta:
        model = TexteAppel
        fields = ("genre", "titre", "texte", "ordre")
        widgets = {"texte": forms.Textarea({"rows": 12})}
        help_texts = {"texte": "Une ligne vide sépare deux répliques.", "ordre": "Le plus petit d’abord."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = {GenreTexte.SCRIPT: "interlocuteur", GenreTexte.OBJECTION: "objection"}.get(self.instance.genre)  # type: ignore[call-overload]
        if self.instance.pk and champ:
            self.initial.setdefault(champ, self.instance.cle)

    def clean_texte(self) -> str:
        """Refuse a placeholder that nothing will fill."""
        texte: str = self.cleaned_data["texte"]
        if inconnues := places_inconnues(texte):
            permises = ", ".join(f"{{{nom}}}" for nom in PLACES)
            raise forms.ValidationError(f"Inconnu ici : {', '.join(inconnues)}. Sont possibles : {permises}.")
        return texte

    def clean(self) -> dict[str, Any]:
        """Whom the script is for, which objection is answered."""
        donnees = super().clean() or self.cleaned_data
        genre = donnees.get("genre")
        champ = {GenreTexte.SCRIPT: "interlocuteur", GenreTexte.OBJECTION: "objection"}.get(genre)  # type: ignore[arg-type]
        self.instance.cle = donnees.get(champ, "") if champ else ""
        if champ == "interlocuteur" and not self.instance.cle:
            self.add_error("interlocuteur", "Dites à qui ce script s’adresse.")
        if champ == "objection" and not self.instance.cle:
            self.add_error("objection", "Dites à quelle objection ce texte répond.")
        return donnees
