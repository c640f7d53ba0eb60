"""The freelance, and the people who vouch for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from freelances.enums import Classification, Disponibilite, Facturation, Teletravail
from referentiels.enums import Civilite
from samba.donnees.historique import suivre
from samba.donnees.models import Racine, RacineQuerySet
from samba.donnees.validateurs import valider_siret
from samba.parametres.models import parametres

if TYPE_CHECKING:
    from datetime import date

    from samba.activite.models import Echange
    from samba.comptes.models import Utilisateur


def est_disponible(disponibilite: str, disponible_le: date | None, jour: date | None = None) -> bool:
    """Available on `jour`, today by default, or from a date that has come (BES-4 step 1 puts these first)."""
    if disponibilite == Disponibilite.IMMEDIATE:
        return True
    if disponibilite == Disponibilite.INDISPONIBLE or disponible_le is None:
        return False
    return disponible_le <= (jour or timezone.localdate())


class FreelanceQuerySet(RacineQuerySet):
    """Freelances. They are shared by the whole firm (conception §1)."""

    def visibles_pour(self, utilisateur: Utilisateur) -> FreelanceQuerySet:
        """Every freelance, for every role."""
        return self.select_related("departement")

    def par_courriel(self, adresse: str) -> FreelanceQuerySet:
        """Who has this e-mail, case aside; the expression of the unique index, which therefore answers."""
        return self.alias(courriel_bas=Lower("email")).exclude(email="").filter(courriel_bas=adresse.lower())


@suivre(exclude=["modifie_le", "derniere_sollicitation_le"])
class Freelance(Racine):
    """An independent consultant. Rates are daily, in euros excl. tax (`tjm`: what they ask, i.e. our purchase)."""

    civilite = models.CharField("civilité", max_length=3, choices=Civilite, blank=True)
    prenom = models.CharField("prénom", max_length=80)
    nom = models.CharField("nom", max_length=80)
    email = models.EmailField("adresse e-mail", blank=True)
    telephone = PhoneNumberField("téléphone", blank=True)
    titre = models.CharField("titre du profil", max_length=160, blank=True, help_text="Ex. : Développeur Java senior")
    resume = models.TextField("résumé", blank=True)
    experience_annees = models.PositiveSmallIntegerField(
        "années d’expérience", null=True, blank=True, validators=[MaxValueValidator(60)]
    )

    facturation = models.CharField("facturation", max_length=10, choices=Facturation, default=Facturation.A_DEFINIR)
    siret = models.CharField("SIRET", max_length=14, blank=True, validators=[valider_siret])
    portage = models.CharField("société de portage", max_length=120, blank=True)
    portage_code_postal = models.CharField("code postal du portage", max_length=5, blank=True)

    adresse = models.CharField("numéro et voie", max_length=160, blank=True)
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    ville = models.CharField("ville", max_length=120, blank=True)
    departement = models.ForeignKey(
        "referentiels.Departement", models.PROTECT, verbose_name="département", null=True, blank=True, related_name="+"
    )
    latitude = models.FloatField("latitude", null=True, blank=True, editable=False)
    longitude = models.FloatField("longitude", null=True, blank=True, editable=False)
    mobilites = models.ManyToManyField(
        "referentiels.Departement", verbose_name="départements acceptés", blank=True, related_name="+"
    )
    mobile_france = models.BooleanField("mobile dans toute la France", default=False)
    teletravail = models.CharField("télétravail", max_length=8, choices=Teletravail, default=Teletravail.PARTIEL)

    disponibilite = models.CharField(
        "disponibilité", max_length=20, choices=Disponibilite, default=Disponibilite.IMMEDIATE
    )
    disponible_le = models.DateField("disponible à partir du", null=True, blank=True)
    preavis_jours = models.PositiveSmallIntegerField("préavis (jours)", null=True, blank=True)
    disponibilite_confirmee_le = models.DateField("disponibilité confirmée le", null=True, blank=True, editable=False)
    tjm = models.DecimalField(
        "TJM demandé (€ HT)",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    classification = models.CharField(
        "classification", max_length=12, choices=Classification, blank=True, editable=False
    )
    publie_le = models.DateTimeField("publié au vivier le", null=True, blank=True, editable=False)
    derniere_sollicitation_le = models.DateTimeField("dernière sollicitation", null=True, blank=True, editable=False)
    notes = models.TextField("notes", blank=True)
    partenaire = models.ForeignKey(
        "freelances.Partenaire",
        models.PROTECT,
        verbose_name="dossier transmis par",
        null=True,
        blank=True,
        related_name="freelances",
    )
    suivi_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="suivi par",
        null=True,
        blank=True,
        related_name="freelances",
    )

    derives = ("disponibilite_confirmee_le", "derniere_sollicitation_le", "classification", "publie_le")

    objects = FreelanceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "freelance"
        verbose_name_plural = "freelances"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="freelance_email_unique",
                condition=~Q(email=""),
                violation_error_message="Un freelance a déjà cette adresse e-mail.",
            ),
            models.UniqueConstraint(
                fields=["siret"],
                name="freelance_siret_unique",
                condition=~Q(siret=""),
                violation_error_message="Un freelance a déjà ce SIRET.",
            ),
            models.CheckConstraint(
                condition=~Q(facturation=Facturation.SIRET) | ~Q(siret=""),
                name="freelance_siret_saisi",
                violation_error_message="Indiquez le SIRET, ou choisissez un autre mode de facturation.",
            ),
            models.CheckConstraint(
                condition=Q(tjm__isnull=True) | Q(tjm__gte=0),
                name="freelance_tjm_positif",
                violation_error_message="Un TJM ne peut pas être négatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}"

    @property
    def nom_civil(self) -> str:
        """« Mme Jade Dorrolle », as 003 heads its profiles; the name alone when the civilité is not known."""
        return f"{self.get_civilite_display()}\u00a0{self}" if self.civilite else str(self)

    @property
    def siren(self) -> str:
        """The first nine digits of the SIRET (FRE-1), empty without one."""
        return self.siret[:9]

    @property
    def est_disponible(self) -> bool:
        """See `est_disponible`."""
        return est_disponible(self.disponibilite, self.disponible_le)

    @property
    def age_confirmation(self) -> int | None:
        """Days since availability was confirmed (FRE-3), None when it never was."""
        if self.disponibilite_confirmee_le is None:
            return None
        return (timezone.localdate() - self.disponibilite_confirmee_le).days

    @property
    def confirmation_fraiche(self) -> bool:
        """Confirmed, and not stale yet (FRE-3: 15 days, a parameter)."""
        age = self.age_confirmation
        return age is not None and age <= parametres().disponibilite_perimee_jours

    def noter_echange(self, echange: Echange) -> None:
        """Keep `derniere_sollicitation_le` in the échange's own transaction; it does not move the version."""
        if self.derniere_sollicitation_le is None or self.derniere_sollicitation_le < echange.le:
            plus_ancienne = Q(derniere_sollicitation_le__isnull=True) | Q(derniere_sollicitation_le__lt=echange.le)
            Freelance.objects.filter(plus_ancienne, pk=self.pk).update(derniere_sollicitation_le=echange.le)
            self.derniere_sollicitation_le = echange.le


@suivre()
class Reference(models.Model):
    """Somebody the freelance worked with, and what they said when we called (FRE-3)."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="references")
    nom = models.CharField("nom", max_length=120)
    societe = models.CharField("société", max_length=120, blank=True)
    telephone = PhoneNumberField("téléphone", blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    appelee_le = models.DateField("appelée le", null=True, blank=True)
    appelee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="appelée par", null=True, blank=True, related_name="+"
    )
    avis = models.TextField("ce qu’elle en dit", blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "référence"
        verbose_name_plural = "références"

    def __str__(self) -> str:
        return self.nom


@suivre(obj_field=None)
class Mobilite(Freelance.mobilites.through):  # type: ignore[name-defined, misc]
    """The link itself, so that a département accepted or refused is in the history too."""

    class Meta:
        proxy = True
        verbose_name = "département accepté"
        verbose_name_plural = "départements acceptés"
