"""`script/manage banc_sar`: the vivier and the portefeuille against their floor, on the base as it is."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test import Client as Navigateur
from django.test.utils import override_settings

from freelances.models import Fiche, Freelance
from samba.comptes.models import Agence, Utilisateur
from samba.pilotage.banc import MOTEUR_AUTH, REGLAGES, mesurer
from samba.pilotage.banc_sar import MESURES_SAR, peupler_les_fiches


class Command(BaseCommand):
    """Fill an empty base first: `peupler --freelances 100000` (60 000 of them in the vivier), then `--peupler` once."""

    help = "Mesure le vivier et le portefeuille contre leur plancher, en une fois, sur la base courante."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--peupler`: 100 agences and 200 000 fiches, in a base kept for the bench."""
        parser.add_argument("--peupler", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fail when a page is missing or does not answer."""
        logging.disable(logging.WARNING)
        if options["peupler"]:
            peupler_les_fiches()
        personne = Utilisateur.objects.filter(email="mesure0@samba.invalid").first()
        if personne is None:
            raise CommandError("Aucune agence de mesure : ajoutez --peupler.")
        with override_settings(**REGLAGES):
            navigateur = Navigateur()
            navigateur.force_login(personne, backend=MOTEUR_AUTH)
            resultats = [mesurer(navigateur, personne.pk, mesure) for mesure in MESURES_SAR]
        publies = Freelance.objects.exclude(publie_le=None).count()
        compte = f"{publies} au vivier, {Agence.objects.count()} agences, {Fiche.objects.count()} fiches"
        self.stdout.write(f"{compte}\n{'page':34} {'page ms':>9} {'plancher':>9} {'rapport':>8}\n")
        for r in resultats:
            if r.page is not None and r.rapport is not None:
                self.stdout.write(f"{r.nom:34} {r.page:9.1f} {r.plancher:9.1f} {r.rapport:7.2f}×\n")
        absents = [resultat.erreur for resultat in resultats if resultat.page is None]
        if absents:
            raise CommandError("Pages non mesurées : " + " ; ".join(absents))
