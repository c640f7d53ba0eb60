"""The form of a contact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from phonenumber_field.formfields import PhoneNumberField

from clients.enums import Civilite, FamilleFonction, NatureContact, SourceContact
from clients.models import Client, Contact, Fonction
from referentiels.competences.champs import ChampCompetences
from referentiels.competences.saisie import enregistrer_saisies
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import FormulaireRacine
from samba.donnees.validateurs import cle_lue
from samba.listes.champs import precharger
from samba.listes.distants import SelectDistant

MESSAGE_TELEPHONE = "Ce numéro n’est pas valable : dix chiffres, ou l’indicatif du pays (ex. +32 2 555 12 12)."


class ContactForm(FormulaireRacine):
    """A contact. Its fonctions are those of its client's type (CLI-4).

    When a contact that the author may read has the same e-mail, `doublon` holds it: the page links to it.
    """

    fiche = "clients:contact"

    client = forms.ModelChoiceField(
        label="Client", queryset=Client.objects.none(), widget=SelectDistant("clients:clients_json", precharger=True)
    )
    telephone = PhoneNumberField(label="Téléphone fixe", required=False, error_messages={"invalid": MESSAGE_TELEPHONE})
    mobile = PhoneNumberField(label="Mobile", required=False, error_messages={"invalid": MESSAGE_TELEPHONE})
    technologies = ChampCompetences(label="Technologies", required=False)

    class Meta:
        model = Contact
        fields = [
            "client",
            "nature",
            "fonction",
            "civilite",
            "prenom",
            "nom",
            "email",
            "telephone",
            "mobile",
            "technologies",
            "notes",
            "source",
            "source_precision",
            "collecte_le",
        ]
        widgets = {
            "notes": forms.Textarea(attrs={"rows": 4}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "collecte_le": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        labels = {
            "source": "D’où viennent ses coordonnées",
            "source_precision": "Précision",
            "collecte_le": "Collectées le",
        }
        help_texts = {"source": "Il en sera informé dans le mois, s’il ne les a pas données lui-même."}

    def __init__(self, *args: Any, auteur: Utilisateur | None = None, **kwargs: Any) -> None:
        self.auteur = auteur
        self.doublon: Contact | None = None
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = Client.objects.select_related("entreprise")  # type: ignore[attr-defined]
        # Moving to another company is an act of its own, which keeps the trace of the old one.
        self.fields["client"].disabled = bool(self.instance.pk)
        self.fields["fonction"].queryset = fonctions_de(self._client_choisi(), self._nature_choisie())  # type: ignore
        self.fields["civilite"].choices = [("", "—"), *Civilite.choices]  # type: ignore[attr-defined]
        self.fields["source"].choices = [("", "À préciser"), *SourceContact.choices]  # type: ignore[attr-defined]
        self.fields["collecte_le"].required = False
        self.fields["fonction"].empty_label = "—"  # type: ignore[attr-defined]
        precharger([self], "technologies")

    def _client_choisi(self) -> Client | None:
        saisi = self.is_bound and not self.instance.pk
        cle = self.data.get(self.add_prefix("client")) if saisi else self.initial.get("client")
        lue = cle_lue(getattr(cle, "pk", cle))
        return Client.objects.filter(pk=lue).first() if lue is not None else None

    def _nature_choisie(self) -> str:
        nom = self.add_prefix("nature")
        return str((self.data.get(nom) if self.is_bound else self.initial.get("nature")) or NatureContact.DO)

    def clean_collecte_le(self) -> Any:
        """The day we took them: today unless said, never one to come."""
        jour = self.cleaned_data["collecte_le"] or self.instance.collecte_le
        if jour > timezone.localdate():
            raise forms.ValidationError("Ce jour n’est pas encore venu.")
        return jour

    def clean(self) -> dict[str, Any]:
        """One contact an e-mail; of a masked privé, only « privé à X » is said (CLI-5)."""
        donnees = super().clean() or {}
        email = donnees.get("email")
        if email and self.auteur and not self.deja_cree():
            connus = Contact.objects.visibles_pour(self.auteur).filter(email__iexact=email)
            autre = connus.exclude(pk=self.instance.pk).first()
            if autre is not None and autre.lisible_par(self.auteur):
                self.doublon = autre
                self.add_error("email", f"Cette adresse est déjà celle de {autre} ({autre.client}).")
            elif autre is not None:
                self.add_error("email", f"Adresse déjà connue : privé à {autre.prive_a}.")
        return donnees

    @transaction.atomic
    def save(self, commit: bool = True) -> Contact:
        """Write the contact, the technologies that nobody knew first."""
        enregistrer_saisies([self], par=self.auteur)
        contact: Contact = super().save(commit)
        return contact


def fonctions_de(client: Client | None, nature: str) -> Any:
    """The fonctions offered for a client's type and a nature (CLI-4)."""
    if client is None or nature not in NatureContact.values:
        return Fonction.objects.none()
    return Fonction.objects.filter(famille=FamilleFonction(client.famille_fonction), nature=nature)
