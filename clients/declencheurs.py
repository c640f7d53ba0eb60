"""Triggers of the room: what PostgreSQL keeps true whoever writes (a form, the admin, an import, a bulk load)."""

from __future__ import annotations

import pgtrigger

# The latest exercice of each client and which way it went since the year before: facts, not the verdict (CLI-1).
# The clients are locked first, so that of two years added at once the second sees the first; without their key,
# which the foreign key of the other one holds.
_CHIFFRES = """
    PERFORM 1 FROM clients_client WHERE id IN (SELECT client_id FROM {lignes}) ORDER BY id FOR NO KEY UPDATE;
    UPDATE clients_client c
    SET exercice_annee = d.annee, chiffre_affaires = d.chiffre_affaires, effectif = d.effectif,
        sens_ca = d.sens_ca, sens_effectif = d.sens_effectif
    FROM (
        SELECT t.client_id, apres.annee, apres.chiffre_affaires, apres.effectif,
            sign(apres.chiffre_affaires - avant.chiffre_affaires)::smallint AS sens_ca,
            sign(apres.effectif - avant.effectif)::smallint AS sens_effectif
        FROM (SELECT DISTINCT client_id FROM {lignes}) t
        LEFT JOIN LATERAL (
            SELECT * FROM clients_exercice e WHERE e.client_id = t.client_id ORDER BY e.annee DESC LIMIT 1
        ) apres ON true
        LEFT JOIN clients_exercice avant ON avant.client_id = t.client_id AND avant.annee = apres.annee - 1
    ) d
    WHERE c.id = d.client_id
        AND (c.exercice_annee, c.chiffre_affaires, c.effectif, c.sens_ca, c.sens_effectif)
        IS DISTINCT FROM (d.annee, d.chiffre_affaires, d.effectif, d.sens_ca, d.sens_effectif);
"""


def chiffres_du_client() -> list[pgtrigger.Trigger]:
    """Keep the derived figures of a client whenever its exercices change, one statement at a time."""
    touchees = {"insert": "nouvelles", "delete": "anciennes", "update": "(TABLE anciennes UNION ALL TABLE nouvelles)"}
    references = {
        "insert": pgtrigger.Referencing(new="nouvelles"),
        "delete": pgtrigger.Referencing(old="anciennes"),
        "update": pgtrigger.Referencing(old="anciennes", new="nouvelles"),
    }
    operations = {"insert": pgtrigger.Insert, "delete": pgtrigger.Delete, "update": pgtrigger.Update}
    return [
        pgtrigger.Trigger(
            name=f"chiffres_{nom}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operations[nom],
            referencing=references[nom],
            func=_CHIFFRES.format(lignes=f"{lignes} lignes" if nom == "update" else lignes) + "RETURN NULL;",
        )
        for nom, lignes in touchees.items()
    ]


MESSAGE_CYCLE = "Une entreprise ne peut pas être sa propre maison mère, même par l’une de ses filiales."


def sans_cycle() -> pgtrigger.Trigger:
    """Refuse a mother company that is the company itself or one of those under it.

    One such change at a time: of two that would close a loop together, the second sees the first.
    """
    return pgtrigger.Trigger(
        name="sans_cycle",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("mere_id"),
        condition=pgtrigger.Q(new__mere__isnull=False),
        func=f"""
            PERFORM pg_advisory_xact_lock(hashtext('clients_client.mere'));
            IF EXISTS (
                WITH RECURSIVE dessus (id) AS (
                    SELECT NEW.mere_id
                    UNION
                    SELECT c.mere_id FROM clients_client c JOIN dessus d ON c.id = d.id WHERE c.mere_id IS NOT NULL
                )
                SELECT 1 FROM dessus WHERE id = NEW.id
            ) THEN
                RAISE EXCEPTION '{MESSAGE_CYCLE}'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'client_mere_sans_cycle';
            END IF;
            RETURN NEW;
        """,  # noqa: S608 - our own words
    )
