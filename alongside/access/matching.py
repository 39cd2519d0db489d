"""Who may see runs of the matching, their proposals, and rules about pairs."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from alongside.access.answers import NotVisible
from alongside.data.models import (
    MatchRun,
    PairRule,
    Participation,
    Person,
    Programme,
    Proposal,
    Unmatched,
)


def visible_to(person: Person) -> QuerySet[MatchRun]:
    """The runs of the programmes somebody coordinates. Nobody else knows there was one."""
    return MatchRun.objects.filter(programme__coordinators__person=person)


def run_of(person: Person, slug: str, number: int | None = None) -> MatchRun | None:
    """The run with a number, or the latest that was not stopped, or None. Raises NotVisible."""
    found = visible_to(person).filter(programme__slug=slug).select_related("programme", "task")
    if number is None:
        return found.exclude(state="stopped").first()
    run = found.filter(number=number).first()
    if run is None:
        raise NotVisible
    return run


def check_can_run(person: Person, run: MatchRun) -> None:
    """Raise NotVisible for anyone who does not coordinate the run's programme."""
    if not visible_to(person).filter(pk=run.pk).exists():
        raise NotVisible


def proposal_of(person: Person, run: MatchRun, proposal_id: uuid.UUID | str) -> Proposal:
    """A proposal of a run with its people, else NotVisible."""
    check_can_run(person, run)
    found = (
        Proposal.objects.filter(pk=proposal_id, run=run)
        .select_related("mentee__person", "mentor__person")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def unmatched_of(person: Person, run: MatchRun, unmatched_id: uuid.UUID | str) -> Unmatched:
    """Somebody whom a run could not match, else NotVisible."""
    check_can_run(person, run)
    found = (
        Unmatched.objects.filter(pk=unmatched_id, run=run).select_related("mentee__person").first()
    )
    if found is None:
        raise NotVisible
    return found


def rule_of(person: Person, programme: Programme, rule_id: uuid.UUID | str) -> PairRule:
    """A lock or a ban in a programme that somebody coordinates, else NotVisible."""
    found = PairRule.objects.filter(
        pk=rule_id, programme=programme, programme__coordinators__person=person
    ).first()
    if found is None:
        raise NotVisible
    return found


def place_in(programme: Programme, place_id: uuid.UUID | str, side: str) -> Participation:
    """A place on one side of a programme, else NotVisible."""
    found = (
        Participation.objects.filter(pk=place_id, programme=programme, side=side)
        .select_related("person", "programme")
        .first()
    )
    if found is None:
        raise NotVisible
    return found
