"""Agences and users."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from samba.comptes.enums import CAPACITES_PAR_ROLE, Role
from samba.donnees.historique import suivre


@suivre()
class Agence(models.Model):
    """An office of the firm; it owns users and a portefeuille. A "team" is an agence (conception §1)."""

    nom = models.CharField("nom", max_length=120, unique=True)
    ville = models.CharField("ville", max_length=120, blank=True)

    class Meta:
        ordering = ["nom"]
        verbose_name = "agence"
        verbose_name_plural = "agences"

    def __str__(self) -> str:
        return self.nom


class UtilisateurQuerySet(models.QuerySet["Utilisateur"]):
    """Users, as people read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> UtilisateurQuerySet:
        """The team list is open to every signed-in user."""
        return self.select_related("agence")

    def actifs(self) -> UtilisateurQuerySet:
        """Those who may sign in."""
        return self.filter(is_active=True)

    def managers_de(self, agence_id: int | None) -> UtilisateurQuerySet:
        """Active managers of an agence, oldest account first."""
        return self.actifs().filter(role=Role.MANAGER, agence=agence_id).order_by("pk")


class UtilisateurManager(BaseUserManager["Utilisateur"]):
    """Creates users by e-mail; the address is kept in lower case."""

    def get_queryset(self) -> UtilisateurQuerySet:
        return UtilisateurQuerySet(self.model, using=self._db)

    def visibles_pour(self, utilisateur: Utilisateur) -> UtilisateurQuerySet:
        """See `UtilisateurQuerySet.visibles_pour`."""
        return self.get_queryset().visibles_pour(utilisateur)

    def actifs(self) -> UtilisateurQuerySet:
        """See `UtilisateurQuerySet.actifs`."""
        return self.get_queryset().actifs()

    def managers_de(self, agence_id: int | None) -> UtilisateurQuerySet:
        """See `UtilisateurQuerySet.managers_de`."""
        return self.get_queryset().managers_de(agence_id)

    def get_by_natural_key(self, email: str | None) -> Utilisateur:
        return self.get(email=(email or "").lower())

    def create_user(self, email: str, password: str | None = None, **champs: Any) -> Utilisateur:
        """Create an active user. Raises IntegrityError when the e-mail is taken, whatever its case."""
        utilisateur = self.model(email=email.strip().lower(), **champs)
        utilisateur.set_password(password)
        utilisateur.save(using=self._db)
        return utilisateur

    def create_superuser(self, email: str, password: str | None = None, **champs: Any) -> Utilisateur:
        """Create an administrateur (`manage.py createsuperuser`)."""
        return self.create_user(email, password, role=Role.ADMINISTRATEUR, **champs)


@suivre(exclude=["password", "last_login"])
class Utilisateur(AbstractBaseUser):
    """A person of the firm who signs in with an e-mail address.

    Rights come from `role` alone: no Django group or permission is stored. Only an administrateur enters the admin.
    """

    email = models.EmailField("adresse e-mail", unique=True)
    prenom = models.CharField("prénom", max_length=80)
    nom = models.CharField("nom", max_length=80)
    role = models.CharField("rôle", max_length=20, choices=Role, default=Role.COMMERCIAL)
    agence = models.ForeignKey(
        Agence, models.PROTECT, verbose_name="agence", null=True, blank=True, related_name="utilisateurs"
    )
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    is_active = models.BooleanField("actif", default=True)
    date_joined = models.DateTimeField("créé le", default=timezone.now, editable=False)

    objects = UtilisateurManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["prenom", "nom"]

    class Meta:
        ordering = ["nom", "prenom"]
        verbose_name = "utilisateur"
        verbose_name_plural = "utilisateurs"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="utilisateur_email_unique",
                violation_error_message="Un utilisateur a déjà cette adresse e-mail.",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="utilisateur_role_connu",
                violation_error_message="Ce rôle n’existe pas.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}"

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.prenom

    @property
    def is_staff(self) -> bool:
        """May enter the Django admin."""
        return self.is_active and self.role == Role.ADMINISTRATEUR

    @property
    def is_superuser(self) -> bool:
        """May do everything in the Django admin."""
        return self.is_staff

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_perms(self, perm_list: Any, obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    def peut(self, capacite: str) -> bool:
        """Whether the role allows this act (`Capacite`)."""
        return self.is_active and capacite in CAPACITES_PAR_ROLE[self.role]

    @property
    def peut_prospecter(self) -> bool:
        """For templates: see `Capacite.PROSPECTER`."""
        return self.peut("prospecter")

    @property
    def peut_gerer_besoins(self) -> bool:
        """For templates: see `Capacite.GERER_BESOINS`."""
        return self.peut("gerer_besoins")

    @property
    def peut_editer_scripts(self) -> bool:
        """For templates: see `Capacite.EDITER_SCRIPTS`."""
        return self.peut("editer_scripts")

    @property
    def peut_gerer_freelances(self) -> bool:
        """For templates: see `Capacite.GERER_FREELANCES`."""
        return self.peut("gerer_freelances")

    @property
    def peut_qualifier(self) -> bool:
        """For templates: see `Capacite.QUALIFIER`."""
        return self.peut("qualifier")

    @property
    def peut_suivre(self) -> bool:
        """For templates: see `Capacite.SUIVRE`."""
        return self.peut("suivre")

    @property
    def peut_gerer_referentiels(self) -> bool:
        """For templates: see `Capacite.GERER_REFERENTIELS`."""
        return self.peut("gerer_referentiels")
