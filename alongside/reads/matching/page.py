"""The page of a run: what came out in one sentence, people first, then the pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import NotVisible
from alongside.access import matching as access
from alongside.access import programmes as programme_access
from alongside.data.models import MatchRun, Participation, Person, Programme
from alongside.engine.matching.own_words import THEIRS
from alongside.reads.matching import pairs, telling
from alongside.reads.matching.compare import Compare, compare
from alongside.reads.matching.pool import PARTS, runs_by_itself, weights_of
from alongside.reads.matching.waiting import mentees_to_match
from alongside.reads.matching.words import (
    Someone,
    named_in,
    part_label,
    people,
    problem_words,
    said,
    someone,
    voice,
)

#: So many people without a mentor stand on the page; the others are a tap away.
OPEN_SHOWN = 6
ENDED_WITHOUT = ("stopped", "failed")


@dataclass(frozen=True)
class Weight:
    """How much one of the four things counts, in per cents."""

    key: str
    label: str
    value: int


@dataclass(frozen=True)
class OpenPerson:
    """Somebody the run could not match. ``ask``: the button's words; ``kind`` says what it does."""

    id: str
    who: Someone
    since: datetime
    reason: str
    change: str
    kind: str
    ask: str
    asked_at: datetime | None


@dataclass(frozen=True)
class Progress:
    """How far the task of a run is."""

    title: str
    done: int
    of: int
    words: str
    state: str


@dataclass(frozen=True)
class Tab:
    """A choice of the filter."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class PassedOver:
    """A pair that could not be offered when the run was published."""

    mentee: str
    mentor: str
    why: str


@dataclass(frozen=True)
class RunPage:
    """Everything of a run that the page shows. ``number`` 0: there was none yet."""

    programme: str
    slug: str
    kind: str
    form: str
    by_hand_only: bool
    number: int
    latest: int
    state: str
    ready: int
    mentors: int
    places: int
    headline: str
    lede: str
    meta: str
    matched: int
    mentees: int
    dots: str
    open_people: list[OpenPerson]
    open_total: int
    open_title: str
    weights: list[Weight]
    rules: list[tuple[str, str]]
    compare: Compare | None
    tabs: list[Tab]
    view: str
    page: Page | None
    rows: list[pairs.PairRow]
    counts: pairs.Counts | None
    steps: list[str]
    note: str
    problems: list[str]
    warnings: list[str]
    progress: Progress | None
    passed_over: list[PassedOver]
    answer_by: datetime | None


def programme_of(by: Person, slug: str) -> Programme:
    """The row for an action, when ``by`` runs the programme; else NotVisible."""
    return programme_access.coordinated(by, slug)


def run_of(by: Person, slug: str, number: int) -> MatchRun:
    """The row for an action on a run; NotVisible for everyone but its coordinators."""
    found = access.run_of(by, slug, number)
    if found is None:
        raise NotVisible
    return found


def run_page(
    by: Person,
    slug: str,
    now: datetime,
    *,
    number: int | None = None,
    view: str = "",
    page: Any = 1,
    opened: str = "",
    everyone: bool = False,
) -> RunPage:
    """A run of a programme that ``by`` coordinates, or the latest; else NotVisible.

    ``view`` is one of ``pairs.VIEWS``; ``opened`` the id of a proposal shown in full. The number
    of queries is the same for ten pairs and a thousand.
    """
    programme = programme_access.coordinated(by, slug)
    latest = access.run_of(by, slug)
    run = latest if number is None else access.run_of(by, slug, number)
    ready, mentors, places = _pool_counts(programme)
    blank = _blank(programme, latest.number if latest else 0, ready, mentors, places)
    if run is None:
        return RunPage(**blank)
    progress = _progress(run)
    if run.state not in ("proposed", "published", "set_aside"):
        names = _names_of_problems(run)
        said_all = [(row, problem_words(row, names)) for row in run.problems]
        return RunPage(
            **{
                **blank,
                "number": run.number,
                "state": run.state,
                "weights": weights(run.weights),
                "progress": progress,
                "problems": [words for row, words in said_all if row.get("stops", True)],
                "warnings": [words for row, words in said_all if not row.get("stops", True)],
            }
        )
    counted = pairs.counts(run)
    view = view if view in pairs.VIEWS else ("look" if counted.look else "all")
    found = pairs.page_of(run, view, page)
    compared = compare(run, pairs=bool(opened))
    people_open, open_total = _open(run, everyone)
    names = _names_of_problems(run)
    answer_by = (run.published_at or now) + timedelta(days=programme.answer_days)
    return RunPage(
        **{
            **blank,
            "number": run.number,
            "state": run.state,
            "headline": telling.headline(run),
            "lede": telling.lede(run),
            "meta": telling.meta(run),
            "matched": run.matched,
            "mentees": run.mentees,
            "dots": _("%(all)s dots, one for each mentee: %(matched)s matched, %(open)s not yet")
            % {"all": run.mentees, "matched": run.matched, "open": run.mentees - run.matched},
            "open_people": people_open,
            "open_total": open_total,
            "open_title": _open_title(open_total),
            "weights": weights(run.weights),
            "rules": telling.rules(run),
            "compare": compared,
            "tabs": _tabs(counted),
            "view": view,
            "page": found,
            "rows": pairs.rows_of(
                run,
                list(found),
                opened=opened,
                before=compared.before if compared and opened else None,
            ),
            "counts": counted,
            "steps": telling.steps(
                counted, [one.who.first for one in people_open], open_total, answer_by
            ),
            "note": telling.note(counted),
            "warnings": [problem_words(row, names) for row in run.problems],
            "progress": progress if run.state == "published" else None,
            "passed_over": _passed_over(run),
            "answer_by": answer_by,
        }
    )


def _blank(
    programme: Programme, latest: int, ready: int, mentors: int, places: int
) -> dict[str, Any]:
    return {
        "programme": programme.name,
        "slug": programme.slug,
        "kind": programme.kind,
        "form": programme.form,
        "by_hand_only": not runs_by_itself(programme),
        "number": 0,
        "latest": latest,
        "state": "",
        "ready": ready,
        "mentors": mentors,
        "places": places,
        "headline": "",
        "lede": "",
        "meta": "",
        "matched": 0,
        "mentees": 0,
        "dots": "",
        "open_people": [],
        "open_total": 0,
        "open_title": "",
        "weights": weights(weights_of(programme)),
        "rules": [],
        "compare": None,
        "tabs": [],
        "view": "",
        "page": None,
        "rows": [],
        "counts": None,
        "steps": [],
        "note": "",
        "problems": [],
        "warnings": [],
        "progress": None,
        "passed_over": [],
        "answer_by": None,
    }


def _pool_counts(programme: Programme) -> tuple[int, int, int]:
    """``(mentees who could be matched now, mentors with a place, places)``."""
    mentors = Participation.objects.filter(
        programme=programme, side="mentor", state="ready", person__is_active=True
    ).annotate(taken=Count("seats", filter=Q(seats__live=True)))
    free = [m.capacity - m.taken for m in mentors.only("capacity") if m.capacity > m.taken]
    return mentees_to_match(programme).count(), len(free), sum(free)


def weights(kept: Mapping[str, int]) -> list[Weight]:
    """The four, in order."""
    return [Weight(key, part_label(key), int(kept.get(key, 0))) for key in PARTS]


def _tabs(counted: pairs.Counts) -> list[Tab]:
    return [
        Tab("look", _("Worth a look"), counted.look),
        Tab("changed", _("Changed"), counted.changed),
        Tab("locked", _("Locked"), counted.locked),
        Tab("all", _("All"), counted.all),
    ]


def _open(run: MatchRun, everyone: bool) -> tuple[list[OpenPerson], int]:
    rows = run.unmatched.select_related("mentee__person").order_by("mentee__applied_at", "id")
    total = run.unmatched.count()
    shown = list(rows if everyone else rows[:OPEN_SHOWN])
    known = people(named_in(fact for u in shown for fact in (u.reason, u.change)))
    names = {one.id: one.name for one in known.values()}
    asked = run.figures.get("asked", {})
    found = []
    for left in shown:
        who = someone(left.mentee)
        own = {**names, who.id: who.first}
        kind, ask = _ask(left.change, who, known)
        when = asked.get(str(left.pk))
        found.append(
            OpenPerson(
                id=str(left.pk),
                who=who,
                since=left.mentee.applied_at,
                reason=said(left.reason, own),
                change=said(left.change, own),
                kind=kind,
                ask=ask,
                asked_at=datetime.fromisoformat(when) if when else None,
            )
        )
    return found, total


def _open_title(count: int) -> str:
    """``Three people without a mentor yet``: small numbers in words, as one would say it."""
    if not count:
        return _("Nobody is left over")
    words = ngettext(
        "%(n)s person without a mentor yet", "%(n)s people without a mentor yet", count
    ) % {"n": voice().number(count)}
    return words[:1].upper() + words[1:]


def _ask(change: Mapping[str, Any], who: Someone, known: Mapping[str, Someone]) -> tuple[str, str]:
    """What the button beside a smallest change does, and its words."""
    code = str(change.get("code", ""))
    if code in THEIRS:
        return "ask", _("Ask %(name)s") % {"name": who.first}
    if code == "one_more_place":
        firsts = [known[m].first for m in change["params"].get("mentors", ()) if m in known]
        if len(firsts) == 2 and firsts[0] != firsts[1]:
            return "ask", _("Ask %(one)s or %(two)s") % {"one": firsts[0], "two": firsts[1]}
        return (
            ("ask", _("Ask %(name)s") % {"name": firsts[0]})
            if firsts
            else ("hand", _("Pair by hand"))
        )
    if code.startswith("one_more_mentor"):
        return "invite", _("Invite a mentor")
    if code == "ease_rule":
        return "settings", _("See the rules")
    return "person", _("See %(name)s’s answers") % {"name": who.first}


def _names_of_problems(run: MatchRun) -> dict[str, str]:
    """Names by what a problem calls people: the id of a place, or an e-mail address."""
    who = {one for row in run.problems for one in row.get("who", ())}
    if not who:
        return {}
    names = {one.id: one.name for one in people(one for one in who if "@" not in one).values()}
    for email, name in run.programme.participations.filter(
        person__email__in=[one for one in who if "@" in one]
    ).values_list("person__email", "person__full_name"):
        names[email.lower()] = name
    return names


def _progress(run: MatchRun) -> Progress | None:
    task = run.task
    if task is None:
        return None
    if run.state in ("waiting", "running"):
        words = task.doing or _("Waiting for a free worker")
        return Progress(_("Matching"), task.done, task.total, words, "running")
    if run.state == "published" and task.state in ("waiting", "running"):
        return Progress(
            _("Writing to everyone"),
            task.done,
            task.total,
            _("%(done)s of %(of)s") % {"done": task.done, "of": task.total}
            if task.total
            else _("Waiting for a free worker"),
            "running",
        )
    if run.state == "published" and task.state == "failed":
        return Progress(
            _("Writing to everyone"),
            task.done,
            task.total,
            _("This broke off. Whoever was written to stays written to; ask whoever runs this site "
              "to start the rest again."),
            "failed",
        )  # fmt: skip
    return None


def _passed_over(run: MatchRun) -> list[PassedOver]:
    rows = run.figures.get("passed_over", [])
    if not rows:
        return []
    known = people(one for row in rows for one in (row["mentee"], row["mentor"]))
    return [
        PassedOver(known[row["mentee"]].name, known[row["mentor"]].name, row["why"])
        for row in rows
        if row["mentee"] in known and row["mentor"] in known
    ]


def one_row(by: Person, slug: str, number: int, proposal_id: Any, *, opened: bool) -> pairs.PairRow:
    """A single pair as its row stands now."""
    run = run_of(by, slug, number)
    row = access.proposal_of(by, run, proposal_id)
    compared = compare(run, pairs=True) if opened else None
    return pairs.rows_of(
        run, [row], opened=str(row.pk) if opened else "",
        before=compared.before if compared else None,
    )[0]  # fmt: skip


def after_decision(by: Person, slug: str, number: int) -> tuple[pairs.Counts, str]:
    """What stands below the table after a decision: counts, and the note above the button."""
    counted = pairs.counts(run_of(by, slug, number))
    return counted, telling.note(counted)
