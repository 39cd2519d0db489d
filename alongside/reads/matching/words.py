"""What the matching found, in the reader's language and with people's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from alongside.data.models import Participation, Person, Programme, Proposal
from alongside.engine import matching, reference
from alongside.engine.matching import Fact, Part, Problem
from alongside.engine.matching import words as engine_words
from alongside.engine.matching.words import NOT_A_REASON, Voice
from alongside.engine.reasons import within
from alongside.reads.matching.pool import not_known_to_be_ahead, pool_of_two
from alongside.reads.people import initials

#: Facts that speak for two people, told first to last by the part they belong to.
SHOWN = 3
_WHO = ("mentee", "mentor", "only")
_WHO_ALL = ("mentors", "holders")


@dataclass(frozen=True)
class Someone:
    """A person as a line of the matching shows them."""

    id: str
    name: str
    first: str
    initials: str
    about: str


def someone(place: Participation) -> Someone:
    """A place with its person as the pages of the matching show it."""
    person: Person = place.person
    trade = _(reference.name_of("profession", person.profession)) if person.profession else ""
    return Someone(
        id=str(place.pk),
        name=person.full_name,
        first=person.first_name,
        initials=initials(person.full_name),
        about=", ".join(part for part in (trade, person.place or person.employer) if part),
    )


def people(ids: Iterable[str]) -> dict[str, Someone]:
    """Places by id, in one query."""
    found = Participation.objects.filter(pk__in=set(ids)).select_related("person")
    return {str(p.pk): someone(p) for p in found}


def named_in(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """The ids of everyone whom some kept facts mention."""
    found: set[str] = set()
    for row in rows:
        params = row.get("params") or {}
        found.update(str(params[one]) for one in _WHO if params.get(one))
        for several in _WHO_ALL:
            found.update(map(str, params.get(several, ())))
    return found


def voice(names: Mapping[str, str] | None = None) -> Voice:
    """The engine's sentences in the reader's language, people by these names."""
    known = names or {}
    return Voice(
        person=lambda one: known.get(one, gettext("someone who has left")),
        label=lambda code: within(code, gettext),
        translate=gettext,
        translate_many=ngettext,
    )


def fact_of(row: Mapping[str, Any]) -> Fact:
    """A kept fact as the engine knows it."""
    params = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in (row.get("params") or {}).items()
    }
    return Fact(str(row.get("code", "")), tuple(sorted(params.items())))


def said(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A kept fact as a sentence; empty for one that this version has no words for."""
    try:
        return engine_words.sentence(fact_of(row), voice(names)) if row else ""
    except (KeyError, TypeError, ValueError):
        return ""


def parts_of(row: Proposal) -> tuple[Part, ...]:
    """The parts of a kept score."""
    return tuple(
        Part(p["key"], p["points"], p["out_of"], tuple(fact_of(f) for f in p["facts"]))
        for p in row.parts
    )


def part_label(key: str) -> str:
    """``What they want to work on`` and the other three."""
    return engine_words.part_name(Part(key, 0, 0, ()), voice())


def short_label(key: str) -> str:
    """A part's name where there is little room."""
    return {
        "purpose": _("Want to work on"),
        "experience": _("Experience"),
        "field": _("Field"),
        "days": _("Days and distance"),
    }[key]


def reasons_of(row: Proposal) -> list[dict[str, Any]]:
    """The facts that speak for a pair, the weightiest first, as an offer keeps and tells them."""
    told: list[dict[str, Any]] = []
    if row.wish:
        code = "asked_each_other" if row.wish % 2 else "asked"
        code = "mentor_asked" if row.wish == 1 else code
        told.append(
            {"code": code, "params": {"mentee": str(row.mentee_id), "mentor": str(row.mentor_id)}}
        )
    for part in sorted(row.parts, key=lambda p: -p["points"]):
        told += [f for f in part["facts"] if f["code"] not in NOT_A_REASON]
    return told[:SHOWN]


def rules_against(
    programme: Programme, mentee: Participation, mentor: Participation
) -> tuple[Fact, ...]:
    """Every rule that stops two people, the firmest first."""
    pool = pool_of_two(programme, mentee, mentor)
    return matching.why_not(pool, str(mentee.pk), str(mentor.pk)).rules


def reasons_of_two(
    programme: Programme, mentee: Participation, mentor: Participation
) -> list[dict[str, Any]]:
    """What speaks for two people who were put together by hand."""
    answer = matching.why_not(
        pool_of_two(programme, mentee, mentor), str(mentee.pk), str(mentor.pk)
    )
    facts = [
        f
        for part in sorted(answer.parts, key=lambda p: -p.points)
        for f in part.facts
        if f.code not in NOT_A_REASON
    ]
    return [{"code": f.code, "params": dict(f.params)} for f in facts[:SHOWN]]


def own_warnings(pool: matching.Pool) -> list[Problem]:
    """What is worth knowing about the answers and the engine can't see; none of it stops a run."""
    unknown = not_known_to_be_ahead(pool)
    return [Problem("ahead_not_said", tuple(unknown), stops=False)] if unknown else []


def problem_words(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What is wrong with the answers and how to mend it."""
    if row.get("text"):
        return str(row["text"])
    who = [names.get(one, one) for one in row.get("who", ())]
    if row.get("code") == "ahead_not_said":
        return ngettext(
            "%(who)s has given neither a band nor years of experience, so nothing shows who is "
            "further on, and nobody is matched with them. Add one of the two.",
            "%(n)s mentors have given neither a band nor years of experience, so nothing shows who "
            "is further on, and nobody is matched with them: %(who)s. Add one of the two for each.",
            len(who),
        ) % {"n": len(who), "who": ", ".join(who[:12]) + (" …" if len(who) > 12 else "")}
    problem = Problem(
        str(row["code"]),
        tuple(row.get("who", ())),
        tuple(
            (k, tuple(v) if isinstance(v, list) else v)
            for k, v in (row.get("params") or {}).items()
        ),
    )
    known = {str(i): n for i, n in names.items()}
    speaking = Voice(
        person=lambda one: known.get(one, one),
        label=lambda code: within(code, gettext),
        translate=gettext,
        translate_many=ngettext,
    )
    try:
        return engine_words.problem_in_words(problem, speaking)
    except (KeyError, ValueError):
        return str(row["code"])
