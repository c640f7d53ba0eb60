"""The main job, end to end: from a call with a DO to an anonymised CV in their mailbox, and the relance after it."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from samba.activite.enums import GenreRelance, StatutRelance
from samba.activite.models import Relance
from samba.activite.resume import envoyer_les_resumes
from tests.navigateur_outils import Ecran
from tests.parcours import gestes

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(900)]

ESN, DO = "Helvoria Numérique", "Solveig Tremblecourt"
EMAIL_DO = "solveig.tremblecourt@helvoria.test"
PRENOM, NOM, EMAIL, TELEPHONE = "Ywenn", "Kerlavel", "ywenn.kerlavel@exemple.test", "06 10 00 45 67"
SIRET = "73282932000074"
EMPLOYEURS = ("BNP Paribas", "Société Générale", "Quenvelar Systèmes")
COMPETENCES = {"Java": "Expérimenté", "Spring Boot": "Opérationnel", "PostgreSQL": "Opérationnel", "Kafka": "Débutant"}
FONCTIONS_DO_CLASSIQUE = [
    "Chef de projet", "Directeur commercial", "Directeur de département", "Directeur de projet",
    "Ingénieur commercial", "Responsable d’agence", "Responsable staffing",
]  # fmt: skip


def test_de_l_appel_au_cv_anonymise_et_a_la_relance(ouvrir, boite, commercial, tmp_path):
    """The ten steps, in the browser, with a real SMTP server."""
    ecran = ouvrir()
    ecran.se_connecter(commercial.email)
    le_tableau_de_bord_est_vide(ecran)
    un_client_et_son_do(ecran)
    un_appel_qui_ouvre_un_besoin(ecran)
    le_besoin_se_qualifie(ecran)
    un_freelance_complet(ecran)
    son_cv_devient_cherchable(ecran, tmp_path)
    la_recherche_le_trouve_par_son_cv(ecran)
    le_besoin_le_propose_et_le_positionne(ecran)
    l_appel_de_controle(ecran)
    le_recapitulatif_part(ecran, boite)
    la_disponibilite_se_confirme(ecran)
    le_cv_anonymise_s_approuve(ecran)
    le_cv_part_au_do(ecran, boite)
    la_relance_attend_deux_jours(ecran)
    le_resume_du_matin_la_rappelle(boite, commercial)
    la_relance_est_prete_et_la_reponse_la_clot(ecran, boite)


def le_tableau_de_bord_est_vide(ecran: Ecran) -> None:
    """Step 1."""
    ecran.titre("Bonjour Alix")
    for vide in ("Rien à relancer", "Rien depuis hier", "Aucun besoin ouvert"):
        ecran.voir(vide)


def un_client_et_son_do(ecran: Ecran) -> None:
    """Step 2, CLI-4: the fonctions are those of the client's type."""
    gestes.creer_client(ecran, ESN, "ESN classique")
    ecran.voir("Personne encore")
    ecran.lien("Nouveau contact")
    expect(ecran.champ("Fonction").locator("option")).to_have_text(["—", *FONCTIONS_DO_CLASSIQUE])
    gestes.remplir_do(
        ecran, *DO.split(), "Responsable staffing", **{"Mobile": "06 10 00 12 34", "Adresse e-mail": EMAIL_DO}
    )  # fmt: skip
    numero = ecran.page.locator("main").get_by_role("link", name="06 10 00 12 34").first
    expect(numero).to_have_attribute("href", "tel:+33610001234")
    ecran.voir("Kafka")


def un_appel_qui_ouvre_un_besoin(ecran: Ecran) -> None:
    """Step 3, CLI-7: the call leads to the besoin, and stands on the timeline at once."""
    fiche = ecran.page.url
    gestes.journaliser_appel(ecran, "Joint", "Elle cherche un profil Java pour janvier.", "Ouvrir un besoin")
    ecran.titre("Nouveau besoin")
    ecran.voir(f"Demandé par {DO}, {ESN}")
    besoin = ecran.page.url
    ecran.page.goto(fiche)
    ecran.voir("Elle cherche un profil Java pour janvier.", ecran.page.locator("#chronologie"))
    ecran.page.goto(besoin)


def le_besoin_se_qualifie(ecran: Ecran) -> None:
    """Step 4, BES-1 live and BES-2 on screen."""
    ecran.remplir(Intitulé="Développeur Java senior")
    gestes.manque(ecran, 11)
    ecran.choisir("Profil recherché", "Concepteur développeur")
    gestes.manque(ecran, 10)
    ecran.remplir(Tâches="Concevoir les services de paiement et les maintenir.")
    gestes.ajouter_competences(ecran, **{"Java": "Opérationnel", "Spring Boot": "Opérationnel"})
    demarrage = timezone.localdate() + timedelta(days=30)
    ecran.remplir(
        **{"Lieu de la mission": "Paris", "Code postal": "75008", "Date de démarrage": f"{demarrage:%Y-%m-%d}"}
    )
    ecran.remplir(**{"Durée (mois)": "6", "Expérience demandée (années)": "5"})
    ecran.selectionner(**{"Disponibilité attendue": "À la date de démarrage", "Mode d’intervention": "Régie"})
    ecran.champ("Aucune langue particulière").check()
    gestes.manque(ecran, 1)
    le_calculateur_va_dans_les_deux_sens(ecran)
    gestes.manque(ecran, 0)
    ecran.bouton("Ouvrir le besoin")
    ecran.titre("Développeur Java senior")
    ecran.bouton("Qualifier")
    ecran.voir("Trouver des freelances")


def le_calculateur_va_dans_les_deux_sens(ecran: Ecran) -> None:
    """BES-2: vente = achat / (1 − marge), half up to the cent, and back."""
    achat, vente = ecran.champ("TJM d’achat maximal (€ HT)"), ecran.champ("TJM de vente ou budget (€ HT)")
    marge, cadre = ecran.champ("Marge (%)"), ecran.page.locator("[data-calculateur]")
    marge.fill("15")
    achat.fill("500")
    expect(vente).to_have_value("588,24")
    marge.fill("20")
    expect(vente).to_have_value("625,00")
    vente.fill("600")
    expect(marge).to_have_value("16,67")
    ecran.voir("Il reste 100,00", cadre)
    marge.fill("100")
    ecran.voir("La marge reste inférieure à 100 %.", cadre)
    marge.fill("16,67")
    vente.fill("600")


def un_freelance_complet(ecran: Ecran) -> None:
    """Step 5, FRE-1: identity, skills, known and unknown employers, a training, a language, a reference."""
    ecran.rubrique("Freelance")
    ecran.voir("Aucun freelance")
    ecran.lien("Nouveau freelance")
    ecran.remplir(**{"Prénom": PRENOM, "Nom": NOM, "Titre du profil": "Développeuse Java senior"})
    ecran.remplir(**{"Adresse e-mail": EMAIL, "Téléphone": TELEPHONE})
    ecran.remplir(Résumé="Quinze ans de services bancaires, dont six chez BNP Paribas.")
    ecran.selectionner(Disponibilité="Immédiate")
    ecran.remplir(**{"TJM demandé (€ HT)": "500", "Années d’expérience": "15"})
    ecran.choisir("Commune", "92100", "Boulogne-Billancourt")
    ecran.page.get_by_label("Sa société (SIRET)").check()
    ecran.remplir(SIRET=SIRET)
    ecran.choisir("Métiers", "Lead developer", "Concepteur développeur")
    gestes.ajouter_competences(ecran, **COMPETENCES)
    gestes.ajouter_experience(
        ecran, "BNP Paribas", "Développeuse", ("2019-01", "2024-12"),
        "Refonte des virements de BNP Paribas avec l’équipe de BNPP à Montreuil.", "Java", "Spring Boot",
    )  # fmt: skip
    gestes.ajouter_experience(
        ecran, "Société Générale", "Développeuse", ("2015-03", "2018-12"), "Moteur de calcul des risques.", "PostgreSQL"
    )
    gestes.ajouter_experience_inconnue(
        ecran, "Quenvelar Systèmes", "Édition de logiciels", "Analyste", ("2011-09", "2015-02"), "Facturation en ligne."
    )
    formation = ecran.ajouter_ligne("Ajouter une formation", "formations")
    ecran.remplir(formation, Intitulé="Master informatique", Établissement="Université de Rennes", Année="2010")
    langue = ecran.ajouter_ligne("Ajouter une langue", "langues")
    ecran.selectionner(langue, Langue="anglais", Niveau="B2 – avancé")
    reference = ecran.ajouter_ligne("Ajouter une référence", "references")
    ecran.remplir(reference, Nom="Maëlle Ostrevant", Société="Société Générale", Téléphone="06 10 00 77 00")
    ecran.bouton("Créer le freelance")
    ecran.titre(f"{PRENOM} {NOM}")
    for dit in ("Quenvelar Systèmes · Édition de logiciels", "BNP Paribas · Banque", "Maëlle Ostrevant"):
        expect(ecran.page.locator("main")).to_contain_text(dit)


def son_cv_devient_cherchable(ecran: Ecran, tmp_path) -> None:
    """Step 5, the CV: a real PDF whose words are not in the profile."""
    cv = gestes.ecrire_cv(
        tmp_path / "CV Ywenn.pdf",
        f"{PRENOM} {NOM}, {EMAIL}",
        "Télémétrie d’éoliennes et détection de fraudes.",
    )
    gestes.deposer_cv(ecran, cv)
    ecran.voir("CV Ywenn.pdf")


def la_recherche_le_trouve_par_son_cv(ecran: Ecran) -> None:
    """Step 6: a word of the CV without its accents, a filter, the address kept by the partial refresh."""
    ecran.rubrique("Freelance")
    ecran.remplir(**{"Mots-clés": "telemetrie eolienne"})
    expect(ecran.page).to_have_url(re.compile(r"q=telemetrie"))
    ecran.selectionner(Disponibilité="Maintenant")
    expect(ecran.page).to_have_url(re.compile(r"q=telemetrie.*dispo=0|dispo=0.*q=telemetrie"))
    gestes.attendre_resultats(ecran, "1 freelance")
    ecran.page.reload()
    gestes.attendre_resultats(ecran, "1 freelance")
    expect(ecran.champ("Mots-clés")).to_have_value("telemetrie eolienne")
    ecran.remplir(**{"Mots-clés": "telemetrie -fraude"})
    ecran.voir("Aucun freelance ne répond à tout cela")


def le_besoin_le_propose_et_le_positionne(ecran: Ecran) -> None:
    """Steps 6 and 7, BES-4: why it fits, the margin it leaves, and one click to put it forward."""
    ecran.rubrique("Besoin")
    ecran.lien("Développeur Java senior")
    ecran.lien("Trouver des freelances")
    gestes.attendre_resultats(ecran, "1 candidat")
    ligne = ecran.page.locator("li").filter(has_text=f"{PRENOM} {NOM}").last
    for dit in ("Java : expérimenté", "Spring Boot : opérationnel", "Disponible", "marge 16,7", "500"):
        expect(ligne).to_contain_text(dit)
    ligne.get_by_label(f"Positionner {PRENOM} {NOM}").check()
    ecran.bouton("Positionner les cochés")
    ecran.titre("Développeur Java senior")
    expect(ecran.page.locator("#positionnements")).to_contain_text("Présélectionné")


def l_appel_de_controle(ecran: Ecran) -> None:
    """Step 8, FRE-2: the checklist of the call."""
    ecran.lien(f"{PRENOM} {NOM}", ecran.page.locator("#positionnements"))
    ecran.titre(f"{PRENOM} {NOM}")
    ecran.lien("Appeler", ecran.page.locator("#appel"))
    ecran.titre(f"Appel à {PRENOM} {NOM}")
    ecran.selectionner(**{"Origine": "Nous l’avons approché", "Intéressé par la mission": "Oui"})
    ecran.selectionner(**{"Disponibilité": "Immédiate", "Mobile sur le lieu de la mission": "Oui"})
    ecran.remplir(**{"TJM demandé (€ HT)": "520", "TJM accepté après effort (€ HT)": "500"})
    for case in ("SIRET ou portage vérifié", "Un effort a été demandé", "CV à jour reçu"):
        ecran.champ(case).check()
    ecran.remplir(Commentaire="Libre lundi.")
    ecran.bouton("Enregistrer l’appel")
    ecran.titre(f"{PRENOM} {NOM}")
    ecran.voir("Reprendre l’appel")


def le_recapitulatif_part(ecran: Ecran, boite) -> None:
    """Step 8: the recap e-mail reaches the freelance."""
    ecran.lien("Le préparer", ecran.page.locator("#recapitulatif"))
    ecran.bouton("Envoyer le récapitulatif")
    expect(ecran.page.locator("#recapitulatif")).to_contain_text("Envoyé")
    (recap,) = boite.messages
    assert recap["To"] == EMAIL
    texte = recap.get_body(("plain",)).get_content()
    for dit in (f"Bonjour {PRENOM}", "Développeur Java senior", "Paris", "500"):
        assert dit in texte, dit


def la_disponibilite_se_confirme(ecran: Ecran) -> None:
    """Step 8, FRE-3: refused until a reference is called, then dated of today."""
    carte = ecran.page.locator("#disponibilite")
    ecran.bouton("Confirmer la disponibilité", carte)
    ecran.voir("Pas encore confirmée pour cette mission.")
    ecran.lien("Noter l’appel", carte)
    ecran.remplir(**{"Ce qu’elle en dit": "Autonome et précise."})
    ecran.bouton("Noter l’appel")
    ecran.bouton("Confirmer la disponibilité", carte)
    expect(carte).to_contain_text("Confirmée aujourd’hui par Alix Commerciale")


def le_cv_anonymise_s_approuve(ecran: Ecran) -> None:
    """Step 9, FRE-4: the preview names nobody; a human approves it and comes back."""
    ecran.lien("Préparer le CV anonymisé")
    ecran.titre(f"CV anonymisé de {PRENOM} {NOM}")
    apercu = ecran.page.locator(".cv-feuille")
    for dit in ("Banque", "Édition de logiciels", *COMPETENCES):
        expect(apercu).to_contain_text(dit)
    for tu in (PRENOM, NOM, EMAIL, *EMPLOYEURS, "BNPP"):
        expect(apercu).not_to_contain_text(tu, ignore_case=True)
    ecran.bouton("Approuver")
    ecran.titre("Envoyer le CV anonymisé")


def le_cv_part_au_do(ecran: Ecran, boite) -> None:
    """Step 10: what the DO's mailbox received, read on the bytes of the PDF."""
    ecran.bouton("Envoyer au DO")
    ecran.titre(f"{PRENOM} {NOM}")
    expect(ecran.page.locator("#envoi")).to_contain_text("envoyé à")
    envoi = boite.messages[-1]
    assert len(boite.messages) == 2
    assert envoi["To"] == EMAIL_DO
    (piece,) = envoi.iter_attachments()
    assert piece.get_content_type() == "application/pdf"
    octets = piece.get_content()
    cv = PdfReader(BytesIO(octets))
    texte = " ".join(" ".join(page.extract_text() for page in cv.pages).split())
    for competence in COMPETENCES:
        assert competence in texte, competence
    for secteur in ("Banque", "Édition de logiciels"):
        assert secteur in texte, secteur
    corps = envoi.get_body(("plain",)).get_content()
    lisible = "\n".join([texte, corps, envoi["Subject"], piece.get_filename(), *map(str, (cv.metadata or {}).values())])
    chiffres = re.sub(r"\D", "", lisible)
    for tu in (PRENOM, NOM, EMAIL, "exemple.test", *EMPLOYEURS, "BNPP", "Ostrevant"):
        assert tu.lower() not in lisible.lower(), tu
        assert tu.encode() not in octets, tu
    assert "610004567" not in chiffres
    assert SIRET not in chiffres


def la_relance_attend_deux_jours(ecran: Ecran) -> None:
    """BES-5: sending made a relance due in two days; the list of relances says so."""
    ecran.lien("SAMBA, tableau de bord")
    ecran.lien("Toutes")
    relance = Relance.objects.get(genre=GenreRelance.CV_ENVOYE)
    assert relance.echeance == timezone.localdate() + timedelta(days=2)
    ecran.lien("À venir", ecran.page.get_by_role("navigation", name="Échéances"))
    ecran.voir(relance.libelle)


def le_resume_du_matin_la_rappelle(boite, commercial) -> None:
    """BES-5: three days later, one digest a person, however often the clock looks."""
    Relance.objects.update(echeance=timezone.localdate() - timedelta(days=1))
    deja = len(boite.recus)
    envoyer_les_resumes(heure=0)
    envoyer_les_resumes(heure=0)
    (resume,) = boite.messages[deja:]
    assert resume["To"] == commercial.email
    texte = resume.get_body(("plain",)).get_content()
    assert "En retard (1)" in texte
    assert Relance.objects.get().libelle in texte


def la_relance_est_prete_et_la_reponse_la_clot(ecran: Ecran, boite) -> None:
    """BES-5: the overdue one offers an e-mail that a human sends; the DO's answer cancels what was still planned."""
    ecran.lien("SAMBA, tableau de bord")
    expect(ecran.page.locator(".s-cartes")).to_contain_text(re.compile(r"1\s*en retard"))
    ecran.lien("Relancer", ecran.page.locator("main"))
    ecran.titre("Relancer le donneur d’ordre")
    deja = len(boite.recus)
    ecran.bouton("Envoyer la relance")
    ecran.voir("La relance part ; la suivante est notée.")
    (relance,) = boite.messages[deja:]
    assert relance["To"] == EMAIL_DO
    assert Relance.objects.a_faire().count() == 1
    ecran.lien("Noter la réponse")
    ecran.page.get_by_label("Intéressé", exact=True).check()
    ecran.bouton("Noter la réponse")
    expect(ecran.page.locator("#envoi")).to_contain_text("Intéressé")
    assert not Relance.objects.a_faire().exists()
    assert Relance.objects.filter(statut=StatutRelance.ANNULEE).count() == 1
    ecran.lien("SAMBA, tableau de bord")
    ecran.voir("Rien à relancer")
