"""`manage.py convertir_rome DOSSIER --vers DOSSIER --date AAAA-MM-JJ`: the ROME's open data, as our reference files."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from referentiels.chargement import FichierRefuse
from referentiels.chargement.rome import convertir, ecrire
from samba.listes.formats import pluriel

EXEMPLES = 5


class Command(BaseCommand):
    """Convert, and say what to run next. Nothing is loaded."""

    help = "Convertit l’archive CSV du ROME (RefRomeCsv, décompressée) en fichiers pour charger_referentiels --fichier."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folders, the date and the domaines."""
        parser.add_argument("dossier", type=Path, help="Dossier des fichiers unix_*_utf8.csv.")
        parser.add_argument("--vers", type=Path, required=True, help="Dossier où écrire les fichiers convertis.")
        parser.add_argument("--date", type=date.fromisoformat, required=True, help="Date de publication, AAAA-MM-JJ.")
        parser.add_argument("--domaines", nargs="*", default=[], help="Débuts de codes à garder, par exemple M18.")

    def handle(self, *args: Any, dossier: Path, vers: Path, domaines: list[str], **options: Any) -> None:
        """Write all the files or none.

        Raises:
            CommandError: with the file and the reason.
        """
        try:
            conversion = convertir(dossier, domaines)
        except FichierRefuse as refus:
            raise CommandError(str(refus)) from None
        for chemin in ecrire(conversion, vers, options["date"]):
            lignes = len(conversion.tables[chemin.stem.removesuffix("_rome")])
            self.stdout.write(f"{chemin} : {pluriel(lignes, 'ligne')}")
        if conversion.laisses:
            exemples = " ; ".join(conversion.laisses[:EXEMPLES])
            self.stdout.write(f"{pluriel(len(conversion.laisses), 'libellé laissé')} : {exemples}")
        self.stdout.write(f"À charger par : charger_referentiels --fichier {vers}/*_rome.csv")
