"""Proves that every search row is what its freelance says (conception §8)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from freelances.models import Freelance
from freelances.recherche.index import differences, rafraichir


class Command(BaseCommand):
    """Compare each search row with what would be written today; 0 differing row is the only good answer."""

    help = "Vérifie les lignes de recherche des freelances ; --reparer réécrit celles qui diffèrent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reparer", action="store_true", help="réécrire les lignes qui diffèrent")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise CommandError (exit 1) when rows differ and nobody asked to repair them."""
        ecarts = list(differences())
        total = Freelance.objects.count()
        if not ecarts:
            self.stdout.write(f"{total} freelances, 0 ligne de recherche différente.")
            return
        if not options["reparer"]:
            exemples = ", ".join(map(str, ecarts[:10]))
            raise CommandError(f"{total} freelances, {len(ecarts)} lignes de recherche différentes : {exemples}…")
        self.stdout.write(f"{total} freelances, {rafraichir(ecarts)} lignes de recherche réécrites.")
