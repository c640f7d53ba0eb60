"""What a signed link does: each room declares its uses in `AppConfig.ready` (conception §8).

    enregistrer_usage("confirmation", "Votre disponibilité", afficher=page, agir=reponse)

`afficher(request, lien)` shows and writes nothing; `agir(request, lien)` acts, and takes the link
(`services.prendre`) in its own transaction, so that a link serves once whatever the number of clicks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from samba.documents.models import LienSigne

Vue = Callable[[HttpRequest, "LienSigne"], HttpResponse]


@dataclass(frozen=True)
class Usage:
    """One purpose: its code, the title that a closed link shows, and its two halves."""

    code: str
    titre: str
    afficher: Vue
    agir: Vue


_usages: dict[str, Usage] = {}


def enregistrer_usage(code: str, titre: str, *, afficher: Vue, agir: Vue) -> None:
    """Declare a purpose; declaring it again replaces it."""
    _usages[code] = Usage(code, titre, afficher, agir)


def oublier_usage(code: str) -> None:
    """Withdraw a purpose (tests)."""
    _usages.pop(code, None)


def usage_de(code: str) -> Usage | None:
    """The purpose of a link, None when no room declares it any more."""
    return _usages.get(code)
