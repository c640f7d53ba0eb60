"""What a page costs."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def compter(navigateur: Any, adresse: str) -> int:
    """The number of SQL queries of a page that answers 200, once warm."""
    navigateur.get(adresse)
    with CaptureQueriesContext(connection) as requetes:
        assert navigateur.get(adresse).status_code == 200
    return len(requetes)
