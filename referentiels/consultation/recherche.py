"""The instant search over the référentiels: each hit says by what it was found; accents and a slip are forgiven."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import F, QuerySet
from django.urls import reverse

from referentiels.enums import GenreAppellation
from referentiels.models import Appellation, ClasseTechnologie, Competence, Contenu, FamilleMetier, Metier
from referentiels.normalisation import normaliser
from referentiels.sql import Normalise, ScoreNom, cherche

# Lines of one kind shown at most: beyond, the words are too few to mean something.
MONTRES = 30
# Under this score, no word of the name begins with what was typed: it is only close to it (see `ScoreNom`).
PAREIL = 1


@dataclass(frozen=True)
class Trouvaille:
    """A line found: where it leads, what it is, and by what it was found."""

    titre: str
    url: str
    precision: str
    par: str
    retire: bool = False


@dataclass(frozen=True)
class Rubrique:
    """The hits of one kind. `plus`: there are more than are shown."""

    titre: str
    icone: str
    nom: str
    trouvailles: list[Trouvaille]
    plus: bool = False


@dataclass(frozen=True)
class Resultats:
    """What was typed, and what it found."""

    texte: str
    rubriques: list[Rubrique] = field(default_factory=list)

    @property
    def nombre(self) -> int:
        """Lines shown."""
        return sum(len(rubrique.trouvailles) for rubrique in self.rubriques)

    @property
    def plus(self) -> bool:
        """One kind at least has more."""
        return any(rubrique.plus for rubrique in self.rubriques)


def chercher(texte: str) -> Resultats:
    """Look everywhere, in a fixed number of queries. An empty text finds nothing."""
    texte = " ".join(texte.split())
    if not texte:
        return Resultats("")
    rubriques = [_metiers(texte), _competences(texte), _contenus(texte), _familles(texte), _classes(texte)]
    return Resultats(texte, [rubrique for rubrique in rubriques if rubrique.trouvailles])


def adresse_metier(metier: Metier) -> str:
    """The page of a métier; its référentiel must be read with it."""
    return reverse("referentiels:metier", args=[metier.referentiel.code, metier.code])


def chemin_de(famille: FamilleMetier) -> str:
    """« Technique › Exploitation › Supervision »: what stands above must be read with it."""
    noms = [famille.nom]
    while famille.parent is not None:
        famille = famille.parent
        noms.append(famille.nom)
    return " › ".join(reversed(noms))


def _rubrique(titre: str, icone: str, nom: str, trouvailles: list[Trouvaille]) -> Rubrique:
    return Rubrique(titre, icone, nom, trouvailles[:MONTRES], len(trouvailles) > MONTRES)


def _metiers(texte: str) -> Rubrique:
    lus = Metier.objects.chercher(texte).select_related("referentiel", "famille__parent__parent")
    metiers = list(lus.prefetch_related("appellations")[: MONTRES + 1])
    lignes = [
        Trouvaille(
            m.nom, adresse_metier(m), f"{m.referentiel.nom} › {chemin_de(m.famille)}", _par_quel_nom(m), m.retire
        )
        for m in metiers
    ]
    return _rubrique("Métiers", "briefcase", "métier", lignes)


def _par_quel_nom(metier: Metier) -> str:
    """« par son nom », « par l’appellation anglaise « Urbanist » »: annotations of `MetierQuerySet.chercher`."""
    trouve: str | None = metier.nom_trouve  # type: ignore[attr-defined]
    proche = metier.score < PAREIL  # type: ignore[attr-defined]
    if trouve is None:
        return "nom proche" if proche else "par son nom"
    genres = {a.libelle: _genre(a) for a in metier.appellations.all()}
    return f"{'proche de' if proche else 'par'} {genres.get(trouve, 'l’appellation')} « {trouve} »"


def _genre(appellation: Appellation) -> str:
    article = "la " if appellation.genre == GenreAppellation.ALIAS else "l’"
    return f"{article}{appellation.get_genre_display()}"


def _competences(texte: str) -> Rubrique:
    """A merged skill answers through the one that took its names."""
    competences = list(Competence.objects.vivantes().chercher(texte).select_related("theme")[: MONTRES + 1])
    lignes = [
        Trouvaille(c.nom, reverse("referentiels:competence", args=[c.code]), c.nom_theme, _par_quelle_cle(c), c.retiree)
        for c in competences
    ]
    return _rubrique("Compétences", "cpu-chip", "compétence", lignes)


def _par_quelle_cle(competence: Competence) -> str:
    proche = competence.score < PAREIL  # type: ignore[attr-defined]
    if not competence.nom_trouve:
        return "nom proche" if proche else "par son nom"
    return f"{'proche du' if proche else 'par le'} synonyme « {competence.nom_trouve} »"


def _contenus(texte: str) -> Rubrique:
    lus = Contenu.objects.filter(metier__retire=False).chercher(texte)
    contenus = list(lus.select_related("metier__referentiel", "metier__famille")[: MONTRES + 1])
    lignes = [
        Trouvaille(
            c.metier.nom,
            f"{adresse_metier(c.metier)}#{c.genre}",
            c.metier.famille.nom,
            f"{c.get_genre_display()} : « {c.libelle} »",
        )
        for c in contenus
    ]
    return _rubrique("Dans les fiches de métier", "document-text", "libellé de fiche", lignes)


def _familles(texte: str) -> Rubrique:
    scores = FamilleMetier.objects.annotate(score=ScoreNom(Normalise("nom"), cherche(texte))).filter(score__gte=PAREIL)
    lues = scores.select_related("referentiel", "parent__parent").order_by(F("score").desc(), "nom")[: MONTRES + 1]
    lignes = [
        Trouvaille(
            f.nom,
            f"{reverse('referentiels:accueil')}?referentiel={f.referentiel.code}#famille-{f.pk}",
            f"{f.referentiel.nom} › {chemin_de(f.parent)}" if f.parent else f.referentiel.nom,
            f.get_niveau_display(),
        )
        for f in lues
    ]
    return _rubrique("Familles de métiers", "rectangle-stack", "famille", lignes)


def _classes(texte: str) -> Rubrique:
    """By name or role. Forty rows: read whole, compared here."""
    cle = normaliser(texte)
    lues: QuerySet[ClasseTechnologie] = ClasseTechnologie.objects.select_related("parent")
    lignes = []
    for classe in lues:
        roles = [role for role in classe.roles if cle in normaliser(role)]
        if cle in normaliser(classe.nom) or roles:
            par = f"par le rôle « {roles[0]} »" if roles else "par son nom"
            adresse = f"{reverse('referentiels:technologies')}#{classe.code}"
            lignes.append(Trouvaille(classe.nom, adresse, classe.parent.nom if classe.parent else "", par))
    return _rubrique("Classes de technologies", "server-stack", "classe", lignes)
