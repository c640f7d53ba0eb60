"""The bench of conception §5: each page against its floor, in one run, on the base as it is.

The floor is hand-written SQL of the same work (25 ids, count capped at 1 001, warm), never the page's own SQL, plus an
empty rendered page with session and user.
"""

# ruff: noqa: S608 - every statement is made of the constants below

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client as Navigateur
from django.test.utils import override_settings
from django.urls import NoReverseMatch, reverse

from samba.comptes.enums import Role
from samba.comptes.models import Agence, Utilisateur

TOURS = 30
# The real site, plus the empty page; static addresses without their hash, since a bench may run before collectstatic.
REGLAGES = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["*"],
    "SECURE_SSL_REDIRECT": False,
    "ROOT_URLCONF": "samba.pilotage.banc_urls",
    "STORAGES": {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
}
MOTEUR_AUTH = "allauth.account.auth_backends.AuthenticationBackend"
R = "freelances_profilrecherche"
F = "freelances_freelance"


@dataclass(frozen=True)
class Mesure:
    """One line of the table. `parametres` is the query string; `plancher` the hand-written SQL of the same work.

    They may name `{metier}` or `%(metier)s`, the id of `METIER`, and `%(tranches)s`, the two newest slices.
    """

    nom: str
    vue: str
    parametres: str
    plancher: tuple[str, ...]
    objet: str = ""


@dataclass(frozen=True)
class Resultat:
    """Medians in ms. `page` is None when the page does not exist or did not answer 200: `erreur` says why."""

    nom: str
    page: float | None
    plancher: float
    erreur: str = ""

    @property
    def rapport(self) -> float | None:
        return None if self.page is None else self.page / self.plancher


# A métier with many names and passerelles, whose words are in most CVs. By hand: each arm by its index, in the newest
# slices.
METIER = "chef-de-projet"
RECENTES = f"SELECT freelance_id FROM {R} WHERE tranche = ANY(%(tranches)s::smallint[]) AND"
AUTOUR = f"""freelance_id IN (
    {RECENTES} metiers && ARRAY(
        SELECT %(metier)s UNION SELECT depart_id + arrivee_id - %(metier)s FROM referentiels_passerelle
        WHERE depart_id <> arrivee_id AND %(metier)s IN (depart_id, arrivee_id)
    )::int[]
    UNION {RECENTES} vecteur @@ $$
        '=chef' <2> '=projet' | '=cheff' <2> '=projet' | '=project' <-> ('=manag' | '=leader') | '=manag' <2> '=projet'
    $$::tsquery
)"""
LIGNES = f"SELECT id, prenom, nom, titre, ville, tjm, departement_id FROM {F} WHERE id = ANY(%(ids)s)"
COMPETENCES = (
    "SELECT fc.freelance_id, c.nom, fc.niveau FROM freelances_freelancecompetence fc"
    " JOIN referentiels_competence c ON c.id = fc.competence_id WHERE fc.freelance_id = ANY(%(ids)s)"
)


def _recherche(where: str, texte: bool = True, courant: bool = False) -> tuple[str, ...]:
    """The best that one writes by hand: hits by the index first (MATERIALIZED), then 25 ids, the count, the rows.

    `courant`: a word so common that the newest 10 000 people give the 1 001 hits; all of them take ten times longer.
    """
    if courant:
        where = f"freelance_id > (SELECT max(freelance_id) - 10000 FROM {R}) AND {where}"
    trouves = f"SELECT freelance_id FROM {R} WHERE NOT archive AND {where}"
    if not texte:
        return (
            f"SELECT array_agg(freelance_id) FROM ({trouves} ORDER BY freelance_id DESC LIMIT 25) x",
            f"SELECT count(*) FROM ({trouves} LIMIT 1001) x",
            LIGNES,
            COMPETENCES,
        )
    hits = f"WITH h AS MATERIALIZED ({trouves})"
    return (
        f"{hits} SELECT array_agg(freelance_id), (SELECT count(*) FROM (SELECT FROM h LIMIT 1001) n)"
        " FROM (SELECT freelance_id FROM h ORDER BY 1 DESC LIMIT 25) x",
        LIGNES,
        COMPETENCES,
    )


MOT, MOTS, TECHNO = "plainto_tsquery('public.fr', 'projet')", "plainto_tsquery('public.fr', 'java docker')", "docker"
MESURES = (
    Mesure("Recherche sans filtre", "freelances:liste", "", _recherche("true", texte=False)),
    Mesure("Recherche d’un mot courant", "freelances:liste", "q=projet", _recherche(f"vecteur @@ {MOT}", courant=True)),
    Mesure("Recherche de deux mots", "freelances:liste", "q=java+docker", _recherche(f"vecteur @@ {MOTS}")),
    Mesure(
        "Deux mots et un département",
        "freelances:liste",
        "q=java+docker&lieux=75",
        _recherche(f"vecteur @@ {MOTS} AND departement = '75'"),
    ),
    Mesure(
        "Mot, TJM et disponibilité",
        "freelances:liste",
        "q=docker&tjm_max=500&dispo=0",
        _recherche("vecteur @@ plainto_tsquery('public.fr', 'docker') AND tjm <= 500 AND disponible_le <= now()"),
    ),
    Mesure(
        "Métier élargi aux passerelles",
        "freelances:liste",
        "metiers={metier}&elargir=2",
        _recherche(AUTOUR),
    ),
    Mesure(
        "Dossier d’un freelance",
        "freelances:fiche",
        "",
        (
            f"SELECT * FROM {F} WHERE id = %(pk)s",
            *(
                f"SELECT * FROM {table} WHERE freelance_id = %(pk)s LIMIT 50"
                for table in (
                    "freelances_freelancecompetence",
                    "freelances_freelancemetier",
                    "freelances_experience",
                    "freelances_formationsuivie",
                    "freelances_langueparlee",
                    "freelances_reference",
                    "freelances_cvanonyme",
                    "besoins_positionnement",
                    "activite_echange",
                    "activite_relance",
                )
            ),
            "SELECT id, etat, cree_le FROM freelances_cv WHERE freelance_id = %(pk)s",
        ),
        objet=F,
    ),
    Mesure(
        "Liste des clients",
        "clients:liste",
        "",
        (
            "SELECT c.id, e.nom FROM clients_client c JOIN referentiels_entreprise e ON e.id = c.entreprise_id"
            " ORDER BY e.nom LIMIT 25",
            "SELECT count(*) FROM (SELECT id FROM clients_client LIMIT 1001) x",
        ),
    ),
    Mesure(
        "Liste des besoins",
        "besoins:liste",
        "",
        (
            "SELECT b.id, b.intitule, e.nom FROM besoins_besoin b JOIN clients_client c ON c.id = b.client_id"
            " JOIN referentiels_entreprise e ON e.id = c.entreprise_id ORDER BY b.id DESC LIMIT 25",
            "SELECT count(*) FROM (SELECT id FROM besoins_besoin LIMIT 1001) x",
        ),
    ),
    Mesure(
        "Tableau de bord",
        "pilotage:accueil",
        "",
        (
            "SELECT * FROM activite_relance WHERE pour_id = %(moi)s ORDER BY echeance LIMIT 25",
            "SELECT * FROM besoins_besoin WHERE proprietaire_id = %(moi)s ORDER BY id DESC LIMIT 25",
            "SELECT * FROM activite_echange WHERE le > now() - interval '1 day' ORDER BY le DESC LIMIT 25",
        ),
    ),
)


@contextmanager
def navigateur_du_banc() -> Iterator[tuple[Navigateur, int]]:
    """A signed-in browser and its user, who leave no trace."""
    agence = Agence.objects.create(nom="Agence du banc de mesure", ville="Paris")
    personne = Utilisateur.objects.create_user(
        email="banc@samba.invalid", password=None, prenom="Banc", nom="Mesure", role=Role.COMMERCIAL, agence=agence
    )
    try:
        with override_settings(**REGLAGES):
            navigateur = Navigateur()
            navigateur.force_login(personne, backend=MOTEUR_AUTH)
            yield navigateur, personne.pk
            navigateur.logout()
    finally:
        personne.delete()
        agence.delete()


def page_vide(navigateur: Navigateur) -> None:
    """A page that reads the session and the user, draws the bar and nothing else."""
    navigateur.get("/banc/vide/")


def medianes(*actions: Callable[[], object], tours: int = TOURS) -> list[float]:
    """Medians in ms of actions run in turn: whatever slows the machine meanwhile slows them all."""
    for action in actions:
        action()
    durees: list[list[float]] = [[] for _ in actions]
    for _ in range(tours):
        for rang, action in enumerate(actions):
            debut = time.perf_counter()
            action()
            durees[rang].append(time.perf_counter() - debut)
    return [statistics.median(liste) * 1000 for liste in durees]


def mesurer(navigateur: Navigateur, moi: int, mesure: Mesure) -> Resultat:
    """One page against its floor."""
    variables = {
        "moi": moi,
        "pk": _dernier(mesure.objet) if mesure.objet else None,
        "metier": metier_mesure(),
        "tranches": [_dernier(F) // 5000 - 1, _dernier(F) // 5000],
    }
    try:
        adresse = reverse(mesure.vue, args=[variables["pk"]] if mesure.objet else [])
    except NoReverseMatch:
        return Resultat(mesure.nom, None, 0, f"pas de page « {mesure.vue} »")
    adresse = f"{adresse}?{mesure.parametres.format(**variables)}" if mesure.parametres else adresse
    statut = navigateur.get(adresse).status_code
    if statut != 200:
        return Resultat(mesure.nom, None, 0, f"{adresse} répond {statut}")
    vide, sql, page = medianes(
        partial(page_vide, navigateur),
        partial(_executer, mesure.plancher, variables),
        partial(navigateur.get, adresse),
    )
    return Resultat(mesure.nom, page, vide + sql)


def metier_mesure() -> int | None:
    """The id of `METIER`; None on a base without its référentiel."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT min(id) FROM referentiels_metier WHERE code = %s", [METIER])
        return curseur.fetchone()[0]


def _dernier(table: str) -> int:
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        return curseur.fetchone()[0]


def _executer(requetes: tuple[str, ...], variables: dict[str, Any]) -> None:
    """Run a floor; the ids that its first statement gathers are those its later ones read."""
    with connection.cursor() as curseur:
        for rang, requete in enumerate(requetes):
            curseur.execute(requete, variables)
            lues = curseur.fetchall()
            if rang == 0 and "array_agg" in requete:
                variables = {**variables, "ids": lues[0][0] or []}
