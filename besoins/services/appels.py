"""The call to the freelance (FRE-2), the confirmation of their availability (FRE-3), and the recap e-mail."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from besoins.enums import Etape
from besoins.etapes import exiger, portes_confirmation, portes_recapitulatif
from besoins.models import AppelFreelance, Positionnement
from besoins.services.verrous import bouger, verrouiller
from freelances.models import Freelance, Reference
from freelances.services import prendre_portage_propose
from samba.activite.enums import GenreEchange, Issue, Sens
from samba.activite.models import Echange
from samba.activite.services import journaliser
from samba.comptes.models import Utilisateur
from samba.courriels.models import Courriel
from samba.courriels.services import deposer


def cle_stable(*parties: object) -> UUID:
    """An idempotency key that the same act always gives, and that nobody can work out without our secret.

    A guessed key, posted beforehand with an échange of one's own, would receive what is sent to a privé DO (CLI-5).
    """
    acte = ":".join(str(partie) for partie in parties)
    return uuid5(NAMESPACE_URL, salted_hmac("besoins.cle_stable", acte, algorithm="sha256").hexdigest())


@transaction.atomic
def noter_appel(
    *, appel: AppelFreelance, par: Utilisateur, issue: str, commentaire: str = "", duree: int | None = None
) -> Echange:
    """Log one call to the freelance, once per version of the checklist, and move the stage when they were reached.

    What they said of their time is carried to their file, so that searches read it.
    """
    positionnement = verrouiller(appel.positionnement_id)
    echange = journaliser(
        auteur=par,
        cle_creation=cle_stable("appel", appel.pk, appel.version),
        freelance=positionnement.freelance,
        besoin=positionnement.besoin,
        positionnement=positionnement,
        genre=GenreEchange.APPEL,
        sens=Sens.SORTANT,
        issue=issue,
        commentaire=commentaire,
        duree=duree,
    )
    if issue == Issue.JOINT:
        if positionnement.etape == Etape.PRESELECTIONNE:
            bouger(positionnement, etape=Etape.CONTACTE)
        reporter_disponibilite(appel=appel)
    return echange


def reporter_disponibilite(*, appel: AppelFreelance) -> None:
    """Carry to the freelance's file what they said of their time. Their version moves only when something changed."""
    if not appel.disponibilite:
        return
    freelance = Freelance.objects.select_for_update().get(pk=appel.positionnement.freelance_id)
    champs = {nom: getattr(appel, nom) for nom in ("disponibilite", "disponible_le", "preavis_jours")}
    if all(getattr(freelance, nom) == valeur for nom, valeur in champs.items()):
        return
    freelance.prendre_version(freelance.version)
    for nom, valeur in champs.items():
        setattr(freelance, nom, valeur)
    freelance.save(update_fields=[*champs, "modifie_le"])


@transaction.atomic
def accepter_portage(*, freelance: Freelance, code_postal: str = "") -> Freelance:
    """BES-8: a freelance with neither SIRET nor portage takes the firm's default société de portage.

    Raises:
        ValidationError: the freelance already invoices one way or the other.
    """
    freelance = Freelance.objects.select_for_update().get(pk=freelance.pk)
    if not prendre_portage_propose(freelance):
        raise ValidationError("Ce freelance a déjà un mode de facturation.")
    if code_postal:
        freelance.portage_code_postal = code_postal
        freelance.save(update_fields=["portage_code_postal", "modifie_le"])
    return freelance


@transaction.atomic
def noter_reference(*, reference: Reference, par: Utilisateur, avis: str) -> Reference:
    """Write down what a reference said when called today (FRE-3). It moves the freelance's version."""
    freelance = Freelance.objects.select_for_update().get(pk=reference.freelance_id)
    freelance.prendre_version(freelance.version)
    reference.appelee_le, reference.appelee_par, reference.avis = timezone.localdate(), par, avis
    reference.save(update_fields=["appelee_le", "appelee_par", "avis"])
    return reference


@transaction.atomic
def ajouter_reference(*, freelance: Freelance, reference: Reference) -> Reference:
    """Add somebody who vouches for the freelance, once for a form posted twice. It moves the freelance's version."""
    freelance = Freelance.objects.select_for_update().get(pk=freelance.pk)
    memes = {nom: getattr(reference, nom) for nom in ("nom", "societe", "telephone", "email")}
    deja = freelance.references.filter(**memes).first()
    if deja is not None:
        return deja
    freelance.prendre_version(freelance.version)
    reference.freelance = freelance
    reference.save()
    return reference


@transaction.atomic
def confirmer_disponibilite(*, positionnement: Positionnement, par: Utilisateur) -> Positionnement:
    """FRE-3: everything holds, the availability is confirmed today, for this mission and on the freelance's file.

    Raises:
        PorteFermeeError: the call is not finished or a condition does not hold.
    """
    positionnement = verrouiller(positionnement.pk)
    exiger(portes_confirmation(positionnement))
    aujourdhui = timezone.localdate()
    appel = positionnement.appel
    appel.confirmee_le, appel.confirmee_par = aujourdhui, par
    appel.save(update_fields=["confirmee_le", "confirmee_par", "modifie_le"])
    # Not a field of any form: the version, hence the approved CV, does not move.
    Freelance.objects.filter(pk=positionnement.freelance_id).update(disponibilite_confirmee_le=aujourdhui)
    positionnement.freelance.disponibilite_confirmee_le = aujourdhui
    if positionnement.etape in {Etape.PRESELECTIONNE, Etape.CONTACTE}:
        bouger(positionnement, etape=Etape.DISPONIBLE)
    return positionnement


@transaction.atomic
def envoyer_recapitulatif(*, positionnement: Positionnement, par: Utilisateur, objet: str, corps: str) -> Courriel:
    """Send the freelance what was agreed on the phone (FRE-2), once per version of the call.

    Raises:
        PorteFermeeError: the call is not finished, or the freelance has no address.
    """
    positionnement = verrouiller(positionnement.pk)
    exiger(portes_recapitulatif(positionnement))
    appel = positionnement.appel
    cle = f"recap:{positionnement.pk}:{appel.version}"
    deja = Courriel.objects.filter(cle_metier=cle).first()
    if deja is not None:
        return deja
    echange = journaliser(
        auteur=par,
        cle_creation=cle_stable(cle),
        freelance=positionnement.freelance,
        besoin=positionnement.besoin,
        positionnement=positionnement,
        genre=GenreEchange.COURRIEL,
        sens=Sens.SORTANT,
        commentaire=f"Récapitulatif de l’appel : {objet}",
    )
    appel.recap_envoye_le = timezone.now()
    appel.save(update_fields=["recap_envoye_le", "modifie_le"])
    return deposer(
        cle_metier=cle,
        destinataire=positionnement.freelance.email,
        objet=objet,
        corps=corps,
        auteur=par,
        echange=echange,
    )
