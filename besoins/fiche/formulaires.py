"""The forms of a besoin: its file, its closing, the filters of the list."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from besoins.champs import MARGE_HORS_BORNES, MargeField, MontantField, champ_date
from besoins.enums import STATUTS_CLOS, StatutBesoin
from besoins.fiche.competences import CompetencesDemandees
from besoins.models import Besoin
from besoins.tarifs import marge as marge_de
from besoins.tarifs import tjm_achat as achat_de
from besoins.tarifs import tjm_vente as vente_de
from clients.enums import NatureContact
from clients.models import Contact
from freelances.fiche.champs import ChampEntreprise
from referentiels.enums import Langue
from referentiels.geo import localiser
from referentiels.models import Commune, Entreprise, Metier
from referentiels.normalisation import normaliser_commune
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import Divergence, FormulaireRacine
from samba.listes.champs import ChampDistant, precharger
from samba.listes.formats import pourcent
from samba.parametres.models import parametres

TARIFS_DISCORDANTS = "Ces trois valeurs ne vont pas ensemble : videz-en une, elle sera recalculée."


class BesoinForm(FormulaireRacine):
    """A besoin with its skills. Nothing but the DO and the title is required: BES-1 counts what is missing.

    `tjm_achat` is not stored: it helps to find the rate or the margin (BES-2).
    """

    fiche = "besoins:fiche"

    contact = ChampDistant(
        lambda: Contact.objects.select_related("client__entreprise", "prive_a").en_cours(),
        "besoins:donneurs_json",
        label="Donneur d’ordre",
    )
    client_final = ChampEntreprise(
        Entreprise.objects.all,
        "referentiels:entreprises_json",
        creer=True,
        label="Client final",
        required=False,
        help_text="Choisissez dans la liste, ou tapez un nom nouveau.",
    )
    metier = ChampDistant(Metier.objects.all, "referentiels:metiers_json", label="Profil recherché", required=False)
    tjm_achat = MontantField(role="achat", label="TJM d’achat maximal (€ HT)", required=False, min_value=Decimal(0))
    tjm_vente = MontantField(
        role="vente", label="TJM de vente ou budget (€ HT)", required=False, min_value=Decimal("0.01")
    )
    marge = MargeField(label="Marge (%)", required=False)
    langues = forms.MultipleChoiceField(
        choices=Langue, label="Langues demandées", required=False, widget=forms.SelectMultiple({"data-tom": ""})
    )

    # Kept with the besoin that was opened from it; never changed afterwards.
    texte_origine = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    class Meta:
        model = Besoin
        fields = (
            "contact",
            "intitule",
            "client_final",
            "metier",
            "taches",
            "code_postal",
            "ville",
            "teletravail",
            "date_demarrage",
            "duree_mois",
            "tjm_vente",
            "marge",
            "disponibilite_attendue",
            "mode_intervention",
            "experience_min",
            "langues",
            "sans_langue",
            "postes",
            "echeance",
            "proprietaire",
        )
        widgets = {"date_demarrage": champ_date(), "echeance": champ_date(), "taches": forms.Textarea({"rows": 5})}

    def __init__(
        self,
        *args: Any,
        utilisateur: Utilisateur | None = None,
        lignes: list[dict[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        """`utilisateur` signs the form; it may be left out only to read an instance, as `divergences` does.

        `lignes`: the first skills of a new besoin: of a draft, read in a text, copied from another one.
        """
        self.utilisateur: Utilisateur = utilisateur or kwargs["instance"].proprietaire
        super().__init__(*args, **kwargs)
        for nom in ("contact", "metier", "client_final"):
            precharger([self], nom)
        contact: Any = self.fields["contact"]
        contact.widget.libelles = {cle: f"{c} — {c.client.nom}" for cle, c in contact.connus.items()}
        personnes = Utilisateur.objects.actifs().filter(role__in=["commercial", "manager"])
        self.fields["proprietaire"].queryset = personnes | Utilisateur.objects.actifs().filter(  # type: ignore[attr-defined]
            pk=self.instance.proprietaire_id or self.utilisateur.pk
        )
        self._poser_les_tarifs()
        if self.instance.pk:
            del self.fields["texte_origine"]
        self.competences = CompetencesDemandees(
            self.data if self.is_bound else None, besoin=self.instance, initial=lignes
        )

    def _poser_les_tarifs(self) -> None:
        if self.instance.pk:
            self.initial["tjm_achat"] = self.instance.tjm_achat_max
        else:
            # A ModelForm lists the fields of its empty instance as None: what is absent is what is None.
            self.initial["proprietaire"] = self.initial.get("proprietaire") or self.utilisateur.pk
            self.initial["marge"] = self.initial.get("marge") or parametres().marge_defaut

    def is_valid(self) -> bool:
        """The skills are part of the form."""
        valide = super().is_valid()
        return self.competences.is_valid() and valide

    def clean_contact(self) -> Contact:
        """BES-1: only a DO orders. CLI-5: nobody orders for somebody else's privé."""
        contact: Contact = self.cleaned_data["contact"]
        if contact.nature != NatureContact.DO:
            raise ValidationError(f"{contact} n’est pas donneur d’ordre : un permanent ne peut pas commander.")
        if not contact.joignable_par(self.utilisateur):
            raise ValidationError(f"Ce contact est privé à {contact.prive_a}.")
        return contact

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or self.cleaned_data
        self._situer(donnees)
        self._calculer(donnees)
        if donnees.get("sans_langue") and donnees.get("langues"):
            self.add_error("sans_langue", "Choisissez des langues, ou « aucune langue particulière », pas les deux.")
        return donnees

    def _situer(self, donnees: dict[str, Any]) -> None:
        """Find the département and the coordinates of the place (FRE-3 measures from them)."""
        code_postal, ville = donnees.get("code_postal", "").replace(" ", ""), donnees.get("ville", "").strip()
        if ville and not code_postal:
            commune = Commune.objects.filter(nom_normalise=normaliser_commune(ville)).order_by("-population").first()
            code_postal = (commune.code_postal if commune else "")[:5]
            if not code_postal:
                self.add_error("code_postal", "Précisez le code postal : cette ville n’est pas reconnue.")
        donnees["code_postal"] = code_postal
        situe = localiser(code_postal, ville) if code_postal else None
        if code_postal and situe is None:
            self.add_error("code_postal", "Ce code postal est inconnu.")
        self.instance.departement_id, self.instance.latitude, self.instance.longitude = situe or (None, None, None)

    def _calculer(self, donnees: dict[str, Any]) -> None:
        """BES-2, for a screen without JavaScript: the third value follows from the two others."""
        achat, vente, marge = donnees.get("tjm_achat"), donnees.get("tjm_vente"), donnees.get("marge")
        if {"tjm_achat", "tjm_vente", "marge"} & self.errors.keys() or achat is None:
            return
        if vente is None and marge is not None:
            donnees["tjm_vente"] = vente_de(achat, marge)
        elif vente is not None and marge is None:
            trouvee = marge_de(achat, vente)
            if trouvee < 0:
                self.add_error("tjm_vente", "Le TJM de vente est inférieur au TJM d’achat.")
            elif trouvee >= 1:
                self.add_error("tjm_achat", MARGE_HORS_BORNES)
            else:
                donnees["marge"] = trouvee
        elif vente is not None and marge is not None and not _concordent(achat, vente, marge):
            self.add_error("marge", TARIFS_DISCORDANTS)

    @transaction.atomic
    def save(self, commit: bool = True) -> Besoin:
        """Write the besoin, its client and its skills. A second post of the same form writes nothing more."""
        self.competences.creer_les_nouvelles(self.utilisateur)
        final = self.cleaned_data.get("client_final")
        if final is not None and final.pk is None:
            self.instance.client_final = Entreprise.objects.retrouver_ou_creer(final.nom)
        if not self.instance.pk:
            self.instance.texte_origine = self.cleaned_data.get("texte_origine", "")
        if "contact" in self.cleaned_data:
            self.instance.client_id = self.cleaned_data["contact"].client_id
        besoin: Besoin = super().save()
        if besoin is self.instance:
            self.competences.enregistrer(besoin)
        return besoin

    def divergences(self) -> list[Divergence]:
        """Both versions, the margin in per cent and the skills included."""
        actuel = Besoin.objects.get(pk=self.instance.pk)
        ecarts = [
            ecart
            for ecart in type(self).__base__.divergences(self)  # type: ignore[union-attr]
            if ecart.champ != "marge"
        ]
        if self.cleaned_data.get("marge") != actuel.marge:
            saisie, enregistree = pourcent(self.cleaned_data.get("marge"), 2), pourcent(actuel.marge, 2)
            ecarts.append(Divergence("marge", "Marge", saisie, enregistree))
        ecart = self.competences.divergence(actuel)
        return [*ecarts, ecart] if ecart else ecarts


def _concordent(achat: Decimal, vente: Decimal, marge: Decimal) -> bool:
    """One of the three is the rounding of what the two others give."""
    return vente_de(achat, marge) == vente or achat_de(vente, marge) == achat or marge_de(achat, vente) == marge


class ClotureForm(forms.Form):
    """How a besoin ends."""

    statut = forms.ChoiceField(
        label="Comment se termine-t-il ?",
        choices=[(statut.value, statut.label) for statut in STATUTS_CLOS],
        widget=forms.RadioSelect,
    )
    motif = forms.CharField(
        label="Motif",
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Obligatoire pour un besoin perdu ou abandonné.",
    )

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or self.cleaned_data
        if donnees.get("statut") not in {None, StatutBesoin.POURVU} and not donnees.get("motif", "").strip():
            self.add_error("motif", "Dites pourquoi ce besoin est perdu ou abandonné.")
        return donnees
