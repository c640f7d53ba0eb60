"""The cards of the board: what each says, drawn once, in columns.

Drawn here rather than in a template: two hundred cards in a template's loop cost five times what reading them does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from besoins.enums import COULEURS_ETAPE, STATUTS_OUVERTS, Etape
from besoins.positionnements.presentation import CHEZ_LE_DO, SUITES
from besoins.tarifs import marge
from samba.comptes.models import Utilisateur
from samba.listes.adresses import adresse_de
from samba.listes.formats import ABSENT, INSECABLE, euros_courts, euros_jour, jour_de, pluriel, pourcent

# A stage may last that many days before the card says so.
LONG = 7
CARTE = (
    '<li class="t-carte" id="carte-{pk}" data-carte="{pk}" data-etape="{etape}" tabindex="-1"{deplacable}>'
    '<div class="t-carte-tete">{case}<a class="t-nom" href="{url}" draggable="false">{nom}</a></div>'
    '<div class="t-quoi">{quoi}</div>'
    '<div class="t-prix">{prix}</div>'
    '<div class="t-pied">{age}{relance}{suite}</div></li>'
)
CASE = (
    '<input class="form-check-input t-choix" type="checkbox" name="choix" value="{}:{}" form="deplacement" '
    'aria-label="Choisir {}">'
)


@dataclass
class Colonne:
    """One stage: its cards drawn, how many, and what they would bring in (sum of the rates sold, € a day)."""

    etape: Etape
    cartes: SafeString
    nombre: int
    vente: Decimal

    @property
    def couleur(self) -> str:
        """Colour of its badge."""
        return COULEURS_ETAPE[self.etape]

    @property
    def vente_dite(self) -> str:
        """« 1 200 €/j », "" for nothing."""
        return euros_jour(self.vente) if self.vente else ""


@dataclass(frozen=True)
class Cadre:
    """What all the cards of a page share: what one may do, which day it is, whether the besoin goes without saying.

    `adresses`: of each act, by its URL name, `{}` in place of the number.
    """

    agit: bool
    joint: bool
    un_besoin: bool
    jour: date
    adresses: dict[str, str]


def ranger(lignes: Iterable[Any], utilisateur: Utilisateur, *, un_besoin: bool, sortis: bool) -> list[Colonne]:
    """The rows of `lecture.lus` in their columns, every stage being there, the exit last when `sortis`."""
    noms = {"besoins:positionnement", *(nom for _, nom in SUITES.values())}
    adresses = {nom: adresse_de(nom, 0).replace("/0/", "/{}/") for nom in noms}
    agit, joint = utilisateur.peut_gerer_besoins, utilisateur.peut_prospecter
    cadre = Cadre(agit, joint, un_besoin, timezone.localdate(), adresses)
    par_etape: dict[str, list[str]] = {etape: [] for etape in Etape}
    ventes: dict[str, Decimal] = dict.fromkeys(Etape, Decimal(0))
    for ligne in lignes:
        par_etape[ligne.etape].append(_dessiner(ligne, cadre))
        ventes[ligne.etape] += ligne.tjm_vente or 0
    return [
        # Each piece is made of escaped values.
        Colonne(etape, mark_safe("".join(par_etape[etape])), len(par_etape[etape]), ventes[etape])
        for etape in Etape
        if etape != Etape.ECARTE or sortis
    ]


def _dessiner(ligne: Any, cadre: Cadre) -> str:
    nom = conditional_escape(f"{ligne.freelance__prenom} {ligne.freelance__nom}".strip())
    return CARTE.format(
        pk=ligne.pk,
        etape=ligne.etape,
        deplacable=' draggable="true"' if cadre.agit else "",
        case=CASE.format(ligne.pk, ligne.version, nom) if cadre.agit else "",
        url=cadre.adresses["besoins:positionnement"].format(ligne.pk),
        nom=nom,
        quoi=_quoi(ligne, cadre),
        prix=prix(ligne.tjm_achat, ligne.tjm_vente),
        age=age(ligne.depuis, cadre.jour),
        relance=relance(ligne.relance_le, cadre.jour) or conditional_escape(ligne.motif_lisible),
        suite=_suite(ligne, cadre),
    )


def _quoi(ligne: Any, cadre: Cadre) -> str:
    """The mission and its client; on the board of one besoin, the profile."""
    if cadre.un_besoin:
        return conditional_escape(ligne.freelance__titre or "Profil sans titre")
    return conditional_escape(f"{ligne.besoin__intitule} · {ligne.besoin__client__entreprise__nom}")


@lru_cache(maxsize=2048)
def prix(achat: Decimal | None, vente: Decimal | None) -> SafeString:
    """« 500 → 600 €/j · 16,7 % », in red when one sells below cost (BES-2)."""
    laissee = marge(achat, vente) if achat is not None and vente else None
    achat_dit = euros_courts(achat).removesuffix(f"{INSECABLE}€") if achat is not None else ABSENT
    classe = "t-marge t-marge-perte" if laissee is not None and laissee < 0 else "t-marge"
    return format_html(
        '{} → {} <span class="{}" title="Marge">{}</span>', achat_dit, euros_jour(vente), classe, pourcent(laissee)
    )


def age(depuis: Any, jour: date) -> SafeString:
    """How long at this stage; nothing where the date is hidden (CLI-5)."""
    debut = jour_de(depuis)
    return _age((jour - debut).days) if debut else SafeString("")


@lru_cache(maxsize=512)
def _age(jours: int) -> SafeString:
    dit = f"{jours}{INSECABLE}j" if jours > 0 else "auj."
    classe = "t-age t-age-long" if jours > LONG else "t-age"
    titre = f"À cette étape depuis {pluriel(jours, 'jour')}" if jours > 0 else "À cette étape depuis aujourd’hui"
    return format_html('<span class="{}" title="{}">{}</span>', classe, titre, dit)


def relance(echeance: date | None, jour: date) -> SafeString:
    """The timer of BES-5: when the DO must be chased."""
    return _relance((echeance - jour).days) if echeance else SafeString("")


@lru_cache(maxsize=512)
def _relance(reste: int) -> SafeString:
    if reste < 0:
        couleur, dit = "rouge", f"Relance en retard de {-reste}{INSECABLE}j"
    elif reste == 0:
        couleur, dit = "orange", "Relancer aujourd’hui"
    else:
        couleur, dit = "neutre", f"Relance dans {reste}{INSECABLE}j"
    return format_html('<span class="s-badge s-badge-{}">{}</span>', couleur, dit)


def _suite(ligne: Any, cadre: Cadre) -> str:
    """The next thing to do, as `presentation.carte_de` says it; none on a closed besoin or for a reader."""
    suite = SUITES.get(ligne.etape)
    if suite is None or not cadre.agit or ligne.besoin__statut not in STATUTS_OUVERTS:
        return ""
    if suite[1] in CHEZ_LE_DO and not (ligne.lisible and cadre.joint):
        return ""
    return f'<a class="t-suite" href="{cadre.adresses[suite[1]].format(ligne.pk)}" draggable="false">{suite[0]}</a>'
