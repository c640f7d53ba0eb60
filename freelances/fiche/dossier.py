"""The whole form page of a freelance: the root and its rows, read and written as one."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.db import transaction

from freelances.fiche.formulaires import FreelanceForm
from freelances.fiche.lignes import FORMSETS, Lignes
from freelances.models import Freelance, FreelanceMetier
from referentiels.competences.saisie import enregistrer_saisies
from referentiels.models import Metier
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import ConflitVersionError, Divergence
from samba.donnees.models import Racine


class Dossier:
    """Speaks like a `FormulaireRacine`, so that `samba.donnees.vues.enregistrer` drives it.

    One version for the root and all its rows: `save` bumps it once, in one transaction.
    """

    def __init__(self, data: Any = None, *, freelance: Freelance | None = None, auteur: Utilisateur) -> None:
        self.racine = FreelanceForm(data, instance=freelance, initial={} if freelance else {"suivi_par": auteur.pk})
        self.auteur = auteur
        self.lignes: dict[str, Lignes] = {
            classe.relation: classe(data, freelance=freelance or Freelance()) for classe in FORMSETS
        }

    def full_clean(self) -> None:
        """Check again, against what is stored now (somebody wrote the same e-mail or SIRET after the first check)."""
        self.racine.full_clean()

    def is_valid(self) -> bool:
        """Every part is asked, so that every error is shown at once."""
        return all([self.racine.is_valid(), *(lignes.is_valid() for lignes in self.lignes.values())])

    @transaction.atomic
    def save(self) -> Freelance:
        """Write everything or nothing, the skills that nobody knew first.

        Raises:
            ConflitVersionError: somebody saved this freelance after the form was opened.
        """
        avec_competences = [self.lignes[nom].gardees() for nom in ("competences", "experiences")]
        enregistrer_saisies(chain.from_iterable(avec_competences), par=self.auteur)
        freelance: Freelance = self.racine.save()
        if freelance is not self.racine.instance:
            return freelance  # posted twice: the first post wrote it all
        self._enregistrer_metiers(freelance)
        reference_appelee = self.lignes["references"]
        for ligne in reference_appelee.gardees():
            if ligne.instance.appelee_le and "appelee_le" in ligne.changed_data:
                ligne.instance.appelee_par = self.auteur
        for lignes in self.lignes.values():
            lignes.enregistrer(freelance)
        return freelance

    def _enregistrer_metiers(self, freelance: Freelance) -> None:
        """The first is the principal one."""
        metiers: list[Metier] = self.racine.cleaned_data["metiers"]
        stockes = {lien.metier_id: lien for lien in freelance.metiers.all()}
        voulus = {metier.pk: rang == 0 for rang, metier in enumerate(metiers)}
        freelance.metiers.exclude(metier_id__in=voulus).delete()
        for metier_id, principal in voulus.items():
            lien = stockes.get(metier_id) or FreelanceMetier(freelance=freelance, metier_id=metier_id)
            if lien.pk is None or lien.principal != principal:
                lien.principal = principal
                lien.save()

    # --- Posted twice ----------------------------------------------------------------------------------------------
    fiche = "freelances:fiche"

    def deja_cree(self) -> Racine | None:
        """The freelance that this very form already made."""
        return self.racine.deja_cree()

    def ecarts_avec(self, deja: Racine) -> list[Divergence]:
        """What it says otherwise than that freelance."""
        neuf, self.racine.instance = self.racine.instance, deja
        try:
            return self.divergences()
        finally:
            self.racine.instance = neuf

    def add_error(self, champ: str | None, erreur: str) -> None:
        """Told at the top of the page."""
        self.racine.add_error(champ, erreur)

    # --- Conflicts -------------------------------------------------------------------------------------------------
    def divergences(self) -> list[Divergence]:
        """Both versions, field by field, then relation by relation, where they differ."""
        freelance = Freelance.objects.get(pk=self.racine.instance.pk)
        ecarts = self.racine.divergences()
        paires = [
            ("metiers", "Métiers", self.racine.cleaned_data["metiers"], [m.metier for m in freelance.metiers.all()])
        ]
        for nom, lignes in self.lignes.items():
            stockes: list[Any] = list(getattr(freelance, nom).all())
            if nom == "experiences":
                stockes = [f"{objet.role} – {objet.entreprise}" for objet in stockes]
            paires.append((nom, lignes.titre, lignes.resumes(), stockes))
        for nom, libelle, saisi, enregistre in paires:
            a, b = (", ".join(sorted(str(element) for element in liste)) or "—" for liste in (saisi, enregistre))
            if a != b:
                ecarts.append(Divergence(nom, libelle, a, b))
        return ecarts

    def reprendre(self) -> None:
        """Keep what was typed, on top of the version stored now."""
        self.racine.reprendre()

    # --- For the page ----------------------------------------------------------------------------------------------
    @property
    def erreurs(self) -> list[tuple[str, str, str]]:
        """Every error: (id of the field, its label, the message), for the summary at the top."""
        if not self.racine.is_bound:
            return []
        self.racine.champs_disponibilite  # noqa: B018 - words the date as the page will
        trouvees = []
        for formulaire in [self.racine, *(ligne for lignes in self.lignes.values() for ligne in lignes.vivantes())]:
            for nom, messages in formulaire.errors.items():
                champ = formulaire[nom] if nom in formulaire.fields else None
                for message in messages:
                    identifiant = champ.id_for_label or champ.auto_id if champ else ""
                    trouvees.append((str(identifiant), str(champ.label) if champ else "", message))
        return trouvees


__all__ = ["ConflitVersionError", "Dossier"]
