"""Tells the history who writes, and from which address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware


class HistoriqueMiddleware(HistoryMiddleware):
    """Context of every event: the user and the path. The query string may hold what people searched: left out."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        user = getattr(request, "user", None)
        return {"user": user.pk if user and user.is_authenticated else None, "url": request.path}
