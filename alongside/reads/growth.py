"""Goals, actions and the words that pages about growth share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import NotVisible
from alongside.data.keys import store
from alongside.data.models import Action, ActionNote, Goal, GoalRating, Person, Relationship, Seat
from alongside.engine.i18n import N_
from alongside.reads.agenda import GoalChoice, goal_choices
from alongside.reads.relationships.shared import Head, day_words, load, local, names, today_of

NUMBERS = (
    N_("no"), N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"),
    N_("eight"), N_("nine"),
)  # fmt: skip
A_PAGE = 20
#: Relationships in which something can be added.
BEGUN = ("agreeing", "active", "paused")


def number(count: int) -> str:
    """``two`` up to nine, then figures."""
    return str(_(NUMBERS[count])) if 0 <= count < len(NUMBERS) else str(count)


def capital(words: str) -> str:
    """With a capital letter at the start, the rest as it is."""
    return words[:1].upper() + words[1:]


def short(text: str, most: int = 60) -> str:
    """The first line, cut at a word."""
    line = text.strip().partition("\n")[0].strip()
    if len(line) <= most:
        return line
    return line[: most + 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


@dataclass(frozen=True)
class With:
    """A relationship that something may be brought to."""

    id: UUID
    names: str
    first_names: str
    role: str
    side: str
    kind: str
    state: str

    @property
    def is_mentee(self) -> bool:
        """Whether the reader is the mentee here."""
        return self.side == "mentee"


def begun_with(person: Person) -> list[With]:
    """Everyone somebody works with now, from one query."""
    seats = (
        Seat.objects.filter(
            relationship__in=Relationship.objects.filter(
                seats__person=person, state__in=BEGUN
            ).values("pk")
        )
        .select_related("person", "relationship")
        .order_by("relationship__started_on", "relationship_id")
    )
    return withs(person, seats)


def withs(person: Person, seats: Iterable[Seat]) -> list[With]:
    """The same from seats that were read already."""
    grouped: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in seats:
        grouped[seat.relationship_id].append(seat)
    found = []
    for some in grouped.values():
        mine = next(s for s in some if s.person_id == person.pk)
        others = [s for s in some if s.person_id != person.pk]
        row = mine.relationship
        role = others[0].side if row.kind != "coaching" or not others else (
            "coach" if others[0].side == "mentor" else "coachee"
        )  # fmt: skip
        found.append(
            With(
                id=row.pk,
                names=names([s.person.full_name for s in others]),
                first_names=names([s.person.first_name for s in others]),
                role=role,
                side=mine.side,
                kind=row.kind,
                state=row.state,
            )
        )
    return found


# ---- Actions


@dataclass(frozen=True)
class Note:
    """A line on what happened."""

    id: UUID
    text: str
    on: str


@dataclass(frozen=True)
class ActionLine:
    """An action as its owner or their mentor sees it. ``meta`` is one line of facts in words."""

    id: UUID
    relationship_id: UUID
    text: str
    obstacle: str
    sure: int | None
    due_on: date | None
    experiment: bool
    state: str
    state_words: str
    goal_id: UUID | None
    goal: str
    meta: str
    mine: bool
    notes: tuple[Note, ...] = ()

    @property
    def unsure(self) -> bool:
        """Below 7 of 10: worth making smaller."""
        return self.sure is not None and self.sure < 7


STATE_WORDS = {"open": N_("In play"), "done": N_("Done"), "let_go": N_("Let go")}


def _tried(count: int) -> str:
    if count == 0:
        return ""
    if count == 1:
        return _("tried once so far")
    if count == 2:
        return _("tried twice so far")
    return _("tried %(n)s times so far") % {"n": number(count)}


def action_meta(action: Action, today: date, tries: int, *, who: str = "") -> str:
    """``By Wednesday · for “Trust my reasoning”``: a due day is said and never pressed."""
    parts = []
    if action.state != "open":
        closed = action.closed_at or action.changed_at
        parts.append(f"{_(STATE_WORDS[action.state])}, {day_words(closed.date(), today)}")
    elif action.experiment:
        parts.append(_("An experiment"))
    if action.due_on and action.state == "open":
        away = (action.due_on - today).days
        if 0 < away < 7:
            when = _("By %(day)s") % {"day": date_format(action.due_on, "l")}
        elif away == 0:
            when = _("By today")
        elif away > 0:
            when = _("By %(day)s") % {"day": day_words(action.due_on, today)}
        else:
            when = _("Meant for %(day)s; still open") % {"day": day_words(action.due_on, today)}
        parts.append(when)
    if tries and action.state == "open":
        parts.append(_tried(tries))
    if action.goal and not action.goal.private:
        parts.append(_("for “%(goal)s”") % {"goal": short(action.goal.title, 48)})
    elif action.obstacle and action.state == "open":
        parts.append(_("could get in the way: %(what)s") % {"what": short(action.obstacle, 40)})
    if who:
        parts.append(_("with %(name)s") % {"name": who})
    return " · ".join(parts)


def line(
    action: Action,
    reader: Person,
    today: date,
    *,
    tries: int = 0,
    who: str = "",
    notes: tuple[Note, ...] = (),
) -> ActionLine:
    """One action; expects its goal to be fetched."""
    return ActionLine(
        id=action.pk,
        relationship_id=action.relationship_id,
        text=action.text,
        obstacle=action.obstacle,
        sure=action.sure,
        due_on=action.due_on,
        experiment=action.experiment,
        state=action.state,
        state_words=_(STATE_WORDS[action.state]),
        goal_id=action.goal_id,
        goal=action.goal.title if action.goal and not action.goal.private else "",
        meta=action_meta(action, today, tries, who=who),
        mine=action.owner_id == reader.pk,
        notes=notes,
    )


@dataclass(frozen=True)
class Actions:
    """A page of actions. ``head`` is None on the page of all one's own."""

    head: Head | None
    can_add: bool
    own: bool
    show: str
    counts: dict[str, int]
    lines: list[ActionLine]
    page: Page
    goals: tuple[GoalChoice, ...]
    withs: list[With]


#: What the page can be narrowed to.
SHOWN = ("open", "experiments", "done", "let_go")


def _narrowed(show: str) -> Q:
    if show == "experiments":
        return Q(experiment=True)
    return Q(state=show)


def actions_page(
    person: Person,
    relationship_id: UUID | str | None,
    *,
    show: str = "open",
    page: int | str = 1,
    now: datetime,
) -> Actions:
    """The actions of a relationship, or all of one's own; NotVisible for a stranger."""
    show = show if show in SHOWN else "open"
    head: Head | None = None
    goals: tuple[GoalChoice, ...] = ()
    if relationship_id is not None:
        relationship, head = load(person, relationship_id)
        found = Action.objects.filter(relationship=relationship)
        goals = goal_choices(relationship)
        with_names: list[With] = []
        own = head.me.side == "mentee"
    else:
        found = Action.objects.filter(owner=person)
        with_names = begun_with(person)
        own = True
    counted = found.aggregate(
        **{code: Count("pk", filter=_narrowed(code)) for code in SHOWN}  # type: ignore[arg-type]
    )
    rows = (
        found.filter(_narrowed(show))
        .select_related("goal")
        .annotate(tries=Count("notes"), lately=Max("notes__at"))
        .order_by("due_on" if show == "open" else "-changed_at", "created_at")
    )
    shown = Paginator(rows, A_PAGE).get_page(page)
    listed = list(shown.object_list)
    store.load({("relationship", a.relationship_id) for a in listed})
    today = today_of(now, person)
    named = {w.id: w.first_names for w in with_names} if len(with_names) > 1 else {}
    notes: dict[UUID, list[Note]] = defaultdict(list)
    for note in ActionNote.objects.filter(action__in=[a.pk for a in listed]).order_by("-at"):
        notes[note.action_id].append(
            Note(note.pk, note.text, day_words(local(note.at, person).date(), today))
        )
    return Actions(
        head=head,
        can_add=bool(head and head.writable and own),
        own=own,
        show=show,
        counts=counted,
        lines=[
            line(
                a,
                person,
                today,
                tries=getattr(a, "tries", 0),
                who=named.get(a.relationship_id, ""),
                notes=tuple(notes[a.pk]),
            )
            for a in listed
        ],  # fmt: skip
        page=shown,
        goals=goals,
        withs=with_names,
    )


@dataclass(frozen=True)
class ActionPage:
    """One action: its owner may change it, their mentor reads it."""

    head: Head
    action: ActionLine
    can_write: bool
    goals: tuple[GoalChoice, ...]


def action_page(person: Person, action_id: UUID | str, *, now: datetime) -> ActionPage:
    """One action for the people of its relationship; NotVisible for anyone else."""
    row = Action.objects.filter(pk=action_id).select_related("goal").first()
    if row is None:
        raise NotVisible
    relationship, head = load(person, row.relationship_id)
    today = today_of(now, person)
    notes = tuple(
        Note(n.pk, n.text, day_words(local(n.at, person).date(), today))
        for n in ActionNote.objects.filter(action=row).order_by("-at")
    )
    shown = line(row, person, today, tries=len(notes), notes=notes)
    return ActionPage(
        head=head,
        action=shown,
        can_write=shown.mine and head.writable,
        goals=goal_choices(relationship),
    )


# ---- Goals


@dataclass(frozen=True)
class Rating:
    """How close a goal felt on a day. ``at`` runs from 0 to 1 along the drawing."""

    at: float
    value: int
    on: str


@dataclass(frozen=True)
class GoalView:
    """A goal with its ratings over the months."""

    id: UUID
    title: str
    detail: str
    private: bool
    mine: bool
    state: str
    state_words: str
    since: str
    notes: str
    ratings: tuple[Rating, ...]
    months: tuple[tuple[float, str], ...]
    latest: int | None


GOAL_WORDS = {"open": N_("In sight"), "reached": N_("Reached"), "let_go": N_("Let go")}


@dataclass(frozen=True)
class Goals:
    """The goals of a relationship that the reader may see."""

    head: Head
    can_add: bool
    open: list[GoalView]
    ended: list[GoalView]


def goals_page(person: Person, relationship_id: UUID | str, *, now: datetime) -> Goals:
    """The page of goals; NotVisible for a stranger. Private ones are their writer's alone."""
    relationship, head = load(person, relationship_id)
    rows = list(
        Goal.objects.filter(relationship=relationship)
        .filter(Q(private=False) | Q(person=person))
        .annotate(
            on_agenda=Count("items", filter=Q(items__state="open"), distinct=True),
            in_play=Count("actions", filter=Q(actions__state="open"), distinct=True),
        )
    )
    store.load({("relationship", relationship.pk), ("person", person.pk)})
    views = _goal_views(person, rows, now)
    return Goals(
        head=head,
        can_add=head.writable,
        open=[g for g in views if g.state == "open"],
        ended=[g for g in views if g.state != "open"],
    )


def _goal_views(person: Person, rows: Sequence[Goal], now: datetime) -> list[GoalView]:
    today = today_of(now, person)
    ratings: dict[UUID, list[GoalRating]] = defaultdict(list)
    for rating in GoalRating.objects.filter(goal__in=[g.pk for g in rows]):
        ratings[rating.goal_id].append(rating)
    views = []
    for goal in rows:
        rated = ratings[goal.pk]
        start = min([local(goal.created_at, person).date(), *(r.on for r in rated)])
        views.append(
            GoalView(
                id=goal.pk,
                title=goal.title,
                detail=goal.detail,
                private=goal.private,
                mine=goal.person_id == person.pk,
                state=goal.state,
                state_words=_(GOAL_WORDS[goal.state]),
                since=day_words(start, today),
                notes=_goal_notes(goal),
                ratings=tuple(
                    Rating(_along(start, today, r.on), r.value, day_words(r.on, today))
                    for r in rated
                ),
                months=_month_ticks(start, today),
                latest=rated[-1].value if rated else None,
            )
        )
    return views


def _goal_notes(goal: Goal) -> str:
    items, plays = getattr(goal, "on_agenda", 0), getattr(goal, "in_play", 0)
    words = []
    if items:
        words.append(ngettext("%(n)s agenda item", "%(n)s agenda items", items) % {"n": items})
    if plays:
        words.append(
            ngettext("%(n)s action in play", "%(n)s actions in play", plays) % {"n": plays}
        )
    return ", ".join(words)


def _along(start: date, today: date, day: date) -> float:
    """Where a day stands between the start and today; never less than three months wide."""
    return min((day - start).days / max((today - start).days, 91), 1.0)


def _month_ticks(start: date, today: date) -> tuple[tuple[float, str], ...]:
    wide = max((today - start).days, 91)
    months = max(wide // 30, 1)
    step = max(months // 5, 1)
    found = []
    for n in range(0, months + 1, step):
        at = start.toordinal() + n * 30.44
        if at <= start.toordinal() + wide:
            found.append(
                (
                    (at - start.toordinal()) / wide,
                    date_format(date.fromordinal(int(at)), "M"),
                )
            )
    return tuple(found)


@dataclass(frozen=True)
class GoalPage:
    """One goal, with the items that are tied to it (S0.3)."""

    head: Head | None
    goal: GoalView
    can_write: bool
    items: list[str]
    actions: list[str]
    can_share: bool


def goal_page(person: Person, goal_id: UUID | str, *, now: datetime) -> GoalPage:
    """One goal; a private one exists for its writer alone."""
    goal = Goal.objects.filter(pk=goal_id).filter(Q(private=False) | Q(person=person)).first()
    if goal is None:
        raise NotVisible
    head: Head | None = None
    if goal.relationship_id is not None:
        _row, head = load(person, goal.relationship_id)
    elif goal.person_id != person.pk:
        raise NotVisible
    view = _goal_views(person, [goal], now)[0]
    return GoalPage(
        head=head,
        goal=view,
        can_write=view.mine and (head is None or head.writable or goal.private),
        items=[i.text for i in goal.items.filter(state="open").defer("notes")],
        actions=[a.text for a in goal.actions.filter(state="open")],
        can_share=bool(head and head.writable and head.me.side == "mentee"),
    )
