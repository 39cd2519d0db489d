"""What pages need to know about people's places in programmes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import NotVisible, Refused
from alongside.access import participations as access
from alongside.access import programmes as programme_access
from alongside.data.models import Application, Invitation, Participation, Person, Unmatched
from alongside.engine import reference
from alongside.outbound import tokens
from alongside.reads import reasons
from alongside.reads.people import initials
from alongside.reads.programmes import Contact, OwnPlace, side_words

A_PAGE = 50
#: Parameters of a reason that name other people.
_OTHERS = {"mentor", "mentors", "holder", "holders", "only", "names"}
STATES = ("applied", "ready", "resting", "turned_down", "withdrawn")


@dataclass(frozen=True)
class PersonLine:
    """Somebody in the coordinator's table. ``seats`` live ones, of ``capacity``."""

    id: UUID
    name: str
    initials: str
    email: str
    about: str
    side: str
    side_words: str
    state: str
    state_words: str
    since: datetime
    capacity: int
    seats: int
    eligible: bool
    wants: str


@dataclass(frozen=True)
class Tab:
    """A choice of the filter."""

    label: str
    code: str
    count: int


@dataclass(frozen=True)
class PeoplePage:
    """The coordinator's table of people."""

    name: str
    slug: str
    state: str
    lines: list[PersonLine]
    page: Page
    sides: list[Tab]
    states: list[Tab]
    total: int
    invitations: int


@dataclass(frozen=True)
class InvitationLine:
    """An invitation as its programme's coordinators see it."""

    id: UUID
    email: str
    name: str
    side: str
    sent_at: datetime
    until: datetime
    state: str
    state_words: str


@dataclass(frozen=True)
class InvitationsPage:
    """The programme's invitations, the latest first."""

    name: str
    slug: str
    kind: str
    lines: list[InvitationLine]
    page: Page


@dataclass(frozen=True)
class Fact:
    """A line of a summary list."""

    key: str
    value: str


@dataclass(frozen=True)
class PlacePage:
    """One person's place, for the programme's coordinators."""

    id: UUID
    name: str
    initials: str
    email: str
    programme: str
    slug: str
    side: str
    side_words: str
    state: str
    state_words: str
    came_by: str
    applied_at: datetime
    ready_at: datetime | None
    rests_until: date | None
    capacity: int
    seats: int
    eligible: bool
    note: str
    facts: list[Fact]
    initial: dict[str, Any]
    can: frozenset[str]


@dataclass(frozen=True)
class MyPlace:
    """A place as its owner sees it: where they stand, since when, why, and what they can do."""

    id: UUID
    programme: str
    slug: str
    host: str
    side: str
    side_words: str
    coaching: bool
    state: str
    title: str
    text: str
    since: datetime
    days: int
    rests_until: date | None
    promised_weeks: int
    reason: str
    change: str
    facts: list[Fact]
    contacts: list[Contact]
    can: frozenset[str]
    live: bool
    others: list[OwnPlace]


def state_words(state: str) -> str:
    """A place's state, in a word or three."""
    return {
        "applied": _("Asked to join"),
        "ready": _("Ready to match"),
        "resting": _("Resting"),
        "turned_down": _("No place"),
        "withdrawn": _("Left"),
    }[state]


def _in(kind: str, code: str) -> str:
    return _(reference.name_of(kind, code)) if code else ""


def _about(person: Person) -> str:
    return ", ".join(
        part for part in (_in("profession", person.profession), person.employer) if part
    )


def _topics(place: Participation) -> list[str]:
    found = []
    for topic in place.topics:
        name, years = _in("topic", topic["code"]), topic.get("years") or 0
        if years:
            name = ngettext("%(name)s (%(n)g year)", "%(name)s (%(n)g years)", int(years)) % {
                "name": name, "n": years,
            }  # fmt: skip
        found.append(name)
    if place.topics_other:
        found.append(place.topics_other)
    return found


def _search(words: str) -> Q:
    """Every word somewhere: name, address, or the name of a profession."""
    found = Q()
    for word in words.split()[:8]:
        codes = [
            entry.code
            for entry in reference.PROFESSIONS
            if word.casefold() in _(entry.name).casefold() or word.casefold() in entry.also
        ]
        found &= (
            Q(person__full_name__icontains=word)
            | Q(person__email__icontains=word)
            | Q(person__employer__icontains=word)
            | Q(person__profession__in=codes)
        )
    return found


def people(
    by: Person, slug: str, *, search: str = "", side: str = "", state: str = "", page: Any = 1
) -> PeoplePage:
    """The people of a programme that ``by`` runs, those who wait for an answer first."""
    programme = programme_access.coordinated(by, slug)
    everyone = programme.participations.all()
    counts = everyone.aggregate(
        total=Count("pk"),
        mentee=Count("pk", filter=Q(side="mentee")),
        mentor=Count("pk", filter=Q(side="mentor")),
        **{one: Count("pk", filter=Q(state=one)) for one in STATES},
    )
    rows = everyone.filter(_search(search))
    if side in ("mentee", "mentor"):
        rows = rows.filter(side=side)
    if state in STATES:
        rows = rows.filter(state=state)
    rows = (
        rows.select_related("person")
        .annotate(taken=Count("seats", filter=Q(seats__live=True)))
        .order_by(Case(When(state="applied", then=0), default=1), "person__full_name", "side", "pk")
    )
    found = Paginator(rows, A_PAGE).get_page(page)
    return PeoplePage(
        name=programme.name,
        slug=slug,
        state=programme.state,
        lines=[_line(row, programme.kind) for row in found],
        page=found,
        sides=[
            Tab(_("Everyone"), "", counts["total"]),
            Tab(side_words(programme.kind, "mentee").capitalize() + "s", "mentee", counts["mentee"])
            if programme.kind == "coaching"
            else Tab(_("Mentees"), "mentee", counts["mentee"]),
            Tab(_("Coaches"), "mentor", counts["mentor"])
            if programme.kind == "coaching"
            else Tab(_("Mentors"), "mentor", counts["mentor"]),
        ],
        states=[Tab(state_words(one), one, counts[one]) for one in STATES if counts[one]],
        total=counts["total"],
        invitations=Invitation.objects.filter(
            programme=programme, used_at__isnull=True, side__in=("mentee", "mentor")
        ).count(),
    )


def _line(row: Any, kind: str) -> PersonLine:
    return PersonLine(
        id=row.pk,
        name=row.person.full_name,
        initials=initials(row.person.full_name),
        email=row.person.email,
        about=_about(row.person),
        side=row.side,
        side_words=side_words(kind, row.side),
        state=row.state,
        state_words=state_words(row.state),
        since=row.applied_at,
        capacity=row.capacity,
        seats=row.taken,
        eligible=row.eligible,
        wants=", ".join(_topics(row)[:3]),
    )


def _windows_words(windows: Iterable[tuple[int, int, int]]) -> str:
    """``Tuesday 18:00–21:00; Friday 12:00–14:00``."""
    days = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
        _("Sunday"),
    )  # fmt: skip
    return "; ".join(
        f"{days[day]} {start // 60:02}:{start % 60:02}–{end // 60:02}:{end % 60:02}"
        for day, start, end in windows
    )


def _windows(person: Person) -> list[tuple[int, int, int]]:
    return list(person.windows.values_list("weekday", "start_minute", "end_minute"))


def band_of(seniority: int | None) -> str:
    """The first band of a level; several share one."""
    for band in reference.BANDS:
        if seniority is not None and band.level == seniority:
            return band.code
    return ""


def _initial(place: Participation, person: Person) -> dict[str, Any]:
    """The answers as the joining form takes them."""
    return {
        **profile_answers(person),
        "purpose": place.purpose,
        "purpose_words": place.purpose_words,
        "topics": place.topics,
        "topics_other": place.topics_other,
        "wishes_words": place.wishes_words,
        "capacity": place.capacity,
    }


def profile_answers(person: Person) -> dict[str, Any]:
    """What somebody has told about themselves before, by the names of the joining form."""
    return {
        "full_name": person.full_name,
        "profession": person.profession,
        "specialty": person.specialty,
        "job_title": person.job_title,
        "band": band_of(person.seniority),
        "years_experience": person.years_experience,
        "employer": person.employer,
        "team": person.team,
        "place": person.place,
        "region": person.region,
        "manager_email": person.manager_email,
        "languages": person.languages,
        "modes": person.modes,
        "times": _windows(person),
    }


def _facts(place: Participation, person: Person, *, for_coordinator: bool) -> list[Fact]:
    modes = [_in("mode", code) for code in person.modes]
    years = person.years_experience
    facts = [
        Fact(_("Profession"), _in("profession", person.profession)),
        Fact(_("Job title"), person.job_title),
        Fact(_("Field"), person.specialty),
        Fact(_("Band or grade"), _in("band", band_of(person.seniority))),
        Fact(_("Years of experience"), f"{years.normalize():f}" if years is not None else ""),
        Fact(_("Employer"), person.employer),
        Fact(_("Team"), person.team),
        Fact(_("Place"), ", ".join(p for p in (person.place, _in("region", person.region)) if p)),
        Fact(_("How to meet"), ", ".join(modes)),
        Fact(_("Languages"), ", ".join(_in("language", code) for code in person.languages)),
        Fact(_("Times"), _windows_words(_windows(person))),
        Fact(
            _("Topics offered") if place.side == "mentor" else _("Topics wanted"),
            ", ".join(_topics(place)),
        ),
        Fact(_("Purpose"), _in("purpose", place.purpose)),
        Fact(_("In their own words") if for_coordinator else _("In your own words"),
             place.purpose_words),
        Fact(_("Hopes for"), place.wishes_words),
    ]  # fmt: skip
    if for_coordinator:
        facts.insert(7, Fact(_("Line manager’s address"), person.manager_email))
    return [fact for fact in facts if fact.value or for_coordinator]


def one(by: Person, slug: str, place_id: UUID) -> PlacePage:
    """One place in a programme that ``by`` runs, else NotVisible."""
    place = access.run_by(by, place_id)
    if place.programme.slug != slug:
        raise NotVisible
    person, programme = place.person, place.programme
    return PlacePage(
        id=place.pk,
        name=person.full_name,
        initials=initials(person.full_name),
        email=person.email,
        programme=programme.name,
        slug=slug,
        side=place.side,
        side_words=side_words(programme.kind, place.side),
        state=place.state,
        state_words=state_words(place.state),
        came_by={
            "form": _("by the form"),
            "spreadsheet": _("from a list"),
            "invitation": _("by invitation"),
        }[place.came_by],
        applied_at=place.applied_at,
        ready_at=place.ready_at,
        rests_until=place.rests_until,
        capacity=place.capacity,
        seats=place.seats.filter(live=True).count(),
        eligible=place.eligible,
        note=place.note,
        facts=_facts(place, person, for_coordinator=True),
        initial=_initial(place, person),
        can=_can(place.state),
    )


def _can(state: str) -> frozenset[str]:
    return {
        "applied": frozenset({"accept", "turn_down", "withdraw"}),
        "ready": frozenset({"rest", "withdraw", "turn_down"}),
        "resting": frozenset({"come_back", "withdraw"}),
        "turned_down": frozenset({"accept"}),
        "withdrawn": frozenset({"accept"}),
    }[state]


def row(by: Person, slug: str, place_id: UUID) -> Participation:
    """The row for a coordinator's action, else NotVisible."""
    place = access.run_by(by, place_id)
    if place.programme.slug != slug:
        raise NotVisible
    return place


def own_row(person: Person, place_id: UUID) -> Participation:
    """The row for an action on one's own place, else NotVisible."""
    return access.of(person, place_id)


def my_place(person: Person, place_id: UUID, now: datetime) -> MyPlace:
    """Somebody's own place, else NotVisible."""
    place = access.of(person, place_id)
    programme = place.programme
    live = place.seats.filter(live=True).exists()
    reason, change = "", ""
    if place.side == "mentee" and place.state == "ready" and not live:
        reason, change = why_unmatched(place)
    title, text = _where(place, live)
    can = set(_can(place.state)) - {"accept", "turn_down"}
    if place.state in access.HOLDING and programme.state != "ended":
        can.add("change")
    if place.state in ("withdrawn", "turned_down") and programme.state == "open":
        can.add("ask_again")
    return MyPlace(
        id=place.pk,
        programme=programme.name,
        slug=programme.slug,
        host=programme.host,
        side=place.side,
        side_words=side_words(programme.kind, place.side),
        coaching=programme.kind == "coaching",
        state=place.state,
        title=title,
        text=text,
        since=place.applied_at,
        days=max(0, (now - place.applied_at).days),
        rests_until=place.rests_until,
        promised_weeks=programme.wait_weeks_promised,
        reason=reason,
        change=change,
        facts=_facts(place, person, for_coordinator=False),
        contacts=[Contact(c.name, c.role, c.email, c.phone) for c in programme.contacts.all()],
        can=frozenset(can),
        live=live,
        others=[
            OwnPlace(p.pk, p.side, side_words(programme.kind, p.side), p.state)
            for p in access.visible_to(person).filter(programme=programme).exclude(pk=place.pk)
        ],
    )


def _where(place: Participation, live: bool) -> tuple[str, str]:
    if live:
        return _("You are with somebody"), _("What you do together is under My mentoring.")
    if place.programme.state == "ended":
        return _("The programme has ended"), _("Your answers stay yours. Others take people in.")
    mentor = place.side == "mentor"
    return {
        "applied": (
            _("Your answers are with the coordinators"),
            _("They read every form and answer you by mail."),
        ),
        "ready": (
            _("You can be asked from now on") if mentor else _("You are in the queue"),
            _("When somebody fits, you get a message and decide for yourself.")
            if mentor
            else _("The coordinators are looking for somebody who fits what you asked for."),
        ),
        "resting": (
            _("You are resting"),
            _("You will be back by yourself on %(day)s.")
            % {"day": date_format(place.rests_until, "j F Y")}
            if place.rests_until
            else _("You are not matched with anyone until you say that you are back."),
        ),
        "turned_down": (
            _("No place this time"),
            _("That says nothing about you. Other programmes may fit, and you may ask again."),
        ),
        "withdrawn": (
            _("You have left this programme"),
            _("It is no one’s fault. You may ask to join again while it is open."),
        ),
    }[place.state]


def why_unmatched(place: Participation) -> tuple[str, str]:
    """The reason and the smallest change of the last published run, in words, or empty.

    What would name a third person is left out: who offers what is for coordinators to tell.
    """
    last = (
        Unmatched.objects.filter(mentee=place, run__state="published")
        .order_by("-run__number")
        .first()
    )
    if last is None:
        return "", ""
    own = {str(place.pk): place.person.first_name, str(place.person_id): place.person.first_name}
    said = []
    for fact in (last.reason, last.change):
        params = (fact or {}).get("params") or {}
        if not fact or _OTHERS & {name for name, value in params.items() if value}:
            said.append("")
        else:
            said.append(" ".join(reasons.in_words([fact], own)))
    return said[0], said[1]


def confirmable(token: str, now: datetime) -> tuple[str, str, bool]:
    """``(programme's name, address, whether it has an account)`` of a link that still works."""
    found = (
        Application.objects.filter(
            token_hash=tokens.digest(token), used_at__isnull=True, expires_at__gt=now
        )
        .select_related("programme")
        .first()
    )
    if found is None:
        raise NotVisible
    person = Person.objects.filter(email__iexact=found.email).first()
    known = person is not None and person.has_usable_password()
    return found.programme.name, found.email, known


def invitations(by: Person, slug: str, now: datetime, page: Any = 1) -> InvitationsPage:
    """Who was invited to a programme that ``by`` runs, and what became of it."""
    programme = programme_access.coordinated(by, slug)
    rows = Invitation.objects.filter(programme=programme).exclude(side="site")
    found = Paginator(rows, A_PAGE).get_page(page)
    sides = {"coordinator": _("coordinator")}
    return InvitationsPage(
        name=programme.name,
        slug=slug,
        kind=programme.kind,
        lines=[
            InvitationLine(
                id=row.pk, email=row.email, name=row.full_name,
                side=sides.get(row.side) or side_words(programme.kind, row.side),
                sent_at=row.sent_at, until=row.expires_at, **_fate(row, now),
            )
            for row in found
        ],
        page=found,
    )  # fmt: skip


def _fate(invitation: Invitation, now: datetime) -> dict[str, str]:
    if invitation.used_at:
        return {"state": "used", "state_words": _("Accepted")}
    if invitation.expires_at <= now:
        return {"state": "expired", "state_words": _("Ran out")}
    return {"state": "sent", "state_words": _("Sent")}


def table(by: Person, slug: str) -> tuple[list[str], list[list[object]]]:
    """Headers and rows of everyone in a programme that ``by`` runs, for a spreadsheet.

    The headers are those the import understands, so that a list can go out and come back.
    """
    programme = programme_access.coordinated(by, slug)
    rows: QuerySet[Participation] = (
        programme.participations.select_related("person")
        .prefetch_related("person__windows")
        .order_by("person__full_name", "side")
    )
    headers = [
        _("Name"), _("E-mail address"), _("Mentee or mentor"), _("State"), _("Profession"),
        _("Specialty"), _("Band or grade"), _("Years of experience"), _("Employer"), _("Team"),
        _("Place"), _("Region"), _("Topics"), _("Purpose"), _("Preferred mentors"),
        _("Online or in person"), _("Languages"), _("Times"), _("Places"),
        _("Line manager’s e-mail address"), _("Date applied"),
    ]  # fmt: skip
    lines: list[list[object]] = []
    for row in rows:
        person = row.person
        windows = [(w.weekday, w.start_minute, w.end_minute) for w in person.windows.all()]
        topics = [_in("topic", topic["code"]) for topic in row.topics]
        lines.append([
            person.full_name, person.email, row.side, state_words(row.state),
            _in("profession", person.profession), person.specialty,
            _in("band", band_of(person.seniority)),
            "" if person.years_experience is None else float(person.years_experience),
            person.employer, person.team, person.place, _in("region", person.region),
            "; ".join([*topics, *([row.topics_other] if row.topics_other else [])]),
            row.purpose_words or _in("purpose", row.purpose), row.wishes_words,
            "; ".join(_in("mode", code) for code in person.modes),
            "; ".join(_in("language", code) for code in person.languages),
            _windows_words(windows), row.capacity if row.side == "mentor" else "",
            person.manager_email, row.applied_at.date(),
        ])  # fmt: skip
    return headers, lines


@dataclass(frozen=True)
class JoinPage:
    """What the joining form needs: where, as whom, and what was told before.

    ``has_place`` says that answers are changed and not given; ``why_not`` that nobody can join.
    """

    programme: str
    slug: str
    host: str
    coaching: bool
    side: str
    side_words: str
    other_words: str
    same_team_allowed: bool
    weeks: int
    before: dict[str, Any]
    has_place: bool
    place_id: UUID | None
    why_not: str
    signed_in: bool
    capacity: int


def join_page(person: Person | None, slug: str, side: str, today: date) -> JoinPage:
    """The joining form of a programme for ``person`` (None: not signed in), else NotVisible."""
    programme = programme_access.visible_to(person).filter(slug=slug).first()
    if programme is None or side not in ("mentee", "mentor"):
        raise NotVisible
    place = person and access.visible_to(person).filter(programme=programme, side=side).first()
    has_place = bool(place) and place.state in access.HOLDING
    invited = bool(person) and (
        Invitation.objects.filter(
            programme=programme, side=side, email__iexact=person.email
        ).exists()
    )
    why_not = ""
    if not has_place:
        try:
            access.check_is_open(programme, today=today, invited=invited)
        except Refused as no:
            why_not = no.message
    before: dict[str, Any] = {}
    if place:
        before = _initial(place, person)
    elif person:
        before = {**profile_answers(person), "capacity": programme.mentor_capacity}
    return JoinPage(
        programme=programme.name,
        slug=slug,
        host=programme.host,
        coaching=programme.kind == "coaching",
        side=side,
        side_words=side_words(programme.kind, side),
        other_words=side_words(programme.kind, "mentee" if side == "mentor" else "mentor"),
        same_team_allowed=programme.same_team_allowed,
        weeks=programme.wait_weeks_promised,
        before=before,
        has_place=has_place,
        place_id=place.pk if place else None,
        why_not=why_not,
        signed_in=person is not None,
        capacity=programme.mentor_capacity,
    )
