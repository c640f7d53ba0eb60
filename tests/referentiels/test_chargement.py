"""`charger_referentiels` on small copies of the real files."""

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referentiels.chargement.fichiers import DOSSIER
from referentiels.competences.fusion import fusionner
from referentiels.competences.saisie import creer
from referentiels.enums import Origine
from referentiels.models import (
    Appellation,
    ClasseTechnologie,
    Commune,
    Competence,
    Departement,
    Edition,
    Entreprise,
    FamilleMetier,
    Metier,
    Region,
    SecteurActivite,
    Theme,
)
from tests.usines import FreelanceCompetenceFactory

pytestmark = pytest.mark.django_db


class Dossier:
    """A folder of reference files that a test may spoil."""

    def __init__(self, chemin):
        self.chemin = chemin
        for fichier in DOSSIER.glob("*.csv"):
            if not fichier.stem.endswith("_telecoms"):
                shutil.copy(fichier, chemin)
        self.ecrire("communes.csv", self.lire("communes.csv")[:30])
        for nom, gardes in (("competences.csv", "dev-langage;"), ("entreprises.csv", ("banque;", "jeux-video;"))):
            lignes = self.lire(nom)
            self.ecrire(nom, [*lignes[:5], *(ligne for ligne in lignes[5:] if ligne.startswith(gardes))])
        # Most of the skills that the classes name are not in this folder.
        classes = self.lire("classes_technologies.csv")
        tete = next(rang for rang, ligne in enumerate(classes) if ligne.startswith("code;")) + 1
        sans_competences = [f"{ligne.rsplit(';', 1)[0]};" for ligne in classes[tete:]]
        self.ecrire("classes_technologies.csv", [*classes[:tete], *sans_competences])

    def lire(self, nom):
        return (self.chemin / nom).read_text(encoding="utf-8").splitlines()

    def ecrire(self, nom, lignes):
        (self.chemin / nom).write_text("\n".join(lignes) + "\n", encoding="utf-8")

    def sans(self, nom, debut):
        lignes = self.lire(nom)
        restantes = [ligne for ligne in lignes if not ligne.startswith(debut)]
        assert len(restantes) == len(lignes) - 1
        self.ecrire(nom, restantes)

    def sans_autres(self, *noms):
        for chemin in self.chemin.glob("*.csv"):
            if chemin.name not in noms:
                chemin.unlink()

    def remplacer(self, nom, avant, apres):
        """Replace a text and return the number of the first line changed."""
        lignes = self.lire(nom)
        numero = next(i for i, ligne in enumerate(lignes) if avant in ligne)
        lignes[numero] = lignes[numero].replace(avant, apres)
        self.ecrire(nom, lignes)
        return numero + 1

    def charger(self):
        dit = StringIO()
        call_command("charger_referentiels", dossier=self.chemin, stdout=dit)
        return dit.getvalue()

    def charger_mal(self):
        dit, plaintes = StringIO(), StringIO()
        with pytest.raises(CommandError) as erreur:
            call_command("charger_referentiels", dossier=self.chemin, stdout=dit, stderr=plaintes)
        return plaintes.getvalue(), str(erreur.value)


@pytest.fixture
def dossier(tmp_path):
    return Dossier(tmp_path)


def test_la_seconde_fois_rien_ne_change_et_rien_n_est_ecrit(dossier):
    assert "36 ajouts" in dossier.charger()
    with CaptureQueriesContext(
        connection,
    ) as requetes:
        assert "Rien n’a changé" in dossier.charger()
    ecritures = [r["sql"] for r in requetes if r["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert ecritures == []
    assert len(requetes) < 120


def test_une_ligne_ajoutee_ou_changee_est_dite(dossier):
    dossier.charger()
    dossier.remplacer("competences.csv", "dev-langage;go;Go;", "dev-langage;go;Go (langage);")
    dossier.ecrire("themes.csv", [*dossier.lire("themes.csv"), "essai;Thème d’essai"])
    dit = dossier.charger()
    assert "competences.csv – compétences : 1 changement (Go (langage))" in dit
    assert "themes.csv – thèmes de compétences : 1 ajout (Thème d’essai)" in dit
    assert Competence.objects.reconnaitre("go (LANGAGE)").get().code == "go"


def test_un_voisinage_corrige_est_dit_et_ecrit_dans_les_deux_sens(dossier):
    dossier.charger()
    dossier.remplacer("departements.csv", ";2B", ";")
    dossier.remplacer("departements.csv", ";2A", ";")
    assert "2 changements (Corse-du-Sud (2A), Haute-Corse (2B))" in dossier.charger()
    assert not Departement.objects.get(code="2A").voisins.exists()


def test_une_competence_disparue_est_retiree_puis_revient(dossier):
    dossier.charger()
    entier = dossier.lire("competences.csv")
    dossier.sans("competences.csv", "dev-langage;cobol;")
    assert "1 retrait (COBOL)" in dossier.charger()
    cobol = Competence.objects.get(code="cobol")
    assert cobol.retiree
    assert "Rien n’a changé" in dossier.charger()
    dossier.ecrire("competences.csv", entier)
    assert "1 changement (COBOL)" in dossier.charger()
    assert Competence.objects.get(pk=cobol.pk).retiree is False


def test_un_metier_disparu_est_retire_et_garde_ses_appellations(dossier):
    dossier.charger()
    dossier.sans("metiers_informatique.csv", ";Conseil;Métier;urbaniste;")
    for nom in ("appellations", "acces", "contenus", "passerelles"):
        lignes = dossier.lire(f"{nom}_informatique.csv")
        restantes = [ligne for ligne in lignes if "urbaniste;" not in ligne]
        dossier.ecrire(f"{nom}_informatique.csv", restantes)
    dossier.charger()
    assert Metier.objects.get(code="urbaniste").retire
    assert not Metier.objects.actifs().filter(code="urbaniste").exists()


def test_ce_qui_sert_n_est_jamais_supprime(dossier):
    dossier.charger()
    secteur = SecteurActivite.objects.get(code="jeux-video")
    dossier.sans("secteurs.csv", "jeux-video;")
    lignes = dossier.lire("entreprises.csv")
    dossier.ecrire("entreprises.csv", [ligne for ligne in lignes if not ligne.startswith("jeux-video;")])
    Entreprise.objects.create(nom="Zorglub", secteur=secteur)
    dit = dossier.charger()
    assert "1 hors du fichier mais en usage" in dit
    assert SecteurActivite.objects.filter(pk=secteur.pk).exists()


def test_ce_qui_ne_sert_pas_est_supprime(dossier):
    dossier.ecrire("secteurs.csv", [*dossier.lire("secteurs.csv"), "essai;Secteur d’essai"])
    dossier.charger()
    dossier.sans("secteurs.csv", "essai;")
    assert "1 retrait (Secteur d’essai)" in dossier.charger()
    assert not SecteurActivite.objects.filter(code="essai").exists()


def test_ce_qu_une_personne_a_saisi_n_est_pas_retire(dossier):
    dossier.charger()
    theme = Theme.objects.get(code="dev-langage")
    saisie = Competence.objects.create(theme=theme, code="zig", nom="Zig")
    nom_maison = Appellation.objects.create(metier=Metier.objects.get(code="urbaniste"), libelle="Urbaniste en chef")
    assert "Rien n’a changé" in dossier.charger()
    saisie.refresh_from_db()
    assert (saisie.origine, saisie.retiree) == (Origine.SAISIE, False)
    assert Appellation.objects.filter(pk=nom_maison.pk).exists()


def test_une_entreprise_deja_saisie_est_completee_sans_etre_remplacee(dossier):
    choisi = SecteurActivite.objects.create(code="choisi", nom="Choisi")
    saisie = Entreprise.objects.create(nom="BNP PARIBAS SA", secteur=choisi, aliases=["Ma banque"])
    dossier.charger()
    saisie.refresh_from_db()
    assert (saisie.nom, saisie.secteur, saisie.origine) == ("BNP PARIBAS SA", choisi, Origine.SAISIE)
    assert saisie.aliases[0] == "Ma banque"
    assert "BNPP" in saisie.aliases
    assert Entreprise.objects.retrouver("BNP Paribas CIB") == saisie


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "raison", "table"),
    [
        ("regions.csv", "11;Île-de-France", "11;", "nom est vide", Region),
        ("regions.csv", "11;Île-de-France", "11;Île-de-France;1", "3 colonnes au lieu de 2", Region),
        ("regions.csv", "code;nom", "nom;code", "colonnes attendues", Region),
        ("regions.csv", "11;Île-de-France", "24;Île-de-France", "est déjà à la ligne", Region),
        ("departements.csv", "75;Paris;11;", "75;Paris;99;", "la région « 99 » n’existe pas", Departement),
        ("departements.csv", "92 93 94", "92 93 94 13", "ne le rend pas", Departement),
        ("communes.csv", "01001;", "010010;", "au plus 5 caractères", Commune),
        ("communes.csv", ";46.", ";146.", "n’est pas entre -90 et 90", Commune),
        ("communes.csv", ";46.", ";quarante-six.", "n’est pas un nombre", Commune),
        (
            "competences.csv",
            "dev-langage;java;",
            "dev-langue;java;",
            "le thème « dev-langue » n’existe pas",
            Competence,
        ),
        ("competences.csv", "dev-langage;java;Java", "dev-langage;java;python", "désigne déjà", Competence),
        ("competences.csv", "dev-langage;java;", "dev-langage;ja va;", "code : ", Competence),
        ("metiers_informatique.csv", "M1806", "M18", "codes_rome : ", Metier),
        ("appellations_informatique.csv", ";courante", ";populaire", "« populaire » n’est pas courante", Appellation),
        ("appellations_informatique.csv", "urbaniste;", "urbain;", "le métier « urbain » n’existe pas", Appellation),
        ("entreprises.csv", "|BNPP|", "|Natixis|", "désigne déjà", Entreprise),
        ("themes.csv", "dev-langage;Dev – Langage", 'dev-langage;"Dev', "guillemets mal fermés", Theme),
    ],
)
def test_un_fichier_casse_est_refuse_avec_sa_ligne_et_ne_charge_rien(dossier, fichier, avant, apres, raison, table):
    numero = dossier.remplacer(fichier, avant, apres)
    plaintes, erreur = dossier.charger_mal()
    ligne = next(p for p in plaintes.splitlines() if p.startswith(fichier))
    assert raison in ligne
    assert f"{fichier} refusé, ligne " in ligne
    if "déjà" not in raison and "ne le rend pas" not in raison and "guillemets" not in raison:
        assert f"ligne {numero} :" in ligne
    assert "rien n’en a été chargé" in erreur
    assert not table.objects.exists()
    assert SecteurActivite.objects.exists()  # the files that do not depend on it are loaded


def test_ce_que_seule_la_base_voit_est_refuse_aussi(dossier):
    lignes = dossier.lire("entreprises.csv")
    for rang in (-1, -2):
        lignes[rang] = lignes[rang].rsplit(";", 1)[0] + ";732829320"
    dossier.ecrire("entreprises.csv", lignes)
    plaintes, _ = dossier.charger_mal()
    assert "entreprises.csv refusé, la base refuse une ligne" in plaintes
    assert not Entreprise.objects.exists()


@pytest.mark.parametrize(
    ("spoliation", "raison"),
    [
        (lambda c: c.unlink(), "n’existe pas"),
        (
            lambda c: c.write_bytes(b"# source: x\ncode;nom\nessai;Th\xe8me\n"),
            "ligne 3 : le fichier n’est pas en UTF-8",
        ),
        (lambda c: c.write_text("code;nom\nessai;Essai\n"), "l’en-tête ne donne pas « # source"),
        (lambda c: c.write_text("# source: x\n# version: 1\n# date: hier\ncode;nom\ne;E\n"), "date illisible"),
        (lambda c: c.write_text("# source: x\n# version: 1\n# date: 2026-01-01\ncode;nom\n"), "le fichier est vide"),
    ],
)
def test_un_fichier_illisible_est_refuse_et_ne_retire_rien(dossier, spoliation, raison):
    dossier.charger()
    spoliation(dossier.chemin / "themes.csv")
    plaintes, _ = dossier.charger_mal()
    assert raison in plaintes
    assert Theme.objects.count() == 27


def test_l_historique_dit_quelle_commande_a_ecrit(dossier):
    dossier.charger()
    evenement = Competence.objects.get(code="java").events.get()
    assert evenement.pgh_context.metadata["commande"] == "charger_referentiels"


class TestUnFichier:
    """`--fichier`: a new edition, wherever it stands."""

    def charger(self, *chemins):
        dit = StringIO()
        call_command("charger_referentiels", fichier=list(chemins), stdout=dit)
        return dit.getvalue()

    def test_une_nouvelle_edition_remplace_l_ancienne_sans_toucher_au_reste(self, dossier, tmp_path):
        dossier.charger()
        secteurs = SecteurActivite.objects.count()
        dossier.remplacer("themes.csv", "# version: ", "# version: essai de ")
        dossier.ecrire("themes.csv", [*dossier.lire("themes.csv"), "essai;Thème d’essai"])
        (tmp_path / "secteurs.csv").unlink()
        dit = self.charger(tmp_path / "themes.csv")
        assert "1 ajout (Thème d’essai)" in dit
        assert "secteurs" not in dit
        assert Edition.objects.get(fichier="themes.csv").version.startswith("essai de ")
        assert SecteurActivite.objects.count() == secteurs
        assert "Rien n’a changé" in self.charger(tmp_path / "themes.csv")

    def test_plusieurs_fichiers_se_chargent_dans_l_ordre_ou_ils_se_citent(self, tmp_path, dossier):
        dossier.sans_autres("themes.csv", "competences.csv")
        assert "themes.csv" in (dit := self.charger(tmp_path / "competences.csv", tmp_path / "themes.csv"))
        assert dit.index("themes.csv") < dit.index("competences.csv")
        assert Competence.objects.exists()

    def test_un_nom_inconnu_est_refuse_et_dit_les_noms_attendus(self, tmp_path, dossier):
        (tmp_path / "salaires.csv").write_text("code;nom\n")
        with pytest.raises(CommandError, match=r"salaires.csv refusé, aucun référentiel.*metiers_\*.csv") as refus:
            self.charger(tmp_path / "themes.csv", tmp_path / "salaires.csv")
        assert "themes.csv" in str(refus.value)
        assert not Theme.objects.exists()

    def test_un_fichier_casse_est_refuse_avec_sa_ligne_et_rien_n_en_est_charge(self, tmp_path, dossier, capsys):
        lignes = dossier.lire("themes.csv")
        dossier.ecrire("themes.csv", [*lignes, "essai;Thème;de trop"])
        with pytest.raises(CommandError, match="rien n’en a été chargé"):
            self.charger(tmp_path / "themes.csv")
        assert f"themes.csv refusé, ligne {len(lignes) + 1} : 3 colonnes au lieu de 2" in capsys.readouterr().err
        assert not Theme.objects.exists()
        assert not Edition.objects.exists()

    def test_un_fichier_absent_est_refuse(self, tmp_path, capsys):
        with pytest.raises(CommandError):
            self.charger(tmp_path / "themes.csv")
        assert "themes.csv refusé, le fichier n’existe pas" in capsys.readouterr().err


def test_mille_changements_ou_retraits_font_autant_d_ecritures_qu_un_seul(dossier):
    """A change of a skill refreshes every profile that has it: row by row, a new edition took hours on 60 000."""

    def ecritures() -> int:
        with CaptureQueriesContext(connection) as requetes:
            dossier.charger()
        return sum(r["sql"].startswith(("UPDATE", "DELETE")) and "_event" not in r["sql"] for r in requetes)

    dossier.charger()
    lignes = dossier.lire("competences.csv")
    dossier.ecrire("competences.csv", [lignes[0], *(ligne.replace("Java;", "Java SE;") for ligne in lignes[1:])])
    une = ecritures()
    dossier.ecrire("competences.csv", [*lignes[:6], *(ligne.replace(";", ";x-", 1) for ligne in lignes[6:])])
    assert ecritures() <= une + 1
    assert Competence.objects.filter(retiree=True).count() == len(lignes) - 6


def test_les_libelles_d_un_metier_gardent_l_ordre_de_leur_fiche(dossier):
    dossier.charger()
    metier = Metier.objects.get(code="urbaniste", referentiel__code="informatique")
    rangs = list(metier.contenus.order_by("ordre").values_list("ordre", flat=True))
    assert rangs == list(range(1, len(rangs) + 1))


def test_une_famille_et_ses_sous_familles_partent_ensemble(dossier):
    dossier.charger()
    ajoutee = "Essais;Famille d’essai;Sous-famille d’essai;essai;Métier d’essai;;"
    entier = dossier.lire("metiers_informatique.csv")
    dossier.ecrire("metiers_informatique.csv", [*entier, ajoutee])
    dossier.charger()
    Metier.objects.filter(code="essai").delete()
    dossier.ecrire("metiers_informatique.csv", entier)
    assert "3 retraits" in dossier.charger()
    assert not FamilleMetier.objects.filter(code__startswith="essais").exists()


# --- Skills that people merged or typed -----------------------------------------------------------------------------
def test_une_competence_reunie_reste_reunie_et_ses_noms_a_l_autre(dossier):
    """Names, ambiguous names and context learnt from a merge are not in the file: a load does not take them away."""
    dossier.charger()
    python, go = Competence.objects.get(code="python"), Competence.objects.get(code="go")
    assert go.noms_ambigus and go.contexte
    noms_du_fichier = python.synonymes
    fusionner(go, python)
    assert "Rien n’a changé." in dossier.charger()
    python.refresh_from_db()
    go.refresh_from_db()
    assert (go.retiree, go.fusionnee_dans, go.nom) == (True, python, "Go")
    assert python.synonymes == [*noms_du_fichier, "Go", *go.synonymes]
    assert set(go.noms_ambigus) <= set(python.noms_ambigus)
    assert set(go.contexte) <= set(python.contexte)
    assert Competence.objects.retrouver("golang") == python


def test_une_classe_garde_la_competence_qui_remplace_celle_du_fichier(dossier):
    """A load used to give the class the merged skill back."""
    lignes = dossier.lire("classes_technologies.csv")
    classe = lignes[next(rang for rang, ligne in enumerate(lignes) if ligne.startswith("code;")) + 1]
    dossier.remplacer("classes_technologies.csv", classe, f"{classe}go|python")
    dossier.charger()
    python = Competence.objects.get(code="python")
    fusionner(Competence.objects.get(code="go"), python)
    assert "Rien n’a changé." in dossier.charger()
    assert list(ClasseTechnologie.objects.exclude(competences=None).get().competences.all()) == [python]


def test_ce_que_quelqu_un_avait_tape_rejoint_la_competence_que_le_fichier_apporte(dossier):
    tapee = creer(["GOLANG"], None)["GOLANG"]
    lien = FreelanceCompetenceFactory(competence=tapee, niveau=3)
    assert "Go (rejointe par « GOLANG », tapée)" in dossier.charger()
    lien.refresh_from_db()
    tapee.refresh_from_db()
    assert lien.competence == tapee.fusionnee_dans == Competence.objects.get(code="go")
    assert not Competence.objects.a_verifier().exists()
    assert "Rien n’a changé." in dossier.charger()


def test_ce_que_quelqu_un_a_tape_et_que_le_fichier_ne_connait_pas_reste_a_verifier(dossier):
    tapee = creer(["Zig"], None)["ZIG"]
    dossier.charger()
    tapee.refresh_from_db()
    assert (tapee.verifiee, tapee.retiree, tapee.fusionnee_dans) == (False, False, None)
