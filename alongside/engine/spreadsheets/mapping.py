"""Which column holds what: guessed from headings and content, with the reason said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, replace
from typing import Final

from alongside.engine import registration
from alongside.engine.i18n import N_
from alongside.engine.spreadsheets import dates, people, terms, times
from alongside.engine.spreadsheets.fields import BY_CODE, plain, scores

LEAST_SURE: Final = 0.5

REASONS: Final[dict[str, str]] = {
    "chosen": N_("You chose this."),
    "remembered": N_("You chose this last time."),
    "heading": N_("The heading says so."),
    "heading_like": N_("The heading is close to “%(label)s”."),
    "content": N_("The cells look like it, for example “%(example)s”."),
    "both": N_("The heading and the cells agree."),
    "taken": N_("Another column fits “%(label)s” better."),
    "empty": N_("There is nothing in this column."),
    "unknown": N_("Nothing here was recognised."),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column and the field it is taken for.

    ``index`` counts from 0; ``field`` is a code of ``fields.FIELDS``, "ignore" where the column
    is left out; ``confidence`` runs from 0 to 1; ``reason`` is a key of ``REASONS`` whose
    placeholders ``params`` fill ("label" is a field's untranslated label); ``examples`` are up
    to three of its cells.
    """

    index: int
    header: str
    field: str
    confidence: float
    reason: str
    params: dict[str, str]
    examples: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether a person need hardly look at it."""
        return self.confidence >= 0.8

    def why(self, translate: Callable[[str], str]) -> str:
        """The reason in words."""
        params = {k: translate(v) if k == "label" else v for k, v in self.params.items()}
        return translate(REASONS[self.reason]) % params


@dataclass(frozen=True, slots=True)
class Mapping:
    """All columns of a sheet, in their order."""

    columns: tuple[Column, ...]

    def indexes(self, field: str) -> list[int]:
        """The columns that hold ``field``."""
        return [column.index for column in self.columns if column.field == field]

    @property
    def fields(self) -> set[str]:
        """The fields that some column holds, "ignore" aside."""
        return {column.field for column in self.columns} - {"ignore"}

    @property
    def missing(self) -> list[str]:
        """What is needed and held by no column: "email", "full_name"."""
        found = self.fields
        named = "full_name" in found or {"first_name", "last_name"} <= found
        return ([] if "email" in found else ["email"]) + ([] if named else ["full_name"])

    def changed(self, choices: MappingType[int, str]) -> Mapping:
        """This mapping with the person's own choices (column index to field) in place.

        A field that one column alone may hold leaves the column it was guessed for. Raises
        ValueError for a field that does not exist.
        """
        for field in choices.values():
            if field not in BY_CODE:
                raise ValueError(field)
        single = {f for f in choices.values() if not BY_CODE[f].several}
        columns = []
        for column in self.columns:
            if column.index in choices:
                field = choices[column.index]
                column = replace(column, field=field, confidence=1.0, reason="chosen", params={})
            elif column.field in single:
                column = replace(column, field="ignore", confidence=1.0, reason="taken",
                                 params={"label": BY_CODE[column.field].label})  # fmt: skip
            columns.append(column)
        return Mapping(tuple(columns))

    def to_remember(self) -> dict[str, str]:
        """Plain heading to field: hand it to ``guess_mapping`` as ``remembered`` next time."""
        return {plain(c.header): c.field for c in self.columns if plain(c.header)}


def guess_mapping(
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    remembered: MappingType[str, str] | None = None,
) -> Mapping:
    """Guess what each column holds.

    ``samples`` are filled cells of each column as text (``Sheet.samples()``); ``remembered``
    is what ``Mapping.to_remember`` gave for an earlier file, and goes before every guess.
    """
    remembered = remembered or {}
    candidates: list[tuple[float, int, str, str, str]] = []
    decided: dict[int, Column] = {}
    taken: set[str] = set()
    for index, header in enumerate(headers):
        cells = samples[index] if index < len(samples) else []
        kept = remembered.get(plain(header), "")
        if kept in BY_CODE and (kept not in taken or BY_CODE[kept].several):
            decided[index] = Column(index, header, kept, 1.0, "remembered", {}, _few(cells))
            taken.add(kept)
            continue
        for field, (score, reason, example) in _fits(header, cells).items():
            candidates.append((score, index, field, reason, example))
    candidates.sort(key=lambda c: (-c[0], c[1]))
    wanted: dict[int, str] = {}
    for score, index, field, reason, example in candidates:
        if index in decided:
            continue
        wanted.setdefault(index, field)
        if field in taken and not BY_CODE[field].several:
            continue
        if score < LEAST_SURE:
            continue
        cells = samples[index] if index < len(samples) else []
        if field != wanted[index] and score < 0.75:
            # Its best field went to another column: do not force it into a poor second.
            continue
        params = {"label": BY_CODE[field].label, "example": example}
        decided[index] = Column(
            index, headers[index], field, round(score, 2), reason, params, _few(cells)
        )
        if field != "ignore":
            taken.add(field)
    columns = []
    for index, header in enumerate(headers):
        cells = samples[index] if index < len(samples) else []
        if index in decided:
            columns.append(decided[index])
        elif not cells:
            columns.append(Column(index, header, "ignore", 1.0, "empty", {}))
        elif wanted.get(index, "ignore") in taken:
            params = {"label": BY_CODE[wanted[index]].label}
            columns.append(Column(index, header, "ignore", 0.6, "taken", params, _few(cells)))
        else:
            columns.append(Column(index, header, "ignore", 0.2, "unknown", {}, _few(cells)))
    return Mapping(_whose_name(columns, taken))


def _whose_name(columns: list[Column], taken: set[str]) -> tuple[Column, ...]:
    """ "Name" beside "Surname" is a first name."""
    if "last_name" in taken and "full_name" in taken and "first_name" not in taken:
        for place, column in enumerate(columns):
            if column.field == "full_name" and not any(" " in e for e in column.examples):
                columns[place] = replace(column, field="first_name")
    return tuple(columns)


def _few(cells: Sequence[str]) -> tuple[str, ...]:
    few: list[str] = []
    for cell in cells:
        short = " ".join(cell.split())[:60]
        if short not in few:
            few.append(short)
        if len(few) == 3:
            break
    return tuple(few)


def _share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0


_HAS_LETTER = re.compile(r"[^\W\d_]")


def _sniff(cells: Sequence[str]) -> dict[str, float]:
    """How far the content alone speaks for each field, 0 to 1."""
    cells = cells[:40]
    found = {
        "email": _share(cells, lambda c: "@" in c and people.email(c).valid),
        "registration_number": _share(
            cells, lambda c: _HAS_LETTER.search(c) and registration.check(c).looks_right
        ),
        "profession": _share(cells, lambda c: terms.one("profession", c)),
        "role": _share(cells, lambda c: terms.one("role", c)),
        "modes": _share(cells, lambda c: terms.modes(c)),
        "regulator": _share(cells, lambda c: terms.one("regulator", c)),
        "region": _share(cells, lambda c: terms.one("region", c)),
        "band": _share(cells, lambda c: terms.band(c)),
        "languages": _share(cells, lambda c: terms.several("language", c)[0]),
        "topics": _share(cells, lambda c: len(terms.several("topic", c)[0]) >= 1),
        "applied_on": _share(cells, lambda c: len(c) > 5 and dates.parse(c)),
        "times": _share(cells, lambda c: _HAS_LETTER.search(c) and times.parse(c)),
    }
    # Words such as "both", "either" or "other" stand in many lists, and say little by themselves.
    if found["role"] > 0 and len({c.casefold() for c in cells}) > 6:
        found["role"] = 0.0
    return {field: share for field, share in found.items() if share >= 0.3}


# Of what only the content can settle a heading that was not understood.
_TELLING: Final = {
    "email": 0.85, "registration_number": 0.85, "profession": 0.75, "role": 0.8, "modes": 0.7,
    "regulator": 0.8, "region": 0.65, "band": 0.65, "languages": 0.7, "topics": 0.7,
    "times": 0.7, "applied_on": 0.55,
}  # fmt: skip
# Columns that must hold what their heading says: an "E-mail" column without addresses does not.
_MUST: Final = {"email": "email", "manager_email": "email"}

_MAY_HOLD_ADDRESSES: Final = frozenset({"ignore", "preferences"})


def _fits(header: str, cells: Sequence[str]) -> dict[str, tuple[float, str, str]]:
    by_heading = scores(header)
    by_content = _sniff(cells)
    example = _few(cells)[0] if cells else ""
    found: dict[str, tuple[float, str, str]] = {}
    for field, score in by_heading.items():
        content = by_content.get(_MUST.get(field, field), 0.0)
        if field.startswith("topics"):
            content = max(content, by_content.get("topics", 0.0))
        if field in _MUST and cells and content < 0.3:
            score *= 0.45
        elif content:
            found[field] = (1 - (1 - score) * (1 - 0.5 * content), "both", example)
            continue
        elif (
            "email" in by_content and field not in _MAY_HOLD_ADDRESSES and by_content["email"] > 0.6
        ):
            score *= 0.5
        found[field] = (score, "heading" if score >= 0.9 else "heading_like", example)
    for field, content in by_content.items():
        if field not in found:
            score = _TELLING[field] * content
            # A heading that was understood goes before what the cells resemble.
            if by_heading and max(by_heading.values()) >= 0.7:
                score *= 0.6
            found[field] = (score, "content", example)
    return found
