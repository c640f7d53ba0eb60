"""Database functions laid by the first migration, as Django expressions. Every room may use them."""

from typing import Any

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Upper

# Below this score nothing is offered: 0.5 forgives one slip in a word ("consultent"), not another word.
SCORE_MINIMAL = 0.5


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


class ScoreNoms(Func):
    """`public.score_noms(noms, cherche)`: the best `ScoreNom` of several names, given as an array or joined by "|"."""

    function = "public.score_noms"
    arity = 2
    output_field = models.FloatField()


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
