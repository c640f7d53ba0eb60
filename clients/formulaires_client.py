"""The form of a client, with its figures and its other addresses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from phonenumber_field.formfields import PhoneNumberField

from clients.enums import LienMere
from clients.formulaires import MESSAGE_TELEPHONE
from clients.models import AdresseClient, Client, Exercice
from clients.services import entreprise_nommee, identifier, nom_possible
from referentiels.geo import localiser
from referentiels.models import Departement, Entreprise, SecteurActivite
from referentiels.models.societes import valider_siren
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import Divergence, FormulaireRacine
from samba.donnees.models import Racine
from samba.donnees.validateurs import cle_lue, normaliser_siret
from samba.listes.distants import SelectDistant, SelectDistantMultiple
from samba.listes.formats import euros_courts, nombre

AIDE_FINALS = "Pour une ESN : chez qui elle envoie ses équipes. Un nom nouveau s’ajoute à la liste des entreprises."


def _client_distant(libelle: str, aide: str = "") -> forms.ModelChoiceField:
    """A client, chosen in a remote list."""
    return forms.ModelChoiceField(
        label=libelle,
        queryset=Client.objects.select_related("entreprise"),
        required=False,
        help_text=aide,
        widget=SelectDistant("clients:clients_json", precharger=True),
    )


def code_postal_lu(saisi: str) -> str:
    """Five digits, or nothing.

    Raises:
        ValidationError: something else.
    """
    code = saisi.replace(" ", "")
    if code and not (len(code) == 5 and code.isascii() and code.isdigit()):
        raise forms.ValidationError("Un code postal compte cinq chiffres.")
    return code


def departement_de(code_postal: str, ville: str) -> Departement | None:
    """The département of an address, None when nothing is known of it."""
    lieu = localiser(code_postal, ville)
    return Departement.objects.filter(code=lieu[0]).first() if lieu else None


class ChampEntreprises(forms.ModelMultipleChoiceField):
    """Companies of the référentiel; a name that is not there yet stays a text, which `save` turns into one."""

    widget = SelectDistantMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(
            Entreprise.objects.all(),
            widget=SelectDistantMultiple("referentiels:entreprises_json", creer=True),
            **options,
        )

    def clean(self, value: Any) -> list[Entreprise | str]:  # type: ignore[override]
        """Known ones by their key or their name, then the new names."""
        saisies = [" ".join(str(v).split()) for v in value or () if str(v).strip()]
        cles = [cle for cle in map(cle_lue, saisies) if cle is not None]
        connues = list(Entreprise.objects.filter(pk__in=cles))
        noms = [saisie for saisie in saisies if cle_lue(saisie) is None]
        if any(not nom_possible(nom) or len(nom) > 200 for nom in noms):
            raise forms.ValidationError("Le nom d’une entreprise a au moins une lettre ou un chiffre.")
        trouvees: list[Entreprise | str] = [Entreprise.objects.retrouver(nom) or nom for nom in noms]
        return [*connues, *trouvees]


class ClientForm(FormulaireRacine):
    """A client and the identity of its company (`referentiels.Entreprise`), chosen by name.

    When that company is a client already, `doublon` holds it: the page links to it.
    """

    fiche = "clients:fiche"

    nom = forms.CharField(label="Nom de l’entreprise", max_length=200)
    mere = _client_distant("Maison mère")
    reference_via = _client_distant(
        "Besoins reçus en seconde main par", "L’ESN référencée chez lui qui nous passe ses besoins."
    )
    clients_finals = ChampEntreprises(label="Ses clients finals", required=False, help_text=AIDE_FINALS)
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
            "reference_via",
            "mere",
            "lien_mere",
            "clients_finals",
            "suivi_par",
            "notes",
        ]
        widgets = {"notes": forms.Textarea(attrs={"rows": 4})}
        labels = {"type": "Type d’entreprise", "reference": "Nous y sommes référencés", "suivi_par": "Suivi par"}

    def __init__(self, *args: Any, exercices: Any = None, adresses: Any = None, **kwargs: Any) -> None:
        self.doublon: Client | None = None
        self.exercices, self.adresses = exercices, adresses
        super().__init__(*args, **kwargs)
        self.fields["lien_mere"].choices = [("", "—"), *LienMere.choices]  # type: ignore[attr-defined]
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
        return code_postal_lu(self.cleaned_data["code_postal"])

    def clean(self) -> dict[str, Any]:
        """One client a company: another one is named, with a link to it."""
        donnees = super().clean() or {}
        self._verifier_la_mere(donnees)
        siret = donnees.get("siret") or ""
        if len(siret) == 14 and not self._est_une_direction(donnees):
            donnees["siren"] = donnees.get("siren") or siret[:9]
            if donnees["siren"] != siret[:9]:
                self.add_error("siren", "Le SIREN est fait des neuf premiers chiffres du SIRET : ils diffèrent.")
        nom = donnees.get("nom", "")
        if nom and not nom_possible(nom):
            self.add_error("nom", "Le nom d’une entreprise a au moins une lettre ou un chiffre.")
        elif nom and "siren" not in self.errors and not self.deja_cree():
            self._verifier_identite(nom, donnees.get("siren") or "")
        return donnees

    @staticmethod
    def _est_une_direction(donnees: dict[str, Any]) -> bool:
        """A direction is its mother's legal person: its SIRET begins with her SIREN, and it has none of its own."""
        return donnees.get("mere") is not None and donnees.get("lien_mere") == LienMere.DIRECTION

    def _verifier_la_mere(self, donnees: dict[str, Any]) -> None:
        """No company is its own mother, directly or not; the base refuses it too. The link is said both ways."""
        mere, lien = donnees.get("mere"), donnees.get("lien_mere")
        if mere is None:
            if lien and "mere" not in self.errors:
                self.add_error("mere", "Choisissez la maison mère, ou retirez le lien.")
            return
        boucle = mere.remonter_jusqu_a(self.instance) if self.instance.pk else None
        if boucle == []:
            self.add_error("mere", "Une entreprise ne peut pas être sa propre maison mère.")
        elif boucle:
            chaine = ", ".join(f"{bas.nom} dépend de {haut.nom}" for bas, haut in boucle)
            self.add_error("mere", f"Elle deviendrait sa propre maison mère : {chaine}.")
        if not lien:
            self.add_error("lien_mere", "Dites si c’est une filiale ou une direction.")
        elif lien == LienMere.DIRECTION and donnees.get("siren"):
            self.add_error("siren", "Une direction a le SIREN de sa maison mère : laissez ce champ vide.")

    def _verifier_identite(self, nom: str, siren: str) -> None:
        actuelle = self.instance.entreprise if self.instance.pk else None
        if self._siren_d_une_autre(nom, siren, actuelle):
            return
        entreprise = entreprise_nommee(nom, siren)
        if entreprise is None:
            if actuelle is not None and actuelle.verifiee:
                self.add_error("nom", "Ce nom a été vérifié : un administrateur le change dans les référentiels.")
            elif actuelle is not None and actuelle.siren and siren and actuelle.siren != siren:
                self.add_error("siren", f"Cette entreprise porte déjà le SIREN {actuelle.siren}.")
            return
        autre = Client.objects.filter(entreprise=entreprise).exclude(pk=self.instance.pk).first()
        if autre is not None:
            self.doublon = autre
            self.add_error("nom", f"{autre.nom} est déjà un client de la base.")

    def _siren_d_une_autre(self, nom: str, siren: str, actuelle: Entreprise | None) -> bool:
        """A SIREN names one company: when what was typed is not her name, she is named, with a link when a client."""
        connue = Entreprise.objects.filter(siren=siren).first() if siren else None
        if connue is None or connue == actuelle or connue.se_nomme(nom):
            return False
        self.doublon = Client.objects.filter(entreprise=connue).first()
        quoi = "déjà un client de la base" if self.doublon else "déjà connue sous ce nom"
        self.add_error("siren", f"Ce SIREN est celui de {connue.nom}, {quoi}.")
        return True

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
        self.instance.departement = departement_de(self.cleaned_data["code_postal"], self.cleaned_data["ville"])
        self.cleaned_data["clients_finals"] = [
            Entreprise.objects.retrouver_ou_creer(finale) if isinstance(finale, str) else finale
            for finale in self.cleaned_data["clients_finals"]
        ]
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
        if self.adresses is not None:
            tapees = [f.cleaned_data for f in self.adresses if f.cleaned_data and not f.cleaned_data.get("DELETE")]
            stockees = stockee.adresses.values("libelle", "code_postal", "ville")
            ecarts.append(Divergence("adresses", "Autres adresses", _lieux_en_mots(tapees), _lieux_en_mots(stockees)))
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


def _lieux_en_mots(adresses: Any) -> str:
    """« Agence de Lyon (69003 Lyon) »."""
    lieux = [f"{a['libelle']} ({a['code_postal']} {a['ville']})" for a in sorted(adresses, key=lambda a: a["libelle"])]
    return " ; ".join(lieux) or "—"


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


class AdresseForm(forms.ModelForm):
    """Another address of a client; its département follows its postcode."""

    class Meta:
        model = AdresseClient
        fields = ["libelle", "adresse", "code_postal", "ville"]
        help_texts = {"libelle": ""}
        widgets = {
            "libelle": forms.TextInput(attrs={"data-largeur": 3, "placeholder": "Agence de Lyon"}),
            "adresse": forms.TextInput(attrs={"data-largeur": 4}),
            "code_postal": forms.TextInput(attrs={"data-largeur": 2, "inputmode": "numeric"}),
            "ville": forms.TextInput(attrs={"data-largeur": 3}),
        }

    def clean_code_postal(self) -> str:
        """Five digits."""
        return code_postal_lu(self.cleaned_data["code_postal"])

    def save(self, commit: bool = True) -> AdresseClient:
        """With its département."""
        self.instance.departement = departement_de(self.cleaned_data["code_postal"], self.cleaned_data["ville"])
        return super().save(commit)


AdresseFormSet = forms.inlineformset_factory(
    Client, AdresseClient, form=AdresseForm, extra=0, max_num=30, can_delete=True
)
