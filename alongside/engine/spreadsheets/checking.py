"""From mapped rows to people, with everything that is wrong named by its row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import Any, Final, Protocol

from alongside.engine import reference, registration
from alongside.engine.spreadsheets import dates, numbers, people, terms, times
from alongside.engine.spreadsheets.fields import BY_CODE
from alongside.engine.spreadsheets.layout import LeftOut
from alongside.engine.spreadsheets.mapping import Mapping
from alongside.engine.spreadsheets.problems import ERROR, WARNING, Problem
from alongside.engine.spreadsheets.reading import Cell, Row, Sheet, as_text
from alongside.engine.spreadsheets.results import Report, RowResult, Totals

_FORMULA_ERROR = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!)|Err:\d{3}"
)
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200b\u202f\u2060\ufeff]")
# Fields that are one person's own: a cell merged over several rows cannot mean all of them.
_OWN: Final = frozenset({"email", "full_name", "first_name", "last_name", "registration_number"})
_NEEDED: Final = frozenset({"email", "full_name", "first_name", "last_name"})
_SHOWN: Final = 80


def check_rows(
    sheet: Sheet, mapping: Mapping, *, role_default: str = "", known_emails: Set[str] = frozenset()
) -> Report:
    """Check every row of ``sheet`` as ``mapping`` reads it.

    ``role_default`` ("mentee", "mentor", "both") stands where no column says it; without it a
    row that does not say is an error. ``known_emails`` are the addresses, in lower case, that
    are there already. Raises CannotRead where a text file turns out to be too long.
    """
    report = Report([], [], Totals())
    for result in check_stream(
        sheet, mapping, role_default=role_default, known_emails=known_emails
    ):
        if isinstance(result, LeftOut):
            report.left_out.append(result)
        else:
            report.rows.append(result)
            report.totals.count(result)
    return report


class Rows(Protocol):
    """Whatever rows can be read from: a Sheet, or one with corrections laid over it."""

    def rows(self, fill: Iterable[int] = ()) -> Iterator[Row | LeftOut]:
        """The rows under the headings, one at a time."""


def check_stream(
    sheet: Rows, mapping: Mapping, *, role_default: str = "", known_emails: Set[str] = frozenset()
) -> Iterator[RowResult | LeftOut]:
    """As ``check_rows``, one row at a time, so that a long list need not stand in memory."""
    columns = [(c.index, c.field) for c in mapping.columns if c.field != "ignore"]
    headers = {c.index: c.header for c in mapping.columns}
    named = _named_regulator([headers[i] for i in mapping.indexes("registration_number")])
    fill = [index for index, name in columns if name not in _OWN]
    seen: dict[str, int] = {}
    hints = _Hints()
    for row in sheet.rows(fill):
        if isinstance(row, LeftOut):
            yield row
            continue
        check = _RowCheck(row.number, role_default, hints)
        check.named_regulator = named
        check.take(row.cells, columns, headers)
        result = check.finish()
        address = result.values.get("email", "")
        if address:
            if address in seen:
                result.problems.append(Problem(ERROR, "email", "duplicate", {"row": seen[address]}))
            else:
                seen[address] = row.number
            result.known = address in known_emails
        yield result


def _named_regulator(headings: list[str]) -> str:
    """The one regulator that the heading of the numbers names ("HCPC no"), or ""."""
    words = {word for heading in headings for word in re.findall(r"[a-z]+", heading.casefold())}
    found = {code for code in registration.SHAPES if code in words}
    return found.pop() if len(found) == 1 else ""


class _Hints:
    """Looks for the word somebody meant, up to a number of times for one list.

    It takes a millisecond; a column mapped wrongly would ask fifty thousand times, and nobody
    needs that many hints to see what went wrong.
    """

    def __init__(self, left: int = 2_000) -> None:
        self._left = left

    def name(self, kind: str, text: str) -> str:
        """The name of the entry of ``kind`` spelt most like ``text``, or ""."""
        if self._left <= 0:
            return ""
        self._left -= 1
        near = terms.closest(kind, text)
        return reference.name_of(kind, near) if near else ""


class _RowCheck:
    """One row on its way from cells to values."""

    def __init__(self, number: int, role_default: str, hints: _Hints) -> None:
        self.hints = hints
        self.number = number
        self.role_default = role_default
        self.values: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.texts: dict[str, list[str]] = {}
        self.cells: dict[str, Cell] = {}
        self.broken: set[str] = set()
        self.named_regulator = ""

    def _say(
        self, severity: str, name: str, code: str, value: str = "", suggestion: str = "",
        **params: str | int,
    ) -> None:  # fmt: skip
        if value:
            params["value"] = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
        self.problems.append(Problem(severity, name, code, params, suggestion))

    def take(
        self, cells: list[Cell], columns: list[tuple[int, str]], headers: dict[int, str]
    ) -> None:
        """Collect the texts of each field, leaving out what no field can hold."""
        for index, name in columns:
            if index >= len(cells):
                continue
            cell = cells[index]
            text = as_text(cell)
            if not text:
                continue
            if not text.isascii():
                text = _ODD_SPACE.sub(" ", text).strip()
            if text[0] == "'" and text[1:2] in ("=", "+", "-", "@"):
                # The mark that keeps a text from being taken for a formula is not part of it.
                text = text[1:]
            if text[0] in "#E" and _FORMULA_ERROR.fullmatch(text):
                self.broken.add(name)
                severity = ERROR if name in _NEEDED else WARNING
                self._say(severity, name, "formula_error", text)
                continue
            longest = BY_CODE[name].longest
            if len(text) > longest:
                self.broken.add(name)
                self._say(ERROR, name, "too_long", length=len(text), limit=longest)
                continue
            if not text.isascii() and people.looks_garbled(text):
                better = people.mended(text)
                self._say(WARNING, name, "garbled", text, better)
            if name.startswith("topics") and text.casefold() in _TICKS:
                # One column for each topic, with a tick in it: the heading is the topic.
                text = _ticked(headers[index])
                if not text:
                    continue
            if terms.is_empty(text) and name != "email":
                continue
            self.texts.setdefault(name, []).append(text)
            self.cells[name] = cell

    def finish(self) -> RowResult:
        """Read each field and give the row."""
        self._email()
        self._name()
        self._role()
        self._profession()
        self._registration()
        self._small_things()
        self._topics()
        self._people()
        return RowResult(self.number, self.values, self.problems)

    def _text(self, name: str) -> str:
        return self.texts[name][0] if name in self.texts else ""

    def _email(self) -> None:
        text = self._text("email")
        if not text or terms.is_empty(text):
            if "email" not in self.broken:
                self._say(ERROR, "email", "email_missing")
            return
        address = people.email(text)
        if not address.valid:
            self._say(ERROR, "email", "email_invalid", text, address.suggestion)
            return
        self.values["email"] = address.text
        if address.several:
            self._say(WARNING, "email", "email_several", address.text)
        if address.suggestion:
            self._say(WARNING, "email", "email_typo", address.text, address.suggestion)

    def _name(self) -> None:
        first, last = self._text("first_name"), self._text("last_name")
        full = people.name(self._text("full_name"))
        if full and not first and last and last.casefold() not in full.casefold():
            full = f"{full} {last}"
        full = full or f"{people.name(first)} {last}".strip()
        if not full:
            if not self.broken & {"full_name", "first_name", "last_name"}:
                self._say(ERROR, "full_name", "name_missing")
            return
        self.values["full_name"] = full
        if (full.isupper() or full.islower()) and len(full) > 3 and " " in full:
            proper = people.proper_case(full)
            if proper != full:
                self._say(WARNING, "full_name", "name_capitals", full, proper)

    def _role(self) -> None:
        text = self._text("role")
        role = terms.one("role", text) if text else self.role_default
        if role:
            self.values["role"] = role
        elif text:
            shown = self.hints.name("role", text)
            self._say(ERROR, "role", "role_unknown", text, shown)
        else:
            self._say(ERROR, "role", "role_missing")

    def _profession(self) -> None:
        text = self._text("profession")
        if not text:
            return
        code = terms.one("profession", text)
        if not code or code == "other":
            self.values["profession_text"] = text
        if not code:
            shown = self.hints.name("profession", text)
            self._say(WARNING, "profession", "profession_unknown", text, shown)
        self.values["profession"] = code or "other"

    def _registration(self) -> None:
        text = self._text("regulator")
        regulator = terms.one("regulator", text) if text else ""
        if text and not regulator:
            self._say(WARNING, "regulator", "regulator_unknown", text)
            regulator = "other"
        number = self._text("registration_number")
        if number:
            if not regulator:
                regulator = self._regulator_of(number)
            found = registration.check(number, regulator)
            self.values["registration_number"] = found.text
            regulator = found.regulator
            if found.looks_right is False:
                name = reference.name_of("regulator", regulator)
                self._say(WARNING, "registration_number", "registration_shape", number,
                          regulator=name, example=found.example)  # fmt: skip
        if regulator:
            self.values["regulator"] = regulator

    def _regulator_of(self, number: str) -> str:
        """Whose number it is: by its heading or its letters, else by the profession."""
        guessed = registration.guess(number)
        lettered = guessed if guessed in ("hcpc", "nmc") else ""
        code = self.values.get("profession", "other")
        return lettered or self.named_regulator or reference.profession(code).regulator or guessed

    def _small_things(self) -> None:
        for name in ("specialty", "employer", "team", "place", "purpose"):
            if text := self._text(name):
                self.values[name] = text
        if text := self._text("band"):
            self._put("band", terms.band(text), "band_unknown", text)
        if text := self._text("region"):
            self._put("region", terms.one("region", text), "region_unknown", text)
        if text := self._text("years_experience"):
            self._put("years_experience", numbers.years(text), "years_unknown", text)
        if text := self._text("capacity"):
            capacity = numbers.capacity(text)
            self._put("capacity", capacity, "capacity_unknown", text)
            if capacity is None and self.values.get("role") != "mentee":
                self.values["capacity"] = 1
        if text := self._text("applied_on"):
            self._put("applied_on", dates.from_cell(self.cells["applied_on"]),
                      "date_unknown", text)  # fmt: skip
        if text := self._text("modes"):
            self._put("modes", terms.modes(text), "modes_unknown", text)
        if self.texts.get("times"):
            text = "; ".join(self.texts["times"])
            self._put("times", times.parse(text), "times_unknown", text)
        if text := self._text("languages"):
            codes, unknown = terms.several("language", text)
            if codes:
                self.values["languages"] = codes
            for word in unknown:
                shown = self.hints.name("language", word)
                self._say(WARNING, "languages", "language_unknown", word, shown)

    def _put(self, name: str, value: Any, code: str, text: str) -> None:
        if value is None or value == "" or value == ():
            self._say(WARNING, name, code, text)
        else:
            self.values[name] = value

    def _topics(self) -> None:
        role = self.values.get("role", "mentee")
        for name in ("topics_sought", "topics_offered", "topics"):
            if name not in self.texts:
                continue
            codes, unknown = terms.several("topic", "\n".join(self.texts[name]))
            if name != "topics":
                targets = [name]
            elif role == "both":
                targets = ["topics_sought", "topics_offered"]
            else:
                targets = ["topics_offered" if role == "mentor" else "topics_sought"]
            for target in targets:
                self._add(target, codes)
                self._add(f"{target}_other", unknown)
            for word in unknown:
                shown = self.hints.name("topic", word)
                self._say(WARNING, name, "topic_unknown", word, shown)

    def _add(self, name: str, found: tuple[str, ...]) -> None:
        if found:
            self.values[name] = tuple(dict.fromkeys((*self.values.get(name, ()), *found)))

    def _people(self) -> None:
        manager = ""
        if text := self._text("manager_email"):
            address = people.email(text)
            if not address.valid:
                self._say(
                    WARNING, "manager_email", "manager_email_invalid", text, address.suggestion
                )
            elif address.text == self.values.get("email"):
                self._say(WARNING, "manager_email", "manager_is_self")
            else:
                manager = self.values["manager_email"] = address.text
        wished: list[str] = []
        for text in self.texts.get("preferences", ()):
            for part in terms.split(text):
                named = people.email(part)
                wished.append(named.text if named.valid else people.name(part))
        if wished:
            self.values["preferences"] = tuple(dict.fromkeys(wished))
        if manager and manager in wished:
            self._say(WARNING, "preferences", "prefers_manager")


_TICKS: Final = frozenset({"x", "✓", "✔", "yes", "y", "true", "1", "tick"})


def _ticked(header: str) -> str:
    """The topic that a heading such as "Topics: Leadership" names; "" where it names none."""
    for part in (header, *re.split(r"\s*[:\[\]–-]\s+|\[|\]", header)):
        code = terms.one("topic", part)
        if code:
            return reference.topic(code).name
    return ""
