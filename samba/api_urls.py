"""Addresses of the API, gathered from the rooms. Read-only for now."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from besoins.api import BesoinViewSet, PositionnementViewSet
from clients.api import ClientViewSet, ContactViewSet
from freelances.api import FreelanceViewSet
from freelances.sar.api import FicheViewSet, VivierViewSet
from referentiels import api as referentiels

router = SimpleRouter()
router.register("clients", ClientViewSet, basename="api-client")
router.register("contacts", ContactViewSet, basename="api-contact")
router.register("freelances", FreelanceViewSet, basename="api-freelance")
router.register("vivier", VivierViewSet, basename="api-vivier")
router.register("portefeuille", FicheViewSet, basename="api-fiche")
router.register("besoins", BesoinViewSet, basename="api-besoin")
router.register("positionnements", PositionnementViewSet, basename="api-positionnement")
for nom, vues, base in (
    ("referentiels", referentiels.ReferentielViewSet, "referentiel"),
    ("metiers", referentiels.MetierViewSet, "metier"),
    ("themes", referentiels.ThemeViewSet, "theme"),
    ("competences", referentiels.CompetenceViewSet, "competence"),
    ("regions", referentiels.RegionViewSet, "region"),
    ("departements", referentiels.DepartementViewSet, "departement"),
    ("communes", referentiels.CommuneViewSet, "commune"),
    ("secteurs", referentiels.SecteurViewSet, "secteur"),
    ("entreprises", referentiels.EntrepriseViewSet, "entreprise"),
):
    router.register(nom, vues, basename=f"api-{base}")

urlpatterns = [path("schema/", SpectacularAPIView.as_view(), name="api_schema"), *router.urls]
