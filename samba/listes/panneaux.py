"""Panels of a file page. A room shows what it knows on the page of a lower room, which never imports it.

    enregistrer_panneau(
        "freelances.Freelance", "positionnements", "Positionnements", "besoins/_panneau_positionnements.html",
        contexte=positionnements_de, ordre=30, icone="briefcase",
    )

`contexte(request, objet)` returns the template's variables, or None to hide the panel (nothing to show, or not for
this user: a panel guards what it shows, through `visibles_pour`). Three keys are read by the frame: `compte` (a number
beside the title), `action_url` and `action_libelle` (a button at the right).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

Contexte = Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class Panneau:
    """A card that `{% panneaux objet %}` draws; `nom` is its anchor in the page."""

    modele: str
    nom: str
    titre: str
    template: str
    contexte: Contexte
    ordre: int
    icone: str


_registre: dict[tuple[str, str], Panneau] = {}


def enregistrer_panneau(
    modele: str, nom: str, titre: str, template: str, contexte: Contexte, ordre: int, icone: str = "rectangle-stack"
) -> None:
    """Declare a panel on the page of `modele` ("app.Model"). The same (modele, nom) again replaces the first."""
    cle = modele.lower()
    _registre[cle, nom] = Panneau(cle, nom, titre, template, contexte, ordre, icone)


def oublier_panneau(modele: str, nom: str) -> None:
    """Withdraw a panel (tests)."""
    _registre.pop((modele.lower(), nom), None)


def panneaux_de(objet: Model) -> list[Panneau]:
    """The panels declared for this object's model, in their order."""
    etiquette = objet._meta.label_lower
    concernes = [panneau for (modele, _), panneau in _registre.items() if modele == etiquette]
    return sorted(concernes, key=lambda panneau: (panneau.ordre, panneau.nom))
