"""The form of a freelance: identity, invoicing, place, availability, rate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from freelances.enums import Disponibilite, Facturation
from freelances.fiche.champs import ChampJour, ZoneTexte, deplacer_erreurs
from freelances.models import Freelance, Partenaire
from referentiels.enums import Civilite
from referentiels.geo import localiser
from referentiels.models import Commune, Metier
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import FormulaireRacine
from samba.donnees.validateurs import normaliser_siret, valider_siret
from samba.listes.champs import ChampDistant, ChampDistantMultiple, precharger
from samba.parametres.models import parametres

# What each availability needs to be understood (FRE-2): fields shown, and among them those that must be given.
CHAMPS_DISPONIBILITE: dict[str, tuple[str, ...]] = {
    Disponibilite.IMMEDIATE: (),
    Disponibilite.EN_PRESTATION: ("disponible_le",),
    Disponibilite.PREAVIS_A_DONNER: ("preavis_jours", "disponible_le"),
    Disponibilite.PREAVIS_DONNE: ("disponible_le",),
    Disponibilite.INDISPONIBLE: ("disponible_le",),
}
EXIGES: dict[str, dict[str, str]] = {
    Disponibilite.EN_PRESTATION: {"disponible_le": "Indiquez la fin de la prestation en cours."},
    Disponibilite.PREAVIS_A_DONNER: {"preavis_jours": "Indiquez la durée du préavis."},
    Disponibilite.PREAVIS_DONNE: {"disponible_le": "Indiquez la date de fin du préavis."},
}
LIBELLES_DATE: dict[str, str] = {
    Disponibilite.EN_PRESTATION: "En prestation jusqu’au",
    Disponibilite.PREAVIS_A_DONNER: "Date connue (facultatif)",
    Disponibilite.PREAVIS_DONNE: "Libre à partir du",
    Disponibilite.INDISPONIBLE: "De nouveau disponible le (facultatif)",
}


class FreelanceForm(FormulaireRacine):
    """Create or edit a freelance (FRE-1, BES-8). Children are rows of `lignes`."""

    commune = ChampDistant(
        Commune.objects.all, "referentiels:communes_json", label="Commune", required=False,
        help_text="Tapez un nom ou un code postal : le département et les distances en découlent.",
    )  # fmt: skip
    metiers = ChampDistantMultiple(
        Metier.objects.all, "referentiels:metiers_json", label="Métiers", required=False,
        help_text="Toute appellation convient, française ou anglaise. Le premier est le métier principal.",
    )  # fmt: skip
    portage_propose = forms.BooleanField(label="Prendre la société de portage proposée", required=False)

    class Meta:
        model = Freelance
        fields = (
            "civilite", "prenom", "nom", "titre", "email", "telephone", "resume", "experience_annees",
            "facturation", "siret", "portage", "portage_code_postal",
            "adresse", "code_postal", "ville", "mobilites", "mobile_france", "teletravail",
            "disponibilite", "disponible_le", "preavis_jours", "tjm", "suivi_par", "partenaire", "notes",
        )  # fmt: skip
        widgets = {
            "resume": ZoneTexte({"rows": 4}),
            "notes": ZoneTexte({"rows": 3}),
            "disponible_le": ChampJour(),
            "facturation": forms.RadioSelect(),
            "mobilites": forms.SelectMultiple({"data-tom": ""}),
            "tjm": forms.NumberInput({"step": "any", "min": "0"}),
            "code_postal": forms.TextInput({"inputmode": "numeric", "autocomplete": "postal-code"}),
            "portage_code_postal": forms.TextInput({"inputmode": "numeric"}),
            "siret": forms.TextInput({"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # People type these with spaces: their digits are counted once the spaces are gone, by the model's own check.
        for nom in ("siret", "code_postal", "portage_code_postal"):
            self.fields[nom].widget.attrs.pop("maxlength", None)
            self.fields[nom].validators = []
        self.fields["facturation"].choices = Facturation.choices  # type: ignore[attr-defined]
        self.fields["disponibilite"].widget.attrs.update(
            {
                "hx-get": reverse("freelances:champs_disponibilite"),
                "hx-target": "#champs-disponibilite",
                "hx-include": "#champs-disponibilite",
            }
        )
        self.fields["civilite"].choices = [("", "—"), *Civilite.choices]  # type: ignore[attr-defined]
        self.fields["suivi_par"].queryset = Utilisateur.objects.actifs()  # type: ignore[attr-defined]
        partenaires = Partenaire.objects.filter(Q(archive_le__isnull=True) | Q(pk=self.instance.partenaire_id))
        self.fields["partenaire"].queryset = partenaires  # type: ignore[attr-defined]
        self.fields["partenaire"].empty_label = "Personne : venu par nos soins"  # type: ignore[attr-defined]
        if self.instance.pk and not self.is_bound:
            self.initial["metiers"] = [lien.metier_id for lien in self.instance.metiers.all()]
            self.initial["commune"] = self._commune_connue()
        elif self.instance.pk:
            self.initial["commune"] = self._commune_connue()
        for nom in ("commune", "metiers"):
            precharger([self], nom)

    def _commune_connue(self) -> int | None:
        """The commune of the stored postcode, when its name is the stored one too."""
        freelance = Freelance._base_manager.get(pk=self.instance.pk) if self.is_bound else self.instance
        if not freelance.code_postal:
            return None
        commune = Commune.objects.du_code_postal(freelance.code_postal, freelance.ville)
        return commune.pk if commune and commune.nom == freelance.ville else None

    # --- Cleaning --------------------------------------------------------------------------------------------------
    def clean_siret(self) -> str:
        """FRE-1: digits alone, then the model's own check, first and once."""
        siret = normaliser_siret(self.cleaned_data["siret"] or "")
        if siret:
            valider_siret(siret)
        return siret

    def clean_code_postal(self) -> str:
        """Without the spaces people type."""
        return str(self.cleaned_data["code_postal"] or "").replace(" ", "")

    def clean_portage_code_postal(self) -> str:
        """Without the spaces people type."""
        return str(self.cleaned_data["portage_code_postal"] or "").replace(" ", "")

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._clean_facturation()
        self._clean_lieu()
        self._clean_disponibilite()
        if not self.deja_cree():
            self._refuser_doublon("email", "Cette adresse e-mail est déjà celle de")
            self._refuser_doublon("siret", "Ce SIRET est déjà celui de")
        return self.cleaned_data

    def _clean_facturation(self) -> None:
        """BES-8: neither SIRET nor portage may be offered the firm's default company; a SIRET typed is a choice."""
        donnees = self.cleaned_data
        if donnees.get("portage_propose"):
            firme = parametres()
            donnees["facturation"], donnees["portage"] = Facturation.PORTAGE, firme.portage_defaut
            donnees["portage_code_postal"] = donnees.get("portage_code_postal") or firme.portage_code_postal
        if donnees.get("facturation") == Facturation.A_DEFINIR and donnees.get("siret"):
            donnees["facturation"] = Facturation.SIRET
        elif donnees.get("facturation") == Facturation.A_DEFINIR and donnees.get("portage"):
            donnees["facturation"] = Facturation.PORTAGE
        if donnees.get("facturation") == Facturation.PORTAGE and not donnees.get("portage"):
            self.add_error("portage", f"Indiquez la société de portage, par exemple {parametres().portage_defaut}.")

    def _clean_lieu(self) -> None:
        """The commune chosen in the list wins unless postcode or town were typed; both give the place (FRE-3)."""
        donnees, commune = self.cleaned_data, self.cleaned_data.get("commune")
        tape = "code_postal" in self.changed_data or "ville" in self.changed_data
        if commune and ("commune" in self.changed_data or not tape):
            if donnees.get("code_postal") not in commune.codes_postaux:
                donnees["code_postal"] = commune.code_postal
            donnees["ville"] = commune.nom
        code_postal = donnees.get("code_postal")
        if code_postal is None:
            return
        lieu = localiser(code_postal, donnees.get("ville") or "") if code_postal else None
        if code_postal and lieu is None:
            self.add_error("code_postal", "Ce code postal n’est pas connu : vérifiez ses cinq chiffres.")
            return
        freelance = self.instance
        freelance.departement_id, freelance.latitude, freelance.longitude = lieu or (None, None, None)

    def _clean_disponibilite(self) -> None:
        """FRE-2: ask for the date or notice that the answer needs, and drop those that no longer mean anything."""
        donnees = self.cleaned_data
        disponibilite = donnees.get("disponibilite", "")
        for champ in {"disponible_le", "preavis_jours"} - set(CHAMPS_DISPONIBILITE.get(disponibilite, ())):
            donnees[champ] = None
            self.errors.pop(champ, None)
        for champ, message in EXIGES.get(disponibilite, {}).items():
            if donnees.get(champ) is None and champ not in self.errors:
                self.add_error(champ, message)

    def _refuser_doublon(self, champ: str, phrase: str) -> None:
        """Name the freelance who has it already, with a link: freelances are shared by the firm."""
        valeur = self.cleaned_data.get(champ)
        if not valeur:
            return
        # Same expressions as the unique indexes, which therefore answer.
        autre = (
            Freelance.objects.alias(cle=Lower(champ)).exclude(**{champ: ""}).filter(cle=valeur.lower())
            if champ == "email"
            else Freelance.objects.exclude(siret="").filter(siret=valeur)
        ).exclude(pk=self.instance.pk).first()  # fmt: skip
        if autre is not None:
            self.add_error(champ, self._lien(phrase, autre))

    @staticmethod
    def _lien(phrase: str, autre: Freelance) -> SafeString:
        gabarit = '{} <a href="{}" target="_blank" rel="noopener">{}</a>.'
        return format_html(gabarit, phrase, reverse("freelances:fiche", args=[autre.pk]), autre)

    def _post_clean(self) -> None:
        """The table's own check about the SIRET speaks beside its field."""
        super()._post_clean()  # type: ignore[misc]
        deplacer_erreurs(self, "siret")

    # --- For the page ----------------------------------------------------------------------------------------------
    @property
    def champs_disponibilite(self) -> list[forms.BoundField]:
        """The fields that the availability shown asks for."""
        return champs_pour(self, str(self["disponibilite"].value() or ""))


def champs_pour(formulaire: forms.BaseForm, disponibilite: str) -> list[forms.BoundField]:
    """The date and notice fields of one availability, worded for it."""
    noms = CHAMPS_DISPONIBILITE.get(disponibilite, ())
    if "disponible_le" in noms:
        formulaire.fields["disponible_le"].label = LIBELLES_DATE[disponibilite]
    champs = [formulaire[nom] for nom in noms]
    for champ in champs:
        champ.label = formulaire.fields[champ.name].label or ""
    return champs
