"""What demo data reads of the référentiels, once."""

from __future__ import annotations

from dataclasses import dataclass, field

from referentiels.models import Commune, Competence, Departement, Entreprise, Metier
from samba.pilotage.demo.gisements import EMPLOYEURS_INCONNUS, VILLES


@dataclass(frozen=True)
class Lieu:
    """A town where somebody lives or works."""

    code_postal: str
    ville: str
    departement: str
    latitude: float
    longitude: float


@dataclass
class Referentiel:
    """Keys by code; towns with their weights; the large companies, which only ever are employers."""

    competences: dict[str, int] = field(default_factory=dict)
    noms_competences: dict[str, str] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    metiers: dict[str, int] = field(default_factory=dict)
    employeurs: list[tuple[int, str]] = field(default_factory=list)
    lieux: list[Lieu] = field(default_factory=list)
    poids_lieux: list[int] = field(default_factory=list)
    voisins: dict[str, list[str]] = field(default_factory=dict)


def lire_referentiel() -> Referentiel:
    """Load it. Raises LookupError when `charger_referentiels` has not run.

    A few employers are made that nobody has put away: the anonymised CV asks for their secteur.
    """
    lu = Referentiel()
    for cle, code, nom, theme in Competence.objects.values_list("pk", "code", "nom", "theme__nom"):
        lu.competences[code], lu.noms_competences[code], lu.themes[code] = cle, nom, theme or ""
    lu.metiers = dict(Metier.objects.filter(referentiel__code="informatique").values_list("code", "pk"))
    employeurs = Entreprise.objects.filter(secteur__isnull=False, client__isnull=True).order_by("nom")
    lu.employeurs = list(employeurs.values_list("pk", "nom"))
    for code_postal, poids in VILLES:
        commune = Commune.objects.du_code_postal(code_postal)
        if commune is not None:
            nom = commune.nom.removesuffix(" Arrondissement")
            ville = Lieu(code_postal, nom, commune.departement_id, commune.latitude, commune.longitude)
            lu.lieux.append(ville)
            lu.poids_lieux.append(poids)
    if not (lu.competences and lu.metiers and lu.employeurs and lu.lieux):
        raise LookupError("Les référentiels sont vides : lancez d’abord charger_referentiels.")
    for nom in EMPLOYEURS_INCONNUS:
        lu.employeurs.append((Entreprise.objects.retrouver_ou_creer(nom).pk, nom))
    for departement in Departement.objects.prefetch_related("voisins").order_by("code"):
        lu.voisins[departement.pk] = sorted(voisin.pk for voisin in departement.voisins.all())
    return lu
