"""The firm's parameters: one row, edited in the admin, read through `parametres()`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from samba.donnees.historique import suivre

COULEUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Une couleur s’écrit # et six chiffres de 0 à f, par exemple #0e2830.")
LOGO_MAX = 500_000  # bytes
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def type_du_logo(octets: bytes) -> str:
    """The type of an image by its first bytes: PNG or JPEG, "" otherwise."""
    return next((type_ for signature, type_ in _SIGNATURES.items() if octets.startswith(signature)), "")


def valider_logo(fichier: Any) -> None:
    """Refuse what is neither PNG nor JPEG by its content, or too heavy.

    Raises:
        ValidationError: with a message for people.
    """
    if fichier.size > LOGO_MAX:
        raise ValidationError("Ce logo dépasse 500 Ko.")
    fichier.seek(0)
    if not type_du_logo(fichier.read(16)):
        raise ValidationError("Le logo doit être une image PNG ou JPEG.")
    fichier.seek(0)


@suivre()
class Parametres(models.Model):
    """Delays, thresholds and texts of the firm. There is exactly one row (a check holds its key at 1)."""

    nom_firme = models.CharField("nom de la firme", max_length=120, default="SAMBA Conseil")
    signature_courriel = models.TextField(
        "signature des e-mails",
        blank=True,
        default="Placement de consultants indépendants en informatique, Paris",
    )
    silence_jours = models.PositiveSmallIntegerField(
        "silence d’un DO (jours)", default=30, help_text="CLI-6 : au-delà, le DO entre dans l’activité générale."
    )
    relance_cv_jours = models.PositiveSmallIntegerField(
        "relance après envoi d’un CV (jours)", default=2, validators=[MinValueValidator(1)], help_text="BES-5."
    )
    relance_cv_ouvres = models.BooleanField(
        "compter en jours ouvrés", default=False, help_text="BES-5 : sinon, jours calendaires."
    )
    disponibilite_perimee_jours = models.PositiveSmallIntegerField(
        "disponibilité périmée après (jours)", default=15, help_text="FRE-3."
    )
    lien_confirmation_jours = models.PositiveSmallIntegerField(
        "validité d’un lien de confirmation (jours)",
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text="Le lien par lequel un freelance confirme sa disponibilité.",
    )
    verrou_agence = models.BooleanField(
        "vivier fermé par les fiches dépassées de toute l’agence",
        default=False,
        help_text="SAR-4 : sinon, seules les fiches dont une personne a la charge lui ferment le vivier.",
    )
    verrou_etendu = models.BooleanField(
        "fermer aussi la recherche de freelances et le rapprochement",
        default=False,
        help_text="SAR-4 : sinon, des fiches dépassées ne ferment que le vivier.",
    )
    rayon_km = models.PositiveSmallIntegerField("rayon de proximité (km)", default=50, help_text="FRE-3.")
    marge_defaut = models.DecimalField(
        "marge par défaut",
        max_digits=4,
        decimal_places=3,
        default=Decimal("0.150"),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal("0.999"))],
        help_text="BES-2 : part du prix de vente, entre 0 et 1 exclu (0,150 = 15 %).",
    )
    portage_defaut = models.CharField(
        "société de portage proposée", max_length=120, default="Portage Horizon", help_text="BES-8."
    )
    portage_code_postal = models.CharField(
        "code postal de cette société", max_length=5, default="75009", help_text="FRE-3 : distance au domicile."
    )
    portage_frais = models.DecimalField(
        "frais de portage",
        max_digits=4,
        decimal_places=3,
        default=Decimal("0.050"),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))],
        help_text="BES-8 : part de la facturation du consultant (0,050 = 5 %).",
    )
    export_lignes_max = models.PositiveIntegerField(
        "lignes d’un export, au plus",
        default=10_000,
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
        help_text="Au-delà, l’export s’arrête et le dit.",
    )
    prive_caducite_jours = models.PositiveSmallIntegerField(
        "un privé silencieux redevient libre après (jours)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="CLI-5 : vide, un privé ne se perd jamais. Le silence court du dernier contact réel ou de la prise.",
    )
    information_jours = models.PositiveSmallIntegerField(
        "informer une personne de ses données sous (jours)",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text="RGPD, art. 14 : un mois au plus après la collecte.",
    )
    plaquette = models.ForeignKey(
        "documents.Document",
        models.SET_NULL,
        verbose_name="plaquette commerciale",
        null=True,
        blank=True,
        related_name="+",
        help_text="Jointe à l’e-mail de remerciement qui suit un appel.",
    )
    resume_heure = models.PositiveSmallIntegerField(
        "heure du résumé du matin", default=7, validators=[MaxValueValidator(12)], help_text="Heure de Paris."
    )

    cv_couleur = models.CharField(
        "couleur des CV",
        max_length=7,
        default="#0e2830",
        validators=[COULEUR],
        help_text="FRE-4 : fond de l’en-tête, sombre.",
    )
    cv_accent = models.CharField(
        "couleur d’accent des CV",
        max_length=7,
        default="#ff8a66",
        validators=[COULEUR],
        help_text="FRE-4 : filets et puces.",
    )
    cv_logo = models.FileField(
        "logo des CV",
        upload_to="firme/",
        blank=True,
        validators=[valider_logo],
        help_text="FRE-4 : PNG ou JPEG, 500 Ko au plus. Sans logo, le nom de la firme.",
    )

    class Meta:
        verbose_name = "paramètres"
        verbose_name_plural = "paramètres"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="parametres_une_seule_ligne"),
            models.CheckConstraint(
                condition=models.Q(marge_defaut__gte=0, marge_defaut__lt=1),
                name="parametres_marge_bornee",
                violation_error_message="La marge par défaut va de 0 à 1 exclu (BES-2).",
            ),
            models.CheckConstraint(
                condition=models.Q(portage_frais__gte=0, portage_frais__lte=1),
                name="parametres_frais_bornes",
                violation_error_message="Les frais de portage vont de 0 à 1 (BES-8).",
            ),
            models.CheckConstraint(
                condition=models.Q(export_lignes_max__gte=1, export_lignes_max__lte=100_000),
                name="parametres_export_borne",
                violation_error_message="Un export compte de 1 à 100 000 lignes.",
            ),
            models.CheckConstraint(
                condition=models.Q(resume_heure__lte=12),
                name="parametres_heure_du_matin",
                violation_error_message="Le résumé du matin part à midi au plus tard.",
            ),
            models.CheckConstraint(
                condition=models.Q(information_jours__gte=1, information_jours__lte=30),
                name="parametres_information_sous_un_mois",
                violation_error_message="Une personne est informée dans le mois qui suit la collecte (RGPD, art. 14).",
            ),
            models.CheckConstraint(
                condition=models.Q(prive_caducite_jours__isnull=True) | models.Q(prive_caducite_jours__gte=1),
                name="parametres_caducite_positive",
                violation_error_message="Laissez vide, ou donnez au moins un jour.",
            ),
        ]

    def __str__(self) -> str:
        return "Paramètres de la firme"


def parametres() -> Parametres:
    """The firm's parameters; the row is created with its defaults the first time. One indexed query."""
    return Parametres.objects.get_or_create(pk=1)[0]
