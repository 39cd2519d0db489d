"""What wakes a worker: huey, over a file of its own or over Redis.

The queue holds no work. A message in it says no more than "look", and losing it delays a
thing by a minute at most, until the next sweep.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab

from alongside.jobs import clock, run, schedule

log = logging.getLogger("alongside.queue")


def _make() -> Huey:
    if settings.REDIS_URL:
        return RedisHuey("alongside", url=settings.REDIS_URL, results=False, read_timeout=1)
    if settings.MODE == "test":
        return MemoryHuey("alongside", immediate=True, results=False)
    return SqliteHuey("alongside", filename=str(settings.DATA_DIR / "queue.sqlite3"), results=False)


huey = _make()


def _fresh(function: Callable[[], Any]) -> None:
    """Run with connections that work: one that a restarted database cut is thrown away."""
    close_old_connections()
    try:
        function()
    finally:
        close_old_connections()


@huey.task()
def look_for_mail() -> None:
    _fresh(run.mail)


@huey.task()
def look_for_work() -> None:
    _fresh(run.work)


@huey.periodic_task(crontab(minute="*"))
def every_minute() -> None:
    _fresh(sweep)


def sweep() -> None:
    """What time brings, what was left behind, and what no wake told of."""
    run.take_up()
    schedule.sweep(clock.now())
    look_for_work()
    run.mail()


def wake() -> None:
    """Tell a worker that something was committed. Never fails: the next sweep finds the rows."""
    try:
        # One that waits in the queue will see this row too.
        if huey.immediate or huey.pending_count() < 2:
            look_for_mail()
            look_for_work()
    except Exception as error:
        log.warning("queue unreachable", extra={"kind": type(error).__name__})
