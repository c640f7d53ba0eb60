"""Pages of the API: the same capped count as the screens."""

from __future__ import annotations

from typing import Any

from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response

from samba.listes.pagination import PaginateurBorne


class PaginationBornee(PageNumberPagination):
    """`?page=` and `?taille=` (100 at most). `nombre` is exact up to 1 000; beyond, `plus_de_mille` is true."""

    django_paginator_class = PaginateurBorne
    page_size_query_param = "taille"
    max_page_size = 100

    def get_paginated_response(self, data: Any) -> Response:
        paginateur: Any = self.page.paginator  # type: ignore[union-attr]
        return Response(
            {
                "nombre": paginateur.nombre_montre,
                "plus_de_mille": paginateur.plus_de_mille,
                "suivante": self.get_next_link(),
                "precedente": self.get_previous_link(),
                "resultats": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        lien = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["nombre", "plus_de_mille", "resultats"],
            "properties": {
                "nombre": {"type": "integer", "maximum": 1000},
                "plus_de_mille": {"type": "boolean"},
                "suivante": lien,
                "precedente": lien,
                "resultats": schema,
            },
        }
