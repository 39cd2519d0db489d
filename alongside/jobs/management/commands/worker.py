"""The worker: sends mail, does tasks, and looks every minute at what time has brought."""

from __future__ import annotations

import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from alongside.jobs import queue, tasks

#: Seconds a running task is given to reach its next step and be handed back.
GRACE = 1.5
BEAT = 20.0


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT, and is gone within two seconds of it."""

    help = "Do background work until told to end"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=3)

    def handle(self, *args: Any, **options: Any) -> None:
        consumer = queue.huey.create_consumer(
            workers=max(2, options["threads"]), periodic=True, initial_delay=0.1, max_delay=1.0
        )
        consumer.start()
        # After start(), which sets handlers of its own.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: tasks.ending.set())
        threading.Thread(target=_beat, daemon=True).start()
        queue.every_minute()
        tasks.ending.wait()
        consumer.stop_flag.set()
        until = time.monotonic() + GRACE
        for thread in [thread for _, thread in consumer.worker_threads]:
            thread.join(max(0.0, until - time.monotonic()))


def _beat() -> None:
    while not tasks.ending.wait(BEAT):
        try:
            close_old_connections()
            tasks.beat()
        except Exception:  # noqa: S112 - the database is away; the next beat tries again
            continue
