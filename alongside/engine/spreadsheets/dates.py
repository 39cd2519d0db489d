"""Dates as people write them, day first."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

EARLIEST: Final = date(1950, 1, 1)
LATEST: Final = date(2100, 12, 31)
_EPOCH: Final = date(1899, 12, 30)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_WEEKDAY = re.compile(r"^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)[a-z]*,?\s+", re.I)
_CLOCK = re.compile(r"[\sT]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$", re.I)  # fmt: skip  # noqa: E501
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})")
_WORDS_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s/.-]*(?:of\s+)?([a-z]{3,9})\.?[\s,/.-]*(\d{4}|\d{2})", re.I
)
_WORDS_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I)
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"([1-9]\d{4})(?:\.\d+)?")


@lru_cache(maxsize=4096)
def parse(text: str) -> date | None:
    """The date in ``text``; None where there is none, or it is before 1950 or after 2100.

    Reads 2026-11-03, 03/11/2026 (day first, unless only the other order can be), 3.11.26,
    "3rd of Nov 2026", "Tuesday, November 3, 2026", 20261103, and the day numbers of
    spreadsheets (46329); a time of day behind it is passed over.
    """
    text = " ".join(text.split()).strip(" .,")
    text = _CLOCK.sub("", _WEEKDAY.sub("", text)).strip(" ,")
    if found := _ISO.fullmatch(text):
        return _build(int(found[1]), int(found[2]), int(found[3]))
    if found := _COMPACT.fullmatch(text):
        return _build(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), _year(found[3])
        return _build(year, month, day) or _build(year, day, month)
    if found := _WORDS_DAY_FIRST.fullmatch(text):
        month = _MONTHS.get(found[2].lower(), 0)
        return _build(_year(found[3]), month, int(found[1]))
    if found := _WORDS_MONTH_FIRST.fullmatch(text):
        return _build(int(found[3]), _MONTHS.get(found[1].lower(), 0), int(found[2]))
    if found := _SERIAL.fullmatch(text):
        return _within(_EPOCH + timedelta(days=int(found[1])))
    return None


def from_cell(cell: object) -> date | None:
    """The date of a cell that holds one, a day number, or text."""
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return parse(str(int(cell))) if 0 < cell < 1e9 else None
    return parse(cell) if isinstance(cell, str) and len(cell) < 60 else None


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _build(year: int, month: int, day: int) -> date | None:
    try:
        return _within(date(year, month, day))
    except ValueError:
        return None


def _within(day: date) -> date | None:
    return day if EARLIEST <= day <= LATEST else None
