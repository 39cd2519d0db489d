"""How a programme goes: who needs its coordinator, the way through it, who waits, how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import programmes as access
from alongside.data.models import Meeting, Participation, Person, Programme
from alongside.reads.attention import Need, needs
from alongside.reads.coordination import SESSIONS, Pair, pairs
from alongside.reads.overview_cards import Matching, News, matching_card, news, number

#: Weeks of sessions in the picture; this week is not over.
WEEKS = 11
#: Lines of "who needs you" on the overview itself.
SHOWN = 6


@dataclass(frozen=True)
class Stage:
    """A stage on the way through a programme, counted in people."""

    label: str
    count: int
    note: str
    apart: int = 0


@dataclass(frozen=True)
class Waiting:
    """Somebody without a mentor: whole weeks since they were ready."""

    name: str
    first_name: str
    weeks: int
    place_id: UUID


@dataclass(frozen=True)
class Week:
    """Sessions of one week; ``starts`` is its Monday."""

    starts: date
    count: int
    now: bool


@dataclass(frozen=True)
class Overview:
    """Everything on the page."""

    name: str
    slug: str
    today: date
    headline: str
    lede: str
    needs: list[Need]
    more_needs: int
    empty: bool
    matching: Matching
    news: list[News]
    stages: list[Stage]
    funnel_title: str
    funnel_summary: str
    waiting: list[Waiting]
    waiting_title: str
    waiting_summary: str
    promised: int
    weeks: list[Week]
    weeks_title: str
    weeks_summary: str


def overview(by: Person, slug: str, *, now: datetime, everything: bool = False) -> Overview:
    """The overview of a programme that ``by`` runs, else NotVisible.

    As many queries for ten people as for a thousand.
    """
    programme = access.coordinated(by, slug)
    today = timezone.localdate(now)
    places = list(
        Participation.objects.filter(programme=programme)
        .select_related("person")
        .order_by("applied_at", "id")
    )
    found = pairs(programme, now=now)
    waiting = _who_waits(places, found, today)
    all_needs = needs(found, places, waiting, programme, now=now)
    waits = [
        Waiting(p.person.full_name, p.person.first_name, days // 7, p.pk) for p, days in waiting
    ]
    weeks, moved = _weeks(programme, today)
    stages = _stages(places, found, today)
    meeting = len(
        {w.id for p in found if p.state in ("active", "paused") and p.held for w in p.people}
    )
    shown = all_needs if everything else all_needs[:SHOWN]
    return Overview(
        name=programme.name,
        slug=slug,
        today=today,
        headline=_headline(len(all_needs), len(places), meeting),
        lede=_lede(meeting, found, today),
        needs=shown,
        more_needs=len(all_needs) - len(shown),
        empty=not places,
        matching=matching_card(programme, places, found, len(waiting)),
        news=news(programme),
        stages=stages,
        funnel_title=_("From applying to closing well: %(met)s of %(all)s have met")
        % {"met": stages[3].count, "all": stages[0].count},
        funnel_summary=_(
            "Everyone who applied for a mentor. Each number is a count of people, not of pairs."
        )
        if programme.kind == "mentoring"
        else _("Everyone who applied for a coach. Each number is a count of people, not of pairs."),
        waiting=waits,
        waiting_title=_waiting_title(waits, programme.wait_weeks_promised),
        waiting_summary=_waiting_summary(waits),
        promised=programme.wait_weeks_promised,
        weeks=weeks,
        weeks_title=_weeks_title(weeks),
        weeks_summary=_weeks_summary(weeks, moved),
    )


def _headline(count: int, people: int, meeting: int) -> str:
    if not people:
        return _("Ready for the first people")
    if count == 0:
        return _("Going well, with nothing waiting for you")
    words = {"n": number(count)}
    if meeting == 0:
        return (
            ngettext("One thing to look at", "%(n)s things to look at", count) % words
        ).capitalize()
    return (
        ngettext("Going well, with one thing to look at", "Going well, with %(n)s things to look at",
                 count) % words
    )  # fmt: skip


def _lede(meeting: int, found: Sequence[Pair], today: date) -> str:
    said = [
        ngettext("%(n)s person is meeting now.", "%(n)s people are meeting now.", meeting)
        % {"n": meeting}
        if meeting
        else _("Nobody has met yet.")
    ]
    offered = [
        p for p in found if p.state == "offered" and any(w.answer == "yes" for w in p.people)
    ]
    if offered:
        first = min(offered, key=lambda pair: pair.offered_at)
        name = next(w.first_name for w in first.people if w.answer == "yes")
        said.append(_("The one waiting longest for an answer is %(name)s.") % {"name": name})
    return " ".join(said)


def _who_waits(
    places: Sequence[Participation], found: Sequence[Pair], today: date
) -> list[tuple[Participation, int]]:
    """Mentees who could be matched and have nobody, the longest first."""
    taken = {
        who.place_id
        for pair in found
        if pair.state in ("offered", "agreeing", "active", "paused")
        for who in pair.people
    }
    waits = [
        (place, (today - timezone.localdate(place.ready_at or place.applied_at)).days)
        for place in places
        if place.side == "mentee" and place.state == "ready" and place.pk not in taken
    ]
    had_one = {who.place_id for pair in found if pair.state == "ended" for who in pair.people}
    return sorted((w for w in waits if w[0].pk not in had_one), key=lambda one: -one[1])


def _stages(places: Sequence[Participation], found: Sequence[Pair], today: date) -> list[Stage]:
    mentees = [place for place in places if place.side == "mentee"]
    own: dict[UUID, list[Pair]] = {place.pk: [] for place in mentees}
    for pair in found:
        for who in pair.mentees:
            own.setdefault(who.place_id, []).append(pair)

    def those(fits) -> set[UUID]:  # type: ignore[no-untyped-def]
        return {place for place, theirs in own.items() if any(fits(pair) for pair in theirs)}

    matched = those(lambda p: p.state not in ("declined", "lapsed"))
    agreed = those(lambda p: p.agreed_on is not None)
    met = those(lambda p: p.held > 0)
    closed = those(lambda p: p.state == "ended" and p.held > 0)
    meeting = those(lambda p: p.state in ("agreeing", "active", "paused") and p.held > 0)
    closed -= meeting
    states = Counter(place.state for place in mentees if place.pk not in matched)
    gone = states["withdrawn"] + states["turned_down"]
    wait, rest = states["ready"], states["resting"]
    first = min((timezone.localdate(p.applied_at) for p in mentees), default=None)
    asked = those(lambda p: p.state == "offered") - agreed
    writing = those(lambda p: p.state == "agreeing") - agreed
    booked = those(lambda p: p.next_at is not None) - met
    return [
        Stage(
            _("Applied"), len(mentees),
            _("Since %(day)s") % {"day": date_format(first, "j F" if first.year == today.year else "j F Y")}
            if first else "",
        ),
        Stage(_("Matched"), len(matched), _clauses(
            (ngettext("%(n)s waits", "%(n)s wait", wait), wait),
                (ngettext("%(n)s rests", "%(n)s rest", rest), rest),
            (ngettext("%(n)s to accept", "%(n)s to accept", states["applied"]), states["applied"]),
            (ngettext("%(n)s left", "%(n)s left", gone), gone),
        )),
        Stage(_("Agreed"), len(agreed), _clauses(
            (ngettext("%(n)s has yet to answer", "%(n)s have yet to answer", len(asked)), len(asked)),
            (ngettext("%(n)s is writing theirs", "%(n)s are writing theirs", len(writing)), len(writing)),
        )),
        Stage(_("Have met"), len(met), _clauses(
            (ngettext("%(n)s has a first meeting booked", "%(n)s have a first meeting booked",
                      len(booked)), len(booked)),
        )),
        Stage(_("Closed"), len(closed), _clauses(
            (ngettext("%(n)s more is still meeting, shown pale",
                      "%(n)s more are still meeting, shown pale", len(meeting)), len(meeting)),
        ), apart=len(meeting)),
    ]  # fmt: skip


def _clauses(*parts: tuple[str, int]) -> str:
    return "; ".join(words % {"n": count} for words, count in parts if count)


def _waiting_title(waits: Sequence[Waiting], promised: int) -> str:
    if not waits:
        return _("Nobody waits without somebody beside them")
    late = sum(wait.weeks >= promised + 1 for wait in waits)
    words = {"n": number(len(waits)).capitalize(), "late": number(late)}
    if not late:
        return (
            ngettext("One waits, within the time we promise",
                     "%(n)s wait, all within the time we promise", len(waits)) % words
        )  # fmt: skip
    return (
        ngettext("One waits, longer than we promise",
                 "%(n)s wait, %(late)s for longer than we promise", len(waits)) % words
    )  # fmt: skip


def _waiting_summary(waits: Sequence[Waiting]) -> str:
    if not waits:
        return _("Everyone who could be matched has a mentor or an offer.")
    first = waits[0]
    middle = sorted(wait.weeks for wait in waits)[(len(waits) - 1) // 2]
    parts = []
    if len(waits) > 2:
        parts.append(
            ngettext("Half have waited %(n)s week or less.", "Half have waited %(n)s weeks or less.",
                     middle) % {"n": number(middle) if middle else "0"}
            if middle else _("Half have waited less than a week.")
        )  # fmt: skip
    if first.weeks:
        parts.append(
            ngettext("The longest is %(n)s week: %(name)s.", "The longest is %(n)s weeks: %(name)s.",
                     first.weeks) % {"n": number(first.weeks), "name": first.name}
        )  # fmt: skip
    return " ".join(parts)


def _weeks(programme: Programme, today: date) -> tuple[list[Week], int]:
    """Sessions held in each of the last weeks, and how many in a hundred were moved."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    begin = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    counts: Counter[date] = Counter()
    moved = 0
    rows = Meeting.objects.filter(
        relationship__programme=programme, state="held", kind__in=SESSIONS, starts_at__gte=begin
    ).values_list("starts_at", "moved_count")
    for starts, times in rows:
        day = timezone.localdate(starts)
        counts[day - timedelta(days=day.weekday())] += 1
        moved += times > 0
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
    total = sum(counts.values())
    return (
        [Week(day, counts[day], day == monday) for day in mondays],
        round(100 * moved / total) if total else 0,
    )


def _weeks_title(weeks: Sequence[Week]) -> str:
    full = [week.count for week in weeks if not week.now]
    if not any(week.count for week in weeks):
        return _("No sessions yet")
    before, lately = sum(full[-8:-4]) / 4, sum(full[-4:]) / 4
    usual = round(sum(full[-6:]) / 6)
    words = {"n": usual}
    if lately > before * 1.15 + 0.5:
        return ngettext("About %(n)s session a week, rising", "About %(n)s sessions a week, rising",
                        usual) % words  # fmt: skip
    if lately < before * 0.85 - 0.5:
        return ngettext("About %(n)s session a week, fewer than before",
                        "About %(n)s sessions a week, fewer than before", usual) % words  # fmt: skip
    return ngettext("About %(n)s session a week, steady", "About %(n)s sessions a week, steady",
                    usual) % words  # fmt: skip


def _weeks_summary(weeks: Sequence[Week], moved: int) -> str:
    if not any(week.count for week in weeks):
        return _("Dates only: nothing of what is said or written is shown here.")
    if not moved:
        return _("Dates only, from the pairs’ own calendars.")
    return ngettext(
        "Dates only, from the pairs’ own calendars. %(n)s session in a hundred was moved.",
        "Dates only, from the pairs’ own calendars. %(n)s sessions in a hundred were moved.",
        moved,
    ) % {"n": number(moved).capitalize()}
