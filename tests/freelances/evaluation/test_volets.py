"""The pages that fill, publish and read an evaluation (SAR-11)."""

from __future__ import annotations

import pytest
from django.urls import reverse
from lxml import html

from freelances.evaluation import services
from freelances.evaluation.volets import PAR_CODE, VOLETS
from freelances.models import Evaluation, Freelance
from referentiels.models import Comportement, FrequenceMobilite, ZoneMobilite
from samba.comptes.enums import Role
from tests.freelances.formulaires import lignes, lire_formulaire
from tests.mesures import compter
from tests.usines import (
    CompetenceFactory,
    EvaluationFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
    RegionFactory,
    UtilisateurFactory,
    au_vivier,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def qualifieur():
    return UtilisateurFactory(role=Role.QUALIFIEUR)


@pytest.fixture
def navigateur(connecter, qualifieur):
    return connecter(qualifieur)


@pytest.fixture
def brouillon(qualifieur) -> Evaluation:
    freelance = FreelanceFactory(prenom="Solène", nom="Haumont")
    FreelanceCompetenceFactory(freelance=freelance, competence=CompetenceFactory(nom="Java"), niveau=2)
    return services.ouvrir_brouillon(freelance=freelance, par=qualifieur)


def adresse(evaluation: Evaluation, code: str) -> str:
    return reverse("freelances:evaluation_volet", args=[evaluation.pk, code])


def remplir(navigateur, evaluation: Evaluation, code: str, **champs):
    """What a browser sends back of the page it got, with these fields changed."""
    url = adresse(evaluation, code)
    return navigateur.post(url, lire_formulaire(navigateur.get(url).content) | champs)


def test_qualifier_ouvre_un_brouillon_sur_le_premier_volet(navigateur):
    freelance = FreelanceFactory()
    reponse = navigateur.post(reverse("freelances:evaluer", args=[freelance.pk]))
    assert reponse.url == adresse(freelance.evaluations.get(), "competences")
    assert freelance.evaluations.get().bassin == freelance.departement, "le bassin est d’abord celui du domicile"


def test_le_volet_des_competences_ecrit_celles_du_freelance_et_dit_son_changement(navigateur, brouillon):
    java = brouillon.freelance.competences.get()
    metier = MetierFactory()
    lus = lignes(
        "competences",
        {"cle": java.pk, "competence": java.competence_id, "niveau": 3},
        {"competence": CompetenceFactory(nom="Kafka").pk, "niveau": 1},
        stockees=1,
    )
    reponse = remplir(
        navigateur, brouillon, "competences", avis_competences="5", exerces=[metier.pk], suivant="1", **lus
    )
    assert reponse.url == adresse(brouillon, "comportement")
    brouillon.refresh_from_db()
    assert brouillon.avis_competences == 5
    assert sorted(brouillon.freelance.competences.values_list("competence__nom", "niveau")) == [
        ("Java", 3),
        ("Kafka", 1),
    ]
    assert list(brouillon.metiers_actuels.values_list("metier", "motif")) == [(metier.pk, "exerce")]
    assert Freelance.objects.get(pk=brouillon.freelance_id).version == 2
    assert brouillon.version == 2


def test_une_competence_inconnue_se_tape_dans_le_volet_et_dit_qui_l_a_tapee(navigateur, brouillon, qualifieur):
    lus = lignes("competences", {"competence": "Zig", "niveau": 3})
    reponse = remplir(navigateur, brouillon, "competences", avis_competences="5", **lus)
    assert reponse.status_code == 302
    zig = brouillon.freelance.competences.get(competence__nom="Zig")
    assert (zig.niveau, zig.competence.verifiee, zig.competence.proposee_par) == (3, False, qualifieur)


def test_sans_rien_changer_les_competences_ne_bougent_pas_la_fiche(navigateur, brouillon):
    remplir(navigateur, brouillon, "competences", avis_competences="4")
    assert Freelance.objects.get(pk=brouillon.freelance_id).version == 1


def test_sar_10_un_metier_n_est_pas_a_la_fois_exerce_et_appris(navigateur, brouillon):
    metier = MetierFactory(nom="Urbaniste")
    reponse = remplir(navigateur, brouillon, "competences", exerces=[metier.pk], formes=[metier.pk])
    assert reponse.status_code == 422
    assert "Déjà parmi les métiers exercés" in reponse.content.decode()
    assert not brouillon.metiers_actuels.exists()


def test_une_ligne_de_competence_fausse_revient_avec_ce_qui_etait_tape(navigateur, brouillon):
    lus = lignes("competences", {"competence": "999999", "niveau": 1})
    reponse = remplir(navigateur, brouillon, "competences", avis_competences="6", **lus)
    assert reponse.status_code == 422
    assert "choisissez-le à nouveau" in reponse.content.decode()
    assert lire_formulaire(reponse.content)["avis_competences"] == "6"


def test_sar_11_comportements_mobilite_et_demenagement(navigateur, brouillon):
    curieux = Comportement.objects.create(code="curieux", nom="Curieux", groupe="Personnalité")
    bavard = Comportement.objects.create(code="bavard", nom="Bavard", groupe="Personnalité")
    zone = ZoneMobilite.objects.create(code="zone-essai", nom="Zone d’essai")
    parfois = FrequenceMobilite.objects.create(code="parfois", nom="Parfois")
    region = RegionFactory()
    champs = {f"trait_{curieux.pk}": "atout", f"trait_{bavard.pk}": "point_faible", f"zone_{zone.pk}": str(parfois.pk)}
    remplir(
        navigateur, brouillon, "comportement", avis_comportement="6", demenagement="True",
        demenagement_regions=[region.pk], **champs,
    )  # fmt: skip
    brouillon.refresh_from_db()
    assert dict(brouillon.comportements.values_list("comportement", "sens")) == {
        curieux.pk: "atout",
        bavard.pk: "point_faible",
    }
    assert list(brouillon.mobilites.values_list("zone", "frequence")) == [(zone.pk, parfois.pk)]
    assert (brouillon.demenagement, list(brouillon.demenagement_regions.all())) == (True, [region])

    # Said again as nothing: the row goes, the others stay.
    remplir(navigateur, brouillon, "comportement", **{f"trait_{bavard.pk}": ""})
    assert list(brouillon.comportements.values_list("comportement", flat=True)) == [curieux.pk]


def test_des_regions_sans_accord_de_demenager_sont_signalees(navigateur, brouillon):
    reponse = remplir(
        navigateur, brouillon, "comportement", demenagement="False", demenagement_regions=[RegionFactory().pk]
    )
    assert reponse.status_code == 422
    assert "retirez-les" in reponse.content.decode()


def test_sar_11_experiences_qualifications_et_projet(navigateur, brouillon):
    metier = MetierFactory()
    remplir(
        navigateur, brouillon, "experiences", occupations=["formation", "benevolat"], mois_stage="6",
        fin_dernier_emploi="2026-02-28",
    )  # fmt: skip
    remplir(navigateur, brouillon, "qualifications", niveau_valide="bac_3", habilitations="ITIL 4\n\n  CACES  ")
    remplir(
        navigateur, brouillon, "projet", contrats=["prestation"], types_entreprise=["esn"], taux_disponibilite="80",
        tjm_souhaite="450", tjm_minimum="400", metiers_envisages=[metier.pk],
    )  # fmt: skip
    brouillon.refresh_from_db()
    assert (brouillon.occupations, brouillon.mois_stage) == (["formation", "benevolat"], 6)
    assert (brouillon.niveau_etude, brouillon.habilitations) == ("bac_3", ["ITIL 4", "CACES"])
    assert (brouillon.contrats, brouillon.taux_disponibilite, brouillon.tjm_minimum) == (["prestation"], 80, 400)
    assert list(brouillon.metiers_envisages.all()) == [metier]


def test_un_minimum_ne_depasse_pas_le_souhait(navigateur, brouillon):
    reponse = remplir(navigateur, brouillon, "projet", salaire_souhaite="30", salaire_minimum="45")
    assert reponse.status_code == 422
    assert "dépasse ce qui est souhaité" in reponse.content.decode()


@pytest.mark.parametrize("code", PAR_CODE)
def test_deux_qualifieurs_sur_un_volet_le_second_voit_les_deux_versions(navigateur, brouillon, code):
    url = adresse(brouillon, code)
    lus = lire_formulaire(navigateur.get(url).content)
    axe = PAR_CODE[code].axe
    if axe:
        Evaluation.objects.filter(pk=brouillon.pk).update(version=2, **{axe: 1})
        lus[axe] = "6"
    else:
        Evaluation.objects.filter(pk=brouillon.pk).update(version=2, notes="Écrit par l’autre")
        lus["notes"] = "Écrit par moi"
    reponse = navigateur.post(url, lus)
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert "Rien n’a été écrasé" in page
    if axe:
        mots = dict(Evaluation._meta.get_field(axe).choices)
        tableau = html.document_fromstring(page).get_element_by_id("conflit").text_content()
        assert mots[1] in tableau
        assert mots[6] in tableau
    else:
        assert "Écrit par l’autre" in page
        assert "Écrit par moi" in page
    brouillon.refresh_from_db()
    assert brouillon.version == 2


def test_une_evaluation_publiee_ne_s_edite_plus(navigateur):
    evaluation = au_vivier().evaluations.get()
    for volet in VOLETS:
        url = adresse(evaluation, volet.code)
        assert navigateur.get(url).url == reverse("freelances:evaluation", args=[evaluation.pk])
        assert navigateur.post(url, {"version": evaluation.version, "notes": "trop tard"}).status_code == 302
    evaluation.refresh_from_db()
    assert evaluation.notes == ""


def test_publier_depuis_la_page_met_au_vivier(navigateur, brouillon):
    freelance = brouillon.freelance
    navigateur.post(
        reverse("freelances:situation", args=[freelance.pk]), {"nature": "en_recherche", "depuis": "2026-05-04"}
    )
    pret = EvaluationFactory.build(freelance=freelance, bassin=freelance.departement)
    for champ in ("avis_competences", "avis_comportement", "avis_experience", "avis_qualification", "avis_projet"):
        setattr(brouillon, champ, getattr(pret, champ))
    brouillon.experience_numerique = EvaluationFactory().experience_numerique
    brouillon.niveau_valide, brouillon.classification = "bac_5", "employable"
    brouillon.save()
    page = navigateur.get(adresse(brouillon, "avis")).content.decode()
    assert "Rien ne manque" in page
    reponse = navigateur.post(
        reverse("freelances:evaluation_publier", args=[brouillon.pk]), {"version": brouillon.version}, follow=True
    )
    assert "Solène Haumont est au vivier" in reponse.content.decode()
    freelance.refresh_from_db()
    assert freelance.publie_le is not None


def test_publier_trop_tot_dit_ce_qui_manque_et_ou(navigateur, brouillon):
    page = html.document_fromstring(navigateur.get(adresse(brouillon, "avis")).content.decode())
    liens = {a.text_content(): a.get("href") for a in page.get_element_by_id("publication").findall(".//li/a")}
    assert liens["Qualifications : choisissez le niveau d’étude."] == adresse(brouillon, "qualifications")
    assert liens["Avis : l’axe « comportement » n’est pas noté."] == adresse(brouillon, "comportement")
    assert liens["Situation : indiquez la situation actuelle et sa date d’effet."].endswith("/situation/")
    reponse = navigateur.post(
        reverse("freelances:evaluation_publier", args=[brouillon.pk]), {"version": brouillon.version}, follow=True
    )
    assert "choisissez la classification" in reponse.content.decode()
    brouillon.refresh_from_db()
    assert brouillon.etat == "brouillon"


def test_publier_une_version_perimee_est_refuse(navigateur, brouillon):
    reponse = navigateur.post(
        reverse("freelances:evaluation_publier", args=[brouillon.pk]), {"version": "0"}, follow=True
    )
    assert reponse.status_code == 200
    brouillon.refresh_from_db()
    assert brouillon.etat == "brouillon"


def test_abandonner_un_brouillon_demande_sa_version(navigateur, brouillon):
    url = reverse("freelances:evaluation_abandonner", args=[brouillon.pk])
    navigateur.post(url, {"version": "99"})
    assert Evaluation.objects.filter(pk=brouillon.pk).exists()
    navigateur.post(url, {"version": brouillon.version})
    assert not Evaluation.objects.filter(pk=brouillon.pk).exists()


def test_un_brouillon_n_est_lu_que_des_qualifieurs(brouillon, connecter, commercial):
    autre = connecter(commercial)
    assert autre.get(reverse("freelances:evaluation", args=[brouillon.pk])).status_code == 404
    assert "Solène Haumont" not in autre.get(reverse("freelances:evaluations")).content.decode()


def test_les_anciennes_evaluations_se_lisent_telles_qu_elles_etaient(connecter, commercial):
    freelance = au_vivier(classification="adaptable", notes="Première rencontre")
    FreelanceCompetenceFactory(freelance=freelance, competence=CompetenceFactory(nom="Savoir appris depuis"))
    au_vivier(freelance, classification="employable")
    ancienne = freelance.evaluations.get(numero=1)
    page = connecter(commercial).get(reverse("freelances:evaluation", args=[ancienne.pk])).content.decode()
    for attendu in ("Adaptable", "Première rencontre", "remplacée depuis", "N° 2"):
        assert attendu in page
    assert "Savoir appris depuis" not in page


def test_retirer_du_vivier_demande_un_motif(navigateur):
    freelance = au_vivier()
    url = reverse("freelances:retirer_du_vivier", args=[freelance.pk])
    assert navigateur.post(url, {"motif": ""}).status_code == 422
    navigateur.post(url, {"motif": "Ne souhaite plus être contacté"})
    freelance.refresh_from_db()
    assert freelance.publie_le is None


def test_la_liste_des_evaluations_filtre_et_ne_coute_pas_plus_avec_30_lignes(navigateur):
    au_vivier(FreelanceFactory(nom="Quintessence"), classification="adaptable")
    url = reverse("freelances:evaluations")
    un = compter(navigateur, url)
    for _ in range(29):
        au_vivier()
    assert compter(navigateur, url) == un
    page = navigateur.get(url, {"q": "quintess", "classification": "adaptable", "etat": "publiee"}).content.decode()
    assert "1 évaluation" in page
    assert "Quintessence" in page
