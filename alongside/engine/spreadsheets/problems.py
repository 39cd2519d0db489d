"""What can be wrong with a row, and the words that name it and say how to mend it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from alongside.engine.i18n import N_
from alongside.engine.spreadsheets.fields import BY_CODE

ERROR: Final = "error"
WARNING: Final = "warning"

WORDS: Final[dict[str, str]] = {
    "email_missing": N_("There is no e-mail address. Add one: it is how this person signs in."),
    "email_invalid": N_("“%(value)s” is not a complete e-mail address. Check it letter by letter."),
    "email_several": N_(
        "There is more than one address here. “%(value)s” is used; leave only the right one."
    ),
    "email_typo": N_("“%(value)s” may be misspelt. Check the part after the @."),
    "duplicate": N_(
        "The same e-mail address stands in row %(row)s. Take one of the two rows out, or give "
        "each person their own address."
    ),
    "name_missing": N_("There is no name. Add at least the name this person goes by."),
    "name_capitals": N_("The name is in capitals. It is kept as it is unless you change it."),
    "garbled": N_(
        "Some letters of “%(value)s” were damaged when the file was saved. Save it again as "
        "“CSV UTF-8” or as an Excel workbook, or correct them here."
    ),
    "formula_error": N_(
        "The cell shows %(value)s: a formula in it no longer works. Type the value in its place."
    ),
    "too_long": N_("There are %(length)s characters here, and at most %(limit)s fit. Shorten it."),
    "role_unknown": N_("“%(value)s” does not say mentee, mentor or both. Write one of the three."),
    "role_missing": N_("It does not say mentee or mentor. Write mentee, mentor or both."),
    "profession_unknown": N_(
        "“%(value)s” is not among the professions. It is kept as “Another profession” unless "
        "you choose one."
    ),
    "regulator_unknown": N_(
        "“%(value)s” is not a regulator on the list. It is kept as “Another regulator”."
    ),
    "registration_shape": N_(
        "“%(value)s” doesn't look right for a registration with %(regulator)s; a number there "
        "looks like %(example)s. Check it with the person. It is kept as it is."
    ),
    "band_unknown": N_(
        "“%(value)s” was not understood as a band or grade and is left out. Write, for example, "
        "Band 6, 8a or Lecturer."
    ),
    "years_unknown": N_(
        "“%(value)s” was not understood as a number of years and is left out. Write a whole number."
    ),
    "region_unknown": N_(
        "“%(value)s” is not a region on the list and is left out. Write, for example, North West "
        "or Scotland."
    ),
    "topic_unknown": N_(
        "“%(value)s” is not a topic on the list. It is kept in the person's own words, and "
        "matching compares listed topics only."
    ),
    "language_unknown": N_("“%(value)s” is not a language on the list and is left out."),
    "modes_unknown": N_(
        "“%(value)s” was not understood as online or in person. Either is assumed."
    ),
    "times_unknown": N_(
        "“%(value)s” was not understood as times of the week and is left out. Write, for example, "
        "Tue 17-19; Thu mornings."
    ),
    "capacity_unknown": N_(
        "“%(value)s” was not understood as a number of places, so one is assumed. Write a whole "
        "number."
    ),
    "date_unknown": N_(
        "“%(value)s” was not understood as a date and is left out. Write, for example, "
        "3 November 2026."
    ),
    "manager_email_invalid": N_(
        "“%(value)s” is not a complete e-mail address, so the line manager is left out. Without "
        "it a match with the line manager cannot be ruled out."
    ),
    "manager_is_self": N_(
        "The line manager's address is the person's own, so it is left out. Write the "
        "manager's address."
    ),
    "prefers_manager": N_(
        "The mentor asked for is this person's line manager. Nobody is matched with their own "
        "manager, so this wish cannot be met."
    ),
}

SUGGESTION: Final = N_("Did you mean “%(suggestion)s”?")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one cell.

    ``severity`` "error" keeps the row from being imported, "warning" does not. ``field`` is a
    code of ``fields.FIELDS``, ``code`` a key of ``WORDS`` whose placeholders ``params`` fill.
    ``suggestion`` is a value to put in its place with one press, "" where there is none.
    """

    severity: str
    field: str
    code: str
    params: dict[str, str | int] = dataclasses.field(default_factory=dict)
    suggestion: str = ""


def problem_words(problem: Problem, translate: Callable[[str], str]) -> str:
    """What is wrong and how to mend it, in one or two sentences, through ``translate``."""
    words = translate(WORDS[problem.code]) % problem.params
    if problem.suggestion:
        words += " " + translate(SUGGESTION) % {"suggestion": problem.suggestion}
    return words


def field_label(code: str, translate: Callable[[str], str]) -> str:
    """The name of a field as people see it."""
    return translate(BY_CODE[code].label)
