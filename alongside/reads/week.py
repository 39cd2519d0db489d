"""The weekly five minutes: five steps on one page, with what was written this week in its boxes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data.keys import store
from alongside.data.models import (
    Action,
    ActionNote,
    AgendaItem,
    Meeting,
    Person,
    Reflection,
    WeeklyFive,
    Win,
    WinShare,
)
from alongside.engine.i18n import N_
from alongside.reads.growth import ActionLine, With, begun_with, line, number, short
from alongside.reads.relationships.shared import day_words, in_days, local, today_of
from alongside.reads.today.shapes import Five, Step

#: The steps in their order: code, label of the arch, the question that is asked.
STEPS = (
    ("wins", N_("Wins"), N_("What went well this week, big or small?")),
    ("questions", N_("Questions"), N_("What would you like to ask or talk through?")),
    ("work", N_("Work"), N_("What worked this week, and what would you change?")),
    ("actions", N_("Actions"), N_("What happened with what you are trying?")),
    ("ahead", N_("Ahead"), N_("What matters most next time?")),
)
CODES = tuple(code for code, _label, _question in STEPS)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def five_of(person: Person, row: WeeklyFive | None, today: date) -> Five:
    """This week's steps; ``row`` is the person's latest week, of this one or an earlier."""
    done = set(row.steps) if row and row.week_of == monday_of(today) else set()
    ahead = [code for code in CODES if code not in done]
    steps = [
        Step(str(_(label)), "done" if code in done else "now" if code == ahead[0] else "next")
        for code, label, _question in STEPS
    ]
    question = next((str(_(q)) for code, _label, q in STEPS if ahead and code == ahead[0]), "")
    left = ngettext(
        "done, about a minute left", "done, %(n)s minutes left", len(ahead)
    ) % {"n": number(len(ahead))}  # fmt: skip
    paused = person.weekly_paused_until
    return Five(
        steps=steps,
        done=len(done),
        left=left,
        question=question,
        finished=not ahead,
        paused_until=day_words(paused, today) if paused and paused >= today else "",
    )


@dataclass(frozen=True)
class Box:
    """A text of this week, or an empty box with an id of its own."""

    id: UUID
    text: str = ""
    about: str = ""
    big: bool = False
    contributors: tuple[str, ...] = ()
    relationship_id: UUID | None = None
    brought: bool = False


@dataclass(frozen=True)
class ActionBox:
    """An action with this week's line on what happened."""

    action: ActionLine
    note_id: UUID
    note: str


@dataclass(frozen=True)
class Choice:
    """An agenda item that may matter most."""

    id: UUID
    text: str
    first: bool


@dataclass(frozen=True)
class Ahead:
    """What comes next with somebody. ``next`` is empty where no time is chosen."""

    beside: With
    next: str
    meeting_id: UUID | None
    choices: list[Choice]


@dataclass(frozen=True)
class Prompt:
    """When the weekly prompt comes."""

    day: int
    hour: int
    paused_until: date | None
    words: str


@dataclass(frozen=True)
class Week:
    """The whole page."""

    five: Five
    done: frozenset[str]
    withs: list[With]
    wins: list[Box]
    questions: list[Box]
    work: list[Box]
    actions: list[ActionBox]
    ahead: list[Ahead]
    prompt: Prompt


def steps(person: Person, *, now: datetime) -> Five:
    """Only the arches, for the answer to a save."""
    return five_of(person, WeeklyFive.objects.filter(person=person).first(), today_of(now, person))


def week(person: Person, *, now: datetime) -> Week:
    """The page of this week, the same number of queries however much is written."""
    today = today_of(now, person)
    monday = monday_of(today)
    since = now - timedelta(days=today.weekday(), hours=local(now, person).hour + 1)
    withs = begun_with(person)
    ids = [w.id for w in withs]
    store.load({("person", person.pk), *(("relationship", pk) for pk in ids)})
    row = WeeklyFive.objects.filter(person=person).first()
    wins = [
        Box(w.pk, w.text, big=w.big, contributors=tuple(w.contributors), brought=w.brought)
        for w in Win.objects.filter(person=person, on__gte=monday)
        .annotate(brought=Exists(WinShare.objects.filter(win=OuterRef("pk"))))
        .order_by("created_at")
    ]
    items = list(
        AgendaItem.objects.filter(relationship__in=ids, state="open")
        .defer("notes")
        .order_by("position", "created_at")
    )
    questions = [
        Box(i.pk, i.text, relationship_id=i.relationship_id)
        for i in items
        if i.by_id == person.pk and i.created_at >= since and i.kind == "other"
    ]
    return Week(
        five=five_of(person, row, today),
        done=frozenset(row.steps) if row and row.week_of == monday else frozenset(),
        withs=withs,
        wins=[*wins, Box(uuid4())],
        questions=[*questions, Box(uuid4())] if withs else [],
        work=_work(person, monday),
        actions=_actions(person, ids, since, today),
        ahead=_ahead(person, withs, items, now),
        prompt=prompt_of(person, today),
    )


def _work(person: Person, monday: date) -> list[Box]:
    found: dict[str, Box] = {}
    for row in (
        Reflection.objects.filter(person=person, on__gte=monday, kind__in=("worked", "adapt"))
        .order_by("created_at")
        .select_related(None)
    ):
        found[row.kind] = Box(
            row.pk, row.text, about=row.kind, brought=row.brought_as_id is not None
        )
    return [found.get(kind, Box(uuid4(), about=kind)) for kind in ("worked", "adapt")]


def _actions(person: Person, ids: list[UUID], since: datetime, today: date) -> list[ActionBox]:
    rows = list(
        Action.objects.filter(owner=person, relationship__in=ids, state="open").select_related(
            "goal"
        )
    )
    notes: dict[UUID, list[ActionNote]] = defaultdict(list)
    for note in ActionNote.objects.filter(action__in=[a.pk for a in rows]).order_by("at"):
        notes[note.action_id].append(note)
    boxes = []
    for action in rows:
        lately = [n for n in notes[action.pk] if n.at >= since and n.by_id == person.pk]
        boxes.append(
            ActionBox(
                action=line(action, person, today, tries=len(notes[action.pk])),
                note_id=lately[-1].pk if lately else uuid4(),
                note=lately[-1].text if lately else "",
            )
        )
    return boxes


def _ahead(
    person: Person, withs: list[With], items: list[AgendaItem], now: datetime
) -> list[Ahead]:
    today = today_of(now, person)
    coming: dict[UUID, Meeting] = {}
    for meeting in Meeting.objects.filter(
        relationship__in=[w.id for w in withs], state="booked", ends_at__gt=now
    ).order_by("-starts_at"):
        coming[meeting.relationship_id] = meeting
    found = []
    for beside in withs:
        mine = [i for i in items if i.relationship_id == beside.id]
        first = mine[0].pk if mine and mine[0].horizon == "immediate" else None
        meeting_ = coming.get(beside.id)
        words = ""
        if meeting_:
            at = local(meeting_.starts_at, person)
            words = _("%(day)s at %(time)s, %(when)s") % {
                "day": f"{date_format(at, 'l')} {day_words(at.date(), today)}",
                "time": date_format(at, "H:i"),
                "when": in_days(at.date(), today),
            }
        found.append(
            Ahead(
                beside=beside,
                next=words,
                meeting_id=meeting_.pk if meeting_ else None,
                choices=[Choice(i.pk, short(i.text, 90), i.pk == first) for i in mine[:8]],
            )
        )
    return found


WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip


def prompt_of(person: Person, today: date) -> Prompt:
    """When the prompt comes, in words too."""
    paused = person.weekly_paused_until
    if paused and paused < today:
        paused = None
    if paused:
        words = _("Paused until %(day)s") % {"day": day_words(paused, today)}
    else:
        words = _("%(day)s at %(hour)s:00") % {
            "day": _(WEEKDAYS[person.weekly_day]),
            "hour": f"{person.weekly_hour:02}",
        }
    return Prompt(person.weekly_day, person.weekly_hour, paused, words)
