"""What every page about a relationship begins with: who is in it, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import relationships as access
from alongside.data.models import Person, Relationship, Seat
from alongside.engine import reference
from alongside.engine.i18n import N_
from alongside.reads.people import initials

ORDINALS = (
    "", N_("first"), N_("second"), N_("third"), N_("fourth"), N_("fifth"), N_("sixth"), N_("seventh"),
    N_("eighth"), N_("ninth"), N_("tenth"),
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """Somebody in a relationship, as the others see them. ``role`` colours their face."""

    id: UUID
    name: str
    first_name: str
    initials: str
    side: str
    role: str
    role_name: str
    line: str
    about: str
    answer: str
    email: str


@dataclass(frozen=True)
class Head:
    """How a relationship stands, from one reader's side. ``writable``: something may be added."""

    id: UUID
    state: str
    kind: str
    kind_name: str
    form_name: str
    programme: str
    programme_slug: str
    started_on: date | None
    ends_on: date | None
    paused_until: date | None
    ended_on: date | None
    me: Member
    other: Member
    others: list[Member]
    title: str
    line: str
    dates: str
    writable: bool

    @property
    def begun(self) -> bool:
        """Both have said yes and it has not ended."""
        return self.state in ("agreeing", "active", "paused")


def role_name(side: str, kind: str) -> str:
    """The field's own word for a side: mentee, mentor, coach, coachee."""
    if kind == "coaching":
        return _("coach") if side == "mentor" else _("coachee")
    return _("mentor") if side == "mentor" else _("mentee")


def line_of(person: Person) -> str:
    """What somebody does and where, as far as they said: ``Dietitian, Leeds Hospital, Leeds``."""
    what = person.job_title or (
        _(reference.name_of("profession", person.profession)) if person.profession else ""
    )
    parts = [what, person.specialty, person.employer, person.place]
    seen: list[str] = []
    for part in parts:
        if part and part.lower() not in (one.lower() for one in seen):
            seen.append(part)
    return ", ".join(seen)


def member(seat: Seat, kind: str) -> Member:
    """A seat with its person."""
    person = seat.person
    colour = "coach" if kind == "coaching" else "mentor"
    role = colour if seat.side == "mentor" else ("coachee" if kind == "coaching" else "mentee")
    return Member(
        id=person.pk,
        name=person.full_name,
        first_name=person.first_name,
        initials=initials(person.full_name),
        side=seat.side,
        role=role,
        role_name=role_name(seat.side, kind),
        line=line_of(person),
        about=person.about,
        answer=seat.answer,
        email=person.email if person.is_active else "",
    )


def month(day: date | None) -> str:
    """``June 2026``."""
    return date_format(day, "F Y") if day else ""


def day_words(day: date | None, today: date | None = None) -> str:
    """``26 November``, with the year when it is another one than ``today``'s."""
    if day is None:
        return ""
    return date_format(day, "j F" if today and day.year == today.year else "j F Y")


def local(at: datetime, person: Person) -> datetime:
    """The moment on the person's own clock, without a zone, so that no page shifts it again."""
    return at.astimezone(ZoneInfo(person.time_zone)).replace(tzinfo=None)


def today_of(now: datetime, person: Person) -> date:
    """Which day it is for somebody."""
    return local(now, person).date()


def in_days(day: date, today: date) -> str:
    """``today``, ``tomorrow``, ``in 5 days``."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}


def ordinal(number: int) -> str:
    """``third``; beyond ten, the number."""
    return str(_(ORDINALS[number])) if 0 < number < len(ORDINALS) else str(number)


def names(people: list[str]) -> str:
    """``Ana``, ``Ana and Ben``, ``Ana, Ben and Cai``."""
    if len(people) < 2:
        return "".join(people)
    return _("%(some)s and %(last)s") % {"some": ", ".join(people[:-1]), "last": people[-1]}


def head_of(person: Person, relationship: Relationship, seats: list[Seat]) -> Head:
    """The head from rows already read; ``seats`` with their people."""
    kind = relationship.kind
    mine = next(s for s in seats if s.person_id == person.pk)
    others = [member(s, kind) for s in seats if s.person_id != person.pk]
    other = others[0]
    dates = ""
    if relationship.started_on and relationship.ends_on:
        dates = _("%(start)s to %(end)s") % {
            "start": month(relationship.started_on),
            "end": month(relationship.ends_on),
        }
    return Head(
        id=relationship.pk,
        state=relationship.state,
        kind=kind,
        kind_name=_(reference.name_of("kind", kind)),
        form_name=_(reference.name_of("form", relationship.form)),
        programme=relationship.programme.name,
        programme_slug=relationship.programme.slug,
        started_on=relationship.started_on,
        ends_on=relationship.ends_on,
        paused_until=relationship.paused_until,
        ended_on=local(relationship.ended_at, person).date() if relationship.ended_at else None,
        me=member(mine, kind),
        other=other,
        others=others,
        title=_("You and %(name)s") % {"name": names([o.name for o in others])},
        line=_("Your %(role)s: %(line)s") % {"role": other.role_name, "line": other.line}
        if other.line
        else _("Your %(role)s") % {"role": other.role_name},
        dates=dates,
        writable=relationship.state in ("agreeing", "active", "paused"),
    )


def load(person: Person, relationship_id: UUID | str) -> tuple[Relationship, Head]:
    """The relationship and its head, or NotVisible. Two queries."""
    relationship = access.of(person, relationship_id)
    return relationship, head_of(person, relationship, access.seats(relationship))


def load_to_write(person: Person, relationship_id: UUID | str) -> Head:
    """The head for a page that writes: Refused before both said yes and after the end."""
    relationship, head = load(person, relationship_id)
    access.check_begun(person, relationship)
    return head
