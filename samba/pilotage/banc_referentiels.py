"""The numbers of the référentiels: what the choosers answer in, against an empty page of the same run; loading."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client as Navigateur
from django.urls import reverse

from samba.pilotage.banc import Resultat, medianes, page_vide

# What people type: a first letter, a beginning, a whole name, a slip of the keyboard, what nobody answers.
SAISIES = {
    "metiers_json": ("ch", "chef", "business analyst", "developeur", "zzzz"),
    "competences_json": ("ja", "java", "k8s", "kubernets", "zzzz"),
    "communes_json": ("p", "pa", "saint", "750", "zzzz"),
    "entreprises_json": ("b", "bnp", "societe", "capgemin", "zzzz"),
}


def choix(navigateur: Navigateur) -> Iterator[Resultat]:
    """Each chooser and text; the floor is the empty page alone."""
    for vue, textes in SAISIES.items():
        for texte in textes:
            adresse = f"{reverse(f'referentiels:{vue}')}?q={texte}"
            vide, page = medianes(partial(page_vide, navigateur), partial(navigateur.get, adresse))
            yield Resultat(f"{vue.removesuffix('_json')} « {texte} »", page, vide)


def chargement() -> tuple[float, float]:
    """Seconds to load everything from nothing, then again, in a base made for it and dropped."""
    with base_neuve():
        return _charger(), _charger()


def _charger() -> float:
    debut = time.perf_counter()
    call_command("charger_referentiels", stdout=io.StringIO())
    return time.perf_counter() - debut


@contextmanager
def base_neuve() -> Iterator[None]:
    """An empty, migrated database in the place of the current one. The role must be allowed to create databases."""
    parametres = connection.settings_dict
    avant, neuve = parametres["NAME"], f"{parametres['NAME']}_banc"
    acces = connection.get_connection_params() | {"dbname": "postgres"}
    utiles = {cle: acces[cle] for cle in ("dbname", "host", "port", "user", "password") if acces.get(cle)}
    with psycopg.connect(**utiles, autocommit=True) as administrateur:
        try:
            administrateur.execute(f'DROP DATABASE IF EXISTS "{neuve}" WITH (FORCE)')
            administrateur.execute(f'CREATE DATABASE "{neuve}" TEMPLATE template0')
            connections.close_all()
            parametres["NAME"] = neuve
            call_command("migrate", verbosity=0)
            yield
        finally:
            connections.close_all()
            parametres["NAME"] = avant
            administrateur.execute(f'DROP DATABASE IF EXISTS "{neuve}" WITH (FORCE)')
