"""Read-only API: the same rows as the screens, and CLI-5 field by field."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets

from clients.filtres import ClientFiltre, ContactFiltre
from clients.models import Client, Contact, Exercice
from samba.acces.vues import utilisateur_de


class ExerciceSerializer(serializers.ModelSerializer):
    """One year: CA in euros, headcount, CA per head (null without anybody, CLI-3)."""

    ca_par_tete = serializers.DecimalField(max_digits=17, decimal_places=2, allow_null=True, read_only=True)

    class Meta:
        model = Exercice
        fields = ["annee", "chiffre_affaires", "effectif", "ca_par_tete"]


class ClientSerializer(serializers.ModelSerializer):
    """A client with its verdict (CLI-1) and its reason."""

    nom = serializers.CharField(read_only=True)
    siren = serializers.CharField(source="entreprise.siren", allow_null=True, read_only=True)
    secteur = serializers.CharField(source="entreprise.secteur.nom", default=None, read_only=True)
    suivi_par: Any = serializers.StringRelatedField()
    exercices = ExerciceSerializer(many=True, read_only=True)
    verdict = serializers.CharField(source="avis.verdict", read_only=True)
    verdict_raison = serializers.CharField(source="avis.raison", read_only=True)
    nombre_do = serializers.IntegerField(read_only=True)

    class Meta:
        model = Client
        fields = [
            "id",
            "nom",
            "type",
            "en_demarrage",
            "siren",
            "siret",
            "secteur",
            "adresse",
            "code_postal",
            "ville",
            "departement",
            "telephone",
            "site",
            "publie_missions",
            "reference",
            "suivi_par",
            "exercices",
            "verdict",
            "verdict_raison",
            "nombre_do",
        ]


class ContactSerializer(serializers.ModelSerializer):
    """A contact. Of somebody else's privé: name, company, fonction and owner, nothing more (CLI-5)."""

    VISIBLES = ("id", "prenom", "nom", "client", "client_nom", "fonction", "prive_a", "masque")

    client_nom = serializers.CharField(source="client.nom", read_only=True)
    fonction: Any = serializers.StringRelatedField()
    prive_a: Any = serializers.StringRelatedField()
    technologies: Any = serializers.StringRelatedField(many=True)
    masque = serializers.SerializerMethodField()

    class Meta:
        model = Contact
        fields = [
            "id",
            "civilite",
            "prenom",
            "nom",
            "client",
            "client_nom",
            "nature",
            "fonction",
            "email",
            "telephone",
            "mobile",
            "technologies",
            "notes",
            "ne_plus_contacter",
            "dernier_joint_le",
            "prive_a",
            "masque",
        ]

    def get_masque(self, contact: Contact) -> bool:
        """Hidden fields are left out."""
        return not contact.lisible_par(utilisateur_de(self.context["request"]))

    def to_representation(self, instance: Contact) -> dict[str, Any]:
        """Only the visible fields of a masked row are even read."""
        donnees: dict[str, Any] = super().to_representation(instance)
        return {cle: donnees[cle] for cle in self.VISIBLES} if donnees["masque"] else donnees


@extend_schema(tags=["clients"])
class ClientViewSet(viewsets.ReadOnlyModelViewSet):
    """Clients."""

    queryset = Client.objects.none()
    serializer_class = ClientSerializer
    filterset_class = ClientFiltre

    def get_queryset(self) -> QuerySet[Client]:
        """Everybody reads every client; the list leaves the archived ones out, as on screen."""
        lignes = (
            Client.objects.visibles_pour(utilisateur_de(self.request)).avec_nombre_do().prefetch_related("exercices")
        )  # type: ignore[arg-type]
        return lignes.en_cours() if self.action == "list" else lignes


@extend_schema(tags=["clients"])
class ContactViewSet(viewsets.ReadOnlyModelViewSet):
    """Contacts, masked as on screen."""

    queryset = Contact.objects.none()
    serializer_class = ContactSerializer
    filterset_class = ContactFiltre

    def get_queryset(self) -> QuerySet[Contact]:
        """Masked rows included; the list leaves the archived ones out, as on screen."""
        utilisateur = utilisateur_de(self.request)  # type: ignore[arg-type]
        lignes = Contact.objects.visibles_pour(utilisateur).prefetch_related("technologies")
        return lignes.en_cours() if self.action == "list" else lignes
