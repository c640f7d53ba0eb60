"""Situations that several tests of the room start from."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone
from pypdf import PdfWriter

from besoins.enums import Etape
from besoins.models import AppelFreelance, Positionnement
from freelances.cv_anonyme.services import construire
from freelances.models import CVAnonyme, Freelance, Reference
from samba.comptes.models import Utilisateur
from samba.documents.models import Document
from tests.usines import BesoinFactory, FreelanceFactory, PositionnementFactory, UtilisateurFactory


def pdf_vide() -> bytes:
    """A PDF that readers open, with nothing in it."""
    ecrit, sortie = PdfWriter(), BytesIO()
    ecrit.add_blank_page(200, 200)
    ecrit.write(sortie)
    return sortie.getvalue()


PDF = pdf_vide()


def besoin_de(proprietaire: Utilisateur, **champs):
    """A qualified besoin, in the state the application leaves it: everything known."""
    return BesoinFactory(qualifie=True, proprietaire=proprietaire, **champs)


def appel_abouti(positionnement: Positionnement, **champs) -> AppelFreelance:
    """The conversation of FRE-2, all of it settled; the recap is not sent yet."""
    complet = {
        "origine": "approche",
        "disponibilite": "immediate",
        "interesse": True,
        "mobile": True,
        "facturation_vue": True,
        "tjm_demande": 500,
        "cv_a_jour": True,
        "version": 2,
    }
    Reference.objects.get_or_create(
        freelance=positionnement.freelance,
        nom="Dominique Référence",
        defaults={"appelee_le": timezone.localdate()},
    )
    Freelance.objects.filter(pk=positionnement.freelance_id, portage_code_postal="").update(portage_code_postal="75011")
    positionnement.freelance.refresh_from_db()
    return AppelFreelance.objects.create(positionnement=positionnement, **(complet | champs))


def cv_approuve(freelance: Freelance, par: Utilisateur) -> CVAnonyme:
    """An approved anonymised CV of the profile as it is now."""
    document = Document.objects.create(
        fichier=ContentFile(PDF, name="cv.pdf"),
        nom="CV-SMB-7F3K2A.pdf",
        type_mime="application/pdf",
        taille=len(PDF),
        empreinte=uuid4().hex * 2,
    )
    freelance.refresh_from_db()
    return CVAnonyme.objects.create(
        freelance=freelance,
        document=document,
        reference=f"SMB-{uuid4().hex[:6].upper()}",
        contenu=construire(freelance),
        version_profil=freelance.version,
        approuve_par=par,
    )


def pret_a_envoyer(par: Utilisateur, *, besoin=None, **freelance) -> Positionnement:
    """Every gate of BES-9 is open: called, recap sent, availability confirmed today, CV approved."""
    besoin = besoin or besoin_de(par)
    positionnement = PositionnementFactory(besoin=besoin, auteur=par, freelance=FreelanceFactory(**freelance))
    appel_abouti(positionnement, recap_envoye_le=timezone.now(), confirmee_le=timezone.localdate(), confirmee_par=par)
    Freelance.objects.filter(pk=positionnement.freelance_id).update(disponibilite_confirmee_le=timezone.localdate())
    positionnement.etape = Etape.DISPONIBLE
    positionnement.save()
    cv_approuve(positionnement.freelance, par)
    return Positionnement.objects.get(pk=positionnement.pk)


def prive(proprietaire: Utilisateur | None = None):
    """A besoin whose DO is a privé of somebody of another agence, and that somebody."""
    proprietaire = proprietaire or UtilisateurFactory()
    besoin = besoin_de(proprietaire, contact__prive_a=proprietaire, contact__nom="Cachée", contact__prenom="Zénaïde")
    return besoin, proprietaire


def dans(jours: int):
    """That many days from today."""
    return timezone.localdate() + timedelta(days=jours)
