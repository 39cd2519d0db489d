"""Doing what is due: mail, tasks, and what time brings."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from alongside.actions import outbox
from alongside.actions import tasks as actions
from alongside.jobs import clock, schedule, tasks
from alongside.jobs import work as topics

Clock = Callable[[], datetime]

#: Long work leaves a thread of each process free for mail.
LONG_AT_ONCE = 2
_room = threading.BoundedSemaphore(LONG_AT_ONCE)


def mail(at: Clock = clock.now) -> int:
    """Send all that is due; the number of messages handled."""
    handled = 0
    while not tasks.ending.is_set():
        result = outbox.send_due(now=at())
        handled += result.handled
        if result.handled == 0:
            break
    return handled


def work() -> int:
    """Do tasks until none is due; how many. At most LONG_AT_ONCE at a time in a process."""
    topics.load()
    if not _room.acquire(blocking=False):
        return 0
    done = 0
    try:
        while not tasks.ending.is_set() and tasks.run_next():
            done += 1
    finally:
        _room.release()
    return done


def take_up(at: Clock = clock.now) -> None:
    """Put back what crashed workers left."""
    topics.load()
    outbox.take_back(now=at())
    for given_up in actions.left_behind(now=at()):
        tasks.tell_failed(given_up, given_up.outcome["problem"])


def everything(at: Clock = clock.now) -> int:
    """All that is due at this moment, what it leads to included; how many things were done."""
    take_up(at)
    schedule.sweep(at())
    total = 0
    while True:
        done = work() + mail(at)
        if not done:
            return total
        total += done
