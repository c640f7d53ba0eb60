"""FRE-4: the shapes are found in a time that follows the length of the text, whatever the text."""

from __future__ import annotations

import time

import pytest

from freelances.cv_anonyme.motifs import MOTIFS


@pytest.mark.parametrize("morceau", ["a.", "a-", "a", "0.", "a@", "A-"])
def test_une_ligne_sans_espace_ne_coute_pas_le_carre_de_sa_longueur(morceau):
    """20 000 signes used to hold a thread of the site for half a minute."""
    debut = time.process_time()
    for motif in MOTIFS:
        list(motif.trouver(morceau * (20_000 // len(morceau))))
    assert time.process_time() - debut < 5


@pytest.mark.parametrize(
    "texte",
    [
        "mail:camille.martin@exemple.fr",
        "Contact<camille.martin@exemple.fr>",
        "mailcamille@exemple.fr",
        "camille.martin (at) exemple (dot) fr",
        "camille.martin at exemple dot fr",
        "x;l'adresse:c-m+cv@exemple.fr",
    ],
)
def test_une_adresse_est_trouvee_entiere(texte):
    trouves = [texte[d:f] for motif in MOTIFS for d, f in motif.trouver(texte)]
    assert any("exemple" in trouve and trouve.rstrip(">").endswith("fr") for trouve in trouves)
    reste = texte
    for trouve in trouves:
        reste = reste.replace(trouve, "")
    assert "camille" not in reste
    assert "c-m" not in reste
