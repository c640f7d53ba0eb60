"""Short memory of lists that hardly ever change and say nothing of anybody: places, métiers."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.conf import settings

T = TypeVar("T")


def garder_un_moment(fonction: Callable[[], T]) -> Callable[[], T]:
    """Remember in this process the answer of a function without argument, for `LISTES_GARDEES_SECONDES`.

    Only for what every user may see: the memory knows nobody. A change shows at most that much later.
    """
    garde: list[tuple[float, T]] = []

    @wraps(fonction)
    def de_memoire() -> T:
        maintenant = time.monotonic()
        if not garde or maintenant - garde[0][0] >= settings.LISTES_GARDEES_SECONDES:
            garde[:] = [(maintenant, fonction())]
        return garde[0][1]

    return de_memoire
