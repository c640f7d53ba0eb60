"""`manage.py charger_referentiels`: bring the reference tables up to the files of referentiels/donnees."""

from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError

from referentiels.chargement import Bilan, Chargeur, FichierRefuse, charger, chargeur_de, chargeurs
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
            nargs="+",
            help="Ces fichiers seulement, une nouvelle édition par exemple ; leur nom dit ce qu’ils contiennent.",
        )

    def handle(self, *args: Any, dossier: Path, fichier: list[Path] | None, **options: Any) -> None:
        """Load, and say what each file added, changed or retired.

        Raises:
            CommandError: at least one file was refused; the others are loaded.
        """
        debut = monotonic()
        refuses = 0
        rien = True
        voulus = self._trouver(fichier) if fichier else [(chargeur, dossier) for chargeur in chargeurs(dossier)]
        with pghistory.context(commande="charger_referentiels"):
            for chargeur, ou in voulus:
                try:
                    bilans = charger(chargeur, ou)
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

    def _trouver(self, chemins: list[Path]) -> list[tuple[Chargeur, Path]]:
        """What reads each file, in the order in which they may refer to one another.

        Raises:
            CommandError: a file that nothing reads; none is loaded.
        """
        trouves = []
        for chemin in chemins:
            try:
                trouves.append((chargeur_de(chemin), chemin.parent))
            except FichierRefuse as refus:
                raise CommandError(f"{chemin} refusé, {refus}") from None
        return sorted(trouves, key=lambda trouve: trouve[0].rang)

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
