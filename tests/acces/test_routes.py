"""Nobody reaches what is not theirs: route × role × answer, from the URL resolver (conception §6)."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from besoins.models import CanalSourcing, Entretien, RechercheExterne
from clients.models import DemandePrive, TexteAppel
from freelances.confirmation.services import USAGE
from freelances.models import (
    CV,
    BesoinFormation,
    DecisionAnonymat,
    DemandeConfirmation,
    DossierHorsVivier,
    PieceDossier,
    Reference,
)
from referentiels.competences.saisie import creer
from referentiels.models import Commune, SecteurActivite
from samba.activite.models import Notification
from samba.activite.services import creer_relance, journaliser
from samba.comptes.enums import Role
from samba.courriels.models import Courriel
from samba.courriels.services import deposer
from samba.documents.liens import services as liens
from samba.documents.models import Document
from samba.listes.models import RechercheEnregistree
from tests.acces.table_des_routes import ADMIS, ANONYME, LIGNES, LOGIN, ROLES, SANS_OBJET, Ligne
from tests.usines import (
    ActionFormationFactory,
    AgenceFactory,
    BesoinFactory,
    CompetenceFactory,
    ContactFactory,
    EntrepriseFactory,
    EvaluationFactory,
    ExperienceFactory,
    FicheFactory,
    PartenaireFactory,
    PositionnementFactory,
    ThemeFactory,
    UtilisateurFactory,
    au_vivier,
)


def routes(resolveur: URLResolver, espace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named or unnamed route of the project, with its full name."""
    for motif in resolveur.url_patterns:
        if isinstance(motif, URLResolver):
            sous = ":".join(filter(None, [espace, motif.namespace or ""]))
            yield from routes(motif, sous)
        else:
            yield ":".join(filter(None, [espace, motif.name or ""])), motif


TOUTES = [nom for nom, _ in routes(get_resolver())]


def test_chaque_route_est_classee_et_la_table_n_invente_rien():
    """A new route without a line here fails; so does a line whose route is gone."""
    classees = {ligne.nom for ligne in LIGNES}
    existantes = {nom for nom in TOUTES if not nom.startswith("admin:") and nom != "admin"}  # "admin": its catch-all
    assert "" not in existantes, "une route n’a pas de nom"
    assert existantes - classees == set()
    assert classees - existantes == set()


@pytest.fixture
def monde(db):
    """One person of each role, and one record of each kind, none of them privé."""
    agence = AgenceFactory()
    gens = {role: UtilisateurFactory(role=role, agence=agence) for role in ROLES}
    auteur = gens["commercial"]
    contact = ContactFactory()
    besoin = BesoinFactory(contact=contact, proprietaire=auteur, qualifie=True)
    positionnement = PositionnementFactory(besoin=besoin)
    freelance = positionnement.freelance
    entretien = Entretien.objects.create(positionnement=positionnement, accompagnateur=auteur, auteur=auteur)
    document = Document(nom="cv.txt", type_mime="text/plain", taille=3, empreinte="0" * 64)
    document.fichier.save("cv", ContentFile(b"abc"))
    echange = journaliser(auteur=auteur, contact=contact, genre="courriel")
    courriel = deposer(
        cle_metier="route", destinataire=contact.email, objet="o", corps="c", auteur=auteur, echange=echange
    )
    Courriel.objects.update(statut="incertain")
    relance = creer_relance(pour=auteur, echeance=besoin.date_demarrage, libelle="Rappeler", client=contact.client)
    reference = Reference.objects.create(freelance=freelance, nom="Référent")
    decision = DecisionAnonymat.objects.create(
        freelance=freelance, action="retirer", mots="Zorblax", cle="ZORBLAX", motif="Ancien client", auteur=auteur
    )
    publiee = EvaluationFactory(
        freelance=freelance, auteur=gens["qualifieur"], etat="publiee", publiee_le="2026-01-05T09:00Z"
    )
    brouillon = EvaluationFactory(freelance=freelance, auteur=gens["qualifieur"], numero=2)
    action = ActionFormationFactory()
    besoin_formation = BesoinFormation.objects.create(agence=agence, auteur=auteur, intitule="Former", action=action)
    DossierHorsVivier.objects.create(freelance=freelance, agence=agence, propose_par=auteur)
    piece = Document.objects.create(nom="piece.txt", type_mime="text/plain", taille=3, empreinte="1" * 64)
    lien = liens.creer(usage=USAGE, jours=14, par=auteur)
    demande = DemandeConfirmation.objects.create(
        freelance=freelance, lien=lien, echange=journaliser(auteur=auteur, freelance=freelance, genre="note")
    )
    recu = Document.objects.create(nom="recu.txt", type_mime="text/plain", taille=3, empreinte="2" * 64)
    cles = {
        "cv_a_trier": {"pk": CV.objects.create(document=recu, courant=False).pk},
        "evaluation": {"pk": publiee.pk},
        "brouillon": {"pk": brouillon.pk},
        "partenaire": {"pk": PartenaireFactory().pk},
        "piece": {"pk": PieceDossier.objects.create(freelance=freelance, document=piece).pk},
        "demande": {"pk": demande.pk},
        "jeton": {"jeton": liens.jeton_de(lien)},
        "action": {"pk": action.pk},
        "candidat_action": {"pk": action.pk, "freelance": freelance.pk},
        "besoin_formation": {"pk": besoin_formation.pk},
        "candidat_besoin": {"pk": besoin_formation.pk, "freelance": freelance.pk},
        "dossier": {"pk": freelance.pk},
        "client": {"pk": contact.client_id},
        "contact": {"pk": contact.pk},
        "freelance": {"pk": freelance.pk},
        "cv": {"pk": CV.objects.create(freelance=freelance, document=document).pk},
        "document": {"pk": document.pk},
        "besoin": {"pk": besoin.pk},
        "positionnement": {"pk": positionnement.pk},
        "entretien": {"pk": entretien.pk},
        "decision_anonymat": {"pk": decision.freelance_id, "decision": decision.pk},
        "positionnement_reference": {"pk": positionnement.pk, "reference": reference.pk},
        "competence": {"pk": creer(["Zig"], auteur)["ZIG"].pk},
        "courriel": {"pk": courriel.pk},
        "candidat": {"pk": au_vivier().pk},
        "fiche": {"pk": FicheFactory(recruteur=auteur, freelance=freelance).pk},
        "relance": {"pk": relance.pk},
        "fiche_metier": {"referentiel": besoin.metier.referentiel.code, "code": besoin.metier.code},
        "fiche_competence": {"code": CompetenceFactory(nom="Java").code},
        **referentiels_de(besoin),
        "client_document": {"pk": contact.client_id, "document": contact.client.documents.create(document=document).pk},
        "liste": {"liste": "clients"},
        "recherche": {"pk": RechercheEnregistree.objects.create(utilisateur=auteur, liste="clients", nom="À moi").pk},
        "demande_prive": {"pk": _demande(auteur).pk},
        "texte": {"pk": TexteAppel.objects.en_cours().first().pk},
        "notification": {"pk": Notification.objects.create(pour=auteur, cle="route", texte="t").pk},
        "canal": {"pk": CanalSourcing.objects.first().pk},
        "recherche_externe": {"pk": RechercheExterne.objects.create(besoin=besoin, source="Réseau", auteur=auteur).pk},
        "esn": {"pk": ExperienceFactory(entreprise=_esn()).entreprise_id},
        "": {},
    }
    return SimpleNamespace(gens=gens, cles=cles)


def referentiels_de(besoin) -> dict[str, dict[str, object]]:
    """One row of each table that the API gives."""
    commune = Commune.objects.create(
        code_insee="75056", nom="Paris", departement=besoin.departement, latitude=48.8, longitude=2.3
    )
    lignes = {
        "referentiel": besoin.metier.referentiel,
        "metier": besoin.metier,
        "theme": ThemeFactory(),
        "competence": CompetenceFactory(),
        "region": besoin.departement.region,
        "departement": besoin.departement,
        "commune": commune,
        "secteur": SecteurActivite.objects.create(code="essai", nom="Essai"),
        "entreprise": besoin.client.entreprise,
    }
    return {nom: {"pk": ligne.pk} for nom, ligne in lignes.items()}


def _demande(proprietaire):
    """Somebody of the agence asks this person for a privé."""
    demandeur = UtilisateurFactory(agence=proprietaire.agence)
    contact = ContactFactory(prive_a=proprietaire)
    return DemandePrive.objects.create(contact=contact, demandeur=demandeur, proprietaire=proprietaire, motif="m")


def _esn():
    """A company of the secteur ESN that is no client."""
    secteur, _ = SecteurActivite.objects.get_or_create(code="esn", defaults={"nom": "ESN"})
    return EntrepriseFactory(secteur=secteur)


def adresse(ligne: Ligne, monde: SimpleNamespace) -> str:
    if ligne.nom == "account_confirm_email":
        return reverse(ligne.nom, args=["cle-inconnue"])
    if ligne.nom == "account_reset_password_from_key":
        return reverse(ligne.nom, args=["1", "cle-inconnue"])
    if ligne.nom == "freelances:evaluation_volet":
        return reverse(ligne.nom, kwargs={**monde.cles[ligne.objet], "volet": "avis"})
    return reverse(ligne.nom, kwargs=monde.cles[ligne.objet])


def verdict(reponse, nom: str) -> int | str:
    """What the answer means for somebody who knocks."""
    if reponse.status_code == 302 and reponse["Location"].startswith("/comptes/login"):
        return LOGIN
    if reponse.status_code in {200, 204, 302, 409, 422} or (nom in SANS_OBJET and reponse.status_code == 404):
        return ADMIS
    return reponse.status_code


@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: f"{ligne.methode} {ligne.nom}")
def test_chacun_recoit_ce_que_dit_la_table(ligne, monde, client, connecter):
    """Each role in its own savepoint: what one did is not what the next one finds."""
    url = adresse(ligne, monde)
    recu, attendu = {}, {}
    for qui in (ANONYME, *ROLES):
        navigateur = client if qui == ANONYME else connecter(monde.gens[qui])
        point = transaction.savepoint()
        reponse = getattr(navigateur, ligne.methode)(url, ligne.donnees)
        transaction.savepoint_rollback(point)
        recu[qui], attendu[qui] = verdict(reponse, ligne.nom), ligne.attendu(qui)
    assert recu == attendu


@pytest.mark.parametrize(
    "nom",
    sorted(
        {ligne.nom for ligne in LIGNES if ligne.methode == "post"}
        - {ligne.nom for ligne in LIGNES if ligne.methode == "get"}
    ),
)
def test_un_get_n_agit_jamais(nom, monde, connecter):
    """An address that acts answers 405 to a GET, whoever asks."""
    ligne = next(ligne for ligne in LIGNES if ligne.nom == nom)
    assert connecter(monde.gens["commercial"]).get(adresse(ligne, monde)).status_code == 405


ADMIN = sorted({nom for nom in TOUTES if nom.startswith("admin:") and nom not in {"admin:login", "admin:logout"}})


def adresse_admin(nom: str) -> str:
    if nom == "admin:view_on_site":
        return reverse(nom, args=[ContentType.objects.get_for_model(Reference).pk, 1])
    for arguments in ([], ["1"], ["1", "1"]):
        try:
            return reverse(nom, args=arguments)
        except Exception:  # noqa: BLE001 - the number of arguments is found by trying
            continue
    if nom == "admin:app_list":
        return reverse(nom, args=["clients"])
    raise AssertionError(nom)


@pytest.mark.django_db
@pytest.mark.parametrize("qui", [ANONYME, *ROLES])
def test_l_admin_n_ouvre_qu_a_l_administrateur(qui, client, connecter):
    """Every address of the admin, found from the resolver."""
    utilisateur = None if qui == ANONYME else UtilisateurFactory(role=qui)
    navigateur = connecter(utilisateur) if utilisateur else client
    ouvertes, fermees = [], []
    for nom in ADMIN:
        reponse = navigateur.get(adresse_admin(nom))
        renvoyee = reponse.status_code == 302 and "/login" in reponse["Location"]
        (fermees if renvoyee or reponse.status_code in {403, 404} else ouvertes).append((nom, reponse.status_code))
        assert reponse.status_code != 500
    if qui == Role.ADMINISTRATEUR:
        assert len(ouvertes) > len(ADMIN) / 3
    else:
        assert ouvertes == []
