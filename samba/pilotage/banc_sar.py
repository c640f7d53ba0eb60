"""The lines of the bench for the vivier and the portefeuille, and the fiches that they are measured on."""

# ruff: noqa: S608 - every statement is made of the constants below

from __future__ import annotations

from django.db import connection

from samba.comptes.enums import Role
from samba.comptes.models import Agence, Utilisateur
from samba.pilotage.banc import Mesure

AGENCES, FICHES = 100, 200_000
R, FICHE = "freelances_profilrecherche", "freelances_fiche"
MIENNE = "SELECT agence_id FROM comptes_utilisateur WHERE id = %(moi)s"
# By hand: the newest classified of the pool, without those of my agence; 25 ids, the count to 1 001, the rows.
AU_VIVIER = (
    f"FROM {R} r WHERE r.publie AND NOT r.archive AND NOT EXISTS (SELECT FROM {FICHE} f"
    f" WHERE f.agence_id = ({MIENNE}) AND f.freelance_id = r.freelance_id)"
)
LIGNES_VIVIER = (
    "SELECT f.id, f.civilite, f.prenom, f.nom, f.titre, f.ville, f.publie_le, e.niveau_valide, d.nom"
    " FROM freelances_freelance f JOIN freelances_evaluation e ON e.freelance_id = f.id AND e.etat = 'publiee'"
    " LEFT JOIN referentiels_departement d ON d.code = e.bassin_id WHERE f.id = ANY(%(ids)s)",
    "SELECT e.freelance_id, m.nom FROM freelances_metieractuel a JOIN freelances_evaluation e ON e.id = a.evaluation_id"
    " JOIN referentiels_metier m ON m.id = a.metier_id WHERE e.freelance_id = ANY(%(ids)s) AND e.etat = 'publiee'",
)
VERROU = f"SELECT 1 FROM {FICHE} WHERE agence_id = ({MIENNE}) AND echeance < current_date LIMIT 1"


def _vivier(condition: str = "") -> tuple[str, ...]:
    return (
        f"SELECT array_agg(freelance_id) FROM (SELECT r.freelance_id {AU_VIVIER}{condition}"
        " ORDER BY r.classifie_le DESC, r.freelance_id DESC LIMIT 25) x",
        f"SELECT count(*) FROM (SELECT 1 {AU_VIVIER}{condition} LIMIT 1001) x",
        *LIGNES_VIVIER,
        VERROU,
    )


def _comptes() -> tuple[str, ...]:
    """The spread of the first 1 000 hits over the seven filters of values."""
    hits = f"SELECT r.* {AU_VIVIER} ORDER BY r.classifie_le DESC, r.freelance_id DESC LIMIT 1000"
    simples = ("classification", "niveau_etude", "tranche_experience", "bassin")
    listes = ("metiers_actuels", "themes", "formations")
    return (
        *(f"SELECT {nom}, count(*) FROM ({hits}) h GROUP BY 1" for nom in simples),
        *(f"SELECT cle, count(*) FROM ({hits}) h, unnest({nom}) AS cle GROUP BY 1" for nom in listes),
        VERROU,
    )


def _portefeuille(condition: str = "", ordre: str = "f.cree_le DESC, f.id DESC") -> tuple[str, ...]:
    ou = f"WHERE f.agence_id = ({MIENNE}) AND f.archive_le IS NULL{condition}"
    return (
        f"SELECT array_agg(freelance_id) FROM (SELECT f.freelance_id FROM {FICHE} f {ou} ORDER BY {ordre} LIMIT 25) x",
        f"SELECT f.*, p.prenom, p.nom, u.nom FROM {FICHE} f JOIN freelances_freelance p ON p.id = f.freelance_id"
        f" JOIN comptes_utilisateur u ON u.id = f.recruteur_id {ou} ORDER BY {ordre} LIMIT 25",
        f"SELECT count(*) FROM (SELECT 1 FROM {FICHE} f {ou} LIMIT 1001) x",
        f"SELECT count(*), count(*) FILTER (WHERE f.recruteur_id = %(moi)s) FROM {FICHE} f {ou}",
        f"SELECT DISTINCT f.recruteur_id FROM {FICHE} f WHERE f.agence_id = ({MIENNE})",
        *LIGNES_VIVIER,
        "SELECT * FROM freelances_situation WHERE freelance_id = ANY(%(ids)s)",
        VERROU,
    )


MESURES_SAR = (
    Mesure("Vivier, sans filtre", "vivier:liste", "", _vivier()),
    Mesure("Vivier, un bassin", "vivier:liste", "bassin=75", _vivier(" AND r.bassin = '75'")),
    Mesure(
        "Vivier, classification et étude",
        "vivier:liste",
        "classification=adaptable&niveau=bac_5&niveau=bac_4",
        _vivier(" AND r.classification = 'adaptable' AND r.niveau_etude IN ('bac_5', 'bac_4')"),
    ),
    Mesure(
        "Vivier, par un nom",
        "vivier:liste",
        "q=beau",
        _vivier(" AND r.nom_normalise LIKE '%%BEAU%%'"),
    ),
    Mesure("Vivier, noms proposés", "vivier:noms", "q=beau", _vivier(" AND r.nom_normalise LIKE '%%BEAU%%'")),
    Mesure("Vivier, comptes par valeur", "vivier:comptes", "", _comptes()),
    Mesure("Portefeuille, sans filtre", "portefeuille:liste", "", _portefeuille()),
    Mesure(
        "Portefeuille, par échéance",
        "portefeuille:liste",
        "tri=echeance",
        _portefeuille(ordre="f.echeance, f.id"),
    ),
    Mesure(
        "Portefeuille, statut et action",
        "portefeuille:liste",
        "statut=en_vivier&actions=analyse_cv",
        _portefeuille(
            " AND f.statut = 'en_vivier' AND EXISTS (SELECT FROM freelances_actionfiche a"
            " WHERE a.fiche_id = f.id AND a.action = 'analyse_cv')"
        ),
    ),
    Mesure(
        "Portefeuille, par un nom",
        "portefeuille:liste",
        "q=beau",
        _portefeuille(f" AND f.freelance_id IN (SELECT freelance_id FROM {R} WHERE nom_normalise LIKE '%%BEAU%%')"),
    ),
    Mesure(
        "Mes fiches dépassées, aucune",
        "portefeuille:depassees",
        "",
        (
            VERROU,
            f"SELECT count(*), count(*) FILTER (WHERE recruteur_id = %(moi)s) FROM {FICHE}"
            f" WHERE agence_id = ({MIENNE})",
        ),
    ),
)


def peupler_les_fiches(agences: int = AGENCES, fiches: int = FICHES) -> None:
    """Agences with one commercial each, and as many fiches for each among the candidates of the vivier; none overdue.

    For a base of the bench alone: these agences stay in it.
    """
    for rang in range(agences):
        agence = Agence.objects.create(nom=f"Agence de mesure {rang}", ville="Paris")
        Utilisateur.objects.create_user(
            email=f"mesure{rang}@samba.invalid", password=None, prenom="Banc", nom=f"Mesure {rang}",
            role=Role.COMMERCIAL, agence=agence,
        )  # fmt: skip
    with connection.cursor() as curseur:
        curseur.execute(
            f"""
            INSERT INTO {FICHE} (version, cree_le, modifie_le, agence_id, freelance_id, recruteur_id, resultat, causes,
                non_reponse, commentaire, contrat, etat, maj_le, statut)
            SELECT 1, now() - (n * interval '37 minutes'), now(), u.agence_id, v.freelance_id, u.id,
                (ARRAY['aucun', 'vivier_recrutement', 'non_retenu_cv', 'proposition', 'indisponible'])[1 + n %% 5],
                '{{}}', false, '', '', 'na', current_date - (n %% 20)::int, ''
            FROM comptes_utilisateur u
            CROSS JOIN LATERAL (
                SELECT freelance_id, row_number() OVER () AS n FROM (
                    SELECT freelance_id FROM {R} WHERE publie ORDER BY hashint8(freelance_id * 1000 + u.id) LIMIT %s
                ) choisis
            ) v
            WHERE u.email LIKE 'mesure%%@samba.invalid'
            """,
            [fiches // agences],
        )
        curseur.execute(
            f"INSERT INTO freelances_actionfiche (fiche_id, action, le, par_id)"
            f" SELECT id, 'analyse_cv', maj_le, recruteur_id FROM {FICHE} WHERE id % 2 = 0 ON CONFLICT DO NOTHING"
        )
        curseur.execute(f"ANALYZE {FICHE}")
        curseur.execute("ANALYZE freelances_actionfiche")
