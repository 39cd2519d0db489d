"""The messages as they would go out, to be read before anything is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from alongside.access import NotVisible
from alongside.access import matching as access
from alongside.data.models import (
    MatchRun,
    Participation,
    Person,
    Proposal,
    Relationship,
    Seat,
    Unmatched,
)
from alongside.engine.matching.own_words import THEIRS
from alongside.outbound.mail_words import matching as mail_words
from alongside.outbound.mail_words import relationships as pair_words
from alongside.reads.matching.words import Someone, reasons_of, someone


@dataclass(frozen=True)
class Letter:
    """A message to ``to``. ``about`` says what kind it is; ``button`` leads to a page."""

    to: Someone
    side: str
    subject: str
    paragraphs: list[str]
    button: str


@dataclass(frozen=True)
class LettersPage:
    """Examples of each message that publishing sends."""

    programme: str
    slug: str
    number: int
    state: str
    mentee: Letter | None
    mentor: Letter | None
    left: list[Letter]


@dataclass(frozen=True)
class AskPage:
    """Whom the smallest change can be asked of, with the letter to each."""

    programme: str
    slug: str
    number: int
    id: str
    about: Someone
    letters: list[Letter]


def letters_page(by: Person, slug: str, number: int, now: datetime) -> LettersPage:
    """The first pair's two messages, and those to the people left over. NotVisible for others."""
    run = access.run_of(by, slug, number)
    if run is None:
        raise NotVisible
    row = (
        run.proposals.exclude(state="refused")
        .select_related("mentee__person", "mentor__person")
        .order_by("-score", "id")
        .first()
    )
    left = run.unmatched.select_related("mentee__person", "mentee__programme").order_by(
        "mentee__applied_at", "id"
    )[:20]
    return LettersPage(
        programme=run.programme.name,
        slug=slug,
        number=run.number,
        state=run.state,
        mentee=_offer(run, row, "mentee", now) if row else None,
        mentor=_offer(run, row, "mentor", now) if row else None,
        left=[_to(one.mentee, mail_words.unmatched_letter(one.mentee, one)) for one in left],
    )


def _offer(run: MatchRun, row: Proposal, side: str, now: datetime) -> Letter:
    """The letter of an offer that was not made: the words come from where the real one's do."""
    programme = run.programme
    offered = Relationship(
        programme=programme,
        kind=programme.kind,
        form=programme.form,
        reasons=reasons_of(row),
        offered_at=now,
        answer_by=now + timedelta(days=programme.answer_days),
    )
    seats = [
        Seat(relationship=offered, participation=place, person=place.person, side=place.side)
        for place in (row.mentee, row.mentor)
    ]
    mine, theirs = seats if side == "mentee" else reversed(seats)
    pair = pair_words.Pair(offered, seats, mine, theirs, {})
    return _to(mine.participation, pair_words.LETTERS["offer"](pair))


def _to(place: Participation, letter: tuple[Any, ...]) -> Letter:
    subject, paragraphs, button = letter
    return Letter(someone(place), place.side, subject, [p for p in paragraphs if p], button)


def who_to_ask(left: Unmatched) -> list[Participation]:
    """Whom the smallest change could be asked of: mentors for a place, or the mentee."""
    code, params = left.change.get("code"), left.change.get("params") or {}
    if code in THEIRS:
        return [left.mentee]
    if code != "one_more_place":
        return []
    found = {
        str(p.pk): p
        for p in Participation.objects.filter(
            pk__in=params.get("mentors", ()), programme=left.mentee.programme_id, state="ready"
        ).select_related("person", "programme")
    }
    return [found[one] for one in params.get("mentors", ()) if one in found]


def ask_page(by: Person, slug: str, number: int, unmatched_id: Any) -> AskPage:
    """The letters to those who could make room for somebody. NotVisible when there is nobody."""
    run = access.run_of(by, slug, number)
    if run is None:
        raise NotVisible
    left = access.unmatched_of(by, run, unmatched_id)
    asked = who_to_ask(left)
    if not asked:
        raise NotVisible
    return AskPage(
        programme=run.programme.name,
        slug=slug,
        number=run.number,
        id=str(left.pk),
        about=someone(left.mentee),
        letters=[_to(place, mail_words.ask_letter(place, left)) for place in asked],
    )
