"""What a search outside brought: a freelance found again, or created and put forward at once."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from besoins.etapes import peut_positionner
from besoins.models import Apport, RechercheExterne
from besoins.services.positionnements import positionner
from clients.enums import TypeClient
from clients.models import Client
from freelances.models import Freelance
from referentiels.models import Entreprise
from samba.comptes.models import Utilisateur


@transaction.atomic
def rattacher(
    *,
    recherche: RechercheExterne,
    freelance: Freelance,
    par: Utilisateur,
    positionne: bool = False,
    nouveau: bool = False,
) -> tuple[Apport, bool]:
    """Say that a search brought this freelance, once; put them forward on its besoin when asked and when it is open.

    Returns the line, and whether they are put forward now.
    """
    apport, _ = Apport.objects.get_or_create(
        recherche=recherche, freelance=freelance, defaults={"auteur": par, "nouveau": nouveau}
    )
    if positionne and peut_positionner(recherche.besoin):
        positionner(besoin=recherche.besoin, freelances=[freelance], par=par)
        return apport, True
    return apport, False


@transaction.atomic
def creer_trouve(
    *, recherche: RechercheExterne, par: Utilisateur, cle_creation: UUID, positionne: bool, **champs: object
) -> tuple[Freelance, bool]:
    """A freelance met outside: created with what is known, tied to the search; once for a form posted twice.

    Returns the freelance, and whether they are put forward now.
    """
    freelance = Freelance.objects.filter(cle_creation=cle_creation).first()
    if freelance is None:
        freelance = Freelance.objects.create(cle_creation=cle_creation, suivi_par=par, **champs)
    _, place = rattacher(recherche=recherche, freelance=freelance, par=par, positionne=positionne, nouveau=True)
    return freelance, place


def devenir_client(*, entreprise: Entreprise, par: Utilisateur) -> tuple[Client, bool]:
    """Make a client of an ESN met in the freelances' experience; its verdict waits for its figures (CLI-1).

    Two people at once make one client. Returns it, and whether it is new.
    """
    try:
        with transaction.atomic():
            return Client.objects.get_or_create(
                entreprise=entreprise, defaults={"type": TypeClient.ESN_CLASSIQUE, "suivi_par": par}
            )
    except IntegrityError:
        return Client.objects.get(entreprise=entreprise), False
