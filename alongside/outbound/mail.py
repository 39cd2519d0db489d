"""Mail put into words: one text and one HTML part, and an invitation where there is one.

A message in the outbox names things by id. Each kind has a function in ``mail_words`` that
turns the ids into names and dates, and a pair of templates: ``mail/<kind>.txt``, with its
subject in a block of its own, and ``mail/<kind>.html``, or those that its ``template`` names.
Nothing that somebody wrote in confidence is ever put into a mail.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.mime.text import MIMEText
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import get_template
from django.utils import timezone, translation

from alongside.data.models import OutboxMessage, Person

#: What stands between subject and text in ``mail/base.txt``.
UNDER_SUBJECT = "\n=====\n"


class NotNeeded(Exception):
    """What the message tells of is gone or no longer true: it is not sent."""


@dataclass(frozen=True)
class Invite:
    """A calendar message to go with a mail: ``outbound.calendar.invitation()`` and its method."""

    content: bytes
    method: str = "REQUEST"


#: ``(to, params) -> context``; the key ``invite`` may hold an Invite.
Words = Callable[[Person | None, dict[str, Any]], dict[str, Any]]
_WORDS: dict[str, Words] = {}


def words(kind: str) -> Callable[[Words], Words]:
    """Register the function that finds the words of a kind of message."""

    def keep(function: Words) -> Words:
        _WORDS[kind] = function
        return function

    return keep


def link(path: str) -> str:
    """The full address of a page of this site."""
    return f"{settings.SITE_URL}{path}"


def too_late(message: OutboxMessage, now: datetime) -> bool:
    """Whether a message whose ``until`` has passed would only confuse."""
    until = message.params.get("until")
    return bool(until) and datetime.fromisoformat(until) <= now


@cache
def _load() -> None:
    from alongside.outbound import mail_words

    for module in pkgutil.iter_modules(mail_words.__path__):
        importlib.import_module(f"{mail_words.__name__}.{module.name}")


def kinds() -> list[str]:
    """Every kind that has words."""
    _load()
    return sorted(_WORDS)


class _Letter(EmailMultiAlternatives):
    """Writes a calendar part the way calendars want it: the METHOD beside the type."""

    def _create_mime_attachment(self, content: Any, mimetype: str) -> Any:
        if not mimetype.startswith("text/calendar"):
            return super()._create_mime_attachment(content, mimetype)  # type: ignore[misc]
        part = MIMEText(content, "calendar", "utf-8")
        part.set_param("method", mimetype.partition("method=")[2] or "REQUEST")
        return part


def compose(message: OutboxMessage) -> EmailMultiAlternatives:
    """The mail of an outbox message, the same at each attempt but for its date.

    Raises NotNeeded when there is nothing left to tell, KeyError for a kind without words.
    """
    _load()
    to = message.to_person
    zone = ZoneInfo(to.time_zone if to else settings.TIME_ZONE)
    with translation.override(settings.LANGUAGE_CODE), timezone.override(zone):
        context = {
            "to_name": to.first_name if to else "",
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "zone": str(zone),
            **_WORDS[message.kind](to, message.params),
        }
        name = context.get("template", message.kind)
        subject, _line, text = _plain(f"mail/{name}.txt", context).partition(UNDER_SUBJECT)
        html = get_template(f"mail/{name}.html").render(context)
    letter = _Letter(
        subject=" ".join(subject.split()),
        body=text.strip() + "\n",
        from_email=settings.MAIL_FROM,
        # A person who has changed their address since gets it at the new one.
        to=[to.email if to else message.to_address],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(html, "text/html")
    invite = context.get("invite")
    if isinstance(invite, Invite):
        content = invite.content.decode()
        letter.attach_alternative(content, f"text/calendar; method={invite.method}")
        letter.attach("invite.ics", invite.content, "application/ics")
    return letter


def _plain(name: str, context: dict[str, Any]) -> str:
    """A text template, without the escaping that HTML needs."""
    template: Any = get_template(name)
    from django.template import Context

    return str(template.template.render(Context(context, autoescape=False))).lstrip()
