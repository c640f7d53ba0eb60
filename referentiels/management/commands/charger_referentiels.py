"""`manage.py charger_referentiels`: bring the reference tables up to the files of referentiels/donnees."""

from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError

from referentiels.chargement import Bilan, FichierRefuse, charger, chargeur_de, chargeurs
from referentiels.chargement.fichiers import DOSSIER

EXEMPLES = 5


class Command(BaseCommand):
    """Load the files one by one, each whole or not at all. Running it again changes nothing."""

    help = "Charge les référentiels (métiers, compétences, communes, entreprises…). Sans effet si rien n’a changé."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --dossier and --fichier."""
        parser.add_argument("--dossier", type=Path, default=DOSSIER, help="Dossier des fichiers à charger.")
        parser.add_argument(
            "--fichier",
            type=Path,
            help="Un seul fichier, une nouvelle édition par exemple ; son nom dit ce qu’il contient.",
        )

    def handle(self, *args: Any, dossier: Path, fichier: Path | None, **options: Any) -> None:
        """Load, and say what each file added, changed or retired.

        Raises:
            CommandError: at least one file was refused; the others are loaded.
        """
        debut = monotonic()
        refuses = 0
        rien = True
        try:
            voulus = [chargeur_de(fichier)] if fichier else chargeurs(dossier)
        except FichierRefuse as refus:
            raise CommandError(f"{fichier} refusé, {refus}") from None
        dossier = fichier.parent if fichier else dossier
        with pghistory.context(commande="charger_referentiels"):
            for chargeur in voulus:
                try:
                    bilans = charger(chargeur, dossier)
                except FichierRefuse as refus:
                    refuses += 1
                    self.stderr.write(self.style.ERROR(f"{chargeur.nom} refusé, {refus}"))
                    continue
                rien = rien and all(bilan.inchange for bilan in bilans)
                for bilan in bilans:
                    self._dire(chargeur.nom, bilan)
        if refuses:
            pluriel = "s" if refuses > 1 else ""
            raise CommandError(f"{refuses} fichier{pluriel} refusé{pluriel} : rien n’en a été chargé.")
        if rien:
            self.stdout.write("Rien n’a changé.")
        self.stdout.write(f"Référentiels à jour en {monotonic() - debut:.1f} s.")

    def _dire(self, nom: str, bilan: Bilan) -> None:
        morceaux = [
            f"{len(lignes)} {verbe}{'s' if len(lignes) > 1 else ''} ({_exemples(lignes)})"
            for lignes, verbe in (
                (bilan.ajoutes, "ajout"),
                (bilan.modifies, "changement"),
                (bilan.retires, "retrait"),
            )
            if lignes
        ]
        if bilan.gardes:
            morceaux.append(f"{len(bilan.gardes)} hors du fichier mais en usage, à garder ({_exemples(bilan.gardes)})")
        if bilan.corriges:
            pluriel = "s" if len(bilan.corriges) > 1 else ""
            morceaux.append(
                f"{len(bilan.corriges)} corrigé{pluriel} dans SAMBA, à garder ({_exemples(bilan.corriges)})"
            )
        if morceaux:
            self.stdout.write(f"{nom} – {bilan.modele._meta.verbose_name_plural} : {', '.join(morceaux)}")


def _exemples(lignes: list[str]) -> str:
    return ", ".join(lignes[:EXEMPLES]) + ("…" if len(lignes) > EXEMPLES else "")
