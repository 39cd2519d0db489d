"""What somebody's own pages need: their profile, their times, and a copy of all that is theirs."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data import models as m
from alongside.data.confidential import ConfidentialText
from alongside.data.keys import store
from alongside.data.models import AvailabilityWindow, Coordinator, Person
from alongside.engine import reference, registration
from alongside.reads.people import initials

#: The grid shows whole hours from the first to the last; other times have lines of their own.
GRID = range(7, 21)


@dataclass(frozen=True)
class Line:
    """A line of a summary."""

    key: str
    value: str


@dataclass(frozen=True)
class Run:
    """A programme one runs."""

    name: str
    slug: str


@dataclass(frozen=True)
class You:
    """The page about oneself."""

    name: str
    initials: str
    email: str
    profile: list[Line]
    for_coordinator: list[Line]
    registration: str
    registration_problem: str
    times: list[Line]
    hours: str
    weekly: str
    paused_until: date | None
    runs: list[Run]
    is_site_admin: bool
    is_demonstration: bool


def you(person: Person) -> You:
    """Everything on the page about oneself."""
    windows = list(person.windows.all())
    problem = registration_problem(person.registration_number, person.regulator)
    return You(
        name=person.full_name,
        initials=initials(person.full_name),
        email=person.email,
        profile=_profile(person),
        for_coordinator=_for_coordinator(person),
        registration=person.registration_number,
        registration_problem=problem,
        times=_times(windows),
        hours=_hours(windows),
        weekly=_("%(day)s at %(hour)s:00")
        % {"day": WEEKDAYS[person.weekly_day], "hour": person.weekly_hour},
        paused_until=person.weekly_paused_until,
        runs=[
            Run(c.programme.name, c.programme.slug)
            for c in Coordinator.objects.filter(person=person)
            .select_related("programme")
            .order_by("programme__name")
        ],
        is_site_admin=person.is_site_admin,
        is_demonstration=person.is_demonstration,
    )


def registration_problem(number: str, regulator: str) -> str:
    """What does not look right about a number, or an empty string. Never says "verified"."""
    if not number:
        return ""
    checked = registration.check(number, regulator)
    if checked.looks_right is not False:
        return ""
    return _(
        "This doesn’t look right. It should look like %(example)s. You can save it all the same."
    ) % {"example": checked.example}


def _named(kind: str, codes: list[str]) -> str:
    return ", ".join(_(reference.name_of(kind, c)) for c in codes if reference.known(kind, c))


def _profile(person: Person) -> list[Line]:
    return [
        Line(_("Name"), person.full_name),
        Line(_("Profession"), _named("profession", [person.profession])),
        Line(_("Job title"), person.job_title),
        Line(_("Employer"), person.employer),
        Line(_("Place"), person.place),
        Line(_("Meets"), _named("mode", person.modes)),
        Line(_("Languages"), _named("language", person.languages)),
        Line(_("About you"), person.about),
    ]


def _for_coordinator(person: Person) -> list[Line]:
    number = person.registration_number
    if number:
        shape = registration.check(number, person.regulator).looks_right
        if shape is not None:
            said = _("looks right") if shape else _("doesn’t look right")
            number = f"{number} ({said})"
    return [
        Line(_("Team"), person.team),
        Line(_("Line manager’s e-mail"), person.manager_email),
        Line(_("Registration number"), number),
    ]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _times(windows: list[AvailabilityWindow]) -> list[Line]:
    days: dict[int, list[str]] = {}
    for one in windows:
        words = f"{_clock(one.start_minute)}–{_clock(one.end_minute)}"
        days.setdefault(one.weekday, []).append(words)
    return [Line(str(WEEKDAYS[day]), ", ".join(times)) for day, times in sorted(days.items())]


def _hours(windows: list[AvailabilityWindow]) -> str:
    hours = round(sum(w.end_minute - w.start_minute for w in windows) / 60)
    return ngettext("About %(n)s hour a week", "About %(n)s hours a week", hours) % {"n": hours}


@dataclass(frozen=True)
class Times:
    """The grid's ticked hours as ``day-hour``, and the windows that don't fit it."""

    ticked: set[str]
    others: list[tuple[int, str, str]]
    days: list[str]
    hours: list[int]


def times(person: Person) -> Times:
    """When somebody is free, for the form."""
    ticked: set[str] = set()
    others: list[tuple[int, str, str]] = []
    for one in person.windows.all():
        start, end = one.start_minute, one.end_minute
        whole = start % 60 == 0 and end % 60 == 0
        if whole and start // 60 >= GRID.start and end // 60 <= GRID.stop:
            ticked |= {f"{one.weekday}-{hour}" for hour in range(start // 60, end // 60)}
        else:
            others.append((one.weekday, _clock(start), _clock(end)))
    return Times(ticked, others, [str(WEEKDAYS[day]) for day in range(7)], list(GRID))


#: What is somebody's own, by the field that says whose it is.
OWN: tuple[tuple[str, type[Model], str], ...] = (
    ("times", m.AvailabilityWindow, "person"),
    ("places in programmes", m.Participation, "person"),
    ("seats", m.Seat, "person"),
    ("goals", m.Goal, "person"),
    ("goal ratings", m.GoalRating, "goal__person"),
    ("purposes", m.Purpose, "by"),
    ("agenda items", m.AgendaItem, "by"),
    ("agenda texts kept beside", m.AgendaOtherText, "by"),
    ("actions", m.Action, "owner"),
    ("notes on actions", m.ActionNote, "by"),
    ("wins", m.Win, "person"),
    ("reflections", m.Reflection, "person"),
    ("weekly five minutes", m.WeeklyFive, "person"),
    ("session notes", m.SessionNote, "person"),
    ("feedback given", m.Feedback, "by"),
    ("thanks given", m.ThankYou, "by"),
    ("signatures", m.Signature, "person"),
    ("reviews", m.Review, "person"),
    ("outcome ratings", m.OutcomeRating, "person"),
    ("wellbeing consents", m.WellbeingConsent, "person"),
    ("check-ins", m.CheckIn, "person"),
    ("learning record", m.CpdEntry, "person"),
    ("learning profile", m.CpdProfile, "person"),
    ("what you did here", m.Event, "by"),
    ("mail to you", m.OutboxMessage, "to_person"),
)
#: Secrets and inner workings, of no meaning outside.
LEFT_OUT = {"password", "calendar_token_hash", "params", "message_id", "once_key", "lease_until"}


def copy(person: Person) -> dict[str, Any]:
    """All that is kept about somebody and all they wrote, as JSON can hold it.

    What others wrote is theirs and stays out, except the meetings and agreements both share.
    """
    shared = list(m.Relationship.objects.filter(seats__person=person).values_list("pk", flat=True))
    store.load({("person", person.pk), *(("relationship", pk) for pk in shared)})
    found: dict[str, Any] = {"you": _row(person)}
    for name, model, whose in OWN:
        found[name] = _rows(model._default_manager.filter(**{whose: person}))
    found["relationships"] = _rows(m.Relationship.objects.filter(pk__in=shared))
    found["sessions"] = _rows(m.Meeting.objects.filter(relationship__in=shared))
    found["agreements"] = _rows(m.Agreement.objects.filter(relationship__in=shared))
    return found


def _rows(rows: QuerySet) -> list[dict[str, Any]]:
    return [_row(row) for row in rows]


def _row(row: Model) -> dict[str, Any]:
    return {
        field.attname: _plain(getattr(row, field.attname), field)
        for field in row._meta.concrete_fields
        if field.attname not in LEFT_OUT
    }


def _plain(value: Any, field: Any) -> Any:
    if isinstance(field, ConfidentialText):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


@dataclass(frozen=True)
class Kept:
    """A kind of what is kept: what, who sees it, how long."""

    what: str
    who: str
    long: str


def kept() -> list[Kept]:
    """What is kept about people, in the words of ``retention.yaml``."""
    account = _("While your account is open, and 30 days after")
    return [
        Kept(
            _("Your profile and times"),
            _("You, who you are matched with, your coordinator"),
            account,
        ),
        Kept(
            _("What you asked a programme for"),
            _("You, who you are matched with, your coordinator"),
            _("While the programme runs, and two years after"),
        ),
        Kept(
            _("What you write for yourself"),
            _("You, and whoever you share a piece with"),
            _("As long as you want"),
        ),
        Kept(
            _("What you write together"),
            _("The two of you"),
            _("Until you have both left, or ten years after the end"),
        ),
        Kept(
            _("Check-ins"),
            _("You, and your mentor if you share one"),
            _("Until you take back your consent"),
        ),
        Kept(_("Mail we sent you: what kind and when"), _("Whoever runs the site"), _("90 days")),
        Kept(_("That you did something, and when"), _("Whoever runs the site"), _("Six years")),
    ]
