"""Staff-edited texts: placeholders come from an allow-list, and nothing is evaluated."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from samba.courriels.enums import CodeModele
from samba.courriels.models import ModeleCourriel
from samba.courriels.services import rediger
from samba.courriels.textes import TEXTES, places_inconnues

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", CodeModele.values)
def test_chaque_texte_initial_ne_demande_que_des_places_permises(code):
    texte = TEXTES[code]
    assert places_inconnues(code, texte.objet + texte.corps) == []
    brouillon = rediger(code, dict.fromkeys(texte.places, "valeur"))
    assert "{" not in brouillon.objet + brouillon.corps


def test_une_place_inconnue_est_refusee_avec_celles_qui_sont_possibles():
    modele = ModeleCourriel.objects.get(code=CodeModele.RELANCE_CV)
    modele.corps = "Bonjour {prenom_secret}"
    with pytest.raises(ValidationError) as erreur:
        modele.full_clean()
    assert "prenom_secret" in str(erreur.value)
    assert "{mission}" in str(erreur.value)


def test_une_valeur_qui_ressemble_a_du_code_reste_du_texte():
    ModeleCourriel.objects.filter(code=CodeModele.RELANCE_CV).update(objet="{mission}", corps="{mission}")
    piege = "{signature} {{ settings.SECRET_KEY }} {0.__class__}"
    assert rediger(CodeModele.RELANCE_CV, {"mission": piege}).corps == piege
