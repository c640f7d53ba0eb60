"""What SAMBA tells somebody of the firm: once, in the application and by e-mail."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from samba.activite.models import Notification
from samba.activite.notifications import notifier, prevenir
from samba.activite.resume import envoyer_resume
from samba.activite.services import creer_relance
from samba.courriels.models import Courriel
from tests.usines import ClientFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


def test_une_nouvelle_ne_se_dit_qu_une_fois(commercial):
    for _ in range(2):
        prevenir(pour=commercial, cle="k", objet="Objet", texte="Il s’est passé quelque chose.", lien="/clients/")
    assert Notification.objects.get().texte == "Il s’est passé quelque chose."
    courriel = Courriel.objects.get()
    assert (courriel.objet, courriel.interne, courriel.destinataire) == ("Objet", True, commercial.email)
    assert "/clients/" in courriel.corps


def test_on_n_ecrit_pas_a_qui_n_entre_plus():
    assert prevenir(pour=UtilisateurFactory(is_active=False), cle="k", objet="o", texte="t") is False
    assert not Courriel.objects.exists()


def test_la_cloche_compte_les_miennes_et_ouvrir_les_lit(connecter, commercial, collegue):
    web = connecter(commercial)
    for rang in range(2):
        notifier(pour=commercial, cle=f"k{rang}", texte=f"Nouvelle {rang}", lien="/clients/")
    a_lui = Notification.objects.create(pour=collegue, cle="k", texte="La sienne")
    assert "2" in web.get(reverse("notifications:compte")).content.decode()
    page = web.get(reverse("notifications:liste")).content.decode()
    assert "Nouvelle 1" in page
    assert "La sienne" not in page
    premiere = Notification.objects.get(cle="k0")
    assert web.post(reverse("notifications:ouvrir", args=[premiere.pk]))["Location"] == "/clients/"
    assert web.post(reverse("notifications:ouvrir", args=[a_lui.pk])).status_code == 404
    assert "1" in web.get(reverse("notifications:compte")).content.decode()
    web.post(reverse("notifications:tout_lire"))
    assert web.get(reverse("notifications:compte")).content.decode().strip() == ""
    assert Notification.objects.get(pk=a_lui.pk).lue_le is None


def test_un_lien_vers_ailleurs_ne_se_suit_pas(connecter, commercial):
    notification = Notification.objects.create(pour=commercial, cle="k", texte="t", lien="https://ailleurs.test/")
    reponse = connecter(commercial).post(reverse("notifications:ouvrir", args=[notification.pk]))
    assert reponse["Location"] == reverse("notifications:liste")


def test_le_resume_du_matin_ne_sonne_pas_la_cloche(connecter, commercial):
    creer_relance(pour=commercial, echeance=timezone.localdate(), libelle="Rappeler", client=ClientFactory())
    assert envoyer_resume(commercial, timezone.localdate())
    assert connecter(commercial).get(reverse("notifications:compte")).content.decode().strip() == ""


@pytest.mark.parametrize("lignes", [1, 30])
def test_la_liste_a_le_meme_nombre_de_requetes(connecter, commercial, lignes, django_assert_max_num_queries):
    for rang in range(lignes):
        notifier(pour=commercial, cle=f"k{rang}", texte="t")
    web = connecter(commercial)
    # Session, user, the counts of the bar (notifications, fiches overdue), the page and its count.
    with django_assert_max_num_queries(7):
        web.get(reverse("notifications:liste"))
