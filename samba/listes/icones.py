"""Inline SVG icons: heroicons outline (MIT, `static/img/icones/LICENSE.txt`). To use another one, add its file."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

DOSSIER = Path("static") / "img" / "icones"


@cache
def _dessin(nom: str) -> SafeString:
    """What stands inside the <svg> of an icon.

    Raises:
        ValueError: no such file. Loud on purpose: a template names its icons in full, so any test of the page tells.
    """
    chemin = Path(settings.BASE_DIR) / DOSSIER / f"{nom}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", nom) or not chemin.is_file():
        raise ValueError(f"Icône inconnue : « {nom} » (voir {DOSSIER}).")
    corps = re.sub(r"^.*?<svg[^>]*>|</svg>.*$", "", chemin.read_text(encoding="utf-8"), flags=re.DOTALL)
    return mark_safe(re.sub(r">\s+<", "><", corps.strip()))  # our own files


@lru_cache(maxsize=512, typed=True)
def icone(nom: str, classe: str = "", titre: str = "") -> SafeString:
    """An icon, silent for screen readers unless `titre` says what it means. The same few are drawn on every page."""
    etiquette = format_html('role="img" aria-label="{}"', titre) if titre else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" {}>{}{}</svg>',
        f" {classe}" if classe else "",
        etiquette,
        format_html("<title>{}</title>", titre) if titre else "",
        _dessin(nom),
    )
