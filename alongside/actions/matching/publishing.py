"""Publishing: the moment from which people are told, and pairs made by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import matching as access
from alongside.access import programmes as access_programmes
from alongside.actions import relationships
from alongside.actions.base import once, post, record, start_task
from alongside.actions.matching.decisions import check_open
from alongside.data.models import (
    MatchRun,
    Participation,
    Person,
    Programme,
    Proposal,
    Seat,
    Unmatched,
)
from alongside.data.transitions import move
from alongside.reads import matching as reads

ALL, ACCEPTED = "all", "accepted"
#: What each choice publishes.
PUBLISHES = {ALL: ("proposed", "accepted", "locked"), ACCEPTED: ("accepted", "locked")}
#: No choice of a coordinator bends these.
NEVER = frozenset({"same_person", "line_manager"})
#: Said by the offer itself, with what to do.
SAID_ELSEWHERE = frozenset({"no_places"})


@transaction.atomic
def publish(run: MatchRun, which: str, *, by: Person, now: datetime) -> MatchRun:
    """Publish all pairs that were not refused, or only those accepted and locked.

    Offers and letters follow in the background, a pair at a time. Twice is the same as once.
    Raises NotVisible, Refused, and Beaten when another coordinator was first.
    """
    access.check_can_run(by, run)
    if which not in PUBLISHES:
        raise NotVisible
    run = MatchRun.objects.select_for_update().select_related("programme").get(pk=run.pk)
    if run.state == "published":
        return run
    check_open(run)
    pairs = run.proposals.filter(state__in=PUBLISHES[which]).count()
    if not pairs:
        raise Refused(
            _("No pair is accepted or locked yet, so there is nothing to publish. Nobody was told.")
        )
    move(
        run, "published", by=by, now=now, published_at=now,
        figures={**run.figures, "publish": which, "pairs": pairs},
    )  # fmt: skip
    run.task = start_task(
        "publish matches", by=by, now=now, run=str(run.pk), programme=str(run.programme_id)
    )
    run.save(update_fields=["task"])
    record("matching published", by=by, now=now, thing=run, programme=run.programme_id,
           number=run.number, pairs=pairs, which=which)  # fmt: skip
    return run


def carry_out(
    run_id: UUID | str,
    *,
    by: Person | None,
    clock: Callable[[], datetime],
    progress: Callable[[int, int], None],
) -> dict[str, Any]:
    """Offer the pairs of a published run and tell those who are left over.

    A pair is one transaction, so that after a crash the rest is taken up where it ended. Pairs
    that can't be offered any more are passed over and named. Returns counts.
    """
    run = MatchRun.objects.select_related("programme").get(pk=run_id, state="published")
    who = by or run.by
    states = PUBLISHES[run.figures.get("publish", ALL)]
    rows = list(
        run.proposals.filter(state__in=states)
        .select_related("mentee__person", "mentor__person", "mentee__programme")
        .order_by("mentee__applied_at", "id")
    )
    left = list(run.unmatched.select_related("mentee__person"))
    total = len(rows) + len(left)
    for done, row in enumerate(rows):
        progress(done, total)
        _offer(run, row, by=who, now=clock())
    run.proposals.exclude(state__in=("published", "set_aside", "refused")).update(state="set_aside")
    live = set(
        Seat.objects.filter(participation__in=[u.mentee_id for u in left], live=True).values_list(
            "participation_id", flat=True
        )
    )
    for done, one in enumerate(left, start=len(rows)):
        progress(done, total)
        if one.mentee_id not in live and one.mentee.state == "ready":
            _tell(one, now=clock())
    progress(total, total)
    run.refresh_from_db()
    return {
        "offered": run.proposals.filter(state="published").count(),
        "passed over": len(run.figures.get("passed_over", [])),
        "told": len(left),
    }


@transaction.atomic
def _offer(run: MatchRun, row: Proposal, *, by: Person | None, now: datetime) -> None:
    why = ""
    try:
        if by is None:
            raise Refused(_("Whoever published this has left, so nothing was sent."))
        with transaction.atomic():
            relationships.offer(
                run.programme, row.mentee, row.mentor, reads.reasons_of(row),
                by=by, now=now, proposal=row,
            )  # fmt: skip
    except Refused as no:
        why = no.message
    if not why:
        move(row, "published", by=by, now=now)
        return
    move(row, "set_aside", by=by, now=now)
    held = MatchRun.objects.select_for_update().get(pk=run.pk)
    said = {"mentee": str(row.mentee_id), "mentor": str(row.mentor_id), "why": why}
    held.figures = {
        **held.figures,
        "passed_over": [*held.figures.get("passed_over", []), said],
    }
    held.save(update_fields=["figures"])


def _tell(left: Unmatched, *, now: datetime) -> None:
    post(
        "unmatched", left.mentee.person, now=now, once=f"unmatched:{left.pk}",
        participation=str(left.mentee_id), unmatched=str(left.pk),
    )  # fmt: skip


def pair_by_hand(
    programme: Programme,
    mentee: Participation,
    mentor: Participation,
    *,
    by: Person,
    now: datetime,
    words: str = "",
    sure: bool = False,
    key: str = "",
) -> str:
    """Offer two people to each other without a run; the id of the relationship.

    ``words`` are the coordinator's own reason, which both read. What a rule of the programme says
    against them is passed over only when ``sure``; a line of management never is. Raises
    NotVisible and Refused.
    """
    access_programmes.check_can_coordinate(by, programme)
    against = {rule.code for rule in reads.rules_against(programme, mentee, mentor)}
    if against & NEVER:
        raise Refused(
            _("One is in the other’s line of management, or they are one person. That rule never "
              "bends, so nothing was sent. Choose somebody else.")
        )  # fmt: skip
    if against - SAID_ELSEWHERE and not sure:
        raise Refused(
            _("Read what speaks against these two, and say that you want to go on. Nothing was "
              "sent yet."),
            field="sure",
        )  # fmt: skip

    def do() -> dict[str, Any]:
        own = [{"text": words.strip()[:500]}] if words.strip() else []
        made = relationships.offer(
            programme, mentee, mentor, own or reads.reasons_of_two(programme, mentee, mentor),
            by=by, now=now,
        )  # fmt: skip
        record("paired by hand", by=by, now=now, thing=made, programme=programme,
               relationship=made, against=sorted(against))  # fmt: skip
        return {"id": str(made.pk)}

    return str(once(key, by=by, now=now, do=do)["id"])
