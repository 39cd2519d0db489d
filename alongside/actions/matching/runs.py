"""Runs of the matching: start, work, stop, keep what came out. Nobody is told of any of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from statistics import mean, pstdev
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.access import matching as access
from alongside.access import programmes as access_programmes
from alongside.actions import tasks
from alongside.actions.base import record, start_task
from alongside.data.models import (
    MatchRun,
    PairRule,
    Person,
    Programme,
    Proposal,
    Unmatched,
)
from alongside.data.transitions import Beaten, move
from alongside.engine.matching import Fact, Pair, Pool, Problem, Result
from alongside.reads import matching as reads

UNDER_WAY = ("waiting", "running")
#: Runs that came to proposals, whatever became of them.
WITH_PROPOSALS = ("proposed", "published", "set_aside")
#: A score this many standard deviations below the run's average stands out as low.
STANDS_OUT = 1.4
FEW_HOURS = 1


def start_run(
    programme: Programme,
    *,
    by: Person,
    now: datetime,
    weights: Mapping[str, int] | None = None,
    seed: int = reads.SEED,
) -> MatchRun:
    """Start a run in the background; one that is under way already is given back instead.

    ``weights`` (whole per cents by part, together 100) are kept as the programme's own. Raises
    NotVisible, and Refused when nobody waits or the form is not matched by a run.
    """
    access_programmes.check_can_coordinate(by, programme)
    return _start(programme, by=by, now=now, weights=weights, seed=seed)


def start_by_themselves(*, now: datetime) -> int:
    """In programmes of the automatic form, a run for whoever became ready since the last one.

    Newcomers are proposed as soon as possible after joining (S3.8); a coordinator still publishes.
    Returns how many runs were started.
    """
    started = 0
    for programme in Programme.objects.filter(form="automatic", state__in=("open", "closed")):
        last = programme.runs.order_by("-number").first()
        waiting = reads.mentees_to_match(programme)
        if last is not None:
            waiting = waiting.filter(ready_at__gt=last.started_at)
        if (last is None or last.state not in UNDER_WAY) and waiting.exists():
            _start(programme, by=None, now=now, weights=None, seed=reads.SEED)
            started += 1
    return started


def _start(
    programme: Programme,
    *,
    by: Person | None,
    now: datetime,
    weights: Mapping[str, int] | None,
    seed: int,
) -> MatchRun:
    _check_can_start(programme, weights)
    try:
        with transaction.atomic():
            held = Programme.objects.select_for_update().get(pk=programme.pk)
            before = held.runs.filter(state__in=UNDER_WAY).first()
            if before is not None:
                return before
            if weights is not None and dict(weights) != held.weights:
                held.weights = dict(weights)
                held.save(update_fields=["weights"])
            last = held.runs.order_by("-number").values_list("number", flat=True).first() or 0
            run = MatchRun.objects.create(
                programme=held,
                number=last + 1,
                seed=seed,
                weights=reads.weights_of(held),
                by=by,
                started_at=now,
            )
            run.task = start_task("match", by=by, now=now, run=str(run.pk), programme=str(held.pk))
            run.save(update_fields=["task"])
            record("matching started", by=by, now=now, thing=run, programme=held, number=run.number)
            return run
    except IntegrityError:
        # Two coordinators pressed the button at once: the other's run is this one's too.
        return programme.runs.order_by("-number")[0]


def _check_can_start(programme: Programme, weights: Mapping[str, int] | None) -> None:
    if programme.state == "ended":
        raise Refused(_("This programme has ended, so nobody is matched any more."))
    if not reads.runs_by_itself(programme):
        raise Refused(
            _("This form is paired by hand for now: choose a mentee and a mentor. Nothing was run.")
        )
    if weights is not None and (
        set(weights) != set(reads.PARTS)
        or min(weights.values()) < 0
        or sum(weights.values()) != 100
    ):
        raise Refused(
            _(
                "Together these make %(sum)s%%. Change them so that they make 100%%; nothing was run."
            )
            % {"sum": sum(weights.values())},
            field="weights",
        )
    if not reads.mentees_to_match(programme).exists():
        raise Refused(_("Nobody waits for a mentor just now, so there is nothing to match."))


def begin(run_id: UUID | str, *, now: datetime) -> MatchRun | None:
    """Take a run up, also after a crash; None when it has come to an end already."""
    run = MatchRun.objects.select_related("programme").filter(pk=run_id).first()
    if run is None or run.state not in UNDER_WAY:
        return None
    if run.state == "waiting":
        move(run, "running", by=None, now=now)
    return run


def stop_run(run: MatchRun, *, by: Person, now: datetime) -> None:
    """Stop a run; what there was before stays. Raises NotVisible, and Refused when it is over."""
    access.check_can_run(by, run)
    if run.state not in UNDER_WAY or run.task is None:
        raise Refused(_("This run had ended before it could be stopped. Reload to see it."))
    tasks.stop(run.task.pk, by=by, now=now)
    run.refresh_from_db()
    if run.task is not None and run.task.state == "stopped":
        end_early(run, "stopped", now=now)


def end_early(run: MatchRun, state: str, *, now: datetime, problems: Iterable[Any] = ()) -> None:
    """A run that came to nothing: ``stopped``, or ``failed`` with all that was wrong."""
    try:
        move(run, state, by=None, now=now, finished_at=now, problems=list(problems))
    except Beaten:
        run.refresh_from_db()


def gave_up(run_id: UUID | str, problem: str, *, now: datetime) -> None:
    """A task that was given up takes its run along."""
    run = MatchRun.objects.filter(pk=run_id, state__in=UNDER_WAY).first()
    if run is not None:
        if run.state == "waiting":
            move(run, "running", by=None, now=now)
        end_early(run, "failed", now=now, problems=[{"text": problem}])


def problem_row(problem: Problem) -> dict[str, Any]:
    """A problem of the input as it is kept with the run."""
    return {
        "code": problem.code,
        "who": list(problem.who),
        "params": dict(problem.params),
        "stops": problem.stops,
    }


def fact_row(fact: Fact) -> dict[str, Any]:
    """A fact as it is kept: ``{"code": …, "params": {…}}``."""
    return {"code": fact.code, "params": dict(fact.params)}


@transaction.atomic
def save_proposals(
    run: MatchRun,
    pool: Pool,
    result: Result,
    *,
    now: datetime,
    seconds: float,
    price: int,
    warnings: Iterable[Problem] = (),
) -> None:
    """Keep what a run came to. An earlier run that was not published steps back for it.

    A pair accepted in that run and proposed again stays accepted; one ruled out while this run
    was at work comes out refused.
    """
    before = (
        MatchRun.objects.filter(programme=run.programme_id, state__in=WITH_PROPOSALS)
        .exclude(pk=run.pk)
        .order_by("-number")
        .first()
    )
    earlier = (
        {(p.mentee_id, p.mentor_id): p.state for p in before.proposals.all()} if before else {}
    )
    ruled = {
        (r.mentee_id, r.mentor_id): r.rule
        for r in PairRule.objects.filter(programme=run.programme_id)
    }
    scores = [p.score for p in result.pairs]
    lowest = min(scores, default=0)
    low = mean(scores) - STANDS_OUT * pstdev(scores) if scores else 0
    rows = []
    for pair in result.pairs:
        key = (UUID(pair.mentee), UUID(pair.mentor))
        rows.append(
            Proposal(
                run=run,
                mentee_id=key[0],
                mentor_id=key[1],
                score=pair.score,
                parts=_parts(pair),
                alternatives=[
                    {"mentor": a.mentor, "score": a.score, "why": fact_row(a.why_not)}
                    for a in pair.alternatives
                ],
                state=_state(pair, key, before, earlier, ruled),
                wish=pair.wish,
                look=_look(pair, lowest, low),
                changed=bool(before) and key not in earlier,
            )
        )
    Proposal.objects.bulk_create(rows, batch_size=200)
    Unmatched.objects.bulk_create(
        [
            Unmatched(
                run=run,
                mentee_id=u.mentee,
                reason=fact_row(u.reason),
                change=fact_row(u.change),
            )
            for u in result.unmatched
        ],
        batch_size=200,
    )
    for old in MatchRun.objects.filter(programme=run.programme_id, state="proposed").exclude(
        pk=run.pk
    ):
        move(old, "set_aside", by=run.by, now=now, why=f"run {run.number} took its place")
    wished = {m.id for m in pool.mentees if m.wants} | {w for m in pool.mentors for w in m.wants}
    move(
        run,
        "proposed",
        by=None,
        now=now,
        finished_at=now,
        rules={
            "form": pool.rules.form,
            "same_team": pool.rules.allow_same_team,
            "shared_hours": pool.rules.min_shared_hours,
            "whole_line": pool.rules.whole_line,
            "locks": sorted(map(list, pool.locks)),
            "forbidden": sorted(map(list, pool.forbidden)),
        },
        input_hash=result.input_hash,
        mentees=len(pool.mentees),
        mentors=len(pool.mentors),
        matched=result.matched,
        total=result.total,
        bound=result.bound,
        proved=result.proved,
        seconds=round(seconds, 2),
        problems=[problem_row(p) for p in warnings],
        figures={
            "lowest": lowest,
            "wishes": result.wishes,
            "wished": len(wished),
            "price": price,
            "matched_bound": result.matched_bound,
            "since": before.number if before else None,
            "kept": sum((r.mentee_id, r.mentor_id) in earlier for r in rows),
        },
    )


def _parts(pair: Pair) -> list[dict[str, Any]]:
    return [
        {
            "key": part.key,
            "points": part.points,
            "out_of": part.out_of,
            "facts": [fact_row(f) for f in part.facts],
        }
        for part in pair.parts
    ]


def _state(
    pair: Pair,
    key: tuple[UUID, UUID],
    before: MatchRun | None,
    earlier: Mapping[tuple[UUID, UUID], str],
    ruled: Mapping[tuple[UUID, UUID], str],
) -> str:
    rule = ruled.get(key)
    if rule == "forbid":
        return "refused"
    if rule == "lock":
        return "locked"
    if before is not None and before.state == "proposed" and earlier.get(key) == "accepted":
        return "accepted"
    return "proposed"


def _look(pair: Pair, lowest: int, low: float) -> str:
    """Why somebody may want to look at this pair first, the weightiest reason; or nothing."""
    facts = {f.code: f for part in pair.parts for f in part.facts}
    if pair.score < low:
        return "lowest" if pair.score == lowest else "low"
    if "offers_none" in facts:
        return "no_topic"
    hours = facts.get("shared_hours")
    if hours is not None and int(hours.get("hours", 0)) <= FEW_HOURS:  # type: ignore[arg-type]
        return "few_hours"
    if any(a.why_not.code == "as_good" for a in pair.alternatives):
        return "draw"
    return ""


def take_off(programme: Programme, rule_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Lift a lock or a ban. The next run takes note of it. Raises NotVisible."""
    rule = access.rule_of(by, programme, rule_id)
    with transaction.atomic():
        rule.delete()
        # The row that is being looked at, too, shows that it is undecided again.
        for proposal in Proposal.objects.filter(
            run__programme=programme, run__state="proposed", mentee=rule.mentee, mentor=rule.mentor,
            state__in=("locked", "refused"),
        ):  # fmt: skip
            move(proposal, "proposed", by=by, now=now)
        record("pair rule lifted", by=by, now=now, programme=programme, rule=rule.rule)
