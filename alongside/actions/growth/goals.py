"""Goals: added, sharpened, rated, reached or let go."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import relationships as access
from alongside.actions import agenda
from alongside.actions.base import found_if_raced, record, touch
from alongside.actions.growth.rows import to_ten, words
from alongside.data.models import Action, AgendaItem, Goal, GoalRating, Person, Relationship
from alongside.data.transitions import move


@found_if_raced
@transaction.atomic
def add_goal(
    relationship: Relationship | UUID | str | None,
    *,
    title: str,
    detail: str = "",
    private: bool = False,
    closeness: int | None = None,
    pk: UUID | None = None,
    by: Person,
    now: datetime,
) -> Goal:
    """A goal of one's own. ``private``, or without a relationship, nobody else sees it (S0.11).

    With ``pk``, an id the form chose, the same form sent again adds nothing.
    """
    if pk and (made := Goal.objects.filter(pk=pk, person=by).first()):
        return made
    if relationship is not None:
        relationship = access.of(
            by, relationship.pk if isinstance(relationship, Relationship) else relationship
        )
        access.check_begun(by, relationship)
        if not private:
            access.check_is_mentee(by, relationship)
    goal = Goal(
        id=pk or uuid4(),
        relationship=relationship,
        person=by,
        private=private or relationship is None,
        title=words(title, _("Give the goal a few words; they may stay vague."), "title"),
        detail=detail.strip()[: agenda.LONGEST],
        created_at=now,
        changed_at=now,
    )
    goal.save(force_insert=True)
    if closeness is not None:
        to_ten(closeness)
        GoalRating.objects.create(goal=goal, on=now.date(), value=closeness)
    record("goal.added", by=by, now=now, thing=goal, relationship=relationship)
    if relationship and not goal.private:
        touch(relationship)
    return goal


def _own_goal(person: Person, goal_id: UUID | str) -> Goal:
    goal = (
        Goal.objects.select_for_update(of=("self",))
        .select_related("relationship")
        .filter(pk=goal_id, person=person)
        .first()
    )
    if goal is None:
        raise NotVisible
    if goal.relationship and not goal.private:
        access.check_can_write(person, goal.relationship)
    return goal


@transaction.atomic
def sharpen_goal(
    goal_id: UUID | str, *, title: str, detail: str, private: bool, by: Person, now: datetime
) -> Goal:
    """Change a goal's words, or who sees it. Its text moves under the key it then belongs to."""
    goal = _own_goal(by, goal_id)
    goal.title = words(title, _("Give the goal a few words; they may stay vague."), "title")
    goal.detail = detail.strip()[: agenda.LONGEST]
    was_private, goal.private = goal.private, private or goal.relationship is None
    if goal.relationship and was_private and not goal.private:
        access.check_begun(by, goal.relationship)
        access.check_is_mentee(by, goal.relationship)
    if goal.private:
        # What both could see must not point at what only one can.
        AgendaItem.objects.filter(goal=goal).update(goal=None)
        Action.objects.filter(goal=goal).update(goal=None)
    goal.changed_at = now
    goal.save()
    record("goal.changed", by=by, now=now, thing=goal, relationship=goal.relationship)
    if goal.relationship:
        touch(goal.relationship)
    return goal


@transaction.atomic
def rate_goal(
    goal_id: UUID | str, *, value: int, on: date | None = None, by: Person, now: datetime
) -> GoalRating:
    """How close a goal feels, 0 to 10, on the person's day ``on``. Once more that day changes it."""
    to_ten(value)
    goal = _own_goal(by, goal_id)
    rating, _made = GoalRating.objects.update_or_create(
        goal=goal, on=on or now.date(), defaults={"value": value}
    )
    record("goal.rated", by=by, now=now, thing=goal, relationship=goal.relationship)
    if goal.relationship and not goal.private:
        touch(goal.relationship)
    return rating


@transaction.atomic
def end_goal(goal_id: UUID | str, *, how: str, by: Person, now: datetime) -> Goal:
    """``reached``, ``let_go`` or ``open`` again."""
    goal = _own_goal(by, goal_id)
    if how not in ("reached", "let_go", "open"):
        raise Refused(_("Choose what became of the goal. Nothing was changed."))
    if goal.state != how:
        move(goal, how, by=by, now=now, changed_at=now)
        record("goal.ended", by=by, now=now, thing=goal, relationship=goal.relationship, how=how)
        if goal.relationship and not goal.private:
            touch(goal.relationship)
    return goal
