"""Goals as calm lines over the months of a relationship."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data.models import Action, AgendaItem, Goal, GoalRating, Person, Relationship
from alongside.reads.relationships.shared import day_words


@dataclass(frozen=True)
class Reading:
    """A rating of a goal. ``at`` runs from 0 (the start) to 1 (the end)."""

    at: float
    value: int
    on: str


@dataclass(frozen=True)
class GoalLine:
    """A goal with its ratings over the months."""

    id: UUID
    title: str
    detail: str
    private: bool
    notes: str
    finding: str
    readings: list[Reading]


def goals_of(
    person: Person, relationship: Relationship, today: date, items: list[AgendaItem],
    actions: list[Action],
) -> list[GoalLine]:  # fmt: skip
    """The open goals the reader may see, with what hangs on each. Two queries."""
    found = list(
        Goal.objects.filter(relationship=relationship, state="open").filter(
            Q(private=False) | Q(person=person)
        )
    )
    ratings: dict[UUID, list[GoalRating]] = defaultdict(list)
    for rating in GoalRating.objects.filter(goal__in=[g.pk for g in found] or [relationship.pk]):
        ratings[rating.goal_id].append(rating)
    on_agenda = Counter(i.goal_id for i in items)
    in_play = Counter(a.goal_id for a in actions if a.state == "open")
    return [
        GoalLine(
            id=goal.pk,
            title=goal.title,
            detail=goal.detail,
            private=goal.private,
            notes=_goal_notes(on_agenda[goal.pk], in_play[goal.pk]),
            finding=_finding(goal, ratings[goal.pk]),
            readings=[
                Reading(_along(relationship, r.on), r.value, day_words(r.on, today))
                for r in ratings[goal.pk]
            ],
        )
        for goal in found
    ]


def _goal_notes(items: int, actions: int) -> str:
    words = []
    if items:
        words.append(ngettext("%(n)s agenda item", "%(n)s agenda items", items) % {"n": items})
    if actions:
        words.append(
            ngettext("%(n)s action in play", "%(n)s actions in play", actions) % {"n": actions}
        )
    return ", ".join(words)


def _finding(goal: Goal, ratings: list[GoalRating]) -> str:
    said = [
        _("%(value)s in %(month)s") % {"value": r.value, "month": date_format(r.on, "F")}
        for r in ratings
    ]
    return f"{goal.title}: {', '.join(said)}" if said else goal.title


def _along(relationship: Relationship, day: date) -> float:
    """Where a day stands between the start and the end, 0 to 1."""
    start, end = relationship.started_on, relationship.ends_on
    if not start or not end or end <= start:
        return 0.0
    return min(max((day - start).days / (end - start).days, 0.0), 1.0)


def months_of(relationship: Relationship) -> list[tuple[float, str]]:
    """Every third month under a goal's line: where it stands, and its short name."""
    start, end = relationship.started_on, relationship.ends_on
    if not start or not end:
        return []
    found, day = [], start.replace(day=1)
    while day <= end:
        found.append((_along(relationship, day), date_format(day, "M")))
        number = day.year * 12 + day.month - 1 + 3
        day = date(number // 12, number % 12 + 1, 1)
    return found
