"""How much of everything the base holds. One function defines each count: page and tests read the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from referentiels.enums import GenreAppellation, GenreContenu, Maitrise, NiveauEtude, NiveauFamille
from referentiels.models import (
    Appellation,
    ClasseTechnologie,
    Commune,
    Competence,
    Comportement,
    Contenu,
    Departement,
    Edition,
    Entreprise,
    FamilleMetier,
    FrequenceMobilite,
    Metier,
    Passerelle,
    Referentiel,
    Region,
    SecteurActivite,
    Theme,
    TrancheExperience,
    ZoneMobilite,
)

ParCle = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Decompte:
    """One count. `code` names it in tests and addresses; `precision` says what the figure cannot."""

    code: str
    libelle: str
    nombre: int
    precision: str = ""


@dataclass(frozen=True)
class Groupe:
    """The counts of one subject, with the files that hold it (patterns of names)."""

    code: str
    titre: str
    fichiers: tuple[str, ...]
    decomptes: list[Decompte]

    def editions(self, toutes: Iterable[Edition]) -> list[Edition]:
        """The editions of its files."""
        return [e for e in toutes if any(fnmatch(e.fichier, motif) for motif in self.fichiers)]

    def compte(self, code: str) -> int:
        """The count of this code; StopIteration when the base has none."""
        return next(d.nombre for d in self.decomptes if d.code == code)


def decompter() -> list[Groupe]:
    """Every count, by subject. A fixed number of queries, whatever the number of référentiels."""
    return [*_referentiels(), _competences(), _technologies(), _profil(), _lieux(), _entreprises()]


# --- Référentiels of métiers -------------------------------------------------------------------------------------


def familles() -> ParCle:
    """Domaines, families and sub-families, by référentiel and level."""
    return _par(FamilleMetier.objects.all(), "referentiel__code", "niveau")


def metiers() -> ParCle:
    """Métiers in use, by référentiel: all, straight under a family, with and without ROME code, with prerequisites."""
    sans_sous_famille = Q(famille__niveau=NiveauFamille.FAMILLE)
    acces = ~Q(niveau_min="") | Q(experience_min__isnull=False) | ~Q(acces="")
    lignes = (
        Metier.objects.actifs()
        .order_by()
        .values("referentiel__code")
        .annotate(
            metiers=Count("pk"),
            sans_sous_famille=Count("pk", filter=sans_sous_famille),
            avec_rome=Count("pk", filter=~Q(codes_rome=[])),
            sans_rome=Count("pk", filter=Q(codes_rome=[])),
            avec_acces=Count("pk", filter=acces),
        )
    )
    return _ranger(lignes, "referentiel__code")


def metiers_par_domaine() -> ParCle:
    """Métiers in use under each domaine, by référentiel; those of a référentiel without domaine are not counted."""
    au_dessus = {f.pk: f for f in FamilleMetier.objects.select_related("referentiel")}
    comptes: ParCle = defaultdict(dict)
    for famille in au_dessus.values():
        if famille.niveau == NiveauFamille.DOMAINE:
            comptes[famille.referentiel.code][famille.nom] = 0
    for cle, nombre in Counter(Metier.objects.actifs().values_list("famille", flat=True)).items():
        famille = au_dessus[cle]
        while famille.parent_id:
            famille = au_dessus[famille.parent_id]
        if famille.niveau == NiveauFamille.DOMAINE:
            comptes[famille.referentiel.code][famille.nom] += nombre
    return comptes


def appellations() -> ParCle:
    """Other names of métiers, by référentiel and kind; `table`: the rows of the correspondence table."""
    comptes = _par(Appellation.objects.all(), "metier__referentiel__code", "genre")
    table = _par(Appellation.objects.filter(dans_la_table=True), "metier__referentiel__code", "dans_la_table")
    return {code: {**genres, "table": sum(table.get(code, {}).values())} for code, genres in comptes.items()}


def contenus() -> ParCle:
    """Labels of the fiches, by référentiel and heading."""
    return _par(Contenu.objects.all(), "metier__referentiel__code", "genre")


def passerelles() -> ParCle:
    """Moves, by référentiel: between two of its métiers, said by both fiches or by one alone; to or from elsewhere; to
    oneself."""
    internes = Q(depart__isnull=False, arrivee__isnull=False) & ~Q(depart=F("arrivee"))
    deux = Q(selon_depart=True, selon_arrivee=True)
    lignes = (
        Passerelle.objects.order_by()
        .values(code=Coalesce("depart__referentiel__code", "arrivee__referentiel__code"))
        .annotate(
            passerelles=Count("pk"),
            confirmees=Count("pk", filter=internes & deux),
            depart_seul=Count("pk", filter=internes & Q(selon_arrivee=False)),
            arrivee_seule=Count("pk", filter=internes & Q(selon_depart=False)),
            hors=Count("pk", filter=Q(depart__isnull=True) | Q(arrivee__isnull=True)),
            elle_meme=Count("pk", filter=Q(depart=F("arrivee"))),
        )
    )
    return _ranger(lignes, "code")


def _referentiels() -> list[Groupe]:
    lus = {
        "familles": familles(),
        "metiers": metiers(),
        "domaines": metiers_par_domaine(),
        "appellations": appellations(),
        "contenus": contenus(),
        "passerelles": passerelles(),
    }
    groupes = []
    for referentiel in Referentiel.objects.all():
        siens = {nom: comptes.get(referentiel.code, {}) for nom, comptes in lus.items()}
        decomptes = [d for d in _de_referentiel(**siens) if d.nombre]
        groupes.append(Groupe(referentiel.code, referentiel.nom, (f"*_{referentiel.code}.csv",), decomptes))
    return groupes


def _de_referentiel(
    familles: dict[str, int],
    metiers: dict[str, int],
    domaines: dict[str, int],
    appellations: dict[str, int],
    contenus: dict[str, int],
    passerelles: dict[str, int],
) -> list[Decompte]:
    """The counts of one référentiel, in the order of its page."""
    par_domaine = ", ".join(f"{nom} {nombre}" for nom, nombre in domaines.items())
    lignes = [Decompte("metiers", "Métiers", metiers.get("metiers", 0), par_domaine)]
    lignes += [Decompte(n, f"{NiveauFamille(n).label.capitalize()}s", familles.get(n, 0)) for n in NiveauFamille.values]
    lignes += [
        Decompte("sans_sous_famille", "Métiers sans sous-famille", metiers.get("sans_sous_famille", 0)),
        Decompte("courante", "Appellations courantes", appellations.get(GenreAppellation.COURANTE, 0)),
        Decompte("anglaise", "Appellations anglaises", appellations.get(GenreAppellation.ANGLAISE, 0)),
        Decompte("alias", "Variantes d’écriture", appellations.get(GenreAppellation.ALIAS, 0)),
        Decompte("table", "Lignes de la table de correspondance", appellations.get("table", 0)),
    ]
    lignes += [Decompte(g, GenreContenu(g).label.capitalize(), contenus.get(g, 0)) for g in GenreContenu.values]
    lignes += [
        Decompte("avec_rome", "Métiers qui ont un code ROME", metiers.get("avec_rome", 0), _sans(metiers)),
        Decompte("avec_acces", "Métiers dont l’accès est décrit", metiers.get("avec_acces", 0), "niveau, expérience"),
    ]
    return lignes + _des_passerelles(passerelles)


def _sans(metiers: dict[str, int]) -> str:
    return f"{metiers.get('sans_rome', 0)} n’en ont pas"


def _des_passerelles(passerelles: dict[str, int]) -> list[Decompte]:
    def compte(code: str, libelle: str, precision: str = "") -> Decompte:
        return Decompte(code, libelle, passerelles.get(code, 0), precision)

    return [
        compte("passerelles", "Passerelles"),
        compte("confirmees", "Passerelles dites par les deux fiches"),
        compte("depart_seul", "Passerelles dites par la seule fiche d’origine"),
        compte("arrivee_seule", "Passerelles dites par la seule fiche d’évolution"),
        compte("hors", "Passerelles vers un nom hors du référentiel", "gardé comme texte, sans lien"),
        compte("elle_meme", "Fiches qui se citent elles-mêmes", "ne mène nulle part"),
    ]


# --- Everything else ---------------------------------------------------------------------------------------------


def competences() -> dict[str, int]:
    """Skills that may be chosen, their other names, the fewest under one theme; those to check; those merged."""
    themes = Theme.objects.annotate(n=Count("competences", filter=Q(competences__retiree=False)))
    return {
        **Competence.objects.aggregate(
            competences=Count("pk", filter=Q(retiree=False)),
            synonymes=Coalesce(Sum(_longueur("synonymes"), filter=Q(retiree=False)), 0),
            a_verifier=Count("pk", filter=Q(verifiee=False, fusionnee_dans=None)),
            reunies=Count("pk", filter=Q(fusionnee_dans__isnull=False)),
        ),
        "themes": len(themes),
        "minimum_par_theme": min((theme.n for theme in themes), default=0),  # type: ignore[attr-defined]
    }


def _competences() -> Groupe:
    lus = competences()
    au_moins = f"{lus['minimum_par_theme']} au moins par thème"
    lignes = [
        Decompte("themes", "Thèmes", lus["themes"], "le manuel SAR en annonce 28 et en nomme 27"),
        Decompte("competences", "Compétences", lus["competences"], au_moins),
        Decompte("synonymes", "Synonymes et autres graphies", lus["synonymes"]),
        Decompte("maitrises", "Niveaux de maîtrise", len(Maitrise), "débutant, opérationnel, expérimenté"),
        Decompte("a_verifier", "Compétences à vérifier", lus["a_verifier"], "tapées par une personne"),
        Decompte("reunies", "Compétences réunies à une autre", lus["reunies"]),
    ]
    return Groupe("competences", "Thèmes et compétences", ("themes.csv", "competences.csv"), lignes)


def technologies() -> dict[str, int]:
    """Classes of technologies, their roles, and the links to skills."""
    lus = ClasseTechnologie.objects.aggregate(classes=Count("pk"), roles=Coalesce(Sum(_longueur("roles")), 0))
    return {**lus, "liens": ClasseTechnologie.competences.through.objects.count()}


def _technologies() -> Groupe:
    lus = technologies()
    lignes = [
        Decompte("classes", "Classes de technologies", lus["classes"]),
        Decompte("roles", "Rôles", lus["roles"]),
        Decompte("liens", "Compétences rangées dans une classe", lus["liens"]),
    ]
    return Groupe("technologies", "Classement des technologies", ("classes_technologies.csv",), lignes)


def _profil() -> Groupe:
    groupes = Comportement.objects.order_by().values("groupe").distinct().count()
    comportements = "groupe" if groupes < 2 else "groupes"
    lignes = [
        Decompte("comportements", "Comportements", Comportement.objects.count(), f"{groupes} {comportements}"),
        Decompte("zones", "Zones de mobilité", ZoneMobilite.objects.count()),
        Decompte("frequences", "Fréquences de mobilité", FrequenceMobilite.objects.count()),
        Decompte("tranches", "Tranches d’expérience", TrancheExperience.objects.count()),
        Decompte("niveaux", "Niveaux d’étude", len(NiveauEtude)),
    ]
    fichiers = ("comportements.csv", "zones_mobilite.csv", "frequences_mobilite.csv", "tranches_experience.csv")
    return Groupe("profil", "Listes du profil", fichiers, lignes)


def lieux() -> dict[str, int]:
    """Places; `adjacences` counts each pair of neighbours once."""
    return {
        "regions": Region.objects.count(),
        "departements": Departement.objects.count(),
        "adjacences": Departement.voisins.through.objects.count() // 2,
        **Commune.objects.aggregate(
            communes=Count("pk", filter=Q(arrondissement=False)),
            arrondissements=Count("pk", filter=Q(arrondissement=True)),
        ),
    }


def _lieux() -> Groupe:
    lus = lieux()
    lignes = [
        Decompte("regions", "Régions", lus["regions"]),
        Decompte("departements", "Départements", lus["departements"]),
        Decompte("adjacences", "Paires de départements limitrophes", lus["adjacences"]),
        Decompte("communes", "Communes", lus["communes"]),
        Decompte("arrondissements", "Arrondissements municipaux", lus["arrondissements"], "Paris, Lyon et Marseille"),
    ]
    return Groupe("lieux", "Lieux", ("regions.csv", "departements.csv", "communes.csv"), lignes)


def entreprises() -> dict[str, int]:
    """Sectors; companies, their other names, those whose sector nobody said yet."""
    return {
        "secteurs": SecteurActivite.objects.count(),
        **Entreprise.objects.aggregate(
            entreprises=Count("pk"),
            autres_noms=Coalesce(Sum(_longueur("aliases")), 0),
            sans_secteur=Count("pk", filter=Q(secteur=None)),
        ),
    }


def _entreprises() -> Groupe:
    lus = entreprises()
    lignes = [
        Decompte("secteurs", "Secteurs d’activité", lus["secteurs"]),
        Decompte("entreprises", "Entreprises", lus["entreprises"], "les clients et employeurs saisis compris"),
        Decompte("autres_noms", "Sigles, filiales et anciens noms", lus["autres_noms"]),
        Decompte("sans_secteur", "Entreprises sans secteur", lus["sans_secteur"], "demandé une fois, puis retenu"),
    ]
    return Groupe("entreprises", "Secteurs et entreprises", ("secteurs.csv", "entreprises.csv"), lignes)


def _longueur(colonne: str) -> Func:
    return Func(F(colonne), function="cardinality", output_field=IntegerField())


def _ranger(lignes: Iterable[Any], cle: str) -> ParCle:
    """Rows of counts, by one of their columns."""
    return {ligne[cle]: {nom: valeur for nom, valeur in ligne.items() if nom != cle} for ligne in lignes}


def _par(lignes: QuerySet[Any], groupe: str, cle: str) -> ParCle:
    """Count rows by two columns."""
    comptes: ParCle = defaultdict(dict)
    for nom, valeur, nombre in lignes.order_by().values_list(groupe, cle).annotate(n=Count("pk")):
        comptes[nom][valeur] = nombre
    return comptes
