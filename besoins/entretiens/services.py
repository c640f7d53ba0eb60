"""Propose, confirm, cancel, remind, conclude an interview (BES-6). One transaction each; mails by the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from besoins.entretiens import textes
from besoins.entretiens.enums import Avis, Cote, StatutEntretien
from besoins.entretiens.ics import invitation
from besoins.entretiens.modeles import Creneau, Entretien
from besoins.entretiens.regles import porte_forme, portes_proposition
from besoins.enums import Etape, ReponseDO
from besoins.etapes import exiger, portes_reponse
from besoins.models import Positionnement
from besoins.services.appels import cle_stable
from besoins.services.envois import exiger_joignable
from besoins.services.mouvements import deplacer
from besoins.services.positionnements import ecarter
from besoins.services.verrous import bouger, verrouiller, verrouiller_besoin
from samba.activite.enums import GenreEchange, Sens
from samba.activite.models import Notification
from samba.activite.services import creer_relance, journaliser, responsable_de
from samba.comptes.models import Utilisateur
from samba.courriels.services import Brouillon, deposer
from samba.documents.liens import services as liens
from samba.documents.models import Document
from samba.documents.services import deposer_octets

USAGE = "entretien_creneaux"
LIEN_JOURS = 14
COTES = (Cote.DO, Cote.FREELANCE)


def _verrouiller(pk: int) -> Entretien:
    """The interview, locked after its besoin and its positionnement, as everything else does."""
    ids = Entretien.objects.values_list("positionnement_id", "positionnement__besoin_id").get(pk=pk)
    verrouiller_besoin(ids[1])
    positionnement = verrouiller(ids[0])
    entretien = Entretien.objects.select_for_update(of=("self",)).select_related("accompagnateur", "auteur").get(pk=pk)
    entretien.positionnement = positionnement
    return entretien


def _bouger(entretien: Entretien, **champs: object) -> None:
    """Write these columns and move the version on. To be called with the row locked."""
    for nom, valeur in {**champs, "version": entretien.version + 1}.items():
        setattr(entretien, nom, valeur)
    entretien.save(update_fields=[*champs, "version", "modifie_le"])


@transaction.atomic
def proposer(
    *,
    positionnement: Positionnement,
    par: Utilisateur,
    mode: str,
    accompagnateur: Utilisateur,
    creneaux: Iterable[datetime],
    cle_creation: UUID,
    lieu_type: str = "",
    lieu: str = "",
    duree_minutes: int = 45,
) -> Entretien:
    """Propose slots to both sides, each by a link of its own; once for a form posted twice.

    Raises:
        PermissionDenied: the DO is somebody else's privé (CLI-5).
        PorteFermeeError: BES-6 forbids this form, the DO is not interested yet, somebody has no address.
        ValidationError: no slot, one in the past, or an interview already under way.
    """
    verrouiller_besoin(positionnement.besoin_id)
    positionnement = verrouiller(positionnement.pk)
    exiger_joignable(positionnement, par)
    deja = Entretien.objects.filter(cle_creation=cle_creation, auteur=par, positionnement=positionnement).first()
    if deja is not None:
        return deja
    exiger([*portes_proposition(positionnement), porte_forme(positionnement, mode, lieu_type)])
    instants = sorted(set(creneaux))
    if not instants:
        raise ValidationError({"creneau_1": "Proposez au moins un créneau."})
    if instants[0] <= timezone.now():
        raise ValidationError({"creneau_1": "Un des créneaux est déjà passé."})
    entretien = Entretien(
        positionnement=positionnement, auteur=par, accompagnateur=accompagnateur, mode=mode, lieu_type=lieu_type,
        lieu=lieu, duree_minutes=duree_minutes, cle_creation=cle_creation,
    )  # fmt: skip
    entretien.validate_constraints()
    for cote in COTES:
        setattr(entretien, f"lien_{cote}", liens.creer(usage=USAGE, jours=LIEN_JOURS, par=par))
    entretien.save()
    Creneau.objects.bulk_create([Creneau(entretien=entretien, debut=instant) for instant in instants])
    for cote in COTES:
        adresse = liens.adresse_de(getattr(entretien, f"lien_{cote}"))
        _envoyer(entretien, cote, "proposition", textes.proposition(entretien, cote, adresse), par)
    _placer(positionnement)
    return entretien


def _placer(positionnement: Positionnement) -> None:
    """A positionnement whose interview is proposed stands at *entretien*."""
    if positionnement.etape == Etape.CV_ENVOYE:
        bouger(positionnement, etape=Etape.ENTRETIEN)


def _envoyer(
    entretien: Entretien, cote: Cote, quoi: str, brouillon: Brouillon, par: Utilisateur, *pieces: Document
) -> None:
    """One e-mail to one side, hung on its own échange; the same one is never written twice."""
    positionnement = entretien.positionnement
    besoin, vers_do = positionnement.besoin, cote == Cote.DO
    destinataire = besoin.contact.email if vers_do else positionnement.freelance.email
    if not destinataire or (vers_do and besoin.contact.ne_plus_contacter):
        return
    cle = f"entretien:{entretien.pk}:{cote}:{quoi}"
    cibles = (
        {"contact": besoin.contact, "client": besoin.client} if vers_do else {"freelance": positionnement.freelance}
    )
    # SAMBA itself logs it when nobody may write to the DO any more: what was agreed with them still holds (CLI-5).
    auteur = par if not vers_do or besoin.contact.joignable_par(par) else None
    echange = journaliser(
        auteur=auteur, cle_creation=cle_stable(cle), besoin=besoin, positionnement=positionnement,
        genre=GenreEchange.COURRIEL, sens=Sens.SORTANT, commentaire=brouillon.objet, **cibles,
    )  # fmt: skip
    deposer(
        cle_metier=cle, destinataire=destinataire, objet=brouillon.objet[:250], corps=brouillon.corps, auteur=par,
        echange=echange, pieces=pieces,
    )  # fmt: skip


# --- Both sides answer ---
@transaction.atomic
def repondre(*, entretien: Entretien, cote: Cote, choisis: set[int]) -> Entretien:
    """One side says which slots suit, by its link. Both answered: the first common slot is confirmed, or nobody's is.

    Raises:
        LienFermeError: the link was used, revoked or has expired.
    """
    lien = getattr(entretien, f"lien_{cote}")
    # The interview first: whoever calls it off takes it before its links too.
    entretien = _verrouiller(entretien.pk)
    liens.prendre(lien)
    if entretien.statut != StatutEntretien.PROPOSE:
        raise liens.LienFermeError
    for creneau in entretien.creneaux.all():
        setattr(creneau, f"ok_{cote}", creneau.pk in choisis)
        creneau.save(update_fields=[f"ok_{cote}"])
    lus = list(entretien.creneaux.all())
    if any(creneau.ok_do is None or creneau.ok_freelance is None for creneau in lus):
        _prevenir(entretien, f"reponse:{cote}", f"{Cote(cote).label} : créneaux reçus")
        return entretien
    maintenant = timezone.now()
    communs = [c for c in lus if c.ok_do and c.ok_freelance and c.debut > maintenant]
    if not communs:
        _bouger(entretien, statut=StatutEntretien.SANS_CRENEAU)
        creer_relance(
            pour=entretien.auteur,
            echeance=timezone.localdate(),
            libelle=f"Aucun créneau commun : {entretien.positionnement.besoin.intitule}",
            cle=f"entretien:{entretien.pk}:sans_creneau",
            contact=entretien.positionnement.besoin.contact,
            client=entretien.positionnement.besoin.client,
            besoin=entretien.positionnement.besoin,
            positionnement=entretien.positionnement,
        )
        return entretien
    _confirmer(entretien, communs[0].debut)
    return entretien


def _confirmer(entretien: Entretien, debut: datetime) -> None:
    fin = debut + timedelta(minutes=entretien.duree_minutes)
    _bouger(entretien, statut=StatutEntretien.CONFIRME, debut=debut, fin=fin)
    for cote in COTES:
        piece = _invitation(entretien, cote)
        _envoyer(entretien, cote, "confirmation", textes.confirmation(entretien, cote), entretien.auteur, piece)
    _prevenir(entretien, "confirme", "Entretien confirmé")


def _invitation(entretien: Entretien, cote: Cote, *, annule: bool = False) -> Document:
    assert entretien.debut is not None  # confirmed
    assert entretien.fin is not None
    octets = invitation(
        uid=f"entretien-{entretien.pk}-{cote}@samba",
        sequence=entretien.version,
        debut=entretien.debut,
        fin=entretien.fin,
        titre=f"Entretien {textes.sujet(entretien, cote)}",
        lieu=entretien.lieu or entretien.get_mode_display(),
        texte=textes.CONFIDENTIALITE,
        annule=annule,
    )
    return deposer_octets("entretien.ics", octets, "text/calendar", entretien.auteur)


def _prevenir(entretien: Entretien, quoi: str, mots: str) -> None:
    """Tell who proposed it and who attends, once each."""
    positionnement = entretien.positionnement
    for personne in {entretien.auteur, entretien.accompagnateur}:
        Notification.objects.get_or_create(
            pour=personne,
            cle=f"entretien:{entretien.pk}:{quoi}",
            defaults={
                "texte": f"{mots} — {positionnement.freelance}, {positionnement.besoin.intitule}"[:300],
                "lien": f"/besoins/positionnements/{positionnement.pk}/#entretiens",
            },
        )


# --- Afterwards ---
@transaction.atomic
def annuler(*, entretien: Entretien, par: Utilisateur, motif: str) -> Entretien:
    """Call off an interview, with the reason; both sides are told, and the calendar entry goes.

    Raises:
        PermissionDenied: the DO is somebody else's privé (CLI-5).
        ValidationError: no reason, or nothing left to call off.
    """
    motif = motif.strip()
    entretien = _verrouiller(entretien.pk)
    exiger_joignable(entretien.positionnement, par)
    if not motif:
        raise ValidationError({"motif": "Dites pourquoi cet entretien est annulé."})
    if entretien.statut not in {StatutEntretien.PROPOSE, StatutEntretien.CONFIRME, StatutEntretien.SANS_CRENEAU}:
        raise ValidationError({"motif": "Cet entretien est déjà tenu ou annulé."})
    confirme = entretien.statut == StatutEntretien.CONFIRME
    _bouger(entretien, statut=StatutEntretien.ANNULE, motif_annulation=motif[:200])
    for cote in COTES:
        lien = getattr(entretien, f"lien_{cote}")
        if lien is not None:
            liens.revoquer(lien, par=par)
        pieces = [_invitation(entretien, cote, annule=True)] if confirme else []
        _envoyer(entretien, cote, "annulation", textes.annulation(entretien, cote), par, *pieces)
    return entretien


@transaction.atomic
def noter_avis(*, entretien: Entretien, par: Utilisateur, cote: Cote, avis: str, mots: str = "") -> Entretien:
    """The feedback of one side: a no ends the positionnement, a yes is its agreement, both yeses retain it (BES-9).

    Raises:
        PermissionDenied: the DO is somebody else's privé (CLI-5).
        ValidationError: the interview is not held yet; a no without a word.
        PorteFermeeError: the freelance was set aside meanwhile.
    """
    entretien = _verrouiller(entretien.pk)
    positionnement = entretien.positionnement
    exiger_joignable(positionnement, par)
    exiger(portes_reponse(positionnement))
    if entretien.debut is None or entretien.debut > timezone.now():
        raise ValidationError("Cet entretien n’a pas encore eu lieu.")
    if avis == Avis.NON and not mots.strip():
        raise ValidationError({"mots": "Dites pourquoi : c’est le motif de la sortie."})
    _bouger(entretien, statut=StatutEntretien.TENU, **{f"avis_{cote}": avis, f"mots_{cote}": mots.strip()})
    if avis == Avis.NON:
        qui = "Refus du DO" if cote == Cote.DO else "Décliné par le freelance"
        ecarter(positionnement=positionnement, motif=f"{qui} après entretien : {mots.strip()}"[:200])
        return entretien
    accord = timezone.localdate() if avis == Avis.OUI else None
    champs: dict[str, object] = {f"accord_{cote}_le": accord}
    bouger(positionnement, **champs | ({"reponse_do": ReponseDO.INTERESSE} if cote == Cote.DO else {}))
    if positionnement.accord_do_le and positionnement.accord_freelance_le:
        deplacer(positionnement=positionnement, vers=Etape.RETENU, par=par)
    return entretien


@transaction.atomic
def noter_incident(*, entretien: Entretien, par: Utilisateur, mots: str) -> Entretien:
    """Coordinates were exchanged in spite of the reminder: logged, and the manager is told.

    Raises:
        PermissionDenied: the DO is somebody else's privé (CLI-5).
    """
    entretien = _verrouiller(entretien.pk)
    exiger_joignable(entretien.positionnement, par)
    _bouger(entretien, incident=mots.strip(), incident_le=timezone.now())
    besoin = entretien.positionnement.besoin
    journaliser(
        auteur=par, contact=besoin.contact, client=besoin.client, besoin=besoin,
        positionnement=entretien.positionnement, genre=GenreEchange.NOTE,
        cle_creation=cle_stable("incident", entretien.pk, entretien.version),
        commentaire=f"Incident, échange de coordonnées à l’entretien : {mots.strip()}",
    )  # fmt: skip
    Notification.objects.get_or_create(
        pour=responsable_de(par),
        cle=f"entretien:{entretien.pk}:incident",
        defaults={
            "texte": f"Incident à un entretien : coordonnées échangées ({besoin.intitule})"[:300],
            "lien": f"/besoins/positionnements/{entretien.positionnement_id}/#entretiens",
        },
    )
    return entretien


# --- What the clock does: scans of what is due and not done ---
def rappeler() -> int:
    """Remind both sides of the interviews of tomorrow. Returns how many interviews."""
    faits = 0
    for pk in list(Entretien.objects.a_rappeler(timezone.now()).values_list("pk", flat=True)):
        with transaction.atomic():
            entretien = _verrouiller(pk)
            if not Entretien.objects.a_rappeler(timezone.now()).filter(pk=pk).exists():
                continue  # reminded or called off while we waited
            _bouger(entretien, rappel_le=timezone.now())
            for cote in COTES:
                _envoyer(entretien, cote, "rappel", textes.rappel(entretien, cote), entretien.accompagnateur)
            faits += 1
    return faits


def conclure() -> int:
    """Interviews that are over: held, and both feedbacks to be asked for today. Returns how many."""
    faits = 0
    for pk in list(Entretien.objects.a_conclure(timezone.now()).values_list("pk", flat=True)):
        with transaction.atomic():
            entretien = _verrouiller(pk)
            if entretien.statut != StatutEntretien.CONFIRME:
                continue
            _bouger(entretien, statut=StatutEntretien.TENU)
            positionnement = entretien.positionnement
            creer_relance(
                pour=entretien.accompagnateur,
                echeance=timezone.localdate(),
                libelle=f"Retours du DO et du freelance à demander : {positionnement.besoin.intitule}",
                cle=f"entretien:{pk}:retours",
                contact=positionnement.besoin.contact,
                client=positionnement.besoin.client,
                besoin=positionnement.besoin,
                positionnement=positionnement,
            )
            faits += 1
    return faits
