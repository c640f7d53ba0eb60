"""SQL of the first migration: what every room's migrations rely on.

Every name is qualified: a restore runs with an empty search_path. pg_trgm, unaccent and btree_gin are trusted
extensions: the owner of the database may create them.
"""

EXTENSIONS = """
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
"""

# unaccent() alone is only STABLE, because its dictionary could change: ours does not, so it may be indexed.
F_UNACCENT = """
CREATE FUNCTION public.f_unaccent(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT public.unaccent('public.unaccent'::pg_catalog.regdictionary, $1) $$;
"""

RECHERCHE_FR = """
CREATE TEXT SEARCH CONFIGURATION public.fr (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION public.fr
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.french_stem;
"""

LUHN_VALIDE = """
CREATE FUNCTION public.luhn_valide(text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT CASE WHEN $1 ~ '^[0-9]+$' THEN (
        SELECT sum(CASE WHEN (length($1) - i) % 2 = 0 THEN c WHEN c > 4 THEN 2 * c - 9 ELSE 2 * c END) % 10 = 0
        FROM (SELECT i, substr($1, i, 1)::int AS c FROM generate_series(1, length($1)) AS i) AS chiffres
    ) ELSE false END
$$;
"""

# See referentiels.sql.ScoreNom for the scale. Likeness counts the word for two thirds and the whole name for one:
# “kubernets” is Kubernetes before it is Azure Kubernetes Service.
SCORE_NOM = """
CREATE OR REPLACE FUNCTION public.score_nom(nom text, cherche text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE
        WHEN nom = cherche THEN 5
        WHEN starts_with(nom, cherche) THEN 3 + public.similarity(nom, cherche)
        WHEN position(' ' || cherche IN translate(nom, '-/()''’,', '       ')) > 0
            THEN 2 + public.similarity(nom, cherche)
        WHEN length(cherche) > 2 AND position(cherche IN nom) > 0 THEN 1 + public.similarity(nom, cherche)
        WHEN length(cherche) > 3
            THEN 0.99 * greatest(
                public.similarity(cherche, nom),
                (2 * public.word_similarity(cherche, nom) + public.similarity(cherche, nom)) / 3
            )
        ELSE 0
    END
$$;
CREATE OR REPLACE FUNCTION public.score_noms(noms text[], cherche text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT coalesce(max(public.score_nom(n, cherche)), 0) FROM unnest(noms) AS n $$;
CREATE OR REPLACE FUNCTION public.score_noms(noms text, cherche text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT public.score_noms(string_to_array(noms, '|'), cherche) $$;
"""

# The names of a skill as one text, for the trigram index: array_to_string() alone is only STABLE, because an array may
# hold values that print otherwise elsewhere; ours holds texts.
NOMS_JOINTS = """
CREATE OR REPLACE FUNCTION public.noms_joints(noms text[]) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT '|' || pg_catalog.array_to_string(noms, '|') || '|' $$;
"""

DEFAIRE = """
DROP FUNCTION public.score_noms(text, text);
DROP FUNCTION public.score_noms(text[], text);
DROP FUNCTION public.score_nom(text, text);
DROP FUNCTION public.luhn_valide(text);
DROP TEXT SEARCH CONFIGURATION public.fr;
DROP FUNCTION public.f_unaccent(text);
"""
