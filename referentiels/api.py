"""The read-only API of the référentiels: everybody of the firm reads them whole. Each answer has an ETag."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers, viewsets

from referentiels.models import (
    Appellation,
    Commune,
    Competence,
    Contenu,
    Departement,
    Entreprise,
    FamilleMetier,
    Metier,
    Passerelle,
    Referentiel,
    Region,
    SecteurActivite,
    Theme,
)

# --- What is written ---------------------------------------------------------------------------------------------


class ReferentielSerializer(serializers.ModelSerializer):
    """A list of métiers, with its source, version and date."""

    class Meta:
        model = Referentiel
        fields = ("id", "code", "nom", "source", "version", "date")


class MetierSerializer(serializers.ModelSerializer):
    """A métier. `domaine`, `famille` and `sous_famille` are names, null where the référentiel has none."""

    referentiel = serializers.CharField(source="referentiel.code", read_only=True)
    domaine = serializers.SerializerMethodField()
    famille = serializers.SerializerMethodField()
    sous_famille = serializers.SerializerMethodField()

    class Meta:
        model = Metier
        fields: tuple[str, ...] = (
            "id", "referentiel", "code", "nom", "domaine", "famille", "sous_famille", "codes_rome", "retire",
        )  # fmt: skip

    def _niveau(self, metier: Metier, niveau: str) -> str | None:
        famille: FamilleMetier | None = metier.famille
        while famille is not None and famille.niveau != niveau:
            famille = famille.parent
        return famille.nom if famille else None

    def get_domaine(self, metier: Metier) -> str | None:
        """The widest level."""
        return self._niveau(metier, "domaine")

    def get_famille(self, metier: Metier) -> str | None:
        """The level that every référentiel has."""
        return self._niveau(metier, "famille")

    def get_sous_famille(self, metier: Metier) -> str | None:
        """The narrowest level."""
        return self._niveau(metier, "sous_famille")


class AppellationSerializer(serializers.ModelSerializer):
    """Another name of a métier: `courante`, `anglaise`, or `alias` (another spelling)."""

    class Meta:
        model = Appellation
        fields = ("libelle", "genre", "dans_la_table")


class ContenuSerializer(serializers.ModelSerializer):
    """A label of the fiche, under its heading."""

    class Meta:
        model = Contenu
        fields = ("genre", "libelle")


class PasserelleSerializer(serializers.ModelSerializer):
    """A move: codes of its two métiers; an end outside every référentiel is null, and `libelle` is its name."""

    depart = serializers.CharField(source="depart.code", default=None, read_only=True)
    arrivee = serializers.CharField(source="arrivee.code", default=None, read_only=True)

    class Meta:
        model = Passerelle
        fields = ("depart", "arrivee", "libelle", "selon_depart", "selon_arrivee")


class MetierDetailSerializer(MetierSerializer):
    """The whole fiche."""

    appellations = AppellationSerializer(many=True, read_only=True)
    contenus = ContenuSerializer(many=True, read_only=True)
    origines = PasserelleSerializer(many=True, read_only=True)
    evolutions = PasserelleSerializer(many=True, read_only=True)

    class Meta(MetierSerializer.Meta):
        fields = (
            *MetierSerializer.Meta.fields,
            "resume", "niveau_min", "niveau_max", "experience_min", "experience_max", "formations", "acces",
            "appellations", "contenus", "origines", "evolutions",
        )  # fmt: skip


class ThemeSerializer(serializers.ModelSerializer):
    """A theme of skills."""

    class Meta:
        model = Theme
        fields = ("id", "code", "nom")


class CompetenceReferentielSerializer(serializers.ModelSerializer):
    """A skill with its other names. `theme` is null while nobody put it away; `reunie_a`, the code of the one that took
    its names, null when it stands by itself."""

    theme = serializers.CharField(source="theme.code", default=None, read_only=True)
    reunie_a = serializers.CharField(source="fusionnee_dans.code", default=None, read_only=True)

    class Meta:
        model = Competence
        fields = ("id", "code", "nom", "theme", "synonymes", "verifiee", "retiree", "reunie_a")


class RegionSerializer(serializers.ModelSerializer):
    """A région, by its INSEE code."""

    class Meta:
        model = Region
        fields = ("code", "nom")


class DepartementSerializer(serializers.ModelSerializer):
    """A département with its neighbours' codes. Coordinates: WGS 84, degrees."""

    region = serializers.CharField(source="region_id", read_only=True)
    voisins: Any = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Departement
        fields = ("code", "nom", "region", "latitude", "longitude", "voisins")


class CommuneSerializer(serializers.ModelSerializer):
    """A commune, or an arrondissement of Paris, Lyon or Marseille. Coordinates: WGS 84, degrees."""

    departement = serializers.CharField(source="departement_id", read_only=True)

    class Meta:
        model = Commune
        fields = (
            "id", "code_insee", "nom", "codes_postaux", "departement", "latitude", "longitude", "population",
            "arrondissement",
        )  # fmt: skip


class SecteurSerializer(serializers.ModelSerializer):
    """A sector."""

    class Meta:
        model = SecteurActivite
        fields = ("id", "code", "nom")


class EntrepriseSerializer(serializers.ModelSerializer):
    """A company: its name, and the code and name of its sector (null until somebody says it)."""

    secteur = serializers.CharField(source="secteur.code", default=None, read_only=True)
    secteur_nom = serializers.CharField(source="secteur.nom", default=None, read_only=True)

    class Meta:
        model = Entreprise
        fields = ("id", "nom", "secteur", "secteur_nom")


# --- What may be asked -------------------------------------------------------------------------------------------


class Recherche(django_filters.FilterSet):
    """`?q=`: the table's own search, best first; accents and a slip of the keyboard are forgiven."""

    q = django_filters.CharFilter(method="chercher", label="Recherche", max_length=100)

    def chercher(self, queryset: Any, nom: str, valeur: str) -> QuerySet[Any]:
        """Its `chercher`, or every word in the name for a short list."""
        if hasattr(queryset, "chercher"):
            return queryset.chercher(valeur)
        for mot in valeur.split()[:10]:
            queryset = queryset.filter(nom__unaccent__icontains=mot)
        return queryset


class MetierRecherche(Recherche):
    """Also by référentiel (its code), and whether it is retired."""

    referentiel = django_filters.CharFilter(field_name="referentiel__code")

    class Meta:
        model = Metier
        fields = ["q", "referentiel", "retire"]


class CompetenceRecherche(Recherche):
    """Also by theme (its code), whether it is retired or was checked."""

    theme = django_filters.CharFilter(field_name="theme__code")

    class Meta:
        model = Competence
        fields = ["q", "theme", "retiree", "verifiee"]


class CommuneRecherche(Recherche):
    """Also by département and région (their codes)."""

    departement = django_filters.CharFilter(field_name="departement")
    region = django_filters.CharFilter(field_name="departement__region")

    class Meta:
        model = Commune
        fields = ["q", "departement", "region", "arrondissement"]


class DepartementRecherche(Recherche):
    """Also by région (its code)."""

    region = django_filters.CharFilter(field_name="region")

    class Meta:
        model = Departement
        fields = ["q", "region"]


class EntrepriseRecherche(Recherche):
    """Also by sector (its code)."""

    secteur = django_filters.CharFilter(field_name="secteur__code")

    class Meta:
        model = Entreprise
        fields = ["q", "secteur"]


# --- Views -------------------------------------------------------------------------------------------------------

SI_CHANGE = OpenApiParameter(
    "If-None-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="L’ETag d’une réponse déjà reçue : 304, sans corps, si rien n’a changé depuis.",
)
INCHANGE = {304: OpenApiResponse(description="Rien n’a changé depuis cet ETag.")}


def documentee(vue: Any) -> Any:
    """Say in the schema what `LectureConditionnelle` adds to each answer."""
    lecture = vue.serializer_class
    detail = getattr(vue, "detail_class", None) or lecture
    decrire = {
        "list": extend_schema(parameters=[SI_CHANGE], responses={200: lecture(many=True), **INCHANGE}),
        "retrieve": extend_schema(parameters=[SI_CHANGE], responses={200: detail, **INCHANGE}),
    }
    return extend_schema(tags=["référentiels"])(extend_schema_view(**decrire)(vue))


@method_decorator(conditional_page, name="dispatch")
class LectureConditionnelle(viewsets.ReadOnlyModelViewSet):
    """A table to read. The ETag is made of the answer itself, so it can never be stale: 304 to whoever has it."""

    filterset_class: Any = Recherche


@documentee
class ReferentielViewSet(LectureConditionnelle):
    """Référentiels of métiers."""

    queryset = Referentiel.objects.all()
    serializer_class = ReferentielSerializer


@documentee
class MetierViewSet(LectureConditionnelle):
    """Métiers; one of them with its whole fiche."""

    queryset = Metier.objects.select_related("referentiel", "famille__parent__parent")
    serializer_class = MetierSerializer
    detail_class = MetierDetailSerializer
    filterset_class = MetierRecherche

    def get_queryset(self) -> QuerySet[Metier]:
        """With the fiche when it is written."""
        lus = super().get_queryset()
        if self.action != "retrieve":
            return lus
        liens = ("appellations", "contenus", "origines__depart", "origines__arrivee")
        return lus.prefetch_related(*liens, "evolutions__depart", "evolutions__arrivee")

    def get_serializer_class(self) -> Any:
        """The list is short, the fiche whole."""
        return MetierDetailSerializer if self.action == "retrieve" else MetierSerializer


@documentee
class ThemeViewSet(LectureConditionnelle):
    """Themes of skills."""

    queryset = Theme.objects.all()
    serializer_class = ThemeSerializer


@documentee
class CompetenceViewSet(LectureConditionnelle):
    """Skills."""

    queryset = Competence.objects.select_related("theme", "fusionnee_dans")
    serializer_class = CompetenceReferentielSerializer
    filterset_class = CompetenceRecherche


@documentee
class RegionViewSet(LectureConditionnelle):
    """Régions."""

    queryset = Region.objects.all()
    serializer_class = RegionSerializer


@documentee
class DepartementViewSet(LectureConditionnelle):
    """Départements."""

    queryset = Departement.objects.prefetch_related("voisins")
    serializer_class = DepartementSerializer
    filterset_class = DepartementRecherche


@documentee
class CommuneViewSet(LectureConditionnelle):
    """Communes."""

    queryset = Commune.objects.order_by("nom", "pk")
    serializer_class = CommuneSerializer
    filterset_class = CommuneRecherche


@documentee
class SecteurViewSet(LectureConditionnelle):
    """Sectors."""

    queryset = SecteurActivite.objects.all()
    serializer_class = SecteurSerializer


@documentee
class EntrepriseViewSet(LectureConditionnelle):
    """Companies."""

    queryset = Entreprise.objects.select_related("secteur")
    serializer_class = EntrepriseSerializer
    filterset_class = EntrepriseRecherche
