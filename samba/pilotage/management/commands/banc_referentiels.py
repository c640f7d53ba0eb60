"""`script/manage banc_referentiels [--chargement]`: the numbers of the référentiels on the current base."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from referentiels.models import Appellation, Commune, Competence, Entreprise, Metier
from samba.pilotage.banc import navigateur_du_banc
from samba.pilotage.banc_referentiels import chargement, choix

COMPTES = (Metier, Appellation, Competence, Commune, Entreprise)


class Command(BaseCommand):
    """Measure the choosers against the empty page, and the loading of all the files."""

    help = "Mesure les listes de choix contre une page vide, et le chargement des référentiels dans une base neuve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--chargement", action="store_true", help="charger aussi tout, deux fois, dans une base neuve"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print medians in ms and their ratio."""
        logging.disable(logging.WARNING)
        comptes = (f"{modele.objects.count()} {modele._meta.verbose_name_plural}" for modele in COMPTES)
        self.stdout.write(", ".join(comptes))
        self.stdout.write(f"{'choix':36} {'ms':>8} {'page vide':>10} {'rapport':>8}")
        with navigateur_du_banc() as (navigateur, _):
            for r in choix(navigateur):
                self.stdout.write(f"{r.nom:36} {r.page:8.1f} {r.plancher:10.1f} {r.rapport:7.2f}×")
        if options["chargement"]:
            premier, second = chargement()
            self.stdout.write(f"Tout charger : {premier:.1f} s ; recharger sans rien changer : {second:.1f} s")
