"""The search row: one narrow table beside Freelance, kept by triggers (conception §8)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from freelances.models.freelance import Freelance


class ProfilRecherche(models.Model):
    """What searches read, and nothing else. Never written by Python: `recherche_rafraichir(bigint[])` does.

    The SQL function `recherche_attendue` gives its columns in this very order: a column more means both.

    `competences` holds `competence_id * 10 + level`, so that "skill X, level ≥ n" is an array overlap.
    `tranche` (`freelance_id / 5 000`) lets a search read the newest ones first (see `recherche.moteur`).
    `themes` holds `theme_id * 10 + level` of each skill, and the level alone (1 to 3): « thème et maîtrise bear on the
    same compétence » is then one key. `formations` holds `action_id * 10 + link` (`formations.enums.RANGS_LIENS`).
    `disponible_le` is in the past for who is available now and NULL for who is not or did not say when.
    """

    freelance = models.OneToOneField(Freelance, models.CASCADE, primary_key=True, related_name="recherche")
    tranche = models.SmallIntegerField()
    vecteur = SearchVectorField()
    nom_normalise = models.CharField(max_length=200)
    competences = ArrayField(models.IntegerField(), default=list)
    metiers = ArrayField(models.IntegerField(), default=list)
    langues = ArrayField(models.CharField(max_length=3), default=list)
    departement = models.CharField(max_length=3, blank=True)
    zones = ArrayField(models.CharField(max_length=3), default=list)
    mobile_france = models.BooleanField(default=False)
    disponible_le = models.DateField(null=True)
    tjm = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    experience = models.SmallIntegerField(null=True)
    classification = models.CharField(max_length=12, blank=True)
    publie = models.BooleanField(default=False)
    sollicite_le = models.DateTimeField(null=True)
    archive = models.BooleanField(default=False)
    # What the vivier filters and sorts on (SAR-10): NULL for who is not in it, which costs nothing.
    classifie_le = models.DateTimeField(null=True)
    situation_le = models.DateField(null=True)
    tranche_experience = models.IntegerField(null=True)
    bassin = models.CharField(max_length=3, null=True)
    niveau_etude = models.CharField(max_length=16, null=True)
    metiers_actuels = ArrayField(models.IntegerField(), null=True)
    themes = ArrayField(models.IntegerField(), null=True)
    formations = ArrayField(models.IntegerField(), null=True)

    class Meta:
        verbose_name = "ligne de recherche"
        verbose_name_plural = "lignes de recherche"

    def __str__(self) -> str:
        return f"recherche {self.pk}"
