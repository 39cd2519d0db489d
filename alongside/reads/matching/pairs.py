"""Proposed pairs as a table: why these two, what the score is made of, what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from alongside.data.models import MatchRun, PairRule, Proposal
from alongside.engine.matching import words as engine_words
from alongside.reads.matching.words import (
    Someone,
    named_in,
    part_label,
    parts_of,
    people,
    reasons_of,
    said,
    short_label,
    someone,
)

A_PAGE = 50
VIEWS = ("look", "changed", "locked", "all")
DECIDED = ("accepted", "locked", "refused")


@dataclass(frozen=True)
class Share:
    """A part of a score in whole points of 100, and the facts that made it."""

    key: str
    label: str
    short: str
    points: int
    of: int
    words: str


@dataclass(frozen=True)
class Other:
    """Another mentor this mentee could have had, and what stood in the way."""

    name: str
    score: int
    words: str


@dataclass(frozen=True)
class PairRow:
    """A proposed pair. ``decision``: accept, lock, refuse, forbid or empty.

    ``others`` and ``note`` are filled when the row is opened. ``fate`` says what became of it
    when the run was published.
    """

    id: str
    mentee: Someone
    mentor: Someone
    why: str
    tags: list[tuple[str, str]]
    score: int
    shares: list[Share]
    decision: str
    fate: str
    open: bool
    others: list[Other]
    note: str


@dataclass(frozen=True)
class Counts:
    """How many of a run's proposals stand where."""

    all: int
    look: int
    changed: int
    locked: int
    accepted: int
    refused: int
    published: int
    mentors: int

    @property
    def undecided(self) -> int:
        """Pairs that publishing would accept as they are."""
        return self.all - self.locked - self.accepted - self.refused

    @property
    def kept(self) -> int:
        """Accepted or locked."""
        return self.accepted + self.locked

    @property
    def to_publish(self) -> int:
        """All that were not left out."""
        return self.all - self.refused


def counts(run: MatchRun) -> Counts:
    """In one query."""
    rows = run.proposals.aggregate(
        all=Count("pk"),
        look=Count("pk", filter=~Q(look="")),
        changed=Count("pk", filter=Q(changed=True)),
        locked=Count("pk", filter=Q(state="locked")),
        accepted=Count("pk", filter=Q(state="accepted")),
        refused=Count("pk", filter=Q(state="refused")),
        published=Count("pk", filter=Q(state="published")),
        mentors=Count("mentor", filter=~Q(state="refused"), distinct=True),
    )
    return Counts(**rows)


def page_of(run: MatchRun, view: str, page: Any) -> Page:
    """A page of a run's proposals, the lowest scores first."""
    rows = run.proposals.select_related("mentee__person", "mentor__person")
    if view == "look":
        first = Case(
            When(look="lowest", then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        rows = rows.exclude(look="").order_by(first, "score", "id")
    elif view == "changed":
        rows = rows.filter(changed=True)
    elif view == "locked":
        rows = rows.filter(state="locked")
    return Paginator(rows, A_PAGE).get_page(page)


def rows_of(
    run: MatchRun,
    proposals: Sequence[Proposal],
    *,
    opened: str = "",
    before: dict[str, str] | None = None,
) -> list[PairRow]:
    """The rows of some proposals, with as many queries for one as for fifty.

    ``before`` maps a mentee's id to the name of whom an earlier run gave them.
    """
    ids = named_in(_facts(proposals)) | {
        a["mentor"] for p in proposals for a in p.alternatives if str(p.pk) == opened
    }
    known = people(ids)
    banned = set(
        PairRule.objects.filter(programme=run.programme_id, rule="forbid").values_list(
            "mentee_id", "mentor_id"
        )
    )
    return [_row(run, p, known, banned, str(p.pk) == opened, before or {}) for p in proposals]


def _facts(proposals: Iterable[Proposal]) -> Iterable[dict[str, Any]]:
    for proposal in proposals:
        for part in proposal.parts:
            yield from part["facts"]
        for other in proposal.alternatives:
            yield other["why"]


def _row(
    run: MatchRun,
    row: Proposal,
    known: dict[str, Someone],
    banned: set[tuple[Any, Any]],
    opened: bool,
    before: dict[str, str],
) -> PairRow:
    mentee, mentor = someone(row.mentee), someone(row.mentor)
    names = {one.id: one.name for one in known.values()}
    names |= {mentee.id: mentee.first, mentor.id: mentor.first}
    decision = {"accepted": "accept", "locked": "lock", "refused": "refuse"}.get(row.state, "")
    if decision == "refuse" and (row.mentee_id, row.mentor_id) in banned:
        decision = "forbid"
    shares = shares_of(row, names)
    return PairRow(
        id=str(row.pk),
        mentee=mentee,
        mentor=mentor,
        why=" ".join(filter(None, (said(f, names) for f in reasons_of(row)[:2]))),
        tags=_tags(row, decision),
        score=sum(s.points for s in shares),
        shares=shares,
        decision=decision,
        fate=_fate(run, row),
        open=opened,
        others=_others(row, names) if opened else [],
        note=_note(run, row, mentee, before) if opened else "",
    )


def shares_of(row: Proposal, names: dict[str, str]) -> list[Share]:
    """The four parts, in whole points that add up to the score shown."""
    parts = parts_of(row)
    return [
        Share(
            key=part.key,
            label=part_label(part.key),
            short=short_label(part.key),
            points=points,
            of=of,
            words=" ".join(filter(None, (said(f, names) for f in kept["facts"])))
            or _("Nothing in common that they told us."),
        )
        for part, kept, (points, of) in zip(
            parts, row.parts, engine_words.whole_points(parts), strict=True
        )
    ]


def _tags(row: Proposal, decision: str) -> list[tuple[str, str]]:
    tags: list[tuple[str, str]] = []
    if row.wish:
        if row.wish == 1:
            tags.append((_("The mentor asked"), ""))
        else:
            tags.append((_("Asked for each other") if row.wish % 2 else _("Asked for"), ""))
    if row.look:
        tags.append((look_words(row.look), "amber"))
    if row.changed:
        tags.append((_("Changed"), "plain"))
    if decision == "refuse":
        tags.append((_("Left out this time"), "rose"))
    return tags


def look_words(code: str) -> str:
    """Why a pair is worth a look, in a word or three."""
    return {
        "lowest": _("Lowest score"),
        "low": _("Low score"),
        "no_topic": _("None of the topics asked for"),
        "few_hours": _("Few shared hours"),
        "draw": _("Decided by a draw"),
    }.get(code, "")


def _others(row: Proposal, names: dict[str, str]) -> list[Other]:
    return [
        Other(names.get(a["mentor"], ""), round(a["score"] / 10), said(a["why"], names))
        for a in row.alternatives
        if names.get(a["mentor"])
    ]


def _note(run: MatchRun, row: Proposal, mentee: Someone, before: dict[str, str]) -> str:
    said_before = ""
    since = run.figures.get("since")
    if row.changed and since:
        other = before.get(mentee.id)
        said_before = (
            _("In run %(run)s %(name)s was with %(other)s.")
            % {"run": since, "name": mentee.first, "other": other}
            if other
            else _("In run %(run)s %(name)s had nobody yet.") % {"run": since, "name": mentee.first}
        )
    checked = _("Checked against every rule: not in one line of management, and within the places "
                "the mentor offers.")  # fmt: skip
    return f"{said_before} {checked}".strip()


def _fate(run: MatchRun, row: Proposal) -> str:
    if run.state != "published":
        return ""
    return {
        "published": _("Offered"),
        "refused": _("Left out"),
        "set_aside": _("Not offered"),
    }.get(row.state, _("About to be offered"))
