"""Why somebody has no mentor yet, as they are told themselves.

A coordinator reads names; the person reads none: who is full, who manages whom and who would
rather not be paired are other people's affairs. What nobody but the coordinator may know is
told as a plain "nobody fitted".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..i18n import N_
from .sentences import PARTS_OF_WEEK, WEEKDAYS
from .words import Voice

NOBODY = N_("Nobody among the mentors fitted this time. That says nothing about you.")

REASONS = {
    "all_full": N_("Every mentor who fits what you asked for has all their places taken."),
    "all_full_for_topic": N_(
        "Every mentor who fits and offers “{topic}” has all their places taken."
    ),
    "no_mentors": N_("No mentor is taking part yet."),
    "none_too_few_hours": N_("The mentors who would fit are free at other times than you."),
    "none_no_common_mode": N_("The mentors who would fit meet in another way than you can."),
    "none_too_far": N_("The mentors who would fit are too far away to meet in person."),
    "none_no_common_language": N_("The mentors who would fit share no language with you."),
    "none_asked_profession": N_("You asked for {asked}, and nobody of that kind was free to fit."),
    "none_same_profession": N_(
        "This programme pairs different professions, and the mentors who would fit are of yours."
    ),
    "none_not_ahead": N_("The mentors who would fit are not further on in their work than you."),
    "none_not_ahead_in_topic": N_(
        "The mentors who would fit know no more than you of what you want to learn."
    ),
    "none_same_team": N_("The mentors who would fit work in your own team."),
    "none_mentee_not_eligible": N_("As things stand, the programme can’t match you."),
    "mentee_not_eligible": N_("As things stand, the programme can’t match you."),
    "mentee_profession_closed": N_("The programme is not open to your profession just now."),
}

CHANGES = {
    "one_more_place": N_("One more place with a mentor who fits would do. We can ask for it."),
    "another_time": N_("If you could also make {when}, there is a place."),
    "another_time_unknown": N_("If you could make some other times as well, there is a place."),
    "meet_online": N_("If you could also meet online, there is a place."),
    "meet_in_person": N_("If you could also meet in person, there is a place."),
    "another_language": N_("If you could also meet in {languages}, there is a place."),
    "another_profession": N_("If another profession would do ({profession}), there is a place."),
    "one_more_mentor": N_("One more mentor who fits would do. We go on looking."),
    "one_more_mentor_for_topic": N_(
        "One more mentor who fits and offers “{topic}” would do. We go on looking."
    ),
    "who_may_join": N_("Ask one of the programme’s contacts; it may be a small thing to mend."),
}

#: Changes the mentee can make themselves, by their code.
THEIRS = frozenset(
    {"another_time", "meet_online", "meet_in_person", "another_language", "another_profession"}
)

Said = Mapping[str, Any]


def for_the_mentee(reason: Said, change: Said, voice: Voice | None = None) -> tuple[str, str]:
    """``(why, what would change it)`` for the mentee's eyes; either may be empty.

    ``reason`` and ``change`` are ``{"code": …, "params": {…}}`` as kept with a run.
    """
    voice = voice or Voice()
    if not reason:
        return "", ""
    why = _text(REASONS, reason, voice) or voice.translate(NOBODY)
    return why, _text(CHANGES, change or {}, voice)


def _text(table: Mapping[str, str], said: Said, voice: Voice) -> str:
    code, params = str(said.get("code", "")), dict(said.get("params") or {})
    if params.get("topic") and f"{code}_for_topic" in table:
        code = f"{code}_for_topic"
    if code == "another_time" and not params.get("part"):
        code = "another_time_unknown"
    if code not in table:
        return ""
    values = {
        "topic": voice.label(str(params.get("topic", ""))),
        "profession": voice.label(str(params.get("profession", ""))),
        "asked": voice.listed([voice.label(str(a)) for a in params.get("asked", ())], N_("or")),
        "languages": voice.listed(
            [voice.label(str(a)) for a in params.get("languages", ())], N_("or")
        ),
        "when": "",
    }
    if params.get("part"):
        day = voice.translate(WEEKDAYS[int(params.get("day", 0))])
        values["when"] = voice.translate(PARTS_OF_WEEK[str(params["part"])]).format(day=day)
    return voice.translate(table[code]).format(**values)
