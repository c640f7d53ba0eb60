"""SAR-8: a freelance who does not answer is signalled to the partenaire of the file, with copy to the qualifieurs."""

from __future__ import annotations

from functools import partial

from freelances.models import Fiche
from samba.activite.enums import GenreEchange
from samba.activite.services import journaliser
from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from samba.courriels.enums import CodeModele
from samba.courriels.services import deposer, rediger, signature


def signaler(fiche: Fiche, par: Utilisateur) -> None:
    """Drop the messages in the outbox, in the caller's transaction: one for the partenaire, one for each qualifieur.

    They hang on a note in the freelance's timeline, which does not count as soliciting them. Without a partenaire, the
    qualifieurs alone are told, and look for who knows this person.
    """
    partenaire = fiche.freelance.partenaire
    destinataire = partenaire.nom if partenaire else "aucun partenaire connu"
    note = journaliser(
        auteur=par,
        genre=GenreEchange.NOTE,
        freelance=fiche.freelance,
        commentaire=f"Ne répond pas aux sollicitations de {fiche.agence} : signalé ({destinataire}).",
    )
    brouillon = rediger(
        CodeModele.NON_REPONSE,
        {
            "candidat": str(fiche.freelance),
            "contact": (partenaire.contact if partenaire else "") or "à tous",
            "agence": str(fiche.agence),
            "signature": signature(par),
        },
    )
    cle = f"non-reponse:{fiche.pk}:{fiche.version}"
    ecrire = partial(deposer, corps=brouillon.corps, auteur=par, echange=note)
    if partenaire:
        ecrire(cle_metier=f"{cle}:partenaire", destinataire=partenaire.email, objet=brouillon.objet)
    copie = f"[Copie] {brouillon.objet}"
    for qualifieur in Utilisateur.objects.actifs().filter(role=Role.QUALIFIEUR).order_by("pk"):
        ecrire(cle_metier=f"{cle}:{qualifieur.pk}", destinataire=qualifieur.email, objet=copie, interne=True)
