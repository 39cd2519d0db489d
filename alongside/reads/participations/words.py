"""What somebody told a programme, in words and as the joining form takes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data.models import Participation, Person
from alongside.engine import reference


@dataclass(frozen=True)
class Fact:
    """A line of a summary list."""

    key: str
    value: str


def state_words(state: str) -> str:
    """A place's state, in a word or three."""
    return {
        "applied": _("Asked to join"),
        "ready": _("Ready to match"),
        "matched": _("Matched"),
        "resting": _("Resting"),
        "turned_down": _("No place"),
        "withdrawn": _("Left"),
    }[state]


def name_in(kind: str, code: str) -> str:
    return _(reference.name_of(kind, code)) if code else ""


def about(person: Person) -> str:
    return ", ".join(
        part for part in (name_in("profession", person.profession), person.employer) if part
    )


def topics_in_words(place: Participation) -> list[str]:
    found = []
    for topic in place.topics:
        name, years = name_in("topic", topic["code"]), topic.get("years") or 0
        if years:
            name = ngettext("%(name)s (%(n)g year)", "%(name)s (%(n)g years)", int(years)) % {
                "name": name, "n": years,
            }  # fmt: skip
        found.append(name)
    if place.topics_other:
        found.append(place.topics_other)
    return found


def times_in_words(windows: Iterable[tuple[int, int, int]]) -> str:
    """``Tuesday 18:00–21:00; Friday 12:00–14:00``."""
    days = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
        _("Sunday"),
    )  # fmt: skip
    return "; ".join(
        f"{days[day]} {start // 60:02}:{start % 60:02}–{end // 60:02}:{end % 60:02}"
        for day, start, end in windows
    )


def windows(person: Person) -> list[tuple[int, int, int]]:
    return list(person.windows.values_list("weekday", "start_minute", "end_minute"))


def band_of(seniority: int | None) -> str:
    """The first band of a level; several share one."""
    for band in reference.BANDS:
        if seniority is not None and band.level == seniority:
            return band.code
    return ""


def answers(place: Participation, person: Person) -> dict[str, Any]:
    """The answers as the joining form takes them."""
    return {
        **profile_answers(person),
        "purpose": place.purpose,
        "purpose_words": place.purpose_words,
        "topics": place.topics,
        "topics_other": place.topics_other,
        "wishes_words": place.wishes_words,
        "capacity": place.capacity,
    }


def profile_answers(person: Person) -> dict[str, Any]:
    """What somebody has told about themselves before, by the names of the joining form."""
    return {
        "full_name": person.full_name,
        "profession": person.profession,
        "specialty": person.specialty,
        "job_title": person.job_title,
        "band": band_of(person.seniority),
        "years_experience": person.years_experience,
        "employer": person.employer,
        "team": person.team,
        "place": person.place,
        "region": person.region,
        "manager_email": person.manager_email,
        "languages": person.languages,
        "modes": person.modes,
        "times": windows(person),
    }


def facts(place: Participation, person: Person, *, for_coordinator: bool) -> list[Fact]:
    modes = [name_in("mode", code) for code in person.modes]
    years = person.years_experience
    facts = [
        Fact(_("Profession"), name_in("profession", person.profession)),
        Fact(_("Job title"), person.job_title),
        Fact(_("Field"), person.specialty),
        Fact(_("Band or grade"), name_in("band", band_of(person.seniority))),
        Fact(_("Years of experience"), f"{years.normalize():f}" if years is not None else ""),
        Fact(_("Employer"), person.employer),
        Fact(_("Team"), person.team),
        Fact(_("Place"), ", ".join(p for p in (person.place, name_in("region", person.region)) if p)),
        Fact(_("How to meet"), ", ".join(modes)),
        Fact(_("Languages"), ", ".join(name_in("language", code) for code in person.languages)),
        Fact(_("Times"), times_in_words(windows(person))),
        Fact(
            _("Topics offered") if place.side == "mentor" else _("Topics wanted"),
            ", ".join(topics_in_words(place)),
        ),
        Fact(_("Purpose"), name_in("purpose", place.purpose)),
        Fact(_("In their own words") if for_coordinator else _("In your own words"),
             place.purpose_words),
        Fact(_("Hopes for"), place.wishes_words),
    ]  # fmt: skip
    if for_coordinator:
        facts.insert(7, Fact(_("Line manager’s address"), person.manager_email))
    return [fact for fact in facts if fact.value or for_coordinator]


def possible(state: str) -> frozenset[str]:
    return {
        "applied": frozenset({"accept", "turn_down", "withdraw"}),
        "ready": frozenset({"rest", "withdraw", "turn_down"}),
        "resting": frozenset({"come_back", "withdraw"}),
        "turned_down": frozenset({"accept"}),
        "withdrawn": frozenset({"accept"}),
    }[state]
