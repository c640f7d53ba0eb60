"""Prepare the data of an embedded SAMBA in one process (starting Django once saves seconds at each start).

Used by script/server: `python -m script.lib.preparer --freelances 2000`, then `--bienvenue <address>`.
"""

import argparse
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

RACINE = Path(__file__).resolve().parents[2]


def main() -> None:
    """Run what the arguments ask for; a refused command ends the start with its message."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--freelances", type=int, default=0, help="demo freelances, in an empty database only")
    parser.add_argument("--bienvenue", metavar="ADRESSE", help="only print the address and the demo logins")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samba.settings")
    django.setup()
    try:
        if options.bienvenue:
            welcome(options.bienvenue)
        else:
            prepare(options.freelances)
    except CommandError as error:
        sys.exit(str(error))


def prepare(freelances: int) -> None:
    """Bring database, reference data, demo data and static files up to date."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("charger_referentiels")
    if freelances:
        # All or nothing: a start killed half-way must not leave a base that looks filled, without accounts.
        with transaction.atomic():
            call_command("peupler", freelances=freelances, si_vide=True)
    collect_static()


def collect_static() -> None:
    """Run collectstatic when a source file changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".empreinte"
    wanted = static_fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def static_fingerprint() -> str:
    """Hash of the names, sizes and dates of our static files, and of the pins that bring the others."""
    digest = hashlib.sha256()
    for file in sorted(static_sources()):
        stat = file.stat()
        digest.update(f"{file}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def static_sources() -> Iterator[Path]:
    """Our own static files, the finder, and the pins of Python and npm packages."""
    folders = [Path(folder) for folder in settings.STATICFILES_DIRS]
    folders += [Path(app.path) / "static" for app in apps.get_app_configs() if Path(app.path).is_relative_to(RACINE)]
    for folder in folders:
        yield from (file for file in folder.rglob("*") if file.is_file())
    yield from (RACINE / name for name in ("requirements.txt", "package-lock.json", "samba/listes/statiques.py"))


def welcome(address: str) -> None:
    """Print where SAMBA answers, and with which accounts, or how to make the first one."""
    from samba.pilotage.demo.societe import IDENTIFIANTS

    print(f"\n  SAMBA est prêt : {address}\n", flush=True)  # noqa: T201
    emails = [personne.email for personne in IDENTIFIANTS]
    if get_user_model().objects.filter(email__in=emails).exists():
        call_command("peupler", identifiants=True)
    else:
        print("  Premier compte : script/manage createsuperuser")  # noqa: T201
    print("\n  Ctrl+C pour tout arrêter.", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
