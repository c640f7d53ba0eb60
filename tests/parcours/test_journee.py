import pytest
pytestmark=[pytest.mark.navigateur]
def test_x(site, ouvrir, commercial):
    e=ouvrir(); e.se_connecter(commercial.email); e.titre("Bonjour Alix")
