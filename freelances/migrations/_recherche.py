"""SQL of the search row (conception §5 and §8): what it holds, what keeps it fresh, what finds it.

Functions carry their own search_path: a restore runs with an empty one.
"""

# Technologies whose sign the text parser drops: "C#" and "C++" would both read "c", a French stop word.
TECHNOS = r"""
CREATE FUNCTION public.recherche_technos(texte text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, public
AS $$
    -- Three plain look-ups spare most texts the regular expression, which costs a hundred times more.
    SELECT CASE WHEN strpos(texte, '#') > 0 OR strpos(texte, '++') > 0 OR texte ~* '\.net' THEN (
        SELECT coalesce(array_agg(DISTINCT lower(trouve[1])), '{}')
        FROM regexp_matches(texte, '(?:^|[^[:alnum:]])([[:alpha:]](?:#|\+\+)|\.net)(?![[:alnum:]#+])', 'gi') AS trouve
    ) ELSE '{}' END
$$;
"""

# A tsvector stops at 1 MB (lexemes and positions), and must not stop the writing of a profile: every text is cut, then
# every part of the row's vector is bounded, so that their sum fits whatever the alphabet.
# - `recherche_couper`: at most that many bytes (4 a character at worst). Hyphenated words and addresses weigh up to
#   five times their text, so 150 000 bytes always make a vector.
# - `recherche_borner`: without its positions when it is too big (phrases are no longer found), then without its last
#   words. `|| ''` gives the size out of TOAST.
BORNER = """
CREATE OR REPLACE FUNCTION public.recherche_couper(texte text, octets int) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, public
AS $$
    SELECT CASE
        WHEN octet_length(texte) <= octets THEN texte
        WHEN octet_length(left(texte, octets * 9 / 10)) <= octets THEN left(texte, octets * 9 / 10)
        WHEN octet_length(left(texte, octets / 2)) <= octets THEN left(texte, octets / 2)
        ELSE left(texte, octets / 4)
    END
$$;

CREATE OR REPLACE FUNCTION public.recherche_borner(vecteur tsvector, octets int) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, public
AS $$
    SELECT CASE
        WHEN pg_column_size(vecteur || ''::tsvector) <= octets THEN vecteur
        WHEN pg_column_size(strip(vecteur)) <= octets THEN strip(vecteur)
        ELSE (
            SELECT array_to_tsvector(array_agg(lexeme))
            FROM (
                SELECT lexeme, sum(octet_length(lexeme) + 8) OVER (ORDER BY positions[1], lexeme) AS place
                FROM unnest(vecteur)
            ) AS mots
            WHERE place <= octets
        )
    END
$$;
"""

# The words of the title and of the roles, each behind a « = »: "'=chef' <2> '=projet'" asks for a phrase written there,
# not in the CV nor among the names that the référentiel gives to a métier. By its weights the index could not tell: a
# phrase of common words would unpack every row whose CV has them all (20 000 rows of 60 000, for 2 000 that answer).
INTITULES = r"""
CREATE OR REPLACE FUNCTION public.recherche_intitules(texte text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, public
AS $$ SELECT regexp_replace(to_tsvector('public.fr', texte)::text, '(^| )''', '\1''=', 'g')::tsvector $$;
"""

# The one definition of a search row: the triggers write it, `verifier_recherche` compares with it. The places between
# /* */ are those of the vivier (`_vivier`), empty in the first versions.
# - ' de ' between two texts: a stop word takes a position, so a phrase never spans two fields.
# - '#12' is the skill 12, exact: a keyword that names a skill also finds it by this word of its own.
# - weights: A what they are, B what they were, C what they tell, D the CV as received, and the name.
# - '=chef' is a word of the title or of a role: see `INTITULES`.
# - texts are cut well above any real profile: see `BORNER`. The bounds of the parts add up to less than 1 MB.
GABARIT_ATTENDUE = """
CREATE OR REPLACE FUNCTION public.recherche_attendue(ids bigint[]) RETURNS SETOF public.freelances_profilrecherche
LANGUAGE sql STABLE ROWS 1000
SET search_path = pg_catalog, public
-- A batch is small beside its tables, and an import runs before any statistics exist: always walk the indexes, in
-- the order written. (200 rows right after a bulk load: 56 s without these lines, 0.2 s with them.)
-- `OFFSET 0` is part of it: a row of a référentiel is read by its key, never its whole table for each experience.
SET jit = off SET join_collapse_limit = 1 SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
    SELECT
        f.id,
        (f.id / 5000)::smallint,
        recherche_borner(setweight(to_tsvector('public.fr',
                recherche_couper(concat_ws(' de ', f.titre, m.noms, c.noms), 150000)), 'A'), 200000)
            || recherche_borner(recherche_intitules(
                recherche_couper(concat_ws(' de ', f.titre, e.roles), 50000)), 40000)
            || recherche_borner(array_to_tsvector(array_cat(c.mots,
                recherche_technos(concat_ws(' ', f.titre, left(f.resume, 50000), e.recits, v.texte)))), 100000)
            || recherche_borner(setweight(to_tsvector('public.fr',
                recherche_couper('de ' || coalesce(e.roles, ''), 150000)), 'B'), 100000)
            || recherche_borner(setweight(to_tsvector('public.fr', recherche_couper(
                concat_ws(' de ', '', left(f.resume, 50000), e.recits, e.lieux, t.noms, f.ville), 150000)), 'C'), 280000)
            || to_tsvector('public.fr', 'de ' || f.prenom || ' ' || f.nom)
            || coalesce(recherche_borner(v.vecteur, 280000), ''::tsvector),
        left(f_unaccent(upper(f.nom || ' ' || f.prenom)), 200),
        c.cles,
        m.cles,
        l.codes,
        coalesce(f.departement_id, ''),
        z.codes,
        f.mobile_france,
        CASE f.disponibilite
            WHEN 'immediate' THEN DATE '2000-01-01'
            WHEN 'indisponible' THEN NULL
            ELSE f.disponible_le
        END,
        f.tjm,
        f.experience_annees,
        f.classification,
        f.publie_le IS NOT NULL,
        f.derniere_sollicitation_le,
        f.archive_le IS NOT NULL/* colonnes */
    FROM freelances_freelance f
    CROSS JOIN LATERAL (
        SELECT
            coalesce(array_agg((fc.competence_id * 10 + fc.niveau)::int ORDER BY fc.competence_id), '{}') AS cles,
            coalesce(array_agg('#' || fc.competence_id), '{}') AS mots,
            string_agg(concat_ws(' de ', k.nom, nullif(array_to_string(k.synonymes, ' de '), '')), ' de '
                ORDER BY fc.competence_id) AS noms/* themes */
        FROM freelances_freelancecompetence fc
        CROSS JOIN LATERAL (
            SELECT * FROM referentiels_competence WHERE id = fc.competence_id OFFSET 0
        ) k
        WHERE fc.freelance_id = f.id
    ) c
    CROSS JOIN LATERAL (
        SELECT
            coalesce(array_agg(fm.metier_id::int ORDER BY fm.metier_id), '{}') AS cles,
            string_agg(concat_ws(' de ', r.nom, a.noms), ' de ' ORDER BY fm.metier_id) AS noms
        FROM freelances_freelancemetier fm
        CROSS JOIN LATERAL (SELECT * FROM referentiels_metier WHERE id = fm.metier_id OFFSET 0) r
        CROSS JOIN LATERAL (
            SELECT string_agg(libelle, ' de ' ORDER BY id) AS noms
            FROM referentiels_appellation WHERE metier_id = r.id
        ) a
        WHERE fm.freelance_id = f.id
    ) m
    CROSS JOIN LATERAL (
        SELECT
            left(string_agg(x.role, ' de ' ORDER BY x.id), 50000) AS roles,
            left(string_agg(nullif(x.description, ''), ' de ' ORDER BY x.id), 200000) AS recits,
            left(string_agg(concat_ws(' de ', s.nom, o.noms), ' de ' ORDER BY x.id), 50000) AS lieux
        FROM freelances_experience x
        CROSS JOIN LATERAL (SELECT * FROM referentiels_entreprise WHERE id = x.entreprise_id OFFSET 0) s
        CROSS JOIN LATERAL (
            SELECT string_agg(k.nom, ' de ' ORDER BY xc.competence_id) AS noms
            FROM freelances_experience_competences xc
            CROSS JOIN LATERAL (SELECT nom FROM referentiels_competence WHERE id = xc.competence_id OFFSET 0) k
            WHERE xc.experience_id = x.id
        ) o
        WHERE x.freelance_id = f.id
    ) e
    CROSS JOIN LATERAL (
        SELECT left(string_agg(concat_ws(' de ', intitule, nullif(etablissement, '')), ' de ' ORDER BY id), 50000) AS noms
        FROM freelances_formationsuivie WHERE freelance_id = f.id
    ) t
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(langue ORDER BY langue), '{}') AS codes
        FROM freelances_langueparlee WHERE freelance_id = f.id
    ) l
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(departement_id ORDER BY departement_id), '{}') AS codes
        FROM freelances_freelance_mobilites WHERE freelance_id = f.id
    ) z
    LEFT JOIN LATERAL (
        SELECT
            left(texte, 200000) AS texte, vecteur
        FROM freelances_cv WHERE freelance_id = f.id AND courant
    ) v ON true/* jointures */
    WHERE f.id = ANY(ids)
$$;
"""
ATTENDUE = GABARIT_ATTENDUE.replace("/* colonnes */", "").replace("/* jointures */", "").replace("/* themes */", "")

# The lock makes two writers of one profile take turns: each then reads what the other committed.
GABARIT_RAFRAICHIR = """
CREATE OR REPLACE FUNCTION public.recherche_rafraichir(ids bigint[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, public
AS $$
BEGIN
    IF ids IS NULL OR cardinality(ids) = 0 THEN
        RETURN;
    END IF;
    PERFORM 1 FROM freelances_freelance WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO freelances_profilrecherche AS r SELECT * FROM recherche_attendue(ids)
    ON CONFLICT (freelance_id) DO UPDATE SET
        (tranche, vecteur, nom_normalise, competences, metiers, langues, departement, zones, mobile_france,
         disponible_le, tjm, experience, classification, publie, sollicite_le, archive/* colonnes */) = ROW(
         excluded.tranche, excluded.vecteur, excluded.nom_normalise, excluded.competences, excluded.metiers,
         excluded.langues, excluded.departement, excluded.zones, excluded.mobile_france, excluded.disponible_le,
         excluded.tjm, excluded.experience, excluded.classification, excluded.publie, excluded.sollicite_le,
         excluded.archive/* valeurs */)
    WHERE r.* IS DISTINCT FROM excluded.*;
END
$$;
"""
RAFRAICHIR = GABARIT_RAFRAICHIR.replace("/* colonnes */", "").replace("/* valeurs */", "")

# One trigger function for every table: its argument is the query giving the freelances that a statement touched.
# `SET LOCAL samba.recherche_differee = on` spares an import one refresh a statement; it then calls
# recherche_rafraichir once a batch.
TOUCHER = """
CREATE FUNCTION public.recherche_toucher() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public
AS $$
DECLARE
    ids bigint[];
BEGIN
    IF current_setting('samba.recherche_differee', true) = 'on' THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT array_agg(DISTINCT x.id) FROM (%s) AS x(id)', TG_ARGV[0]) INTO ids;
    PERFORM recherche_rafraichir(ids);
    RETURN NULL;
END
$$;

CREATE FUNCTION public.recherche_oublier() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, public
AS $$
BEGIN
    DELETE FROM freelances_profilrecherche WHERE freelance_id IN (SELECT id FROM anciennes);
    RETURN NULL;
END
$$;
"""

EVENEMENTS = {
    "insert": "REFERENCING NEW TABLE AS nouvelles",
    "update": "REFERENCING OLD TABLE AS anciennes NEW TABLE AS nouvelles",
    "delete": "REFERENCING OLD TABLE AS anciennes",
}
# Columns of a freelance that the row reads: a change of anything else (version, phone, notes…) costs nothing.
COLONNES = [
    "nom",
    "prenom",
    "titre",
    "resume",
    "ville",
    "departement_id",
    "mobile_france",
    "disponibilite",
    "disponible_le",
    "tjm",
    "experience_annees",
    "classification",
    "publie_le",
    "derniere_sollicitation_le",
    "archive_le",
]


def declencheur(table: str, evenement: str, requete: str, nom: str = "") -> str:
    """A statement-level trigger: `requete` reads `nouvelles` and `anciennes`, and gives the ids of freelances."""
    litteral = requete.replace("'", "''")
    return f"""
CREATE TRIGGER {nom or f"recherche_{evenement}"} AFTER {evenement} ON public.{table} {EVENEMENTS[evenement]}
FOR EACH STATEMENT EXECUTE FUNCTION public.recherche_toucher('{litteral}');
"""


def changees(colonnes: list[str], cle: str = "id") -> str:
    """The rows of an UPDATE in which one of these columns changed."""
    n, a = (", ".join(f"{alias}.{colonne}" for colonne in colonnes) for alias in "na")
    return f"SELECT n.* FROM nouvelles n JOIN anciennes a USING ({cle}) WHERE ROW({n}) IS DISTINCT FROM ROW({a})"


def enfant(table: str, ids: str = "SELECT freelance_id FROM {}") -> str:
    n, a = ids.format("nouvelles"), ids.format("anciennes")
    return (
        declencheur(table, "insert", n)
        + declencheur(table, "update", f"{n} UNION {a}")
        + declencheur(table, "delete", a)
    )


def _declencheurs() -> str:
    sql = declencheur("freelances_freelance", "insert", "SELECT id FROM nouvelles")
    sql += declencheur("freelances_freelance", "update", f"SELECT id FROM ({changees(COLONNES)}) AS c")
    sql += """
CREATE TRIGGER recherche_delete AFTER DELETE ON public.freelances_freelance REFERENCING OLD TABLE AS anciennes
FOR EACH STATEMENT EXECUTE FUNCTION public.recherche_oublier();
"""
    for nom in ("freelancecompetence", "freelancemetier", "langueparlee", "experience", "formationsuivie"):
        sql += enfant(f"freelances_{nom}")
    sql += enfant("freelances_freelance_mobilites")
    sql += enfant("freelances_cv")
    sql += enfant(
        "freelances_experience_competences",
        "SELECT x.freelance_id FROM freelances_experience x JOIN {} c ON c.experience_id = x.id",
    )
    # The référentiels: a renamed skill, métier or company is found by its new name at once.
    competence = changees(["nom", "synonymes"])
    sql += declencheur(
        "referentiels_competence",
        "update",
        f"SELECT fc.freelance_id FROM freelances_freelancecompetence fc JOIN ({competence}) c ON c.id = fc.competence_id"
        " UNION SELECT x.freelance_id FROM freelances_experience x"
        " JOIN freelances_experience_competences xc ON xc.experience_id = x.id"
        f" JOIN ({competence}) c ON c.id = xc.competence_id",
    )
    metier = "SELECT fm.freelance_id FROM freelances_freelancemetier fm JOIN ({}) c ON c.{} = fm.metier_id"
    sql += declencheur("referentiels_metier", "update", metier.format(changees(["nom"]), "id"))
    n, a = (metier.format(f"SELECT metier_id FROM {t}", "metier_id") for t in ("nouvelles", "anciennes"))
    changee = changees(["libelle", "metier_id"])
    modifiee = (
        metier.format(changee, "metier_id") + " UNION " + metier.format(changee.replace("n.*", "a.*"), "metier_id")
    )
    sql += declencheur("referentiels_appellation", "insert", n)
    sql += declencheur("referentiels_appellation", "update", modifiee)
    sql += declencheur("referentiels_appellation", "delete", a)
    sql += declencheur(
        "referentiels_entreprise",
        "update",
        f"SELECT x.freelance_id FROM freelances_experience x JOIN ({changees(['nom'])}) c ON c.id = x.entreprise_id",
    )
    return sql


# The row stays narrow (about 200 bytes): its vector always goes to the TOAST table, which only phrases re-read.
# One GIN over every column that is searched by value: PostgreSQL intersects the lists inside a single scan, and
# `tranche` comes first among them, so that the newest slice alone is read.
INDEX = """
ALTER TABLE public.freelances_profilrecherche SET (toast_tuple_target = 128);
CREATE INDEX recherche_gin ON public.freelances_profilrecherche
    USING gin (tranche, vecteur, competences, metiers, langues, departement, zones, classification);
-- For searches by a rare value alone ("under 200 € a day"): the GIN holds no ranges.
CREATE INDEX recherche_tjm ON public.freelances_profilrecherche (tjm);
CREATE INDEX recherche_experience ON public.freelances_profilrecherche (experience);
CREATE INDEX recherche_disponible ON public.freelances_profilrecherche (disponible_le);
"""

REMPLIR = "SELECT public.recherche_rafraichir(array_agg(id)) FROM public.freelances_freelance;"

AVANT = TECHNOS + BORNER + INTITULES + ATTENDUE + RAFRAICHIR + TOUCHER + _declencheurs() + INDEX + REMPLIR

# For bases made before `BORNER`: the definition again, and the rows that it may change.
BORNES = (
    BORNER
    + INTITULES
    + ATTENDUE
    + """
SELECT public.recherche_rafraichir(array_agg(id)) FROM (
    SELECT id FROM public.freelances_freelance WHERE octet_length(resume) > 50000
    UNION SELECT freelance_id FROM public.freelances_experience GROUP BY freelance_id
        HAVING sum(octet_length(role) + octet_length(description)) > 50000
    UNION SELECT freelance_id FROM public.freelances_formationsuivie GROUP BY freelance_id
        HAVING sum(octet_length(intitule) + octet_length(etablissement)) > 50000
    UNION SELECT freelance_id FROM public.freelances_cv WHERE courant AND octet_length(texte) > 50000
    UNION SELECT freelance_id FROM public.freelances_profilrecherche WHERE length(vecteur) > 5000
) AS longs;
"""
)
# For bases made before `INTITULES`: every row changes. By lots: a list of a million ids is planned badly.
INTITULES_PARTOUT = (
    INTITULES
    + ATTENDUE
    + """
DO $$
DECLARE
    lot bigint[];
    dernier bigint := 0;
BEGIN
    LOOP
        SELECT array_agg(id), max(id) INTO lot, dernier FROM (
            SELECT id FROM public.freelances_freelance WHERE id > dernier ORDER BY id LIMIT 4000
        ) AS suivants;
        EXIT WHEN lot IS NULL;
        PERFORM public.recherche_rafraichir(lot);
    END LOOP;
END
$$;
"""
)
ARRIERE = """
DROP FUNCTION public.recherche_toucher() CASCADE;
DROP FUNCTION public.recherche_oublier() CASCADE;
DROP FUNCTION public.recherche_rafraichir(bigint[]);
DROP FUNCTION public.recherche_attendue(bigint[]);
DROP FUNCTION public.recherche_technos(text);
DROP FUNCTION public.recherche_intitules(text);
DROP FUNCTION public.recherche_borner(tsvector, int);
DROP FUNCTION public.recherche_couper(text, int);
DROP INDEX public.recherche_gin, public.recherche_tjm, public.recherche_experience, public.recherche_disponible;
"""
