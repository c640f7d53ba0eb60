"""My relances: the list, done, postponed; and the timeline on other rooms' pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samba.activite.models import Relance
from samba.activite.panneaux import contexte_chronologie
from samba.activite.services import creer_relance, journaliser, reporter_relance, terminer_relance
from tests.usines import BesoinFactory, ContactFactory, FreelanceFactory, PositionnementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


def relance(pour, jours=0, libelle="Rappeler", **cibles):
    cibles = cibles or {"contact": ContactFactory(mobile="+33612345678")}
    echeance = timezone.localdate() + timedelta(days=jours)
    return creer_relance(pour=pour, echeance=echeance, libelle=libelle, **cibles)


def test_chaque_vue_montre_ses_relances_et_les_miennes_seulement(web, commercial, collegue):
    relance(commercial, -2, "En retard de deux jours")
    relance(commercial, 0, "Pour aujourd’hui")
    relance(commercial, 4, "Pour plus tard")
    terminer_relance(relance(commercial, 0, "Déjà faite"))
    relance(collegue, 0, "Celle d’un collègue")
    attendus = {
        "": {"En retard de deux jours", "Pour aujourd’hui"},
        "retard": {"En retard de deux jours"},
        "a_venir": {"Pour plus tard"},
        "faites": {"Déjà faite"},
        "inconnue": {"En retard de deux jours", "Pour aujourd’hui"},
    }
    tous = set().union(*attendus.values(), {"Celle d’un collègue"})
    for vue, montres in attendus.items():
        texte = web.get(reverse("activite:relances"), {"vue": vue}).content.decode()
        assert {libelle for libelle in tous if libelle in texte} == montres


def test_terminer_puis_reporter_par_formulaire_simple(web, commercial):
    une, deux = relance(commercial), relance(commercial)
    reponse = web.post(reverse("activite:relance_terminer", args=[une.pk]), {"suite": "/clients/"})
    assert reponse.url == "/clients/"
    jour = (timezone.localdate() + timedelta(days=5)).isoformat()
    reponse = web.post(
        reverse("activite:relance_reporter", args=[deux.pk]), {"echeance": jour, "suite": "//ailleurs.test"}
    )
    assert reponse.url == reverse("activite:relances")
    une.refresh_from_db()
    deux.refresh_from_db()
    assert (une.statut, deux.echeance.isoformat()) == ("faite", jour)


@pytest.mark.parametrize("echeance", ["", "2020-01-01", "bientôt"])
def test_un_mauvais_report_est_dit_et_ne_change_rien(web, commercial, echeance):
    une = relance(commercial)
    adresse = reverse("activite:relance_reporter", args=[une.pk])
    reponse = web.post(adresse, {"echeance": echeance}, headers={"HX-Request": "true"})
    assert reponse.status_code == 422
    assert 'role="alert"' in reponse.content.decode()
    avant = une.echeance
    une.refresh_from_db()
    assert une.echeance == avant


def test_par_htmx_la_ligne_revient_seule(web, commercial):
    une = relance(commercial)
    reponse = web.post(reverse("activite:relance_terminer", args=[une.pk]), headers={"HX-Request": "true"})
    texte = reponse.content.decode()
    assert f'id="relance-{une.pk}"' in texte
    assert "Faite" in texte
    assert "<html" not in texte


def test_une_relance_close_ne_se_termine_ni_ne_se_reporte(commercial):
    une = relance(commercial)
    assert terminer_relance(une)
    assert not terminer_relance(une)
    assert not reporter_relance(une, timezone.localdate())


def test_la_relance_d_un_autre_n_existe_pas_pour_moi(web, collegue):
    une = relance(collegue)
    for nom in ("relance_terminer", "relance_reporter"):
        adresse = reverse(f"activite:{nom}", args=[une.pk])
        assert web.post(adresse, {"echeance": "2099-01-01"}).status_code == 404
        assert web.get(adresse).status_code == 405
    assert Relance.objects.get().statut == "a_faire"


def test_le_numero_disparait_quand_le_contact_devient_le_prive_d_un_autre(web, commercial, collegue):
    """CLI-5: my relance stays, without the number."""
    une = relance(commercial)
    assert "tel:+33612345678" in web.get(reverse("activite:relances")).content.decode()
    type(une.contact).objects.filter(pk=une.contact_id).update(prive_a=collegue)
    assert "tel:" not in web.get(reverse("activite:relances")).content.decode()


def test_la_liste_ne_fait_pas_de_requete_par_relance(web, commercial):
    adresse = reverse("activite:relances")
    relance(commercial)
    relance(commercial, besoin=BesoinFactory())
    web.get(adresse)
    with CaptureQueriesContext(connection) as peu:
        web.get(adresse)
    for _ in range(14):
        relance(commercial)
        relance(commercial, besoin=BesoinFactory())
    with CaptureQueriesContext(connection) as beaucoup:
        web.get(adresse)
    assert len(peu) == len(beaucoup)


def test_la_chronologie_d_un_freelance_tait_les_echanges_avec_le_prive_d_un_autre(commercial, collegue):
    """CLI-5 on every page where an échange shows."""
    freelance = FreelanceFactory()
    prive = ContactFactory(prive_a=collegue)
    journaliser(auteur=collegue, contact=prive, freelance=freelance, genre="note", commentaire="Tu")
    journaliser(auteur=commercial, freelance=freelance, genre="note", commentaire="Vu")
    requete = RequestFactory().get("/")
    requete.user = commercial
    assert [e["texte"] for e in contexte_chronologie(requete, "freelance", freelance)["evenements"]] == ["Vu"]
    requete.user = collegue
    assert len(contexte_chronologie(requete, "freelance", freelance)["evenements"]) == 2


def test_la_chronologie_d_un_besoin_dit_quel_freelance_a_ete_appele(commercial):
    positionnement = PositionnementFactory()
    cibles = {"freelance": positionnement.freelance, "besoin": positionnement.besoin}
    journaliser(auteur=commercial, genre="appel", issue="joint", **cibles)
    requete = RequestFactory().get("/")
    requete.user = commercial
    (evenement,) = contexte_chronologie(requete, "besoin", positionnement.besoin)["evenements"]
    assert evenement["titre"] == f"Appel sortant · {positionnement.freelance}"
