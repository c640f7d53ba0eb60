"""CLI-5: an idempotency key is no way in: nobody reads, fills or hijacks the échange of somebody else with it."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from besoins.services import envois
from besoins.services.appels import cle_stable
from samba.activite.models import Echange, Relance
from samba.activite.services import journaliser
from tests.besoins.situations import pret_a_envoyer
from tests.usines import ContactFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
LETTRE = {"objet": "Un profil pour vous", "corps": "Bonjour, voici un profil."}


def _note(cle, **champs):
    return {"genre": "note", "sens": "sortant", "commentaire": "Intrus", "cle_creation": str(cle)} | champs


def test_la_cle_d_un_autre_echange_est_refusee_et_ne_montre_rien(commercial, collegue, connecter):
    """Neither the DO's name nor a relance on their besoin comes back to whoever posts the key of another échange."""
    prive = ContactFactory(prenom="Sacha", nom="Delorme", prive_a=collegue)
    cle = cle_stable("essai", 1)
    journaliser(auteur=collegue, contact=prive, cle_creation=cle, genre="note", commentaire="Secret")
    le_mien = ContactFactory()
    reponse = connecter(commercial).post(reverse("clients:echange", args=[le_mien.pk]), _note(cle))
    assert reponse.status_code == 403
    assert "Delorme" not in reponse.content.decode()
    assert (Echange.objects.count(), Relance.objects.count()) == (1, 0)


def test_une_cle_devinee_ne_detourne_pas_l_envoi_a_un_prive(commercial, connecter):
    """An échange posted beforehand under a key that could be worked out would have received the e-mail to the DO."""
    intrus = UtilisateurFactory()
    positionnement = pret_a_envoyer(commercial)
    contact = positionnement.besoin.contact
    contact.prive_a = commercial
    contact.save()
    devinee = uuid5(NAMESPACE_URL, f"samba:{envois.cle_cv(positionnement)}")
    connecter(intrus).post(reverse("clients:echange", args=[ContactFactory().pk]), _note(devinee))
    courriel = envois.envoyer_cv(positionnement=positionnement, par=commercial, **LETTRE)
    assert courriel.echange.contact == contact
    assert not type(courriel).objects.visibles_pour(intrus).exists()


def test_le_double_clic_du_meme_auteur_rend_le_premier_echange(commercial):
    """The same act twice is one échange."""
    contact, cle = ContactFactory(), cle_stable("essai", 2)
    deux = [journaliser(auteur=commercial, contact=contact, cle_creation=cle, genre="note") for _ in range(2)]
    assert deux[0] == deux[1]


def test_la_meme_cle_par_un_autre_auteur_est_refusee(commercial, collegue):
    contact, cle = ContactFactory(), cle_stable("essai", 3)
    journaliser(auteur=commercial, contact=contact, cle_creation=cle, genre="note")
    with pytest.raises(PermissionDenied):
        journaliser(auteur=collegue, contact=contact, cle_creation=cle, genre="note")
