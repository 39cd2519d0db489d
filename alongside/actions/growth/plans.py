"""Actions: what the mentee will try, and what came of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import relationships as access
from alongside.actions import agenda
from alongside.actions.base import found_if_raced, record, touch
from alongside.actions.growth.rows import to_ten, words
from alongside.data.models import (
    Action,
    ActionNote,
    AgendaItem,
    Goal,
    Meeting,
    Person,
    Relationship,
)
from alongside.data.transitions import move


@found_if_raced
@transaction.atomic
def add_action(
    relationship: Relationship | UUID | str,
    *,
    text: str,
    sure: int | None = None,
    obstacle: str = "",
    due_on: date | None = None,
    experiment: bool = False,
    goal: UUID | str | None = None,
    item: UUID | str | None = None,
    meeting: Meeting | None = None,
    pk: UUID | None = None,
    by: Person,
    now: datetime,
) -> Action:
    """Something the mentee will try. Only the mentee makes it theirs (S1.5–S1.8).

    With ``pk``, an id the form chose, the same form sent again adds nothing.
    """
    if pk and (made := Action.objects.filter(pk=pk, owner=by).first()):
        return made
    relationship = access.of(
        by, relationship.pk if isinstance(relationship, Relationship) else relationship
    )
    access.check_begun(by, relationship)
    access.check_is_mentee(by, relationship)
    if due_on and due_on < now.date() - timedelta(days=1):
        raise Refused(
            _("That day has passed. Choose a later one, or leave it open."), field="due_on"
        )
    action = Action(
        id=pk or uuid4(),
        relationship=relationship,
        owner=by,
        text=words(text, _("Say in a few words what you will try.")),
        obstacle=obstacle.strip()[: agenda.LONGEST],
        sure=to_ten(sure),
        due_on=due_on,
        experiment=experiment,
        goal=_shared_goal(relationship, goal),
        item=AgendaItem.objects.filter(pk=item, relationship=relationship).first()
        if item
        else None,
        agreed_in=meeting,
        created_at=now,
        changed_at=now,
    )
    action.save(force_insert=True)
    record("action.added", by=by, now=now, thing=action, relationship=relationship)
    touch(relationship)
    return action


def _shared_goal(relationship: Relationship, goal: UUID | str | None) -> Goal | None:
    if not goal:
        return None
    return Goal.objects.filter(pk=goal, relationship=relationship, private=False).first()


def _own_action(person: Person, action_id: UUID | str) -> Action:
    action = (
        Action.objects.select_for_update(of=("self",))
        .select_related("relationship")
        .filter(pk=action_id, owner=person)
        .first()
    )
    if action is None:
        raise NotVisible
    access.check_can_write(person, action.relationship)
    return action


@transaction.atomic
def change_action(
    action_id: UUID | str,
    *,
    text: str,
    sure: int | None,
    obstacle: str,
    due_on: date | None,
    experiment: bool,
    goal: UUID | str | None = None,
    by: Person,
    now: datetime,
) -> Action:
    """Make an action smaller, later or clearer; it is the mentee's."""
    action = _own_action(by, action_id)
    action.text = words(text, _("Say in a few words what you will try."))
    action.obstacle = obstacle.strip()[: agenda.LONGEST]
    action.sure, action.due_on, action.experiment = to_ten(sure), due_on, experiment
    action.goal = _shared_goal(action.relationship, goal)
    action.changed_at = now
    action.save()
    record("action.changed", by=by, now=now, thing=action, relationship=action.relationship)
    touch(action.relationship)
    return action


@transaction.atomic
def log_action(
    action_id: UUID | str, *, text: str, outcome: str = "open", by: Person, now: datetime
) -> Action:
    """What happened in day-to-day work (S1.8). ``outcome`` is ``open``, ``done`` or ``let_go``.

    Letting go is as good an ending as doing. A note is optional when something ends.
    """
    action = _own_action(by, action_id)
    if text.strip() or outcome == action.state:
        ActionNote(
            action=action,
            relationship=action.relationship,
            by=by,
            text=words(text, _("Write a line about what happened.")),
            at=now,
        ).save(force_insert=True)
    if outcome != action.state:
        move(
            action, outcome, by=by, now=now, changed_at=now,
            closed_at=None if outcome == "open" else now,
        )  # fmt: skip
    record("action.logged", by=by, now=now, thing=action, relationship=action.relationship)
    touch(action.relationship)
    return action


@transaction.atomic
def keep_note(
    note_id: UUID,
    action_id: UUID | str,
    *,
    text: str,
    outcome: str = "",
    by: Person,
    now: datetime,
) -> ActionNote | None:
    """A line on what happened, written as it is typed: the same id changes the same line.

    An emptied line is taken away; returns None then. ``outcome`` moves the action on if it is
    another state than it is in, so that the same form sent again changes nothing.
    """
    action = _own_action(by, action_id)
    note = ActionNote.objects.select_for_update().filter(pk=note_id).first()
    if note and (note.by_id != by.pk or note.action_id != action.pk):
        raise NotVisible
    if text.strip():
        if note is None:
            note = ActionNote(
                id=note_id, action=action, relationship=action.relationship, by=by, at=now
            )
        note.text = words(text, "")
        note.save()
    elif note:
        note.delete()
        note = None
    if outcome and outcome != action.state:
        move(
            action, outcome, by=by, now=now, changed_at=now,
            closed_at=None if outcome == "open" else now,
        )  # fmt: skip
    record("action.logged", by=by, now=now, thing=action, relationship=action.relationship)
    touch(action.relationship)
    return note
