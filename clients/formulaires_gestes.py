"""Small forms of the client's and the contact's pages: a move to another company, a document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from phonenumber_field.formfields import PhoneNumberField

from clients.enums import NatureDocument
from clients.formulaires import MESSAGE_TELEPHONE, fonctions_de
from clients.models import Client, Contact, Fonction
from samba.comptes.models import Utilisateur
from samba.documents.services import FORMATS, Examen, examiner
from samba.donnees.validateurs import cle_lue
from samba.listes.distants import SelectDistant


class ChangementForm(forms.Form):
    """« A changé de société »: where to, what they do there, and how to reach them there."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    client = forms.ModelChoiceField(
        label="Nouvelle société",
        queryset=Client.objects.filter(archive_le__isnull=True).select_related("entreprise"),
        widget=SelectDistant("clients:clients_json", precharger=True),
    )
    fonction = forms.ModelChoiceField(
        label="Fonction", queryset=Fonction.objects.none(), required=False, empty_label="—"
    )
    le = forms.DateField(
        label="Depuis le",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Cette date n’existe pas."},
    )
    email = forms.EmailField(label="Adresse e-mail", required=False, help_text="Celle de l’ancienne société est vidée.")
    telephone = PhoneNumberField(label="Téléphone fixe", required=False, error_messages={"invalid": MESSAGE_TELEPHONE})
    mobile = PhoneNumberField(label="Mobile", required=False, error_messages={"invalid": MESSAGE_TELEPHONE})

    def __init__(self, *args: Any, contact: Contact, auteur: Utilisateur, **kwargs: Any) -> None:
        initial = {"version": contact.version, "le": timezone.localdate(), "mobile": contact.mobile}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.contact, self.auteur = contact, auteur
        choisi = self.data.get("client") if self.is_bound else self.initial.get("client")
        cle = cle_lue(choisi)
        vers = Client.objects.filter(pk=cle).first() if cle is not None else None
        self.fields["fonction"].queryset = fonctions_de(vers, contact.nature)  # type: ignore[attr-defined]

    def clean_client(self) -> Client:
        """Another one than today's."""
        vers: Client = self.cleaned_data["client"]
        if vers.pk == self.contact.client_id:
            raise ValidationError(f"{self.contact} y travaille déjà : choisissez une autre société.")
        return vers

    def clean_le(self) -> Any:
        """Not to come."""
        le = self.cleaned_data["le"]
        if le > timezone.localdate():
            raise ValidationError("Cette date est à venir : notez le changement une fois fait.")
        return le

    def clean_email(self) -> str:
        """One contact an e-mail; of a masked privé, only « privé à X » is said (CLI-5)."""
        email: str = self.cleaned_data["email"]
        connus = Contact.objects.visibles_pour(self.auteur).filter(email__iexact=email) if email else None
        autre = connus.exclude(pk=self.contact.pk).first() if connus is not None else None
        if autre is None:
            return email
        if autre.lisible_par(self.auteur):
            raise ValidationError(f"Cette adresse est déjà celle de {autre} ({autre.client}).")
        raise ValidationError(f"Adresse déjà connue : privé à {autre.prive_a}.")


class DocumentForm(forms.Form):
    """One file. `cleaned_data["fichier"]` is an `Examen`: a wrong file is told beside its field."""

    nature = forms.ChoiceField(label="Nature", choices=NatureDocument.choices, initial=NatureDocument.AUTRE)
    fichier = forms.FileField(
        label="Fichier",
        help_text=f"{FORMATS}, 10\u00a0Mo au plus.",
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
        widget=forms.FileInput({"accept": ".pdf,.docx,.odt,.txt"}),
    )

    def clean_fichier(self) -> Examen:
        """Decided by content (see `samba.documents.services.examiner`)."""
        return examiner(self.cleaned_data["fichier"])
