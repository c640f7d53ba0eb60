"""Besoins and positionnements by the API, under the same rules as the screens (CLI-5); a move by its gates (BES-9)."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from besoins.acces import DO_PRIVE
from besoins.enums import Etape
from besoins.etapes import PorteFermeeError
from besoins.models import Besoin, BesoinCompetence, Positionnement
from besoins.services import mouvements
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import ConflitVersionError


class CompetenceDemandeeSerializer(serializers.ModelSerializer):
    """A skill of a besoin."""

    nom = serializers.CharField(source="competence.nom")

    class Meta:
        model = BesoinCompetence
        fields = ("competence", "nom", "importance", "niveau")


class BesoinSerializer(serializers.ModelSerializer):
    """A besoin. `contact` is null and `donneur_d_ordre` says « DO privé » for those one may not read."""

    client_nom = serializers.CharField(source="client.nom")
    contact = serializers.SerializerMethodField()
    donneur_d_ordre = serializers.SerializerMethodField()
    proprietaire: Any = serializers.StringRelatedField()
    competences = CompetenceDemandeeSerializer(many=True)

    class Meta:
        model = Besoin
        fields = (
            "id",
            "version",
            "intitule",
            "client",
            "client_nom",
            "contact",
            "donneur_d_ordre",
            "metier",
            "taches",
            "ville",
            "code_postal",
            "departement",
            "teletravail",
            "date_demarrage",
            "duree_mois",
            "tjm_vente",
            "marge",
            "disponibilite_attendue",
            "mode_intervention",
            "experience_min",
            "langues",
            "sans_langue",
            "postes",
            "statut",
            "proprietaire",
            "competences",
            "cree_le",
        )

    def _lisible(self, besoin: Besoin) -> bool:
        return besoin.contact.lisible_par(self.context["request"].user)

    def get_contact(self, besoin: Besoin) -> int | None:
        """The DO's key, null when hidden."""
        return besoin.contact_id if self._lisible(besoin) else None

    def get_donneur_d_ordre(self, besoin: Besoin) -> str:
        """The DO's name, or « DO privé »."""
        return str(besoin.contact) if self._lisible(besoin) else DO_PRIVE


class PositionnementSerializer(serializers.ModelSerializer):
    """A positionnement. When the DO is hidden, so are the date of the sending, the answer and the reason of an exit."""

    freelance_nom = serializers.CharField(source="freelance.__str__")
    marge = serializers.DecimalField(max_digits=7, decimal_places=4, allow_null=True)

    class Meta:
        model = Positionnement
        fields = (
            "id",
            "version",
            "besoin",
            "freelance",
            "freelance_nom",
            "etape",
            "tjm_achat",
            "tjm_vente",
            "marge",
            "envoye_le",
            "reponse_do",
            "motif_sortie",
            "cree_le",
        )

    def to_representation(self, instance: Positionnement) -> dict[str, Any]:
        donnees: dict[str, Any] = super().to_representation(instance)
        if not instance.besoin.contact.lisible_par(self.context["request"].user):
            donnees |= {"envoye_le": None, "reponse_do": "", "motif_sortie": ""}
        return donnees


class BesoinViewSet(viewsets.ReadOnlyModelViewSet):
    """Besoins, newest first. Filters: `statut`, `client`, `metier`, `departement`, `proprietaire`."""

    serializer_class = BesoinSerializer
    queryset = Besoin.objects.none()
    filterset_fields = ("statut", "client", "metier", "departement", "proprietaire")
    request: Request

    def get_queryset(self) -> Any:
        """What the signed-in user sees."""
        besoins = Besoin.objects.visibles_pour(self.request.user).en_cours()  # type: ignore[arg-type]
        return besoins.prefetch_related("competences__competence")


class DeplacementSerializer(serializers.Serializer):
    """A move: the stage, the reason of an exit, the version that was read."""

    vers = serializers.ChoiceField(choices=Etape.choices)
    motif = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class PositionnementViewSet(viewsets.ReadOnlyModelViewSet):
    """Positionnements, newest first. Filters: `besoin`, `freelance`, `etape`."""

    serializer_class = PositionnementSerializer
    queryset = Positionnement.objects.none()
    filterset_fields = ("besoin", "freelance", "etape")
    request: Request

    def get_queryset(self) -> Any:
        """What the signed-in user sees."""
        return Positionnement.objects.visibles_pour(self.request.user).order_by("-pk")  # type: ignore[arg-type]

    @extend_schema(request=DeplacementSerializer, responses=PositionnementSerializer)
    @action(detail=True, methods=["post"])
    def deplacer(self, request: Request, pk: str | None = None) -> Response:
        """Move to another stage, by the gates of the board (BES-9): 422 with those that are closed, 409 when stale."""
        utilisateur = cast(Utilisateur, request.user)
        if not utilisateur.peut("gerer_besoins"):
            raise PermissionDenied
        positionnement = self.get_object()
        voulu = DeplacementSerializer(data=request.data)
        voulu.is_valid(raise_exception=True)
        try:
            mouvements.deplacer(positionnement=positionnement, par=utilisateur, **voulu.validated_data)
        except PorteFermeeError as refus:
            portes = [{"code": p.code, "regle": p.regle, "raison": p.raison} for p in refus.portes]
            return Response({"code": "porte_fermee", "detail": str(refus), "portes": portes}, status=422)
        except ConflitVersionError:
            return Response({"code": "version", "detail": "Ce positionnement a bougé entre-temps."}, status=409)
        except ValidationError as refus:
            return Response({"code": "saisie", "detail": " ".join(refus.messages)}, status=422)
        return Response(self.get_serializer(self.get_queryset().get(pk=positionnement.pk)).data)
