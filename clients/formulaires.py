"""Forms of the clients room."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from phonenumber_field.formfields import PhoneNumberField

from clients.enums import Civilite, FamilleFonction, NatureContact
from clients.models import Client, Contact, Exercice, Fonction
from clients.services import entreprise_nommee, identifier, nom_possible
from referentiels.geo import localiser
from referentiels.models import Competence, Departement, SecteurActivite
from referentiels.models.societes import valider_siren
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import Divergence, FormulaireRacine
from samba.donnees.models import Racine
from samba.donnees.validateurs import cle_lue, normaliser_siret
from samba.listes.distants import SelectDistant
from samba.listes.formats import euros_courts, nombre

MESSAGE_TELEPHONE = "Ce numéro n’est pas valable : dix chiffres, ou l’indicatif du pays (ex. +32 2 555 12 12)."


class ClientForm(FormulaireRacine):
    """A client and the identity of its company (`referentiels.Entreprise`), chosen by name.

    When that company is a client already, `doublon` holds it: the page links to it.
    """

    fiche = "clients:fiche"

    nom = forms.CharField(label="Nom de l’entreprise", max_length=200)
    secteur = forms.ModelChoiceField(
        label="Secteur d’activité", queryset=SecteurActivite.objects.all(), required=False, empty_label="—"
    )
    siren = forms.CharField(label="SIREN", max_length=14, required=False, help_text="9 chiffres ; déduit du SIRET.")
    siret = forms.CharField(label="SIRET", max_length=30, required=False, help_text="14 chiffres.")
    telephone = PhoneNumberField(label="Standard", required=False, error_messages={"invalid": MESSAGE_TELEPHONE})
    site = forms.URLField(label="Site", required=False, assume_scheme="https")
    publie_missions = forms.NullBooleanField(
        label="Publie des missions freelance sur son site",
        required=False,
        help_text="Si oui, on ne la prospecte pas, quels que soient ses chiffres.",
        widget=forms.NullBooleanSelect,
    )

    class Meta:
        model = Client
        fields = [
            "type",
            "en_demarrage",
            "siret",
            "adresse",
            "code_postal",
            "ville",
            "telephone",
            "site",
            "domaines",
            "publie_missions",
            "reference",
            "suivi_par",
            "notes",
        ]
        widgets = {"notes": forms.Textarea(attrs={"rows": 4})}
        labels = {"type": "Type d’entreprise", "reference": "Nous y sommes référencés", "suivi_par": "Suivi par"}

    def __init__(self, *args: Any, exercices: Any = None, **kwargs: Any) -> None:
        self.doublon: Client | None = None
        self.exercices = exercices
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", "Choisissez…"), *Client._meta.get_field("type").choices]  # type: ignore
        self.fields["suivi_par"].queryset = Utilisateur.objects.actifs()  # type: ignore[attr-defined]
        self.fields["suivi_par"].empty_label = "Personne"  # type: ignore[attr-defined]
        if self.instance.pk:
            entreprise = self.instance.entreprise
            identite = {"nom": entreprise.nom, "secteur": entreprise.secteur_id, "siren": entreprise.siren or ""}
            self.initial.update(identite)

    def clean_siret(self) -> str:
        """FRE-1; spaces and dots are tolerated."""
        return normaliser_siret(self.cleaned_data["siret"])

    def clean_siren(self) -> str:
        """Nine digits with their key."""
        siren = normaliser_siret(self.cleaned_data["siren"])
        if siren:
            valider_siren(siren)
        return siren

    def clean_code_postal(self) -> str:
        """Five digits."""
        code = self.cleaned_data["code_postal"].replace(" ", "")
        if code and not (len(code) == 5 and code.isascii() and code.isdigit()):
            raise forms.ValidationError("Un code postal compte cinq chiffres.")
        return code

    def clean(self) -> dict[str, Any]:
        """One client a company: another one is named, with a link to it."""
        donnees = super().clean() or {}
        siret = donnees.get("siret") or ""
        if siret and len(siret) == 14:
            donnees["siren"] = donnees.get("siren") or siret[:9]
            if donnees["siren"] != siret[:9]:
                self.add_error("siren", "Le SIREN est fait des neuf premiers chiffres du SIRET : ils diffèrent.")
        nom = donnees.get("nom", "")
        if nom and not nom_possible(nom):
            self.add_error("nom", "Le nom d’une entreprise a au moins une lettre ou un chiffre.")
        elif nom and "siren" not in self.errors and not self.deja_cree():
            self._verifier_identite(nom, donnees.get("siren") or "")
        return donnees

    def _verifier_identite(self, nom: str, siren: str) -> None:
        entreprise = entreprise_nommee(nom, siren)
        if entreprise is None:
            actuelle = self.instance.entreprise if self.instance.pk else None
            if actuelle is not None and actuelle.verifiee:
                self.add_error("nom", "Ce nom a été vérifié : un administrateur le change dans les référentiels.")
            elif actuelle is not None and actuelle.siren and siren and actuelle.siren != siren:
                self.add_error("siren", f"Cette entreprise porte déjà le SIREN {actuelle.siren}.")
            return
        autre = Client.objects.filter(entreprise=entreprise).exclude(pk=self.instance.pk).first()
        if autre is not None:
            self.doublon = autre
            self.add_error("nom", f"{autre.nom} est déjà un client de la base.")

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Write the company, then the client. See `FormulaireRacine.save`."""
        deja = self.deja_cree()
        if deja is not None:
            return deja
        self.instance.entreprise = identifier(
            nom=self.cleaned_data["nom"],
            siren=self.cleaned_data["siren"],
            secteur=self.cleaned_data["secteur"],
            actuelle=self.instance.entreprise if self.instance.pk else None,
        )
        lieu = localiser(self.cleaned_data["code_postal"], self.cleaned_data["ville"])
        self.instance.departement = Departement.objects.filter(code=lieu[0]).first() if lieu else None
        return super().save(commit)

    def divergences(self) -> list[Divergence]:
        """Those of the client, of its company and of its exercices."""
        stockee = Client.objects.select_related("entreprise__secteur").get(pk=self.instance.pk)
        entreprise, saisi = stockee.entreprise, self.cleaned_data
        ecarts = [
            Divergence("nom", "Nom de l’entreprise", saisi["nom"], entreprise.nom),
            Divergence("secteur", "Secteur d’activité", str(saisi["secteur"] or "—"), str(entreprise.secteur or "—")),
            Divergence("siren", "SIREN", saisi["siren"] or "—", entreprise.siren or "—"),
        ]
        if self.exercices is not None:
            tapes = [f.cleaned_data for f in self.exercices if f.cleaned_data and not f.cleaned_data.get("DELETE")]
            stockes = stockee.exercices.values("annee", "chiffre_affaires", "effectif")
            ecarts.append(Divergence("exercices", "Exercices", _en_mots(tapes), _en_mots(stockes)))
        return [ecart for ecart in ecarts if ecart.saisi != ecart.enregistre] + super().divergences()

    def ecarts_avec(self, deja: Racine) -> list[Divergence]:
        """The company keeps its own name, SIREN and secteur: naming it otherwise, or less fully, is no difference."""
        saisi, entreprise = self.cleaned_data, deja.entreprise  # type: ignore[attr-defined]
        muets = {nom for nom in ("siren", "secteur") if not saisi[nom]}
        if entreprise_nommee(saisi["nom"], saisi["siren"]) == entreprise:
            muets.add("nom")
        return [ecart for ecart in super().ecarts_avec(deja) if ecart.champ not in muets]


def _en_mots(exercices: Any) -> str:
    """« 2025 : 1 000 000 €, 12 personnes », newest first."""
    lignes = [
        f"{e['annee']} : {euros_courts(e['chiffre_affaires'])}, {nombre(e['effectif'])} pers."
        for e in sorted(exercices, key=lambda e: e["annee"], reverse=True)
    ]
    return " ; ".join(lignes) or "—"


class ChampMontant(forms.DecimalField):
    """An amount as people type it: « 1 250 000,50 »."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """Drop spaces and the euro sign; a comma is the decimal point."""
        if isinstance(value, str):
            value = "".join(c for c in value if not c.isspace() and c != "€").replace(",", ".").replace("−", "-")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Groups of three, and no needless cents."""
        return euros_courts(value).removesuffix("€").strip() if isinstance(value, Decimal) else value


class ExerciceForm(forms.ModelForm):
    """One year of figures: CA in euros, headcount. Effectif 0 is told by the page, not refused (CLI-3)."""

    annee = forms.IntegerField(
        label="Année",
        min_value=1990,
        max_value=2100,
        error_messages=dict.fromkeys(["min_value", "max_value"], "Année attendue entre 1990 et 2100."),
        widget=forms.NumberInput(attrs={"data-largeur": 3}),
    )
    chiffre_affaires = ChampMontant(
        label="Chiffre d’affaires (€)",
        max_digits=15,
        decimal_places=2,
        min_value=Decimal(0),
        error_messages={
            "min_value": "Un chiffre d’affaires n’est pas négatif.",
            "invalid": "Écrivez un montant en euros.",
        },
        widget=forms.TextInput(attrs={"data-largeur": 6, "inputmode": "decimal"}),
    )
    effectif = forms.IntegerField(
        label="Effectif",
        min_value=0,
        max_value=2_147_483_647,
        error_messages={"min_value": "Un effectif n’est pas négatif."},
        widget=forms.NumberInput(attrs={"data-largeur": 3}),
    )

    class Meta:
        model = Exercice
        fields = ["annee", "chiffre_affaires", "effectif"]


class ExercicesBase(forms.BaseInlineFormSet):
    """The exercices of a client; a year stands once."""

    def clean(self) -> None:
        """Name the year typed twice, on its second line."""
        vues: set[int] = set()
        for form in self.forms:
            donnees = getattr(form, "cleaned_data", {})
            annee = donnees.get("annee")
            if annee is None or donnees.get("DELETE"):
                continue
            if annee in vues:
                form.add_error("annee", f"L’année {annee} est saisie deux fois.")
            vues.add(annee)

    def validate_unique(self) -> None:
        """Done by `clean`, in words for people."""


ExerciceFormSet = forms.inlineformset_factory(
    Client, Exercice, form=ExerciceForm, formset=ExercicesBase, extra=2, max_num=30, can_delete=True
)


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
    technologies = forms.ModelMultipleChoiceField(
        label="Technologies",
        queryset=Competence.objects.filter(retiree=False),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-tom": ""}),
    )

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
            "ne_plus_contacter",
        ]
        widgets = {"notes": forms.Textarea(attrs={"rows": 4}), "email": forms.EmailInput(attrs={"autocomplete": "off"})}
        labels = {"ne_plus_contacter": "Ne plus contacter (ni appel, ni e-mail)"}

    def __init__(self, *args: Any, auteur: Utilisateur | None = None, **kwargs: Any) -> None:
        self.auteur = auteur
        self.doublon: Contact | None = None
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = Client.objects.select_related("entreprise")  # type: ignore[attr-defined]
        self.fields["fonction"].queryset = fonctions_de(self._client_choisi(), self._nature_choisie())  # type: ignore
        self.fields["civilite"].choices = [("", "—"), *Civilite.choices]  # type: ignore[attr-defined]
        self.fields["fonction"].empty_label = "—"  # type: ignore[attr-defined]

    def _client_choisi(self) -> Client | None:
        cle = self.data.get(self.add_prefix("client")) if self.is_bound else self.initial.get("client")
        lue = cle_lue(getattr(cle, "pk", cle))
        return Client.objects.filter(pk=lue).first() if lue is not None else None

    def _nature_choisie(self) -> str:
        nom = self.add_prefix("nature")
        return str((self.data.get(nom) if self.is_bound else self.initial.get("nature")) or NatureContact.DO)

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


def fonctions_de(client: Client | None, nature: str) -> Any:
    """The fonctions offered for a client's type and a nature (CLI-4)."""
    if client is None or nature not in NatureContact.values:
        return Fonction.objects.none()
    return Fonction.objects.filter(famille=FamilleFonction(client.famille_fonction), nature=nature)


__all__ = ["ClientForm", "ContactForm", "ExerciceFormSet", "fonctions_de"]
