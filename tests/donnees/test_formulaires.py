"""A form writes what it shows, and nothing that happened meanwhile (conception §8)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from besoins.models import AppelFreelance
from besoins.positionnements.formulaires import AppelForm
from clients.formulaires import ContactForm
from clients.models import Contact
from freelances.fiche.formulaires import FreelanceForm
from freelances.models import Freelance
from samba.donnees.models import Racine
from tests.usines import ContactFactory, FreelanceFactory, PositionnementFactory

pytestmark = pytest.mark.django_db


def _saisie(form) -> dict[str, object]:
    """What a browser sends back of a form that nobody touched."""
    return {nom: valeur for nom in form.fields if (valeur := form[nom].value()) not in (None, False)}


CAS = [
    (ContactFactory, ContactForm, {"dernier_joint_le": timezone.now, "dernier_essai_le": timezone.now}),
    (
        FreelanceFactory,
        FreelanceForm,
        {"disponibilite_confirmee_le": timezone.localdate, "derniere_sollicitation_le": timezone.now},
    ),
    (
        lambda: AppelFreelance.objects.create(positionnement=PositionnementFactory()),
        AppelForm,
        {"confirmee_le": timezone.localdate, "recap_envoye_le": timezone.now},
    ),
]


@pytest.mark.parametrize(("creer", "formulaire", "ecrits"), CAS, ids=["contact", "freelance", "appel"])
def test_un_formulaire_n_ecrase_pas_ce_qu_un_autre_acte_vient_d_ecrire(creer, formulaire, ecrits):
    """An échange logged between the reading of the record and its saving keeps its dates (CLI-6, FRE-3)."""
    objet = creer()
    modele = type(objet)
    form = formulaire(_saisie(formulaire(instance=objet)), instance=modele.objects.get(pk=objet.pk))
    valeurs = {nom: maintenant() for nom, maintenant in ecrits.items()}
    modele.objects.filter(pk=objet.pk).update(**valeurs)
    assert form.is_valid(), form.errors
    form.save()
    assert modele.objects.values(*valeurs).get(pk=objet.pk) == valeurs


def test_les_colonnes_derivees_existent():
    """A column renamed and forgotten in `derives` would be written back in silence."""
    for modele in (Contact, Freelance, AppelFreelance):
        assert issubclass(modele, Racine)
        assert set(modele.derives) <= {champ.name for champ in modele._meta.concrete_fields}
