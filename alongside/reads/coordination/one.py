"""One relationship as its coordinator may know it, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.access import NotVisible
from alongside.access import programmes as access
from alongside.data.models import Event, Person, StateChange
from alongside.reads.coordination.pairs import Pair, Who, pairs
from alongside.reads.coordination.table import Line, line, state_words

#: Two people may hear that they have not met for a while after so many days.
QUIET_DAYS = 28
ENDING_DAYS = 35


@dataclass(frozen=True)
class Step:
    """A line of the history: when, and what became of it."""

    at: datetime
    words: str


@dataclass(frozen=True)
class PairPage:
    """One relationship: its facts, its history, and what its coordinator may do."""

    name: str
    slug: str
    line: Line
    facts: list[tuple[str, str]]
    history: list[Step]
    may_write: str
    letter_words: str
    written: date | None
    may_free: bool
    may_close: bool
    coaching: bool


def pair_page(by: Person, slug: str, relationship_id: UUID, *, now: datetime) -> PairPage:
    """One relationship's dates, counts and states, else NotVisible."""
    programme = access.coordinated(by, slug)
    found = pairs(programme, now=now, only=relationship_id)
    if not found:
        raise NotVisible
    pair = found[0]
    today = timezone.localdate(now)
    written = timezone.localdate(pair.written_at) if pair.written_at else None
    kind = _letter(pair, today)
    return PairPage(
        name=programme.name,
        slug=slug,
        line=line(pair),
        facts=_facts(pair),
        history=_history(pair),
        may_write=kind if not written or (today - written).days >= 7 else "",
        letter_words=_letter_words(kind),
        written=written,
        may_free=pair.state == "offered",
        may_close=_is_over(pair, today),
        coaching=pair.kind == "coaching",
    )


def _letter(pair: Pair, today: date) -> str:
    """The letter that would be true now, or none: two people who have a time booked need none."""
    if pair.state == "offered":
        return "unanswered" if any(not who.answer for who in pair.people) else ""
    if not pair.begun:
        return ""
    if pair.signed_by and not pair.agreed_on:
        return "half_signed"
    if pair.next_at is not None:
        return ""
    if pair.ends_on and (pair.ends_on - today).days <= ENDING_DAYS:
        return "ending"
    since = pair.last_met or pair.started_on
    quiet = since is not None and (today - since).days >= QUIET_DAYS
    return "not_met" if quiet and pair.state != "paused" else ""


def _letter_words(kind: str) -> str:
    return {
        "": "",
        "unanswered": _("Asks for a yes or a no, and says that both are fine."),
        "half_signed": _("Says that the agreement waits for a signature."),
        "ending": _("Suggests a last session to both, and that they may go on if both wish."),
        "not_met": _("Asks both how it is going, and whether anything would help."),
    }[kind]


def _is_over(pair: Pair, today: date) -> bool:
    if not pair.begun:
        return False
    if pair.ends_on and pair.ends_on < today:
        return True
    since = pair.last_met or pair.started_on
    return (
        pair.state != "paused"
        and pair.next_at is None
        and since is not None
        and (today - since).days > 84
    )


def _facts(pair: Pair) -> list[tuple[str, str]]:
    def day(value: date | datetime | None) -> str:
        if isinstance(value, datetime):
            value = timezone.localdate(value)
        return date_format(value, "j F Y") if value else "–"

    rows = [
        (_("State"), state_words(pair.state)),
        (_("Offered on"), day(pair.offered_at)),
        (_("Began on"), day(pair.started_on)),
        (_("Sessions held"), str(pair.held)),
        (_("Last met"), day(pair.last_met)),
        (_("Next booked"), day(pair.next_at)),
        (_("Agreement signed"), day(pair.agreed_on) if pair.agreed_on else _("not yet")),
        (_("End date"), day(pair.ends_on)),
    ]
    if pair.state == "offered":
        rows.insert(2, (_("Open until"), day(pair.answer_by)))
        rows = rows[:3] + [
            (
                who.name,
                {"yes": _("said yes"), "no": _("said no"), "": _("has not answered yet")}[
                    who.answer
                ],
            )
            for who in pair.people
        ]
    if pair.state == "declined":
        rows += [
            (_("%(name)s told you why") % {"name": who.first_name}, _told(who))
            for who in pair.people
            if who.why_not or who.words
        ]
    if pair.paused_until and pair.state == "paused":
        rows.append((_("Paused until"), day(pair.paused_until)))
    if pair.ended_at:
        rows.append((_("Ended on"), day(pair.ended_at)))
    return rows


def _told(who: Who) -> str:
    """Why somebody said no: they were told that the coordinator, and nobody else, reads it."""
    reasons = {
        "time": _("It is not the right time"),
        "too_close": _("They know each other, or work too closely"),
        "conflict": _("There is a conflict of interest"),
        "something_else": _("They look for, or can offer, something else"),
        "practical": _("Place or times would not work"),
        "other": _("Something else"),
    }
    quoted = f"“{who.words}”" if who.words else ""
    return ". ".join(part for part in (reasons.get(who.why_not, ""), quoted) if part)


def _history(pair: Pair) -> list[Step]:
    said = {
        "agreeing": _("Both said yes"),
        "active": _("Meeting"),
        "paused": _("Paused"),
        "ended": _("Ended"),
        "declined": _("Declined, without fault"),
        "lapsed": _("Closed without an answer"),
    }
    steps = [Step(pair.offered_at, _("Offered to both"))]
    changes = StateChange.objects.filter(thing="relationship", thing_id=pair.id).order_by("at")
    for old, new, at in changes.values_list("old", "new", "at"):
        words = said.get(new, new)
        if new == "active":
            words = _("Went on after a pause") if old == "paused" else _("Agreement signed by both")
        steps.append(Step(at, words))
    letters = Event.objects.filter(relationship_id=pair.id, what="pair.written_to")
    steps += [
        Step(at, _("A coordinator wrote to them")) for at in letters.values_list("at", flat=True)
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)
