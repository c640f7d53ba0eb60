"""Echanges, relances and notifications. They point at the rooms above by name only (conception §8)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from samba.acces.regles import q_lisible
from samba.activite.enums import (
    GENRES_SANS_APPROCHE,
    GenreBrouillon,
    GenreEchange,
    GenreRelance,
    Issue,
    Objection,
    Sens,
    StatutRelance,
    Suite,
)
from samba.activite.liens import adresse, lien
from samba.courriels.models import Courriel
from samba.donnees.historique import suivre

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur

CIBLES = ("client", "contact", "freelance", "besoin", "positionnement")


def au_moins_une_cible() -> Q:
    """At least one of the five keys is set: no activity hangs in the air."""
    condition = Q()
    for cible in CIBLES:
        condition |= Q(**{f"{cible}__isnull": False})
    return condition


class Cible(models.Model):
    """Five nullable keys to what an activity is about; no generic key (conception §8)."""

    client = models.ForeignKey("clients.Client", models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    contact = models.ForeignKey("clients.Contact", models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    freelance = models.ForeignKey(
        "freelances.Freelance", models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    besoin = models.ForeignKey("besoins.Besoin", models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    positionnement = models.ForeignKey(
        "besoins.Positionnement", models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class EchangeQuerySet(models.QuerySet["Echange"]):
    """Echanges, by who may read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> EchangeQuerySet:
        """All but those with somebody else's privé (CLI-5): neither text nor date of these is shown.

        An échange with nobody in particular at the client, or with a freelance (even about the besoin of a privé DO,
        which everybody sees), is shared by the firm. One with the DO always carries its contact: this filter is enough.
        """
        return self.filter(q_lisible(utilisateur))

    def recents(self) -> EchangeQuerySet:
        """Latest first, with what a timeline shows."""
        lies = ("auteur", "contact__client__entreprise", "client__entreprise", "freelance", "besoin")
        courriels = models.Prefetch("courriels", Courriel.objects.only("pk", "echange_id", "statut"))
        return self.select_related(*lies).prefetch_related(courriels).order_by("-le", "-pk")


@suivre()
class Echange(Cible):
    """One call, e-mail, meeting or note, with its outcome and comment (CLI-7)."""

    genre = models.CharField("genre", max_length=20, choices=GenreEchange, default=GenreEchange.APPEL)
    sens = models.CharField("sens", max_length=10, choices=Sens, default=Sens.SORTANT)
    issue = models.CharField("issue", max_length=20, choices=Issue, blank=True)
    objections = ArrayField(
        models.CharField(max_length=30, choices=Objection), verbose_name="objections", default=list, blank=True
    )
    commentaire = models.TextField("commentaire", blank=True)
    suite = models.CharField("suite", max_length=10, choices=Suite, blank=True)
    duree = models.PositiveIntegerField("durée (secondes)", null=True, blank=True)
    le = models.DateTimeField("le", default=timezone.now)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="auteur", related_name="echanges", null=True, blank=True
    )
    cle_creation = models.UUIDField("clé de création", null=True, blank=True, unique=True, editable=False)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)

    objects = EchangeQuerySet.as_manager()

    class Meta:
        ordering = ["-le", "-pk"]
        verbose_name = "échange"
        verbose_name_plural = "échanges"
        constraints = [
            models.CheckConstraint(
                condition=au_moins_une_cible(),
                name="echange_au_moins_une_cible",
                violation_error_message="Un échange concerne un client, un contact, un freelance ou un besoin.",
            ),
            models.CheckConstraint(
                condition=~Q(genre=GenreEchange.APPEL) | ~Q(issue=""),
                name="echange_appel_avec_issue",
                violation_error_message="Un appel se termine par une issue (CLI-7).",
            ),
        ]
        indexes = [
            models.Index(fields=["contact", "-le"], name="echange_contact_le"),
            models.Index(fields=["client", "-le"], name="echange_client_le"),
            models.Index(fields=["freelance", "-le"], name="echange_freelance_le"),
            models.Index(fields=["besoin", "-le"], name="echange_besoin_le"),
            models.Index(fields=["-le"], name="echange_le"),
        ]

    def __str__(self) -> str:
        return f"{self.get_genre_display()} du {timezone.localtime(self.le):%d/%m/%Y}"

    @property
    def est_un_contact_reel(self) -> bool:
        """Breaks the silence (CLI-6): a joint call, a meeting, or an answer received. A note or an attempt does not."""
        if self.genre == GenreEchange.APPEL:
            return self.issue == Issue.JOINT or self.sens == Sens.ENTRANT
        if self.genre == GenreEchange.COURRIEL:
            return self.sens == Sens.ENTRANT
        return self.genre == GenreEchange.RENDEZ_VOUS

    @property
    def est_une_approche(self) -> bool:
        """Somebody was approached or spoke: dates the last attempt (CLI-6). A note and a legal notice do not."""
        return self.genre not in GENRES_SANS_APPROCHE

    @property
    def libelles_objections(self) -> list[str]:
        """Labels of the objections heard, in the order they were ticked."""
        return [str(Objection(code).label) for code in self.objections]


class RelanceQuerySet(models.QuerySet["Relance"]):
    """Relances, by who reads them and when they are due (Europe/Paris days)."""

    def visibles_pour(self, utilisateur: Utilisateur) -> RelanceQuerySet:
        """One's own, plus those that one may read of the others (privés of others excepted)."""
        return self.filter(Q(pour=utilisateur) | q_lisible(utilisateur))

    def de(self, utilisateur: Utilisateur) -> RelanceQuerySet:
        """One's own, whatever they are about: a task is its owner's."""
        return self.filter(pour=utilisateur)

    def avec_cibles(self) -> RelanceQuerySet:
        """With everything a line shows (`activite/_relance.html`), in one query."""
        return self.select_related(
            "contact__client__entreprise", "contact__prive_a", "client__entreprise", "freelance", "besoin", "pour"
        )

    def closes(self) -> RelanceQuerySet:
        """Done or cancelled, the latest first."""
        return self.exclude(statut=StatutRelance.A_FAIRE).order_by("-terminee_le", "-pk")

    def a_venir(self, jour: date | None = None) -> RelanceQuerySet:
        """Still to do, due after that day."""
        return self.a_faire().filter(echeance__gt=jour or timezone.localdate())

    def a_faire(self) -> RelanceQuerySet:
        """Neither done nor cancelled."""
        return self.filter(statut=StatutRelance.A_FAIRE)

    def en_retard(self, jour: date | None = None) -> RelanceQuerySet:
        """Still to do, and due before that day."""
        return self.a_faire().filter(echeance__lt=jour or timezone.localdate())

    def dues(self, jour: date | None = None) -> RelanceQuerySet:
        """Still to do, due that day or before."""
        return self.a_faire().filter(echeance__lte=jour or timezone.localdate())


@suivre()
class Relance(Cible):
    """A dated thing to do for one person; made by a rule or by hand. Unique by (person, key)."""

    pour = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="pour", related_name="relances")
    genre = models.CharField("genre", max_length=20, choices=GenreRelance, default=GenreRelance.RAPPEL)
    libelle = models.CharField("libellé", max_length=200)
    echeance = models.DateField("échéance")
    statut = models.CharField("statut", max_length=10, choices=StatutRelance, default=StatutRelance.A_FAIRE)
    cle = models.CharField("clé", max_length=120)
    origine = models.ForeignKey(
        Echange, models.SET_NULL, verbose_name="échange d’origine", null=True, blank=True, related_name="suites"
    )
    terminee_le = models.DateTimeField("terminée le", null=True, blank=True)
    cree_le = models.DateTimeField("créée le", auto_now_add=True)

    objects = RelanceQuerySet.as_manager()

    class Meta:
        ordering = ["echeance", "pk"]
        verbose_name = "relance"
        verbose_name_plural = "relances"
        constraints = [
            models.UniqueConstraint(fields=["pour", "cle"], name="relance_unique_par_personne"),
            models.CheckConstraint(condition=au_moins_une_cible(), name="relance_au_moins_une_cible"),
        ]
        indexes = [
            models.Index(
                fields=["pour", "echeance"], name="relance_a_faire", condition=Q(statut=StatutRelance.A_FAIRE)
            ),
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def est_en_retard(self) -> bool:
        """Still to do and due before today (Europe/Paris)."""
        return self.statut == StatutRelance.A_FAIRE and self.echeance < timezone.localdate()

    @property
    def url(self) -> str:
        """The page of what it is about."""
        return lien(self)

    @property
    def url_agir(self) -> str:
        """Where the thing is done: the ready e-mail of a CV that waits for an answer, else the cockpit of a contact."""
        if self.genre == GenreRelance.CV_ENVOYE and self.positionnement_id:
            return adresse("besoins:relancer", self.positionnement_id)
        return adresse("clients:appel", self.contact_id) + f"?relance={self.pk}" if self.contact_id else ""

    @property
    def jours_de_retard(self) -> int:
        """Calendar days past the due date, 0 when not overdue."""
        return max((timezone.localdate() - self.echeance).days, 0) if self.est_en_retard else 0


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notifications of one person."""

    def visibles_pour(self, utilisateur: Utilisateur) -> NotificationQuerySet:
        """One's own only."""
        return self.filter(pour=utilisateur)

    def non_lues(self) -> NotificationQuerySet:
        """Not opened yet."""
        return self.filter(lue_le__isnull=True)


class Notification(models.Model):
    """Something told to one person, once: unique by (person, key). The morning digest leaves one row a day."""

    pour = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    cle = models.CharField("clé", max_length=120)
    texte = models.CharField("texte", max_length=300)
    lien = models.CharField("lien", max_length=300, blank=True)
    lue_le = models.DateTimeField("lue le", null=True, blank=True)
    cree_le = models.DateTimeField("créée le", auto_now_add=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le"]
        verbose_name = "notification"
        verbose_name_plural = "notifications"
        constraints = [models.UniqueConstraint(fields=["pour", "cle"], name="notification_unique_par_personne")]
        indexes = [
            models.Index(fields=["pour", "-cree_le"], name="notification_non_lue", condition=Q(lue_le__isnull=True))
        ]

    def __str__(self) -> str:
        return self.texte


class Brouillon(Cible):
    """What one person typed and has not sent: it survives a change of page or of machine, and nobody else reads it.

    One per person, kind and targets. Not tracked: it is no record of the firm yet, and it is written at every pause of
    the keyboard. It goes with the act it was for, else after `BROUILLON_JOURS`.
    """

    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="brouillons")
    genre = models.CharField("genre", max_length=12, choices=GenreBrouillon)
    donnees = models.JSONField("saisie", default=dict)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        ordering = ["-modifie_le"]
        verbose_name = "brouillon"
        verbose_name_plural = "brouillons"
        constraints = [
            models.UniqueConstraint(fields=["auteur", "genre", *CIBLES], name="brouillon_unique", nulls_distinct=False),
            models.CheckConstraint(condition=au_moins_une_cible(), name="brouillon_au_moins_une_cible"),
        ]

    def __str__(self) -> str:
        return f"{self.get_genre_display()} du {timezone.localtime(self.modifie_le):%d/%m/%Y}"
