"""What every action does: one transaction, one event, mail through the outbox."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from alongside.data.models import (
    Event,
    OutboxMessage,
    Person,
    Programme,
    Relationship,
    SentForm,
    Task,
)

P = ParamSpec("P")
R = TypeVar("R")


def record(
    what: str,
    *,
    by: Person | None,
    now: datetime,
    thing: Any = None,
    programme: Programme | uuid.UUID | None = None,
    relationship: Relationship | uuid.UUID | None = None,
    **facts: Any,
) -> Event:
    """Write the event row of a write. ``facts`` are codes, dates and counts, never content."""
    return Event.objects.create(
        at=now,
        by=by if by is None or by.pk else None,
        what=what,
        thing=type(thing).__name__.lower() if thing is not None else "",
        thing_id=getattr(thing, "pk", None),
        programme_id=getattr(programme, "pk", programme),
        relationship_id=getattr(relationship, "pk", relationship),
        facts=facts,
    )


def touch(relationship: Relationship) -> None:
    """Tell the pages that watch a relationship that something in it changed."""
    Relationship.objects.filter(pk=relationship.pk).update(revision=F("revision") + 1)


def post(
    kind: str,
    to: Person | str,
    *,
    now: datetime,
    once: str | None = None,
    due: datetime | None = None,
    **params: Any,
) -> OutboxMessage | None:
    """Put a message into the outbox, in the transaction of what it tells of.

    ``kind`` names a template in ``outbound/templates/mail``; ``params`` are ids, dates and
    codes. With ``once`` the same key is sent a single time: a second call returns None.
    """
    identity = uuid.uuid4()
    host = settings.SITE_URL.split("//")[-1].split(":")[0].split("/")[0]
    message = OutboxMessage(
        id=identity,
        kind=kind,
        to_person=to if isinstance(to, Person) else None,
        to_address=to.email if isinstance(to, Person) else to,
        params=params,
        message_id=f"<{identity}@{host}>",
        once_key=once,
        due_at=due or now,
        created_at=now,
    )
    if once is not None and OutboxMessage.objects.filter(once_key=once).exists():
        return None
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return None
    transaction.on_commit(_wake)
    return message


def start_task(kind: str, *, by: Person | None, now: datetime, **params: Any) -> Task:
    """Write a task row and wake a worker once the transaction is through."""
    task = Task.objects.create(kind=kind, params=params, by=by, created_at=now, due_at=now)
    transaction.on_commit(_wake)
    return task


#: Set by ``jobs`` when the queue is ready; until then the periodic sweep finds the rows.
_wakers: list[Callable[[], None]] = []


def on_new_work(waker: Callable[[], None]) -> None:
    """Register what wakes a worker (``alongside.jobs``)."""
    _wakers.append(waker)


def _wake() -> None:
    for waker in _wakers:
        waker()


def once(
    key: str, *, by: Person, now: datetime, do: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Do something for a form's key a single time; the same form again gets the same answer.

    ``do`` runs in the transaction that keeps the key and returns a JSON-able answer. An empty
    key (a command, a test) is not remembered.
    """
    if not key:
        with transaction.atomic():
            return do()
    digest = hashlib.sha256(key.encode()).hexdigest()
    try:
        with transaction.atomic():
            sent = SentForm.objects.create(person=by, key=digest, at=now)
            sent.answer = do()
            sent.save(update_fields=["answer"])
            return sent.answer
    except IntegrityError:
        before = SentForm.objects.filter(person=by, key=digest).first()
        if before is None:
            raise
        return before.answer


def found_if_raced(action: Callable[P, R]) -> Callable[P, R]:
    """For an action whose form chose the row's id: of two that begin at the same moment the
    second finds the first one's row when it is done again."""

    @wraps(action)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return action(*args, **kwargs)
        except IntegrityError:
            return action(*args, **kwargs)

    return done


def days(number: int) -> timedelta:
    """``number`` days."""
    return timedelta(days=number)
