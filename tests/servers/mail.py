"""A real SMTP server on loopback that keeps what it is given, and can misbehave."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Literal

from aiosmtpd.controller import Controller

from tests.servers.ports import free_port

Manner = Literal["accept", "refuse", "defer", "hang", "drop"]


@dataclass
class MailServer:
    """``messages`` in the order they came; set ``manner`` to have it misbehave.

    refuse: 550 to every recipient. defer: 451 after the content. hang: no answer to the content
    for a minute. drop: takes the content, keeps it, and closes without an answer.
    """

    port: int = field(default_factory=free_port)
    messages: list[EmailMessage] = field(default_factory=list)
    manner: Manner = "accept"

    host = "127.0.0.1"

    @property
    def url(self) -> str:
        """What EMAIL_URL takes."""
        return f"smtp://{self.host}:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """The messages handed over for one recipient."""
        return [m for m in self.messages if address in m["X-Handed-To"].split(", ")]

    def start(self) -> None:
        self._controller = Controller(_Handler(self), hostname=self.host, port=self.port)
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop(no_assert=True)


class _Handler:
    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self._server.manner == "refuse":
            return "550 5.1.1 Nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        manner = self._server.manner
        if manner == "defer":
            return "451 4.3.0 Try again later"
        if manner == "hang":
            await asyncio.sleep(60)
        message = message_from_bytes(envelope.content, policy=policy.default)
        message["X-Handed-To"] = ", ".join(envelope.rcpt_tos)
        self._server.messages.append(message)
        if manner == "drop":
            server.transport.abort()
        return "250 OK"
