"""The piece of CV around the words searched, highlighted, under each line of the list."""

from __future__ import annotations

import pytest
from django.urls import reverse

from freelances.models import CV
from freelances.recherche.extraits import DEBUT, FIN, _surligner
from samba.documents.models import Document
from tests.usines import FreelanceFactory


@pytest.fixture
def navigateur(db, connecter, commercial):
    return connecter(commercial)


def avec_cv(texte):
    freelance = FreelanceFactory()
    empreinte = f"{freelance.pk}"
    document = Document.objects.create(nom="cv.txt", type_mime="text/plain", taille=1, empreinte=empreinte)
    CV.objects.create(freelance=freelance, document=document, texte=texte, etat="lu")
    return freelance


def demander(navigateur, mots, *freelances):
    cles = ",".join(str(f.pk) for f in freelances)
    return navigateur.get(reverse("freelances:extraits"), {"q": mots, "ids": cles}).content.decode()


def test_la_liste_demande_les_extraits_de_ses_lignes(navigateur):
    freelance = avec_cv("Pilotage de la migration vers Kafka en production")
    page = navigateur.get(reverse("freelances:liste"), {"q": "migration"}).content.decode()
    assert f"q=migration&amp;ids={freelance.pk}" in page
    assert f'id="extrait-{freelance.pk}"' in page


def test_l_extrait_montre_les_mots_cherches_accents_et_pluriels_compris(navigateur):
    freelance = avec_cv("Avant. " * 200 + "Pilotage des migrations de données vers Kafka. " + "Après. " * 200)
    page = demander(navigateur, "migration donnees", freelance)
    assert "<mark>migrations</mark>" in page
    assert "<mark>données</mark>" in page
    assert len(page) < 1500


def test_un_cv_sans_ces_mots_n_a_pas_d_extrait_et_le_sien_ne_s_execute_pas(navigateur):
    sans, hostile = avec_cv("Rien de tel"), avec_cv("<script>alert(1)</script> 5 < 6 & migration")
    page = demander(navigateur, "migration", sans, hostile)
    assert f"extrait-{sans.pk}" not in page
    assert "<script>" not in page
    assert _surligner(f"5 < 6 & {DEBUT}migration{FIN}") == "5 &lt; 6 &amp; <mark>migration</mark>"


@pytest.mark.parametrize("parametres", [{}, {"q": "le", "ids": "1"}, {"q": "java", "ids": "x,9" + "9" * 40}])
def test_une_demande_vide_ou_forgee_ne_rend_rien(navigateur, parametres):
    reponse = navigateur.get(reverse("freelances:extraits"), parametres)
    assert (reponse.status_code, b"<mark>" in reponse.content) == (200, False)
