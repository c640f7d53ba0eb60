"""Lists kept a moment in each process."""

from samba.listes.memoire import garder_un_moment


def test_une_liste_est_lue_une_fois_par_moment(settings):
    settings.LISTES_GARDEES_SECONDES = 60
    lectures = []

    @garder_un_moment
    def lire() -> list[str]:
        lectures.append(1)
        return ["Paris"]

    assert (lire(), lire()) == (["Paris"], ["Paris"])
    assert len(lectures) == 1
    settings.LISTES_GARDEES_SECONDES = 0
    lire()
    assert len(lectures) == 2
