"""Places: régions, départements and communes, with coordinates (WGS 84, degrees)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from referentiels.champs import TexteDerive
from referentiels.models.base import Repertoriee
from referentiels.normalisation import normaliser_commune
from samba.donnees.historique import suivre


@suivre()
class Region(Repertoriee):
    """A région, by its INSEE code."""

    code = models.CharField("code INSEE", max_length=2, primary_key=True)
    nom = models.CharField("nom", max_length=60)

    class Meta:
        verbose_name = "région"
        verbose_name_plural = "régions"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class DepartementQuerySet(models.QuerySet["Departement"]):
    """Départements, as people ask for them."""

    def du_code_postal(self, code_postal: str) -> Departement | None:
        """Return the département of a five-digit postcode, or None.

        Overseas take three digits; Corsica splits 20 at 202 (200 and 201: Corse-du-Sud).
        """
        if len(code_postal) != 5 or not code_postal.isascii() or not code_postal.isdigit():
            return None
        prefixe = code_postal[:2]
        if prefixe in {"97", "98"}:
            code = code_postal[:3]
        elif prefixe == "20":
            code = "2A" if code_postal < "20200" else "2B"
        else:
            code = prefixe
        return self.filter(code=code).first()


@suivre()
class Departement(Repertoriee):
    """A département ("75", "2A", "971"). Its coordinates are those of its centre of population."""

    code = models.CharField("code", max_length=3, primary_key=True)
    nom = models.CharField("nom", max_length=60)
    region = models.ForeignKey(Region, models.PROTECT, related_name="departements", verbose_name="région")
    latitude = models.FloatField("latitude")
    longitude = models.FloatField("longitude")
    voisins = models.ManyToManyField("self", verbose_name="départements limitrophes", blank=True)

    objects = DepartementQuerySet.as_manager()

    class Meta:
        verbose_name = "département"
        verbose_name_plural = "départements"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


class CommuneQuerySet(models.QuerySet["Commune"]):
    """Communes, as people ask for them."""

    def nommee(self, ville: str) -> Commune | None:
        """Return the most populated commune of exactly this name ("St Denis Cedex" names Saint-Denis), or None."""
        cle = normaliser_commune(ville)
        return self.filter(nom_normalise=cle).order_by("-population").first() if cle else None

    def du_code_postal(self, code_postal: str, ville: str = "") -> Commune | None:
        """Return the commune of this postcode that `ville` names, else its most populated one, else None.

        A municipal arrondissement, being closer to the address than its city, always wins.
        """
        candidates = self.filter(codes_postaux__contains=[code_postal])
        precise = candidates.filter(arrondissement=True).first()
        return precise or candidates.nommee(ville) or candidates.order_by("-population").first()

    def chercher(self, texte: str) -> CommuneQuerySet:
        """Find by the beginning of the name ("saint etienne") or of the postcode, the most populated first."""
        chiffres = texte.replace(" ", "")
        if chiffres.isdigit():
            trouvees = self.filter(Q(code_postal__startswith=chiffres) | Q(codes_postaux__contains=[chiffres]))
        elif cle := normaliser_commune(texte):
            trouvees = self.filter(nom_normalise__startswith=cle)
        else:
            return self.none()
        return trouvees.order_by("-population", "nom")


@suivre(exclude=["nom_normalise"])
class Commune(Repertoriee):
    """A commune, or a municipal arrondissement of Paris, Lyon or Marseille."""

    code_insee = models.CharField("code INSEE", max_length=5, unique=True)
    nom = models.CharField("nom", max_length=80)
    code_postal = models.CharField("code postal", max_length=5, blank=True, db_index=True)
    codes_postaux = ArrayField(models.CharField(max_length=5), verbose_name="codes postaux", default=list)
    departement = models.ForeignKey(Departement, models.PROTECT, related_name="communes", verbose_name="département")
    latitude = models.FloatField("latitude")
    longitude = models.FloatField("longitude")
    population = models.PositiveIntegerField("population", default=0)
    arrondissement = models.BooleanField("arrondissement municipal", default=False)
    nom_normalise = TexteDerive(calcul=lambda c: normaliser_commune(c.nom))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "commune"
        verbose_name_plural = "communes"
        ordering = ["nom"]
        indexes = [
            GinIndex(fields=["codes_postaux"], name="commune_codes_postaux"),
            models.Index(fields=["nom_normalise"], opclasses=["text_pattern_ops"], name="commune_nom_debut"),
        ]

    def __str__(self) -> str:
        return nom_de_commune(self.nom, self.code_postal)


def nom_de_commune(nom: str, code_postal: str) -> str:
    """« Lille (59000) »: the name with what tells it from its homonyms."""
    return f"{nom} ({code_postal})" if code_postal else nom
