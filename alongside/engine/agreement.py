"""The terms an agreement starts from. Every one can be changed by either side before signing."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.engine.i18n import N_


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the terms. ``text`` may name ``{weeks}`` and ``{minutes}``; both untranslated."""

    code: str
    title: str
    text: str


_PURPOSE = N_(
    "We will say in a few words what this is for, and sharpen it as we go. "
    "It belongs to the mentee and may change."
)
_ROLES = N_(
    "The mentee brings what to talk about, decides what to try and at what pace. "
    "The mentor listens, asks, offers experience and contacts, and does not manage or assess. "
    "We both come prepared, and say so early when something has to move."
)
_COACHING_PURPOSE = N_(
    "The person coached chooses what to work on and what a good result would be. "
    "We look at it again at each session."
)
_COACHING_ROLES = N_(
    "The person coached leads: they set the aim of each session and find their own next steps. "
    "The coach asks, listens and reflects back, and gives advice only when asked for it. "
    "The coach does not manage or assess."
)
_COMMON = (
    Section(
        "meeting",
        N_("How often and how long"),
        N_(
            "We meet about every {weeks} weeks for {minutes} minutes, online or in person as "
            "suits us both. Whoever needs to move a session offers another time in the same message."
        ),
    ),
    Section(
        "contact",
        N_("Between sessions, and how we talk"),
        N_(
            "We write when it helps, and expect an answer within a week, not at once. "
            "Each says how they like to be spoken to: plainly or gently, with advice or with questions."
        ),
    ),
    Section(
        "boundaries",
        N_("Boundaries"),
        N_(
            "This is about work and working life. It is not therapy, clinical supervision or line "
            "management, and either of us may say when a topic belongs with someone else."
        ),
    ),
    Section(
        "confidentiality",
        N_("What stays between us, and its limits"),
        N_(
            "What is said here stays here. The limits are a risk of serious harm to anyone, "
            "safeguarding, patient safety, a crime, and what a court orders. "
            "Whoever sees such a limit coming says so first, where that is safe. "
            "We speak of patients in a way that nobody could recognise them."
        ),
    ),
    Section(
        "records",
        N_("What we keep"),
        N_(
            "We share the agenda, actions and goals here. Each keeps their own notes, which the "
            "other does not see. The programme sees dates and counts and nothing that we write."
        ),
    ),
    Section(
        "conflicts",
        N_("Conflicts of interest"),
        N_(
            "Neither of us manages, assesses or appoints the other. Should that change, we say so "
            "at once and ask the coordinator for help."
        ),
    ),
)
_SUPPORT = Section(
    "support",
    N_("Support for the mentor"),
    N_(
        "The mentor has someone to talk to about their mentoring, without names, and may ask the "
        "coordinator for that."
    ),
)
_COACHING_SUPPORT = Section(
    "support",
    N_("Support for the coach"),
    N_("The coach has supervision for their coaching, in which nobody is named."),
)
_ENDING = Section(
    "ending",
    N_("Looking back, and ending"),
    N_(
        "After two sessions we look at whether this works for us both, and again half way. "
        "Either of us may pause or finish at any time: it is no one’s fault. "
        "At the end we look at what was learned and agree what contact comes after."
    ),
)


def first_terms(kind: str) -> tuple[Section, ...]:
    """The sections for ``mentoring`` or ``coaching``, in the order to read them."""
    coaching = kind == "coaching"
    return (
        Section("purpose", N_("What this is for"), _COACHING_PURPOSE if coaching else _PURPOSE),
        Section("roles", N_("What each of us does"), _COACHING_ROLES if coaching else _ROLES),
        *_COMMON,
        _COACHING_SUPPORT if coaching else _SUPPORT,
        _ENDING,
    )
