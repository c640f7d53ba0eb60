"""Besoins, positionnements, and what is said on the way to sending a CV."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from besoins.enums import (
    COULEURS_ETAPE,
    COULEURS_STATUT,
    STATUTS_OUVERTS,
    STATUTS_POSITIONNABLES,
    DisponibiliteAttendue,
    Etape,
    ModeIntervention,
    OrigineFreelance,
    ReponseDO,
    StatutBesoin,
)
from besoins.tarifs import marge as calculer_marge
from besoins.tarifs import tjm_achat
from freelances.enums import Disponibilite, Teletravail
from referentiels.enums import Langue, Maitrise
from samba.donnees.historique import suivre
from samba.donnees.models import Racine, RacineQuerySet
from samba.donnees.validateurs import mots_cherches

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


def tarif_positif(champ: str, nom: str) -> models.CheckConstraint:
    """A daily rate is unknown or not negative."""
    return models.CheckConstraint(
        condition=Q(**{f"{champ}__isnull": True}) | Q(**{f"{champ}__gte": 0}),
        name=nom,
        violation_error_message="Un TJM ne peut pas être négatif.",
    )


class BesoinQuerySet(RacineQuerySet):
    """Besoins, as the three tabs of BES-3 read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> BesoinQuerySet:
        """All of them: a privé DO's besoins are seen by all, with the words « DO privé » instead of the DO (CLI-5)."""
        return self.select_related("client__entreprise", "contact__prive_a", "proprietaire", "metier")

    def ouverts(self) -> BesoinQuerySet:
        """Not won, lost or given up."""
        return self.filter(statut__in=STATUTS_OUVERTS)

    def search2(self, utilisateur: Utilisateur) -> BesoinQuerySet:
        """Those on which this user positioned somebody (BES-3)."""
        return self.filter(pk__in=Positionnement.objects.filter(auteur=utilisateur).values("besoin_id"))

    def de(self, utilisateur: Utilisateur) -> BesoinQuerySet:
        """Mes besoins (BES-3)."""
        return self.filter(proprietaire=utilisateur)

    def positionnables(self) -> BesoinQuerySet:
        """Qualified by somebody and still open. What went missing since is checked besoin by besoin (BES-1)."""
        return self.filter(statut__in=STATUTS_POSITIONNABLES)

    def chercher(self, texte: str) -> BesoinQuerySet:
        """Words of the title, the tasks or the client's name; never of the DO, who may be a privé (CLI-5)."""
        besoins = self
        for mot in mots_cherches(texte):
            besoins = besoins.filter(
                Q(intitule__unaccent__icontains=mot)
                | Q(taches__unaccent__icontains=mot)
                | Q(client__entreprise__nom__unaccent__icontains=mot)
            )
        return besoins

    def avec_positionnes(self) -> BesoinQuerySet:
        """Each with `en_jeu`: how many freelances are put forward and not set aside."""
        lignes = Positionnement.objects.filter(besoin=OuterRef("pk")).exclude(etape=Etape.ECARTE)
        compte = lignes.order_by().values("besoin").annotate(n=Count("pk")).values("n")
        return self.annotate(en_jeu=Coalesce(Subquery(compte), 0))

    def pour_tableau(self) -> BesoinQuerySet:
        """With what the table draws and no other column: each phone read is a phone parsed."""
        propres = ("intitule", "ville", "departement", "date_demarrage", "tjm_vente", "statut", "metier__nom")
        choisies = ("duree_mois", "mode_intervention", "cree_le")
        client = ("client__entreprise__nom", "contact__prenom", "contact__nom", "contact__prive_a__agence")
        return self.avec_positionnes().only(*propres, *choisies, *client, "proprietaire__prenom", "proprietaire__nom")


@suivre(exclude=["modifie_le", "texte_origine"])
class Besoin(Racine):
    """What a DO asks for. `tjm_vente` is the budget per day, `marge` the share of it we keep (BES-2, € excl. tax)."""

    client = models.ForeignKey("clients.Client", models.PROTECT, verbose_name="client", related_name="besoins")
    contact = models.ForeignKey(
        "clients.Contact", models.PROTECT, verbose_name="donneur d’ordre", related_name="besoins"
    )
    client_final = models.ForeignKey(
        "referentiels.Entreprise", models.PROTECT, verbose_name="client final", null=True, blank=True, related_name="+"
    )
    intitule = models.CharField("intitulé", max_length=160)
    metier = models.ForeignKey(
        "referentiels.Metier",
        models.PROTECT,
        verbose_name="profil recherché",
        null=True,
        blank=True,
        related_name="besoins",
    )
    taches = models.TextField("tâches", blank=True)
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    ville = models.CharField("lieu de la mission", max_length=120, blank=True)
    departement = models.ForeignKey(
        "referentiels.Departement", models.PROTECT, verbose_name="département", null=True, blank=True, related_name="+"
    )
    latitude = models.FloatField("latitude", null=True, blank=True, editable=False)
    longitude = models.FloatField("longitude", null=True, blank=True, editable=False)
    teletravail = models.CharField("télétravail", max_length=8, choices=Teletravail, blank=True)
    date_demarrage = models.DateField("date de démarrage", null=True, blank=True)
    duree_mois = models.PositiveSmallIntegerField(
        "durée (mois)", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    tjm_vente = models.DecimalField(
        "TJM de vente ou budget (€ HT)",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    marge = models.DecimalField(
        "marge visée",
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal("0.9999"))],
    )
    disponibilite_attendue = models.CharField(
        "disponibilité attendue", max_length=12, choices=DisponibiliteAttendue, blank=True
    )
    mode_intervention = models.CharField("mode d’intervention", max_length=12, choices=ModeIntervention, blank=True)
    experience_min = models.PositiveSmallIntegerField(
        "expérience demandée (années)", null=True, blank=True, validators=[MaxValueValidator(60)]
    )
    langues = ArrayField(
        models.CharField(max_length=3, choices=Langue), verbose_name="langues demandées", default=list, blank=True
    )
    sans_langue = models.BooleanField("aucune langue particulière", default=False)
    echeance = models.DateField(
        "réponse attendue le", null=True, blank=True, help_text="Le jour où le donneur d’ordre veut des profils."
    )
    texte_origine = models.TextField("description reçue", blank=True, editable=False)
    postes = models.PositiveSmallIntegerField("nombre de postes", default=1, validators=[MinValueValidator(1)])
    statut = models.CharField("statut", max_length=16, choices=StatutBesoin, default=StatutBesoin.A_QUALIFIER)
    motif_cloture = models.CharField("motif de clôture", max_length=200, blank=True)
    proprietaire = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="suivi par", related_name="besoins"
    )
    echange_origine = models.ForeignKey(
        "activite.Echange", models.SET_NULL, verbose_name="né de l’échange", null=True, blank=True, related_name="+"
    )

    objects = BesoinQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "besoin"
        verbose_name_plural = "besoins"
        constraints = [
            models.CheckConstraint(
                condition=Q(marge__isnull=True) | Q(marge__gte=0, marge__lt=1),
                name="besoin_marge_bornee",
                violation_error_message="La marge doit être comprise entre 0 % et 100 % exclu (BES-2).",
            ),
            models.CheckConstraint(
                condition=Q(statut__in=[*STATUTS_OUVERTS, StatutBesoin.POURVU]) | ~Q(motif_cloture=""),
                name="besoin_cloture_motivee",
                violation_error_message="Dites pourquoi ce besoin est perdu ou abandonné.",
            ),
            tarif_positif("tjm_vente", "besoin_tjm_positif"),
        ]
        indexes = [models.Index(fields=["statut", "-cree_le"], name="besoin_statut_cree")]

    def __str__(self) -> str:
        return self.intitule

    @property
    def est_ouvert(self) -> bool:
        """Not won, lost or given up."""
        return self.statut in STATUTS_OUVERTS

    @property
    def couleur(self) -> str:
        """Colour of its status badge."""
        return COULEURS_STATUT[self.statut]

    @property
    def tjm_achat_max(self) -> Decimal | None:
        """The most one may pay per day to keep the margin aimed at; None while rate or margin is unknown."""
        if self.tjm_vente is None:
            return None
        return tjm_achat(self.tjm_vente, self.marge or Decimal(0))


class Importance(models.TextChoices):
    """Whether a skill is a must."""

    INDISPENSABLE = "indispensable", "Indispensable"
    SOUHAITEE = "souhaitee", "Souhaitée"


@suivre()
class BesoinCompetence(models.Model):
    """A technology or skill of a besoin."""

    # What a merge of two skills keeps (see `referentiels.competences.liens`): a must, then the higher level.
    force: ClassVar[dict[str, Sequence[Any]]] = {
        "importance": (Importance.SOUHAITEE, Importance.INDISPENSABLE),
        "niveau": Maitrise.values,
    }

    besoin = models.ForeignKey(Besoin, models.CASCADE, related_name="competences")
    competence = models.ForeignKey(
        "referentiels.Competence", models.PROTECT, verbose_name="compétence", related_name="besoins"
    )
    importance = models.CharField("importance", max_length=14, choices=Importance, default=Importance.INDISPENSABLE)
    niveau = models.PositiveSmallIntegerField("niveau demandé", choices=Maitrise, default=Maitrise.OPERATIONNEL)

    class Meta:
        ordering = ["importance", "competence__nom"]
        verbose_name = "compétence demandée"
        verbose_name_plural = "compétences demandées"
        constraints = [
            models.UniqueConstraint(
                fields=["besoin", "competence"],
                name="besoin_competence_unique",
                violation_error_message="Cette compétence est déjà demandée.",
            )
        ]

    def __str__(self) -> str:
        return str(self.competence)


class PositionnementQuerySet(RacineQuerySet):
    """Positionnements, by who may read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> PositionnementQuerySet:
        """All of them: besoins and freelances are shared. The DO of a privé is masked by its own rule."""
        return self.select_related(
            "besoin__client__entreprise", "besoin__contact__prive_a", "freelance__departement", "auteur"
        )


@suivre(exclude=["modifie_le"])
class Positionnement(Racine):
    """One freelance put forward on one besoin. Rates in € per day excl. tax; the margin is derived (BES-2)."""

    besoin = models.ForeignKey(Besoin, models.CASCADE, verbose_name="besoin", related_name="positionnements")
    freelance = models.ForeignKey(
        "freelances.Freelance", models.PROTECT, verbose_name="freelance", related_name="positionnements"
    )
    etape = models.CharField("étape", max_length=16, choices=Etape, default=Etape.PRESELECTIONNE)
    # Written with every change of stage (`services.verrous.bouger`): the board reads it on each card.
    etape_depuis = models.DateTimeField("à cette étape depuis", default=timezone.now, editable=False)
    tjm_achat = models.DecimalField("TJM d’achat (€ HT)", max_digits=8, decimal_places=2, null=True, blank=True)
    tjm_vente = models.DecimalField("TJM de vente (€ HT)", max_digits=8, decimal_places=2, null=True, blank=True)
    motif_sortie = models.CharField("motif de sortie", max_length=200, blank=True)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="positionné par", related_name="positionnements"
    )
    raisons = models.JSONField("raisons du choix", default=dict, blank=True, editable=False)
    cv_anonyme = models.ForeignKey(
        "freelances.CVAnonyme", models.PROTECT, verbose_name="CV envoyé", null=True, blank=True, related_name="+"
    )
    envoye_le = models.DateTimeField("CV envoyé le", null=True, blank=True, editable=False)
    reponse_do = models.CharField("réponse du DO", max_length=12, choices=ReponseDO, blank=True)
    # BES-9: both are needed before *retenu*. Who wrote them is in the history.
    accord_do_le = models.DateField("accord du DO", null=True, blank=True)
    accord_freelance_le = models.DateField("accord du freelance", null=True, blank=True)

    objects = PositionnementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "positionnement"
        verbose_name_plural = "positionnements"
        constraints = [
            models.UniqueConstraint(
                fields=["besoin", "freelance"],
                name="positionnement_unique",
                violation_error_message="Ce freelance est déjà positionné sur ce besoin.",
            ),
            models.CheckConstraint(
                condition=~Q(etape=Etape.ECARTE) | ~Q(motif_sortie=""),
                name="positionnement_sortie_motivee",
                violation_error_message="Dites pourquoi ce freelance est écarté.",
            ),
            tarif_positif("tjm_achat", "positionnement_achat_positif"),
            tarif_positif("tjm_vente", "positionnement_vente_positif"),
        ]

    def __str__(self) -> str:
        return f"{self.freelance} sur {self.besoin}"

    @property
    def couleur(self) -> str:
        """Colour of its stage badge."""
        return COULEURS_ETAPE[self.etape]

    @property
    def marge(self) -> Decimal | None:
        """Share of the rate billed that is left (BES-2); None while a rate is unknown."""
        if not self.tjm_vente or self.tjm_achat is None:
            return None
        return calculer_marge(self.tjm_achat, self.tjm_vente)


@suivre(exclude=["modifie_le"])
class AppelFreelance(Racine):
    """The call checklist of FRE-2 for one positionnement, and the confirmation of FRE-3."""

    positionnement = models.OneToOneField(Positionnement, models.CASCADE, related_name="appel")
    origine = models.CharField("origine", max_length=12, choices=OrigineFreelance, blank=True)
    disponibilite = models.CharField("disponibilité", max_length=20, choices=Disponibilite, blank=True)
    disponible_le = models.DateField("disponible à partir du", null=True, blank=True)
    preavis_jours = models.PositiveSmallIntegerField("préavis (jours)", null=True, blank=True)
    interesse = models.BooleanField("intéressé par la mission", null=True, blank=True)
    mobile = models.BooleanField("mobile sur le lieu de la mission", null=True, blank=True)
    facturation_vue = models.BooleanField("SIRET ou portage vérifié", default=False)
    tjm_demande = models.DecimalField("TJM demandé (€ HT)", max_digits=8, decimal_places=2, null=True, blank=True)
    effort_demande = models.BooleanField("un effort a été demandé", default=False)
    tjm_accepte = models.DecimalField("TJM accepté (€ HT)", max_digits=8, decimal_places=2, null=True, blank=True)
    cv_a_jour = models.BooleanField("CV à jour reçu", default=False)
    recap_envoye_le = models.DateTimeField("récapitulatif envoyé le", null=True, blank=True, editable=False)
    confirmee_le = models.DateField("disponibilité confirmée le", null=True, blank=True, editable=False)
    confirmee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    commentaire = models.TextField("commentaire", blank=True)

    derives = ("recap_envoye_le", "confirmee_le", "confirmee_par")

    class Meta:
        verbose_name = "appel au freelance"
        verbose_name_plural = "appels aux freelances"
        constraints = [
            tarif_positif("tjm_demande", "appel_tjm_demande_positif"),
            tarif_positif("tjm_accepte", "appel_tjm_accepte_positif"),
        ]

    def __str__(self) -> str:
        return f"Appel pour {self.positionnement}"


# The log of outside searches stands beside its pages. It names Besoin by its string: nothing goes round in circles.
from besoins.entretiens.modeles import Creneau, Entretien  # noqa: E402
from besoins.resourcing.models import Apport, CanalSourcing, RechercheExterne  # noqa: E402

__all__ = [
    "AppelFreelance",
    "Apport",
    "Besoin",
    "BesoinCompetence",
    "CanalSourcing",
    "Creneau",
    "Entretien",
    "Importance",
    "Positionnement",
    "RechercheExterne",
]
