"""The worker as a real process, on a file and on a real Redis; the queue only wakes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alongside.actions.base import _wakers
from alongside.jobs import queue
from tests.servers.mail import MailServer
from tests.servers.redis import Redis

ROOT = Path(__file__).resolve().parents[2]

#: Puts a message and a task into a site's database, as an action does, and wakes a worker.
POST = """
import django; django.setup()
from django.utils import timezone
from django.db import transaction
from alongside.data.models import Person
from alongside.actions import base
now = timezone.now()
with transaction.atomic():
    person = Person.objects.filter(email="ann@example.org").first() or Person.objects.make(
        "ann@example.org", "Ann Example", "a password of some length")
    base.post("welcome", person, now=now)
    base.start_task("account mail", by=None, now=now, address="ann@example.org")
"""


class Site:
    """A site's environment; ``run`` a piece of Python in it, ``worker`` starts one."""

    def __init__(self, folder: Path, **more: str) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ALONGSIDE", "REDIS"))}
        kept.pop("DATABASE_URL", None)
        kept.pop("KEYS_DATABASE_URL", None)
        self.environment = {
            **kept, "ALONGSIDE_MODE": "development", "ALONGSIDE_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings", **more,
        }  # fmt: skip
        self.workers: list[subprocess.Popen[bytes]] = []

    def run(self, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, check=True,
            capture_output=True, text=True, timeout=120,
        ).stdout  # fmt: skip

    def worker(self) -> subprocess.Popen[bytes]:
        self.workers.append(
            subprocess.Popen(
                [sys.executable, "manage.py", "worker"],
                cwd=ROOT,
                env=self.environment,
                stderr=subprocess.PIPE,
            )  # fmt: skip
        )
        return self.workers[-1]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Make a site with tables; its workers are ended."""
    made: list[Site] = []

    def make(**more: str) -> Site:
        one = Site(tmp_path, **more)
        made.append(one)
        for alias in ("default", "keys"):
            one.run("manage.py", "migrate", "--database", alias, "-v", "0", "--skip-checks")
        return one

    yield make
    for process in [process for one in made for process in one.workers]:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_for(what: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


def test_a_worker_is_woken_and_ends_within_two_seconds(
    site: Callable[..., Site], mail_server: MailServer
) -> None:
    one = site(EMAIL_URL=mail_server.url)
    worker = one.worker()
    one.run("-c", POST)
    # The welcome, and the password link that the task led to: long before the next sweep.
    wait_for(lambda: len(mail_server.messages) == 2)
    began = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert time.monotonic() - began < 2


def test_a_worker_that_starts_finds_what_waits(
    site: Callable[..., Site], mail_server: MailServer
) -> None:
    one = site(EMAIL_URL=mail_server.url)
    one.run("-c", POST)
    worker = one.worker()
    wait_for(lambda: len(mail_server.messages) == 2)
    worker.send_signal(signal.SIGINT)
    assert worker.wait(10) == 0


def test_work_does_all_that_is_due_and_ends(
    site: Callable[..., Site], mail_server: MailServer
) -> None:
    one = site(EMAIL_URL=mail_server.url)
    one.run("-c", POST)
    assert one.run("manage.py", "work") == "3 done\n"
    assert {m["Subject"] for m in mail_server.messages} == {
        "Welcome to Alongside", "Choose a new password",
    }  # fmt: skip


def test_the_queue_moves_to_redis(
    site: Callable[..., Site], mail_server: MailServer, redis_server: Redis
) -> None:
    one = site(EMAIL_URL=mail_server.url, REDIS_URL=redis_server.url)
    worker = one.worker()
    one.run("-c", POST)
    wait_for(lambda: len(mail_server.messages) == 2)
    # Everything that Redis held is lost: the rows are the truth, and the next wake finds them.
    redis_server.restart()
    one.run("-c", POST)
    wait_for(lambda: len(mail_server.messages) == 4, 75)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0


def test_a_redis_that_is_gone_holds_up_no_page(
    site: Callable[..., Site], redis_server: Redis, mail_server: MailServer
) -> None:
    one = site(EMAIL_URL=mail_server.url, REDIS_URL=redis_server.url)
    redis_server.stop()
    one.run("-c", POST)  # the transaction goes through; nobody is woken


def test_no_wake_leaves_a_test_and_a_wake_never_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    assert queue.wake not in _wakers, "a test says itself when work is done"

    class Gone:
        immediate = False

        def pending_count(self) -> Any:
            raise ConnectionError

    monkeypatch.setattr(queue, "huey", Gone())
    queue.wake()
