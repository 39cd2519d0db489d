"""What checking a list gives: its people, what is wrong with each, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from alongside.engine.spreadsheets.layout import LeftOut
from alongside.engine.spreadsheets.problems import ERROR, Problem


@dataclass(slots=True)
class RowResult:
    """One person of the sheet.

    ``number`` is the row as the spreadsheet program shows it. ``values`` holds only what was
    filled in and understood: texts (``full_name``, ``email``, ``employer`` …), codes
    (``role``, ``profession``, ``band``, ``region``, ``regulator``), whole numbers
    (``capacity``, ``years_experience``), a ``date`` (``applied_on``), and tuples:
    ``topics_sought`` and ``topics_offered`` of codes with ``…_other`` of free texts, ``modes``
    and ``languages`` of codes, ``preferences`` of names or addresses, ``times`` of
    (weekday, first minute, end minute). ``profession_text`` keeps words that are on no list.
    ``known`` says that this address is there already and the row would update it.
    """

    number: int
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    known: bool = False

    @property
    def can_import(self) -> bool:
        """Whether no error stands in the way."""
        return all(problem.severity != ERROR for problem in self.problems)


@dataclass(slots=True)
class Totals:
    """How many rows there are of each sort; ``new`` and ``known`` count those without errors."""

    rows: int = 0
    new: int = 0
    known: int = 0
    with_errors: int = 0
    with_warnings: int = 0
    errors: int = 0
    warnings: int = 0
    mentees: int = 0
    mentors: int = 0

    def count(self, result: RowResult) -> None:
        """Take one more row into account."""
        errors = sum(problem.severity == ERROR for problem in result.problems)
        warnings = len(result.problems) - errors
        self.rows += 1
        self.errors += errors
        self.warnings += warnings
        self.with_errors += bool(errors)
        self.with_warnings += bool(warnings)
        if not errors:
            self.known += result.known
            self.new += not result.known
            role = result.values.get("role")
            self.mentees += role in ("mentee", "both")
            self.mentors += role in ("mentor", "both")


@dataclass(slots=True)
class Report:
    """Every row with what it says and what is wrong, and the rows that are no person."""

    rows: list[RowResult]
    left_out: list[LeftOut]
    totals: Totals

    @property
    def faulty(self) -> list[RowResult]:
        """The rows with something to mend, in their order."""
        return [row for row in self.rows if row.problems]
