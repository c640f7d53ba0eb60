"""Clients, their figures, and the people who work there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from clients.attaches import AdresseClient, ChangementSociete, DocumentClient
from clients.declencheurs import chiffres_du_client, sans_cycle
from clients.enums import (
    FAMILLE_PAR_TYPE,
    Civilite,
    FamilleFonction,
    LienMere,
    MoyenInformation,
    NatureContact,
    Referencement,
    SourceContact,
    Taille,
    TypeClient,
)
from clients.requetes import ClientQuerySet
from clients.requetes_contacts import NOM_COMPLET, ContactQuerySet
from clients.verdict import AvisProspection, avis_en_bref, ca_par_tete, rendre_avis
from samba.acces.regles import exiger_droit_sur_prive, peut_agir_sur_prive, peut_lire_prive
from samba.donnees.historique import suivre
from samba.donnees.models import Racine
from samba.donnees.validateurs import valider_siret

if TYPE_CHECKING:
    from decimal import Decimal

    from samba.activite.models import Echange
    from samba.comptes.models import Utilisateur


# No group is that deep: a guard against a loop that a constraint forbids.
PROFONDEUR_MAX = 50


@suivre(exclude=["modifie_le", "exercice_annee", "chiffre_affaires", "effectif", "sens_ca", "sens_effectif"])
class Client(Racine):
    """A company we sell to: an ESN or a final client. Its name, SIREN and secteur are its Entreprise's."""

    entreprise = models.OneToOneField(
        "referentiels.Entreprise", models.PROTECT, verbose_name="entreprise", related_name="client"
    )
    type = models.CharField("type", max_length=20, choices=TypeClient)
    en_demarrage = models.BooleanField("en démarrage", default=False)
    siret = models.CharField("SIRET", max_length=14, blank=True, validators=[valider_siret])
    adresse = models.CharField("adresse", max_length=200, blank=True)
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    ville = models.CharField("ville", max_length=120, blank=True)
    departement = models.ForeignKey(
        "referentiels.Departement", models.PROTECT, verbose_name="département", null=True, blank=True, related_name="+"
    )
    telephone = PhoneNumberField("téléphone", blank=True)
    site = models.URLField("site", blank=True)
    domaines = models.CharField("domaines d’application", max_length=300, blank=True)
    publie_missions = models.BooleanField("publie des missions freelance", null=True, blank=True, help_text="CLI-2")
    reference = models.BooleanField("nous y sommes référencés", default=False)
    reference_via = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name="besoins reçus en seconde main par",
        null=True,
        blank=True,
        related_name="transmet_pour",
        help_text="L’ESN référencée chez lui qui nous passe ses besoins.",
    )
    mere = models.ForeignKey(
        "self", models.PROTECT, verbose_name="maison mère", null=True, blank=True, related_name="filles"
    )
    lien_mere = models.CharField("lien avec elle", max_length=10, choices=LienMere, blank=True)
    clients_finals = models.ManyToManyField(
        "referentiels.Entreprise", verbose_name="clients finals", blank=True, related_name="esn"
    )
    suivi_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="suivi par",
        null=True,
        blank=True,
        related_name="clients",
    )
    notes = models.TextField("notes", blank=True)
    # The latest exercice (CA in euros, headcount) and which way it went since the year before (-1, 0, 1; unknown when
    # that year is missing): written by the triggers of `clients.declencheurs` alone, so that lists filter and sort.
    exercice_annee = models.PositiveSmallIntegerField("dernier exercice", null=True, editable=False)
    chiffre_affaires = models.DecimalField(
        "chiffre d’affaires (€)", max_digits=15, decimal_places=2, null=True, editable=False
    )
    effectif = models.PositiveIntegerField("effectif", null=True, editable=False)
    sens_ca = models.SmallIntegerField("sens du chiffre d’affaires", null=True, editable=False)
    sens_effectif = models.SmallIntegerField("sens de l’effectif", null=True, editable=False)

    derives = ("exercice_annee", "chiffre_affaires", "effectif", "sens_ca", "sens_effectif")

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "client"
        verbose_name_plural = "clients"
        constraints = [
            models.CheckConstraint(
                condition=Q(mere__isnull=True) | ~Q(mere=F("pk")),
                name="client_mere_autre",
                violation_error_message="Une entreprise ne peut pas être sa propre maison mère.",
            ),
            models.CheckConstraint(
                condition=Q(mere__isnull=True, lien_mere="") | Q(mere__isnull=False, lien_mere__in=LienMere.values),
                name="client_lien_mere_dit",
                violation_error_message="Dites si c’est une filiale ou une direction de sa maison mère.",
            ),
            models.CheckConstraint(
                condition=Q(reference_via__isnull=True) | ~Q(reference_via=F("pk")),
                name="client_reference_par_une_autre",
                violation_error_message="Ses besoins nous viennent d’elle : ce n’est pas de la seconde main.",
            ),
        ]
        indexes = [
            models.Index(fields=["chiffre_affaires"], name="client_ca"),
            models.Index(fields=["effectif"], name="client_effectif"),
            # Few: the lists of contacts leave theirs out by this one.
            models.Index(fields=["id"], name="client_archives", condition=Q(archive_le__isnull=False)),
        ]
        triggers = [sans_cycle()]

    def __str__(self) -> str:
        return self.nom

    @property
    def nom(self) -> str:
        """The company's name (one identity: `referentiels.Entreprise`)."""
        return self.entreprise.nom

    @property
    def referencement(self) -> Referencement:
        """Whether we are listed there, and how."""
        if self.reference:
            return Referencement.DIRECT
        return Referencement.AUCUN if self.reference_via_id is None else Referencement.SECONDE_MAIN

    @property
    def famille_fonction(self) -> str:
        """Which column of CLI-4 its contacts' fonctions come from."""
        return FAMILLE_PAR_TYPE[self.type]

    def remonter_jusqu_a(self, cible: Client) -> list[tuple[Client, Client]] | None:
        """The (company, its mother) pairs from here up to `cible`: [] when it is here, None when it is not above."""
        paires: list[tuple[Client, Client]] = []
        ici: Client | None = self
        while ici is not None and len(paires) < PROFONDEUR_MAX:
            if ici.pk == cible.pk:
                return paires
            dessus = ici.mere
            if dessus is not None:
                paires.append((ici, dessus))
            ici = dessus
        return None

    @property
    def avis(self) -> AvisProspection:
        """The verdict with the figures behind it (CLI-1…2). Reads `exercices`: a list shows `avis_bref`."""
        return rendre_avis(self.exercices.all(), self.publie_missions)

    @property
    def avis_bref(self) -> AvisProspection:
        """The same verdict and its reason, without the figures and without any query."""
        return avis_en_bref(self.sens_ca, self.sens_effectif, self.publie_missions)

    @property
    def taille(self) -> Taille | None:
        """Its size, by the headcount of the latest exercice; None when nobody knows it."""
        return Taille.de(self.effectif)


@suivre()
class Exercice(models.Model):
    """One year of a client's figures: CA in euros, headcount."""

    client = models.ForeignKey(Client, models.CASCADE, verbose_name="client", related_name="exercices")
    annee = models.PositiveSmallIntegerField("année", validators=[MinValueValidator(1990)])
    chiffre_affaires = models.DecimalField(
        "chiffre d’affaires (€)", max_digits=15, decimal_places=2, validators=[MinValueValidator(0)]
    )
    effectif = models.PositiveIntegerField("effectif")

    class Meta:
        ordering = ["-annee"]
        verbose_name = "exercice"
        verbose_name_plural = "exercices"
        constraints = [
            models.UniqueConstraint(
                fields=["client", "annee"],
                name="exercice_unique_par_annee",
                violation_error_message="Cette année est déjà saisie pour ce client.",
            ),
            models.CheckConstraint(condition=Q(chiffre_affaires__gte=0), name="exercice_ca_positif"),
        ]
        triggers = chiffres_du_client()

    def __str__(self) -> str:
        return f"{self.annee}"

    @property
    def ca_par_tete(self) -> Decimal | None:
        """CLI-3."""
        return ca_par_tete(self.chiffre_affaires, self.effectif)


@suivre()
class Fonction(models.Model):
    """A job title at a client, by company type, and whether it may order (CLI-4). Editable in the admin."""

    famille = models.CharField("type d’entreprise", max_length=12, choices=FamilleFonction)
    nature = models.CharField("nature", max_length=12, choices=NatureContact)
    libelle = models.CharField("libellé", max_length=80)

    class Meta:
        ordering = ["famille", "nature", "libelle"]
        verbose_name = "fonction"
        verbose_name_plural = "fonctions"
        constraints = [models.UniqueConstraint(fields=["famille", "libelle"], name="fonction_unique")]

    def __str__(self) -> str:
        return self.libelle


@suivre(exclude=["modifie_le", "dernier_joint_le", "dernier_essai_le"])
class Contact(Racine):
    """A person at a client: a DO, a permanent or a standardiste. `prive_a` reserves them to one commercial (CLI-5)."""

    client = models.ForeignKey(Client, models.PROTECT, verbose_name="client", related_name="contacts")
    nature = models.CharField("nature", max_length=12, choices=NatureContact, default=NatureContact.DO)
    fonction = models.ForeignKey(
        Fonction, models.PROTECT, verbose_name="fonction", null=True, blank=True, related_name="contacts"
    )
    civilite = models.CharField("civilité", max_length=3, choices=Civilite, blank=True)
    prenom = models.CharField("prénom", max_length=80, blank=True)
    nom = models.CharField("nom", max_length=80)
    email = models.EmailField("adresse e-mail", blank=True)
    telephone = PhoneNumberField("téléphone", blank=True)
    mobile = PhoneNumberField("mobile", blank=True)
    technologies = models.ManyToManyField(
        "referentiels.Competence", verbose_name="technologies", blank=True, related_name="+"
    )
    notes = models.TextField("notes", blank=True)
    source = models.CharField("source", max_length=16, choices=SourceContact, blank=True)
    source_precision = models.CharField("précision sur la source", max_length=160, blank=True)
    collecte_le = models.DateField("coordonnées collectées le", default=timezone.localdate)
    informe_le = models.DateField("informé le", null=True, blank=True, editable=False)
    informe_moyen = models.CharField(
        "informé comment", max_length=10, choices=MoyenInformation, blank=True, editable=False
    )
    ne_plus_contacter = models.BooleanField("ne plus contacter", default=False)
    ne_plus_contacter_le = models.DateTimeField("opposition reçue le", null=True, blank=True, editable=False)
    ne_plus_contacter_motif = models.CharField("motif de l’opposition", max_length=200, blank=True, editable=False)
    ne_plus_contacter_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="opposition notée par",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    prive_a = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="privé à", null=True, blank=True, related_name="prives"
    )
    prive_depuis = models.DateTimeField("privé depuis", null=True, blank=True, editable=False)
    # Derived in the transaction that logs the échange (CLI-6); they do not move the version.
    dernier_joint_le = models.DateTimeField("dernier contact réel", null=True, blank=True, editable=False)
    dernier_essai_le = models.DateTimeField("dernière tentative", null=True, blank=True, editable=False)

    derives = (
        "dernier_joint_le",
        "dernier_essai_le",
        "informe_le",
        "informe_moyen",
        "ne_plus_contacter",
        "ne_plus_contacter_le",
        "ne_plus_contacter_motif",
        "ne_plus_contacter_par",
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "contact"
        verbose_name_plural = "contacts"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="contact_email_unique",
                condition=~Q(email=""),
                violation_error_message="Un contact a déjà cette adresse e-mail.",
            ),
            models.CheckConstraint(
                condition=Q(ne_plus_contacter_le__isnull=True) | Q(ne_plus_contacter=True),
                name="contact_opposition_datee",
                violation_error_message="Une opposition levée n’a plus de date.",
            ),
            models.CheckConstraint(
                condition=Q(informe_le__isnull=True) | ~Q(informe_moyen=""),
                name="contact_informe_comment",
                violation_error_message="Dites comment cette personne a été informée.",
            ),
        ]
        indexes = [
            models.Index(F("prive_a"), F("dernier_joint_le").asc(nulls_first=True), name="contact_silence"),
            # The order of activité générale (CLI-6): never contacted first, then the longest silence.
            models.Index(
                F("dernier_joint_le").asc(nulls_first=True),
                F("dernier_essai_le").asc(nulls_first=True),
                F("id"),
                name="contact_activite",
                condition=Q(nature=NatureContact.DO, archive_le__isnull=True, ne_plus_contacter=False),
            ),
            models.Index(
                fields=["collecte_le"],
                name="contact_a_informer",
                condition=Q(informe_le__isnull=True, archive_le__isnull=True, ne_plus_contacter=False),
            ),
            # What the search box looks in (`ContactQuerySet.chercher`): one index answers for each of them.
            GinIndex(
                OpClass(NOM_COMPLET, "gin_trgm_ops"),
                OpClass(Upper("email"), "gin_trgm_ops"),
                OpClass(Upper("notes"), "gin_trgm_ops"),
                OpClass(F("telephone"), "gin_trgm_ops"),
                OpClass(F("mobile"), "gin_trgm_ops"),
                name="contact_recherche",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}".strip()

    def lisible_par(self, utilisateur: Utilisateur) -> bool:
        """May this user read the hidden fields (CLI-5)?"""
        return peut_lire_prive(utilisateur, self.prive_a)

    def joignable_par(self, utilisateur: Utilisateur) -> bool:
        """May this user call, write, log or edit (CLI-5)?"""
        return peut_agir_sur_prive(utilisateur, self.prive_a)

    def exiger_joignable(self, utilisateur: Utilisateur, acte: str, message: str = "") -> None:
        """Refuse an act (`ActePrive`) on somebody else's privé; the attempt is counted (see `PriveRefuseError`)."""
        exiger_droit_sur_prive(utilisateur, self, acte, message)

    def noter_echange(self, echange: Echange) -> None:
        """Keep the derived dates, in the échange's own transaction: silence runs from a real contact (CLI-6)."""
        if not echange.est_une_approche:
            return
        champs = ["dernier_essai_le"] + (["dernier_joint_le"] if echange.est_un_contact_reel else [])
        for champ in champs:
            avant = getattr(self, champ)
            if avant is None or avant < echange.le:
                Contact.objects.filter(pk=self.pk).filter(
                    Q(**{f"{champ}__isnull": True}) | Q(**{f"{champ}__lt": echange.le})
                ).update(**{champ: echange.le})
                setattr(self, champ, echange.le)


@suivre(obj_field=None)
class TechnologieDuContact(Contact.technologies.through):  # type: ignore[name-defined, misc]
    """The link itself, so that a technology added or removed is in the history too."""

    class Meta:
        proxy = True
        verbose_name = "technologie"
        verbose_name_plural = "technologies"


@suivre(obj_field=None)
class ClientFinalDuClient(Client.clients_finals.through):  # type: ignore[name-defined, misc]
    """The link itself, so that a final client added or removed is in the history too."""

    class Meta:
        proxy = True
        verbose_name = "client final"
        verbose_name_plural = "clients finals"


# The other models of the room, each beside what it does. They name Contact by its string: nothing goes in circles.
from clients.appel.models import TexteAppel  # noqa: E402
from clients.prives.models import DemandePrive, TentativePrive  # noqa: E402

__all__ = [
    "AdresseClient",
    "ChangementSociete",
    "Client",
    "ClientFinalDuClient",
    "ClientQuerySet",
    "Contact",
    "ContactQuerySet",
    "DemandePrive",
    "DocumentClient",
    "Exercice",
    "Fonction",
    "TechnologieDuContact",
    "TentativePrive",
    "TexteAppel",
]
