"""`manage.py peupler`: fictional demo data, the same for the same seed, written in bulk."""

from __future__ import annotations

import random
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from freelances.models import Freelance
from samba.pilotage.demo.cvs import peupler_cvs_recus
from samba.pilotage.demo.formations import hors_vivier, peupler_catalogue, peupler_formations
from samba.pilotage.demo.freelances import peupler_freelances
from samba.pilotage.demo.prives import deposer_plaquette, peupler_prives
from samba.pilotage.demo.prospection import enrichir_clients, multiplier_echanges
from samba.pilotage.demo.referentiel import lire_referentiel
from samba.pilotage.demo.resourcing import peupler_resourcing
from samba.pilotage.demo.saisies import peupler_saisies
from samba.pilotage.demo.societe import (
    IDENTIFIANTS,
    MOT_DE_PASSE,
    peupler_besoins,
    peupler_clients,
    peupler_echanges,
    peupler_equipe,
)
from samba.pilotage.demo.suivi import peupler_fiches


class Command(BaseCommand):
    """Fill an empty base with demo data."""

    help = "Remplit une base vide de données de démonstration fictives."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--freelances", type=int, default=2000, help="nombre de freelances (2 000 par défaut)")
        parser.add_argument(
            "--clients", type=int, default=0, help="nombre de clients (selon les freelances par défaut)"
        )
        parser.add_argument("--contacts", type=int, default=0, help="nombre de contacts, environ (2 à 4 par client)")
        parser.add_argument("--echanges", type=int, default=0, help="compléter jusqu’à ce nombre d’échanges")
        parser.add_argument("--graine", default="samba", help="même graine, mêmes données")
        parser.add_argument("--si-vide", action="store_true", help="ne rien faire si la base est déjà remplie")
        parser.add_argument("--identifiants", action="store_true", help="n’afficher que les comptes de démonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError on a base that already holds freelances, unless `--si-vide`."""
        if options["identifiants"]:
            self._identifiants()
            return
        if options["freelances"] < 0:
            raise CommandError("Le nombre de freelances ne peut pas être négatif.")
        if Freelance.objects.exists():
            if options["si_vide"]:
                self.stdout.write("La base est déjà remplie : rien à faire.")
                return
            raise CommandError("La base contient déjà des freelances : peupler ne remplit qu’une base vide.")
        try:
            self._remplir(random.Random(options["graine"]), options)  # noqa: S311 - nothing secret
        except LookupError as manque:
            raise CommandError(str(manque)) from manque
        self._identifiants()

    def _remplir(self, hasard: random.Random, options: dict[str, Any]) -> None:
        debut, nombre = time.monotonic(), options["freelances"]
        referentiel = lire_referentiel()

        def avancer(faits: int) -> None:
            secondes = time.monotonic() - debut
            self.stdout.write(f"  freelances : {faits} / {nombre} ({secondes:.0f} s)")
            self.stdout.flush()

        with transaction.atomic():
            equipe = peupler_equipe()
            vivier = peupler_catalogue(equipe)
        peupler_freelances(hasard, nombre - hors_vivier(nombre), referentiel, vivier, avancer)
        with transaction.atomic():
            peupler_formations(equipe, hors_vivier(nombre))
            peupler_fiches(hasard, equipe)
            clients = options["clients"] or min(3000, max(60, nombre // 20))
            dos = peupler_clients(hasard, clients, equipe, referentiel, options["contacts"] / clients)
            self.stdout.write(f"  clients et contacts : faits ({time.monotonic() - debut:.0f} s)")
            peupler_echanges(hasard, dos)
            peupler_besoins(hasard, min(3000, max(40, nombre // 25)), dos, equipe, referentiel)
            enrichir_clients(hasard, equipe, referentiel)
            multiplier_echanges(hasard, options["echanges"])
            peupler_saisies(hasard, equipe)
            peupler_prives(hasard, equipe)
            peupler_resourcing(hasard, equipe)
            deposer_plaquette()
        # Outside: the text of a CV is read once its upload is committed.
        peupler_cvs_recus(equipe[0])
        with connection.cursor() as curseur:
            curseur.execute("ANALYZE")
        self.stdout.write(self.style.SUCCESS(f"Base remplie en {time.monotonic() - debut:.0f} s."))

    def _identifiants(self) -> None:
        self.stdout.write(f"Comptes de démonstration (mot de passe : {MOT_DE_PASSE})")
        for personne in IDENTIFIANTS:
            self.stdout.write(f"  {personne.email:<26} {personne.prenom} {personne.nom}, {personne.role}")
