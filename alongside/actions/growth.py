"""Goals, actions, wins, reflections and the weekly five minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import relationships as access
from alongside.actions import agenda
from alongside.actions.base import record, touch
from alongside.data.models import (
    Action,
    ActionNote,
    AgendaItem,
    Goal,
    GoalRating,
    Meeting,
    Person,
    Reflection,
    Relationship,
    WeeklyFive,
    Win,
    WinShare,
)
from alongside.data.transitions import move
from alongside.engine import reference

FIVE_STEPS = ("wins", "questions", "work", "actions", "ahead")


def _words(text: str, empty: str, field: str = "text") -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(empty, field=field)
    if len(text) > agenda.LONGEST:
        raise Refused(
            _("Longer than %(most)s characters. Nothing was lost: shorten it and save again.")
            % {"most": agenda.LONGEST},
            field=field,
        )
    return text


def _to_ten(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= 10:
        raise Refused(_("Choose a number from 0 to 10."))
    return value


# ---- Goals


@transaction.atomic
def add_goal(
    relationship: Relationship | None,
    *,
    title: str,
    detail: str = "",
    private: bool = False,
    closeness: int | None = None,
    by: Person,
    now: datetime,
) -> Goal:
    """A goal of one's own. ``private``, or without a relationship, nobody else sees it (S0.11)."""
    if relationship is not None:
        relationship = access.of(by, relationship.pk)
        access.check_can_write(by, relationship)
        if not private:
            access.check_is_mentee(by, relationship)
    goal = Goal(
        relationship=relationship,
        person=by,
        private=private or relationship is None,
        title=_words(title, _("Give the goal a few words; they may stay vague."), "title"),
        detail=detail.strip()[: agenda.LONGEST],
        created_at=now,
        changed_at=now,
    )
    goal.save(force_insert=True)
    if closeness is not None:
        GoalRating.objects.create(goal=goal, on=now.date(), value=_to_ten(closeness))
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
    goal.title = _words(title, _("Give the goal a few words; they may stay vague."), "title")
    goal.detail = detail.strip()[: agenda.LONGEST]
    goal.private = private or goal.relationship is None
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
def rate_goal(goal_id: UUID | str, *, value: int, by: Person, now: datetime) -> GoalRating:
    """How close a goal feels today, 0 to 10. Rating again the same day changes it."""
    goal = _own_goal(by, goal_id)
    rating, _made = GoalRating.objects.update_or_create(
        goal=goal, on=now.date(), defaults={"value": _to_ten(value)}
    )
    record("goal.rated", by=by, now=now, thing=goal, relationship=goal.relationship)
    if goal.relationship and not goal.private:
        touch(goal.relationship)
    return rating


@transaction.atomic
def end_goal(goal_id: UUID | str, *, how: str, by: Person, now: datetime) -> Goal:
    """``reached``, ``let_go`` or ``open`` again."""
    goal = _own_goal(by, goal_id)
    if goal.state != how:
        move(goal, how, by=by, now=now, changed_at=now)
        record("goal.ended", by=by, now=now, thing=goal, relationship=goal.relationship, how=how)
        if goal.relationship and not goal.private:
            touch(goal.relationship)
    return goal


# ---- Actions: the mentee's own


@transaction.atomic
def add_action(
    relationship: Relationship,
    *,
    text: str,
    sure: int | None = None,
    obstacle: str = "",
    due_on: date | None = None,
    experiment: bool = False,
    goal: UUID | str | None = None,
    item: UUID | str | None = None,
    meeting: Meeting | None = None,
    by: Person,
    now: datetime,
) -> Action:
    """Something the mentee will try. Only the mentee makes it theirs (S1.5–S1.8)."""
    relationship = access.of(by, relationship.pk)
    access.check_can_write(by, relationship)
    access.check_is_mentee(by, relationship)
    if due_on and due_on < now.date() - timedelta(days=1):
        raise Refused(
            _("That day has passed. Choose a later one, or leave it open."), field="due_on"
        )
    action = Action(
        relationship=relationship,
        owner=by,
        text=_words(text, _("Say in a few words what you will try.")),
        obstacle=obstacle.strip()[: agenda.LONGEST],
        sure=_to_ten(sure),
        due_on=due_on,
        experiment=experiment,
        goal=Goal.objects.filter(pk=goal, relationship=relationship, private=False).first()
        if goal
        else None,
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
    by: Person,
    now: datetime,
) -> Action:
    """Make an action smaller, later or clearer; it is the mentee's."""
    action = _own_action(by, action_id)
    action.text = _words(text, _("Say in a few words what you will try."))
    action.obstacle = obstacle.strip()[: agenda.LONGEST]
    action.sure, action.due_on, action.experiment = _to_ten(sure), due_on, experiment
    action.changed_at = now
    action.save()
    record("action.changed", by=by, now=now, thing=action, relationship=action.relationship)
    touch(action.relationship)
    return action


@transaction.atomic
def log_action(
    action_id: UUID | str, *, text: str, outcome: str = "open", by: Person, now: datetime
) -> Action:
    """What happened in day-to-day work (S1.8); ``outcome`` is ``open``, ``done`` or ``let_go``.

    Letting go is as good an ending as doing. A note is optional when something ends.
    """
    action = _own_action(by, action_id)
    if text.strip() or outcome == action.state:
        ActionNote(
            action=action,
            relationship=action.relationship,
            by=by,
            text=_words(text, _("Write a line about what happened.")),
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


# ---- Wins: private until shared


@transaction.atomic
def add_win(
    *,
    text: str,
    helped: str = "",
    contributor: str = "",
    big: bool = False,
    on: date | None = None,
    share_with: Iterable[UUID | str] = (),
    by: Person,
    now: datetime,
) -> Win:
    """A win, big or small, in one's own journal (S0.5–S0.8)."""
    win = Win(
        person=by,
        text=_words(text, _("A few words are enough.")),
        helped=helped.strip()[:2000],
        contributor=contributor if contributor in dict(reference.WIN_CONTRIBUTOR_CHOICES) else "",
        big=big,
        on=min(on or now.date(), now.date()),
        created_at=now,
    )
    win.save(force_insert=True)
    record("win.added", by=by, now=now, thing=win)
    for relationship_id in share_with:
        _share(win, access.of(by, relationship_id), by=by, now=now)
    return win


def _own_win(person: Person, win_id: UUID | str) -> Win:
    win = Win.objects.select_for_update().filter(pk=win_id, person=person).first()
    if win is None:
        raise NotVisible
    return win


def _share(win: Win, relationship: Relationship, *, by: Person, now: datetime) -> None:
    access.check_can_write(by, relationship)
    WinShare.objects.filter(win=win, relationship=relationship).delete()
    WinShare(win=win, relationship=relationship, text=win.text, helped=win.helped, at=now).save(
        force_insert=True
    )
    record("win.shared", by=by, now=now, thing=win, relationship=relationship)
    touch(relationship)


@transaction.atomic
def change_win(
    win_id: UUID | str,
    *,
    text: str,
    helped: str,
    contributor: str,
    big: bool,
    on: date,
    by: Person,
    now: datetime,
) -> Win:
    """Change a win; the copies that were shared change with it."""
    win = _own_win(by, win_id)
    win.text = _words(text, _("A few words are enough."))
    win.helped = helped.strip()[:2000]
    win.contributor = contributor if contributor in dict(reference.WIN_CONTRIBUTOR_CHOICES) else ""
    win.big, win.on = big, min(on, now.date())
    win.save()
    for share in WinShare.objects.filter(win=win).select_related("relationship"):
        if share.relationship.state in ("agreeing", "active"):
            _share(win, share.relationship, by=by, now=now)
    record("win.changed", by=by, now=now, thing=win)
    return win


@transaction.atomic
def bring_win(
    win_id: UUID | str, relationship_id: UUID | str, *, bring: bool, by: Person, now: datetime
) -> None:
    """Bring a win to a relationship, or take it back (S0.6, S0.7)."""
    win = _own_win(by, win_id)
    relationship = access.of(by, relationship_id)
    if bring:
        if not WinShare.objects.filter(win=win, relationship=relationship).exists():
            _share(win, relationship, by=by, now=now)
        return
    WinShare.objects.filter(win=win, relationship=relationship).delete()
    record("win.kept_back", by=by, now=now, thing=win, relationship=relationship)
    touch(relationship)


@transaction.atomic
def remove_win(win_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Remove a win and every copy of it that was shared."""
    win = _own_win(by, win_id)
    for share in win.shares.select_related("relationship"):
        touch(share.relationship)
    record("win.removed", by=by, now=now, thing=win)
    win.delete()


# ---- Reflections


@transaction.atomic
def reflect(
    *,
    text: str,
    kind: str = "week",
    bring_to: UUID | str | None = None,
    by: Person,
    now: datetime,
) -> Reflection:
    """A private thought; with ``bring_to`` its words also become an agenda item there (S1.9)."""
    reflection = Reflection(
        person=by,
        kind=kind[:20],
        text=_words(text, _("Write a line, or skip this one.")),
        on=now.date(),
        created_at=now,
    )
    if bring_to:
        reflection.brought_as = agenda.add(
            access.of(by, bring_to), text=reflection.text, kind="learning_goal", by=by, now=now
        )
    reflection.save(force_insert=True)
    record("reflection.added", by=by, now=now, thing=reflection, kind=reflection.kind)
    return reflection


@transaction.atomic
def remove_reflection(reflection_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Remove one's own reflection. An item it became stays on the agenda."""
    gone, _models = Reflection.objects.filter(pk=reflection_id, person=by).delete()
    if not gone:
        raise NotVisible
    record("reflection.removed", by=by, now=now, thing=None)


# ---- The weekly five minutes


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@transaction.atomic
def step_done(step: str, *, by: Person, now: datetime, today: date) -> WeeklyFive:
    """Mark a step of this week's five minutes as been through; ``today`` is the person's day."""
    if step not in FIVE_STEPS:
        raise NotVisible
    five, _made = WeeklyFive.objects.select_for_update().get_or_create(
        person=by, week_of=week_of(today)
    )
    if step not in five.steps:
        five.steps = [s for s in FIVE_STEPS if s in {*five.steps, step}]
        if len(five.steps) == len(FIVE_STEPS):
            five.finished_at = five.finished_at or now
        five.save()
        record("week.step", by=by, now=now, thing=five, step=step)
    return five


@transaction.atomic
def set_weekly_prompt(
    *, day: int, hour: int, paused_until: date | None, by: Person, now: datetime
) -> dict[str, Any]:
    """Move or pause the weekly prompt (S0.4). ``day`` 0 is Monday, ``hour`` in local time."""
    if not (0 <= day <= 6 and 0 <= hour <= 23):
        raise Refused(_("Choose a day and an hour."))
    Person.objects.filter(pk=by.pk).update(
        weekly_day=day, weekly_hour=hour, weekly_paused_until=paused_until
    )
    record("week.prompt_set", by=by, now=now, thing=by, day=day, hour=hour)
    return {"day": day, "hour": hour}
