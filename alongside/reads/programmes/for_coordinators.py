"""Programmes as those who run them see them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import NotVisible
from alongside.access import participations as place_access
from alongside.access import programmes as access
from alongside.data.models import Invitation, Person, Programme
from alongside.engine.states import PROGRAMME
from alongside.reads.people import initials
from alongside.reads.programmes.public import state_words, tag_of


@dataclass(frozen=True)
class RunLine:
    """A programme somebody runs: who waits for them, at a glance."""

    slug: str
    name: str
    host: str
    state: str
    state_words: str
    kind: str
    form: str
    applied: int
    mentees: int
    mentors: int
    pairs: int
    coaching: bool


@dataclass(frozen=True)
class RunningPage:
    """Every programme somebody runs."""

    open: list[RunLine]
    ended: list[RunLine]
    can_create: bool


@dataclass(frozen=True)
class CoordinatorLine:
    """Somebody who runs a programme."""

    id: UUID
    name: str
    email: str
    initials: str
    is_you: bool


@dataclass(frozen=True)
class SettingsPage:
    """Everything a programme's coordinators may set. ``initial`` fills the form."""

    slug: str
    name: str
    state: str
    state_words: str
    initial: dict[str, Any]
    contacts: list[dict[str, str]]
    coordinators: list[CoordinatorLine]
    invited: list[str]
    next_states: list[tuple[str, str]]
    next_name: str


@dataclass(frozen=True)
class Step:
    """What a move to another state would do, in sentences."""

    slug: str
    name: str
    to: str
    title: str
    label: str
    steps: list[str]


def running(person: Person) -> RunningPage:
    """The programmes somebody runs, those that have ended apart."""
    holding = Q(participations__state__in=place_access.HOLDING)
    rows = access.coordinated_by(person).annotate(
        applied=Count("participations", filter=Q(participations__state="applied"), distinct=True),
        mentees=Count(
            "participations", filter=holding & Q(participations__side="mentee"), distinct=True
        ),
        mentors=Count(
            "participations", filter=holding & Q(participations__side="mentor"), distinct=True
        ),
        pairs=Count(
            "relationships",
            filter=Q(relationships__state__in=("agreeing", "active", "paused")),
            distinct=True,
        ),
    )
    lines = [
        RunLine(
            slug=row.slug, name=row.name, host=row.host, state=row.state,
            state_words=state_words(row.state), kind=row.kind, form=tag_of(row),
            applied=row.applied, mentees=row.mentees, mentors=row.mentors, pairs=row.pairs,
            coaching=row.kind == "coaching",
        )
        for row in rows
    ]  # fmt: skip
    return RunningPage(
        open=[line for line in lines if line.state != "ended"],
        ended=[line for line in lines if line.state == "ended"],
        can_create=access.can_create(person),
    )


def may_create(person: Person) -> None:
    """Raise NotVisible for somebody who may not create a programme."""
    access.check_can_create(person)


def settings(person: Person, slug: str) -> SettingsPage:
    """What a programme's coordinators see and set."""
    programme = access.coordinated(person, slug)
    labels = {
        "open": _("Open it") if programme.state == "draft" else _("Open it again"),
        "closed": _("Close it to new people"),
        "ended": _("End it"),
    }
    return SettingsPage(
        slug=slug,
        name=programme.name,
        state=programme.state,
        state_words=state_words(programme.state),
        initial={
            name: getattr(programme, name)
            for name in (
                "name", "host", "kind", "form", "summary", "description", "reasons",
                "who_may_join", "professions", "length_months", "rhythm_weeks",
                "session_minutes", "places", "mentor_capacity", "same_team_allowed",
                "joining_by_form", "joins_until", "starts_on", "answer_days",
                "wait_weeks_promised",
            )
        },
        contacts=[
            {"name": c.name, "role": c.role, "email": c.email, "phone": c.phone}
            for c in programme.contacts.all()
        ],
        coordinators=[
            CoordinatorLine(
                row.pk, row.person.full_name, row.person.email, initials(row.person.full_name),
                row.person_id == person.pk,
            )
            for row in programme.coordinators.select_related("person").order_by("since")
        ],
        invited=list(
            Invitation.objects.filter(
                programme=programme, side="coordinator", used_at__isnull=True
            ).values_list("email", flat=True)
        ),
        next_states=[(to, labels[to]) for to in PROGRAMME.ways[programme.state]],
        next_name=next_name(programme.name),
    )  # fmt: skip


def next_name(name: str) -> str:
    """A name for the next round: ``… 2027`` becomes ``… 2028``, ``… round 2`` ``… round 3``."""
    year = re.search(r"\b(20\d\d)\b", name)
    if year:
        return name.replace(year.group(1), str(int(year.group(1)) + 1))
    end = re.search(r"(\d+)$", name)
    if end:
        return f"{name[: end.start()]}{int(end.group(1)) + 1}"
    return _("%(name)s, next round") % {"name": name}


def coordinated(person: Person, slug: str) -> Programme:
    """The row for an action, when ``person`` runs it; else NotVisible."""
    return access.coordinated(person, slug)


def step(person: Person, slug: str, to: str) -> Step:
    """What moving the programme would do; NotVisible when there is no such way."""
    programme = access.coordinated(person, slug)
    if to not in PROGRAMME.ways[programme.state]:
        raise NotVisible
    titles = {
        "open": (_("When you open it"), _("Open the programme")),
        "closed": (_("When you close it"), _("Close the programme")),
        "ended": (_("When you end it"), _("End the programme")),
    }
    return Step(slug, programme.name, to, *titles[to], _consequences(programme, to))


def _consequences(programme: Programme, to: str) -> list[str]:
    pairs = programme.relationships.filter(
        state__in=("offered", "agreeing", "active", "paused")
    ).count()
    wait = (
        programme.participations.filter(side="mentee", state__in=place_access.HOLDING)
        .exclude(seats__live=True)
        .count()
    )
    told = {
        "open": [
            _("Its page is public and stands in the list of programmes open now."),
            _(
                "People can join by your invitation, from your list, or by its form if you allow it."
            ),
            _("Nobody is matched and no message goes out until you say so."),
        ],
        "closed": [
            _("Nobody new can join. Its page stays, and says that it is closed."),
            ngettext(
                "%(n)s mentee who waits keeps their place and can be matched.",
                "%(n)s mentees who wait keep their places and can be matched.",
                wait,
            )
            % {"n": wait},
            _("Pairs carry on as they are. You can open it again at any time."),
        ],
        "ended": [
            _("Its page is gone for the public. People who took part can still read it."),
            ngettext(
                "%(n)s pair carries on until its own end.",
                "%(n)s pairs carry on until their own end.",
                pairs,
            )
            % {"n": pairs},
            ngettext(
                "%(n)s mentee who waits is told by mail, and where else to look.",
                "%(n)s mentees who wait are told by mail, and where else to look.",
                wait,
            )
            % {"n": wait},
            _("This can’t be undone. For a new round, copy its settings first or later."),
        ],
    }
    return told[to]
