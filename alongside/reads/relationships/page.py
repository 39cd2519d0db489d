"""The relationship's page: one lead, and a card for each thing two people keep together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.data.models import (
    Action,
    AgendaItem,
    Agreement,
    Feedback,
    Meeting,
    OutcomeRating,
    Person,
    Purpose,
    Relationship,
    Review,
    ThankYou,
)
from alongside.engine import phases, reference
from alongside.reads.agreements import Sign, signs_of
from alongside.reads.relationships import story
from alongside.reads.relationships.coming import Next, coming_of, strip_of
from alongside.reads.relationships.goals import GoalLine, goals_of, months_of
from alongside.reads.relationships.shared import (
    Head,
    day_words,
    load,
    local,
    today_of,
)

#: Items of the agenda shown here; all of them stand on its own page.
AGENDA_SHOWN = 5
GOALS_SHOWN = 6


@dataclass(frozen=True)
class Step:
    """A phase on the path: done, now or next."""

    label: str
    state: str


@dataclass(frozen=True)
class AgreementCard:
    """Where the agreement stands. ``mine_missing``: it waits for the reader."""

    state: str
    version: int
    signs: list[Sign]
    mine_missing: bool
    review_on: str
    draft_beside: int = 0


@dataclass(frozen=True)
class Item:
    """An agenda item as ``components/agenda_item.html`` wants it."""

    title: str
    kind_icon: str
    kind: str
    from_whom: str
    marker: str
    carried: str
    state: str = ""


@dataclass(frozen=True)
class Play:
    """An action in play."""

    text: str
    due: str
    sure: int | None
    goal: str


@dataclass(frozen=True)
class Said:
    """A thank-you, a word of feedback or a purpose, with who wrote it and when."""

    text: str
    meta: str


@dataclass(frozen=True)
class Asked:
    """A review that waits for the reader: early, half, end, or start (ratings only)."""

    moment: str
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """Everything on the page. Lists are empty where there is nothing yet."""

    head: Head
    phase: str
    phase_words: str
    path: list[Step]
    next: Next | None
    introduced: bool
    agreement: AgreementCard | None
    agenda: list[Item]
    agenda_count: int
    goals: list[GoalLine]
    months: list[tuple[float, str]]
    actions: list[Play]
    story: list[story.Happened]
    story_more: bool
    purpose: Said | None
    purposes: list[Said]
    thanks: list[Said]
    feedback: list[Said]
    asked: list[Asked]
    shared_wins: int
    new_end_on: str
    new_end_date: date | None
    new_end_mine: bool
    strip: list[str] = field(default_factory=list)


ICONS = {
    "clinical_case": "case",
    "learning_goal": "learning",
    "ethical_question": "ethics",
    "organisational": "people",
    "workload_support": "workload",
}


def page(person: Person, relationship_id: UUID | str, *, now: datetime) -> Page:
    """The page for one of the people in it; NotVisible for anyone else.

    The number of queries is the same whatever has been written.
    """
    relationship, head = load(person, relationship_id)
    today = today_of(now, person)
    told = rows(relationship)
    items = list(
        AgendaItem.objects.filter(relationship=relationship, state="open")
        .select_related("carried_from")
        .defer("notes")
    )
    goals = goals_of(person, relationship, today, items, told.actions)
    lines = story.tell(person, relationship, head, told, now=now)
    agreements = list(
        Agreement.objects.filter(relationship=relationship, state__in=("draft", "signed"))
        .defer("terms")
        .prefetch_related("signatures")
    )
    held = [m for m in told.meetings if m.state == "held" and m.kind != "introduction"]
    where = phases.phase(
        started_on=relationship.started_on,
        ends_on=relationship.ends_on,
        today=today,
        sessions=len(held),
        directed=bool(told.purposes or goals),
        ended=head.state == "ended",
    )
    upcoming = coming_of(person, head, told.meetings, now)
    purposes = [_in_words(person, head, p, today) for p in told.purposes]
    return Page(
        head=head,
        phase=_(phases.PHASES[where].name),
        phase_words=_phase_words(relationship, head, where, today),
        path=[
            Step(_(p.name), "done" if n < where else "now" if n == where else "next")
            for n, p in enumerate(phases.PHASES)
        ],
        next=upcoming,
        introduced=any(m.state == "held" for m in told.meetings),
        agreement=_agreement(person, head, agreements, today),
        agenda=[_item(person, head, i, today) for i in items[:AGENDA_SHOWN]],
        agenda_count=len(items),
        goals=goals[:GOALS_SHOWN],
        months=months_of(relationship),
        actions=[_play(a, today) for a in told.actions if a.state == "open"],
        story=lines[: story.SHORT],
        story_more=len(lines) > story.SHORT,
        purpose=purposes[0] if purposes else None,
        purposes=purposes[1:],
        thanks=[_said(person, head, t.text, t.by_id, t.at, today) for t in told.thanks],
        feedback=[
            _said(person, head, f.text, f.by_id, f.at, today)
            for f in Feedback.objects.filter(relationship=relationship)
        ],
        asked=_asked(person, head, relationship, told.reviews),
        shared_wins=len(told.wins),
        new_end_on=day_words(relationship.new_end_on),
        new_end_date=relationship.new_end_on,
        new_end_mine=relationship.new_end_by_id == person.pk,
        strip=strip_of(head, upcoming, len(items), told, now),
    )


def rows(relationship: Relationship) -> story.Told:
    """What the story and the cards are made of, one query each."""
    return story.Told(
        meetings=list(Meeting.objects.filter(relationship=relationship)),
        actions=list(Action.objects.filter(relationship=relationship).select_related("goal")),
        purposes=list(Purpose.objects.filter(relationship=relationship)),
        thanks=list(ThankYou.objects.filter(relationship=relationship)),
        reviews=list(Review.objects.filter(relationship=relationship)),
        wins=story.wins_of(relationship),
        changes=story.changes_of(relationship),
    )


def whole_story(
    person: Person, relationship_id: UUID | str, *, now: datetime
) -> tuple[Head, list[story.Happened]]:
    """Every line of the story, newest first."""
    relationship, head = load(person, relationship_id)
    return head, story.tell(person, relationship, head, rows(relationship), now=now)


def _phase_words(relationship: Relationship, head: Head, where: int, today: date) -> str:
    if head.state == "agreeing":
        return _("You have both said yes. Say hello, and put in words what you expect.")
    if head.state == "paused":
        return _("You are resting until %(day)s. Nothing runs away.") % {
            "day": day_words(relationship.paused_until, today)
        }
    words = _(phases.PHASES[where].about)
    start, end = relationship.started_on, relationship.ends_on
    if where in (0, 1, 2) and start and end:
        words += " " + _("Around %(month)s you will both start to look towards a good ending.") % {
            "month": date_format(phases.winding_from(start, end), "F")
        }
    if where == 3 and end:
        words += " " + _("The last day you agreed is %(day)s.") % {"day": day_words(end, today)}
    return words


def _agreement(
    person: Person, head: Head, agreements: list[Agreement], today: date
) -> AgreementCard | None:
    by_state = {a.state: a for a in agreements}
    draft, signed = by_state.get("draft"), by_state.get("signed")
    shown = signed or draft
    if shown is None:
        return None
    waits = draft or shown
    signs = signs_of(shown, [head.me, *head.others], person)
    mine = [s for s in signs_of(waits, [head.me], person) if s.date]
    return AgreementCard(
        state=shown.state,
        version=shown.version,
        signs=signs,
        mine_missing=waits.state == "draft" and not mine and head.begun,
        review_on=day_words(shown.review_on, today)
        if shown.review_on and shown.review_on >= today
        else "",
        draft_beside=draft.version if draft and signed else 0,
    )


def _item(person: Person, head: Head, item: AgendaItem, today: date) -> Item:
    carried = ""
    if item.carried_from:
        carried = day_words(local(item.carried_from.starts_at, person).date(), today)
    return Item(
        title=item.text.strip().partition("\n")[0],
        kind_icon=ICONS.get(item.kind, "question"),
        kind=_(reference.name_of("agenda_kind", item.kind)),
        from_whom=_("from you")
        if item.by_id == person.pk
        else _("from %(name)s") % {"name": head.other.first_name},
        marker=item.horizon,
        carried=carried,
    )


def _play(action: Action, today: date) -> Play:
    goal = action.goal if action.goal and not action.goal.private else None
    return Play(
        text=action.text,
        due=day_words(action.due_on, today),
        sure=action.sure,
        goal=goal.title if goal else "",
    )


def _in_words(person: Person, head: Head, purpose: Purpose, today: date) -> Said:
    day = day_words(local(purpose.at, person).date(), today)
    if purpose.by_id == person.pk:
        return Said(purpose.text, _("Your words, %(day)s") % {"day": day})
    name = head.other.first_name
    return Said(purpose.text, _("%(name)s’s words, %(day)s") % {"name": name, "day": day})


def _said(
    person: Person, head: Head, text: str, by: UUID | None, at: datetime, today: date
) -> Said:
    day = day_words(local(at, person).date(), today)
    if by == person.pk:
        meta = _("From you to %(name)s, %(day)s") % {"name": head.other.first_name, "day": day}
    else:
        meta = _("From %(name)s, %(day)s") % {"name": head.other.first_name, "day": day}
    return Said(text, meta)


def _asked(
    person: Person, head: Head, relationship: Relationship, reviews: list[Review]
) -> list[Asked]:
    rated = OutcomeRating.objects.filter(
        participation__seats__relationship=relationship, person=person, moment="start"
    ).exists()
    if not head.begun:
        return []
    found = [
        _ask(row.moment, head)
        for row in reviews
        if row.person_id == person.pk and not row.answered_at
    ]
    begun_lately = head.state == "agreeing"
    if begun_lately and not rated:
        found.append(_ask("start", head))
    return found[-1:]


def _ask(moment: str, head: Head) -> Asked:
    name = {"name": head.other.first_name}
    if moment == "start":
        return Asked(
            moment,
            _("Where you are now"),
            _("Five figures, a minute. You will be able to see what changed."),
        )
    if moment == "early":
        return Asked(
            moment,
            _("Does this work for you both?"),
            _("You have met a few times. A short look back; %(name)s is asked too.") % name,
        )
    if moment == "half":
        return Asked(
            moment,
            _("Half way: a look back and ahead"),
            _("Three questions and five figures. %(name)s is asked too.") % name,
        )
    return Asked(
        moment,
        _("Look back, and end well"),
        _("What you learned, a thank-you, and what contact comes after. %(name)s is asked too.")
        % name,
    )


def purpose(person: Person, relationship_id: UUID | str) -> str:
    """What the relationship is for, in the latest words; empty before there are any."""
    relationship, _head = load(person, relationship_id)
    row = Purpose.objects.filter(relationship=relationship).first()
    return row.text if row else ""
