"""The matching at work, and what follows when a coordinator publishes it."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from alongside.actions import matching as actions
from alongside.data.models import Task
from alongside.engine import matching as engine
from alongside.jobs import clock
from alongside.jobs.schedule import regularly
from alongside.jobs.tasks import Progress, task
from alongside.reads import matching as reads

#: Where each step of a run begins and ends, in per cents.
STEPS = {"candidates": (5, 30), "solve": (30, 55), "proof": (55, 75), "explain": (75, 98)}


def _given_up(row: Task, problem: str) -> None:
    actions.gave_up(row.params["run"], problem, now=clock.now())


@task("match", failed=_given_up)
def match(row: Task, progress: Progress) -> dict[str, Any]:
    """One run: read everyone, name all that is wrong, solve, prove, put into words, keep."""
    run = actions.begin(row.params["run"], now=clock.now())
    if run is None:
        return {}
    doing = {
        "candidates": _("Looking at who fits whom"),
        "solve": _("Finding the best pairs"),
        "proof": _("Proving that nothing better is left"),
        "explain": _("Writing the reasons"),
    }

    def hear(phase: str, share: float) -> None:
        start, end = STEPS[phase]
        progress(int(start + (end - start) * share), 100, doing[phase])

    progress(1, 100, _("Reading everyone’s answers"))
    began = time.perf_counter()
    pool = reads.load_pool(run.programme, weights=run.weights, seed=run.seed)
    problems = [*engine.check(pool), *reads.own_warnings(pool)]
    if any(p.stops for p in problems):
        named = [actions.problem_row(p) for p in problems]
        actions.end_early(run, "failed", now=clock.now(), problems=named)
        return {"problems": len(named)}
    try:
        result = engine.propose(pool, progress=hear, stop=progress.stopped)
    except engine.Stopped:
        actions.end_early(run, "stopped", now=clock.now())
        return {}
    seconds = time.perf_counter() - began
    price = engine.price_of_wishes(pool, result) if result.wishes else 0
    if progress.stopped():
        actions.end_early(run, "stopped", now=clock.now())
        return {}
    actions.save_proposals(
        run, pool, result, now=clock.now(), seconds=seconds, price=price, warnings=problems
    )
    progress(100, 100, _("Done"))
    return {"matched": result.matched, "mentees": len(pool.mentees)}


@task("publish matches")
def publish(row: Task, progress: Progress) -> dict[str, Any]:
    """Offers, and letters to those who are left over."""
    return actions.carry_out(
        row.params["run"],
        by=row.by,
        clock=clock.now,
        progress=lambda done, total: progress(done, total, _("Writing to everyone")),
    )


@regularly
def match_newcomers(now: datetime) -> None:
    """Programmes of the automatic form propose somebody as soon as people join."""
    actions.start_by_themselves(now=now)
