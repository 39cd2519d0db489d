"""Long lists: looked through, imported, and their people invited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from alongside.actions import importing
from alongside.data.models import Task
from alongside.jobs import clock
from alongside.jobs.schedule import regularly
from alongside.jobs.tasks import Progress, task


def _failed(task: Task, problem: str) -> None:
    importing.gave_up(task.params["batch"], problem, now=clock.now())


@task("check import", failed=_failed)
def check_import(task: Task, progress: Progress) -> dict[str, Any]:
    """Look at every row of a long list."""
    return importing.check_in_background(
        task.params["batch"], by=task.by, now=clock.now(), tell=progress, stopped=progress.stopped
    )


@task("import", failed=_failed)
def import_people(task: Task, progress: Progress) -> dict[str, Any]:
    """Write the people of a list."""
    return importing.import_in_background(
        task.params["batch"], by=task.by, now=clock.now(), tell=progress, stopped=progress.stopped
    )


@task("welcome")
def welcome(task: Task, progress: Progress) -> dict[str, Any]:
    """Invite the people who came by lists."""
    return importing.welcome_in_background(
        task.params["programme"], by=task.by, now=clock.now(), tell=progress,
        stopped=progress.stopped,
    )  # fmt: skip


@regularly
def forget_uploads(now: datetime) -> None:
    """As retention.yaml says; once an hour is enough."""
    if now.minute == 23:
        importing.forget_old(now=now)
