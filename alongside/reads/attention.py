"""Who needs a coordinator, and why: the longest first, each with the one thing to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data.models import Participation, Programme
from alongside.reads.coordination import SESSIONS, Pair, Who, both

#: An offer asks for attention after its first reminder.
UNANSWERED_DAYS = 7
NOT_MET = timedelta(weeks=6)
HALF_SIGNED_DAYS = 7
ENDING = timedelta(weeks=5)
APPLICANT_DAYS = 2
WRITTEN_WITHIN = timedelta(days=7)
REMINDERS = (7, 14, 21)


@dataclass(frozen=True)
class Need:
    """One line: how long, what about, and what to do.

    ``do`` is a kind of letter to send by a button, or one of pair, applicants, matching: a page.
    ``days`` orders the lines; ``written`` says that a letter went out within a week.
    """

    age: int
    unit: str
    calm: bool
    title: str
    why: str
    do: str
    action: str
    pair_id: UUID | None = None
    place_id: UUID | None = None
    days: int = 0
    written: str = ""


def _day(value: date | datetime, today: date) -> str:
    day = timezone.localdate(value) if isinstance(value, datetime) else value
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def _aged(days: int) -> tuple[int, str]:
    """A number and its unit: days up to three weeks, then weeks."""
    if days < 21:
        return days, ngettext("day", "days", days)
    return days // 7, ngettext("week", "weeks", days // 7)


def needs(
    pairs: Sequence[Pair],
    places: Sequence[Participation],
    waiting: Sequence[tuple[Participation, int]],
    programme: Programme,
    *,
    now: datetime,
) -> list[Need]:
    """Everything that asks for attention. ``waiting`` are mentees without a mentor, with days."""
    today = timezone.localdate(now)
    found: list[Need] = []
    for pair in pairs:
        need = (
            _unanswered(pair, today)
            or _ending(pair, today)
            or _half_signed(pair, today)
            or _not_met(pair, today)
        )
        if need is not None:
            found.append(need)
    found += _applicants(places, today)
    found += _waiting(waiting, programme.wait_weeks_promised)
    calm_last = sorted(found, key=lambda need: (need.calm, -need.days, need.title))
    return calm_last


def _written(pair: Pair, today: date) -> str:
    if pair.written_at is None or today - timezone.localdate(pair.written_at) >= WRITTEN_WITHIN:
        return ""
    return _("Written to on %(day)s") % {"day": _day(pair.written_at, today)}


def _unanswered(pair: Pair, today: date) -> Need | None:
    offered = timezone.localdate(pair.offered_at)
    days = (today - offered).days
    silent = [who for who in pair.people if not who.answer]
    if pair.state != "offered" or days < UNANSWERED_DAYS or not silent:
        return None
    age, unit = _aged(days)
    yes = [who for who in pair.people if who.answer == "yes"]
    reminded = sum(days >= after for after in REMINDERS)
    sentences = [
        _("Offered on %(day)s.") % {"day": _day(offered, today)},
        _("%(names)s said yes.") % {"names": both([who.first_name for who in yes])} if yes else "",
        ngettext("%(n)s reminder has gone out.", "%(n)s reminders have gone out.", reminded)
        % {"n": reminded},
        _("On %(day)s the offer is freed, and %(mentee)s keeps their place.")
        % {"day": _day(pair.answer_by, today), "mentee": _first(pair.mentees)},
    ]
    title = (
        _("%(waits)s is waiting for an answer from %(silent)s")
        if len(yes) == 1
        else _("No answer yet from %(silent)s")
    )
    return Need(
        age=age, unit=unit, calm=False, days=days,
        title=title % {"waits": both([w.name for w in yes]), "silent": both([w.name for w in silent])},
        why=" ".join(filter(None, sentences)), do="pair", action=_("Ask someone else"),
        pair_id=pair.id, written=_written(pair, today),
    )  # fmt: skip


def _first(people: Sequence[Who]) -> str:
    return both([who.first_name for who in people])


def _not_met(pair: Pair, today: date) -> Need | None:
    if pair.state not in ("agreeing", "active") or pair.next_at is not None:
        return None
    since = pair.last_met or pair.started_on
    if since is None or today - since < NOT_MET:
        return None
    days = (today - since).days
    age, unit = _aged(days)
    words = {"names": pair.names, "day": _day(since, today), "weeks": pair.rhythm_weeks}
    if pair.last_met:
        title = _("%(names)s have not met since %(day)s") % words
        rhythm = ngettext(
            "They meant to meet every %(weeks)s week, and nothing is booked. It may be a busy spell.",
            "They meant to meet every %(weeks)s weeks, and nothing is booked. It may be a busy spell.",
            pair.rhythm_weeks,
        )
        why = rhythm % words
    else:
        title = _("%(names)s have not met yet") % words
        why = _("They both said yes, and began on %(day)s. Nothing is booked.") % words
    return Need(
        age=age, unit=unit, calm=False, days=days, title=title, why=why,
        do="not_met", action=_("Offer help"), pair_id=pair.id, written=_written(pair, today),
    )  # fmt: skip


def _half_signed(pair: Pair, today: date) -> Need | None:
    if not pair.begun or pair.agreed_on or not pair.signed_by:
        return None
    waits = [who for who in pair.people if who.id not in pair.signed_by]
    since = min(pair.signed_by.values())
    days = (today - since).days
    if not waits or days < HALF_SIGNED_DAYS:
        return None
    age, unit = _aged(days)
    signed = [who for who in pair.people if who.id in pair.signed_by]
    return Need(
        age=age, unit=unit, calm=False, days=days,
        title=_("%(names)s have an agreement half signed") % {"names": pair.names},
        why=_("%(signed)s signed on %(day)s. It waits for the signature of %(waits)s.")
        % {"signed": _first(signed), "day": _day(since, today), "waits": _first(waits)},
        do="half_signed", action=_("Write to %(name)s") % {"name": _first(waits)},
        pair_id=pair.id, written=_written(pair, today),
    )  # fmt: skip


def _ending(pair: Pair, today: date) -> Need | None:
    if not pair.begun or pair.ends_on is None or pair.ends_on - today > ENDING:
        return None
    left = (pair.ends_on - today).days
    booked = pair.next_at is not None and pair.next_kind in SESSIONS
    if booked:
        return None
    words = {"names": pair.names, "day": _day(pair.ends_on, today)}
    if left < 0:
        return Need(
            age=_aged(-left)[0], unit=_aged(-left)[1], calm=False, days=-left,
            title=_("%(names)s are past their end date") % words,
            why=_("It was %(day)s, and nobody has closed it yet. They may extend if both wish.")
            % words,
            do="pair", action=_("Look at what to do"), pair_id=pair.id,
            written=_written(pair, today),
        )  # fmt: skip
    unit = ngettext("day left", "days left", left)
    return Need(
        age=left, unit=unit, calm=True, days=-left,
        title=_("%(names)s are coming to their end date") % words,
        why=_("It is %(day)s. No last session is booked; they may extend if both wish.") % words,
        do="ending", action=_("Suggest a last session"), pair_id=pair.id,
        written=_written(pair, today),
    )  # fmt: skip


def _applicants(places: Sequence[Participation], today: date) -> list[Need]:
    """People who applied and have not been told yes or no: one line for all of them."""
    applied = [place for place in places if place.state == "applied"]
    if not applied:
        return []
    oldest = min(timezone.localdate(place.applied_at) for place in applied)
    days = (today - oldest).days
    if days < APPLICANT_DAYS:
        return []
    age, unit = _aged(days)
    count = len(applied)
    names = both([place.person.full_name for place in applied[:3]])
    title = (
        _("%(names)s would like to join") % {"names": names}
        if count <= 3
        else _("%(names)s and %(more)s more would like to join")
        % {"names": ", ".join(p.person.full_name for p in applied[:2]), "more": count - 2}
    )
    why = ngettext(
        "They applied on %(day)s and wait to hear whether they have a place.",
        "The first applied on %(day)s. They wait to hear whether they have a place.",
        count,
    ) % {"day": _day(oldest, today)}
    return [
        Need(
            age=age, unit=unit, calm=False, days=days, title=title, why=why,
            do="applicants", action=_("Decide"),
        )
    ]  # fmt: skip


def _waiting(waiting: Sequence[tuple[Participation, int]], promised: int) -> list[Need]:
    """Those who wait for longer than was promised: one line, led by who waits longest."""
    late = [(place, days) for place, days in waiting if days > promised * 7]
    if not late:
        return []
    first, days = late[0]
    words = {"name": first.person.full_name, "n": len(late) - 1}
    title = (
        _("%(name)s has waited longer than we promise")
        if len(late) == 1
        else ngettext(
            "%(name)s and %(n)s more have waited longer than we promise",
            "%(name)s and %(n)s more have waited longer than we promise",
            len(late) - 1,
        )
    )
    why = ngettext(
        "We say %(n)s week. Nobody is matched with them yet.",
        "We say %(n)s weeks. Nobody is matched with them yet.",
        promised,
    )
    return [
        Need(
            age=days // 7,
            unit=ngettext("week", "weeks", days // 7),
            calm=False,
            days=days,
            title=title % words,
            why=why % {"n": promised},
            do="matching",
            action=_("Look for a match"),
            place_id=first.pk if len(late) == 1 else None,
        )
    ]
