"""The lines of the bench for prospecting, at 20 000 clients and 60 000 contacts."""

# ruff: noqa: S608 - every statement is made of the constants below

from __future__ import annotations

from samba.pilotage.banc import Mesure

COMPTE = "SELECT count(*) FROM (SELECT 1 FROM {} LIMIT 1001) x"
CLIENTS = (
    "SELECT c.id, e.nom, s.nom, d.nom, u.nom FROM clients_client c"
    " JOIN referentiels_entreprise e ON e.id = c.entreprise_id"
    " LEFT JOIN referentiels_secteuractivite s ON s.id = e.secteur_id"
    " LEFT JOIN referentiels_departement d ON d.code = c.departement_id"
    " LEFT JOIN comptes_utilisateur u ON u.id = c.suivi_par_id"
    " WHERE c.archive_le IS NULL{} ORDER BY c.id DESC LIMIT 25"
)
DO_DE = (
    "SELECT client_id, count(*) FROM clients_contact WHERE nature = 'do' AND archive_le IS NULL AND client_id IN"
    " (SELECT id FROM clients_client c WHERE c.archive_le IS NULL{} ORDER BY id DESC LIMIT 25) GROUP BY 1"
)
CONTACTS = (
    "SELECT c.id, c.nom, e.nom, f.libelle, u.nom FROM clients_contact c"
    " JOIN clients_client k ON k.id = c.client_id JOIN referentiels_entreprise e ON e.id = k.entreprise_id"
    " LEFT JOIN clients_fonction f ON f.id = c.fonction_id LEFT JOIN comptes_utilisateur u ON u.id = c.prive_a_id"
    " WHERE c.archive_le IS NULL AND k.archive_le IS NULL{} ORDER BY c.id DESC LIMIT 25"
)
ACTIFS = (
    "clients_contact c JOIN clients_client k ON k.id = c.client_id WHERE c.archive_le IS NULL AND k.archive_le IS NULL"
)


def _clients(condition: str) -> tuple[str, ...]:
    return (
        CLIENTS.format(condition),
        DO_DE.format(condition),
        COMPTE.format(f"clients_client c WHERE c.archive_le IS NULL{condition}"),
    )


def _contacts(condition: str) -> tuple[str, ...]:
    return CONTACTS.format(condition), COMPTE.format(f"{ACTIFS}{condition}")


# Typing errors forgiven and the best first, which is a function of the base.
SCORE = "public.score_noms(string_to_array(e.noms_recherche, '|'), 'BOREAL')"
NOMME = (
    "JOIN referentiels_entreprise e ON e.id = c.entreprise_id WHERE c.archive_le IS NULL AND"
    f" (e.noms_recherche LIKE '%%BOREAL%%' OR e.noms_recherche %%> 'BOREAL') AND {SCORE} >= 0.5"
)
LISIBLE = " AND (c.prive_a_id IS NULL OR c.prive_a_id = %%(moi)s)".replace("%%", "%")
SILENCE = f"{LISIBLE} AND (c.dernier_joint_le IS NULL OR c.dernier_joint_le < now() - interval '30 days')"
VERDICT = " AND c.publie_missions IS NOT TRUE AND c.sens_ca = 1 AND c.sens_effectif = 1"
# The very expression that an index holds, as whoever writes by hand would look it up.
NOM_COMPLET = "(COALESCE(c.prenom, '') || COALESCE((COALESCE(' ', '') || COALESCE(c.nom, '')), ''))"
NOM = f" AND public.f_unaccent(upper({NOM_COMPLET})) LIKE '%%MART%%'"
# CLI-6 by hand: DOs silent for 30 days, nobody's privé or mine, at a company that may be prospected (CLI-1, CLI-2);
# never contacted first; then what was last said to the 25 of the page.
A_APPELER = (
    "clients_contact c JOIN clients_client k ON k.id = c.client_id WHERE c.nature = 'do' AND c.archive_le IS NULL"
    " AND k.archive_le IS NULL AND NOT c.ne_plus_contacter AND (c.prive_a_id IS NULL OR c.prive_a_id = %(moi)s)"
    " AND (c.dernier_joint_le IS NULL OR c.dernier_joint_le < now() - interval '30 days')"
    " AND k.publie_missions IS NOT TRUE"
    " AND NOT (coalesce(k.sens_ca, 0) = 1 AND coalesce(k.sens_effectif, 0) = -1)"
    " AND NOT (coalesce(k.sens_ca, 0) = -1 AND coalesce(k.sens_effectif, 0) <> 0)"
)
ACTIVITE = (
    "SELECT array_agg(id) FROM (SELECT c.id FROM {0} ORDER BY c.dernier_joint_le NULLS FIRST,"
    " c.dernier_essai_le NULLS FIRST, c.id LIMIT 25) x",
    "SELECT c.id, c.nom, e.nom, f.libelle, c.telephone, c.dernier_joint_le, c.dernier_essai_le FROM clients_contact c"
    " JOIN clients_client k ON k.id = c.client_id JOIN referentiels_entreprise e ON e.id = k.entreprise_id"
    " LEFT JOIN clients_fonction f ON f.id = c.fonction_id WHERE c.id = ANY(%(ids)s)",
    "SELECT d.* FROM unnest(%(ids)s) c(id), LATERAL (SELECT x.commentaire, x.le, u.nom FROM activite_echange x"
    " LEFT JOIN comptes_utilisateur u ON u.id = x.auteur_id WHERE x.contact_id = c.id AND x.commentaire <> ''"
    " ORDER BY x.le DESC LIMIT 1) d",
    "SELECT count(*) FROM (SELECT 1 FROM {0} LIMIT 1001) x",
)


def _activite(condition: str = "") -> tuple[str, ...]:
    return tuple(requete.format(A_APPELER + condition) for requete in ACTIVITE)


MESURES_PROSPECTION = (
    Mesure("Clients, sans filtre", "clients:liste", "", _clients("")),
    Mesure("Clients à prospecter", "clients:liste", "verdict=a_prospecter", _clients(VERDICT)),
    Mesure(
        "Clients d’une région",
        "clients:liste",
        "zone=r-11",
        _clients(" AND c.departement_id IN (SELECT code FROM referentiels_departement WHERE region_id = '11')"),
    ),
    Mesure(
        "Clients par un nom",
        "clients:liste",
        "q=boreal",
        (
            f"SELECT c.id, e.nom FROM clients_client c {NOMME} ORDER BY {SCORE} DESC, e.nom LIMIT 25",
            f"SELECT count(*) FROM (SELECT 1 FROM clients_client c {NOMME} LIMIT 1001) x",
            DO_DE.format(""),
        ),
    ),
    Mesure("Contacts, sans filtre", "clients:contacts", "", _contacts("")),
    Mesure(
        "DO silencieux depuis 30 jours",
        "clients:contacts",
        "nature=do&silence=30",
        _contacts(f"{SILENCE} AND c.nature = 'do'"),
    ),
    Mesure("Activité générale", "clients:activite_generale", "", _activite()),
    Mesure(
        "Activité générale, depuis un an",
        "clients:activite_generale",
        "silence=365",
        _activite(" AND (c.dernier_joint_le IS NULL OR c.dernier_joint_le < now() - interval '365 days')"),
    ),
    Mesure("Contacts par un nom", "clients:contacts", "q=mart", _contacts(NOM)),
    Mesure(
        "Fiche d’un client",
        "clients:fiche",
        "",
        (
            "SELECT * FROM clients_client c JOIN referentiels_entreprise e ON e.id = c.entreprise_id"
            " WHERE c.id = %(pk)s",
            "SELECT * FROM clients_exercice WHERE client_id = %(pk)s",
            "SELECT * FROM clients_contact WHERE client_id = %(pk)s LIMIT 50",
            "SELECT * FROM clients_adresseclient WHERE client_id = %(pk)s",
            "SELECT * FROM clients_documentclient WHERE client_id = %(pk)s",
            "SELECT * FROM clients_changementsociete WHERE de_id = %(pk)s",
            "SELECT * FROM clients_client WHERE mere_id = %(pk)s",
            "SELECT * FROM clients_client WHERE reference_via_id = %(pk)s",
            "SELECT * FROM clients_client_clients_finals WHERE client_id = %(pk)s",
            "SELECT * FROM activite_echange WHERE client_id = %(pk)s ORDER BY le DESC LIMIT 16",
            "SELECT * FROM activite_relance WHERE client_id = %(pk)s AND pour_id = %(moi)s",
            "SELECT * FROM besoins_besoin WHERE client_id = %(pk)s LIMIT 20",
            "SELECT * FROM clients_clientevent WHERE pgh_obj_id = %(pk)s LIMIT 50",
        ),
        objet="clients_client",
    ),
)
