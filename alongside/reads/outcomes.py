"""What a programme came to, in figures of ten people or more.

Ratings are opened in memory and leave only through ``engine.disclosure``. The page knows no
filters: a year of joining, each person in one, counted to the end of last month, so that no two
pages can be subtracted from each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import fmean, median
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import programmes as access
from alongside.data.keys import store
from alongside.data.models import Meeting, OutcomeRating, Participation, Person, Programme, Seat
from alongside.engine import disclosure, reference, reviews
from alongside.reads.coordination import SESSIONS
from alongside.reads.programmes import side_words

#: Professions with a row of their own; the rest share one.
ROWS = 6


@dataclass(frozen=True)
class Outcome:
    """One rating, at the start and later; both None where it is held back, with the reason."""

    code: str
    name: str
    start: float | None
    later: float | None
    answers: str
    held_back: str


@dataclass(frozen=True)
class Figure:
    """A figure with its words; ``shown`` is empty where it is held back."""

    name: str
    shown: str
    held_back: str


@dataclass(frozen=True)
class Reason:
    """What the programme said it was for, and what was measured of it."""

    name: str
    about: str
    measured: list[Outcome]


@dataclass(frozen=True)
class Section:
    """The ratings of one side."""

    title: str
    outcomes: list[Outcome]
    recommend: Figure

    @property
    def nothing_shown(self) -> str:
        """One reason for all of them, where every figure is held back."""
        if self.recommend.shown or any(not one.held_back for one in self.outcomes):
            return ""
        return _(
            "Not shown yet: each figure waits for ten people who answered at the start and again."
        )


@dataclass(frozen=True)
class Spread:
    """How far people came, by profession: heads, and rows of cells (None is held back)."""

    heads: list[str]
    rows: list[tuple[str, list[int | None]]]


@dataclass(frozen=True)
class Outcomes:
    """The whole page."""

    name: str
    slug: str
    year: int
    years: list[int]
    counted_to: date
    period: str
    figures: list[Figure]
    reasons: list[Reason]
    sections: list[Section]
    spread: Spread
    empty: bool


def _counted_to(today: date) -> date:
    """The last day of last month: until the next month ends, nothing on the page moves."""
    return today.replace(day=1) - timedelta(days=1)


def outcomes(by: Person, slug: str, *, now: datetime, year: int | None = None) -> Outcomes:
    """The outcomes of a programme that ``by`` runs for those who joined in a year.

    Raises NotVisible. As many queries for ten people as for a thousand.
    """
    programme = access.coordinated(by, slug)
    last = _counted_to(timezone.localdate(now))
    until = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    places = list(
        Participation.objects.filter(programme=programme, applied_at__lt=until).select_related(
            "person"
        )
    )
    years = sorted({timezone.localdate(p.applied_at).year for p in places}, reverse=True)
    chosen = year if year in years else (years[0] if years else last.year)
    joined = [p for p in places if timezone.localdate(p.applied_at).year == chosen]
    sessions = _sessions(programme, until)
    ratings = _ratings(joined, until)
    mentees = [p for p in joined if p.side == "mentee"]
    spread, met, everyone = _spread(mentees, sessions)
    sections = [
        _section(programme, side, [p for p in joined if p.side == side], ratings)
        for side in ("mentee", "mentor")
    ]
    return Outcomes(
        name=programme.name,
        slug=slug,
        year=chosen,
        years=years,
        counted_to=last,
        period=_("Everyone who joined in %(year)s, counted to %(day)s")
        % {"year": chosen, "day": date_format(last, "j F Y")},
        figures=_figures(programme, mentees, sessions, met, everyone),
        reasons=_reasons(programme, sections[0].outcomes),
        sections=sections,
        spread=spread,
        empty=not joined,
    )


def _sessions(programme: Programme, until: datetime) -> dict[UUID, list[date]]:
    """The days of the sessions somebody held, by their place, in order."""
    held: dict[UUID, list[date]] = defaultdict(list)
    for identity, starts in (
        Meeting.objects.filter(
            relationship__programme=programme, state="held", kind__in=SESSIONS, starts_at__lt=until
        )
        .order_by("starts_at")
        .values_list("relationship_id", "starts_at")
    ):
        held[identity].append(timezone.localdate(starts))
    found: dict[UUID, list[date]] = defaultdict(list)
    for identity, place in Seat.objects.filter(relationship__programme=programme).values_list(
        "relationship_id", "participation_id"
    ):
        found[place] += held[identity]
    return {place: sorted(days) for place, days in found.items()}


Ratings = dict[UUID, dict[tuple[str, str], int]]


def _ratings(places: Sequence[Participation], until: datetime) -> Ratings:
    """Values by place, measure and moment, opened in memory and nowhere kept."""
    wanted = {place.pk for place in places}
    rows = [
        row
        for row in OutcomeRating.objects.filter(
            participation__programme__in={place.programme_id for place in places}, at__lt=until
        )
        if row.participation_id in wanted
    ]
    store.load({("person", row.person_id) for row in rows})
    found: Ratings = defaultdict(dict)
    for row in rows:
        if row.value.isdigit():
            found[row.participation_id][row.measure, row.moment] = int(row.value)
    return found


def _later(given: dict[tuple[str, str], int], measure: str) -> int | None:
    """The end, or half way where there is no end yet."""
    return given.get((measure, "end"), given.get((measure, "half")))


def _outcome(
    measure: reviews.Measure, places: Iterable[Participation], ratings: Ratings
) -> Outcome:
    both = []
    for place in places:
        given = ratings.get(place.pk, {})
        start, later = given.get((measure.code, "start")), _later(given, measure.code)
        if start is not None and later is not None:
            both.append((start, later))
    people = disclosure.single(len(both)).shown
    if people is None:
        why = _("Not shown: fewer than ten people answered both times.")
        return Outcome(measure.code, _(measure.name), None, None, "", why)
    return Outcome(
        measure.code,
        _(measure.name),
        round(fmean(start for start, _later in both), 1),
        round(fmean(later for _start, later in both), 1),
        _("about %(n)s people") % {"n": people},
        "",
    )


def _section(
    programme: Programme, side: str, places: Sequence[Participation], ratings: Ratings
) -> Section:
    asked_twice = [m for m in reviews.MEASURES if "start" in m.moments]
    return Section(
        title=_("What %(people)s say has changed")
        % {"people": _plural(side_words(programme.kind, side))},
        outcomes=[_outcome(measure, places, ratings) for measure in asked_twice],
        recommend=_recommend(places, ratings),
    )


def _plural(word: str) -> str:
    return {
        _("mentee"): _("mentees"), _("mentor"): _("mentors"),
        _("coachee"): _("coachees"), _("coach"): _("coaches"),
    }.get(word, word)  # fmt: skip


def _recommend(places: Sequence[Participation], ratings: Ratings) -> Figure:
    """The share who say 9 or 10, less the share who say 0 to 6."""
    values = [
        value
        for place in places
        if (value := _later(ratings.get(place.pk, {}), "recommend")) is not None
    ]
    name = _("Likelihood to recommend")
    score = None
    if values:
        high, low = sum(v >= 9 for v in values), sum(v <= 6 for v in values)
        score = disclosure.measure(100 * (high - low) / len(values), len(values))
    if score is None:
        return Figure(name, "", _("Not shown: fewer than ten people answered."))
    to_five = round(score / disclosure.ROUND_TO) * disclosure.ROUND_TO
    return Figure(name, f"{to_five:+d}".replace("-", "−"), "")


def _spread(
    mentees: Sequence[Participation], sessions: dict[UUID, list[date]]
) -> tuple[Spread, int | None, int | None]:
    """The table by profession, with how many met and how many there are as it shows them."""
    heads = [_("Profession"), _("Have met"), _("Have not met yet"), _("Together")]
    if not mentees:
        return Spread(heads, []), None, None
    common = [code for code, _n in Counter(p.person.profession for p in mentees).most_common(ROWS)]
    groups: dict[str, list[int]] = {code: [0, 0] for code in common}
    for place in mentees:
        code = place.person.profession if place.person.profession in groups else "*"
        groups.setdefault(code, [0, 0])[0 if sessions.get(place.pk) else 1] += 1
    codes = list(groups)
    published = disclosure.publish(
        disclosure.Table(
            rows=tuple(codes),
            columns=("met", "not_met"),
            counts=tuple((groups[code][0], groups[code][1]) for code in codes),
        )
    )

    def cells(row: int | None) -> list[int | None]:
        return [published.cell(row, column).shown for column in (0, 1, None)]

    named = [(_profession(code), cells(n)) for n, code in enumerate(codes)]
    rows = [row for row in named if any(cell is not None for cell in row[1])]
    silent = [name for name, shown in named if all(cell is None for cell in shown)]
    if silent:
        rows.append((", ".join(silent), [None, None, None]))
    rows.append((_("Together"), cells(None)))
    return Spread(heads, rows), published.cell(None, 0).shown, published.cell(None, None).shown


def _profession(code: str) -> str:
    if code == "*":
        return _("Other professions")
    return _(reference.name_of("profession", code)) if code else _("Not said")


def _figures(
    programme: Programme,
    mentees: Sequence[Participation],
    sessions: dict[UUID, list[date]],
    met: int | None,
    everyone: int | None,
) -> list[Figure]:
    """Counts as the table shows them, and medians of those who met."""
    held = [sessions[p.pk] for p in mentees if sessions.get(p.pk)]
    weeks = [
        max(0, (sessions[p.pk][0] - timezone.localdate(p.applied_at)).days) / 7
        for p in mentees
        if sessions.get(p.pk)
    ]
    few = _("Not shown: fewer than ten people.")
    kept = _(disclosure.WHY_HIDDEN)
    sittings = disclosure.measure(median(map(len, held)), len(held)) if held else None
    wait = disclosure.measure(median(weeks), len(weeks)) if weeks else None

    def count(name: str, shown: int | None) -> Figure:
        return Figure(name, _("about %(n)s") % {"n": shown} if shown else "", "" if shown else kept)

    return [
        count(_("Asked for a coach") if programme.kind == "coaching" else _("Asked for a mentor"),
              everyone),
        count(_("Have met at least once"), met),
        Figure(_("Sessions each (median)"), f"{sittings:g}" if sittings else "",
               "" if sittings else few),
        Figure(
            _("From joining to the first session (median)"),
            ngettext("%(n)s week", "%(n)s weeks", round(wait)) % {"n": round(wait)}
            if wait is not None else "",
            "" if wait is not None else few,
        ),
    ]  # fmt: skip


def _reasons(programme: Programme, measured: Sequence[Outcome]) -> list[Reason]:
    by_code = {outcome.code: outcome for outcome in measured}
    return [
        Reason(
            _(entry.name),
            _(entry.description),
            [by_code[code] for code in reviews.MEASURED_BY.get(entry.code, ())],
        )
        for entry in reference.PROGRAMME_REASONS
        if entry.code in programme.reasons
    ]


def table(page: Outcomes) -> tuple[list[str], list[list[object]]]:
    """Exactly what the page shows, as a table; what is held back says so here too."""
    heads = [_("Part"), _("What"), _("Start"), _("Later"), _("Figure"), _("People"), _("Note")]
    rows: list[list[object]] = [[page.name, page.period, "", "", "", "", ""]]
    for figure in page.figures:
        rows.append([_("Taking part"), figure.name, "", "", figure.shown, "", figure.held_back])
    for reason in page.reasons:
        rows.append([_("What it is for"), reason.name, "", "", "", "",
                     ", ".join(outcome.name for outcome in reason.measured)])  # fmt: skip
    for section in page.sections:
        for one in section.outcomes:
            rows.append([section.title, one.name, one.start, one.later, "", one.answers,
                         one.held_back])  # fmt: skip
        recommend = section.recommend
        rows.append([section.title, recommend.name, "", "", recommend.shown, "",
                     recommend.held_back])  # fmt: skip
    for name, cells in page.spread.rows:
        for head, cell in zip(page.spread.heads[1:], cells, strict=True):
            note = "" if cell is not None else _(disclosure.WHY_HIDDEN)
            rows.append([_("By profession"), f"{name}: {head}", "", "", cell, "", note])
    return heads, rows
