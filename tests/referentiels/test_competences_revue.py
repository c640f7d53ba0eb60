"""The review of the skills that people typed: put away, merged or removed, by the administrateur alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from referentiels.competences.rapprochement import Rapprocheur, proposer
from referentiels.competences.saisie import creer
from referentiels.models import Competence
from samba.comptes.enums import Role
from samba.donnees.historique import historique
from tests.usines import (
    BesoinCompetenceFactory,
    CompetenceFactory,
    ContactFactory,
    ExperienceFactory,
    FreelanceCompetenceFactory,
    ThemeFactory,
    UtilisateurFactory,
)

LISTE = "/referentiels/competences/a-verifier/"


@pytest.fixture
def ada(db):
    return UtilisateurFactory(role=Role.ADMINISTRATEUR, prenom="Ada")


@pytest.fixture
def nav(ada, connecter):
    return connecter(ada)


@pytest.fixture
def zig(commercial):
    return creer(["Zig"], commercial)["ZIG"]


@pytest.fixture
def langages(db):
    return ThemeFactory(nom="Langages", code="langages")


def ranger(nav, competence, **saisie):
    return nav.post(f"{LISTE}{competence.pk}/ranger/", {"nom": competence.nom, "synonymes": "", **saisie})


# --- The list --------------------------------------------------------------------------------------------------------
def test_la_liste_dit_ce_qui_a_ete_tape_par_qui_quand_et_sur_combien_de_fiches(nav, zig, commercial):
    CompetenceFactory(nom="Zigg")
    FreelanceCompetenceFactory(competence=zig)
    FreelanceCompetenceFactory(competence=zig)
    ContactFactory().technologies.add(zig)
    page = nav.get(LISTE).content.decode()
    assert "1 compétence<" in page
    for dit in ("Zig", str(commercial), f"{timezone.localdate():%d/%m/%Y}", "2 freelances · 1 contact", "Zigg"):
        assert dit in page


def test_la_liste_met_d_abord_les_plus_utilisees_et_se_trie(nav, commercial):
    for nom, fois in (("Aaa", 0), ("Mmm", 2), ("Zzz", 1)):
        [competence] = creer([nom], commercial).values()
        for _ in range(fois):
            FreelanceCompetenceFactory(competence=competence)

    def ordre(**parametres):
        return [ligne.record.nom for ligne in nav.get(LISTE, parametres).context["table"].page.object_list]

    assert ordre() == ["Mmm", "Zzz", "Aaa"]
    assert ordre(tri="nom") == ["Aaa", "Mmm", "Zzz"]
    assert ordre(tri="nombre") == ["Aaa", "Zzz", "Mmm"]


def test_la_liste_se_filtre_et_ne_montre_que_ce_qui_reste_a_verifier(nav, zig, collegue, langages):
    creer(["Odin"], collegue)
    CompetenceFactory(nom="Zigbee")
    assert "1 compétence<" in nav.get(LISTE, {"q": "ZÎG"}).content.decode()
    page = nav.get(LISTE, {"par": collegue.pk}, headers={"HX-Request": "true"}).content.decode()
    assert "Odin" in page and "Zig" not in page and "<html" not in page
    assert "2 compétences<" in nav.get(LISTE, {"par": "999", "q": ""}).content.decode()


def test_une_liste_vide_dit_d_ou_viendront_les_prochaines(nav):
    page = nav.get(LISTE).content.decode()
    assert "Aucune compétence à vérifier" in page
    assert "arrive ici dès que quelqu’un la tape" in page


def test_la_liste_coute_autant_de_requetes_pour_trente_que_pour_une(nav, zig, commercial, django_assert_num_queries):
    FreelanceCompetenceFactory(competence=zig)
    with CaptureQueriesContext(connection) as une:
        nav.get(LISTE)
    for rang in range(29):
        [competence] = creer([f"Techno {chr(97 + rang % 26)}{rang}"], UtilisateurFactory()).values()
        FreelanceCompetenceFactory(competence=competence)
        BesoinCompetenceFactory(competence=competence)
        CompetenceFactory(nom=f"Technoo {chr(97 + rang % 26)}{rang}")
    with django_assert_num_queries(len(une)):
        assert "30 compétences<" in nav.get(LISTE).content.decode()


@pytest.mark.parametrize("role", [r for r in Role.values if r not in {Role.ADMINISTRATEUR, Role.MANAGER}])
def test_les_autres_n_y_entrent_pas(connecter, zig, role):
    personne = connecter(UtilisateurFactory(role=role))
    for adresse in (LISTE, f"{LISTE}{zig.pk}/", f"/referentiels/competences/{zig.pk}/reunir/"):
        assert personne.get(adresse).status_code == 403
    assert personne.post(f"{LISTE}{zig.pk}/refuser/").status_code == 403
    assert Competence.objects.filter(pk=zig.pk).exists()


def test_un_manager_verifie_aussi(connecter, zig):
    manager = connecter(UtilisateurFactory(role=Role.MANAGER))
    assert "Zig" in manager.get(LISTE).content.decode()
    assert manager.get(f"{LISTE}{zig.pk}/").status_code == 200
    manager.post(f"{LISTE}{zig.pk}/refuser/")
    assert not Competence.objects.filter(pk=zig.pk).exists()


def test_l_accueil_de_l_administrateur_compte_ce_qui_attend_et_pas_celui_des_autres(nav, zig, connecter, commercial):
    page = nav.get("/").content.decode()
    assert "compétences à vérifier" in page
    assert LISTE in page
    assert "compétences à vérifier" not in connecter(commercial).get("/").content.decode()


# --- Put away --------------------------------------------------------------------------------------------------------
def test_ranger_donne_un_theme_corrige_le_nom_et_garde_ce_qui_avait_ete_tape(nav, zig, langages, ada):
    lien = FreelanceCompetenceFactory(competence=zig)
    reponse = ranger(nav, zig, nom=" Zig  (langage)", theme=langages.pk, synonymes="ziglang\r\n\r\nZigLang\r\nzig-lang")
    assert reponse["Location"] == LISTE
    zig.refresh_from_db()
    assert (zig.nom, zig.theme, zig.verifiee) == ("Zig (langage)", langages, True)
    assert zig.synonymes == ["Zig", "ziglang", "zig-lang"]
    assert Competence.objects.retrouver("zig") == zig == lien.competence
    assert historique(zig)[0].qui == str(ada)


def test_ranger_mene_a_la_suivante(nav, zig, langages, commercial):
    odin = creer(["Odin"], commercial)["ODIN"]
    assert ranger(nav, zig, theme=langages.pk)["Location"] == f"{LISTE}{odin.pk}/"


@pytest.mark.parametrize(
    ("saisie", "champ", "message"),
    [
        ({"theme": ""}, "theme", "obligatoire"),
        ({"nom": ""}, "nom", "obligatoire"),
        ({"nom": "42"}, "nom", "au moins une lettre"),
        ({"nom": "POSTGRES"}, "nom", "désigne déjà « PostgreSQL » : réunissez-les"),
        ({"synonymes": "Ziglang\npostgresql"}, "synonymes", "désigne déjà « PostgreSQL »"),
        ({"synonymes": "z" * 101}, "synonymes", "dépasse 100 signes"),
        ({"noms_ambigus": "Zag"}, "noms_ambigus", "n’est pas un de ses noms"),
    ],
)
def test_ce_qui_ne_va_pas_se_dit_a_cote_du_champ_et_ce_qui_est_tape_reste(nav, zig, langages, saisie, champ, message):
    CompetenceFactory(nom="PostgreSQL", synonymes=["Postgres"])
    reponse = ranger(nav, zig, **{"theme": langages.pk, "contexte": "compilateur", **saisie})
    assert reponse.status_code == 422
    form = reponse.context["form"]
    assert message in form.errors[champ][0]
    assert "compilateur" in reponse.content.decode()
    zig.refresh_from_db()
    assert not zig.verifiee


def test_un_nom_ambigu_se_range_avec_son_contexte(nav, zig, langages):
    ranger(nav, zig, theme=langages.pk, noms_ambigus="zig", contexte="compilateur\ncomptime")
    zig.refresh_from_db()
    assert (zig.noms_ambigus, zig.contexte) == (["zig"], ["compilateur", "comptime"])


def test_deux_administrateurs_ne_decident_pas_deux_fois(nav, zig, langages):
    ranger(nav, zig, theme=langages.pk)
    for adresse, donnees in (("ranger/", {"nom": "Autre", "theme": langages.pk}), ("refuser/", {})):
        reponse = nav.post(f"{LISTE}{zig.pk}/{adresse}", donnees, follow=True)
        assert "est déjà rangée" in reponse.content.decode()
    zig.refresh_from_db()
    assert zig.nom == "Zig"
    assert "est déjà rangée" in nav.get(f"{LISTE}{zig.pk}/", follow=True).content.decode()
    assert nav.get(f"{LISTE}999999/").status_code == 404


# --- Removed ---------------------------------------------------------------------------------------------------------
def test_une_competence_sur_aucun_dossier_se_supprime_et_l_historique_s_en_souvient(nav, zig, commercial):
    assert "Supprimer" in nav.get(f"{LISTE}{zig.pk}/").content.decode()
    assert nav.post(f"{LISTE}{zig.pk}/refuser/")["Location"] == LISTE
    assert not Competence.objects.filter(pk=zig.pk).exists()
    suppression = apps.get_model("referentiels.CompetenceEvent").objects.get(pgh_label="delete", id=zig.pk)
    assert (suppression.nom, suppression.proposee_par_id) == ("Zig", commercial.pk)


@pytest.mark.parametrize("ou", ["competence", "experience", "contact", "besoin", "reunie"])
def test_une_competence_sur_un_dossier_ne_se_supprime_pas(nav, zig, ou):
    if ou == "competence":
        FreelanceCompetenceFactory(competence=zig)
    elif ou == "experience":
        ExperienceFactory().competences.add(zig)
    elif ou == "contact":
        ContactFactory().technologies.add(zig)
    elif ou == "besoin":
        BesoinCompetenceFactory(competence=zig)
    else:
        CompetenceFactory(nom="Zag", retiree=True, fusionnee_dans=zig)
    assert "Supprimer" not in nav.get(f"{LISTE}{zig.pk}/").content.decode()
    reponse = nav.post(f"{LISTE}{zig.pk}/refuser/", follow=True)
    assert "est sur un dossier : réunissez-la" in reponse.content.decode()
    assert Competence.objects.filter(pk=zig.pk).exists()


# --- Merged ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tapee", "attendue"),
    [
        ("Kubernets", "Kubernetes"),
        ("kubernetes v1.30", "Kubernetes"),
        ("Postgre-SQL", "PostgreSQL"),
        ("MS SQL Server 2022", "SQL Server"),
        ("Azure AKS", "AKS"),
        ("Pyhton", "Python"),
    ],
)
def test_les_competences_qui_ressemblent_sont_proposees(db, tapee, attendue):
    for nom, synonymes in (
        ("Kubernetes", ["k8s"]), ("PostgreSQL", ["Postgres"]), ("SQL Server", ["MS SQL"]), ("AKS", []), ("Python", []),
    ):  # fmt: skip
        CompetenceFactory(nom=nom, synonymes=synonymes)
    assert proposer(Competence(nom=tapee, verifiee=False))[0].competence.nom == attendue


def test_rien_n_est_propose_quand_rien_ne_ressemble_ni_ce_qui_est_retire(db):
    CompetenceFactory(nom="Kubernetes", retiree=True)
    CompetenceFactory(nom="COBOL")
    assert proposer(Competence(nom="Kubernets", verifiee=False)) == []


def test_une_competence_du_referentiel_ne_se_voit_pas_proposer_une_competence_a_verifier(zig):
    zag = CompetenceFactory(nom="Zigg")
    assert [p.competence for p in Rapprocheur().proposer(zig)] == [zag]
    assert Rapprocheur().proposer(zag) == []


def test_l_apercu_dit_ce_qui_va_bouger_avant_de_reunir(nav, zig):
    ziglang = CompetenceFactory(nom="Ziglang")
    freelance = FreelanceCompetenceFactory(competence=zig).freelance
    FreelanceCompetenceFactory(freelance=freelance, competence=ziglang)
    BesoinCompetenceFactory(competence=zig)
    page = nav.get(
        f"/referentiels/competences/{zig.pk}/reunir/", {"vers": ziglang.pk}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in page
    for dit in ("devient un autre nom de", "1 freelance", "1 besoin", "1 ligne a déjà les deux", "Réunir à Ziglang"):
        assert dit in page
    assert nav.get(f"{LISTE}{zig.pk}/", {"vers": ziglang.pk}).context["cible"] == ziglang


def test_reunir_depuis_la_revue(nav, zig):
    ziglang = CompetenceFactory(nom="Ziglang")
    lien = FreelanceCompetenceFactory(competence=zig)
    reponse = nav.post(f"/referentiels/competences/{zig.pk}/reunir/", {"vers": ziglang.pk}, follow=True)
    assert "« Zig » est réunie à « Ziglang » : 1 lien déplacé." in reponse.content.decode()
    lien.refresh_from_db()
    assert lien.competence == ziglang
    assert "est déjà réunie à « Ziglang »" in nav.get(f"{LISTE}{zig.pk}/", follow=True).content.decode()


@pytest.mark.parametrize("vers", ["", "999999", "abc", "elle-même"])
def test_reunir_a_rien_se_dit_a_cote_du_champ(nav, zig, vers):
    vers = str(zig.pk) if vers == "elle-même" else vers
    adresse = f"/referentiels/competences/{zig.pk}/reunir/"
    reponse = nav.post(adresse, {"vers": vers})
    assert reponse.status_code == 422
    assert reponse.context["reunion"].errors["vers"]
    assert nav.get(adresse, {"vers": vers}).status_code == 200


def test_l_admin_mene_a_la_reunion_de_deux_competences(nav):
    ancienne, gardee = CompetenceFactory(nom="Zz"), CompetenceFactory(nom="Aa")
    troisieme = CompetenceFactory(nom="Mm")
    liste = "/admin/referentiels/competence/"

    def choisir(*competences):
        return nav.post(liste, {"action": "reunir", "_selected_action": [c.pk for c in competences]})

    assert choisir(ancienne, gardee)["Location"] == f"/referentiels/competences/{ancienne.pk}/reunir/?vers={gardee.pk}"
    assert choisir(ancienne)["Location"] == f"/referentiels/competences/{ancienne.pk}/reunir/"
    choisir(ancienne, gardee, troisieme)
    assert "deux par deux" in nav.get(liste).content.decode()
    reponse = nav.post(f"/referentiels/competences/{ancienne.pk}/reunir/", {"vers": gardee.pk})
    assert reponse["Location"] == f"/referentiels/competences/{gardee.code}/"


def test_ce_qui_fut_tape_il_y_a_longtemps_se_relit_dans_l_ordre(nav, commercial, langages):
    """After a decision comes the oldest one still waiting."""
    vieille = creer(["Vieille"], commercial, timezone.now() - timedelta(days=90))["VIEILLE"]
    neuve = creer(["Neuve", "Autre"], commercial)["NEUVE"]
    assert ranger(nav, neuve, theme=langages.pk)["Location"] == f"{LISTE}{vieille.pk}/"
