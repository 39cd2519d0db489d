"""What background work there is, and how one piece of it is run.

Each topic has a file in ``jobs/work``::

    @task("import")
    def import_people(task: Task, progress: Progress) -> dict[str, Any]: ...

The function returns what came of it (codes and counts). It runs again from the start after a
crash, so it must be able to.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.actions import tasks as actions
from alongside.data.models import Task
from alongside.data.transitions import Beaten
from alongside.jobs import clock

log = logging.getLogger("alongside.tasks")

#: How often a progress is written, in seconds; in between it costs nothing.
EVERY = 0.5

#: Set when this process was asked to end.
ending = threading.Event()


class _Ending(BaseException):
    """Unwinds the work of a worker that was asked to end. No ``except Exception`` holds it."""


class Progress:
    """Given to the work: ``progress(done, total, doing)`` and ``progress.stopped()``."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._wanted = False
        self._looked = float("-inf")
        self._total = -1
        self.was_stopped = False

    def __call__(self, done: int, total: int, doing: str = "") -> None:
        """Say how far it is. ``doing`` is a few words of ours; the last call of a step counts."""
        fresh = total != self._total or done >= total
        self._total = total
        self._look(fresh, done=done, total=total, doing=doing)

    def stopped(self) -> bool:
        """Whether to end early: tidy up and return."""
        self._look(False)
        self.was_stopped = self.was_stopped or self._wanted
        return self._wanted

    def _look(self, at_once: bool, **fields: Any) -> None:
        if ending.is_set():
            raise _Ending
        if at_once or time.monotonic() - self._looked > EVERY:
            self._looked = time.monotonic()
            self._wanted = actions.say(self._task, now=clock.now(), **fields)


Work = Callable[[Task, Progress], dict[str, Any] | None]
Failed = Callable[[Task, str], None]


@dataclass(frozen=True)
class _Kind:
    work: Work
    failed: Failed | None


_KINDS: dict[str, _Kind] = {}


def task(kind: str, *, failed: Failed | None = None) -> Callable[[Work], Work]:
    """Register the work of a kind. ``failed(task, problem)`` is told when it is given up."""

    def keep(function: Work) -> Work:
        _KINDS[kind] = _Kind(function, failed)
        return function

    return keep


#: What this process is working on, for the beat that holds the leases.
_held: dict[Any, Task] = {}


def run_next() -> bool:
    """Take one task and do it. False when none was due."""
    found = actions.claim_next(now=clock.now())
    if found is None:
        return False
    _held[found.pk] = found
    try:
        _run(found)
    except (actions.Lost, Beaten):
        log.warning("task taken up by another worker", extra={"task": str(found.pk)})
    finally:
        _held.pop(found.pk, None)
    return True


def _run(found: Task) -> None:
    kind = _KINDS.get(found.kind)
    if kind is None:
        _fail(found, None, _("There is no work of this kind here."), again=False)
        return
    progress = Progress(found)
    began = time.perf_counter()
    try:
        outcome = kind.work(found, progress) or {}
    except _Ending:
        actions.hand_back(found, now=clock.now())
        return
    except Refused as no:
        _fail(found, kind, no.message, again=False)
        return
    except (actions.Lost, Beaten):
        raise
    except Exception as error:
        log.error("task broke off", extra={"kind": found.kind}, exc_info=error)
        problem = _("This broke off (%(what)s). What was saved before is safe.")
        _fail(found, kind, problem % {"what": type(error).__name__}, again=True)
        return
    actions.finish(found, now=clock.now(), outcome=outcome, stopped=progress.was_stopped)
    spent = round((time.perf_counter() - began) * 1000)
    log.info("task", extra={"kind": found.kind, "state": found.state, "ms": spent})


def _fail(found: Task, kind: _Kind | None, problem: str, *, again: bool) -> None:
    if actions.fail(found, now=clock.now(), problem=problem, again=again):
        tell_failed(found, problem, kind)


def tell_failed(found: Task, problem: str, kind: _Kind | None = None) -> None:
    """Tell a topic that a task of its kind was given up."""
    kind = kind or _KINDS.get(found.kind)
    if kind and kind.failed:
        kind.failed(found, problem)


def beat() -> None:
    """Hold on to what this process is working on."""
    for held in list(_held.values()):
        try:
            actions.say(held, now=clock.now())
        except actions.Lost:
            pass  # the work itself finds out at its next step
