"""Forms and filters of the resourcing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from phonenumber_field.formfields import PhoneNumberField

from besoins.candidats.formulaire import RechercheExterneForm
from besoins.models import Apport, Besoin, CanalSourcing, RechercheExterne
from freelances.models import Freelance
from referentiels.models import Entreprise
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import FormulaireRacine
from samba.listes.champs import ChampDistant, precharger
from samba.listes.choix import ChoixLeger


class CanalForm(FormulaireRacine):
    """A place where freelances are sought."""

    fiche = "resourcing:canal_modifier"

    url = forms.URLField(label="Adresse", required=False, assume_scheme="https")

    class Meta:
        model = CanalSourcing
        fields = ("nom", "genre", "url", "notes")
        widgets = {"notes": forms.Textarea({"rows": 3}), "nom": forms.TextInput({"data-largeur": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["genre"].widget.attrs["data-largeur"] = 6


class NoterForm(RechercheExterneForm):
    """A search outside, for a besoin chosen here."""

    besoin = ChampDistant(
        lambda: Besoin.objects.select_related("client__entreprise").en_cours(),
        "resourcing:besoins_json",
        label="Besoin",
    )
    field_order = ("besoin", "canal", "source", "mots", "resultat", "motif_omission", "cle_creation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        precharger([self], "besoin")
        champ: Any = self.fields["besoin"]
        champ.widget.libelles = {cle: f"{b} — {b.client.nom}" for cle, b in champ.connus.items()}
        for nom in ("canal", "source", "mots"):
            self.fields[nom].widget.attrs["data-largeur"] = 4


class RattacherForm(forms.Form):
    """A freelance we knew already, found again by this search."""

    freelance = ChampDistant(Freelance.objects.en_cours, "resourcing:freelances_json", label="Un freelance déjà connu")  # type: ignore[attr-defined]
    positionner = forms.BooleanField(label="Le positionner sur ce besoin", required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        precharger([self], "freelance")


class TrouveForm(forms.ModelForm):
    """What one knows of somebody met outside: a name and a way to reach them; the rest is for their file."""

    cle_creation = forms.UUIDField(widget=forms.HiddenInput)
    telephone = PhoneNumberField(
        label="Téléphone", required=False, error_messages={"invalid": "Ce numéro n’est pas valable : dix chiffres."}
    )
    positionner = forms.BooleanField(label="Le positionner sur ce besoin", required=False, initial=True)

    class Meta:
        model = Freelance
        fields = ("prenom", "nom", "titre", "email", "telephone", "tjm")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("cle_creation", uuid4())

    def _post_clean(self) -> None:
        """The second post of the same form is the same person, not a duplicate."""
        cle = self.cleaned_data.get("cle_creation")
        if cle is None or not Freelance.objects.filter(cle_creation=cle).exists():
            super()._post_clean()  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        """At least one way to reach them."""
        donnees = super().clean() or self.cleaned_data
        if (
            not donnees.get("email")
            and not donnees.get("telephone")
            and not {"email", "telephone"} & self.errors.keys()
        ):
            self.add_error("email", "Donnez une adresse e-mail ou un téléphone : sans eux, on ne peut pas l’appeler.")
        return donnees


def _auteurs(request: Any) -> QuerySet[Utilisateur]:
    connus = RechercheExterne.objects.order_by().values("auteur")
    return Utilisateur.objects.filter(pk__in=connus).only("prenom", "nom").order_by("prenom", "nom")


class RechercheFiltre(django_filters.FilterSet):
    """Channel, words, author, period, and whether it brought somebody."""

    q = django_filters.CharFilter(method="chercher", label="Besoin, client ou mots cherchés")
    canal = django_filters.ModelChoiceFilter(
        queryset=CanalSourcing.objects.only("nom"), label="Canal", empty_label="Tous", widget=ChoixLeger
    )
    auteur = django_filters.ModelChoiceFilter(queryset=_auteurs, label="Par", empty_label="Tous", widget=ChoixLeger)
    apport = django_filters.ChoiceFilter(
        choices=(("oui", "A apporté quelqu’un"), ("non", "N’a rien apporté")),
        method="par_apport",
        label="Résultat",
        empty_label="Indifférent",
    )
    depuis = django_filters.DateFilter(
        field_name="le",
        lookup_expr="date__gte",
        label="Depuis le",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = RechercheExterne
        fields = ["q", "canal", "auteur", "apport", "depuis"]

    def chercher(self, queryset: QuerySet[RechercheExterne], nom: str, valeur: str) -> QuerySet[RechercheExterne]:
        """Words of the besoin, its client, the place or what was sought."""
        besoins = Besoin.objects.chercher(valeur).order_by().values("pk")
        mots = Q(mots__unaccent__icontains=valeur) | Q(source__unaccent__icontains=valeur)
        return queryset.filter(mots | Q(besoin__in=besoins))

    def par_apport(self, queryset: QuerySet[RechercheExterne], nom: str, valeur: str) -> QuerySet[RechercheExterne]:
        """Somebody came of it, or nobody."""
        trouve = Exists(Apport.objects.filter(recherche=OuterRef("pk")))
        return queryset.filter(trouve if valeur == "oui" else ~trouve)


class EsnFiltre(django_filters.FilterSet):
    """ESNs by name."""

    q = django_filters.CharFilter(method="chercher", label="Nom de l’ESN")

    class Meta:
        model = Entreprise
        fields = ["q"]

    def chercher(self, queryset: QuerySet[Entreprise], nom: str, valeur: str) -> QuerySet[Entreprise]:
        """See `EntrepriseQuerySet.chercher`."""
        return queryset.filter(pk__in=Entreprise.objects.chercher(valeur).order_by().values("pk"))
