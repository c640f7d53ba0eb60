"""Database functions laid by the first migration, as Django expressions. Every room may use them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Upper
from django.db.models.lookups import GreaterThanOrEqual

from referentiels.normalisation import normaliser

# Below this score nothing is offered: 0.5 forgives one slip in a word ("consultent"), not another word.
SCORE_MINIMAL = 0.5
# See `ScoreNom`.
SCORE_EGAL, SCORE_CONTIENT = 5.0, 1.0


class FUnaccent(Func):
    """`public.f_unaccent(text)`: drop accents; IMMUTABLE, so it may be indexed and generated."""

    function = "public.f_unaccent"
    arity = 1
    output_field = models.TextField()


class LuhnValide(Func):
    """`public.luhn_valide(text)`: true when the digits pass the Luhn check (SIREN, SIRET). NULL stays NULL."""

    function = "public.luhn_valide"
    arity = 1
    output_field = models.BooleanField()


class ScoreNom(Func):
    """`public.score_nom(nom, cherche)`: how well a normalised name answers what was typed.

    5 = equal; 3 to 4 = begins with it; 2 to 3 = one of its words does; 1 to 2 = contains it; under 1 = likeness by
    trigrams, from four letters typed. Both sides must be normalised.
    """

    function = "public.score_nom"
    arity = 2
    output_field = models.FloatField()


def a_noter(colonne: str, texte: str) -> Q:
    """Which normalised names may score `SCORE_MINIMAL`: they hold what was typed, or a word of theirs is like it.

    Never false for a name that scores, and three times shorter to tell: it spares most rows the score.
    """
    cle = normaliser(texte)
    proche = GreaterThanOrEqual(TrigramWordSimilarity(cle, colonne), SCORE_MINIMAL)
    return Q(**{f"{colonne}__contains": cle}) | Q(proche)


class NomsJoints(Func):
    """`public.noms_joints(text[])`: several names as one text, "|" around each; IMMUTABLE, so it may be indexed."""

    function = "public.noms_joints"
    arity = 1
    output_field = models.TextField()


class _ParmiNoms(Func):
    """An expression over several names, given as an array or joined by "|": `unnest` makes rows of them."""

    arity = 2

    def as_sql(self, compiler: Any, connection: Any, **contexte: Any) -> Any:  # type: ignore[override]
        """Draw the sub-select: what is looked for comes once, before the names."""
        noms, cherche = self.get_source_expressions()
        sql_noms, parametres_noms = compiler.compile(noms)
        sql_cherche, parametres_cherche = compiler.compile(cherche)
        if not isinstance(noms.output_field, ArrayField):
            sql_noms = f"string_to_array({sql_noms}, '|')"
        sql = self.template.format(noms=sql_noms, cherche=sql_cherche)
        return sql, (*parametres_cherche, *parametres_noms)


class ScoreNoms(_ParmiNoms):
    """The best `ScoreNom` of several names; 0 without any.

    Written in place of `public.score_noms`, which PostgreSQL cannot inline: a call a row cost ten times the scores.
    """

    output_field = models.FloatField()
    template = "(SELECT coalesce(max(public.score_nom(n, {cherche})), 0) FROM unnest({noms}) AS n)"


class NomsANoter(_ParmiNoms):
    """The same as `a_noter` for several names: is one of them worth scoring?"""

    output_field = models.BooleanField()
    template = (
        "EXISTS (SELECT FROM (SELECT {cherche} AS c) AS q, unnest({noms}) AS n"
        f" WHERE position(c IN n) > 0 OR public.word_similarity(c, n) >= {SCORE_MINIMAL})"
    )


class MeilleurNom(Func):
    """The one of several normalised names (an array) that best answers what was typed; the first of equals."""

    function = "public.score_nom"
    template = (
        "(SELECT u.nom FROM unnest(%(expressions)s) WITH ORDINALITY AS u(nom, rang) "
        "ORDER BY %(function)s(u.nom, %(cherche)s) DESC, u.rang LIMIT 1)"
    )
    output_field = models.TextField()

    def __init__(self, noms: Any, typed: Any) -> None:
        super().__init__(noms, typed)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        """Both expressions stand in different places of the template."""
        noms, cherche = self.source_expressions
        sql_noms, parametres_noms = compiler.compile(noms)
        sql_cherche, parametres = compiler.compile(cherche)
        sql = self.template % {"expressions": sql_noms, "function": self.function, "cherche": sql_cherche}
        return sql, [*parametres_noms, *parametres]


def Normalise(expression: Any) -> FUnaccent:
    """Return capitals without accents: compare with it, and index it with trigrams."""
    return FUnaccent(Upper(expression))


def cherche(texte: str) -> FUnaccent:
    """Return what a person typed, as a normalised expression with single spaces."""
    return Normalise(Value(" ".join(texte.split()), output_field=models.TextField()))
