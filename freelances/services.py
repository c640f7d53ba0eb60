"""Acts on a freelance that are not the form."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from freelances.enums import Facturation
from freelances.models import Freelance
from samba.parametres.models import parametres


@transaction.atomic
def prendre_portage_propose(freelance: Freelance) -> bool:
    """BES-8: a freelance with neither SIRET nor portage takes the firm's default company. False when they have one.

    Raises:
        ConflitVersionError: somebody saved this freelance meanwhile.
    """
    if freelance.facturation != Facturation.A_DEFINIR:
        return False
    freelance.prendre_version(freelance.version)
    freelance.facturation = Facturation.PORTAGE
    firme = parametres()
    freelance.portage, freelance.portage_code_postal = firme.portage_defaut, firme.portage_code_postal
    freelance.save(update_fields=["facturation", "portage", "portage_code_postal", "modifie_le"])
    return True


@transaction.atomic
def archiver(freelance: Freelance) -> None:
    """Put aside: out of searches, still readable. Nothing is deleted.

    Raises:
        ConflitVersionError: somebody saved this freelance meanwhile.
    """
    _dater_archive(freelance, archive=True)


@transaction.atomic
def reactiver(freelance: Freelance) -> None:
    """Bring back an archived freelance.

    Raises:
        ConflitVersionError: somebody saved this freelance meanwhile.
    """
    _dater_archive(freelance, archive=False)


def _dater_archive(freelance: Freelance, *, archive: bool) -> None:
    if (freelance.archive_le is not None) == archive:
        return
    freelance.prendre_version(freelance.version)
    freelance.archive_le = timezone.now() if archive else None
    freelance.save(update_fields=["archive_le", "modifie_le"])
