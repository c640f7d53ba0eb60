"""Whoever asked to be left alone receives nothing: the outbox asks the rooms before it writes, and before it sends."""

from __future__ import annotations

import pytest

from clients.models import Contact
from samba.activite.services import journaliser
from samba.courriels.envoi import envoyer, reclamer
from samba.courriels.models import Courriel
from samba.courriels.refus import DestinataireRefuseError, enregistrer_refus, exiger_autorise, oublier_refus
from samba.courriels.services import deposer
from tests.usines import ContactFactory, UtilisateurFactory


def test_la_raison_d_une_salle_suffit_et_sort_telle_quelle(db):
    def refus(adresse):
        return "Partie à la retraite." if adresse == "retraitee@client.test" else ""

    enregistrer_refus(refus)
    try:
        exiger_autorise("autre@client.test")
        with pytest.raises(DestinataireRefuseError, match="Partie à la retraite"):
            exiger_autorise("retraitee@client.test")
    finally:
        oublier_refus(refus)


@pytest.mark.usefixtures("base_validee")
def test_le_worker_n_envoie_pas_ce_qui_a_ete_remis_en_file(mailoutbox):
    """Opposed after it was written: whatever put it back in the queue, it does not leave."""
    auteur, contact = UtilisateurFactory(), ContactFactory()
    echange = journaliser(auteur=auteur, contact=contact, genre="courriel")
    courriel = deposer(cle_metier="x", destinataire=contact.email, objet="o", corps="c", auteur=auteur, echange=echange)
    assert len(mailoutbox) == 1, "without opposition it leaves"
    mailoutbox.clear()
    Contact.objects.update(ne_plus_contacter=True)
    Courriel.objects.update(statut="a_envoyer")
    assert envoyer(reclamer()) == "abandonne"
    courriel.refresh_from_db()
    assert "ne veut plus être contacté" in courriel.erreur
    assert mailoutbox == []
