"""allauth's adapter: accounts are created by the administrateur, and its e-mails leave by the outbox."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AdaptateurCompte(DefaultAccountAdapter):
    """Closes the sign-up page; sends through `samba.courriels` like everything else."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Drop allauth's message (a password reset, a security notice) in the outbox, as an internal one."""
        from samba.courriels.services import deposer

        message = self.render_mail(template_prefix, email, context)
        deposer(
            cle_metier=f"compte:{uuid4()}",
            destinataire=email,
            objet=str(message.subject),
            corps=str(message.body),
            interne=True,
        )
