"""The life of a piece of background work. A worker holds a row by its lease and its attempt."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.access import tasks as access
from alongside.access.programmes import check_site_admin
from alongside.actions.base import record
from alongside.data.models import Person, Task
from alongside.data.transitions import Beaten, move

#: A worker says it is alive several times in this span; one that doesn't has lost its work.
LEASE = timedelta(minutes=2)
TRIES = 3
KEPT = timedelta(days=30)


class Lost(Exception):
    """The row is no longer this worker's: its lease ran out and another took it up."""


def claim_next(*, now: datetime) -> Task | None:
    """Take the task that has waited longest, or None. Of many workers exactly one gets it."""
    while True:
        task = (
            Task.objects.filter(state="waiting", due_at__lte=now)
            .order_by("due_at", "created_at")
            .first()
        )
        if task is None:
            return None
        try:
            move(
                task, "running", by=None, now=now,
                attempts=task.attempts + 1, lease_until=now + LEASE,
            )  # fmt: skip
        except Beaten:
            continue
        return task


def say(task: Task, *, now: datetime, **fields: Any) -> bool:
    """Note how far a running task is, and hold on to it. True when somebody wants it stopped.

    ``fields``: done, total (numbers), doing (words of ours). Raises Lost.
    """
    mine = Task.objects.filter(pk=task.pk, state="running", attempts=task.attempts)
    if not mine.update(lease_until=now + LEASE, **fields):
        raise Lost(str(task.pk))
    return mine.values_list("stop_wanted", flat=True).first() or False


def finish(task: Task, *, now: datetime, outcome: dict[str, Any], stopped: bool = False) -> None:
    """The work is done, or ended early because somebody asked for that."""
    _check_mine(task)
    move(
        task, "stopped" if stopped else "done", by=None, now=now,
        finished_at=now, lease_until=None, outcome=outcome, doing="",
    )  # fmt: skip


def fail(task: Task, *, now: datetime, problem: str, again: bool) -> bool:
    """The work broke off. Tried again after a pause up to three times; True when that was the last.

    ``problem`` is a sentence of ours for whoever started it, never content.
    """
    _check_mine(task)
    if again and task.attempts < TRIES:
        pause = timedelta(seconds=10 * 4**task.attempts)
        move(
            task, "waiting", by=None, now=now, due_at=now + pause,
            lease_until=None, outcome={"problem": problem},
        )  # fmt: skip
        return False
    move(
        task, "failed", by=None, now=now, finished_at=now,
        lease_until=None, outcome={"problem": problem}, doing="",
    )  # fmt: skip
    return True


def hand_back(task: Task, *, now: datetime) -> None:
    """A worker that ends gives its work to the next one; that was no attempt."""
    _check_mine(task)
    move(
        task, "waiting", by=None, now=now, due_at=now, lease_until=None,
        attempts=task.attempts - 1,
    )  # fmt: skip


def _check_mine(task: Task) -> None:
    if not Task.objects.filter(pk=task.pk, state="running", attempts=task.attempts).exists():
        raise Lost(str(task.pk))


def left_behind(*, now: datetime) -> list[Task]:
    """Take up what crashed workers left: waiting again, or failed after three attempts.

    Returns those that have now failed for good.
    """
    given_up = []
    for task in Task.objects.filter(state="running", lease_until__lt=now):
        problem = _("The worker that did this ended unexpectedly.")
        try:
            if fail(task, now=now, problem=problem, again=True):
                given_up.append(task)
        except (Beaten, Lost):
            continue
    return given_up


def stop(task_id: uuid.UUID, *, by: Person, now: datetime) -> None:
    """Ask for a task to end. One that waits is stopped at once, one that runs at its next step.

    Raises NotVisible, and Refused when it has ended already.
    """
    task = access.of(by, task_id)
    if task.state == "waiting":
        move(task, "stopped", by=by, now=now, stop_wanted=True, finished_at=now)
    elif not Task.objects.filter(pk=task.pk, state="running").update(stop_wanted=True):
        raise Refused(_("This had ended before it could be stopped. Reload to see how it went."))
    record("task stopped", by=by, now=now, thing=task, kind=task.kind)


def try_again(task_id: uuid.UUID, *, by: Person, now: datetime) -> None:
    """Start a failed task once more."""
    check_site_admin(by)
    task = access.of(by, task_id)
    if task.state != "failed":
        raise Refused(_("Only work that failed can be tried again. Nothing was changed."))
    move(
        task, "waiting", by=by, now=now, due_at=now, attempts=0, finished_at=None,
        stop_wanted=False, outcome={},
    )  # fmt: skip
    record("task tried again", by=by, now=now, thing=task, kind=task.kind)


def forget_old(*, now: datetime) -> int:
    """Delete what ended more than thirty days ago, as retention.yaml says."""
    old = Task.objects.filter(state__in=("done", "stopped", "failed"), finished_at__lt=now - KEPT)
    return old.delete()[0]
