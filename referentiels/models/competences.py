"""Skills, grouped by theme."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from referentiels.champs import ListeDerivee
from referentiels.models.base import Repertoriee
from referentiels.normalisation import normaliser
from referentiels.sql import SCORE_MINIMAL, MeilleurNom, NomsANoter, NomsJoints, Normalise, ScoreNoms, cherche
from samba.donnees.historique import suivre


@suivre()
class Theme(Repertoriee):
    """A theme of skills (27 of them): the vivier filters on it (`SAR-10`)."""

    code = models.SlugField("code", max_length=60, unique=True)
    nom = models.CharField("nom", max_length=80)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "thème de compétences"
        verbose_name_plural = "thèmes de compétences"
        ordering = ["ordre", "nom"]

    def __str__(self) -> str:
        return self.nom


class CompetenceQuerySet(models.QuerySet["Competence"]):
    """Skills, as people ask for them."""

    def actives(self) -> CompetenceQuerySet:
        """Keep those that may still be chosen."""
        return self.filter(retiree=False)

    def vivantes(self) -> CompetenceQuerySet:
        """Keep those that were not merged into another one."""
        return self.filter(fusionnee_dans=None)

    def a_verifier(self) -> CompetenceQuerySet:
        """Keep those that a person typed and that the administrateur has not looked at yet."""
        return self.vivantes().filter(verifiee=False)

    def chercher(self, texte: str) -> CompetenceQuerySet:
        """Find by name or synonym ("k8s", "dotnet"), best first. Empty text: nothing.

        Each row carries `score` (see `ScoreNom`) and knows its `nom_trouve`.
        """
        if not texte.strip():
            return self.none()
        return (
            self.filter(NomsANoter("cles", cherche(texte)))
            .annotate(score=ScoreNoms("cles", cherche(texte)), cle_trouvee=MeilleurNom("cles", cherche(texte)))
            .filter(score__gte=SCORE_MINIMAL)
            .order_by("-score", "nom")
        )

    def reconnaitre(self, texte: str) -> CompetenceQuerySet:
        """Keep the skills whose name or a synonym is exactly `texte`, accents and case aside."""
        return self.filter(cles__contains=[normaliser(texte)])

    def retrouver(self, texte: str) -> Competence | None:
        """Return the skill that is known by exactly this name, accents and case aside; None when nobody knows it.

        A merged one answers by the one it was merged into. One that may be chosen comes before a retired one, a
        verified one before another, a name before a synonym.
        """
        trouvees = {connue.gardee for connue in self.reconnaitre(texte).select_related("fusionnee_dans")}
        rang = {c: (c.retiree, not c.verifiee, normaliser(c.nom) != normaliser(texte), c.pk) for c in trouvees}
        return min(trouvees, key=rang.__getitem__, default=None)


@suivre(exclude=["cles", "nom_normalise"])
class Competence(Repertoriee):
    """A skill that a freelance has at a level (`Maitrise`). `code` is stable."""

    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="competences", null=True, blank=True, verbose_name="thème"
    )
    code = models.SlugField("code", max_length=80, unique=True)
    nom = models.CharField("nom", max_length=100)
    synonymes = ArrayField(models.CharField(max_length=100), verbose_name="synonymes", default=list, blank=True)
    noms_ambigus = ArrayField(
        models.CharField(max_length=100),
        verbose_name="noms ambigus",
        default=list,
        blank=True,
        help_text="Ceux de ses noms qui disent aussi autre chose (Go, R, Access).",
    )
    contexte = ArrayField(
        models.CharField(max_length=60),
        verbose_name="contexte",
        default=list,
        blank=True,
        help_text="Les mots qui, à côté d’un nom ambigu, disent que c’est elle.",
    )
    verifiee = models.BooleanField(
        "vérifiée", default=True, help_text="Décochée : tapée par une personne, à ranger ou à réunir à une autre."
    )
    fusionnee_dans = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fusionnees",
        editable=False,
        verbose_name="réunie à",
    )
    retiree = models.BooleanField(
        "retirée", default=False, help_text="Une compétence retirée reste sur les dossiers, mais ne se choisit plus."
    )
    proposee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="tapée par",
    )
    proposee_le = models.DateTimeField("tapée le", null=True, blank=True, editable=False)
    cles = ListeDerivee(
        models.CharField(max_length=100),
        default=list,
        calcul=lambda c: list(dict.fromkeys(normaliser(n) for n in [c.nom, *c.synonymes])),
    )

    # Where a skill waits that a person typed and nobody has put away yet.
    SANS_THEME = "À ranger"
    nom_normalise = models.GeneratedField(expression=Normalise("nom"), output_field=models.TextField(), db_persist=True)

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        verbose_name = "compétence"
        verbose_name_plural = "compétences"
        ordering = ["nom"]
        indexes = [
            GinIndex(fields=["cles"], name="competence_cles"),
            GinIndex(OpClass(NomsJoints("cles"), name="gin_trgm_ops"), name="competence_noms_trgm"),
        ]
        constraints = [
            models.CheckConstraint(
                name="competence_verifiee_a_un_theme",
                condition=Q(verifiee=False) | Q(theme__isnull=False),
                violation_error_message="Une compétence vérifiée a un thème.",
            ),
            models.CheckConstraint(
                name="competence_fusionnee_est_retiree",
                condition=Q(fusionnee_dans__isnull=True) | Q(retiree=True),
                violation_error_message="Une compétence réunie à une autre est retirée.",
            ),
            # Two people who type the same new name at once make one row.
            models.UniqueConstraint(
                fields=["nom_normalise"],
                name="competence_a_verifier_unique",
                condition=Q(verifiee=False, fusionnee_dans=None),
                violation_error_message="Une compétence à vérifier porte déjà ce nom.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def gardee(self) -> Competence:
        """The skill that stands for this one: the one it was merged into, else itself."""
        return self.fusionnee_dans.gardee if self.fusionnee_dans else self

    @property
    def nom_trouve(self) -> str:
        """After `chercher`: the synonym that answered better than the name itself, as it is written; else ""."""
        cle = getattr(self, "cle_trouvee", "")
        return next((nom for nom in self.synonymes if normaliser(nom) == cle), "") if cle != self.cles[0] else ""

    @property
    def cle_saisie(self) -> int | str:
        """What tells two skills of a form apart before they are written: the key, else the normalised name."""
        return self.pk or normaliser(self.nom)

    @property
    def nom_theme(self) -> str:
        """The theme, or where a skill without one waits."""
        return self.theme.nom if self.theme else self.SANS_THEME

    @property
    def rang_theme(self) -> int:
        """The place of its theme among the others; the last without one."""
        return self.theme.ordre if self.theme else 32_767


@suivre()
class ClasseTechnologie(Repertoriee):
    """A class of the technologies that people work on, with the roles that go with it (source 000). A tree."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="filles", verbose_name="dans"
    )
    code = models.SlugField("code", max_length=80, unique=True)
    nom = models.CharField("nom", max_length=120)
    roles = ArrayField(models.CharField(max_length=120), verbose_name="rôles", default=list, blank=True)
    competences = models.ManyToManyField(Competence, blank=True, related_name="classes", verbose_name="compétences")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "classe de technologies"
        verbose_name_plural = "classes de technologies"
        ordering = ["ordre", "nom"]

    def __str__(self) -> str:
        return self.nom


@suivre(obj_field=None)
class TechnologieDeClasse(ClasseTechnologie.competences.through):  # type: ignore[name-defined, misc]
    """A skill of a class: a proxy, so that these links are in the history."""

    class Meta:
        proxy = True
        verbose_name = "compétence d’une classe"
        verbose_name_plural = "compétences d’une classe"

    def __str__(self) -> str:
        return f"{self.classetechnologie} : {self.competence}"
