"""Asking for a privé, answering, arbitrating, letting one lapse (CLI-5). Every change of owner goes through `ceder`."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone

from clients.models import Contact
from clients.prives.enums import StatutDemande
from clients.prives.models import DemandePrive, TentativePrive
from samba.acces.enums import ActePrive
from samba.activite.notifications import prevenir
from samba.comptes.models import Utilisateur
from samba.listes.formats import pluriel

DEJA_REPONDU = "Cette demande a déjà reçu sa réponse."


def noter_tentative(*, contact: Contact, auteur: Utilisateur, acte: str) -> TentativePrive | None:
    """Count an attempt on somebody else's privé; None when it is nobody's any more, or one's own."""
    if contact.prive_a is None or contact.prive_a_id == auteur.pk:
        return None
    return TentativePrive.objects.create(contact=contact, auteur=auteur, proprietaire=contact.prive_a, acte=acte)


def decideurs(proprietaire: Utilisateur) -> list[Utilisateur]:
    """Who is told of a request: the owner, or the managers of the agence of one who no longer signs in."""
    if proprietaire.is_active:
        return [proprietaire]
    return list(Utilisateur.objects.managers_de(proprietaire.agence_id))


@transaction.atomic
def demander(*, contact: Contact, demandeur: Utilisateur, motif: str) -> DemandePrive:
    """Ask the owner of a privé for it; they are told in the application and by e-mail. Asked twice, it is one request.

    Raises:
        ValidationError: no reason, or nobody owns it, or the asker may act on it already.
        PermissionDenied: the role does not prospect.
    """
    if not demandeur.peut("prospecter"):
        raise PermissionDenied("Votre rôle ne permet pas cette action.")
    motif = " ".join(motif.split())
    if not motif:
        raise ValidationError({"motif": "Dites pourquoi vous demandez ce contact."})
    contact = Contact.objects.verrouiller(contact.pk)
    proprietaire = contact.prive_a
    if proprietaire is None:
        raise ValidationError("Ce contact vient d’être libéré : prenez-le directement.")
    if contact.joignable_par(demandeur):
        raise ValidationError("Vous pouvez déjà agir sur ce contact.")
    demande, nouvelle = DemandePrive.objects.get_or_create(
        contact=contact,
        demandeur=demandeur,
        statut=StatutDemande.EN_ATTENTE,
        defaults={"proprietaire": proprietaire, "motif": motif},
    )
    if nouvelle:
        _annoncer(demande)
    return demande


def _annoncer(demande: DemandePrive) -> None:
    """Tell who has to decide."""
    contact = demande.contact
    for personne in decideurs(demande.proprietaire):
        prevenir(
            pour=personne,
            cle=f"prive-demande:{demande.pk}:{demande.proprietaire_id}",
            objet=f"{demande.demandeur} vous demande {contact}",
            texte=f"{demande.demandeur} demande votre privé {contact} ({contact.client}) : {demande.motif}",
            lien=reverse("clients:prives"),
        )


@transaction.atomic
def repondre(*, demande: DemandePrive, par: Utilisateur, accepter: bool, reponse: str = "") -> bool:
    """Accept or refuse a request, once. Accepted, the contact changes hands; a refusal says why.

    Returns False when the contact is no longer its owner's to give: the request is then without object.

    Raises:
        PermissionDenied: neither the owner nor the manager of their agence, or one's own request.
        ValidationError: no words for a refusal, or answered already.
    """
    if not DemandePrive.objects.a_decider_par(par).filter(pk=demande.pk).exists():
        if demande.statut == StatutDemande.EN_ATTENTE:
            raise PermissionDenied("Seuls son propriétaire et le manager de son agence répondent à cette demande.")
        raise ValidationError(DEJA_REPONDU)
    reponse = " ".join(reponse.split())
    if not accepter and not reponse:
        raise ValidationError({"reponse": "Dites pourquoi vous gardez ce contact."})
    contact = Contact.objects.verrouiller(demande.contact_id)
    cede = contact.prive_a_id == demande.proprietaire_id
    statut = StatutDemande.ACCEPTEE if accepter else StatutDemande.REFUSEE
    if not _clore(demande, statut if cede else StatutDemande.SANS_OBJET, par=par, reponse=reponse):
        raise ValidationError(DEJA_REPONDU)
    if cede and accepter:
        ceder(contact, a=demande.demandeur)
    _annoncer_reponse(demande, par)
    return cede


def _clore(demande: DemandePrive, statut: str, *, par: Utilisateur | None, reponse: str) -> bool:
    """One conditional UPDATE: of two answers at once, one counts."""
    champs = {"statut": statut, "reponse": reponse[:300], "repondu_par": par, "repondu_le": timezone.now()}
    if DemandePrive.objects.en_attente().filter(pk=demande.pk).update(**champs) != 1:
        return False
    for nom, valeur in champs.items():
        setattr(demande, nom, valeur)
    return True


def _annoncer_reponse(demande: DemandePrive, par: Utilisateur) -> None:
    """Tell the asker, and the owner when somebody else decided."""
    contact, dit = demande.contact, f" « {demande.reponse} »" if demande.reponse else ""
    issue = {
        StatutDemande.ACCEPTEE: f"{par} vous confie {contact} ({contact.client}).{dit}",
        StatutDemande.REFUSEE: f"{par} ne vous confie pas {contact} ({contact.client}) :{dit}",
    }
    texte = issue.get(StatutDemande(demande.statut), f"{contact} a changé de main entre-temps : demande sans objet.")
    adresse = reverse("clients:contact", args=[contact.pk])
    titre = f"Votre demande sur {contact} : {demande.get_statut_display().lower()}"
    prevenir(pour=demande.demandeur, cle=f"prive-reponse:{demande.pk}", objet=titre, texte=texte, lien=adresse)
    if par.pk == demande.proprietaire_id or demande.statut == StatutDemande.SANS_OBJET:
        return
    prevenir(
        pour=demande.proprietaire,
        cle=f"prive-arbitrage:{demande.pk}",
        objet=f"Arbitrage sur votre privé {contact}",
        texte=f"{par} a répondu à la demande de {demande.demandeur} sur {contact} "
        f"({contact.client}) : {demande.get_statut_display().lower()}.{dit}",
        lien=adresse,
    )


def retirer(*, demande: DemandePrive, par: Utilisateur) -> bool:
    """The asker gives up. False when it was answered first.

    Raises:
        PermissionDenied: somebody else's request.
    """
    if demande.demandeur_id != par.pk:
        raise PermissionDenied("Seul son auteur retire une demande.")
    return _clore(demande, StatutDemande.RETIREE, par=par, reponse="")


def ceder(contact: Contact, *, a: Utilisateur | None) -> None:
    """Give a locked contact to somebody, or to everybody. Requests that wait follow the new owner.

    Those of the new owner, and all of them when it is free, are without object: their authors are told.
    """
    depuis = timezone.now() if a else None
    Contact.objects.filter(pk=contact.pk).update(prive_a=a, prive_depuis=depuis, version=F("version") + 1)
    contact.refresh_from_db()
    suivre_proprietaire(contact)


def suivre_proprietaire(contact: Contact) -> None:
    """Bring the requests that wait in line with today's owner of this contact."""
    for demande in DemandePrive.objects.en_attente().filter(contact=contact).avec_personnes():
        if contact.prive_a is not None and demande.demandeur_id != contact.prive_a_id:
            if demande.proprietaire_id != contact.prive_a_id:
                DemandePrive.objects.filter(pk=demande.pk).update(proprietaire=contact.prive_a)
                demande.proprietaire = contact.prive_a
                _annoncer(demande)
        elif _clore(demande, StatutDemande.SANS_OBJET, par=None, reponse="") and contact.prive_a is None:
            prevenir(
                pour=demande.demandeur,
                cle=f"prive-reponse:{demande.pk}",
                objet=f"{contact} est libre",
                texte=f"{contact} ({contact.client}), que vous aviez demandé, n’est plus privé : prenez-le.",
                lien=reverse("clients:contact", args=[contact.pk]),
            )


@transaction.atomic
def attribuer(*, contact: Contact, a: Utilisateur, par: Utilisateur) -> Contact:
    """Arbitration: the manager gives a free contact, or a privé of their agence, to one of their people.

    Raises:
        PriveRefuseError: it is the privé of another agence.
        PermissionDenied: not a manager.
        ValidationError: this person does not prospect.
    """
    if not par.peut("arbitrer"):
        raise PermissionDenied("Seul un manager attribue un privé.")
    if not a.peut("prospecter"):
        raise ValidationError({"a": f"{a} ne prospecte pas."})
    contact = Contact.objects.verrouiller(contact.pk)
    contact.exiger_joignable(par, ActePrive.PRENDRE)
    avant = contact.prive_a
    if avant == a:
        return contact
    ceder(contact, a=a)
    cle, lien = f"prive-attribue:{contact.pk}:{contact.version}", reverse("clients:contact", args=[contact.pk])
    qui = f"{contact} ({contact.client})"
    for personne, texte in ((a, f"{par} vous confie {qui}."), (avant, f"{par} confie à {a} votre privé {qui}.")):
        if personne is not None and personne != par:
            prevenir(pour=personne, cle=cle, objet=f"Arbitrage : {contact}", texte=texte, lien=lien)
    return contact


def q_caduc(jours: int) -> Q:
    """Privés silent for `jours` days: since the last real contact, or since they were taken when that is later."""
    limite = timezone.now() - timedelta(days=jours)
    return Q(prive_a__isnull=False, silencieux_depuis__lt=limite)


def liberer_silencieux(jours: int | None) -> int:
    """Give back to everybody the privés that nobody spoke with for so long; off without a number of days.

    Their owners are told, one message a run each. Returns how many lapsed.
    """
    if not jours:
        return 0
    depuis = Greatest(Coalesce("prive_depuis", "cree_le"), Coalesce("dernier_joint_le", "prive_depuis", "cree_le"))
    candidats = Contact.objects.annotate(silencieux_depuis=depuis).filter(q_caduc(jours))
    rendus: dict[int, list[Contact]] = {}
    for cle in list(candidats.values_list("pk", flat=True)):
        with transaction.atomic():
            contact = candidats.select_for_update(of=("self",)).filter(pk=cle).first()
            if contact is None:  # spoken with, or released, since the list was read
                continue
            rendus.setdefault(contact.prive_a_id, []).append(contact)  # type: ignore[arg-type]
            ceder(contact, a=None)
    for proprietaire in Utilisateur.objects.filter(pk__in=rendus):
        _annoncer_caducite(proprietaire, rendus[proprietaire.pk], jours)
    return sum(map(len, rendus.values()))


def _annoncer_caducite(proprietaire: Utilisateur, contacts: list[Contact], jours: int) -> None:
    noms = ", ".join(str(contact) for contact in contacts[:5]) + ("…" if len(contacts) > 5 else "")
    prevenir(
        pour=proprietaire,
        cle=f"prive-caduc:{timezone.now():%Y-%m-%dT%H:%M}",
        objet=f"{pluriel(len(contacts), 'privé redevenu libre,privés redevenus libres')}",
        texte=f"Sans échange depuis {jours} jours, {noms} : toute l’équipe peut de nouveau les appeler.",
        lien=f"{reverse('clients:contacts')}",
    )
