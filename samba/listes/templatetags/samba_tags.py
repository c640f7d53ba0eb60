"""Tags and filters known to every template (builtin: no {% load %})."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import forms, template
from django.core.paginator import Page
from django.db.models import Model
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from samba.listes import formats
from samba.listes.barre import outils_pour
from samba.listes.curseur import Curseur
from samba.listes.filtres import dessiner_filtre
from samba.listes.icones import icone as dessiner_icone
from samba.listes.panneaux import panneaux_de
from samba.listes.puces import Puce, puces_de
from samba.listes.tables import corps_de

register = template.Library()

for filtre in (
    "nombre",
    "euros",
    "euros_courts",
    "euros_jour",
    "pourcent",
    "telephone",
    "telephone_composable",
    "jours_depuis",
    "date_fr",
    "initiales",
    "pluriel",
):
    register.filter(filtre, getattr(formats, filtre))

register.simple_tag(dessiner_icone, name="icone")

# Our colours, then the names that Tabler's users write out of habit.
COULEURS = {
    "neutre": "neutre",
    "bleu": "bleu",
    "vert": "vert",
    "orange": "orange",
    "rouge": "rouge",
    "violet": "violet",
    "marque": "marque",
    "secondary": "neutre",
    "blue": "bleu",
    "info": "bleu",
    "green": "vert",
    "success": "vert",
    "yellow": "orange",
    "warning": "orange",
    "red": "rouge",
    "danger": "rouge",
    "purple": "violet",
    "primary": "marque",
}


@register.simple_tag
def badge(texte: Any, couleur: str = "neutre", icone: str = "", titre: str = "") -> SafeString:
    """A small label. Colours: neutre, bleu, vert, orange, rouge, violet, marque. Empty text draws nothing.

    Raises:
        ValueError: unknown colour.
    """
    if texte is None or texte == "":
        return SafeString("")
    mots = texte if isinstance(texte, str) else str(texte)
    return _badge(mots, couleur, icone, titre if isinstance(titre, str) else str(titre))


# `typed`: a SafeString and the same plain text are equal, but only one is escaped.
@lru_cache(maxsize=2048, typed=True)
def _badge(texte: str, couleur: str, icone: str, titre: str) -> SafeString:
    """Kept: a list draws the same few badges on every row."""
    if couleur not in COULEURS:
        raise ValueError(f"Couleur de badge inconnue : « {couleur} ».")
    dessin = dessiner_icone(icone) if icone else ""
    bulle = format_html(' title="{}"', titre) if titre else ""
    return format_html('<span class="s-badge s-badge-{}"{}>{}{}</span>', COULEURS[couleur], bulle, dessin, texte)


@register.simple_tag
def tel(numero: Any, classe: str = "") -> SafeString:
    """A phone as a click-to-call link; plain text when it is no phone number; nothing when empty."""
    if formats.sans_numero(numero):
        return SafeString("")
    adresse = formats.telephone_composable(numero)
    if not adresse:
        return format_html("<span>{}</span>", numero)
    gabarit = '<a class="s-tel{}" href="tel:{}">{}<span>{}</span></a>'
    espace = f" {classe}" if classe else ""
    return format_html(gabarit, espace, adresse, dessiner_icone("phone"), formats.telephone(numero))


@register.simple_tag
def courriel(adresse: Any, classe: str = "") -> SafeString:
    """An e-mail address as a link; nothing when empty."""
    if not adresse:
        return SafeString("")
    espace = f" {classe}" if classe else ""
    gabarit = '<a class="s-tel s-courriel{}" href="mailto:{}">{}<span>{}</span></a>'
    return format_html(gabarit, espace, adresse, dessiner_icone("envelope"), adresse)


@register.simple_tag
def avatar(nom: Any, classe: str = "") -> SafeString:
    """A round with the initials of a person or a company, always in the same tint for the same name."""
    teinte = sum(str(nom).encode()) % 6
    espace = f" {classe}" if classe else ""
    gabarit = '<span class="avatar s-avatar s-avatar-{}{}" aria-hidden="true">{}</span>'
    return format_html(gabarit, teinte, espace, formats.initiales(nom))


@register.simple_tag(takes_context=True)
def url_avec(context: template.Context, _request: HttpRequest | None = None, **changements: Any) -> str:
    """The current query string with changes: `{% url_avec request tri="-nom" %}`.

    None or "" removes a key; a list sets several values. The page number is dropped unless given.
    """
    return _adresse(context, {"page": [], **{cle: _valeurs(valeur) for cle, valeur in changements.items()}})


def _valeurs(valeur: Any) -> list[str]:
    if valeur is None or valeur == "":
        return []
    return [str(element) for element in valeur] if isinstance(valeur, list | tuple) else [str(valeur)]


@register.simple_tag(takes_context=True)
def url_page(context: template.Context, numero: int, champ: str = "") -> str:
    """The current address at another page."""
    return _adresse(context, {champ or "page": [str(numero)]})


@register.simple_tag(takes_context=True)
def url_tri(context: template.Context, table: Any, column: Any) -> str:
    """The current address sorted by a column (the other way round when it already is), back to page 1."""
    tri = str(column.order_by_alias.next)
    return _adresse(context, {table.prefixed_page_field: [], table.prefixed_order_by_field: [tri]})


def _adresse(context: template.Context, changements: dict[str, list[str]]) -> str:
    """The current query string with the values of some keys changed; `QueryDict.copy` is slow for twenty links."""
    parametres = {**dict(context["request"].GET.lists()), **changements}
    return f"?{urlencode(parametres, doseq=True)}"


@register.simple_tag
def pages_proches(page: Page) -> list[int | None]:
    """The page numbers to offer: first, last and those around; None where some are skipped."""
    derniere = page.paginator.num_pages
    montrees = sorted({1, derniere, *range(max(1, page.number - 1), min(derniere, page.number + 1) + 1)})
    numeros: list[int | None] = []
    for numero in montrees:
        if numeros and numeros[-1] is not None and numero - numeros[-1] > 1:
            numeros.append(numero - 1 if numero - numeros[-1] == 2 else None)
        numeros.append(numero)
    return numeros


@register.simple_tag
def compte_lignes(table: Any) -> str:
    """« 12 freelances », or « plus de 1 000 freelances » when the list stops there."""
    paginateur = table.paginator
    mots = f"{table.nom_ligne},{table.nom_lignes or table.nom_ligne + 's'}"
    if getattr(paginateur, "plus_de_mille", False):
        return f"plus de {formats.pluriel(paginateur.nombre_montre, mots)}"
    return formats.pluriel(paginateur.count, mots)


@register.simple_tag
def lien_partiel(table: Any, adresse: str) -> SafeString:
    """The htmx attributes of a link of a table that refreshes only `table.cible`; nothing for a plain table."""
    cible = getattr(table, "cible", "")
    if not cible:
        return SafeString("")
    gabarit = 'hx-get="{}" hx-target="{}" hx-swap="outerHTML show:window:top" hx-push-url="true"'
    return format_html(gabarit, adresse, cible)


@register.simple_tag
def corps_tableau(table: Any) -> SafeString:
    """The rows of a table, drawn, for `composants/tableau.html`."""
    return corps_de(table)


@register.simple_tag(takes_context=True)
def tableau(context: template.Context, table: Any) -> SafeString:
    """Draw a `Tableau`: `{% tableau table %}`."""
    return table.as_html(context["request"])


@register.inclusion_tag("composants/champ.html")
def champ(champ: BoundField, largeur: int = 12, libelle: str = "", aide: str = "") -> dict[str, Any]:
    """A form field with its label, help and errors. `largeur` is out of 12 inside a `.s-champs` grid."""
    return {"champ": champ, "largeur": largeur, "libelle": libelle or champ.label, "aide": aide or champ.help_text}


@register.simple_tag(takes_context=True)
def puces(context: template.Context, formulaire: forms.BaseForm, sauf: str = "") -> list[Puce]:
    """Active filters of a form: `{% puces formulaire as actives %}`. `sauf`: field names separated by spaces."""
    return puces_de(context["request"], formulaire, sauf.split())


@register.simple_tag(takes_context=True)
def hors_filtres(context: template.Context, formulaire: forms.BaseForm) -> list[tuple[str, str]]:
    """What the address holds beside the filters (sort, view, besoin to match), which filtering must keep."""
    parametres = context["request"].GET
    filtres = {formulaire.add_prefix(nom) for nom in formulaire.fields}
    connus = tuple(f"{nom}_" for nom in filtres)
    autres = [cle for cle in parametres if cle != "page" and cle not in filtres and not cle.startswith(connus)]
    return [(cle, valeur) for cle in autres for valeur in parametres.getlist(cle)]


@register.simple_tag(takes_context=True)
def url_sans_filtres(context: template.Context, formulaire: forms.BaseForm) -> str:
    """The same list without any filter."""
    gardes = urlencode(hors_filtres(context, formulaire))
    return f"{context['request'].path}?{gardes}" if gardes else context["request"].path


@register.simple_tag(takes_context=True)
def panneaux(context: template.Context, objet: Model) -> SafeString:
    """Draw the panels that the rooms registered for this object (`samba.listes.panneaux`)."""
    request = context["request"]
    dessines = []
    for panneau in panneaux_de(objet):
        variables = panneau.contexte(request, objet)
        if variables is not None:
            variables = {**variables, "objet": objet, "panneau": panneau}
            dessines.append(SafeString(render_to_string("composants/panneau.html", variables, request)))
    return SafeString("".join(dessines))


@register.simple_tag(takes_context=True)
def outils_de_barre(context: template.Context) -> SafeString:
    """Draw the tools that the rooms registered for the bar (`samba.listes.barre`)."""
    request = context["request"]
    dessins = (SafeString(render_to_string(gabarit, variables, request)) for gabarit, variables in outils_pour(request))
    return SafeString("".join(dessins))


@register.filter
def ajouter_classe(champ: BoundField, classe: str) -> SafeString:
    """Draw a form field with one more CSS class on its widget, the one of an error included."""
    actuelle = champ.field.widget.attrs.get("class", "")
    toutes = f"{actuelle} {classe}{' is-invalid' if champ.errors else ''}".strip()
    return champ.as_widget(attrs={"class": toutes})


@register.simple_tag
def champs_filtres(formulaire: forms.BaseForm, principal: str) -> SafeString:
    """The fields of a filter panel; `principal` names the search box."""
    return SafeString("".join(dessiner_filtre(champ, champ.name == principal) for champ in formulaire))


@register.simple_tag
def champ_recherche(champ: BoundField) -> SafeString:
    """The main search box of a filter panel: refreshes while typing, reached by the key « / »."""
    champ.field.widget.input_type = "search"
    return champ.as_widget(attrs={"class": "form-control", "data-recherche": "", "autocomplete": "off"})


@register.filter
def controle(champ: BoundField) -> SafeString:
    """Draw a form field with the Bootstrap class that suits its widget."""
    widget = champ.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return champ.as_widget()
    if isinstance(widget, forms.CheckboxInput):
        return ajouter_classe(champ, "form-check-input")
    if isinstance(widget, Curseur):
        return ajouter_classe(champ, "form-range")
    dessin = ajouter_classe(champ, "form-select" if isinstance(widget, forms.Select) else "form-control")
    # Django's « no choice » reads like a broken line.
    return mark_safe(dessin.replace(f">{BLANK_CHOICE_DASH[0][1]}<", f">{formats.ABSENT}<"))


@register.filter
def est_case(champ: BoundField) -> bool:
    """Is it a single tick box?"""
    return isinstance(champ.field.widget, forms.CheckboxInput)


@register.filter
def est_groupe(champ: BoundField) -> bool:
    """Is it a set of tick boxes or radio buttons?"""
    return isinstance(champ.field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect)


@register.filter
def cle(dictionnaire: dict[Any, Any], nom: Any) -> Any:
    """`{{ dictionnaire|cle:variable }}`: the value, or None."""
    return dictionnaire.get(nom) if dictionnaire else None
