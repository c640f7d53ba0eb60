"""The read-only API of freelances."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from freelances.models import Experience, FormationSuivie, Freelance, FreelanceCompetence, LangueParlee
from freelances.sar.api import FichesDepassees
from freelances.sar.verrou import FichesDepasseesError, evaluation_cherchable, exiger_vivier
from samba.comptes.models import Utilisateur


class CompetenceSerializer(serializers.ModelSerializer):
    """A skill and its level (1 débutant … 3 expérimenté)."""

    competence = serializers.CharField(source="competence.nom", read_only=True)
    code = serializers.CharField(source="competence.code", read_only=True)

    class Meta:
        model = FreelanceCompetence
        fields = ("code", "competence", "niveau")
        read_only_fields = fields


class ExperienceSerializer(serializers.ModelSerializer):
    """A mission."""

    entreprise = serializers.CharField(source="entreprise.nom", read_only=True)
    secteur = serializers.CharField(source="entreprise.secteur.nom", read_only=True, default=None)
    technologies: serializers.SlugRelatedField = serializers.SlugRelatedField(
        source="competences", slug_field="nom", many=True, read_only=True
    )

    class Meta:
        model = Experience
        fields = ("role", "entreprise", "secteur", "debut", "fin", "description", "technologies")
        read_only_fields = fields


class FormationSerializer(serializers.ModelSerializer):
    """A training or certification."""

    class Meta:
        model = FormationSuivie
        fields = ("intitule", "etablissement", "annee", "niveau", "certification")
        read_only_fields = fields


class LangueSerializer(serializers.ModelSerializer):
    """A language and its level."""

    class Meta:
        model = LangueParlee
        fields = ("langue", "niveau")
        read_only_fields = fields


class FreelanceSerializer(serializers.ModelSerializer):
    """One line of the list. `tjm`: euros a day, excl. tax."""

    metiers = serializers.SerializerMethodField()
    competences = CompetenceSerializer(many=True, read_only=True)

    class Meta:
        model = Freelance
        fields: tuple[str, ...] = (
            "id", "version", "prenom", "nom", "email", "telephone", "titre", "experience_annees",
            "code_postal", "ville", "departement", "mobile_france", "teletravail",
            "disponibilite", "disponible_le", "disponibilite_confirmee_le", "tjm", "metiers", "competences",
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields

    def get_metiers(self, freelance: Freelance) -> list[str]:
        """Names, the principal one first."""
        return [lien.metier.nom for lien in freelance.metiers.all()]


class FreelanceDetailSerializer(FreelanceSerializer):
    """The whole profile."""

    experiences = ExperienceSerializer(many=True, read_only=True)
    formations = FormationSerializer(many=True, read_only=True)
    langues = LangueSerializer(many=True, read_only=True)

    class Meta(FreelanceSerializer.Meta):
        fields = (
            *FreelanceSerializer.Meta.fields,
            "resume", "facturation", "siret", "portage", "mobilites", "experiences", "formations", "langues",
        )  # fmt: skip
        read_only_fields = fields


class FreelanceViewSet(viewsets.ReadOnlyModelViewSet):
    """Freelances that are not archived, newest first; filters: département, availability, remote work."""

    queryset = Freelance.objects.none()
    filterset_fields = ("departement", "disponibilite", "teletravail", "classification")

    def get_queryset(self) -> QuerySet[Freelance]:
        """What this user sees, with what the serializer writes, in a fixed number of queries."""
        if getattr(self, "swagger_fake_view", False):
            return Freelance.objects.none()
        lignes = Freelance.objects.visibles_pour(cast(Utilisateur, self.request.user)).en_cours()
        liens = ["competences__competence", "metiers__metier"]
        if self.action == "retrieve":
            liens += ["mobilites", "experiences__entreprise__secteur", "experiences__competences"]
            liens += ["formations", "langues"]
        return cast("QuerySet[Freelance]", lignes.prefetch_related(*liens))

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """SAR-4: a list filtered by classification is a route to the vivier. One freelance, known, always opens."""
        super().initial(request, *args, **kwargs)
        if self.action != "list":
            return
        utilisateur = cast(Utilisateur, request.user)
        try:
            if not evaluation_cherchable(utilisateur) and "classification" in request.query_params:
                exiger_vivier(utilisateur)
        except FichesDepasseesError as cause:
            raise FichesDepassees(utilisateur, cause) from cause

    def get_serializer_class(self) -> Any:
        """The list is short, the record whole."""
        return FreelanceDetailSerializer if self.action == "retrieve" else FreelanceSerializer
