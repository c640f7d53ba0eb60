"""The private PostgreSQL and Redis of script/: shared, stopped by the last one out, not blocked by a killed command."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
PRELUDE = f". {RACINE}/script/lib/commun.sh\n. {RACINE}/script/lib/services.sh\nprepare_var\n"
TENIR = PRELUDE + "trap_signals\ntrap release_services EXIT\nhold_services\n"
ATTENTE_S = 60


class Copie:
    """The services of one data folder, as the commands of script/ see them."""

    def __init__(self, dossier: Path) -> None:
        # Nothing of the suite's own services, or they would be used instead of private ones.
        retires = {"DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "PGOPTIONS"}
        self.dossier = dossier
        self.environ = {nom: valeur for nom, valeur in os.environ.items() if nom not in retires}
        self.environ["SAMBA_VAR"] = str(dossier)
        self.prises = ""

    def lancer(self, texte: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["bash", "-c", texte],
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def executer(self, texte: str, statut: int = 0) -> str:
        """Output of a script that ends by itself."""
        processus = self.lancer(texte)
        sortie, _ = processus.communicate(timeout=ATTENTE_S)
        assert processus.returncode == statut, sortie
        return sortie

    def tenir(self) -> subprocess.Popen[str]:
        """A command that holds the services until its input ends."""
        processus = self.lancer(TENIR + 'echo "pret $SOCKETS"\nread -r _')
        assert processus.stdout
        lignes = []
        for ligne in processus.stdout:
            if ligne.startswith("pret "):
                self.prises = ligne.split()[1]
                return processus
            lignes.append(ligne)
        raise AssertionError("les services n’ont pas démarré : " + "".join(lignes))

    def vivants(self) -> dict[int, str]:
        """Postmaster, Redis and guardian of this folder: number → name."""
        trouves = {}
        for proc in Path("/proc").glob("[0-9]*"):
            try:
                ligne = (proc / "cmdline").read_bytes().decode(errors="replace")
                chez_nous = f"SAMBA_VAR={self.dossier}".encode() in (proc / "environ").read_bytes()
            except OSError:
                continue
            for nom, signe in (
                ("postgres", f"-D\0{self.dossier}"),
                ("redis", f"unixsocket:{self.prises}"),
                ("gardien", "lib/gardien"),
            ):
                if signe in ligne and (nom != "gardien" or chez_nous):
                    trouves[int(proc.name)] = nom
        return trouves


def finir(processus: subprocess.Popen[str]) -> None:
    processus.communicate("\n", timeout=ATTENTE_S)
    assert processus.returncode == 0


def copie_neuve() -> Iterator[Copie]:
    """A data folder that the account postgres may cross, swept of whatever a failed test leaves."""
    racine = Path(tempfile.mkdtemp(prefix="samba-essai-"))
    racine.chmod(0o755)
    essai = Copie(racine / "var")
    essai.dossier.mkdir()
    yield essai
    for numero in essai.vivants():
        os.kill(numero, signal.SIGKILL)
    shutil.rmtree(racine)


copie = pytest.fixture(copie_neuve, scope="module")
copie_vide = pytest.fixture(copie_neuve)


def test_le_dernier_sorti_arrete_les_services(copie):
    premier, second = copie.tenir(), copie.tenir()
    finir(premier)
    assert sorted(copie.vivants().values()) == ["gardien", "postgres", "redis"]
    finir(second)
    assert copie.vivants() == {}


def test_une_commande_tuee_ne_laisse_rien_et_ne_bloque_pas_la_suivante(copie):
    tuee = copie.tenir()
    tuee.kill()
    tuee.wait()
    # The guardian keeps this lock until its work is done.
    subprocess.run(["flock", str(copie.dossier / "run/gardien.verrou"), "true"], timeout=ATTENTE_S, check=True)
    assert copie.vivants() == {}
    finir(copie.tenir())
    assert copie.vivants() == {}


def test_des_services_tues_ne_bloquent_pas_le_demarrage_suivant(copie):
    """As after a power cut: the postmaster leaves its pid file and its socket behind."""
    tuee = copie.tenir()
    for numero in copie.vivants():
        os.kill(numero, signal.SIGKILL)
    tuee.kill()
    tuee.wait()
    assert (copie.dossier / "postgres/postmaster.pid").exists()
    finir(copie.tenir())
    assert copie.vivants() == {}


def test_un_dossier_efface_puis_refait_ne_perd_pas_ses_services(copie_vide):
    """A checkout deleted while it runs and cloned again: the end of the old one leaves the new one alone."""
    ancien, prises = copie_vide.tenir(), copie_vide.prises
    copie_vide.dossier.rename(copie_vide.dossier.with_name("efface"))
    copie_vide.dossier.mkdir()
    nouveau = copie_vide.tenir()
    assert copie_vide.prises != prises
    finir(ancien)
    assert not Path(prises).exists()
    assert set(copie_vide.vivants().values()) == {"gardien", "postgres", "redis"}
    assert Path(copie_vide.prises, ".s.PGSQL.5432").exists()
    finir(nouveau)
    assert copie_vide.vivants() == {}


def test_une_creation_interrompue_recommence(copie_vide):
    """A folder half-filled by a killed initdb is not taken for a database."""
    (copie_vide.dossier / "postgres.en-cours").mkdir()
    (copie_vide.dossier / "postgres.en-cours/PG_VERSION").write_text("15\n")
    finir(copie_vide.tenir())
    assert not (copie_vide.dossier / "postgres.en-cours").exists()


def test_une_base_d_une_autre_version_est_refusee_avec_un_message(copie_vide):
    (copie_vide.dossier / "postgres").mkdir()
    (copie_vide.dossier / "postgres/PG_VERSION").write_text("9\n")
    sortie = copie_vide.executer(TENIR, statut=1)
    assert sortie.count("a été créé par PostgreSQL 9, qui n’est pas installé ici") == 1


def test_les_noms_se_classent_a_la_francaise(copie):
    tri = "SELECT string_agg(n, ' ' ORDER BY n) FROM unnest(ARRAY['Zoé', 'Élodie', 'eliott']) n"
    sortie = copie.executer(f'{TENIR}"$PGBIN/psql" -At -h "$SOCKETS" -U samba -c "{tri}"')
    assert "eliott Élodie Zoé" in sortie.splitlines()


def test_personne_d_autre_n_entre_dans_le_dossier_des_prises(copie):
    """The sockets ask for no password: the folder is the access control."""
    processus = copie.tenir()
    assert Path(copie.prises).stat().st_mode & 0o777 == 0o700
    assert len(f"{copie.prises}/.s.PGSQL.5432") < 108
    finir(processus)
