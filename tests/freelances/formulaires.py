"""What a browser would post on the form of a freelance."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from lxml import html

RELATIONS = ("competences", "experiences", "formations", "langues", "references")


def donnees(**champs: Any) -> dict[str, Any]:
    """A new freelance, with only what is required; add or replace fields by name."""
    base = {
        "cle_creation": str(uuid4()),
        "prenom": "Noé",
        "nom": "Rivière",
        "facturation": "portage",
        "portage": "Portage Horizon",
        "teletravail": "partiel",
        "disponibilite": "immediate",
    }
    for relation in RELATIONS:
        base[f"{relation}-TOTAL_FORMS"] = base[f"{relation}-INITIAL_FORMS"] = "0"
    return {**base, **champs}


def lignes(relation: str, *rangees: dict[str, Any], stockees: int = 0) -> dict[str, Any]:
    """Rows of one formset; the first `stockees` are those that were there when the form was opened."""
    postees: dict[str, Any] = {
        f"{relation}-TOTAL_FORMS": str(len(rangees)),
        f"{relation}-INITIAL_FORMS": str(stockees),
    }
    for rang, rangee in enumerate(rangees):
        postees |= {f"{relation}-{rang}-{nom}": valeur for nom, valeur in rangee.items()}
    return postees


def lire_formulaire(contenu: bytes) -> dict[str, Any]:
    """Every field of the page's form as the browser would send it back, templates of rows left out."""
    page = html.document_fromstring(contenu.decode())
    for modele in page.xpath("//template"):
        modele.drop_tree()
    formulaire = next(f for f in page.forms if "s-formulaire" in (f.get("class") or ""))
    postees: dict[str, Any] = {}
    for nom, valeur in formulaire.form_values():
        deja = postees.get(nom)
        postees[nom] = valeur if deja is None else [*(deja if isinstance(deja, list) else [deja]), valeur]
    return postees
