"""SQL of the vivier's part of the search row (SAR-10), since the evaluations."""

from freelances.migrations._recherche import (
    EVENEMENTS,
    GABARIT_ATTENDUE,
    GABARIT_RAFRAICHIR,
    changees,
    declencheur,
    enfant,
)

# Columns that only a published freelance has: NULL for the others, who then weigh what they did. Themes hold the level
# alone, and `theme * 10 + level`, so that « theme and maîtrise bear on the same skill » is one key.
VIVIER = {
    "classifie_le": "f.publie_le",
    "situation_le": "si.depuis",
    "tranche_experience": "ev.experience_numerique_id::int",
    "bassin": "CASE WHEN f.publie_le IS NOT NULL THEN coalesce(ev.bassin_id, f.departement_id) END",
    "niveau_etude": "coalesce(nullif(ev.niveau_valide, ''), nullif(ev.niveau_non_valide, ''))",
    "metiers_actuels": "ma.cles",
    "themes": "th.cles",
    "formations": "fo.cles",
}
JOINTURES_VIVIER = """
    LEFT JOIN freelances_evaluation ev ON ev.freelance_id = f.id AND ev.etat = 'publiee' AND f.publie_le IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT depuis FROM freelances_situation WHERE freelance_id = f.id ORDER BY depuis DESC, id DESC LIMIT 1
    ) si ON f.publie_le IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT array_agg(metier_id::int ORDER BY metier_id) AS cles
        FROM freelances_metieractuel WHERE evaluation_id = ev.id
    ) ma ON f.publie_le IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT cle ORDER BY cle) AS cles FROM unnest(c.niveaux || c.themes) AS cle
        WHERE cle IS NOT NULL
    ) th ON f.publie_le IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT array_agg((action_id * 10 + CASE lien
            WHEN 'interet' THEN 1 WHEN 'attente' THEN 2 WHEN 'en_cours' THEN 3 ELSE 4 END)::int ORDER BY action_id) AS cles
        FROM freelances_lienformation WHERE freelance_id = f.id
    ) fo ON f.publie_le IS NOT NULL"""
# The skills are read once, whatever is made of them.
THEMES_VIVIER = """,
            array_agg(fc.niveau::int) AS niveaux,
            array_agg((k.theme_id * 10 + fc.niveau)::int) AS themes"""
ATTENDUE_VIVIER = (
    GABARIT_ATTENDUE.replace("/* colonnes */", "".join(f",\n        {valeur}" for valeur in VIVIER.values()))
    .replace("/* jointures */", JOINTURES_VIVIER)
    .replace("/* themes */", THEMES_VIVIER)
)
RAFRAICHIR_VIVIER = GABARIT_RAFRAICHIR.replace("/* colonnes */", "".join(f", {nom}" for nom in VIVIER)).replace(
    "/* valeurs */", "".join(f", excluded.{nom}" for nom in VIVIER)
)


def _declencheurs_vivier() -> str:
    """What moves the vivier's columns: a publication, a métier actuel of one, a situation, a training, a theme."""
    publiee = "SELECT freelance_id FROM {} WHERE etat = 'publiee'"
    sql = enfant("freelances_evaluation", publiee)
    sql += enfant(
        "freelances_metieractuel",
        "SELECT v.freelance_id FROM freelances_evaluation v JOIN {} c ON c.evaluation_id = v.id WHERE v.etat = 'publiee'",
    )
    sql += enfant("freelances_situation") + enfant("freelances_lienformation")
    theme = changees(["theme_id"])
    return sql + declencheur(
        "referentiels_competence",
        "update",
        f"SELECT fc.freelance_id FROM freelances_freelancecompetence fc JOIN ({theme}) c ON c.id = fc.competence_id",
        nom="recherche_theme",
    )


# A second GIN, over the vivier alone: its filters are not those of the general search, and whoever is not published
# costs it nothing. The two b-trees give the newest classified, or those whose situation changed, without sorting.
INDEX_VIVIER = """
CREATE INDEX recherche_vivier ON public.freelances_profilrecherche
    USING gin (metiers_actuels, themes, formations, bassin, niveau_etude, tranche_experience, classification)
    WHERE publie AND NOT archive;
CREATE INDEX recherche_classifie ON public.freelances_profilrecherche (classifie_le DESC, freelance_id DESC)
    WHERE publie AND NOT archive;
CREATE INDEX recherche_situation ON public.freelances_profilrecherche (situation_le DESC, freelance_id DESC)
    WHERE publie AND NOT archive;
-- Names, for the choice lists of the whole base and for the filter of the vivier.
CREATE INDEX recherche_nom ON public.freelances_profilrecherche USING gin (nom_normalise public.gin_trgm_ops);
"""
VERS_LE_VIVIER = (
    ATTENDUE_VIVIER
    + RAFRAICHIR_VIVIER
    + _declencheurs_vivier()
    + INDEX_VIVIER
    + """
SELECT public.recherche_rafraichir(array_agg(id)) FROM public.freelances_freelance WHERE publie_le IS NOT NULL;
"""
)
TABLES_VIVIER = ("freelances_evaluation", "freelances_metieractuel", "freelances_situation", "freelances_lienformation")
HORS_DU_VIVIER = (
    "DROP INDEX public.recherche_vivier, public.recherche_classifie, public.recherche_situation, public.recherche_nom;\n"
    + "".join(
        f"DROP TRIGGER recherche_{evenement} ON public.{table};\n"
        for table in TABLES_VIVIER
        for evenement in EVENEMENTS
    )
    + "DROP TRIGGER recherche_theme ON public.referentiels_competence;\n"
)
