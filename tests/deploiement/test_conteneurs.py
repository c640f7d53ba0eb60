"""docker-compose.yml, Dockerfile, nginx and .env.example agree with each other and with the tree; no Docker needed."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

RACINE = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((RACINE / "docker-compose.yml").read_text())
TLS = yaml.safe_load((RACINE / "deploiement/docker-compose.tls.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (RACINE / "Dockerfile").read_text().replace("\\\n", " ")
EXEMPLE = (RACINE / ".env.example").read_text()
REGLAGES = ast.parse((RACINE / "samba/settings.py").read_text())


def variables_documentees() -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", EXEMPLE, re.MULTILINE))


def variables_lues_par_les_reglages(lecteur: str = r"env|env\.\w+|secret|en_production") -> set[str]:
    """First argument of every `env…("NOM")`, `secret("NOM")` and `en_production("NOM")` of the settings."""
    appels = [noeud for noeud in ast.walk(REGLAGES) if isinstance(noeud, ast.Call) and noeud.args]
    return {
        appel.args[0].value
        for appel in appels
        if isinstance(appel.args[0], ast.Constant)
        and isinstance(appel.args[0].value, str)
        and re.fullmatch(lecteur, ast.unparse(appel.func))
    }


def volumes(service: dict[str, Any]) -> list[tuple[str, str]]:
    """(source, target) pairs; a target followed by `:ro` keeps only its path."""
    couples = []
    for volume in service.get("volumes", []):
        source, cible = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", volume).removesuffix(":ro").split(":")
        couples.append((source, cible))
    return couples


def test_chaque_variable_lue_est_dans_l_exemple():
    assert variables_lues_par_les_reglages() <= variables_documentees()


def test_ce_que_la_production_exige_est_a_remplir_dans_l_exemple():
    exigees = variables_lues_par_les_reglages("secret|en_production")
    assert {"SECRET_KEY", "EMAIL_URL"} <= exigees
    assert exigees <= set(re.findall(r"^([A-Z_]+)=", EXEMPLE, re.MULTILINE))


def test_chaque_variable_de_l_exemple_sert_a_quelque_chose():
    textes = "".join(
        (RACINE / nom).read_text()
        for nom in ("docker-compose.yml", "deploiement/docker-compose.tls.yml", "deploiement/gunicorn.conf.py")
    )
    inutiles = {nom for nom in variables_documentees() - variables_lues_par_les_reglages() if nom not in textes}
    assert inutiles == set()


def test_chaque_variable_du_compose_est_dans_l_exemple():
    textes = (RACINE / "docker-compose.yml").read_text() + (RACINE / "deploiement/docker-compose.tls.yml").read_text()
    assert set(re.findall(r"\$\{([A-Z_]+)", textes)) <= variables_documentees()


def test_le_compose_n_impose_aux_conteneurs_que_des_variables_connues():
    connues = variables_lues_par_les_reglages() | variables_documentees()
    for nom in ("web", "worker", "beat", "migrate"):
        assert set(SERVICES[nom]["environment"]) <= connues, nom


def test_aucun_secret_n_est_dans_l_exemple():
    secrets = re.findall(r"^(SECRET_KEY|POSTGRES_PASSWORD)=(.*)$", EXEMPLE, re.MULTILINE)
    assert [valeur for _, valeur in secrets] == ["", ""]


@pytest.mark.parametrize("nom", sorted(SERVICES))
def test_les_dependances_d_un_service_existent_et_savent_dire_qu_elles_sont_pretes(nom):
    for autre, attente in SERVICES[nom].get("depends_on", {}).items():
        assert autre in SERVICES
        if attente["condition"] == "service_healthy":
            # The image of SAMBA brings its own probe (HEALTHCHECK).
            assert "healthcheck" in SERVICES[autre] or SERVICES[autre].get("build"), autre


@pytest.mark.parametrize("nom", ["web", "worker"])
def test_ce_qui_se_multiplie_ne_prend_ni_nom_ni_port(nom):
    service = SERVICES[nom]
    assert "container_name" not in service
    assert "ports" not in service
    assert "replicas" in service["deploy"]


def test_il_n_y_a_qu_une_horloge():
    beats = [nom for nom, service in SERVICES.items() if "beat" in service.get("command", [])]
    assert beats == ["beat"]
    assert "deploy" not in SERVICES["beat"]
    assert "--beat" not in SERVICES["worker"]["command"]


def test_seul_nginx_est_ouvert_sur_l_exterieur():
    assert [nom for nom, service in SERVICES.items() if service.get("ports")] == ["nginx"]


def test_les_volumes_nommes_existent_et_les_fichiers_montes_aussi():
    for service in [*SERVICES.values(), *TLS["services"].values()]:
        for source, _ in volumes(service):
            if source == "./certificats":
                continue
            assert source in COMPOSE["volumes"] or (RACINE / source).exists(), source


def test_la_variante_tls_remplace_un_fichier_que_nginx_lit():
    cibles = {cible for _, cible in volumes(SERVICES["nginx"])}
    assert "/etc/nginx/samba/serveur.conf" in cibles & {cible for _, cible in volumes(TLS["services"]["nginx"])}


def test_nginx_lit_les_fichiers_prives_avec_le_compte_qui_les_ecrit():
    uid = re.search(r"useradd --uid (\d+)", DOCKERFILE)
    assert uid
    assert SERVICES["nginx"]["user"] == f"{uid[1]}:{uid[1]}"


def test_nginx_et_le_site_parlent_du_meme_dossier_prive():
    lieux = (RACINE / "deploiement/nginx/lieux.conf").read_text()
    prefixe = SERVICES["web"]["environment"]["X_ACCEL_PREFIXE"]
    prive = re.search(rf"location {prefixe} {{(.*?)}}", lieux, re.DOTALL)
    assert prive
    assert "internal;" in prive[1]
    dossier = re.search(r"alias (\S+)/;", prive[1])
    assert dossier
    assert ("media", dossier[1]) in volumes(SERVICES["nginx"])
    assert ("media", f"{SERVICES['web']['environment']['SAMBA_VAR']}/media") in volumes(SERVICES["web"])


def test_nginx_laisse_passer_ce_que_le_site_refuse_avec_un_message(settings):
    """A 30 MB file must reach the site, which answers in French and keeps what was typed."""
    limite = re.search(r"client_max_body_size (\d+)m;", (RACINE / "deploiement/nginx/nginx.conf").read_text())
    assert limite
    assert int(limite[1]) * 1024 * 1024 > max(30 * 1024 * 1024, settings.DOCUMENT_TAILLE_MAX)


def test_les_inclusions_et_les_pages_d_erreur_de_nginx_existent():
    montes = {cible: source for source, cible in volumes(SERVICES["nginx"])}
    textes = "".join(fichier.read_text() for fichier in (RACINE / "deploiement/nginx").glob("*.conf"))
    inclus = set(re.findall(r"include (/etc/nginx/samba/\S+);", textes))
    assert inclus == {cible for cible in montes if cible.startswith("/etc/nginx/samba/")}
    pages = set(re.findall(r"error_page [\d ]+ /erreurs/(\S+);", textes))
    assert pages == {page.name for page in (RACINE / "deploiement/nginx/erreurs").iterdir()}


def copies() -> list[str]:
    """Sources of the COPY lines that come from the tree (not from another stage)."""
    sources = []
    for ligne in re.findall(r"^COPY (.*)$", DOCKERFILE, re.MULTILINE):
        mots = shlex.split(ligne)
        if not mots[0].startswith("--from="):
            sources += mots[:-1]
    return sources


def test_ce_que_l_image_copie_existe_et_n_est_pas_ecarte():
    gardes = {
        ligne.removeprefix("!")
        for ligne in (RACINE / ".dockerignore").read_text().splitlines()
        if ligne.startswith("!")
    }
    for source in copies():
        assert (RACINE / source).exists(), source
        assert source in gardes, source


def test_l_image_porte_toutes_les_applications(settings):
    maison = {nom.split(".")[0] for nom in settings.INSTALLED_APPS if (RACINE / nom.split(".")[0]).is_dir()}
    assert maison | {"templates", "static", "manage.py", "deploiement"} <= set(copies())


def test_l_image_ne_tourne_pas_en_root_et_ne_garde_pas_de_cle():
    assert re.search(r"^USER samba$", DOCKERFILE, re.MULTILINE)
    assert not re.search(r"^(ENV|ARG).*SECRET_KEY", DOCKERFILE, re.MULTILINE)


def test_les_etages_cites_existent():
    etages = set(re.findall(r"^FROM \S+ AS (\w+)$", DOCKERFILE, re.MULTILINE))
    assert set(re.findall(r"(?:--from=|,from=)(\w+)", DOCKERFILE)) <= etages


def test_les_programmes_lances_existent():
    commandes = [mot for service in SERVICES.values() for mot in service.get("command", [])]
    commandes += re.findall(r'"([^"]+)"', " ".join(re.findall(r"^(?:HEALTHCHECK.*|CMD.*)$", DOCKERFILE, re.MULTILINE)))
    chemins = [mot for mot in commandes if mot.startswith("deploiement/")]
    assert "deploiement/preparer.sh" in chemins
    assert "deploiement/sonde.py" in chemins
    assert "deploiement/gunicorn.conf.py" in chemins
    for chemin in chemins:
        assert (RACINE / chemin).is_file(), chemin
