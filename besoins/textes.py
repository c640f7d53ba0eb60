"""The words of the e-mails, taken from the records. A human reads and changes them before they leave."""

from __future__ import annotations

from decimal import Decimal

from besoins.models import AppelFreelance, Besoin, Positionnement
from clients.models import Contact
from freelances.enums import Disponibilite, Facturation
from freelances.models import CVAnonyme, Freelance
from samba.comptes.models import Utilisateur
from samba.courriels.enums import CodeModele
from samba.courriels.services import Brouillon, rediger, signature
from samba.listes.formats import FINE, date_fr, euros_jour, nombre

A_CONVENIR = "à convenir"


def brouillon_recapitulatif(positionnement: Positionnement, auteur: Utilisateur) -> Brouillon:
    """FRE-2: what was agreed with the freelance. It names neither the client nor the DO."""
    besoin, freelance, appel = positionnement.besoin, positionnement.freelance, positionnement.appel
    valeurs = {
        "prenom": freelance.prenom,
        "mission": besoin.intitule,
        "lieu": lieu(besoin),
        "demarrage": date_fr(besoin.date_demarrage) if besoin.date_demarrage else A_CONVENIR,
        "duree": f"{besoin.duree_mois} mois" if besoin.duree_mois else A_CONVENIR,
        "tjm": tarif(appel.tjm_accepte or appel.tjm_demande),
        "facturation": facturation(freelance),
        "disponibilite": disponibilite(appel),
        "signature": signature(auteur),
    }
    return rediger(CodeModele.RECAP_FREELANCE, valeurs)


def brouillon_envoi(positionnement: Positionnement, cv: CVAnonyme, auteur: Utilisateur) -> Brouillon:
    """Step 10: present the profile to the DO. Nothing in it names the freelance."""
    valeurs = {
        "civilite_nom": civilite_nom(positionnement.besoin.contact),
        "mission": positionnement.besoin.intitule,
        "reference": cv.reference,
        "presentation": presentation(positionnement),
        "tjm": tarif(positionnement.tjm_vente),
        "disponibilite": disponibilite(positionnement.appel),
        "signature": signature(auteur),
    }
    return rediger(CodeModele.ENVOI_CV, valeurs)


def brouillon_relance(positionnement: Positionnement, auteur: Utilisateur) -> Brouillon:
    """BES-5: the reminder that is ready, never sent unseen."""
    valeurs = {
        "civilite_nom": civilite_nom(positionnement.besoin.contact),
        "mission": positionnement.besoin.intitule,
        "reference": positionnement.cv_anonyme.reference if positionnement.cv_anonyme else "",
        "envoye_le": date_fr(positionnement.envoye_le),
        "signature": signature(auteur),
    }
    return rediger(CodeModele.RELANCE_CV, valeurs)


def civilite_nom(contact: Contact) -> str:
    """« Mme Durand »; without civilité, first name and name."""
    return f"{contact.get_civilite_display()} {contact.nom}" if contact.civilite else str(contact)


def lieu(besoin: Besoin) -> str:
    """Town and département, and how much is done from home."""
    endroit = besoin.ville or (str(besoin.departement) if besoin.departement else A_CONVENIR)
    if besoin.ville and besoin.departement_id:
        endroit = f"{besoin.ville} ({besoin.departement_id})"
    teletravail = besoin.get_teletravail_display()
    return f"{endroit}, télétravail {teletravail.lower()}" if besoin.teletravail in {"partiel", "total"} else endroit


def tarif(montant: Decimal | None) -> str:
    """A daily rate, excl. tax."""
    return A_CONVENIR if montant is None else f"{euros_jour(montant)} HT"


def facturation(freelance: Freelance) -> str:
    """How the freelance invoices."""
    if freelance.facturation == Facturation.PORTAGE:
        return f"portage salarial{f' ({freelance.portage})' if freelance.portage else ''}"
    return "votre société (SIRET)" if freelance.facturation == Facturation.SIRET else A_CONVENIR


def disponibilite(appel: AppelFreelance) -> str:
    """What was said of the freelance's time, in words fit for an e-mail."""
    if appel.disponibilite == Disponibilite.IMMEDIATE:
        return "immédiate"
    if appel.disponible_le is not None:
        return f"à partir du {date_fr(appel.disponible_le)}"
    if appel.preavis_jours is not None:
        return f"sous {nombre(appel.preavis_jours)} jours (préavis)"
    return A_CONVENIR


def presentation(positionnement: Positionnement) -> str:
    """Two sentences made of référentiel words and numbers only: free text could name somebody (FRE-4)."""
    freelance, besoin = positionnement.freelance, positionnement.besoin
    metier = freelance.metiers.select_related("metier").first()
    debut = str(metier) if metier else "Consultant indépendant"
    annees = freelance.experience_annees
    if annees:
        debut += f", {nombre(annees)} an{'s' if annees > 1 else ''} d’expérience"
    phrases = [f"{debut}."]
    demandees = set(besoin.competences.values_list("competence_id", flat=True))
    connues = list(freelance.competences.select_related("competence"))
    # Those the DO asked for come first, then the best known; the sort is stable.
    connues.sort(key=lambda ligne: ligne.competence_id not in demandees)
    if connues:
        phrases.append(f"Compétences{FINE}: " + ", ".join(str(ligne.competence) for ligne in connues[:8]) + ".")
    return "\n".join(phrases)
