"""E-mail back end of the embedded server: real .eml files, which the page « E-mails envoyés » lets one open."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class FichiersEml(BaseEmailBackend):
    """Writes each message under `EMAIL_FILE_PATH`, named by its hour; nothing leaves the machine."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        dossier = Path(settings.EMAIL_FILE_PATH)
        dossier.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            nom = f"{timezone.localtime():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
            (dossier / nom).write_bytes(message.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]
        return len(email_messages)
