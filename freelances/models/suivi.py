"""The fiche de suivi (SAR-1), its actions, and the tables that its statut and échéance are computed from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from freelances.evaluation.enums import TypeContrat
from freelances.models.freelance import Freelance
from freelances.sar.enums import (
    CONTRATS_A_TERME,
    ActionSuivi,
    CauseRejet,
    EtatRecrutement,
    FamilleMot,
    Resultat,
    StatutFiche,
)
from samba.comptes.enums import CAPACITES_PAR_ROLE, Capacite, Role
from samba.donnees.historique import suivre
from samba.donnees.models import Racine, RacineQuerySet

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur

# Roles that read the fiches of every agence: what agences conclude feeds the next evaluation (conception §1).
LISENT_TOUT = (Role.QUALIFIEUR, Role.DIRECTION)
TIENNENT_DES_FICHES = tuple(role for role, capacites in CAPACITES_PAR_ROLE.items() if Capacite.SUIVRE in capacites)


@suivre()
class RegleStatut(models.Model):
    """SAR-2: the statut that a résultat and an état give. Filled by a migration; nobody edits it."""

    resultat = models.CharField("résultat", max_length=24, choices=Resultat)
    etat = models.CharField("état", max_length=24, choices=EtatRecrutement, default=EtatRecrutement.NA)
    statut = models.CharField("statut", max_length=20, choices=StatutFiche)

    class Meta:
        ordering = ["pk"]
        verbose_name = "règle de statut"
        verbose_name_plural = "règles de statut"
        constraints = [models.UniqueConstraint(fields=["resultat", "etat"], name="regle_statut_unique")]

    def __str__(self) -> str:
        return f"{self.get_resultat_display()} → {self.get_statut_display()}"


@suivre()
class DelaiStatut(models.Model):
    """SAR-3: the calendar days that a statut leaves before the fiche must be updated; none when empty."""

    statut = models.CharField("statut", max_length=20, choices=StatutFiche, unique=True)
    jours = models.PositiveSmallIntegerField(
        "délai (jours calendaires)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text="Vide : pas d’échéance. Un changement vaut pour les prochaines mises à jour des fiches.",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = "délai de mise à jour"
        verbose_name_plural = "délais de mise à jour"

    def __str__(self) -> str:
        return str(self.get_statut_display())


@suivre()
class MotSensible(models.Model):
    """A word that a comment should not hold. Writing it warns and never blocks."""

    mot = models.CharField("mot ou expression", max_length=80, unique=True)
    famille = models.CharField("famille", max_length=10, choices=FamilleMot)

    class Meta:
        ordering = ["famille", "mot"]
        verbose_name = "mot à éviter"
        verbose_name_plural = "mots à éviter"

    def __str__(self) -> str:
        return self.mot


class FicheQuerySet(RacineQuerySet):
    """Fiches de suivi, by who reads them and when they must be updated (Europe/Paris days)."""

    def visibles_pour(self, utilisateur: Utilisateur) -> FicheQuerySet:
        """SAR-9: those of one's agence; every one for the qualifieurs and the direction."""
        if utilisateur.role in LISENT_TOUT:
            return self.all()
        return self.filter(agence=utilisateur.agence_id) if utilisateur.agence_id else self.none()

    def modifiables_par(self, utilisateur: Utilisateur) -> FicheQuerySet:
        """Those of one's own agence, for whoever keeps fiches."""
        return self.filter(agence=utilisateur.agence_id) if utilisateur.peut("suivre") else self.none()

    def a_charge_de(self, utilisateur: Utilisateur) -> FicheQuerySet:
        """SAR-4: one's own; for a manager, also those of people who left the firm, the agence or the role."""
        if not utilisateur.agence_id:
            return self.none()
        a_charge = Q(recruteur=utilisateur)
        if utilisateur.role == Role.MANAGER:
            a_charge |= (
                Q(recruteur__is_active=False)
                | ~Q(recruteur__agence=F("agence"))
                | ~Q(recruteur__role__in=TIENNENT_DES_FICHES)
            )
        return self.filter(a_charge, agence=utilisateur.agence_id)

    def depassees(self, jour: date | None = None) -> FicheQuerySet:
        """SAR-4: échéance before that day."""
        return self.filter(echeance__lt=jour or timezone.localdate())


@suivre(exclude=["modifie_le"])
class Fiche(Racine):
    """An agence's follow-up sheet on one freelance (SAR-1).

    `statut` and `echeance` are written by the database (trigger `fiche_calculer`), from résultat, état and `maj_le`,
    through `RegleStatut` and `DelaiStatut`: whatever else is written there is lost (SAR-2, SAR-3). `maj_le` is the
    Europe/Paris day of the last change of résultat, statut or actions.
    """

    agence = models.ForeignKey("comptes.Agence", models.PROTECT, verbose_name="agence", related_name="fiches")
    freelance = models.ForeignKey(Freelance, models.PROTECT, verbose_name="candidat", related_name="fiches")
    recruteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="recruteur", related_name="fiches"
    )
    statut = models.CharField("statut", max_length=20, choices=StatutFiche, editable=False)
    maj_le = models.DateField("mise à jour le", editable=False)
    echeance = models.DateField("échéance", null=True, editable=False)
    resultat = models.CharField("résultat", max_length=24, choices=Resultat, default=Resultat.AUCUN)
    causes = ArrayField(
        models.CharField(max_length=12, choices=CauseRejet), verbose_name="causes de rejet", default=list, blank=True
    )
    non_reponse = models.BooleanField("le candidat ne répond pas aux sollicitations", default=False)
    non_reponse_le = models.DateTimeField("non-réponse signalée le", null=True, editable=False)
    commentaire = models.TextField("commentaire", blank=True, max_length=5000)
    recrute_le = models.DateField("date du recrutement", null=True, blank=True)
    contrat = models.CharField("contrat", max_length=24, choices=TypeContrat, blank=True)
    fin_contrat = models.DateField("fin du contrat", null=True, blank=True)
    etat = models.CharField("état", max_length=24, choices=EtatRecrutement, default=EtatRecrutement.NA)

    derives = ("statut", "maj_le", "echeance", "non_reponse_le")

    objects = FicheQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le", "-pk"]
        verbose_name = "fiche de suivi"
        verbose_name_plural = "fiches de suivi"
        constraints = [
            models.UniqueConstraint(
                fields=["agence", "freelance"],
                name="fiche_unique_par_agence",
                violation_error_message="Votre agence a déjà une fiche pour ce candidat (SAR-5).",
            ),
            models.CheckConstraint(
                condition=~Q(resultat=Resultat.NON_EMPLOYABLE) | Q(causes__len__gt=0),
                name="fiche_cause_de_rejet",
                violation_error_message="Un profil non employable demande au moins une cause de rejet (SAR-7).",
            ),
            models.CheckConstraint(
                condition=~Q(resultat=Resultat.RECRUTEMENT)
                | (Q(recrute_le__isnull=False) & ~Q(contrat="") & ~Q(etat=EtatRecrutement.NA)),
                name="fiche_suivi_recrutement",
                violation_error_message="Un recrutement demande sa date, son contrat et son état (SAR-7).",
            ),
            models.CheckConstraint(
                condition=~Q(resultat=Resultat.RECRUTEMENT)
                | ~Q(contrat__in=CONTRATS_A_TERME)
                | Q(fin_contrat__isnull=False),
                name="fiche_fin_de_contrat",
                violation_error_message="Un CDD ou une alternance demande sa date de fin (SAR-7).",
            ),
            models.CheckConstraint(
                condition=Q(fin_contrat__isnull=True)
                | Q(recrute_le__isnull=True)
                | Q(fin_contrat__gte=F("recrute_le")),
                name="fiche_dates_ordonnees",
                violation_error_message="La fin du contrat ne peut pas précéder son début.",
            ),
        ]
        indexes = [
            # The lock (SAR-4): what I owe, in one look.
            models.Index(
                fields=["agence", "recruteur", "echeance"], name="fiche_dette", condition=Q(echeance__isnull=False)
            ),
            models.Index(fields=["agence", "echeance"], name="fiche_agence_echeance"),
            models.Index(fields=["agence", "-cree_le", "-id"], name="fiche_agence_creation"),
        ]

    def __str__(self) -> str:
        return f"Fiche de {self.freelance}"

    @property
    def depassee(self) -> bool:
        """SAR-4: its échéance has passed."""
        return self.echeance is not None and self.echeance < timezone.localdate()

    def annulable_par(self, utilisateur: Utilisateur) -> bool:
        """SAR-6: a quick action is undone by whoever took it, the same day, as long as nobody wrote in the fiche.

        Later it would be a way around the lock: an overdue fiche is updated, it does not vanish (SAR-4).
        """
        recente = timezone.now() - self.cree_le < timedelta(days=1)
        return (
            recente and self.version == 1 and self.recruteur_id == utilisateur.pk and self.modifiable_par(utilisateur)
        )

    def modifiable_par(self, utilisateur: Utilisateur) -> bool:
        """Same rule as `FicheQuerySet.modifiables_par`, for a fiche already read."""
        return utilisateur.peut("suivre") and self.agence_id == utilisateur.agence_id

    @property
    def libelles_causes(self) -> list[str]:
        """The causes de rejet, in words."""
        return [str(CauseRejet(code).label) for code in self.causes]


@suivre()
class ActionFiche(models.Model):
    """One of the 13 actions done on a fiche: when, and noted by whom."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="actions")
    action = models.CharField("action", max_length=20, choices=ActionSuivi)
    le = models.DateField("faite le")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="notée par", related_name="+")

    class Meta:
        ordering = ["le", "pk"]
        verbose_name = "action effectuée"
        verbose_name_plural = "actions effectuées"
        constraints = [models.UniqueConstraint(fields=["fiche", "action"], name="action_fiche_unique")]

    def __str__(self) -> str:
        return str(self.get_action_display())


class PassageVivier(models.Model):
    """When somebody searched the vivier: « depuis ma dernière recherche » (SAR-10).

    A visit lasts while its searches follow each other within `VISITE_HEURES`; `precedente_le` ended the visit before.
    """

    utilisateur = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passage_vivier")
    derniere_le = models.DateTimeField("dernière recherche")
    precedente_le = models.DateTimeField("fin de la visite d’avant", null=True)

    class Meta:
        verbose_name = "passage au vivier"
        verbose_name_plural = "passages au vivier"

    def __str__(self) -> str:
        return f"{self.utilisateur} : {timezone.localtime(self.derniere_le):%d/%m/%Y %H:%M}"
