"""The table route × role × expected answer. A new route fails the suite until somebody writes its line here.

An answer is a status, or `ADMIS`: the view let the person in (200, 204, a redirect elsewhere than the login, 409, 422).
"""

from __future__ import annotations

from dataclasses import dataclass, field

ADMIS = "admis"
LOGIN = "login"
ANONYME = "anonyme"
ROLES = ("commercial", "qualifieur", "manager", "gestion", "direction", "administrateur")

PROSPECTEURS = frozenset({"commercial", "manager"})
VENDEURS = frozenset({"commercial", "manager"})
RECRUTEURS = frozenset({"commercial", "manager", "qualifieur"})
QUALIFIEURS = frozenset({"qualifieur"})
TOUS = frozenset(ROLES)
SURVEILLANTS = frozenset({"manager", "direction"})
PERSONNE: frozenset[str] = frozenset()
# Who puts away what is typed outside the référentiels.
REFERENCEURS = frozenset({"administrateur", "manager"})
# Tables of the référentiels that the API gives.
REFERENTIELS = ("referentiel", "metier", "theme", "competence", "secteur", "entreprise")
LIEUX = ("region", "departement", "commune")


@dataclass(frozen=True)
class Ligne:
    """One route and method: who is let in, what the others get, what a stranger gets."""

    nom: str
    methode: str = "get"
    admis: frozenset[str] = TOUS
    refus: int = 403
    anonyme: int | str = LOGIN
    objet: str = ""
    donnees: dict[str, object] = field(default_factory=dict)

    def attendu(self, qui: str) -> int | str:
        """What this person gets."""
        if qui == ANONYME:
            return self.anonyme
        return ADMIS if qui in self.admis else self.refus


def lecture(nom: str, objet: str = "", admis: frozenset[str] = TOUS) -> Ligne:
    """A page everybody of the firm reads, unless `admis` says less."""
    return Ligne(nom, admis=admis, objet=objet)


def acte(nom: str, admis: frozenset[str], objet: str = "", refus: int = 403, **donnees: object) -> Ligne:
    """A POST."""
    return Ligne(nom, "post", admis, refus, objet=objet, donnees=donnees)


def formulaire(nom: str, admis: frozenset[str], objet: str = "", **donnees: object) -> list[Ligne]:
    """A page with a form: the same people see it and send it."""
    return [Ligne(nom, "get", admis, objet=objet), Ligne(nom, "post", admis, objet=objet, donnees=donnees)]


def publique(nom: str, statut: int | str = ADMIS, methode: str = "get", objet: str = "") -> Ligne:
    """A page without login."""
    return Ligne(nom, methode, TOUS, anonyme=statut, objet=objet)


LIGNES: list[Ligne] = [
    # --- the roof
    lecture("pilotage:accueil"),
    publique("pilotage:sante"),
    lecture("listes:aide"),
    # --- the buttons of a list: everybody who reads it shapes it, keeps it and takes it out
    *formulaire("outils:colonnes", TOUS, "liste", colonne="nom"),
    *formulaire("outils:exporter", TOUS, "liste", format="csv"),
    lecture("outils:recherches", "liste"),
    Ligne("outils:enregistrer", "post", objet="liste", donnees={"nom": "Mes clients"}),
    acte("outils:partager", frozenset({"commercial"}), "recherche", refus=404),
    acte("outils:supprimer", frozenset({"commercial"}), "recherche", refus=404),
    # --- clients (CLI-5: the contact below is nobody's privé; privés have their own tests)
    lecture("clients:liste"),
    lecture("clients:clients_json"),
    *formulaire("clients:creer", PROSPECTEURS),
    lecture("clients:fiche", "client"),
    *formulaire("clients:modifier", PROSPECTEURS, "client"),
    *formulaire("clients:client_echange", PROSPECTEURS, "client"),
    acte("clients:archiver", PROSPECTEURS, "client"),
    acte("clients:reactiver", PROSPECTEURS, "client"),
    acte("clients:document_deposer", PROSPECTEURS, "client"),
    acte("clients:document_retirer", PROSPECTEURS, "client_document"),
    lecture("clients:contacts"),
    *formulaire("clients:contact_creer", PROSPECTEURS),
    lecture("clients:fonctions", admis=PROSPECTEURS),
    lecture("clients:contact", "contact"),
    *formulaire("clients:contact_modifier", PROSPECTEURS, "contact"),
    *formulaire("clients:echange", PROSPECTEURS, "contact"),
    acte("clients:contact_archiver", PROSPECTEURS, "contact"),
    acte("clients:contact_reactiver", PROSPECTEURS, "contact"),
    *formulaire("clients:contact_changement", PROSPECTEURS, "contact"),
    lecture("clients:changement_fonctions", "contact", PROSPECTEURS),
    acte("clients:prendre_prive", PROSPECTEURS, "contact"),
    acte("clients:liberer_prive", PROSPECTEURS, "contact"),
    lecture("clients:prives"),
    lecture("clients:prives_tentatives", admis=SURVEILLANTS),
    *formulaire("clients:prive_demander", PROSPECTEURS, "contact"),
    acte("clients:prive_repondre", PROSPECTEURS, "demande_prive"),
    acte("clients:prive_retirer", PERSONNE, "demande_prive"),
    acte("clients:prive_attribuer", frozenset({"manager"}), "contact"),
    lecture("clients:activite_generale", admis=PROSPECTEURS | {"direction"}),
    lecture("clients:activite_privee", admis=PROSPECTEURS | {"direction"}),
    *formulaire("clients:appel", PROSPECTEURS, "contact"),
    acte("clients:appel_brouillon", PROSPECTEURS, "contact"),
    acte("clients:appel_preparation", PROSPECTEURS, "contact"),
    lecture("clients:textes"),
    *formulaire("clients:texte_creer", frozenset({"manager"})),
    *formulaire("clients:texte_modifier", frozenset({"manager"}), "texte"),
    acte("clients:texte_archiver", frozenset({"manager"}), "texte"),
    lecture("clients:information"),
    acte("clients:informer", PROSPECTEURS),
    acte("clients:informe", PROSPECTEURS, "contact"),
    *formulaire("clients:opposition", PROSPECTEURS, "contact"),
    *formulaire("clients:opposition_lever", frozenset({"manager"}), "contact"),
    # --- freelances
    lecture("freelances:liste"),
    lecture("freelances:facettes"),
    lecture("freelances:extraits"),
    lecture("freelances:freelances_json", admis=RECRUTEURS),
    lecture("freelances:semblables", "freelance"),
    # --- qualification (SAR-11): the qualifieurs alone write; what is published is read by all
    lecture("freelances:evaluations"),
    lecture("freelances:evaluation", "evaluation"),
    *formulaire("freelances:evaluation_volet", QUALIFIEURS, "brouillon"),
    acte("freelances:evaluation_publier", QUALIFIEURS, "brouillon"),
    acte("freelances:evaluation_abandonner", QUALIFIEURS, "brouillon"),
    acte("freelances:evaluer", QUALIFIEURS, "freelance"),
    *formulaire("freelances:retirer_du_vivier", QUALIFIEURS, "freelance"),
    *formulaire("freelances:situation", RECRUTEURS, "freelance"),
    *formulaire("freelances:piece_ajouter", RECRUTEURS, "freelance"),
    acte("freelances:piece_retirer", RECRUTEURS, "piece"),
    lecture("freelances:partenaires"),
    *formulaire("freelances:partenaire_creer", QUALIFIEURS),
    *formulaire("freelances:partenaire_modifier", QUALIFIEURS, "partenaire"),
    acte("freelances:partenaire_archiver", QUALIFIEURS, "partenaire"),
    lecture("vivier:etude", "freelance"),
    # --- one-tap confirmation: asked by us, answered without an account
    *formulaire("freelances:confirmation_demander", RECRUTEURS, "freelance"),
    acte("freelances:confirmation_revoquer", RECRUTEURS, "demande"),
    publique("liens:lien", objet="jeton"),
    publique("liens:lien", methode="post", objet="jeton"),
    # --- training (SAR-12)
    lecture("formations:catalogue"),
    *formulaire("formations:action_creer", QUALIFIEURS),
    lecture("formations:action", "action"),
    *formulaire("formations:action_modifier", QUALIFIEURS, "action"),
    acte("formations:action_archiver", QUALIFIEURS, "action"),
    acte("formations:lier", RECRUTEURS, "action"),
    acte("formations:delier", RECRUTEURS, "candidat_action"),
    lecture("formations:besoins"),
    *formulaire("formations:besoin_creer", RECRUTEURS),
    Ligne("formations:besoin", admis=TOUS, objet="besoin_formation"),
    *formulaire("formations:besoin_modifier", RECRUTEURS, "besoin_formation"),
    acte("formations:besoin_annuler", RECRUTEURS, "besoin_formation"),
    acte("formations:besoin_repondre", QUALIFIEURS, "besoin_formation"),
    acte("formations:besoin_proposer", RECRUTEURS, "besoin_formation"),
    acte("formations:besoin_retirer", RECRUTEURS, "candidat_besoin"),
    lecture("formations:hors_vivier"),
    *formulaire("formations:hors_vivier_creer", RECRUTEURS),
    *formulaire("formations:completer", RECRUTEURS, "dossier"),
    *formulaire("freelances:creer", RECRUTEURS),
    lecture("freelances:champs_disponibilite", admis=RECRUTEURS),
    Ligne("freelances:champ_secteur", admis=RECRUTEURS, donnees={"prefixe": "experiences-0"}),
    lecture("freelances:fiche", "freelance"),
    *formulaire("freelances:modifier", RECRUTEURS, "freelance"),
    lecture("freelances:historique", "freelance"),
    acte("freelances:portage_propose", RECRUTEURS, "freelance"),
    acte("freelances:archiver", RECRUTEURS, "freelance"),
    acte("freelances:reactiver", RECRUTEURS, "freelance"),
    acte("freelances:cv_deposer", RECRUTEURS, "freelance"),
    lecture("freelances:cv_etat", "cv"),
    lecture("freelances:cv_texte", "cv"),
    acte("freelances:cv_relire", RECRUTEURS, "cv"),
    lecture("freelances:cv_comparer", "cv"),
    lecture("freelances:cv_lecture", "cv", RECRUTEURS),
    acte("freelances:cv_decider", RECRUTEURS, "cv", acte="ecarter"),
    # --- CVs of people who are no freelance yet: only who makes freelances sorts them
    *formulaire("freelances:cvs_recus", RECRUTEURS),
    acte("freelances:cv_creer", RECRUTEURS, "cv_a_trier"),
    acte("freelances:cv_rattacher", RECRUTEURS, "cv_a_trier"),
    acte("freelances:cv_ecarter", RECRUTEURS, "cv_a_trier"),
    lecture("freelances:cv_anonyme", "freelance"),
    lecture("freelances:cv_anonyme_pdf", "freelance"),
    acte("freelances:cv_anonyme_secteurs", RECRUTEURS, "freelance"),
    acte("freelances:cv_anonyme_approuver", RECRUTEURS, "freelance"),
    acte("freelances:cv_anonyme_decider", RECRUTEURS, "freelance"),
    acte("freelances:cv_anonyme_annuler", RECRUTEURS, "decision_anonymat"),
    acte("freelances:cv_anonyme_societe", RECRUTEURS, "freelance"),
    acte("freelances:cv_anonyme_precisions", RECRUTEURS, "freelance"),
    # --- vivier and portefeuille (SAR)
    lecture("vivier:liste"),
    lecture("vivier:comptes"),
    lecture("vivier:noms"),
    acte("vivier:visite", TOUS),
    lecture("vivier:savoirs", "candidat"),
    lecture("vivier:apercu", "candidat"),
    acte("vivier:decider", VENDEURS, "candidat", decision="etudier"),
    acte("vivier:annuler", VENDEURS, "fiche"),
    lecture("portefeuille:liste"),
    lecture("portefeuille:depassees"),
    lecture("portefeuille:noms"),
    acte("portefeuille:lot_apercu", VENDEURS),
    acte("portefeuille:lot", VENDEURS),
    acte("portefeuille:mots", VENDEURS),
    lecture("portefeuille:fiche", "fiche"),
    acte("portefeuille:fiche", VENDEURS, "fiche"),
    acte("portefeuille:calcul", VENDEURS, "fiche"),
    # --- besoins
    lecture("besoins:liste"),
    lecture("besoins:search2"),
    lecture("besoins:mes"),
    *formulaire("besoins:creer", VENDEURS),
    *formulaire("besoins:depuis_un_texte", VENDEURS),
    acte("besoins:manques", VENDEURS),
    lecture("besoins:donneurs_json", admis=VENDEURS),
    lecture("besoins:fiche", "besoin"),
    *formulaire("besoins:modifier", VENDEURS, "besoin"),
    acte("besoins:qualifier", VENDEURS, "besoin"),
    lecture("besoins:comparatif", "besoin", VENDEURS),
    *formulaire("besoins:clore", VENDEURS, "besoin", statut="perdu", motif="Budget gelé"),
    acte("besoins:rouvrir", VENDEURS, "besoin"),
    acte("besoins:positionner", VENDEURS, "besoin"),
    *formulaire("besoins:choisir", VENDEURS, "freelance"),
    lecture("besoins:positionnement", "positionnement"),
    *formulaire("besoins:appel", VENDEURS, "positionnement"),
    acte("besoins:appel_brouillon", VENDEURS, "positionnement"),
    *formulaire("besoins:brouillon", VENDEURS, "contact"),
    acte("besoins:portage", VENDEURS, "positionnement"),
    *formulaire("besoins:reference_ajouter", VENDEURS, "positionnement"),
    *formulaire("besoins:reference_appelee", VENDEURS, "positionnement_reference"),
    acte("besoins:confirmer", VENDEURS, "positionnement"),
    *formulaire("besoins:recapitulatif", VENDEURS, "positionnement"),
    *formulaire("besoins:tarifs", VENDEURS, "positionnement"),
    *formulaire("besoins:ecarter", VENDEURS, "positionnement"),
    acte("besoins:reprendre", VENDEURS, "positionnement"),
    *formulaire("besoins:envoyer", VENDEURS, "positionnement"),
    *formulaire("besoins:repondre", VENDEURS, "positionnement"),
    *formulaire("besoins:relancer", VENDEURS, "positionnement"),
    *formulaire("besoins:entretien_proposer", VENDEURS, "positionnement"),
    *formulaire("besoins:entretien_annuler", VENDEURS, "entretien"),
    *formulaire("besoins:entretien_avis_do", VENDEURS, "entretien"),
    *formulaire("besoins:entretien_avis_freelance", VENDEURS, "entretien"),
    *formulaire("besoins:entretien_incident", VENDEURS, "entretien"),
    acte("besoins:accord_do", VENDEURS, "positionnement"),
    acte("besoins:accord_freelance", VENDEURS, "positionnement"),
    acte("besoins:avancer", VENDEURS, "positionnement"),
    lecture("besoins:tableau"),
    lecture("besoins:positionnements"),
    acte("besoins:deplacer", VENDEURS),
    acte("besoins:annuler_deplacement", VENDEURS),
    lecture("besoins:besoins_json"),
    lecture("besoins:candidats", "besoin"),
    acte("besoins:recherche_externe", VENDEURS, "besoin"),
    # --- resourcing
    lecture("resourcing:liste"),
    *formulaire("resourcing:noter", VENDEURS),
    lecture("resourcing:recherche", "recherche_externe"),
    acte("resourcing:rattacher", VENDEURS, "recherche_externe"),
    acte("resourcing:trouver", VENDEURS, "recherche_externe"),
    lecture("resourcing:canaux"),
    *formulaire("resourcing:canal_creer", VENDEURS),
    *formulaire("resourcing:canal_modifier", VENDEURS, "canal"),
    acte("resourcing:canal_retirer", VENDEURS, "canal"),
    lecture("resourcing:esn"),
    acte("resourcing:esn_client", PROSPECTEURS, "esn"),
    lecture("resourcing:besoins_json", admis=VENDEURS),
    lecture("resourcing:freelances_json", admis=VENDEURS),
    # --- référentiels
    lecture("referentiels:metiers_json"),
    lecture("referentiels:competences_json"),
    lecture("referentiels:communes_json"),
    lecture("referentiels:competences_a_verifier", admis=REFERENCEURS),
    lecture("referentiels:competence_examiner", "competence", admis=REFERENCEURS),
    acte("referentiels:competence_ranger", REFERENCEURS, "competence"),
    acte("referentiels:competence_refuser", REFERENCEURS, "competence"),
    *formulaire("referentiels:competence_reunir", REFERENCEURS, "competence"),
    lecture("referentiels:entreprises_json"),
    lecture("referentiels:accueil"),
    lecture("referentiels:metier", "fiche_metier"),
    lecture("referentiels:technologies"),
    lecture("referentiels:themes"),
    lecture("referentiels:competences"),
    lecture("referentiels:competence", "fiche_competence"),
    lecture("referentiels:profil"),
    lecture("referentiels:secteurs"),
    lecture("referentiels:entreprises"),
    lecture("referentiels:lieux"),
    lecture("referentiels:communes"),
    lecture("referentiels:editions"),
    # --- team, e-mails, documents, relances
    lecture("comptes:equipe"),
    *formulaire("comptes:profil", TOUS),
    lecture("courriels:liste"),
    lecture("courriels:detail", "courriel"),
    lecture("courriels:octets", "courriel"),
    acte("courriels:juger", PROSPECTEURS, "courriel", parti="oui"),
    lecture("documents:telecharger", "document"),
    lecture("notifications:liste"),
    lecture("notifications:compte"),
    acte("notifications:tout_lire", TOUS),
    acte("notifications:ouvrir", frozenset({"commercial"}), "notification", refus=404),
    lecture("activite:relances"),
    acte("activite:relance_terminer", frozenset({"commercial"}), "relance", refus=404),
    acte("activite:relance_reporter", frozenset({"commercial"}), "relance", refus=404),
    # --- accounts (allauth): signing in is public, the rest needs a login
    publique("account_login"),
    publique("account_login", methode="post"),
    publique("account_logout"),
    publique("account_inactive"),
    publique("account_signup"),
    publique("account_reset_password"),
    publique("account_reset_password_done"),
    publique("account_reset_password_from_key_done"),
    publique("account_reset_password_from_key"),
    publique("account_email_verification_sent"),
    publique("account_confirm_email"),
    publique("account_confirm_login_code", LOGIN),
    publique("mfa_authenticate", LOGIN),
    lecture("account_reauthenticate"),
    lecture("account_email"),
    lecture("account_change_password"),
    lecture("account_set_password"),
    lecture("mfa_index"),
    lecture("mfa_reauthenticate"),
    lecture("mfa_activate_totp"),
    lecture("mfa_deactivate_totp"),
    lecture("mfa_view_recovery_codes"),
    lecture("mfa_generate_recovery_codes"),
    lecture("mfa_download_recovery_codes"),
    # --- API: a stranger gets 403, never a redirect
    Ligne("api_schema", anonyme=403),
    Ligne("api-vivier-list", anonyme=403),
    Ligne(
        "api-positionnement-deplacer",
        "post",
        VENDEURS,
        anonyme=403,
        objet="positionnement",
        donnees={"vers": "preselectionne"},
    ),
    *(
        Ligne(f"api-{nom}-{page}", anonyme=403, objet="" if page == "list" else nom)
        for nom in ("client", "contact", "freelance", "fiche", "besoin", "positionnement", *REFERENTIELS, *LIEUX)
        for page in ("list", "detail")
    ),
]

# allauth answers 404 where there is nothing to show (no device, no pending code); it never shows a stranger anything.
SANS_OBJET = {
    "account_confirm_email",
    "account_confirm_login_code",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "mfa_authenticate",
}
