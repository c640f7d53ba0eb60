"""`script/manage banc_cv [--nombre 300]`: what the anonymiser lets through, keeps, asks and costs."""

from __future__ import annotations

import io
import logging
from collections import Counter
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from referentiels.chargement.fichiers import DOSSIER
from samba.pilotage.banc_cv.mesures import Bilan, mesurer
from samba.pilotage.banc_referentiels import base_neuve

# What the anonymiser reads; towns and métiers would only cost their loading.
FICHIERS = ("secteurs.csv", "entreprises.csv", "themes.csv", "competences.csv")


class Command(BaseCommand):
    """Generate CVs whose truth is known, anonymise them, and report."""

    help = "Engendre des CV dont la vérité est connue et mesure l’anonymisation : fuites, mots gardés, temps, mémoire."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --nombre, --graine and --detail."""
        parser.add_argument("--nombre", type=int, default=300, help="combien de CV (300)")
        parser.add_argument("--graine", type=int, default=1, help="la même graine refait les mêmes CV")
        parser.add_argument("--detail", action="store_true", help="dire chaque fuite, les mots perdus, les questions")

    def handle(self, *args: Any, nombre: int, graine: int, detail: bool, **options: Any) -> None:
        """Measure in a new base, dropped afterwards."""
        logging.disable(logging.WARNING)
        with base_neuve(), transaction.atomic():
            call_command("charger_referentiels", fichier=[DOSSIER / f for f in FICHIERS], stdout=io.StringIO())
            bilan = mesurer(nombre, graine)
            transaction.set_rollback(True)
        self.stdout.write("| Mesure | Valeur | Objectif |\n|---|---|---|")
        for mesure, valeur, objectif in bilan.lignes():
            self.stdout.write(f"| {mesure} | {valeur} | {objectif} |")
        if detail:
            self._detailler(bilan)

    def _detailler(self, bilan: Bilan) -> None:
        self.stdout.write("\nFuites")
        for fuite, combien in Counter(bilan.fuites).most_common(150):
            self.stdout.write(f"  {combien} × {fuite}")
        self.stdout.write("\nMots utiles perdus")
        for mot, combien in Counter(m for r in bilan.releves for m in r.perdus).most_common(80):
            self.stdout.write(f"  {combien} × {mot}")
        self.stdout.write("\nQuestions sans objet")
        for question, combien in Counter(q for r in bilan.releves for q in r.demandes_vaines).most_common(80):
            self.stdout.write(f"  {combien} × {question}")
