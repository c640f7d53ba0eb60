"""The 13 filters of the portefeuille (source 003), as one GET form and the queryset it gives."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone

from freelances.enums import Classification
from freelances.models import ActionFiche
from freelances.models.suivi import Fiche, FicheQuerySet
from freelances.sar.enums import CONCLUSIONS, ActionSuivi, StatutFiche
from freelances.vivier.criteres import cles_themes
from freelances.vivier.formulaire import choix_bassins, choix_metiers, choix_themes, jour, multiple, nom_du_candidat
from referentiels.enums import Maitrise
from samba.comptes.models import Utilisateur
from samba.donnees.validateurs import mots_cherches

RESULTATS = [(titre, [(r.value, str(r.label)) for r in groupe]) for titre, groupe in CONCLUSIONS]
REPONSES = [("", "Tout"), ("oui", "Signalée"), ("non", "Pas de non-réponse")]


class PortefeuilleForm(forms.Form):
    """Everything is optional; a fiche answers all that is asked."""

    q = nom_du_candidat("portefeuille:noms")
    statut = multiple("Statut", StatutFiche.choices)
    resultat = multiple("Résultat", RESULTATS)
    actions = multiple("Actions effectuées", ActionSuivi.choices)
    recruteur = multiple("Recruteur")
    bassin = multiple("Bassin d’emploi", choix_bassins)
    metiers = multiple("Métiers actuels", choix_metiers)
    classification = multiple("Classification", Classification.choices)
    themes = multiple("Thème de compétence", choix_themes)
    maitrise = multiple("Niveau de maîtrise", Maitrise.choices)
    non_reponse = forms.ChoiceField(label="Non-réponse", required=False, choices=REPONSES)
    cree_depuis = jour("Créée à partir du")
    echeance_avant = jour("Échéance avant le")

    # « Mes fiches dépassées » has these alone (source 003).
    DEPASSEES = ("bassin", "actions", "statut", "resultat")

    def __init__(self, data: QueryDict, utilisateur: Utilisateur, *, depassees: bool = False) -> None:
        super().__init__(data)
        self.utilisateur = utilisateur
        if depassees:
            for nom in set(self.fields) - set(self.DEPASSEES):
                del self.fields[nom]
        else:
            self.fields["recruteur"].choices = _recruteurs(utilisateur)  # type: ignore[attr-defined]

    def appliquer(self, fiches: FicheQuerySet) -> FicheQuerySet:
        """The fiches that answer, by the fields that are right."""
        self.is_valid()
        lu = self.cleaned_data
        fiches = par_nom(fiches, lu.get("q", ""))
        for nom, chemin in (
            ("statut", "statut__in"),
            ("resultat", "resultat__in"),
            ("recruteur", "recruteur__in"),
            ("classification", "freelance__classification__in"),
            ("bassin", "freelance__recherche__bassin__in"),
            ("metiers", "freelance__recherche__metiers_actuels__overlap"),
        ):
            if lu.get(nom):
                fiches = fiches.filter(**{chemin: lu[nom]})
        cles = cles_themes((int(v) for v in lu.get("themes", ())), (int(v) for v in lu.get("maitrise", ())))
        if cles:
            fiches = fiches.filter(freelance__recherche__themes__overlap=cles)
        if lu.get("actions"):
            fiches = fiches.filter(Exists(ActionFiche.objects.filter(fiche=OuterRef("pk"), action__in=lu["actions"])))
        return self._dates(fiches, lu)

    def _dates(self, fiches: FicheQuerySet, lu: dict[str, Any]) -> FicheQuerySet:
        if lu.get("non_reponse"):
            fiches = fiches.filter(non_reponse=lu["non_reponse"] == "oui")
        if lu.get("cree_depuis"):
            debut = timezone.make_aware(datetime.combine(lu["cree_depuis"], time.min))
            fiches = fiches.filter(cree_le__gte=debut)
        if lu.get("echeance_avant"):
            fiches = fiches.filter(echeance__lt=lu["echeance_avant"])
        return fiches


def par_nom(fiches: FicheQuerySet, texte: str) -> FicheQuerySet:
    """Those whose candidate's name or first name holds every word, accents aside."""
    for mot in mots_cherches(texte):
        trouve = Q(freelance__nom__unaccent__icontains=mot) | Q(freelance__prenom__unaccent__icontains=mot)
        fiches = fiches.filter(trouve)
    return fiches


def _recruteurs(utilisateur: Utilisateur) -> list[tuple[str, str]]:
    """Whoever made a fiche that this person reads."""
    # One look in the index per person, where the keys of all the fiches would read 200 000 rows.
    siennes = Fiche.objects.visibles_pour(utilisateur).order_by().filter(recruteur=OuterRef("pk"))
    gens = Utilisateur.objects.filter(Exists(siennes)).only("prenom", "nom")
    return [(str(personne.pk), str(personne)) for personne in gens]
