"""A small référentiel, with every kind of name, label and passerelle."""

from __future__ import annotations

from types import SimpleNamespace

from referentiels.enums import NiveauFamille
from referentiels.models import Appellation, Contenu, FamilleMetier, Metier, Passerelle
from tests.usines import ReferentielFactory


def petit_referentiel() -> SimpleNamespace:
    """One référentiel, three levels, four métiers; the moves of « Architecte » are of every kind."""
    referentiel = ReferentielFactory(nom="Métiers d’essai")
    domaine = FamilleMetier.objects.create(
        referentiel=referentiel, niveau=NiveauFamille.DOMAINE, code="technique", nom="Technique"
    )
    famille = FamilleMetier.objects.create(referentiel=referentiel, parent=domaine, code="reseaux", nom="Réseaux")
    sous = FamilleMetier.objects.create(
        referentiel=referentiel, parent=famille, niveau=NiveauFamille.SOUS_FAMILLE, code="plans", nom="Plans"
    )

    def metier(code: str, nom: str, ou: FamilleMetier = sous, **autres: object) -> Metier:
        return Metier.objects.create(referentiel=referentiel, famille=ou, code=code, nom=nom, **autres)

    architecte = metier(
        "architecte", "Architecte réseau", resume="Dessine les réseaux.", codes_rome=["M1802"], niveau_min="bac_5",
        experience_min=7, experience_max=10, formations=["École d’ingénieurs"], acces="ou équivalence",
    )  # fmt: skip
    technicien = metier("technicien", "Technicien réseau", famille)
    chef, expert = metier("chef", "Chef de projet"), metier("expert", "Expert sécurité")
    for libelle, genre, table in (
        ("Concepteur de réseaux", "courante", True),
        ("Network architect", "anglaise", False),
        ("Architecte réseaux", "alias", False),
    ):
        Appellation.objects.create(metier=architecte, libelle=libelle, genre=genre, dans_la_table=table)
    for genre, libelle in (
        ("lieu", "Au siège"),
        ("savoir_faire", "Rédaction de cahiers des charges"),
        ("activite", "Concevoir un plan d’adressage"),
    ):
        Contenu.objects.create(metier=architecte, genre=genre, libelle=libelle)
    deux = {"selon_depart": True, "selon_arrivee": True}
    Passerelle.objects.create(depart=technicien, arrivee=architecte, ordre=1, **deux)
    Passerelle.objects.create(depart=architecte, arrivee=chef, ordre=2, selon_depart=True)
    Passerelle.objects.create(depart=architecte, arrivee=expert, ordre=3, selon_arrivee=True)
    Passerelle.objects.create(depart=architecte, libelle="Directeur général", ordre=4, selon_depart=True)
    Passerelle.objects.create(depart=architecte, arrivee=architecte, ordre=5, selon_depart=True)
    return SimpleNamespace(
        referentiel=referentiel, domaine=domaine, famille=famille, sous=sous, architecte=architecte,
        technicien=technicien, chef=chef, expert=expert,
    )  # fmt: skip
