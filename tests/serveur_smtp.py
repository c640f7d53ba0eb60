"""A real SMTP server on loopback, which may also misbehave on purpose."""

from __future__ import annotations

import email
import socket
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default as politique

from aiosmtpd.controller import Controller


class Boite:
    """Keeps what it received. `avant_reponse` is called once DATA is complete, before the server answers."""

    def __init__(self) -> None:
        self.recus: list[bytes] = []
        self.refus_destinataire = ""
        self.refus_message = ""
        self.avant_reponse = None

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.refus_destinataire:
            return self.refus_destinataire
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.refus_message:
            return self.refus_message
        self.recus.append(envelope.original_content)
        if self.avant_reponse is not None:
            self.avant_reponse(server)
        return "250 OK"

    @property
    def messages(self) -> list[EmailMessage]:
        """What was received, parsed."""
        return [email.message_from_bytes(octets, policy=politique) for octets in self.recus]


def port_libre() -> int:
    """A port nobody listens on."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


@contextmanager
def serveur_smtp():
    """Run the server; gives (box, port)."""
    boite = Boite()
    controleur = Controller(boite, hostname="127.0.0.1", port=port_libre())
    controleur.start()
    try:
        yield boite, controleur.port
    finally:
        controleur.stop()
