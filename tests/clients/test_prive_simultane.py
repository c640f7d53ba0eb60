"""CLI-5, §6: a DO taken as privé while a colleague calls, takes or answers at the same instant."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from clients.models import Contact, DemandePrive, TentativePrive
from clients.prives.services import demander, repondre
from clients.services import journaliser_avec, prendre_prive
from samba.activite.models import Echange
from tests.concurrence import au_meme_instant
from tests.usines import ContactFactory, UtilisateurFactory


@pytest.mark.usefixtures("base_validee")
def test_journaliser_pendant_que_le_contact_devient_prive_est_refuse():
    """The colleague waits, then reads today's owner: a join made before the wait would still say « nobody »."""
    par, autre, contact = UtilisateurFactory(), UtilisateurFactory(), ContactFactory()

    def journaliser():
        champs = {"genre": "appel", "sens": "sortant", "issue": "joint", "suite": "rien"}
        journaliser_avec(auteur=par, cle_creation=uuid4(), client=contact.client, contact=contact, **champs)

    with pytest.raises(PermissionDenied):
        au_meme_instant(lambda: prendre_prive(contact, autre), journaliser)
    assert not Echange.objects.exists()


@pytest.mark.usefixtures("base_validee")
def test_deux_personnes_prennent_le_meme_contact_a_la_meme_seconde(connecter):
    """One wins; the other is told, sees the masked page, and the attempt is counted."""
    premier, second, contact = UtilisateurFactory(), UtilisateurFactory(), ContactFactory()
    adresse = reverse("clients:prendre_prive", args=[contact.pk])
    web = connecter(second)
    reponse = au_meme_instant(lambda: prendre_prive(Contact.objects.get(), premier), lambda: web.post(adresse))
    assert reponse.status_code == 403
    assert f"Privé à {premier}" in reponse.content.decode()
    assert "vous ne pouvez pas le prendre" in reponse.content.decode()
    contact.refresh_from_db()
    assert contact.prive_a == premier
    assert TentativePrive.objects.get().auteur == second


@pytest.mark.usefixtures("base_validee")
def test_vingt_personnes_prennent_le_meme_contact(connecter):
    """Whatever the order, there is one owner, and he is the one who was told that he is."""
    contact, gens = ContactFactory(), [UtilisateurFactory() for _ in range(20)]
    depart = Barrier(5)

    def prendre(personne):
        try:
            depart.wait(20)
            return personne.pk, prendre_prive(Contact.objects.get(pk=contact.pk), personne)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as fils:
        gagnants = [cle for cle, gagne in fils.map(prendre, gens) if gagne]
    contact.refresh_from_db()
    assert gagnants == [contact.prive_a_id]


@pytest.mark.usefixtures("base_validee")
def test_le_proprietaire_accepte_pendant_que_le_manager_refuse():
    """One answer counts: the second comes after, and is told."""
    proprietaire, demandeur = UtilisateurFactory(), UtilisateurFactory()
    manager = UtilisateurFactory(role="manager", agence=proprietaire.agence)
    contact = ContactFactory(prive_a=proprietaire)
    demande = demander(contact=contact, demandeur=demandeur, motif="Essai")

    def refuser():
        repondre(demande=DemandePrive.objects.get(), par=manager, accepter=False, reponse="Non")

    with pytest.raises(ValidationError, match="déjà reçu sa réponse"):
        au_meme_instant(lambda: repondre(demande=demande, par=proprietaire, accepter=True), refuser)
    contact.refresh_from_db()
    assert contact.prive_a == demandeur
    assert DemandePrive.objects.get().statut == "acceptee"
