"""The relances that wait for a DO's answer on a CV (BES-5): set, found again, set anew."""

from __future__ import annotations

from datetime import date

from besoins.delais import echeance_relance_cv
from besoins.enums import Etape
from besoins.models import Besoin, Positionnement
from samba.activite.enums import GenreRelance
from samba.activite.models import Echange, Relance, RelanceQuerySet
from samba.activite.services import annuler_relances, creer_relance
from samba.comptes.models import Utilisateur


def cle_cv(positionnement: Positionnement) -> str:
    """The key of the e-mail that carries the CV, and of the first relance that waits for its answer."""
    return f"cv:{positionnement.pk}"


def attentes(**cibles: Besoin | Positionnement) -> RelanceQuerySet:
    """Open relances about the CVs of this positionnement, or of this besoin, whoever has to do them."""
    return Relance.objects.a_faire().filter(cle__startswith="cv:", **cibles)


def annuler_attentes(**cibles: Besoin | Positionnement) -> int:
    """Cancel them: the answer came, or it is no longer awaited. Returns how many."""
    return annuler_relances(attentes(**cibles).values_list("cle", flat=True))


def attendre_reponse(
    positionnement: Positionnement, pour: Utilisateur, *, suffixe: object = "", jour: date | None = None,
    origine: Echange | None = None,
) -> Relance:  # fmt: skip
    """Set the relance of a CV, at the usual delay when no day is given.

    Args:
        positionnement: whose CV was sent.
        pour: who has to do it.
        suffixe: makes the key new, for that of a cancelled relance is never used again.
        jour: the day the DO named.
        origine: the échange that asked for it.

    Past the CV, nobody is reminded of it by a ready e-mail: it is a plain reminder, done from the DO's own page.
    """
    besoin = positionnement.besoin
    attend = positionnement.etape == Etape.CV_ENVOYE
    return creer_relance(
        pour=pour,
        echeance=jour or echeance_relance_cv(),
        # Seen on the dashboard of its owner alone, or of those who may read the DO.
        libelle=f"{'Réponse attendue sur le CV envoyé' if attend else 'Suite à donner'} : {besoin.intitule}",
        cle=f"{cle_cv(positionnement)}:{suffixe}" if suffixe else cle_cv(positionnement),
        genre=GenreRelance.CV_ENVOYE if attend else GenreRelance.RAPPEL,
        origine=origine,
        contact=besoin.contact,
        client=besoin.client,
        besoin=besoin,
        positionnement=positionnement,
    )


def reprendre_attente(besoin: Besoin) -> None:
    """A besoin taken up again: each CV still without answer is awaited again, by whoever awaited it."""
    for positionnement in besoin.positionnements.filter(etape=Etape.CV_ENVOYE).select_related("besoin__contact"):
        closes = Relance.objects.closes().filter(positionnement=positionnement, cle__startswith="cv:")
        derniere = closes.select_related("pour").order_by("-pk").first()
        if derniere is not None and not attentes(positionnement=positionnement).exists():
            attendre_reponse(positionnement, derniere.pour, suffixe=f"rouvert:{besoin.version}")
