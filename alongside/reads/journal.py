"""The journal: wins with what contributed to them, and reflections."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.access import NotVisible
from alongside.data.keys import store
from alongside.data.models import Meeting, Person, Reflection, Win, WinShare
from alongside.engine import reference
from alongside.engine.i18n import N_
from alongside.reads.growth import With, begun_with, short
from alongside.reads.relationships.shared import day_words, local, today_of

#: What helped, in the four groups of the picture, and their names.
HELPED_BY = (
    ("who", N_("Someone beside me")),
    ("own", N_("What I brought")),
    ("time", N_("Enough time")),
    ("other", N_("Something else")),
)
_GROUPS = {
    "who": {"asked_for_help", "mentor", "colleague", "team", "manager", "people_cared_for"},
    "own": {"preparation", "strength", "new_learning", "spoke_up", "persistence", "boundary"},
    "time": {"time"},
}
#: Short names for chips, pictures and lines.
SHORT_NAMES = {
    "preparation": N_("Preparing"),
    "strength": N_("A strength"),
    "new_learning": N_("New learning"),
    "asked_for_help": N_("Asking for help"),
    "spoke_up": N_("Speaking up"),
    "persistence": N_("Keeping going"),
    "boundary": N_("A boundary kept"),
    "mentor": N_("My mentor"),
    "colleague": N_("A colleague"),
    "team": N_("My team"),
    "manager": N_("My manager"),
    "people_cared_for": N_("People I care for"),
    "time": N_("Protected time"),
    "other": N_("Something else"),
}
CODES = tuple(code for code, _name in reference.WIN_CONTRIBUTOR_CHOICES)
MONTHS_SHOWN = 6
ROWS_SHOWN = 6
#: Fewer wins than this say nothing about what recurs.
ENOUGH = 4
A_PAGE = 20
#: Chips that stand open; the rest are one tap away.
CHIPS_OPEN = 7


def group_of(codes: Iterable[str]) -> str:
    """Who, own, time or other: the first group that any of the codes belongs to."""
    given = set(codes)
    return next((group for group, some in _GROUPS.items() if given & some), "other")


def name_of(code: str) -> str:
    """A contributor's short name."""
    return str(_(SHORT_NAMES[code]))


@dataclass(frozen=True)
class Shared:
    """A win beside somebody it could be brought to."""

    id: UUID
    name: str
    role: str
    shared: bool
    when: str


@dataclass(frozen=True)
class WinView:
    """A win in the list. ``meta`` says when and what helped."""

    id: UUID
    text: str
    helped: str
    big: bool
    on: date
    meta: str
    with_: list[Shared]


@dataclass(frozen=True)
class Month:
    """A month's wins, the latest first."""

    name: str
    wins: list[WinView]


@dataclass(frozen=True)
class Recurring:
    """What contributed over the months: rows of a name and a count a month."""

    title: str
    summary: str
    rows: list[tuple[str, list[int]]]
    months: list[str]


@dataclass(frozen=True)
class Tray:
    """What is brought to somebody since they last met."""

    relationship_id: UUID
    name: str
    title: str
    when: str
    wins: list[str]
    meeting_id: UUID | None


@dataclass(frozen=True)
class Journal:
    """The wins journal."""

    months: list[Month]
    page: Page
    count: int
    helped: str
    filters: list[tuple[str, str, int]]
    recurring: Recurring | None
    trays: list[Tray]
    withs: list[With]
    chips: list[str]
    today: date


def journal(person: Person, *, helped: str = "", page: int | str = 1, now: datetime) -> Journal:
    """The page, newest first; ``helped`` is a contributor's code. Seven queries at the most."""
    today = today_of(now, person)
    # By id at last: what was written in one moment keeps its place from page to page.
    wins = Win.objects.filter(person=person).order_by("-on", "-created_at", "pk")
    light = list(wins.values_list("pk", "on", "contributors"))
    counts = Counter(code for _pk, _on, codes in light for code in codes)
    helped = helped if helped in CODES else ""
    wanted = [pk for pk, _on, codes in light if not helped or helped in codes]
    shown = Paginator(wanted, A_PAGE).get_page(page)
    rows = {w.pk: w for w in Win.objects.filter(pk__in=list(shown.object_list))}
    withs = begun_with(person)
    ids = [w.id for w in withs]
    store.load({("person", person.pk), *(("relationship", pk) for pk in ids)})
    coming, last = _around(ids, now)
    shares = list(WinShare.objects.filter(win__person=person, relationship__in=ids).order_by("at"))
    brought = {(s.win_id, s.relationship_id) for s in shares}
    months: dict[date, list[WinView]] = defaultdict(list)
    for pk in shown.object_list:
        win = rows[pk]
        months[win.on.replace(day=1)].append(_win(person, win, withs, brought, coming, today))
    return Journal(
        months=[Month(_month_name(first, today), some) for first, some in months.items()],
        page=shown,
        count=len(light),
        helped=helped,
        filters=[(code, name_of(code), n) for code, n in counts.most_common()],
        recurring=_recurring(light, counts, today),
        trays=_trays(person, withs, shares, coming, last, today),
        withs=withs,
        chips=_chips(counts),
        today=today,
    )


def _chips(counts: Counter[str]) -> list[str]:
    """Every code, what helped this person most often first."""
    usual = ("asked_for_help", "time", "colleague", "mentor", "preparation", "boundary", "spoke_up")
    order = [code for code, _n in counts.most_common() if code in CODES]
    return [*dict.fromkeys([*order, *usual, *CODES])]


def chips_for(person: Person) -> list[str]:
    """The order of the chips for somebody, without the rest of the page."""
    rows = Win.objects.filter(person=person).values_list("contributors", flat=True)[:200]
    return _chips(Counter(code for codes in rows for code in codes))


def _around(ids: list[UUID], now: datetime) -> tuple[dict[UUID, Meeting], dict[UUID, datetime]]:
    """The next meeting and the last one of each relationship, in two queries."""
    coming: dict[UUID, Meeting] = {}
    for meeting in Meeting.objects.filter(
        relationship__in=ids, state="booked", ends_at__gt=now
    ).order_by("-starts_at"):
        coming[meeting.relationship_id] = meeting
    last = dict(
        Meeting.objects.filter(relationship__in=ids, state="held")
        .values_list("relationship_id")
        .annotate(at=Max("starts_at"))
        .order_by()
    )
    return coming, last


def _day_of(person: Person, meeting: Meeting | None, today: date) -> str:
    """``on Thursday``, ``on 3 December``, or nothing."""
    if meeting is None:
        return ""
    day = local(meeting.starts_at, person).date()
    if 0 <= (day - today).days < 7:
        return _("on %(day)s") % {"day": date_format(day, "l")}
    return _("on %(day)s") % {"day": day_words(day, today)}


def _win(
    person: Person,
    win: Win,
    withs: list[With],
    brought: set[tuple[UUID, UUID]],
    coming: dict[UUID, Meeting],
    today: date,
) -> WinView:
    parts = [name_of(code).lower() for code in win.contributors if code in SHORT_NAMES]
    if win.helped:
        parts.append(win.helped)
    meta = day_words(win.on, today)
    return WinView(
        id=win.pk,
        text=win.text,
        helped=win.helped,
        big=win.big,
        on=win.on,
        meta=f"{meta} · {', '.join(parts)}" if parts else meta,
        with_=[
            Shared(
                w.id,
                w.first_names,
                w.role,
                (win.pk, w.id) in brought,
                _day_of(person, coming.get(w.id), today),
            )
            for w in withs
        ],  # fmt: skip
    )


def _month_name(first: date, today: date) -> str:
    return date_format(first, "F" if first.year == today.year else "F Y")


def _recurring(
    light: list[tuple[UUID, date, list[str]]], counts: Counter[str], today: date
) -> Recurring | None:
    """What contributed in the last six months, or None while there is too little to say."""
    firsts = [_months_back(today, n) for n in reversed(range(MONTHS_SHOWN))]
    lately = [(on, codes) for _pk, on, codes in light if on >= firsts[0] and codes]
    if len(lately) < ENOUGH:
        return None
    seen = Counter(code for _on, codes in lately for code in codes)
    top = [code for code, _n in seen.most_common(ROWS_SHOWN)]
    first, *rest = seen.most_common(2)
    since = date_format(firsts[0], "F")
    if first[1] < 2:
        title = _("Many different things helped")
    else:
        title = _("%(what)s keeps turning up") % {"what": name_of(first[0])}
    if rest and rest[0][1] > 1:
        summary = _(
            "It played a part in %(n)s of your %(all)s wins since %(month)s, and "
            "“%(other)s” in %(m)s. A larger circle is more wins."
        ) % {
            "n": first[1], "all": len(lately), "month": since, "other": name_of(rest[0][0]),
            "m": rest[0][1],
        }  # fmt: skip
    else:
        summary = _(
            "It played a part in %(n)s of your %(all)s wins since %(month)s. "
            "A larger circle is more wins."
        ) % {"n": first[1], "all": len(lately), "month": since}
    return Recurring(
        title=title,
        summary=summary,
        rows=[
            (
                name_of(code),
                [
                    sum(code in codes for on, codes in lately if on.replace(day=1) == month)
                    for month in firsts
                ],
            )
            for code in top
        ],
        months=[date_format(month, "M") for month in firsts],
    )


def _months_back(today: date, months: int) -> date:
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _trays(
    person: Person,
    withs: list[With],
    shares: list[WinShare],
    coming: dict[UUID, Meeting],
    last: dict[UUID, datetime],
    today: date,
) -> list[Tray]:
    found = []
    for beside in withs:
        meeting = coming.get(beside.id)
        since = last.get(beside.id)
        lately = [
            short(s.text, 80)
            for s in shares
            if s.relationship_id == beside.id and (since is None or s.at > since)
        ]
        if meeting:
            at = local(meeting.starts_at, person)
            title = _("To bring %(when)s") % {"when": _day_of(person, meeting, today)}
            when = _("%(day)s, %(time)s, with %(name)s.") % {
                "day": day_words(at.date(), today),
                "time": date_format(at, "H:i"),
                "name": beside.first_names,
            }
        else:
            title = _("To bring to %(name)s") % {"name": beside.first_names}
            when = _("No time chosen yet.")
        found.append(
            Tray(
                beside.id, beside.first_names, title, when, lately, meeting.pk if meeting else None
            )
        )
    booked = sorted(
        (t for t in found if t.meeting_id), key=lambda t: coming[t.relationship_id].starts_at
    )
    return [*booked, *(t for t in found if not t.meeting_id)]


@dataclass(frozen=True)
class OneWin:
    """A win to change."""

    id: UUID
    text: str
    helped: str
    contributors: tuple[str, ...]
    big: bool
    on: date
    shared_with: str


def one_win(person: Person, win_id: UUID | str) -> OneWin:
    """One's own win, else NotVisible."""
    win = Win.objects.filter(pk=win_id, person=person).first()
    if win is None:
        raise NotVisible
    named = {w.id: w.first_names for w in begun_with(person)}
    shared = [
        named[pk] for pk in win.shares.values_list("relationship_id", flat=True) if pk in named
    ]
    return OneWin(
        win.pk, win.text, win.helped, tuple(win.contributors), win.big, win.on, ", ".join(shared)
    )


# ---- Reflections


#: Prompts to think with: code, name, question, a word beside it (S0.13, S1.9, S1.10, S4.20).
PROMPTS = (
    ("boundaries", N_("Boundaries"), N_("Where did work spill over, and where did you hold the line?"),
     N_("Late shifts, messages at home, a no that was hard, a yes you regret.")),
    ("balance", N_("Work and life"), N_("What did your week leave room for, and what did it push out?"),
     N_("Sleep, people, moving, doing nothing.")),
    ("enjoyment", N_("Enjoying it"), N_("When did you last enjoy this work, and what was in it?"),
     N_("A person, a skill, a moment nobody saw.")),
    ("worked", N_("What worked"), N_("What worked well in your day-to-day work?"),
     N_("Something you would do again.")),
    ("adapt", N_("What to adapt"), N_("What would you do a little differently?"),
     N_("Small is good.")),
    ("role", N_("My role"), N_("What is my role, and what isn’t?"),
     N_("What people ask of you, what you answer for, and what belongs to somebody else.")),
    ("week", N_("Anything else"), N_("What is on your mind?"), ""),
)  # fmt: skip
KINDS = {code: (name, question, hint) for code, name, question, hint in PROMPTS}


@dataclass(frozen=True)
class ReflectionView:
    """A reflection in the list. ``brought`` says where it was brought, if it was."""

    id: UUID
    kind: str
    kind_name: str
    text: str
    on: str
    brought: str


@dataclass(frozen=True)
class Prompted:
    """A prompt as a tab."""

    code: str
    name: str
    question: str
    hint: str


@dataclass(frozen=True)
class Reflections:
    """The private list of reflections."""

    rows: list[ReflectionView]
    page: Page
    prompts: list[Prompted]
    about: Prompted
    withs: list[With]


def prompts() -> list[Prompted]:
    """The prompts, translated."""
    return [
        Prompted(code, str(_(name)), str(_(question)), str(_(hint)) if hint else "")
        for code, name, question, hint in PROMPTS
    ]


def reflections(
    person: Person, *, about: str = "", page: int | str = 1, now: datetime
) -> Reflections:
    """One's own reflections, newest first, and a prompt to write the next one by."""
    today = today_of(now, person)
    rows = (
        Reflection.objects.filter(person=person)
        .select_related("brought_as")
        .order_by("-on", "-created_at", "pk")
    )
    shown = Paginator(rows, A_PAGE).get_page(page)
    withs = begun_with(person)
    store.load({("person", person.pk)})
    named = {w.id: w.first_names for w in withs}
    found = []
    for row in shown.object_list:
        item = row.brought_as
        found.append(
            ReflectionView(
                id=row.pk,
                kind=row.kind,
                kind_name=str(_(KINDS[row.kind][0])) if row.kind in KINDS else "",
                text=row.text,
                on=day_words(row.on, today),
                brought=named.get(item.relationship_id, _("a session")) if item else "",
            )
        )
    listed = prompts()
    return Reflections(
        rows=found,
        page=shown,
        prompts=listed,
        about=next((p for p in listed if p.code == about), listed[0]),
        withs=withs,
    )
