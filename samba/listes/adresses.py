"""Links to files inside lists: one reversal for a page, since 25 of them cost as much as reading the rows."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString


def adresse_de(nom: str, pk: int) -> str:
    """The address of the file `pk`: that of `nom`, a URL name whose only argument is a number."""
    return _modele(nom, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix()).replace("/0/", f"/{pk}/", 1)


@lru_cache(maxsize=128)
def _modele(nom: str, _urlconf: str, _prefixe: str) -> str:
    return reverse(nom, args=[0])


def lien(nom: str, pk: int, texte: Any, classe: str = "") -> SafeString:
    """A link to the file `pk` that says `texte`."""
    attribut = format_html('class="{}" ', classe) if classe else ""
    return format_html('<a {}href="{}">{}</a>', attribut, adresse_de(nom, pk), texte)


def suite_de(request: HttpRequest, defaut: str, champ: str = "suite") -> str:
    """The page of ours that a form or an address says to come back to (`suite`), else `defaut`."""
    voulue = request.POST.get(champ) or request.GET.get(champ) or ""
    sure = url_has_allowed_host_and_scheme(voulue, allowed_hosts={request.get_host()})
    return voulue if voulue and sure else defaut
