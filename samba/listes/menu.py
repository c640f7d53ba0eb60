"""The bar of SAMBA. Each room declares its entry in `AppConfig.ready`; an entry nobody declares is not shown.

    enregistrer_entree("Client", "clients:liste", 20, "building-office-2", sous_entrees=(("Contacts", "clients:do"),))

Nothing here reads the database: the bar is drawn on every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class SousEntree:
    """A second-level link, for those of `roles` (everybody when None)."""

    libelle: str
    url_name: str
    roles: frozenset[str] | None = None


@dataclass(frozen=True)
class Entree:
    """A first-level link of the bar, for those of `roles` (everybody when None)."""

    libelle: str
    url_name: str
    ordre: int
    icone: str
    roles: frozenset[str] | None = None
    sous_entrees: tuple[SousEntree, ...] = ()


@dataclass(frozen=True)
class Lien:
    """A link ready to draw. `actif`: the page shown is this one or below it."""

    libelle: str
    url: str
    icone: str = ""
    actif: bool = False
    enfants: tuple[Lien, ...] = ()


_registre: dict[str, Entree] = {}


def enregistrer_entree(
    libelle: str,
    url_name: str,
    ordre: int,
    icone: str,
    roles: Iterable[str] | None = None,
    sous_entrees: Sequence[SousEntree | tuple[str, str]] = (),
) -> None:
    """Declare an entry of the bar. Declaring the same address again replaces the first declaration.

    Args:
        libelle: the word shown.
        url_name: name of an address without argument.
        ordre: lower comes first (Freelance 10, Client 20, Besoin 30, Contrat 40, Calendrier 50, Resourcing 60,
            Utilisateur 70).
        icone: name of a file of `static/img/icones`.
        roles: role codes that see it; None for everybody. Hiding is a courtesy, not a guard: views guard themselves.
        sous_entrees: `SousEntree`, or `(libelle, url_name)` pairs.
    """
    sous = tuple(s if isinstance(s, SousEntree) else SousEntree(*s) for s in sous_entrees)
    _registre[url_name] = Entree(libelle, url_name, ordre, icone, None if roles is None else frozenset(roles), sous)


def oublier_entree(url_name: str) -> None:
    """Withdraw an entry (tests)."""
    _registre.pop(url_name, None)


def entrees() -> list[Entree]:
    """Every declared entry, in the order of the bar."""
    return sorted(_registre.values(), key=lambda entree: (entree.ordre, entree.libelle))


def _adresse(url_name: str) -> str | None:
    """The address, or None while it does not exist (`controles.entrees_atteignables` reports it)."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _pour(roles: frozenset[str] | None, role: str) -> bool:
    return roles is None or role in roles


def liens_pour(role: str, chemin: str) -> list[Lien]:
    """The links a role sees, with the one of the page at `chemin` (a request's path) marked active."""
    liens: list[tuple[Lien, list[Lien]]] = []
    for entree in entrees():
        url = _adresse(entree.url_name)
        if url is not None and _pour(entree.roles, role):
            enfants = _adresses_de(entree, role)
            liens.append((Lien(entree.libelle, url, entree.icone), enfants))
    ici = _plus_proche(chemin, [url for lien, enfants in liens for url in (lien.url, *(e.url for e in enfants))])
    return [_marquer(lien, enfants, ici) for lien, enfants in liens]


def _adresses_de(entree: Entree, role: str) -> list[Lien]:
    """Second-level links that this role sees."""
    adresses = [(sous.libelle, _adresse(sous.url_name)) for sous in entree.sous_entrees if _pour(sous.roles, role)]
    return [Lien(libelle, url) for libelle, url in adresses if url is not None]


def _plus_proche(chemin: str, urls: list[str]) -> str | None:
    """The longest address that the page stands at or under: one place is shown, never two."""
    return max((url for url in urls if chemin == url or (url != "/" and chemin.startswith(url))), key=len, default=None)


def _marquer(lien: Lien, enfants: list[Lien], ici: str | None) -> Lien:
    marques = tuple(replace(enfant, actif=enfant.url == ici) for enfant in enfants)
    return replace(lien, actif=lien.url == ici or any(enfant.actif for enfant in marques), enfants=marques)
