"""What is always true of a row is held by the base itself, with words for people (style: where a rule lives)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from besoins.models import AppelFreelance, RechercheExterne
from samba.parametres.models import parametres
from tests.usines import BesoinFactory, FreelanceFactory, PositionnementFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


def _appel() -> AppelFreelance:
    return AppelFreelance.objects.create(positionnement=PositionnementFactory())


def _recherche() -> RechercheExterne:
    return RechercheExterne.objects.create(besoin=BesoinFactory(), auteur=UtilisateurFactory(), source="Réseau")


NEGATIF, MAUVAIS = Decimal("-0.01"), "Un TJM ne peut pas être négatif."
CAS = [
    (FreelanceFactory, "tjm", NEGATIF, MAUVAIS),
    (BesoinFactory, "tjm_vente", NEGATIF, MAUVAIS),
    (PositionnementFactory, "tjm_achat", NEGATIF, MAUVAIS),
    (PositionnementFactory, "tjm_vente", NEGATIF, MAUVAIS),
    (_appel, "tjm_demande", NEGATIF, MAUVAIS),
    (_appel, "tjm_accepte", NEGATIF, MAUVAIS),
    (parametres, "marge_defaut", Decimal("-0.001"), "La marge par défaut"),
    (parametres, "marge_defaut", Decimal(1), "La marge par défaut"),
    (parametres, "portage_frais", Decimal("-0.001"), "Les frais de portage"),
    (parametres, "portage_frais", Decimal("1.001"), "Les frais de portage"),
    (parametres, "resume_heure", 13, "midi au plus tard"),
    (_recherche, "source", "", "Dites où vous avez cherché"),
    (UtilisateurFactory, "role", "chef", "Ce rôle n’existe pas"),
]


@pytest.mark.parametrize(("creer", "champ", "valeur", "message"), CAS, ids=[f"{c[1]}={c[2]}" for c in CAS])
def test_la_base_refuse_une_valeur_impossible_et_le_dit(creer, champ, valeur, message):
    """BES-2, BES-4, BES-8: by a form as by SQL."""
    objet = creer()
    setattr(objet, champ, valeur)
    with pytest.raises(ValidationError, match=message):
        objet.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(objet)._base_manager.filter(pk=objet.pk).update(**{champ: valeur})


@pytest.mark.parametrize("champ", ["marge_defaut", "portage_frais"])
def test_les_bornes_des_parametres_sont_permises(champ):
    """No margin, or no fee, is a choice."""
    firme = parametres()
    setattr(firme, champ, Decimal(0))
    firme.full_clean()
    firme.save()
