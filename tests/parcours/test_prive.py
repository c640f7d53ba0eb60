"""CLI-5: somebody who is not the owner tries every way to a privé, through every room at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from besoins.models import Besoin, Positionnement
from besoins.services import envois
from clients.models import Contact
from samba.activite.models import Echange, Relance
from samba.activite.resume import composer
from samba.activite.services import creer_relance, journaliser
from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from samba.courriels.models import Courriel
from samba.courriels.services import deposer
from samba.documents.models import Document
from tests.acces.table_des_routes import LIGNES, Ligne
from tests.besoins.situations import besoin_de, pret_a_envoyer
from tests.usines import CompetenceFactory, ContactFactory, UtilisateurFactory

AUTRES = ("collegue", "qualifieur", "gestion", "administrateur", "manager_d_ailleurs")
LECTEURS = ("proprietaire", "manager", "direction")

# What only a reader of this privé may meet, wherever it is written.
COURRIEL, NOTES, ANCIENNES = "zenaide@secret.test", "Notes-tues", "Notes-d-hier"
ECHANGE, OBJET, CORPS, RELANCE = "Echange-tu", "Objet-tu", "Corps-tu", "Relance-tue"
SECRETS = (COURRIEL, NOTES, ANCIENNES, ECHANGE, OBJET, CORPS, RELANCE, "0612349876", "06 12 34 98 76", "+33612349876")


@dataclass
class Monde:
    """A privé with something in every hidden place, and the people around it."""

    gens: dict[str, Utilisateur]
    contact: Contact
    besoin: Besoin
    positionnement: Positionnement
    courriel: Courriel
    document: Document
    relance: Relance

    def cles(self, objet: str) -> dict[str, int] | None:
        """The arguments of a route about this part of the world; None when the privé has no such part."""
        objets = {
            "": {},
            "client": {"pk": self.contact.client_id},
            "freelance": {"pk": self.positionnement.freelance_id},
        }
        for nom in ("contact", "besoin", "positionnement", "courriel", "document", "relance"):
            objets[nom] = {"pk": getattr(self, nom).pk}
        return objets.get(objet)


def monter() -> Monde:
    """Build it. The besoin of the privé DO was sent a CV; an e-mail carries a document of its own."""
    proprietaire = UtilisateurFactory(prenom="Olive", nom="Garance")
    agence = proprietaire.agence
    gens = {
        "proprietaire": proprietaire,
        "collegue": UtilisateurFactory(agence=agence),
        "qualifieur": UtilisateurFactory(role=Role.QUALIFIEUR, agence=agence),
        "gestion": UtilisateurFactory(role=Role.GESTION, agence=agence),
        "administrateur": UtilisateurFactory(role=Role.ADMINISTRATEUR, agence=agence),
        "manager_d_ailleurs": UtilisateurFactory(role=Role.MANAGER),
        "manager": UtilisateurFactory(role=Role.MANAGER, agence=agence),
        "direction": UtilisateurFactory(role=Role.DIRECTION),
    }
    contact = ContactFactory(prenom="Zénaïde", nom="Cachée", email=COURRIEL, mobile="+33612349876", telephone="",
                             notes=ANCIENNES, prive_a=proprietaire, prive_depuis=timezone.now())  # fmt: skip
    contact.notes = NOTES
    contact.save()
    contact.technologies.add(CompetenceFactory(nom="Erlang"))
    echange = journaliser(auteur=proprietaire, contact=contact, genre="appel", issue="joint", commentaire=ECHANGE)
    positionnement = pret_a_envoyer(proprietaire, besoin=besoin_de(proprietaire, contact=contact))
    envois.envoyer_cv(positionnement=positionnement, par=proprietaire, objet=OBJET, corps=CORPS)
    document = Document(nom="devis.txt", type_mime="text/plain", taille=3, empreinte="0" * 64)
    document.fichier.save("devis", ContentFile(b"abc"))
    courriel = deposer(cle_metier="devis", destinataire=COURRIEL, objet=OBJET, corps=CORPS, auteur=proprietaire,
                       echange=echange, pieces=[document])  # fmt: skip
    relance = creer_relance(pour=proprietaire, echeance=timezone.localdate() - timedelta(days=1), libelle=RELANCE,
                            cle="prive", contact=contact)  # fmt: skip
    positionnement.refresh_from_db()
    return Monde(gens, contact, positionnement.besoin, positionnement, courriel, document, relance)


@pytest.fixture
def monde(db) -> Monde:
    return monter()


def lu(reponse) -> str:
    """What an answer says, spaces made plain."""
    octets = b"".join(reponse.streaming_content) if reponse.streaming else reponse.content
    if "json" in reponse.get("Content-Type", ""):
        octets = json.dumps(json.loads(octets), ensure_ascii=False).encode()
    return octets.decode("utf-8", "replace").replace("\u00a0", " ").replace("\u202f", " ")


def trahis(reponse) -> list[str]:
    """The secrets that an answer tells."""
    texte = lu(reponse)
    return [secret for secret in SECRETS if secret in texte]


# --- Reading, by every route ------------------------------------------------------------------------------------------
LECTURES = [ligne for ligne in LIGNES if ligne.methode == "get" and not ligne.nom.startswith(("account", "mfa"))]
SUITES = ("", "?echanges=tous", "?vue=toutes", "?q=Cach%C3%A9e&search=Cach%C3%A9e", "?tri=-silence&ordering=-email")
# A page of the owner's file, of its children and of its acts: what a stranger is answered.
ATTENDUS = {
    "clients:contact": 200,
    "api-contact-detail": 200,
    "clients:contact_modifier": 403,
    "clients:echange": 403,
    "besoins:envoyer": 403,
    "besoins:repondre": 403,
    "besoins:relancer": 403,
    "courriels:detail": 404,
    "courriels:octets": 404,
    "documents:telecharger": 404,
}


def lectures_de(monde: Monde) -> list[tuple[Ligne, str]]:
    """Every page that can be asked about this privé, with its address."""
    paires = []
    for ligne in LECTURES:
        cle = ligne.objet
        if ligne.nom.startswith("api-") and ligne.nom.endswith("-detail"):
            cle = ligne.nom.split("-")[1]
        cles = monde.cles(cle)
        if cles is not None:
            paires.append((ligne, reverse(ligne.nom, kwargs=cles)))
    return paires


@pytest.mark.parametrize("qui", AUTRES)
def test_aucune_page_ne_trahit_le_prive_d_un_autre(monde, connecter, qui):
    web = connecter(monde.gens[qui])
    fuites, statuts = {}, {}
    pages = lectures_de(monde)
    assert len(pages) > 50
    for ligne, adresse in pages:
        for suite in SUITES if not ligne.objet else SUITES[:2]:
            reponse = web.get(adresse + suite)
            if trouves := trahis(reponse):
                fuites[adresse + suite] = trouves
        statuts[ligne.nom] = reponse.status_code
    assert fuites == {}
    role = monde.gens[qui].role
    for nom, statut in ATTENDUS.items():
        if role in {Role.COMMERCIAL, Role.MANAGER} or statut != 403:
            assert statuts[nom] == statut, nom
        else:
            assert statuts[nom] in {403, 404}, nom


@pytest.mark.parametrize("qui", LECTEURS)
def test_son_proprietaire_son_manager_et_la_direction_le_lisent(monde, connecter, qui):
    """The same sweep is no proof unless those who may read do find every secret by it."""
    web = connecter(monde.gens[qui])
    trouves = {secret for _, adresse in lectures_de(monde) for secret in trahis(web.get(adresse))}
    assert trouves >= {COURRIEL, NOTES, ANCIENNES, ECHANGE, OBJET, CORPS, RELANCE, "06 12 34 98 76"}
    for nom in ("courriels:detail", "courriels:octets", "documents:telecharger"):
        objet = monde.document if nom.startswith("documents") else monde.courriel
        assert web.get(reverse(nom, args=[objet.pk])).status_code == 200


@pytest.mark.parametrize(
    "mot", ["0612349876", "06 12 34 98 76", "zenaide@secret", "Notes-tues", "Objet-tu", "Echange-tu"]
)
def test_chercher_un_secret_ne_le_trouve_pas(monde, connecter, mot):
    """No search of any list, page or API, finds by a hidden field; its owner's searches do."""
    listes = [
        reverse(nom) for nom in ("clients:contacts", "courriels:liste", "api-contact-list", "besoins:donneurs_json")
    ]
    trouve = {}
    for qui in ("collegue", "gestion", "proprietaire"):
        web = connecter(monde.gens[qui])
        reponses = [web.get(liste, {"q": mot, "search": mot}, headers={"HX-Request": "true"}) for liste in listes]
        trouve[qui] = any("Cachée" in lu(reponse) or COURRIEL in lu(reponse) for reponse in reponses)
    assert (trouve["collegue"], trouve["gestion"]) == (False, False)
    assert trouve["proprietaire"] or mot == "Echange-tu"  # nobody searches the échanges


def test_le_nom_se_trouve_et_dit_a_qui_il_est(monde, connecter):
    """Seen: name, company, fonction, « privé à X »."""
    for qui in ("collegue", "gestion"):
        texte = lu(connecter(monde.gens[qui]).get(reverse("clients:contacts"), {"q": "cachee"}))
        for vu in ("Zénaïde Cachée", monde.contact.client.nom, "Responsable staffing", "Privé à Olive Garance"):
            assert vu in texte


def test_le_prive_n_est_ni_propose_ni_filtre_par_technologie(monde, connecter):
    technologie = monde.contact.technologies.get().pk
    for qui, present in (("collegue", False), ("proprietaire", True)):
        web = connecter(monde.gens[qui])
        assert ("Cachée" in lu(web.get(reverse("besoins:donneurs_json"), {"q": "cach"}))) is present
        liste = web.get(reverse("clients:contacts"), {"technologie": technologie}, headers={"HX-Request": "true"})
        assert ("Cachée" in lu(liste)) is present


def test_son_besoin_est_vu_de_tous_sans_son_nom(monde, connecter):
    """Besoins of a privé DO: seen with the company and the words « DO privé »."""
    for qui in ("collegue", "gestion"):
        web = connecter(monde.gens[qui])
        for adresse in (reverse("besoins:fiche", args=[monde.besoin.pk]), reverse("besoins:liste")):
            texte = lu(web.get(adresse))
            assert monde.besoin.intitule in texte
            assert "DO privé" in texte
            assert "Cachée" not in texte


def test_le_resume_du_matin_ne_le_dit_qu_a_son_proprietaire(monde):
    jour = timezone.localdate()
    assert RELANCE in composer(monde.gens["proprietaire"], jour)
    for qui in (*AUTRES, "manager", "direction"):
        assert composer(monde.gens[qui], jour) == ""


# --- Acting -----------------------------------------------------------------------------------------------------------
ACTES = (
    ("clients:echange", "contact", {"genre": "appel", "sens": "sortant", "issue": "joint", "suite": "rien"}),
    ("clients:contact_modifier", "contact", {"nom": "Volée", "nature": "do"}),
    ("clients:prendre_prive", "contact", {}),
    ("clients:liberer_prive", "contact", {}),
    ("besoins:envoyer", "positionnement", {"objet": "o", "corps": "c"}),
    ("besoins:relancer", "positionnement", {"objet": "o", "corps": "c", "rang": "1"}),
    ("besoins:repondre", "positionnement", {"reponse": "interesse", "genre": "appel"}),
    ("courriels:juger", "courriel", {"parti": "non"}),
    ("activite:relance_terminer", "relance", {}),
    ("activite:relance_reporter", "relance", {"echeance": "2030-01-01"}),
)


def etat(monde: Monde) -> tuple:
    """Everything that an act on the privé could change."""
    return (
        Contact.objects.filter(pk=monde.contact.pk).values().get(),
        Positionnement.objects.filter(pk=monde.positionnement.pk).values().get(),
        list(Courriel.objects.order_by("pk").values_list("pk", "statut", "essais")),
        list(Relance.objects.order_by("pk").values_list("pk", "statut", "echeance")),
        Echange.objects.count(),
        Besoin.objects.count(),
        len(mail.outbox),
    )


@pytest.mark.parametrize("qui", AUTRES)
@pytest.mark.parametrize(("nom", "objet", "donnees"), ACTES, ids=[nom for nom, _, _ in ACTES])
def test_aucun_acte_n_aboutit_sur_le_prive_d_un_autre(monde, connecter, qui, nom, objet, donnees):
    avant = etat(monde)
    adresse = reverse(nom, kwargs=monde.cles(objet))
    reponse = connecter(monde.gens[qui]).post(adresse, {**donnees, "version": "1", "cle_creation": str(uuid4())})
    assert reponse.status_code in {403, 404}
    assert trahis(reponse) == []
    assert etat(monde) == avant


def test_nul_n_ouvre_un_besoin_pour_le_prive_d_un_autre(monde, connecter):
    """By the form, the answer names its owner and nothing is made."""
    web = connecter(monde.gens["collegue"])
    assert trahis(web.get(reverse("besoins:creer"), {"contact": monde.contact.pk})) == []
    donnees = {"contact": monde.contact.pk, "intitule": "Volé", "postes": "1", "cle_creation": str(uuid4())}
    reponse = web.post(reverse("besoins:creer"), donnees)
    assert reponse.status_code == 422
    assert "privé à Olive Garance" in lu(reponse)
    assert trahis(reponse) == []
    assert not Besoin.objects.filter(intitule="Volé").exists()


def test_une_adresse_deja_connue_ne_dit_que_prive_a(monde, connecter):
    """A duplicate tells nothing more than whose it is."""
    donnees = {"client": monde.contact.client_id, "nature": "do", "nom": "Autre", "email": COURRIEL.upper()}
    reponse = connecter(monde.gens["collegue"]).post(
        reverse("clients:contact_creer"), {**donnees, "cle_creation": str(uuid4())}
    )
    assert reponse.status_code == 422
    assert "privé à Olive Garance" in lu(reponse)
    assert "Cachée" not in lu(reponse)


@pytest.mark.parametrize("qui", ["proprietaire", "manager"])
def test_son_proprietaire_et_son_manager_agissent(monde, connecter, qui):
    web = connecter(monde.gens[qui])
    appel = {"genre": "appel", "sens": "sortant", "issue": "joint", "suite": "rien", "cle_creation": str(uuid4())}
    reponse = web.post(reverse("clients:echange", args=[monde.contact.pk]), appel)
    assert reponse.status_code == 302
    dit = {"reponse": "interesse", "genre": "appel", "cle_creation": str(uuid4())}
    assert web.post(reverse("besoins:repondre", args=[monde.positionnement.pk]), dit).status_code == 302
    monde.positionnement.refresh_from_db()
    assert monde.positionnement.reponse_do == "interesse"


# --- In a browser -----------------------------------------------------------------------------------------------------
@pytest.mark.navigateur
def test_un_collegue_le_cherche_a_l_ecran(ouvrir, base_validee):
    """By phone, by name, by the masked page, by its besoin."""
    monde = monter()
    ecran = ouvrir(monde.gens["collegue"])
    ecran.aller(reverse("clients:contacts"))
    ecran.page.get_by_role("searchbox").fill("0612349876")
    expect(ecran.page.locator("#resultats")).not_to_contain_text("Cachée")
    ecran.page.get_by_role("searchbox").fill("cachee")
    ecran.lien("Zénaïde Cachée")
    ecran.titre("Zénaïde Cachée")
    ecran.voir("Privé à Olive Garance")
    for tu in ("06 12 34 98 76", COURRIEL, ECHANGE, "Journaliser l’appel", "Historique"):
        ecran.ne_pas_voir(tu)
    ecran.aller(reverse("besoins:positionnement", args=[monde.positionnement.pk]))
    ecran.voir("Seul son propriétaire lui envoie un CV.")
    ecran.ne_pas_voir("Cachée")
