"""Step 10: the CV leaves once, the relance comes two days later, the answer cancels it (BES-5, BES-9, CLI-5)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from besoins.enums import Etape, ReponseDO, StatutBesoin
from besoins.etapes import PorteFermeeError, portes_envoi
from besoins.models import AppelFreelance, Positionnement
from besoins.services import envois
from clients.services import prendre_prive
from freelances.cv_anonyme.services import approuver
from freelances.models import CVAnonyme, Freelance
from referentiels.models import Entreprise
from samba.activite.enums import StatutRelance
from samba.activite.models import Echange, Relance
from samba.courriels.models import Courriel
from samba.courriels.services import deposer
from tests.besoins.situations import cv_approuve, dans, pret_a_envoyer, prive
from tests.concurrence import au_meme_instant
from tests.freelances.cv_anonyme_situations import entreprise
from tests.usines import EntrepriseFactory, ExperienceFactory, UtilisateurFactory

LETTRE = {"objet": "Un profil pour vous", "corps": "Bonjour, voici un profil."}


@pytest.fixture
def nav(commercial, connecter):
    return connecter(commercial)


@pytest.fixture
def positionnement(commercial) -> Positionnement:
    return pret_a_envoyer(commercial)


def _envoyer(nav, positionnement, **lettre):
    return nav.post(reverse("besoins:envoyer", args=[positionnement.pk]), LETTRE | lettre)


@pytest.fixture
def envoye(positionnement, commercial):
    """The CV left today."""
    envois.envoyer_cv(positionnement=positionnement, par=commercial, **LETTRE)
    return Positionnement.objects.get(pk=positionnement.pk)


# --- Sending ---
def test_envoyer_ecrit_tout_en_une_fois(nav, commercial, positionnement):
    """BES-5, BES-9: échange, e-mail with its PDF, stage, relance at J+2, besoin « en présentation »."""
    reponse = _envoyer(nav, positionnement)
    assert reponse.url == reverse("besoins:positionnement", args=[positionnement.pk])
    positionnement.refresh_from_db()
    besoin, cv = positionnement.besoin, CVAnonyme.objects.get()
    echange, courriel, relance = Echange.objects.get(), Courriel.objects.get(), Relance.objects.get()
    assert (positionnement.etape, positionnement.cv_anonyme) == (Etape.CV_ENVOYE, cv)
    assert positionnement.envoye_le is not None
    assert (echange.contact, echange.client, echange.besoin) == (besoin.contact, besoin.client, besoin)
    assert (echange.genre, echange.sens, echange.auteur) == ("courriel", "sortant", commercial)
    assert (courriel.cle_metier, courriel.destinataire) == (f"cv:{positionnement.pk}", besoin.contact.email)
    assert courriel.echange == echange
    assert list(courriel.pieces.all()) == [cv.document]
    assert (relance.pour, relance.echeance, relance.cle) == (commercial, dans(2), f"cv:{positionnement.pk}")
    assert (relance.contact, relance.positionnement, relance.origine) == (besoin.contact, positionnement, echange)
    assert besoin.statut == StatutBesoin.EN_PRESENTATION


def test_la_lettre_est_prete_et_ne_nomme_personne(nav, positionnement):
    """Step 10: from the template, with the reference; FRE-4 for the text itself."""
    form = nav.get(reverse("besoins:envoyer", args=[positionnement.pk])).context["form"]
    texte = form.initial["objet"] + form.initial["corps"]
    freelance = positionnement.freelance
    assert CVAnonyme.objects.get().reference in texte
    assert positionnement.besoin.contact.nom in texte
    for cache in (freelance.prenom, freelance.nom, freelance.email):
        assert cache not in texte


def test_une_lettre_qui_nomme_le_freelance_est_refusee(nav, positionnement):
    """FRE-4: said, what was typed is kept, nothing leaves."""
    corps = f"Voici {positionnement.freelance}, très bon."
    reponse = _envoyer(nav, positionnement, corps=corps)
    assert reponse.status_code == 422
    assert "identifie le freelance" in reponse.content.decode()
    assert "très bon" in reponse.content.decode()
    assert not Courriel.objects.exists()


def test_un_double_clic_n_envoie_qu_une_fois(nav, positionnement):
    """§4: two posts of the same form."""
    _envoyer(nav, positionnement)
    page = nav.post(reverse("besoins:envoyer", args=[positionnement.pk]), LETTRE, follow=True).content.decode()
    assert "déjà été envoyé" in page
    assert (Courriel.objects.count(), Echange.objects.count(), Relance.objects.count()) == (1, 1, 1)


@pytest.mark.usefixtures("base_validee")
def test_deux_envois_au_meme_instant_n_en_font_qu_un():
    """§4: the row is locked; the second waits, then finds the first one's e-mail."""
    par = UtilisateurFactory()
    positionnement = pret_a_envoyer(par)

    def envoyer(_rang):
        try:
            return envois.envoyer_cv(positionnement=positionnement, par=par, **LETTRE).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as deux:
        courriels = set(deux.map(envoyer, range(2)))
    assert len(courriels) == 1
    assert (Courriel.objects.count(), Echange.objects.count(), Relance.objects.count()) == (1, 1, 1)


def test_une_panne_au_milieu_n_ecrit_rien(commercial, positionnement, monkeypatch):
    """One transaction: the relance fails, neither e-mail nor stage is left."""

    def panne(*_cibles, **_champs):
        raise RuntimeError("panne")

    monkeypatch.setattr(envois, "attendre_reponse", panne)
    with pytest.raises(RuntimeError, match="panne"):
        envois.envoyer_cv(positionnement=positionnement, par=commercial, **LETTRE)
    positionnement.refresh_from_db()
    assert positionnement.etape == Etape.DISPONIBLE
    assert not Courriel.objects.exists()
    assert not Echange.objects.exists()


# --- The gates (BES-9) ---
def _sans_appel(p):
    AppelFreelance.objects.filter(positionnement=p).update(cv_a_jour=False)


def _sans_recapitulatif(p):
    AppelFreelance.objects.filter(positionnement=p).update(recap_envoye_le=None)


def _pas_confirmee(p):
    AppelFreelance.objects.filter(positionnement=p).update(confirmee_le=None)


def _perimee(p):
    jour = timezone.localdate() - timedelta(days=16)
    Freelance.objects.filter(pk=p.freelance_id).update(disponibilite_confirmee_le=jour)


def _sans_cv(p):
    CVAnonyme.objects.all().delete()


def _cv_perime(p):
    Freelance.objects.filter(pk=p.freelance_id).update(version=99)


def _sans_email(p):
    p.besoin.contact.email = ""
    p.besoin.contact.save()


def _ne_plus_contacter(p):
    p.besoin.contact.ne_plus_contacter = True
    p.besoin.contact.save()


def _ecarte(p):
    Positionnement.objects.filter(pk=p.pk).update(etape=Etape.ECARTE, motif_sortie="x")


def _clos(p):
    p.besoin.statut, p.besoin.motif_cloture = StatutBesoin.PERDU, "x"
    p.besoin.save()


PORTES = {
    "appel": (_sans_appel, "CV à jour reçu"),
    "recapitulatif": (_sans_recapitulatif, "pas reçu le récapitulatif"),
    "pas_confirmee": (_pas_confirmee, "pas confirmée pour cette mission"),
    "perimee": (_perimee, "il y a 16 jours"),
    "sans_cv": (_sans_cv, "Préparer le CV anonymisé"),
    "cv_perime": (_cv_perime, "Préparer le CV anonymisé"),
    "sans_email": (_sans_email, "Ajouter l’adresse e-mail"),
    "ne_plus_contacter": (_ne_plus_contacter, "ne plus être contacté"),
    "ecarte": (_ecarte, "écarté de ce besoin"),
    "clos": (_clos, "Ce besoin est clos"),
}


@pytest.mark.parametrize(("fermer", "raison"), PORTES.values(), ids=PORTES.keys())
def test_chaque_porte_fermee_arrete_l_envoi_par_toutes_les_voies(fermer, raison, nav, commercial, positionnement):
    """BES-9: the page says why, the post and the service refuse, nothing is written."""
    fermer(positionnement)
    page = nav.get(reverse("besoins:envoyer", args=[positionnement.pk])).content.decode()
    assert raison in page
    assert "Rien n’est parti" in page
    assert _envoyer(nav, positionnement).status_code == 422
    positionnement = Positionnement.objects.get(pk=positionnement.pk)
    with pytest.raises(PorteFermeeError):
        envois.envoyer_cv(positionnement=positionnement, par=commercial, **LETTRE)
    assert not Courriel.objects.exists()
    assert not Relance.objects.exists()


# --- FRE-4 at the moment of sending ---
def _aliaser(p):
    Entreprise.objects.filter(nom="Tessal Banque").update(aliases=["Zorvex"])


def _renommer(p):
    Entreprise.objects.filter(nom="Tessal Banque").update(nom="Zorvex")


def _decouvrir(p):
    EntrepriseFactory(nom="Zorvex Conseil")


@pytest.mark.parametrize("apprendre", [_aliaser, _renommer, _decouvrir])
def test_une_societe_apprise_depuis_l_approbation_arrete_l_envoi(apprendre, nav, commercial):
    """FRE-4: renamed, given an alias or first heard of, the profile has not moved; said, with the way to mend it."""
    tessal = entreprise("Tessal Banque", "Banque")
    positionnement = pret_a_envoyer(commercial)
    ExperienceFactory(
        freelance=positionnement.freelance, entreprise=tessal, description="Refonte du SI chez Zorvex Conseil."
    )
    CVAnonyme.objects.all().delete()
    cv_approuve(positionnement.freelance, commercial)
    apprendre(positionnement)
    adresse = reverse("besoins:envoyer", args=[positionnement.pk])
    for reponse in (nav.get(adresse), nav.post(adresse, LETTRE)):
        page = reponse.content.decode()
        assert "Zorvex" in page
        assert "Préparer le CV anonymisé" in page
    with pytest.raises(PorteFermeeError, match="Zorvex"):
        envois.envoyer_cv(positionnement=positionnement, par=commercial, **LETTRE)
    assert not Courriel.objects.exists()
    cv = nav.get(reverse("freelances:cv_anonyme", args=[positionnement.freelance_id])).content.decode()
    assert "il ne part plus" in cv
    assert reverse("freelances:cv_anonyme_approuver", args=[positionnement.freelance_id]) in cv
    approuver(positionnement.freelance, commercial)
    assert _envoyer(nav, positionnement).status_code == 302
    assert Courriel.objects.get().pieces.get() == CVAnonyme.objects.first().document


def test_un_pdf_qui_nomme_ou_qui_manque_n_est_pas_envoye(nav, commercial, positionnement):
    """FRE-4: the bytes that leave are read, not only the words they were made from."""
    cv = CVAnonyme.objects.get()
    nomme = PdfWriter()
    nomme.add_blank_page(200, 200)
    nomme.add_metadata({"/Author": str(positionnement.freelance)})
    with cv.document.fichier.storage.open(cv.document.fichier.name, "wb") as fichier:
        nomme.write(fichier)
    with pytest.raises(PorteFermeeError, match="nom ou prénom"):
        envois.envoyer_cv(positionnement=positionnement, par=commercial, **LETTRE)
    cv.document.fichier.storage.delete(cv.document.fichier.name)
    with pytest.raises(PorteFermeeError, match="illisible"):
        envois.envoyer_cv(positionnement=positionnement, par=commercial, **LETTRE)
    assert not Courriel.objects.exists()


def test_une_confirmation_de_quinze_jours_est_encore_fraiche(positionnement):
    """FRE-3: stale after 15 days, not at 15."""
    jour = timezone.localdate() - timedelta(days=15)
    Freelance.objects.filter(pk=positionnement.freelance_id).update(disponibilite_confirmee_le=jour)
    assert all(porte.ouverte for porte in portes_envoi(Positionnement.objects.get(pk=positionnement.pk)))


def test_le_lien_vers_le_cv_revient_a_l_envoi(nav, positionnement):
    """Step 9 → 10: `?suite=` leads back."""
    _sans_cv(positionnement)
    adresse = reverse("besoins:envoyer", args=[positionnement.pk])
    attendu = reverse("freelances:cv_anonyme", args=[positionnement.freelance_id]) + f"?suite={adresse}"
    assert attendu in nav.get(adresse).content.decode()


# --- Privé (CLI-5) ---
@pytest.mark.parametrize("nom", ["envoyer", "repondre", "relancer"])
def test_seul_le_proprietaire_ecrit_a_son_do(nom, nav, commercial):
    """CLI-5: 403 on the page and on the post, PermissionDenied below them."""
    besoin, proprietaire = prive()
    positionnement = pret_a_envoyer(proprietaire, besoin=besoin)
    adresse = reverse(f"besoins:{nom}", args=[positionnement.pk])
    assert nav.get(adresse).status_code == 403
    assert nav.post(adresse, LETTRE).status_code == 403
    with pytest.raises(PermissionDenied):
        envois.envoyer_cv(positionnement=positionnement, par=commercial, **LETTRE)
    assert not Courriel.objects.exists()


@pytest.mark.parametrize("nom", ["ecarter", "reprendre"])
def test_un_profil_chez_un_do_prive_ne_s_ecarte_ni_ne_se_reprend_par_un_autre(nom, nav):
    """CLI-5: it would cancel the owner's relance behind their back. Before the sending, positioning is everybody's."""
    besoin, proprietaire = prive()
    positionnement = pret_a_envoyer(proprietaire, besoin=besoin)
    page, acte = (reverse(f"besoins:{n}", args=[positionnement.pk]) for n in ("positionnement", "ecarter"))
    assert acte in nav.get(page).content.decode()
    envois.envoyer_cv(positionnement=positionnement, par=proprietaire, **LETTRE)
    assert acte not in nav.get(page).content.decode()
    assert nav.post(reverse(f"besoins:{nom}", args=[positionnement.pk]), {"motif": "Non"}).status_code == 403
    assert Relance.objects.get().statut == StatutRelance.A_FAIRE


@pytest.mark.usefixtures("base_validee")
@pytest.mark.parametrize("acte", ["envoyer_cv", "noter_reponse", "relancer_do"])
def test_prendre_le_do_en_prive_au_meme_instant_arrete_l_acte(acte):
    """CLI-5, §6: the DO is being taken as privé while a colleague writes; the colleague waits, then is refused."""
    par, autre = UtilisateurFactory(), UtilisateurFactory()
    positionnement = pret_a_envoyer(par)
    champs: dict[str, object] = {"reponse": "interesse"} if acte == "noter_reponse" else dict(LETTRE)
    if acte != "envoyer_cv":
        envois.envoyer_cv(positionnement=positionnement, par=par, **LETTRE)
    if acte == "relancer_do":
        champs["rang"] = 1
    avant = (Courriel.objects.count(), Echange.objects.count())

    def agir():
        getattr(envois, acte)(positionnement=positionnement, par=par, **champs)

    with pytest.raises(PermissionDenied):
        au_meme_instant(lambda: prendre_prive(positionnement.besoin.contact, autre), agir)
    assert (Courriel.objects.count(), Echange.objects.count()) == avant


def test_le_manager_de_son_agence_le_peut(connecter, manager, commercial):
    """CLI-5: the owner's manager."""
    besoin, _ = prive(commercial)
    positionnement = pret_a_envoyer(commercial, besoin=besoin)
    assert _envoyer(connecter(manager), positionnement).status_code == 302
    assert Relance.objects.get().pour == manager


# --- The answer (BES-5) ---
def _repondre(nav, positionnement, **champs):
    donnees = {"reponse": "interesse", "genre": "courriel", "cle_creation": str(uuid4())} | champs
    return nav.post(reverse("besoins:repondre", args=[positionnement.pk]), donnees)


@pytest.mark.parametrize(
    ("champs", "etape", "reponse"),
    [
        ({"reponse": "interesse"}, Etape.ENTRETIEN, ReponseDO.INTERESSE),
        ({"reponse": "refus", "motif": "Trop junior"}, Etape.ECARTE, ReponseDO.REFUS),
        ({"reponse": "a_suivre"}, Etape.CV_ENVOYE, ReponseDO.A_SUIVRE),
    ],
)
def test_la_reponse_annule_la_relance_et_deplace_l_etape(champs, etape, reponse, nav, envoye):
    """BES-5: an incoming échange; the open relance is cancelled."""
    _repondre(nav, envoye, **champs)
    envoye.refresh_from_db()
    assert (envoye.etape, envoye.reponse_do) == (etape, reponse)
    assert Relance.objects.get(cle=f"cv:{envoye.pk}").statut == StatutRelance.ANNULEE
    echange = Echange.objects.filter(sens="entrant").get()
    assert echange.contact == envoye.besoin.contact
    envoye.besoin.contact.refresh_from_db()
    assert envoye.besoin.contact.dernier_joint_le == echange.le


def test_un_refus_demande_son_motif(nav, envoye):
    reponse = _repondre(nav, envoye, reponse="refus", motif=" ", commentaire="Tapé avec soin")
    assert reponse.status_code == 422
    assert "Dites pourquoi" in reponse.content.decode()
    assert "Tapé avec soin" in reponse.content.decode()
    assert Relance.objects.get().statut == StatutRelance.A_FAIRE


def test_une_reponse_differee_pose_une_nouvelle_relance(nav, commercial, envoye):
    """BES-5: on the day said, else at the usual delay."""
    _repondre(nav, envoye, reponse="a_suivre", rappel_le=dans(10).isoformat())
    assert Relance.objects.a_faire().get().echeance == dans(10)
    _repondre(nav, envoye, reponse="a_suivre")
    assert Relance.objects.a_faire().get().echeance == dans(2)


def test_une_date_passee_est_refusee(nav, envoye):
    assert _repondre(nav, envoye, reponse="a_suivre", rappel_le=dans(-1).isoformat()).status_code == 422


def test_la_meme_reponse_postee_deux_fois_s_ecrit_une_fois(nav, envoye):
    """§4."""
    cle = str(uuid4())
    for _ in range(2):
        assert _repondre(nav, envoye, reponse="refus", motif="Trop cher", cle_creation=cle).status_code == 302
    assert Echange.objects.filter(sens="entrant").count() == 1


def test_pas_de_reponse_avant_l_envoi(nav, positionnement):
    """BES-9: an answer to nothing."""
    _repondre(nav, positionnement)
    assert not Echange.objects.exists()


# --- The reminder (BES-5) ---
def _relancer(nav, positionnement, rang=1):
    return nav.post(reverse("besoins:relancer", args=[positionnement.pk]), LETTRE | {"rang": rang})


def test_la_relance_est_prete_et_ne_part_que_relue(nav, envoye):
    """BES-5: opening the page sends nothing; the text says when the CV left."""
    form = nav.get(reverse("besoins:relancer", args=[envoye.pk])).context["form"]
    assert envoye.cv_anonyme.reference in form.initial["corps"]
    assert form.initial["rang"] == 1
    assert Courriel.objects.count() == 1


def test_la_relance_envoyee_clot_la_premiere_et_pose_la_suivante(nav, commercial, envoye):
    """BES-5: then a second reminder is another e-mail."""
    Relance.objects.update(echeance=dans(-1))
    _relancer(nav, envoye)
    assert Relance.objects.get(cle=f"cv:{envoye.pk}").statut == StatutRelance.FAITE
    suivante = Relance.objects.a_faire().get()
    assert (suivante.echeance, suivante.pour) == (dans(2), commercial)
    assert Courriel.objects.filter(cle_metier=f"relance_cv:{envoye.pk}:1").count() == 1
    _relancer(nav, envoye, rang=2)
    assert Courriel.objects.count() == 3
    assert Relance.objects.a_faire().count() == 1


def test_une_relance_postee_deux_fois_part_une_fois(nav, envoye):
    """§4."""
    _relancer(nav, envoye)
    _relancer(nav, envoye)
    assert Courriel.objects.filter(cle_metier__startswith="relance_cv:").count() == 1
    assert Relance.objects.a_faire().count() == 1


@pytest.mark.parametrize("reponse", [{"reponse": "interesse"}, {"reponse": "refus", "motif": "x"}])
def test_apres_la_reponse_il_n_y_a_plus_rien_a_relancer(reponse, nav, envoye):
    """BES-5."""
    _repondre(nav, envoye, **reponse)
    _relancer(nav, envoye)
    assert not Courriel.objects.filter(cle_metier__startswith="relance_cv:").exists()


def test_ecarter_ou_clore_annule_les_relances(nav, envoye):
    """Nobody is chased for what is over."""
    nav.post(reverse("besoins:clore", args=[envoye.besoin_id]), {"statut": "perdu", "motif": "Budget"})
    assert not Relance.objects.a_faire().exists()


def test_ecarter_annule_la_relance(nav, envoye):
    nav.post(reverse("besoins:ecarter", args=[envoye.pk]), {"motif": "Pris ailleurs"})
    assert not Relance.objects.a_faire().exists()


@pytest.mark.parametrize("refus", [False, True], ids=["ecarte", "refuse"])
def test_un_profil_repris_attend_de_nouveau_la_reponse(refus, nav, commercial, envoye):
    """BES-5: taken out then back, the CV that the DO has is awaited again, from today and by who takes it back."""
    for _ in range(2):
        if refus:
            _repondre(nav, envoye, reponse="refus", motif="Trop cher")
        else:
            nav.post(reverse("besoins:ecarter", args=[envoye.pk]), {"motif": "Pris ailleurs"})
        assert not Relance.objects.a_faire().exists()
        nav.post(reverse("besoins:reprendre", args=[envoye.pk]))
        relance = Relance.objects.a_faire().get()
        assert (relance.echeance, relance.pour, relance.positionnement) == (dans(2), commercial, envoye)
        assert nav.get(relance.url_agir).status_code == 200


def test_un_besoin_rouvert_attend_de_nouveau_ses_reponses(nav, commercial, envoye):
    """BES-5: closing cancelled the relances of its CVs."""
    nav.post(reverse("besoins:clore", args=[envoye.besoin_id]), {"statut": "perdu", "motif": "Budget"})
    nav.post(reverse("besoins:rouvrir", args=[envoye.besoin_id]))
    relance = Relance.objects.a_faire().get()
    assert (relance.echeance, relance.pour, relance.positionnement) == (dans(2), commercial, envoye)


def test_une_reponse_differee_apres_l_entretien_mene_au_contact(nav, envoye):
    """BES-5: no ready e-mail about the CV any more, a reminder that one can act on; the next answer cancels it."""
    _repondre(nav, envoye, reponse="interesse")
    _repondre(nav, envoye, reponse="a_suivre", rappel_le=dans(4).isoformat())
    relance = Relance.objects.a_faire().get()
    assert (relance.echeance, relance.contact) == (dans(4), envoye.besoin.contact)
    assert nav.get(relance.url_agir).status_code == 200
    envoye.refresh_from_db()
    assert envoye.etape == Etape.ENTRETIEN
    _repondre(nav, envoye, reponse="interesse")
    assert not Relance.objects.a_faire().exists()


def test_un_profil_retenu_ne_revient_pas_a_l_entretien(nav, envoye):
    """BES-9: a kind word of the DO moves nothing back."""
    Positionnement.objects.filter(pk=envoye.pk).update(etape=Etape.RETENU)
    _repondre(nav, envoye, reponse="interesse")
    envoye.refresh_from_db()
    assert (envoye.etape, envoye.reponse_do) == (Etape.RETENU, ReponseDO.INTERESSE)


def test_la_cle_du_courriel_est_celle_du_positionnement(commercial, envoye):
    """The outbox itself refuses a second CV for the same positionnement."""
    premier = Courriel.objects.get()
    autre = deposer(cle_metier=f"cv:{envoye.pk}", destinataire="x@y.test", objet="x", corps="x", auteur=commercial)
    assert autre == premier
