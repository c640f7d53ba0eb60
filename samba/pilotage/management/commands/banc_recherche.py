"""`script/manage banc_recherche [--freelances N] [--million]`: the table of medians and ratios of conception §5."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from freelances.models import Freelance
from samba.pilotage.banc import MESURES, Resultat, mesurer, navigateur_du_banc
from samba.pilotage.banc_million import comparer, million


class Command(BaseCommand):
    """Measure the pages against their floor on the current base; none is skipped in silence."""

    help = "Mesure les pages contre leur plancher, en une fois, sur la base courante."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--freelances", type=int, default=0, help="compléter d’abord la base jusqu’à N (peupler)")
        parser.add_argument("--million", action="store_true", help="mesurer aussi à 1 000 000 de lignes de recherche")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fail when a page is missing or does not answer."""
        logging.disable(logging.WARNING)
        self._peupler(options["freelances"])
        with navigateur_du_banc() as (navigateur, moi):
            resultats = [mesurer(navigateur, moi, mesure) for mesure in MESURES]
        self.stdout.write(f"{Freelance.objects.count()} freelances\n")
        self._tableau(resultats)
        if options["million"]:
            self._million(resultats)
        absents = [resultat.erreur for resultat in resultats if resultat.page is None]
        if absents:
            raise CommandError("Pages non mesurées : " + " ; ".join(absents))

    def _peupler(self, voulus: int) -> None:
        if Freelance.objects.count() >= voulus:
            return
        if "peupler" not in get_commands():
            raise CommandError(f"La base a moins de {voulus} freelances et la commande peupler n’existe pas.")
        call_command("peupler", freelances=voulus)

    def _tableau(self, resultats: list[Resultat]) -> None:
        self.stdout.write(f"{'page':32} {'page ms':>9} {'plancher':>9} {'rapport':>8}\n")
        for r in resultats:
            if r.page is None or r.rapport is None:
                self.stdout.write(f"{r.nom:32} {'—':>9} {r.plancher:9.1f} {r.erreur}\n")
            else:
                self.stdout.write(f"{r.nom:32} {r.page:9.1f} {r.plancher:9.1f} {r.rapport:7.2f}×\n")

    def _million(self, resultats: list[Resultat]) -> None:
        """The page at a million is the page measured here, with the search of the million in place of its own."""
        pages = {resultat.nom: resultat.page for resultat in resultats}
        self.stdout.write("Copie des lignes de recherche (quelques minutes)…\n")
        with million() as lignes:
            self.stdout.write(
                f"{'à ' + str(lignes) + ' lignes':32} {'ici ms':>9} {'million':>9} {'page':>9} {'rapport':>8}\n"
            )
            for e in comparer():
                page = pages.get(e.nom) or e.base
                grande = page - e.base + e.million
                self.stdout.write(
                    f"{e.nom:32} {e.base:9.1f} {e.million:9.1f} {grande:9.1f} {grande / page:7.2f}×"
                    f"  ({e.trouves[0]} et {e.trouves[1]} trouvés)\n"
                )
