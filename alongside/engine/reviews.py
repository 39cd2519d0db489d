"""What is asked at the start, after two sessions, half way and at the end.

The questions are the pair's own and their answers stay between them; the ratings are our own
items, 0 to 10, and reach a programme only inside a figure of ten people or more.
"""

from __future__ import annotations

from dataclasses import dataclass

from alongside.engine.i18n import N_


@dataclass(frozen=True, slots=True)
class Question:
    """An open question of a review: a stable ``code`` and the untranslated words."""

    code: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A rating, 0 to 10: ``statement`` is what somebody agrees with, ``name`` what it is of."""

    code: str
    statement: str
    name: str
    #: When it is asked: one cannot recommend what has only begun.
    moments: tuple[str, ...] = ("start", "half", "end")


MEASURES = (
    Measure("role_confidence", N_("I feel confident in my role."), N_("Confidence in my role")),
    Measure("someone_to_turn_to", N_("I know who to turn to."), N_("Someone to turn to")),
    Measure("next_step", N_("I am clear about my next step."), N_("Clear about the next step")),
    Measure("belonging", N_("I feel that I belong."), N_("Belonging")),
    Measure("staying", N_("I expect to stay in my profession."), N_("Staying in the profession")),
    Measure("openings", N_("I know of openings I could try for."), N_("Openings to try for")),
    Measure(
        "recommend",
        N_("I would recommend this programme to a colleague."),
        N_("Likelihood to recommend"),
        ("half", "end"),
    ),
)
#: What a programme may be for (S3.11 to S3.15), and the measures that bear on it.
MEASURED_BY = {
    "career": ("next_step",),
    "retention": ("staying",),
    "confidence": ("role_confidence",),
    "community": ("someone_to_turn_to", "belonging"),
    "opportunities": ("openings",),
}
#: The moments of a review, in the order people meet them.
MOMENTS = ("early", "half", "end")
#: The moments of a review that ask for ratings too; the start asks for them by itself.
RATED = ("half", "end")

_EARLY = (
    Question("working", N_("What works well between us so far?")),
    Question(
        "differently",
        N_("What would I like to do differently?"),
        N_("Times, length, how we talk, how much advice and how many questions."),
    ),
    Question(
        "going_on",
        N_("Do I want to go on together?"),
        N_("If it is not a fit, you can part now and it is no one’s fault."),
    ),
)
_HALF = (
    Question("changed", N_("What has changed since we began?")),
    Question("helped", N_("What has helped?")),
    Question("differently", N_("What should we do differently from here?")),
)
_END = (
    Question("changed", N_("What has changed, and what did I learn?")),
    Question("helped", N_("What helped most?")),
    Question("differently", N_("What would I do differently another time?")),
    Question(
        "contact",
        N_("What contact do we want after this?"),
        N_("None, a coffee in spring, a call when there is a decision: say what suits you."),
    ),
)
_COACHING_HALF = (
    Question("changed", N_("What has moved since we began?")),
    Question("helped", N_("Which questions or moments helped?")),
    Question("differently", N_("What should the rest of our sessions be for?")),
)
_BY_MOMENT = {"early": _EARLY, "half": _HALF, "end": _END}


def questions(moment: str, kind: str = "mentoring") -> tuple[Question, ...]:
    """The open questions of a moment for a kind of relationship; KeyError for another moment."""
    if kind == "coaching" and moment == "half":
        return _COACHING_HALF
    return _BY_MOMENT[moment]
