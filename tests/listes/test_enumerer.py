"""Labels inside a sentence."""

from samba.listes.formats import enumerer


def test_les_sigles_gardent_leurs_capitales_dans_une_enumeration():
    assert enumerer(["Origine du contact", "SIRET ou portage", "CV à jour"]) == (
        "origine du contact, SIRET ou portage, CV à jour"
    )
