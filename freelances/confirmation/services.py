"""Ask a freelance to confirm their availability by e-mail, and take the answer they give without an account (FRE-3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from freelances.fiche.presentation import texte_disponibilite
from freelances.models import DemandeConfirmation, Freelance
from samba.activite.enums import GenreEchange, Sens
from samba.activite.models import Notification
from samba.activite.services import journaliser
from samba.comptes.models import Utilisateur
from samba.courriels.enums import CodeModele
from samba.courriels.services import Brouillon, deposer, rediger, signature
from samba.documents.liens import services as liens
from samba.documents.models import LienSigne
from samba.listes.formats import FINE, date_fr, euros_jour
from samba.parametres.models import parametres

USAGE = "confirmation_disponibilite"
# Stands for the address in the text that a human reads; the real one exists only once the e-mail leaves.
PLACE_LIEN = "{lien}"


def brouillon(freelance: Freelance, auteur: Utilisateur) -> Brouillon:
    """The e-mail ready for a human to read; the address of the link is still its placeholder."""
    valeurs = {
        "prenom": freelance.prenom,
        "disponibilite": texte_disponibilite(freelance),
        "tjm": euros_jour(freelance.tjm) if freelance.tjm is not None else "non renseigné",
        "lien": PLACE_LIEN,
        "jours": str(parametres().lien_confirmation_jours),
        "signature": signature(auteur),
    }
    return rediger(CodeModele.CONFIRMATION, valeurs)


@transaction.atomic
def demander(*, freelance: Freelance, par: Utilisateur, objet: str, corps: str, cle: UUID) -> DemandeConfirmation:
    """Send the freelance a signed link. The links sent before are revoked: the last e-mail is the right one.

    Args:
        cle: key of the form; posting it twice sends one e-mail.

    Raises:
        ValidationError: no address to write to, or the link was taken out of the text.
    """
    freelance = Freelance.objects.select_for_update().get(pk=freelance.pk)
    if not freelance.email:
        raise ValidationError("Ce freelance n’a pas d’adresse e-mail : ajoutez-la à sa fiche.")
    if PLACE_LIEN not in corps:
        raise ValidationError(f"Gardez {PLACE_LIEN} dans le message{FINE}: c’est là que le freelance clique.")
    echange = journaliser(
        auteur=par,
        cle_creation=uuid5(NAMESPACE_URL, f"freelances.confirmation:{par.pk}:{freelance.pk}:{cle}"),
        freelance=freelance,
        genre=GenreEchange.COURRIEL,
        sens=Sens.SORTANT,
        commentaire=f"Demande de confirmation{FINE}: {objet}",
    )
    deja = DemandeConfirmation.objects.filter(echange=echange).first()
    if deja is not None:
        return deja
    for ancienne in ouvertes(freelance):
        liens.revoquer(ancienne.lien, par=par)
    lien = liens.creer(usage=USAGE, jours=parametres().lien_confirmation_jours, par=par)
    demande = DemandeConfirmation.objects.create(freelance=freelance, lien=lien, demandee_par=par, echange=echange)
    deposer(
        cle_metier=f"confirmation:{demande.pk}",
        destinataire=freelance.email,
        objet=objet,
        corps=corps.replace(PLACE_LIEN, liens.adresse_de(lien)),
        auteur=par,
        echange=echange,
    )
    return demande


def ouvertes(freelance: Freelance) -> list[DemandeConfirmation]:
    """The requests that still wait for an answer."""
    attente = freelance.demandes_confirmation.select_related("lien")
    return list(attente.filter(lien__in=LienSigne.objects.ouverts()))


@transaction.atomic
def repondre(
    *,
    demande: DemandeConfirmation,
    disponibilite: str,
    disponible_le: date | None,
    preavis_jours: int | None,
    tjm: Decimal | None,
    message: str = "",
) -> DemandeConfirmation:
    """What the freelance says of their time and rate, today: the file follows and « confirmée il y a 0 jour » starts.

    The version moves only when something changed, so that whoever has the file open is told; the date of confirmation
    is derived and never makes a conflict. `tjm`: euros a day excl. tax; None leaves it as it is.

    Raises:
        LienFermeError: the link was used or revoked, or has expired.
    """
    liens.prendre(demande.lien)
    freelance = Freelance.objects.select_for_update().get(pk=demande.freelance_id)
    avant = f"{texte_disponibilite(freelance)}, {euros_jour(freelance.tjm)}"
    voulus: dict[str, Any] = {
        "disponibilite": disponibilite,
        "disponible_le": disponible_le,
        "preavis_jours": preavis_jours,
    }
    if tjm is not None:
        voulus["tjm"] = tjm
    changes = [nom for nom, valeur in voulus.items() if getattr(freelance, nom) != valeur]
    if changes:
        freelance.prendre_version(freelance.version)
        for nom in changes:
            setattr(freelance, nom, voulus[nom])
        freelance.save(update_fields=[*changes, "modifie_le"])
    Freelance.objects.filter(pk=freelance.pk).update(disponibilite_confirmee_le=timezone.localdate())
    for nom, valeur in {**voulus, "message": message, "repondue_le": timezone.now()}.items():
        setattr(demande, nom, valeur)
    demande.save()
    _faire_savoir(demande, freelance, avant, bool(changes))
    return demande


def _faire_savoir(demande: DemandeConfirmation, freelance: Freelance, avant: str, change: bool) -> None:
    """In the timeline, and to who asked and who follows."""
    apres = f"{texte_disponibilite(freelance)}, {euros_jour(freelance.tjm)}"
    quoi = f"{avant} → {apres}" if change and avant != apres else f"{apres}, sans changement"
    journaliser(
        auteur=None,
        freelance=freelance,
        genre=GenreEchange.COURRIEL,
        sens=Sens.ENTRANT,
        commentaire="\n".join(filter(None, [f"Confirmation par le lien{FINE}: {quoi}.", demande.message])),
    )
    texte = f"{freelance} a confirmé le {date_fr(timezone.localdate())}{FINE}: {apres}"[:300]
    personnes = {p.pk: p for p in (demande.demandee_par, freelance.suivi_par) if p is not None and p.is_active}
    for personne in personnes.values():
        Notification.objects.get_or_create(
            pour=personne,
            cle=f"confirmation:{demande.pk}",
            defaults={"texte": texte, "lien": reverse("freelances:fiche", args=[freelance.pk])},
        )
