"""The terms an agreement starts from. Every one can be changed by either side before signing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
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
            "suits us both. Whoever needs to move a session offers another time in the same "
            "message."
        ),
    ),
    Section(
        "contact",
        N_("Between sessions, and how we talk"),
        N_(
            "We write when it helps, and expect an answer within a week, not at once. "
            "Each says how they like to be spoken to: plainly or gently, with advice or with "
            "questions."
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


_PEER_PURPOSE = N_(
    "Each of us will say in a few words what this is for, and sharpen it as we go. "
    "Our purposes may differ, and may change."
)
_PEER_ROLES = N_(
    "We take turns. Each brings what to talk about, decides what to try and at what pace, and "
    "each listens and asks when it is the other's turn. Neither leads. "
    "We both come prepared, and say so early when something has to move."
)
_PEER_SUPPORT = Section(
    "support",
    N_("Support for us"),
    N_(
        "Each of us may talk to the coordinator about how this is going, without saying what the "
        "other has said."
    ),
)
# What is particular to a form. A form that is not here adds nothing.
_FORMS: Mapping[str, Section] = {
    "reverse": Section(
        "form",
        N_("Who knows what"),
        N_(
            "The mentor is here for what they know about the topic, whatever their grade. Seniority "
            "stays outside: both of us may say what we do not know."
        ),
    ),
    "cross_disciplinary": Section(
        "form",
        N_("Two professions"),
        N_(
            "We explain the words of our own profession and ask about the other's. What someone "
            "may do in their practice is for their own profession to say."
        ),
    ),
    "group": Section(
        "form",
        N_("In a group"),
        N_(
            "Everyone has time to speak, and may pass. What one of us says belongs to the one who "
            "said it: we do not repeat it outside, nor to someone who was not there."
        ),
    ),
    "multi": Section(
        "form",
        N_("Several mentors"),
        N_(
            "The mentee says what each mentor is for. Mentors do not speak about the mentee with "
            "one another unless the mentee asks them to."
        ),
    ),
    "automatic": Section(
        "form",
        N_("Brought together early"),
        N_(
            "We were matched soon after one of us joined, before we had met. If it is not a fit, "
            "either of us asks for another match and gives no reasons."
        ),
    ),
    "targeted": Section(
        "form",
        N_("What someone says about themselves"),
        N_(
            "What either of us says about who they are is theirs to tell. It goes no further, and "
            "nobody has to explain or to speak for others."
        ),
    ),
}


def mark(text: str) -> str:
    """A short mark of a text, by which a save knows what it began from."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


def marks(texts: Mapping[str, str]) -> dict[str, str]:
    """The mark of each text, by its code."""
    return {code: mark(text) for code, text in texts.items()}


def first_terms(kind: str, form: str = "traditional") -> tuple[Section, ...]:
    """The sections for a kind and a form of relationship, in the order to read them.

    ``kind`` is ``mentoring`` or ``coaching``, ``form`` one of the programme's forms.
    """
    purpose, roles, support = _PURPOSE, _ROLES, _SUPPORT
    if kind == "coaching":
        purpose, roles, support = _COACHING_PURPOSE, _COACHING_ROLES, _COACHING_SUPPORT
    elif form == "peer":
        purpose, roles, support = _PEER_PURPOSE, _PEER_ROLES, _PEER_SUPPORT
    particular = (_FORMS[form],) if form in _FORMS else ()
    return (
        Section("purpose", N_("What this is for"), purpose),
        Section("roles", N_("What each of us does"), roles),
        *particular,
        *_COMMON,
        support,
        _ENDING,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A section that two versions do not share. ``before`` or ``after`` is None where it is not."""

    code: str
    title: str
    before: str | None
    after: str | None


def differences(old: Sequence[Section], new: Sequence[Section]) -> tuple[Difference, ...]:
    """What changed from one version of the terms to the next.

    In the new version's order, sections that were dropped last. White space at the ends of a
    text is no change; a section that only moved has not changed.
    """
    before = {section.code: section for section in old}
    after = {section.code: section for section in new}
    found = [
        Difference(code, section.title, before[code].text if code in before else None, section.text)
        for code, section in after.items()
        if code not in before
        or (before[code].title, before[code].text.strip()) != (section.title, section.text.strip())
    ]
    found += [
        Difference(code, section.title, section.text, None)
        for code, section in before.items()
        if code not in after
    ]
    return tuple(found)
