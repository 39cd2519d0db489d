"""The panel at the head of Today: the next session and how ready one is, or what comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data.models import (
    Action,
    AgendaItem,
    Meeting,
    Participation,
    Person,
    Relationship,
    Seat,
    WinShare,
)
from alongside.engine import reference
from alongside.reads.growth import BEGUN, capital, number, short
from alongside.reads.relationships.shared import (
    day_words,
    in_days,
    local,
    names,
    ordinal,
    role_name,
    today_of,
)
from alongside.reads.today.shapes import Ask, Call, NextSession, Ready

#: The page of a session opens this long before it begins.
OPENS = timedelta(minutes=15)


@dataclass(frozen=True)
class Held:
    """One relationship with the rows Today has read of it."""

    row: Relationship
    mine: Seat
    others: list[Seat]
    has_purpose: bool
    meetings: list[Meeting] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)

    @property
    def first_names(self) -> str:
        """The others, as one calls them."""
        return names([s.person.first_name for s in self.others])

    @property
    def names(self) -> str:
        """The others in full."""
        return names([s.person.full_name for s in self.others])

    @property
    def is_mentee(self) -> bool:
        """The reader is the mentee here."""
        return self.mine.side == "mentee"

    @property
    def begun(self) -> bool:
        """Both have said yes."""
        return self.row.state in BEGUN

    def coming(self, now: datetime) -> Meeting | None:
        """The next meeting, the running one included."""
        return next((m for m in self.meetings if m.state == "booked" and m.ends_at > now), None)

    @property
    def last(self) -> Meeting | None:
        """The last meeting that took place."""
        return next((m for m in reversed(self.meetings) if m.state == "held"), None)


def when_words(at: datetime, today: date) -> str:
    """``today``, ``tomorrow``, ``on Thursday``, ``on 3 December``."""
    away = (at.date() - today).days
    if away < 2:
        return in_days(at.date(), today)
    if away < 7:
        return _("on %(day)s") % {"day": date_format(at, "l")}
    return _("on %(day)s") % {"day": day_words(at.date(), today)}


def next_session(
    person: Person, held: Held, meeting: Meeting, prepared: bool, now: datetime
) -> NextSession:
    """The lead when something is booked."""
    today = today_of(now, person)
    at = local(meeting.starts_at, person)
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    kind = _(reference.name_of("kind", held.row.kind))
    if meeting.kind == "introduction":
        which = _("a first hello")
    elif meeting.kind == "together":
        which = _("learning by doing together")
    else:
        number_ = 1 + sum(m.state == "held" and m.kind == "session" for m in held.meetings)
        which = (
            _("your %(ordinal)s session") % {"ordinal": ordinal(number_)}
            if number_ <= 10
            else _("session %(n)s") % {"n": number_}
        )
    day = date_format(at, "l")
    if not 0 <= (at.date() - today).days < 7:
        day = f"{day} {day_words(at.date(), today)}"
    return NextSession(
        id=meeting.pk,
        relationship_id=held.row.pk,
        kicker=f"{kind} · {which}",
        weekday=date_format(at, "D"),
        day=at.day,
        month=date_format(at, "M"),
        title=_("%(day)s at %(time)s, with %(names)s")
        % {"day": day, "time": date_format(at, "H:i"), "names": held.names},
        meta=_("%(minutes)s minutes, %(mode)s, %(when)s")
        % {
            "minutes": minutes,
            "mode": str(_(reference.name_of("mode", meeting.mode))).lower(),
            "when": in_days(at.date(), today),
        },
        introduction=meeting.kind == "introduction",
        opens=meeting.starts_at - now < OPENS,
        prepared=prepared,
        is_today=at.date() == today,
        when=when_words(at, today),
    )


def readiness(
    person: Person,
    held: Held,
    next_: NextSession | None,
    shares: list[WinShare],
    prepared: set[UUID],
    actions: Sequence[Action],
    tried: dict[UUID, datetime],
) -> tuple[list[Ready], list[Ask]]:
    """What is ready and what would help, from what is really there."""
    ready: list[Ready] = []
    asks: list[Ask] = []
    rel, name = held.row.pk, held.first_names
    if next_ and next_.introduction:
        return [Ready(_("No preparation needed"), _("See whether you get on."))], []
    if held.items:
        ready.append(_agenda(person, held))
    if shares:
        mine = [s for s in shares if s.win.person_id == person.pk]
        some = mine or shares
        words = ngettext("%(n)s win to bring", "%(n)s wins to bring", len(some)) if mine else (
            ngettext("%(n)s win from %(name)s", "%(n)s wins from %(name)s", len(some))
        )  # fmt: skip
        sub = ", ".join(short(s.text, 34) for s in some[:2])
        ready.append(Ready(capital(words % {"n": number(len(some)), "name": name}), sub))
    if person.pk in prepared:
        ready.append(Ready(_("You have prepared")))
    if any(s.person_id in prepared for s in held.others):
        ready.append(Ready(_("%(name)s has prepared") % {"name": name}))
    if held.row.state == "agreeing":
        asks.append(
            Ask(_("Agree how you will work together"), _("A draft is there to start from"),
                "agreement", rel)
        )  # fmt: skip
    elif not held.has_purpose and held.is_mentee:
        asks.append(Ask(_("Say what this is for"), _("It may be vague for now"), "purpose", rel))
    if not held.items:
        asks.append(
            Ask(_("Put something on the agenda"), _("A case, a question, a worry"), "agenda", rel)
        )
    elif (
        held.is_mentee
        and len(held.items) > 1
        and not any(i.horizon == "immediate" for i in held.items)
    ):
        asks.append(
            Ask(_("Say which item matters most"), _("It comes first, while you are fresh"),
                "agenda", rel)
        )  # fmt: skip
    if held.is_mentee:
        since = held.last.starts_at if held.last else None
        for action in actions:
            if action.relationship_id != rel or (since and action.created_at > since):
                continue
            if since and tried.get(action.pk, since) > since:
                continue
            asks.append(
                Ask(_("A line on “%(what)s”") % {"what": short(action.text, 34)},
                    _("How it went, whatever it was"), "action", action.pk)
            )  # fmt: skip
            break
    if held.is_mentee and not shares and len(asks) < 3:
        asks.append(Ask(_("A win, big or small"), _("If there was one since"), "journal"))
    return ready, asks[:3]


def _agenda(person: Person, held: Held) -> Ready:
    items, name = held.items, held.first_names
    carried = sum(i.carried_from_id is not None for i in items)
    theirs = sum(i.by_id is not None and i.by_id != person.pk for i in items)
    parts = []
    if carried:
        parts.append(
            ngettext("%(n)s carried forward", "%(n)s carried forward", carried)
            % {"n": number(carried)}
        )
    if theirs:
        parts.append(_("%(n)s from %(name)s") % {"n": number(theirs), "name": name})
    count = ngettext("%(n)s thing on the agenda", "%(n)s things on the agenda", len(items))
    return Ready(capital(count % {"n": number(len(items))}), capital(", ".join(parts)))


def call(
    person: Person,
    all_held: list[Held],
    places: list[Participation],
    reason: str,
    now: datetime,
) -> tuple[Call, Held | None]:
    """What comes first where nothing is booked, and the relationship it is about."""
    today = today_of(now, person)
    begun = [h for h in all_held if h.begun]
    for held in all_held:
        if held.row.state == "offered" and not held.mine.answer:
            until = day_words(local(held.row.answer_by, person).date(), today)
            return Call(
                _("An offer for you"),
                _("%(names)s could be your %(role)s")
                % {
                    "names": held.names,
                    "role": role_name(held.others[0].side, held.row.kind),
                },
                _("Read why, and answer by %(day)s. A no needs no reason.") % {"day": until},
                _("Read it and answer"), "relationship", held.row.pk,
            ), held  # fmt: skip
    for held in begun:
        if held.row.state == "paused":
            continue
        if held.last is None:
            return Call(
                _("The first step"),
                _("Say hello to %(name)s, for 20 minutes") % {"name": held.first_names},
                _("No preparation. See whether you get on, and what you each hope for."),
                _("Find a time for you both"), "meeting_book", held.row.pk,
            ), held  # fmt: skip
        return Call(
            _("Next session"),
            _("No time with %(name)s chosen yet") % {"name": held.first_names},
            _("You last met on %(day)s. The invitation goes to both your calendars.")
            % {"day": day_words(local(held.last.starts_at, person).date(), today)},
            _("Find a time for you both"), "meeting_book", held.row.pk,
        ), held  # fmt: skip
    for held in begun:
        return Call(
            _("Resting until %(day)s") % {"day": day_words(held.row.paused_until, today)}
            if held.row.paused_until else _("Resting"),
            _("Nothing is booked with %(name)s, and that is fine") % {"name": held.first_names},
            _("What you wrote is where you left it."),
            _("See your mentoring"), "relationship", held.row.pk,
        ), None  # fmt: skip
    for held in all_held:
        until = day_words(local(held.row.answer_by, person).date(), today)
        return Call(
            _("Your yes is kept"),
            _("%(name)s has the offer now") % {"name": held.first_names},
            _("You hear by mail as soon as there is an answer, by %(day)s at the latest.")
            % {"day": until},
            _("See the offer"), "relationship", held.row.pk,
        ), None  # fmt: skip
    return _without_anyone(person, places, reason, now), None


def _without_anyone(
    person: Person, places: list[Participation], reason: str, now: datetime
) -> Call:
    for place in places:
        if place.state not in ("ready", "applied", "resting"):
            continue
        programme = place.programme
        since = day_words(local(place.applied_at, person).date(), today_of(now, person))
        if place.state == "applied":
            title, text = (
                _("Your answers are being read"),
                _("A coordinator answers everyone by mail."),
            )
        elif place.state == "resting":
            title, text = (
                _("Your place is resting"),
                _("Nobody is proposed to you until you are back."),
            )
        elif place.side == "mentor":
            title, text = (
                _("You are ready to be asked"),
                _("You hear by mail when somebody is proposed, and may say no."),
            )
        else:
            title = _("You are in the queue since %(day)s") % {"day": since}
            text = ngettext(
                "The programme promises a proposal within %(n)s week.",
                "The programme promises a proposal within %(n)s weeks.",
                programme.wait_weeks_promised,
            ) % {"n": programme.wait_weeks_promised}
        return Call(programme.name, title, text, _("See your place"), "my_place", place.pk, reason)
    return Call(
        _("A place to start"),
        _("Somebody to think with"),
        _("See which programmes take people in now, and who each is for."),
        _("Find a programme"),
        "programmes",
    )


def while_waiting() -> tuple[list[Ready], list[Ask]]:
    """What somebody in the queue has, and may do: never nobody to turn to (S4.21)."""
    return (
        [
            Ready(_("Your place is kept"), _("Also if an offer comes to nothing.")),
            Ready(_("Your journal is open"), _("Wins and reflections, only for you.")),
        ],
        [
            Ask(_("Say when you are free"), _("More times make a match likelier"), "you_times"),
            Ask(_("Other places to look"), _("Programmes that take people in now"), "programmes"),
        ],
    )
