"""What the tables of this room share."""

from __future__ import annotations

from django.db import models

from referentiels.enums import Origine


class Repertoriee(models.Model):
    """A row that a reference file may bring. The loader retires or removes only rows that come from a file."""

    origine = models.CharField("origine", max_length=8, choices=Origine, default=Origine.SAISIE, editable=False)

    class Meta:
        abstract = True
