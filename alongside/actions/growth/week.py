"""The weekly five minutes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import relationships as access
from alongside.actions import agenda
from alongside.actions.base import post, record
from alongside.data.models import AgendaItem, OutboxMessage, Person, WeeklyFive

FIVE_STEPS = ("wins", "questions", "work", "actions", "ahead")
#: A prompt that could not go at its hour still goes within this many hours; later it would nag.
GRACE_HOURS = 3


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@transaction.atomic
def step_done(*steps: str, by: Person, now: datetime, today: date) -> WeeklyFive:
    """Mark steps of this week's five minutes as been through; ``today`` is the person's day."""
    if not set(steps) <= set(FIVE_STEPS):
        raise NotVisible
    five, _made = WeeklyFive.objects.select_for_update().get_or_create(
        person=by, week_of=week_of(today)
    )
    if not set(steps) <= set(five.steps):
        five.steps = [s for s in FIVE_STEPS if s in {*five.steps, *steps}]
        if len(five.steps) == len(FIVE_STEPS):
            five.finished_at = five.finished_at or now
        five.save()
        record("week.step", by=by, now=now, thing=five, steps=list(steps))
    return five


def finish(*, by: Person, now: datetime, today: date) -> WeeklyFive:
    """The week is done, whichever steps were left empty."""
    return step_done(*FIVE_STEPS, by=by, now=now, today=today)


@transaction.atomic
def keep_question(
    item_id: UUID,
    relationship_id: UUID | str,
    *,
    text: str,
    base: str = "",
    by: Person,
    now: datetime,
) -> agenda.Saved:
    """Something to ask, written as it is typed, straight onto the agenda of a relationship.

    The same id changes the same item; ``base`` is what the writer began from. An emptied one is
    left out of the agenda.
    """
    relationship = access.of(by, relationship_id)
    item = AgendaItem.objects.filter(pk=item_id).first()
    if item and item.by_id != by.pk:
        raise NotVisible
    if item is None:
        access.check_begun(by, relationship)
        if not text.strip():
            return agenda.Saved("saved", "", 0)
        made = agenda.add(relationship, text=text, pk=item_id, by=by, now=now)
        return agenda.Saved("saved", made.text, made.version)
    if not text.strip():
        agenda.drop(item.pk, by=by, now=now)
        return agenda.Saved("saved", "", item.version)
    if item.state == "dropped":
        agenda.reopen(item.pk, by=by, now=now)
    return agenda.save_text(item.pk, field="text", text=text, base=base, by=by, now=now)


def matters_most(item_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Put an item first on its agenda and call it immediate (S0.3)."""
    with transaction.atomic():
        agenda.place(item_id, to="first", by=by, now=now)
        item = AgendaItem.objects.get(pk=item_id)
        if item.horizon != "immediate":
            agenda.describe(
                item_id, kind=item.kind, horizon="immediate", goal=item.goal_id, by=by, now=now
            )


@transaction.atomic
def set_weekly_prompt(
    *, day: int, hour: int, rest_weeks: int = 0, today: date, by: Person, now: datetime
) -> None:
    """Move the weekly prompt, or rest from it for some weeks after this one (S0.4).

    ``day`` 0 is Monday, ``hour`` is local time, ``today`` the person's day.
    """
    if not (0 <= day <= 6 and 0 <= hour <= 23):
        raise Refused(_("Choose a day and an hour."))
    until = week_of(today) + timedelta(weeks=rest_weeks + 1, days=-1) if rest_weeks else None
    Person.objects.filter(pk=by.pk).update(
        weekly_day=day, weekly_hour=hour, weekly_paused_until=until
    )
    record("week.prompt_set", by=by, now=now, thing=by, day=day, hour=hour, weeks=rest_weeks)


def send_prompts(*, now: datetime) -> int:
    """Post the weekly prompt to whoever's hour it is; returns how many.

    Each at the day and hour they chose, on their own clock; not while it is paused, nor once the
    week is done, nor to anybody without a live relationship. Never twice in a week.
    """
    sent = 0
    for person, monday in _whose_hour(now):
        due = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=GRACE_HOURS)
        if post(
            "weekly_five", person, now=now, once=_once_key(person, monday), until=due.isoformat()
        ):
            sent += 1
    return sent


def _once_key(person: Person, monday: date) -> str:
    return f"weekly_five:{person.pk}:{monday}"


def _whose_hour(now: datetime) -> list[tuple[Person, date]]:
    """People to prompt now, with the Monday of their week. Three queries and one a time zone."""
    found: list[tuple[Person, date]] = []
    for name in Person.objects.order_by().values_list("time_zone", flat=True).distinct():
        local = now.astimezone(ZoneInfo(name))
        hours = range(max(local.hour - GRACE_HOURS + 1, 0), local.hour + 1)
        here = Person.objects.filter(
            time_zone=name,
            is_active=True,
            weekly_day=local.weekday(),
            weekly_hour__in=hours,
            seats__live=True,
            seats__relationship__state__in=("agreeing", "active"),
        ).exclude(weekly_paused_until__gte=local.date())
        monday = week_of(local.date())
        here = here.exclude(fives__week_of=monday, fives__finished_at__isnull=False)
        found += [(person, monday) for person in here.distinct()]
    told = set(
        OutboxMessage.objects.filter(
            once_key__in=[_once_key(person, monday) for person, monday in found]
        ).values_list("once_key", flat=True)
    )
    return [(p, monday) for p, monday in found if _once_key(p, monday) not in told]
