"""Clients, their figures, and the people who work there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Lower
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from clients.enums import FAMILLE_PAR_TYPE, Civilite, FamilleFonction, NatureContact, TypeClient
from clients.verdict import AvisProspection, ca_par_tete, rendre_avis
from referentiels.models import Entreprise
from referentiels.normalisation import normaliser_societe
from referentiels.sql import Normalise, ScoreNoms, cherche
from samba.acces.regles import peut_agir_sur_prive, peut_lire_prive, q_lisible
from samba.donnees.historique import suivre
from samba.donnees.models import Racine, RacineQuerySet
from samba.donnees.validateurs import normaliser_siret, valider_siret

if TYPE_CHECKING:
    from decimal import Decimal

    from samba.activite.models import Echange
    from samba.comptes.models import Utilisateur


class ClientQuerySet(RacineQuerySet):
    """Clients. They are shared by the whole firm; only contacts can be privés."""

    def visibles_pour(self, utilisateur: Utilisateur) -> ClientQuerySet:
        """Every client, for every role (conception §1)."""
        return self.select_related("entreprise", "entreprise__secteur")

    def chercher(self, texte: str) -> ClientQuerySet:
        """By name or alias (accents, typing errors and legal forms forgiven), SIREN or SIRET; best first."""
        chiffres = normaliser_siret(texte)
        if chiffres.isdigit() and len(chiffres) in {9, 14}:
            return self.filter(Q(entreprise__siren=chiffres[:9]) | Q(siret__startswith=chiffres))
        cle = normaliser_societe(texte)
        return (
            self.filter(entreprise__in=Entreprise.objects.chercher(texte).values("pk"))
            .annotate(score=ScoreNoms("entreprise__noms_recherche", Value(cle)))
            .order_by("-score", "entreprise__nom")
        )

    def pour_liste(self) -> ClientQuerySet:
        """With what a row of the list shows, the exercices of the verdict (CLI-1) included: no query per row."""
        donneurs = Contact.objects.donneurs_d_ordre().en_cours().filter(client=OuterRef("pk")).order_by()
        nombre = donneurs.values("client").annotate(n=Count("pk")).values("n")
        return (
            self.select_related("departement", "suivi_par")
            .prefetch_related("exercices")
            .annotate(nombre_do=Coalesce(Subquery(nombre, output_field=IntegerField()), 0))
        )

    def pour_tableau(self) -> ClientQuerySet:
        """`pour_liste` with the columns that the table draws and no other: each phone read is a phone parsed."""
        propres = ("type", "en_demarrage", "reference", "publie_missions")
        liees = (
            "entreprise__nom",
            "entreprise__secteur__nom",
            "departement__nom",
            "suivi_par__prenom",
            "suivi_par__nom",
        )
        return self.pour_liste().only(*propres, *liees)


@suivre(exclude=["modifie_le"])
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
    suivi_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="suivi par",
        null=True,
        blank=True,
        related_name="clients",
    )
    notes = models.TextField("notes", blank=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "client"
        verbose_name_plural = "clients"

    def __str__(self) -> str:
        return self.nom

    @property
    def nom(self) -> str:
        """The company's name (one identity: `referentiels.Entreprise`)."""
        return self.entreprise.nom

    @property
    def famille_fonction(self) -> str:
        """Which column of CLI-4 its contacts' fonctions come from."""
        return FAMILLE_PAR_TYPE[self.type]

    @property
    def avis(self) -> AvisProspection:
        """The verdict (CLI-1…2). Reads `exercices`: prefetch them in a list."""
        return rendre_avis(self.exercices.all(), self.publie_missions)


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


class ContactQuerySet(RacineQuerySet):
    """Contacts, under CLI-5."""

    def visibles_pour(self, utilisateur: Utilisateur) -> ContactQuerySet:
        """Every contact: somebody else's privé is *seen* (name, company, fonction) and must be shown masked.

        Each row says what it is through `Contact.lisible_par`; lists never read other columns of a masked row.
        """
        return self.select_related("client__entreprise", "fonction", "prive_a")

    def verrouiller(self, pk: int) -> Contact:
        """This contact, locked for the length of the transaction, as it is once the lock is ours.

        No join: after a wait PostgreSQL reads the locked row again but not the others, so that a privé taken meanwhile
        would come without its owner, hence as if it were nobody's.
        """
        return self.select_for_update().get(pk=pk)  # type: ignore[return-value]

    def lisibles_pour(self, utilisateur: Utilisateur) -> ContactQuerySet:
        """Those whose hidden fields this user may read: the only base of searches and sorts on them, and of exports."""
        return self.visibles_pour(utilisateur).filter(q_lisible(utilisateur, "prive_a"))

    def chercher(self, texte: str, utilisateur: Utilisateur) -> ContactQuerySet:
        """By name or company over every row; by phone, e-mail or notes over the readable ones alone (CLI-5)."""
        lisible = q_lisible(utilisateur, "prive_a")
        cache = Q(email__icontains=texte) | Q(notes__icontains=texte)
        chiffres = "".join(caractere for caractere in texte if caractere.isdigit())
        numero = chiffres.removeprefix("0033").removeprefix("33").lstrip("0")
        if len(numero) >= 4 and not any(caractere.isalpha() for caractere in texte):
            cache |= Q(telephone__contains=numero) | Q(mobile__contains=numero)
        vu = Q(nom_complet__contains=cherche(texte)) | Q(
            client__entreprise__in=Entreprise.objects.chercher(texte).values("pk")
        )
        return self.annotate(nom_complet=Normalise(Concat("prenom", Value(" "), "nom"))).filter(vu | (lisible & cache))

    def avec_silence(self, utilisateur: Utilisateur) -> ContactQuerySet:
        """Annotate `silence_depuis`, unknown for masked rows: a sort on it must not betray them (CLI-5)."""
        lisible = q_lisible(utilisateur, "prive_a")
        depuis = Case(When(lisible, then=F("dernier_joint_le")), default=None) if lisible else F("dernier_joint_le")
        return self.annotate(silence_depuis=depuis)

    def silencieux(self, utilisateur: Utilisateur, jours: int) -> ContactQuerySet:
        """Readable ones that nobody really spoke with for `jours` days; never reached counts as silent (CLI-6)."""
        limite = timezone.now() - timedelta(days=jours)
        silence = Q(dernier_joint_le__isnull=True) | Q(dernier_joint_le__lt=limite)
        return self.filter(q_lisible(utilisateur, "prive_a")).filter(silence)

    def donneurs_d_ordre(self) -> ContactQuerySet:
        """DOs only (BES-1: a permanent cannot order)."""
        return self.filter(nature=NatureContact.DO)


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
    ne_plus_contacter = models.BooleanField("ne plus contacter", default=False)
    prive_a = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="privé à", null=True, blank=True, related_name="prives"
    )
    prive_depuis = models.DateTimeField("privé depuis", null=True, blank=True, editable=False)
    # Derived in the transaction that logs the échange (CLI-6); they do not move the version.
    dernier_joint_le = models.DateTimeField("dernier contact réel", null=True, blank=True, editable=False)
    dernier_essai_le = models.DateTimeField("dernière tentative", null=True, blank=True, editable=False)

    derives = ("dernier_joint_le", "dernier_essai_le")

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
            )
        ]
        indexes = [
            models.Index(F("prive_a"), F("dernier_joint_le").asc(nulls_first=True), name="contact_silence"),
        ]

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}".strip()

    def lisible_par(self, utilisateur: Utilisateur) -> bool:
        """May this user read the hidden fields (CLI-5)?"""
        return peut_lire_prive(utilisateur, self.prive_a)

    def joignable_par(self, utilisateur: Utilisateur) -> bool:
        """May this user call, write, log or edit (CLI-5)?"""
        return peut_agir_sur_prive(utilisateur, self.prive_a)

    def noter_echange(self, echange: Echange) -> None:
        """Keep the derived dates, in the échange's own transaction: silence runs from a real contact (CLI-6)."""
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
