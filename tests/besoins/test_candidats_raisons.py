"""The reasons of a choice are kept with it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from besoins.services.positionnements import positionner
from freelances.models import Freelance
from tests.usines import BesoinFactory, FreelanceFactory

pytestmark = pytest.mark.django_db


def test_le_positionnement_garde_les_raisons_de_ce_jour_la(commercial, connecter):
    """BES-10: the choice can be explained later, even once the profile has changed."""
    besoin = BesoinFactory(qualifie=True, proprietaire=commercial)
    freelance = FreelanceFactory(experience_annees=9)
    positionnement = positionner(besoin=besoin, freelances=[freelance], par=commercial).crees[0]
    assert "9 ans d’expérience" in positionnement.raisons["pour"]
    assert 0 < positionnement.raisons["score"] < 100
    Freelance.objects.filter(pk=freelance.pk).update(experience_annees=1)
    page = connecter(commercial).get(reverse("besoins:positionnement", args=[positionnement.pk])).content.decode()
    assert "9 ans d’expérience" in page
