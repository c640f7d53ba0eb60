"""Which edition of each reference file the base holds."""

from __future__ import annotations

from django.db import models


class Edition(models.Model):
    """The last load of a reference file: where it comes from, of what date, and how many rows it brought."""

    fichier = models.CharField("fichier", max_length=80, unique=True)
    source = models.CharField("source", max_length=300)
    version = models.CharField("version", max_length=60)
    date = models.DateField("date de la version")
    lignes = models.PositiveIntegerField("lignes")
    empreinte = models.CharField("empreinte", max_length=64)
    charge_le = models.DateTimeField("chargé le", auto_now=True)

    class Meta:
        verbose_name = "édition de référentiel"
        verbose_name_plural = "éditions de référentiel"
        ordering = ["fichier"]

    def __str__(self) -> str:
        return f"{self.fichier}, version {self.version}"
