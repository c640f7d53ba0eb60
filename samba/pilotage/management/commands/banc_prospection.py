"""`script/manage banc_prospection`: the lists of clients and contacts against their floor, on the base as it is."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clients.models import Client, Contact
from samba.activite.models import Echange
from samba.pilotage.banc import mesurer, navigateur_du_banc
from samba.pilotage.banc_prospection import MESURES_PROSPECTION


class Command(BaseCommand):
    """Fill an empty base first: `peupler --freelances 300 --clients 20000 --contacts 60000 --echanges 600000`."""

    help = "Mesure les listes de la prospection contre leur plancher, en une fois, sur la base courante."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fail when a page is missing or does not answer."""
        logging.disable(logging.WARNING)
        with navigateur_du_banc() as (navigateur, moi):
            resultats = [mesurer(navigateur, moi, mesure) for mesure in MESURES_PROSPECTION]
        compte = (
            f"{Client.objects.count()} clients, {Contact.objects.count()} contacts, {Echange.objects.count()} échanges"
        )
        self.stdout.write(f"{compte}\n{'page':32} {'page ms':>9} {'plancher':>9} {'rapport':>8}\n")
        for r in resultats:
            if r.page is not None and r.rapport is not None:
                self.stdout.write(f"{r.nom:32} {r.page:9.1f} {r.plancher:9.1f} {r.rapport:7.2f}×\n")
        absents = [resultat.erreur for resultat in resultats if resultat.page is None]
        if absents:
            raise CommandError("Pages non mesurées : " + " ; ".join(absents))
