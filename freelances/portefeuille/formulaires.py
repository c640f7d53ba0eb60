"""The form of a fiche: the actions with their days, what a résultat asks for, the comment (SAR-1, SAR-7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from freelances.models import ActionFiche, Fiche
from freelances.portefeuille.filtres import RESULTATS
from freelances.sar.enums import CONTRATS_A_TERME, ActionSuivi, CauseRejet, EtatRecrutement, Resultat
from freelances.sar.services import CHAMPS, mettre_a_jour
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import Divergence, FormulaireRacine
from samba.listes.formats import date_fr

PREFIXE_JOUR = "le-"
DATE = {"type": "date"}


class FicheForm(FormulaireRacine):
    """Sections 2 to 4 of a fiche. Its statut and dates are not fields: the database gives them (SAR-2, SAR-3)."""

    fiche = "portefeuille:fiche"

    actions = forms.MultipleChoiceField(label="Actions effectuées", required=False, choices=ActionSuivi.choices)
    causes = forms.MultipleChoiceField(
        label="Causes de rejet",
        required=False,
        choices=CauseRejet.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Fiche
        fields = CHAMPS
        widgets: ClassVar[dict[str, Any]] = {
            "recrute_le": forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
            "fin_contrat": forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
            "commentaire": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, par: Utilisateur | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.par = par
        self.fields["resultat"].choices = RESULTATS  # type: ignore[attr-defined]
        self.notees: dict[str, ActionFiche] = {a.action: a for a in self.instance.actions.select_related("par")}
        self.initial["actions"] = list(self.notees)
        # The screen shows it with a recrutement alone, for which `clean` asks it.
        self.fields["etat"].required = False
        self.jours: dict[str, date] = {}

    @property
    def resultat_choisi(self) -> str:
        """The résultat on the screen: typed, else stored."""
        return str(self["resultat"].value() or "")

    @property
    def etat_choisi(self) -> str:
        """The état on the screen."""
        return str(self["etat"].value() or EtatRecrutement.NA)

    @property
    def lignes_actions(self) -> list[dict[str, Any]]:
        """The 13 boxes: whether ticked, the day, who noted it."""
        cochees = set(self["actions"].value() or ())
        return [
            {
                "code": action.value,
                "libelle": action.label,
                "cochee": action.value in cochees,
                "jour": self._jour_montre(action.value),
                "notee": self.notees.get(action.value),
                "erreur": self.erreurs_jours.get(action.value, "") if self.is_bound else "",
            }
            for action in ActionSuivi
        ]

    def _jour_montre(self, code: str) -> str:
        if self.is_bound:
            return str(self.data.get(f"{PREFIXE_JOUR}{code}", ""))
        notee = self.notees.get(code)
        return (notee.le if notee else timezone.localdate()).isoformat()

    @property
    def erreurs_jours(self) -> dict[str, str]:
        """What is wrong with a day, by action."""
        return getattr(self, "_erreurs_jours", {})

    def lire_jours(self, donnees: Mapping[str, Any], codes: list[str]) -> dict[str, date]:
        """The day of each action ticked; today when none is typed. What is wrong goes to `erreurs_jours`."""
        jours, self._erreurs_jours = {}, {}
        for code in codes:
            brut = str(donnees.get(f"{PREFIXE_JOUR}{code}", "") or timezone.localdate().isoformat())
            try:
                jour = date.fromisoformat(brut)
            except ValueError:
                self._erreurs_jours[code] = "Cette date n’existe pas."
                continue
            if jour > timezone.localdate():
                self._erreurs_jours[code] = "Une action effectuée ne peut pas être à venir."
            elif jour.year < 1990:
                self._erreurs_jours[code] = "Cette date est trop ancienne."
            else:
                jours[code] = jour
        return jours

    def clean(self) -> dict[str, Any]:
        """SAR-7, each lack beside its field."""
        lu = super().clean() or self.cleaned_data
        resultat = lu.get("resultat")
        if resultat == Resultat.NON_EMPLOYABLE and not lu.get("causes"):
            self.add_error("causes", "Indiquez au moins une cause de rejet.")
        if resultat == Resultat.RECRUTEMENT:
            self._exiger_recrutement(lu)
        elif resultat:
            # What this résultat does not use is emptied, whatever the hidden fields still held.
            lu |= {"recrute_le": None, "fin_contrat": None, "contrat": "", "etat": EtatRecrutement.NA}
        if resultat != Resultat.NON_EMPLOYABLE:
            lu["causes"] = []
        self.jours = self.lire_jours(self.data, lu.get("actions", []))
        if self.erreurs_jours:
            self.add_error("actions", "Corrigez la date des actions.")
        return lu

    def _exiger_recrutement(self, lu: dict[str, Any]) -> None:
        if not lu.get("recrute_le") and "recrute_le" not in self.errors:
            self.add_error("recrute_le", "Indiquez la date de début du contrat.")
        if not lu.get("contrat") and "contrat" not in self.errors:
            self.add_error("contrat", "Choisissez le type de contrat.")
        if lu.get("etat", "") in {"", EtatRecrutement.NA} and "etat" not in self.errors:
            self.add_error("etat", "Choisissez l’état du recrutement.")
        debut, fin = lu.get("recrute_le"), lu.get("fin_contrat")
        if lu.get("contrat") in CONTRATS_A_TERME and not fin and "fin_contrat" not in self.errors:
            self.add_error("fin_contrat", "Un CDD ou une alternance a une date de fin.")
        if debut and fin and fin < debut:
            self.add_error("fin_contrat", "La fin ne peut pas précéder le début.")

    def _get_validation_exclusions(self) -> set[str]:
        """The constraints of SAR-7 are said above, field by field."""
        return {*super()._get_validation_exclusions(), *CHAMPS}  # type: ignore[misc]

    def actions_changees(self) -> bool:
        """Do the boxes and days on the screen differ from those stored?"""
        stockees = {code: action.le for code, action in self.notees.items()}
        codes = [code for code in self["actions"].value() or () if code in ActionSuivi.values]
        return self.lire_jours(self.data, codes) != stockees

    def save(self, commit: bool = True) -> Fiche:
        """Write through the one service.

        Raises:
            ConflitVersionError: somebody saved the fiche meanwhile.
        """
        assert self.par is not None
        return mettre_a_jour(
            fiche=self.instance,
            version=self.cleaned_data["version"],
            par=self.par,
            champs={nom: self.cleaned_data[nom] for nom in CHAMPS},
            actions=self.jours,
        )

    def divergences(self) -> list[Divergence]:
        """Both versions, the actions included."""
        ecarts = super().divergences()
        stockees = {a.action: a.le for a in ActionFiche.objects.filter(fiche=self.instance.pk)}
        if stockees != self.jours:
            ecarts.append(Divergence("actions", "Actions effectuées", _en_mots(self.jours), _en_mots(stockees)))
        return ecarts


def _en_mots(jours: Mapping[str, date]) -> str:
    dites = [
        f"{ActionSuivi(code).label} ({date_fr(jours[code], 'courte')})" for code in ActionSuivi.values if code in jours
    ]
    return ", ".join(dites) or "—"


class LotForm(forms.Form):
    """The bulk update: one résultat, or actions done today, or both."""

    resultat = forms.ChoiceField(label="Résultat", required=False)
    actions = forms.MultipleChoiceField(
        label="Actions faites aujourd’hui",
        required=False,
        choices=ActionSuivi.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        individuels = {Resultat.RECRUTEMENT.value, Resultat.NON_EMPLOYABLE.value}
        groupes = [(titre, [c for c in choix if c[0] not in individuels]) for titre, choix in RESULTATS]
        choix: list[Any] = [("", "Sans changer le résultat"), *((titre, reste) for titre, reste in groupes if reste)]
        self.fields["resultat"].choices = choix  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        lu = super().clean() or self.cleaned_data
        if not self.errors and not lu.get("resultat") and not lu.get("actions"):
            raise forms.ValidationError(
                "Choisissez un résultat ou une action : sans eux, les échéances ne changent pas.", code="vide"
            )
        return lu
