"""Two people at the same instant on the same positionnement: one record, one move, the other is told."""

from __future__ import annotations

from besoins.enums import Etape
from besoins.models import Positionnement
from besoins.services import mouvements
from besoins.services.positionnements import positionner
from tests.besoins.situations import besoin_de
from tests.concurrence import au_meme_instant
from tests.usines import FreelanceFactory, PositionnementFactory, UtilisateurFactory


def test_deux_personnes_deplacent_la_meme_carte_la_seconde_l_apprend(base_validee):
    commercial, collegue = UtilisateurFactory(), UtilisateurFactory()
    positionnement = PositionnementFactory(auteur=commercial)

    def second():
        bilan = mouvements.deplacer_plusieurs(choisis=[(positionnement, 1)], vers=Etape.PRESELECTIONNE, par=collegue)
        return [refus.texte for refus in bilan.refus]

    textes = au_meme_instant(
        lambda: mouvements.deplacer(
            positionnement=positionnement, vers=Etape.ECARTE, par=commercial, version=1, motif="Plus disponible"
        ),
        second,
    )
    assert len(textes) == 1
    assert "collègue" in textes[0]


def test_deux_personnes_positionnent_le_meme_freelance_un_seul_l_est(base_validee):
    """One record; the other is told."""
    commercial, collegue = UtilisateurFactory(), UtilisateurFactory()
    besoin, freelance = besoin_de(commercial), FreelanceFactory()
    bilan = au_meme_instant(
        lambda: positionner(besoin=besoin, freelances=[freelance], par=commercial),
        lambda: positionner(besoin=besoin, freelances=[freelance], par=collegue),
    )
    assert [len(bilan.crees), len(bilan.deja)] == [0, 1]
    assert Positionnement.objects.count() == 1
