"""Sending what waits in the outbox: a row is taken, tried, and says how it went."""

from __future__ import annotations

import logging
import random
import smtplib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.mail import get_connection
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access.programmes import check_site_admin
from alongside.actions.base import record
from alongside.data.models import OutboxMessage, Person
from alongside.data.transitions import Beaten, move
from alongside.outbound import mail
from alongside.reads.site import MAIL_TROUBLE

log = logging.getLogger("alongside.outbox")

#: Longer than any single hand-over can take (a mail server is given 20 seconds an answer).
LEASE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)
KEPT = timedelta(days=90)
#: A message that can't be put into words is a fault of ours; after these it waits for a person.
TRIES_AT_WORDING = 5


@dataclass
class Round:
    """How one round of sending went. ``unreachable``: the mail server took no connection."""

    sent: int = 0
    refused: int = 0
    deferred: int = 0
    cancelled: int = 0
    unreachable: bool = False

    @property
    def handled(self) -> int:
        """Messages that this round moved."""
        return self.sent + self.refused + self.deferred + self.cancelled


def send_due(*, now: datetime, limit: int = 50) -> Round:
    """Hand over up to ``limit`` messages that are due. Several workers may do this at once.

    The connection is tried before any row is taken, so that a mail server that is down for a day
    costs no message an attempt.
    """
    result = Round()
    due = list(
        OutboxMessage.objects.filter(state="waiting", due_at__lte=now)
        .select_related("to_person")
        .order_by("due_at")[:limit]
    )
    if not due:
        return result
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        cache.set(MAIL_TROUBLE, {"at": now.isoformat(), "what": _reply(error)}, None)
        log.warning("mail server unreachable", extra={"kind": type(error).__name__})
        result.unreachable = True
        return result
    cache.delete(MAIL_TROUBLE)
    # Workers that read the same rows start at different ones.
    random.shuffle(due)
    try:
        for message in due:
            _send(message, connection, result, now)
    finally:
        _close(connection)
    return result


def _send(message: OutboxMessage, connection: Any, result: Round, now: datetime) -> None:
    if mail.too_late(message, now):
        result.cancelled += _settle(message, "cancelled", now)
        return
    try:
        move(
            message, "sending", by=None, now=now,
            attempts=message.attempts + 1, lease_until=now + LEASE,
        )  # fmt: skip
    except Beaten:
        return
    try:
        letter = mail.compose(message)
    except mail.NotNeeded:
        result.cancelled += _settle(message, "cancelled", now)
        return
    except Exception as error:
        log.error("message without words", extra={"kind": message.kind}, exc_info=error)
        why = f"{type(error).__name__}: {message.kind}"
        if message.attempts >= TRIES_AT_WORDING:
            result.refused += _settle(message, "refused", now, last_error=why)
        else:
            result.deferred += _defer(message, why, now)
        return
    try:
        connection.send_messages([letter])
    except (OSError, smtplib.SMTPException) as error:
        _close(connection)
        if _for_good(error):
            result.refused += _settle(message, "refused", now, last_error=_reply(error))
        else:
            result.deferred += _defer(message, _reply(error), now)
        log.warning("mail not taken", extra={"kind": message.kind, "state": message.state})
        return
    result.sent += _settle(message, "sent", now, sent_at=now, last_error="")


def _settle(message: OutboxMessage, state: str, now: datetime, **fields: Any) -> int:
    try:
        move(message, state, by=None, now=now, lease_until=None, **fields)
    except Beaten:
        return 0
    return 1


def _defer(message: OutboxMessage, why: str, now: datetime) -> int:
    pause = min(timedelta(minutes=2 ** min(message.attempts - 1, 10)), LONGEST_PAUSE)
    return _settle(message, "waiting", now, due_at=now + pause, last_error=why)


def _for_good(error: Exception) -> bool:
    """Whether the server said never (5xx) to this recipient or this content.

    A sender it will not have, or a password it does not know, is the site's to mend, and no
    reason to give the message up.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPAuthenticationError):
        return False
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500


def _reply(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        text = f"{code} {_text(said)}"
    elif isinstance(error, smtplib.SMTPResponseException):
        text = f"{error.smtp_code} {_text(error.smtp_error)}"
    else:
        text = f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:300]


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        pass  # it had gone already


def take_back(*, now: datetime) -> int:
    """Put messages back that a worker took and never finished. They may go out a second time,
    with the same Message-ID."""
    back = 0
    for message in OutboxMessage.objects.filter(state="sending", lease_until__lt=now):
        back += _settle(message, "waiting", now, due_at=now)
    return back


def send_again(message_id: uuid.UUID, *, by: Person, now: datetime) -> None:
    """Try a refused message once more. Raises NotVisible for who does not run the site."""
    check_site_admin(by)
    message = OutboxMessage.objects.filter(pk=message_id).first()
    if message is None:
        raise NotVisible
    if message.state != "refused":
        raise Refused(_("Only a refused message can be sent again. Nothing was changed."))
    move(message, "waiting", by=by, now=now, due_at=now, last_error="")
    record("message sent again", by=by, now=now, thing=message, kind=message.kind)


def forget_old(*, now: datetime) -> int:
    """Delete what was settled more than ninety days ago, as retention.yaml says."""
    old = OutboxMessage.objects.filter(
        state__in=("sent", "cancelled", "refused"), created_at__lt=now - KEPT
    )
    return old.delete()[0]
