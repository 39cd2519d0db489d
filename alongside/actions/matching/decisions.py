"""What a coordinator decides about proposed pairs. Until they publish, nobody is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import matching as access
from alongside.actions.base import post, record
from alongside.data.models import MatchRun, PairRule, Participation, Person, Proposal
from alongside.data.transitions import move
from alongside.reads import matching as reads

#: Decision → the proposal's state. Lock and forbid also hold for every later run.
STATES = {
    "accept": "accepted",
    "lock": "locked",
    "refuse": "refused",
    "forbid": "refused",
    "": "proposed",
}
RULES = {"lock": "lock", "forbid": "forbid"}


def check_open(run: MatchRun) -> None:
    """Refused unless the run still waits for decisions."""
    if run.state == "published":
        raise Refused(
            _(
                "This run was published a moment ago, so its pairs stay as they are. Reload to see it."
            )
        )
    if run.state != "proposed":
        raise Refused(
            _("A newer run has taken this one’s place. Nothing was changed: go to the latest run.")
        )


@transaction.atomic
def decide(
    run: MatchRun, proposal_id: UUID | str, decision: str, *, by: Person, now: datetime
) -> Proposal:
    """Accept, lock, refuse (this time), forbid (ever), or clear (""), as often as one likes.

    Raises NotVisible, Refused when the run is over, and Beaten when another coordinator decided
    at the same moment.
    """
    proposal = access.proposal_of(by, run, proposal_id)
    if decision not in STATES:
        raise NotVisible
    run = MatchRun.objects.select_for_update().get(pk=run.pk)
    check_open(run)
    pair: dict[str, Any] = {
        "programme_id": run.programme_id,
        "mentee": proposal.mentee,
        "mentor": proposal.mentor,
    }
    rule = RULES.get(decision)
    if rule:
        PairRule.objects.update_or_create(**pair, defaults={"rule": rule, "by": by, "at": now})
    else:
        PairRule.objects.filter(**pair).delete()
    if proposal.state != STATES[decision]:
        move(proposal, STATES[decision], by=by, now=now)
    record(
        "pair decided", by=by, now=now, thing=proposal, programme=run.programme_id,
        decision=decision or "clear",
    )  # fmt: skip
    return proposal


@transaction.atomic
def ask(
    run: MatchRun, unmatched_id: UUID | str, place_id: UUID | str, *, by: Person, now: datetime
) -> Participation:
    """Ask a mentor for one more place, or a mentee whether another way would do: once each.

    The letter names nobody else. Raises NotVisible for a place that has nothing to do with it.
    """
    left = access.unmatched_of(by, run, unmatched_id)
    asked = next((p for p in reads.who_to_ask(left) if str(p.pk) == str(place_id)), None)
    if asked is None:
        raise NotVisible
    run = MatchRun.objects.select_for_update().get(pk=run.pk)
    sent = post(
        "match_asked", asked.person, now=now, once=f"match-asked:{left.pk}:{asked.pk}",
        participation=str(asked.pk), unmatched=str(left.pk),
    )  # fmt: skip
    if sent is not None:
        asked_so_far = {**run.figures.get("asked", {})}
        asked_so_far[str(left.pk)] = now.isoformat()
        run.figures = {**run.figures, "asked": asked_so_far}
        run.save(update_fields=["figures"])
        record("asked for a match", by=by, now=now, thing=left, programme=run.programme_id)
    return asked
