"""Short memory of what hardly ever changes and says nothing of anybody: places, métiers, filters at rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Generic, TypeVar

from django.conf import settings

T = TypeVar("T")


class Memoire(Generic[T]):
    """Answers remembered in this process, by key, for `LISTES_GARDEES_SECONDES`.

    Only for what every user may see: the memory knows nobody. A change shows at most that much later.
    """

    def __init__(self) -> None:
        self._gardes: dict[Hashable, tuple[float, T]] = {}

    def lire(self, cle: Hashable, faire: Callable[[], T]) -> T:
        """What `faire` answered a moment ago for this key, else what it answers now."""
        maintenant = time.monotonic()
        garde = self._gardes.get(cle)
        if garde is None or maintenant - garde[0] >= settings.LISTES_GARDEES_SECONDES:
            garde = self._gardes[cle] = (maintenant, faire())
        return garde[1]


def garder_un_moment(fonction: Callable[[], T]) -> Callable[[], T]:
    """Remember the answer of a function without argument (see `Memoire`)."""
    memoire = Memoire[T]()

    @wraps(fonction)
    def de_memoire() -> T:
        return memoire.lire(None, fonction)

    return de_memoire
