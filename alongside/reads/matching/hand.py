"""Pairing by hand, and the rules about pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from alongside.access import matching as access
from alongside.access import programmes as programme_access
from alongside.data.models import MatchRun, PairRule, Participation, Person
from alongside.engine import matching
from alongside.engine.matching import words as engine_words
from alongside.reads.matching.pairs import Share
from alongside.reads.matching.pool import pool_of_two, runs_by_itself
from alongside.reads.matching.telling import headline
from alongside.reads.matching.waiting import mentees_to_match
from alongside.reads.matching.words import Someone, part_label, short_label, someone, voice


@dataclass(frozen=True)
class Choice:
    """Somebody to choose; ``label`` has their name, profession and, for mentors, free places."""

    id: str
    label: str


@dataclass(frozen=True)
class HandPage:
    """Two people to be put together. ``against`` are sentences; ``never``: no choice bends them."""

    programme: str
    slug: str
    kind: str
    form: str
    runs: bool
    mentees: list[Choice]
    mentors: list[Choice]
    mentee: Someone | None
    mentor: Someone | None
    against: list[str]
    never: bool
    full: bool
    score: int
    shares: list[Share]
    letter: tuple[str, list[str]] | None


@dataclass(frozen=True)
class RunLine:
    """A run in the list of them."""

    number: int
    state: str
    state_words: str
    started_at: datetime
    by: str
    headline: str
    weights: str
    seed: int
    fingerprint: str


@dataclass(frozen=True)
class RuleLine:
    """A pair that stays, or never comes back."""

    id: str
    mentee: str
    mentor: str
    lock: bool
    by: str
    at: datetime


@dataclass(frozen=True)
class RunsPage:
    """All runs of a programme, and the rules about pairs."""

    programme: str
    slug: str
    runs: list[RunLine]
    rules: list[RuleLine]


def hand_page(by: Person, slug: str, mentee_id: str = "", mentor_id: str = "") -> HandPage:
    """The page of pairing by hand for a programme that ``by`` runs, else NotVisible."""
    programme = programme_access.coordinated(by, slug)
    mentees = list(
        mentees_to_match(programme).select_related("person").order_by("person__full_name")
    )
    mentors = list(
        Participation.objects.filter(
            programme=programme, side="mentor", state="ready", person__is_active=True
        )
        .select_related("person")
        .annotate(taken=Count("seats", filter=Q(seats__live=True)))
        .order_by("person__full_name")
    )
    mentee = _chosen(mentees, mentee_id)
    mentor = _chosen(mentors, mentor_id)
    against: list[str] = []
    shares: list[Share] = []
    codes: set[str] = set()
    score = 0
    if mentee is not None and mentor is not None:
        pool = pool_of_two(programme, mentee, mentor)
        answer = matching.why_not(pool, str(mentee.pk), str(mentor.pk))
        speaking = voice(
            {str(mentee.pk): mentee.person.first_name, str(mentor.pk): mentor.person.first_name}
        )
        codes = {rule.code for rule in answer.rules}
        against = [engine_words.sentence(rule, speaking) for rule in answer.rules]
        whole = engine_words.whole_points(answer.parts)
        shares = [
            Share(
                part.key, part_label(part.key), short_label(part.key), points, of,
                " ".join(engine_words.sentence(f, speaking) for f in part.facts)
                or _("Nothing in common that they told us."),
            )
            for part, (points, of) in zip(answer.parts, whole, strict=True)
        ]  # fmt: skip
        score = sum(s.points for s in shares)
    return HandPage(
        programme=programme.name,
        slug=slug,
        kind=programme.kind,
        form=programme.form,
        runs=runs_by_itself(programme),
        mentees=[Choice(str(p.pk), _label(p)) for p in mentees],
        mentors=[Choice(str(p.pk), _mentor_label(p)) for p in mentors],
        mentee=someone(mentee) if mentee else None,
        mentor=someone(mentor) if mentor else None,
        against=against,
        never=bool(codes & {"same_person", "line_manager"}),
        full="no_places" in codes,
        score=score,
        shares=shares,
        letter=None,
    )


def _chosen(places: Sequence[Participation], wanted: str) -> Participation | None:
    return next((p for p in places if str(p.pk) == wanted), None)


def _label(place: Participation) -> str:
    who = someone(place)
    return f"{who.name} · {who.about}" if who.about else who.name


def _mentor_label(place: Participation) -> str:
    free = max(0, place.capacity - place.taken)  # type: ignore[attr-defined]
    return f"{_label(place)} · " + (
        _("no place free") if not free else _("%(n)s free") % {"n": free}
    )


def place_for_pair(by: Person, slug: str, place_id: str, side: str) -> Participation:
    """The row for an action, else NotVisible."""
    return access.place_in(programme_access.coordinated(by, slug), place_id, side)


def runs_page(by: Person, slug: str) -> RunsPage:
    """Every run that was made, the latest first. NotVisible unless ``by`` runs the programme."""
    programme = programme_access.coordinated(by, slug)
    return RunsPage(
        programme=programme.name,
        slug=slug,
        runs=[
            _line(run)
            for run in MatchRun.objects.filter(programme=programme).select_related("by")[:200]
        ],
        rules=[
            RuleLine(
                str(rule.pk),
                rule.mentee.person.full_name,
                rule.mentor.person.full_name,
                rule.rule == "lock",
                rule.by.full_name if rule.by else "",
                rule.at,
            )
            for rule in PairRule.objects.filter(programme=programme)
            .select_related("mentee__person", "mentor__person", "by")
            .order_by("-rule", "mentee__person__full_name")
        ],
    )


def run_state_words(state: str) -> str:
    """A run's state in a word or three."""
    return {
        "waiting": _("Waiting"),
        "running": _("Running"),
        "proposed": _("To be looked at"),
        "published": _("Published"),
        "set_aside": _("Replaced"),
        "stopped": _("Stopped"),
        "failed": _("Did not finish"),
    }[state]


def _line(run: MatchRun) -> RunLine:
    return RunLine(
        number=run.number,
        state=run.state,
        state_words=run_state_words(run.state),
        started_at=run.started_at,
        by=run.by.full_name if run.by else "",
        headline=headline(run) if run.state in ("proposed", "published", "set_aside") else "",
        weights=", ".join(f"{short_label(k)} {v}%" for k, v in run.weights.items()),
        seed=run.seed,
        fingerprint=run.input_hash[:12],
    )
