"""This room vouches for the documents of its clients, which the whole firm reads."""

from __future__ import annotations

from clients.models import Client, DocumentClient
from samba.comptes.models import Utilisateur
from samba.documents.models import Document


def garantir(utilisateur: Utilisateur, document: Document) -> bool:
    """The document stands on the page of a client that this user sees."""
    gardes = DocumentClient.objects.filter(document=document, retire_le__isnull=True)
    return Client.objects.visibles_pour(utilisateur).filter(pk__in=gardes.values("client_id")).exists()
