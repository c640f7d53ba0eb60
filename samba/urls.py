"""Every address of the product (conception §7). People bookmark them: they stay."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", include("samba.pilotage.urls")),
    path("clients/", include("clients.urls")),
    path("freelances/", include("freelances.urls")),
    path("vivier/", include("freelances.vivier.urls")),
    path("portefeuille/", include("freelances.portefeuille.urls")),
    path("formations/", include("freelances.formations.urls")),
    path("besoins/", include("besoins.urls")),
    path("resourcing/", include("besoins.resourcing.urls")),
    path("referentiels/", include("referentiels.urls")),
    path("utilisateurs/", include("samba.comptes.urls")),
    path("courriels/", include("samba.courriels.urls")),
    path("documents/", include("samba.documents.urls")),
    path("lien/", include("samba.documents.liens.urls")),
    path("activite/", include("samba.activite.urls")),
    path("listes/", include("samba.listes.outils.urls")),
    path("notifications/", include("samba.activite.urls_notifications")),
    path("aide/", include("samba.listes.urls")),
    # An address is an identity of the firm: only the administrateur changes it.
    path("comptes/email/", RedirectView.as_view(pattern_name="comptes:profil"), name="account_email"),
    path("comptes/", include("allauth.urls")),
    path("api/v1/", include("samba.api_urls")),
    path("admin/", admin.site.urls),
]
