"""The read-only API of the portefeuille and of the vivier; the lock holds here as on the pages (SAR-4)."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from freelances.models import ActionFiche, Fiche
from freelances.sar.verrou import FichesDepasseesError, fiches_bloquantes
from freelances.vivier.acces import vivier_pour
from freelances.vivier.formulaire import VivierForm
from freelances.vivier.lignes import lignes_de
from samba.comptes.models import Utilisateur


class FichesDepassees(APIException):
    """403: a search is closed until these fiches are updated."""

    status_code = 403

    def __init__(self, utilisateur: Utilisateur, cause: FichesDepasseesError) -> None:
        fiches = fiches_bloquantes(utilisateur).order_by("echeance", "pk").values_list("pk", flat=True)[:100]
        super().__init__(cause.code)
        # DRF would turn these numbers into texts.
        dit = {"code": cause.code, "detail": str(cause), "nombre": cause.nombre, "fiches": list(fiches)}
        self.detail = cast(Any, dit)


class ActionSerializer(serializers.ModelSerializer):
    """An action done, its day, who noted it."""

    par = serializers.CharField(source="par.__str__", read_only=True)

    class Meta:
        model = ActionFiche
        fields = ("action", "le", "par")
        read_only_fields = fields


class FicheSerializer(serializers.ModelSerializer):
    """A fiche. `statut` and `echeance` are computed by the database (SAR-2, SAR-3)."""

    candidat = serializers.CharField(source="freelance.__str__", read_only=True)
    recruteur = serializers.CharField(source="recruteur.__str__", read_only=True)
    actions = ActionSerializer(many=True, read_only=True)

    class Meta:
        model = Fiche
        fields = (
            "id", "version", "agence", "freelance", "candidat", "recruteur", "statut", "maj_le", "echeance", "resultat",
            "causes", "non_reponse", "non_reponse_le", "commentaire", "recrute_le", "contrat", "fin_contrat", "etat",
            "actions", "cree_le",
        )  # fmt: skip
        read_only_fields = fields


class FicheViewSet(viewsets.ReadOnlyModelViewSet):
    """The fiches that this person reads (SAR-9), newest first."""

    queryset = Fiche.objects.none()
    serializer_class = FicheSerializer
    filterset_fields = ("statut", "resultat", "recruteur", "freelance", "non_reponse")

    def get_queryset(self) -> QuerySet[Fiche]:
        """In a fixed number of queries."""
        if getattr(self, "swagger_fake_view", False):
            return Fiche.objects.none()
        fiches = Fiche.objects.visibles_pour(cast(Utilisateur, self.request.user)).en_cours()
        return cast(
            "QuerySet[Fiche]",
            fiches.select_related("freelance", "recruteur")
            .prefetch_related("actions__par")
            .order_by("-cree_le", "-pk"),
        )


class CandidatSerializer(serializers.Serializer):
    """A line of the vivier."""

    id = serializers.IntegerField(source="pk")
    nom = serializers.CharField()
    titre = serializers.CharField()
    bassin = serializers.CharField()
    ville = serializers.CharField()
    metiers = serializers.ListField(child=serializers.CharField())
    classification = serializers.CharField()
    classifie_le = serializers.DateTimeField()
    niveau = serializers.CharField()
    tranche = serializers.CharField()


class VivierViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The search of the vivier, by the filters of the page. 403 `fiches_depassees` while it is closed (SAR-4)."""

    serializer_class = CandidatSerializer
    filter_backends = ()

    @extend_schema(responses=CandidatSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page of candidates, the newest classified first; those of my agence's portefeuille are left out."""
        utilisateur = cast(Utilisateur, request.user)
        try:
            vivier = vivier_pour(utilisateur)
        except FichesDepasseesError as cause:
            raise FichesDepassees(utilisateur, cause) from cause
        form = VivierForm(cast(Any, request.query_params), utilisateur)
        ids = vivier.chercher(form.criteres(), request.query_params.get("tri", ""))
        page = self.paginate_queryset(cast(Any, ids)) or []
        lignes = lignes_de([int(cast(Any, pk)) for pk in page], utilisateur)
        return self.get_paginated_response(CandidatSerializer(lignes, many=True).data)
