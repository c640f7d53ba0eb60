"""From the open data of the ROME to our files: a sample of ours, in the layout of the archive."""

from __future__ import annotations

import shutil
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from freelances.recherche import Criteres, chercher
from referentiels import choix
from referentiels.chargement.rome import Conversion, ecrire
from referentiels.models import Appellation, Contenu, Metier, Passerelle, Referentiel
from tests.usines import FreelanceFactory

ECHANTILLON = Path(__file__).parent / "rome"


@pytest.fixture
def archive(tmp_path) -> Path:
    """A copy of the sample that a test may spoil."""
    return Path(shutil.copytree(ECHANTILLON, tmp_path / "archive"))


@pytest.fixture
def convertir(archive, tmp_path):
    def faire(*domaines: str) -> str:
        dit = StringIO()
        call_command(
            "convertir_rome", archive, vers=tmp_path / "rome", date=date(2026, 6, 15), domaines=domaines, stdout=dit
        )
        return dit.getvalue()

    faire.vers = tmp_path / "rome"
    return faire


def charger(*chemins: Path) -> str:
    dit = StringIO()
    call_command("charger_referentiels", fichier=list(chemins), stdout=dit)
    return dit.getvalue()


def remplacer(archive: Path, nom: str, avant: str, apres: str) -> None:
    chemin = archive / f"unix_{nom}_v461_utf8.csv"
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres), encoding="utf-8")


def test_la_conversion_dit_ce_qu_elle_ecrit_et_ce_qu_elle_laisse(convertir):
    dit = convertir("M18")
    assert "metiers_rome.csv : 4 lignes" in dit
    assert "1 libellé laissé : plus de 120 caractères" in dit
    assert "charger_referentiels --fichier" in dit
    entete = (convertir.vers / "appellations_rome.csv").read_text(encoding="utf-8").splitlines()
    assert entete[1:6] == [
        "# version: v461",
        "# date: 2026-06-15",
        "# licence: Licence Ouverte 2.0",
        "# referentiel: rome",
        "metier;libelle;genre;table",
    ]


@pytest.mark.django_db
def test_ce_qui_est_converti_se_charge_dans_tout_ordre_et_deux_fois(convertir):
    convertir("M18")
    fichiers = sorted(convertir.vers.glob("*.csv"))
    assert "métiers : 4 ajouts" in charger(*fichiers)
    assert "Rien n’a changé" in charger(*reversed(fichiers))
    rome = Referentiel.objects.get(code="rome")
    assert (rome.version, rome.date) == ("v461", date(2026, 6, 15))
    metier = Metier.objects.get(code="M1805")
    assert metier.nom == "Façonneur / Façonneuse de logiciels"
    assert str(metier.famille) == "Appui aux organisations / Outils d’information"
    assert metier.codes_rome == ["M1805"]
    assert metier.resume == "Façonne le code d’un outil et le met à l’épreuve. Il le garde simple."
    # Neither the name itself, nor twice the same; a comma in a name is no separator.
    assert set(metier.appellations.values_list("libelle", flat=True)) == {
        "Écrivain / Écrivaine de code",
        "Codeur, codeuse",
    }
    assert Appellation.objects.get(libelle__startswith="Gardien").genre == "alias"
    # Behaviours, and the labels of other blocks, stay out.
    assert list(metier.contenus.values_list("genre", "libelle")) == [
        ("connaissance", "Grammaire des machines"),
        ("savoir_faire", "Mettre un outil à l’épreuve"),
        ("savoir_faire", "Nommer les choses"),
    ]
    moves = {str(p): (p.selon_depart, p.selon_arrivee) for p in Passerelle.objects.all()}
    assert len(moves) == 4
    assert all(dites == (True, False) for dites in moves.values())
    assert "Conseiller / Conseillère en outils d’information → Concepteur / Conceptrice de récits" in moves
    assert Contenu.objects.count() == 4


def test_sans_domaine_tout_le_rome_est_garde(convertir):
    convertir()
    metiers = (convertir.vers / "metiers_rome.csv").read_text(encoding="utf-8")
    assert "E1104" in metiers
    assert ";E1104;" in (convertir.vers / "passerelles_rome.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("absent", ["rubrique_mobilite", "texte", "liens_rome_referentiels", "referentiel_savoir"])
def test_un_fichier_facultatif_peut_manquer(archive, convertir, absent):
    (archive / f"unix_{absent}_v461_utf8.csv").unlink()
    assert "metiers_rome.csv : 4 lignes" in convertir("M18")


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "raison"),
    [
        ("referentiel_code_rome", '"libelle_rome"', '"intitule"', "ligne 1 : colonne absente : libelle_rome"),
        ("rubrique_mobilite", '"M1805","M1855","2"', '"M1805"', "ligne 3 : pas autant de cellules que de colonnes"),
        ("texte", '"2","Il le garde', '"2","Il "le garde', "unix_texte_v461_utf8.csv"),
        ("cr_gd_dp", '"M1855"', '"M1999"', "le métier M1855 n’a pas de domaine"),
    ],
)
def test_un_fichier_casse_est_refuse_avec_sa_ligne_et_rien_n_est_ecrit(
    archive, convertir, fichier, avant, apres, raison
):
    remplacer(archive, fichier, avant, apres)
    with pytest.raises(CommandError, match=raison):
        convertir("M18")
    assert not convertir.vers.exists()


def test_un_fichier_obligatoire_absent_un_encodage_ou_un_domaine_inconnus_se_disent(archive, convertir):
    with pytest.raises(CommandError, match="commence par X99"):
        convertir("X99")
    chemin = archive / "unix_referentiel_appellation_v461_utf8.csv"
    chemin.write_bytes(chemin.read_bytes().decode().encode("latin-1", "replace"))
    with pytest.raises(CommandError, match="n’est pas en UTF-8"):
        convertir("M18")
    chemin.unlink()
    with pytest.raises(CommandError, match="n’a pas de fichier unix_referentiel_appellation_v"):
        convertir("M18")


@pytest.mark.django_db
def test_avec_un_rome_de_plus_de_cinq_cents_metiers_tout_se_charge_et_se_cherche(tmp_path, commercial, connecter):
    """Loading, choosers, widened search and the search page itself."""
    rome = Conversion("v461")
    codes = [f"{'ABCDEFGHIJKLMN'[rang % 14]}{1101 + rang // 14}" for rang in range(560)]
    rome.ranger("metiers", ((f"G{c[0]}", f"D{c[:3]}", "", c, f"Artisan du bois {c}", c, "") for c in codes))
    rome.ranger("appellations", ((c, f"Tourneur {n} {c}", "courante", "") for c in codes for n in "abcdefg"))
    rome.ranger("contenus", ((c, "savoir_faire", f"Tourner {n} fois {c}") for c in codes for n in range(4)))
    rome.ranger(
        "passerelles",
        ((c, "evolution", codes[(rang + pas) % 560], "Artisan") for rang, c in enumerate(codes) for pas in range(1, 6)),
    )
    fichiers = ecrire(rome, tmp_path, date(2026, 6, 15))
    assert "560 ajouts" in charger(*fichiers)
    assert "Rien n’a changé" in charger(*fichiers)
    assert choix.metiers("Artisan du bois N1140")[0].text == "Artisan du bois N1140"
    assert choix.metiers("tourneur c M1120")[0].precision == "Tourneur c M1120"
    assert len(choix.metiers("ar")) == choix.LIMITE

    voulu = Metier.objects.get(code="M1120")
    proche = FreelanceFactory(titre="Tourneuse b M1120")
    suivant = FreelanceFactory(titre="Autre")
    suivant.metiers.create(metier=Metier.objects.get(code="N1120"))
    assert chercher(Criteres(metiers=(voulu.pk,), elargir=2)) == [suivant.pk, proche.pk]
    page = connecter(commercial).get(reverse("freelances:liste"), {"metiers": voulu.pk, "elargir": 2})
    html = page.content.decode()
    assert [ligne.freelance.pk for ligne in page.context["lignes"]] == [suivant.pk, proche.pk]
    assert "Artisan du bois M1120</option>" in html
    assert html.count("</option>") < 400
