"""Background work: taken once, tried again, stopped, taken up after a crash."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection

from alongside.access import NotVisible, Refused
from alongside.actions import base
from alongside.actions import tasks as actions
from alongside.data.models import Event, Task
from alongside.jobs import clock, run, schedule, tasks, work
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds that a test registers are gone after it."""
    work.load()
    monkeypatch.setattr(tasks, "_KINDS", dict(tasks._KINDS))


def test_work_is_done_once_and_says_what_came_of_it(kinds: None, now: dt.datetime) -> None:
    @tasks.task("counting")
    def count(task: Task, progress: tasks.Progress) -> dict[str, Any]:
        progress(3, 10, "Counting")
        task.refresh_from_db()
        assert (task.done, task.total, task.doing) == (3, 10, "Counting")
        return {"counted": task.params["upto"]}

    row = base.start_task("counting", by=None, now=now, upto=10)
    assert run.work() == 1
    assert run.work() == 0
    row.refresh_from_db()
    assert (row.state, row.outcome, row.lease_until) == ("done", {"counted": 10}, None)


def test_a_crash_is_tried_three_times_then_said_plainly(
    kinds: None, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    runs: list[int] = []

    @tasks.task("falling", failed=lambda task, problem: told.append(problem))
    def fall(task: Task, progress: tasks.Progress) -> None:
        runs.append(task.attempts)
        raise KeyError("the secret text of somebody")

    row = base.start_task("falling", by=None, now=now)
    moment = now
    for _ in range(6):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        run.work()
        moment += dt.timedelta(minutes=30)
    row.refresh_from_db()
    assert runs == [1, 2, 3]
    assert row.state == "failed"
    assert "KeyError" in row.outcome["problem"] and "secret" not in row.outcome["problem"]
    assert told == [row.outcome["problem"]]


def test_between_tries_there_is_a_pause(
    kinds: None, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    @tasks.task("falling")
    def fall(task: Task, progress: tasks.Progress) -> None:
        raise ValueError

    row = base.start_task("falling", by=None, now=now)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert run.work() == 1
    row.refresh_from_db()
    assert row.state == "waiting" and row.due_at > now


def test_a_rule_that_says_no_is_not_tried_again(kinds: None, now: dt.datetime) -> None:
    @tasks.task("refused")
    def refuse(task: Task, progress: tasks.Progress) -> None:
        raise Refused("The programme has ended.")

    row = base.start_task("refused", by=None, now=now)
    run.work()
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("failed", {"problem": "The programme has ended."})


def test_the_stop_button_ends_running_work_at_its_next_step(
    kinds: None, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "EVERY", 0)
    who = factories.person()

    @tasks.task("long")
    def long(task: Task, progress: tasks.Progress) -> dict[str, Any]:
        for step in range(100):
            if step == 2:
                actions.stop(task.pk, by=who, now=now)
            progress(step, 100)
            if progress.stopped():
                return {"steps": step}
        return {"steps": 100}

    row = base.start_task("long", by=who, now=now)
    run.work()
    row.refresh_from_db()
    assert row.state == "stopped" and row.outcome["steps"] == 2
    assert Event.objects.filter(what="task stopped", by=who).count() == 1


def test_waiting_work_is_stopped_at_once_and_only_by_whom_it_concerns(now: dt.datetime) -> None:
    owner, coordinator, stranger = (factories.person() for _ in range(3))
    programme = factories.programme(coordinator)
    row = base.start_task("import", by=owner, now=now, programme=str(programme.pk))
    with pytest.raises(NotVisible):
        actions.stop(row.pk, by=stranger, now=now)
    actions.stop(row.pk, by=coordinator, now=now)
    row.refresh_from_db()
    assert row.state == "stopped"
    with pytest.raises(Refused):
        actions.stop(row.pk, by=owner, now=now)


def test_what_a_crashed_worker_left_is_taken_up(kinds: None, now: dt.datetime) -> None:
    @tasks.task("quiet")
    def quiet(task: Task, progress: tasks.Progress) -> None:
        return None

    row = base.start_task("quiet", by=None, now=now)
    assert actions.claim_next(now=now) is not None
    run.take_up(lambda: now + dt.timedelta(seconds=30))
    row.refresh_from_db()
    assert row.state == "running", "a lease that still runs is respected"
    run.take_up(lambda: now + dt.timedelta(minutes=5))
    row.refresh_from_db()
    assert row.state == "waiting"


def test_a_worker_that_lost_its_lease_can_no_longer_write(now: dt.datetime) -> None:
    base.start_task("import", by=None, now=now)
    slow = actions.claim_next(now=now)
    assert slow is not None
    later = now + dt.timedelta(minutes=5)
    actions.left_behind(now=later)
    again = actions.claim_next(now=later + dt.timedelta(minutes=5))
    assert again is not None and again.pk == slow.pk
    with pytest.raises(actions.Lost):
        actions.finish(slow, now=later, outcome={})
    with pytest.raises(actions.Lost):
        actions.say(slow, now=later, done=1)


def test_a_worker_that_is_asked_to_end_hands_its_work_back(
    kinds: None, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = threading.Event()
    monkeypatch.setattr(tasks, "ending", ending)

    @tasks.task("long")
    def long(task: Task, progress: tasks.Progress) -> None:
        ending.set()
        try:
            progress(1, 2)
        except Exception:  # what careless work might do
            pass
        raise AssertionError("not reached")

    row = base.start_task("long", by=None, now=now)
    tasks.run_next()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("waiting", 0)


def test_one_regular_thing_that_fails_keeps_none_from_its_turn(
    now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[dt.datetime] = []

    def broken(moment: dt.datetime) -> None:
        raise KeyError

    monkeypatch.setattr(schedule, "REGULAR", [broken, called.append])
    schedule.sweep(now)
    assert called == [now]


def test_old_tasks_are_forgotten_after_thirty_days(now: dt.datetime) -> None:
    for age in (29, 31):
        Task.objects.create(
            kind="import", state="done", created_at=now, due_at=now,
            finished_at=now - dt.timedelta(days=age),
        )  # fmt: skip
    assert actions.forget_old(now=now) == 1


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_of_many_workers_exactly_one_gets_a_task(now: dt.datetime) -> None:
    for _ in range(10):
        base.start_task("import", by=None, now=now)
    got: list[Any] = []
    start = threading.Barrier(4)

    def worker() -> None:
        start.wait()
        while (found := actions.claim_next(now=now)) is not None:
            got.append(found.pk)
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 10 and len(set(got)) == 10
