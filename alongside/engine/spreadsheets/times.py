"""When someone is free, from words to windows of the week."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

Window: TypeAlias = tuple[int, int, int]
"""A window of the week: weekday (Monday is 0), first minute, and the minute it ends (≤ 1440)."""

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|weds?|wednes|thu(?:rs?)?|fri|satur|sat|sun)(?:days?)?s?"
_DAY_RANGE = re.compile(rf"\b({_DAY})\b\.?\s*(?:-|–|—|to|until|through)\s*\b({_DAY})\b")
_DAY_ONE = re.compile(rf"\b({_DAY})\b")
_PARTS: Final = {
    "morning": (9 * 60, 12 * 60), "am": (9 * 60, 12 * 60), "lunch": (12 * 60, 14 * 60),
    "midday": (12 * 60, 14 * 60), "afternoon": (13 * 60, 17 * 60), "pm": (13 * 60, 17 * 60),
    "evening": (18 * 60, 21 * 60), "eve": (18 * 60, 21 * 60), "night": (18 * 60, 21 * 60),
    "daytime": (9 * 60, 17 * 60), "working hours": (9 * 60, 17 * 60),
    "office hours": (9 * 60, 17 * 60),
}  # fmt: skip
_PART = re.compile(
    r"\b(early morning|morning|lunch\s*time|lunch|midday|afternoon|evening|eve|night|daytime"
    r"|working hours|office hours|am|pm)s?\b"
)
_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|noon)?"
_SPAN = re.compile(rf"\b(?:from\s+|between\s+)?{_TIME}\s*(?:-|–|—|to|until|till|and)\s*{_TIME}\b")
_AFTER = re.compile(rf"\b(?:after|from|past)\s+{_TIME}\b|\b{_TIME}\s+onwards")
_BEFORE = re.compile(rf"\b(?:before|until|till|by|up to)\s+{_TIME}\b")
_ANY = re.compile(
    r"\b(?:flexible|any\s?time|any|whenever|no preference|always|most (?:days|times)|varies"
    r"|open|all)\b"
)
_NEVER = re.compile(r"\b(?:not|no|never|except|apart from|but not|n't)\b|n't\b")
_WHOLE: Final = (9 * 60, 17 * 60)


@lru_cache(maxsize=8192)
def parse(text: str) -> tuple[Window, ...]:
    """The windows that ``text`` names, sorted and without overlap; empty when not understood.

    "Tuesday evenings" is Tuesday 18:00 to 21:00; "Mon–Wed after 5pm" three windows to 21:00;
    "flexible" the working week from 9 to 17; an hour without am or pm before 8 is taken as
    afternoon. "Not Fridays" alone is not understood rather than guessed.
    """
    lines = text[:400].casefold().replace("o'clock", "").splitlines()
    lowered = "\n".join(" ".join(line.split()) for line in lines)
    lowered = re.sub(r"\b12\s*noon\b|\bnoon\b", "12pm", lowered)
    lowered = re.sub(r"\bweek\s?days?\b", "mon-fri", lowered)
    lowered = re.sub(r"\bweek\s?ends?\b", "sat-sun", lowered)
    lowered = re.sub(r"\b(?:every|each) day\b|\bdaily\b", "mon-sun", lowered)
    windows: set[Window] = set()
    carried: list[int] = []
    for clause in re.split(r"[;\n|]|,(?!\s*(?:and\s+)?\d)|\bor\b|\. ", lowered):
        clause = clause.strip(" .,-")
        if not clause:
            continue
        denied = _NEVER.search(clause)
        excluded = set(_days(clause[denied.start() :])) if denied else set()
        clause = clause[: denied.start()] if denied else clause
        days = _days(clause) if clause else []
        spans = _spans(clause) if clause else []
        if excluded:
            windows = {window for window in windows if window[0] not in excluded}
        if not days and not spans:
            if clause and _ANY.search(clause):
                windows |= {(day, *_WHOLE) for day in range(5) if day not in excluded}
            continue
        if days and not spans:
            # "Monday, Tuesday mornings": a bare day waits for the time that follows it.
            carried += days
            continue
        # A time without a day means the working week.
        named = days if days or carried else list(range(5))
        for day in dict.fromkeys([*carried, *named]):
            if day not in excluded:
                windows |= {(day, start, end) for start, end in spans}
        carried = []
    windows |= {(day, *_WHOLE) for day in carried}
    return _joined(windows)


def _day_number(word: str) -> int:
    return _DAYS.index(word[:3])


def _days(clause: str) -> list[int]:
    found: list[int] = []
    rest = clause
    for match in _DAY_RANGE.finditer(clause):
        first, last = _day_number(match[1]), _day_number(match[2])
        found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
        rest = rest.replace(match[0], " ")
    found += [_day_number(match[1]) for match in _DAY_ONE.finditer(rest)]
    return list(dict.fromkeys(found))


def _minute(hour: str, minute: str | None, half: str | None, later: bool = False) -> int | None:
    value = int(hour)
    if value > 24 or int(minute or 0) > 59:
        return None
    if half == "pm" and value < 12:
        value += 12
    elif half == "am" and value == 12:
        value = 0
    elif half is None and (value < 8 or later and value <= 9):
        value += 12
    return min(value * 60 + int(minute or 0), 1440)


def _spans(clause: str) -> list[tuple[int, int]]:
    if found := _SPAN.search(clause):
        # "5-7pm" says pm of both; "9-5pm" of the second alone.
        half = found[3]
        if half is None and found[6] == "pm" and int(found[1]) < int(found[4]) <= 11:
            half = "pm"
        start = _minute(found[1], found[2], half)
        end = _minute(found[4], found[5], found[6])
        if start is not None and end is not None:
            if end <= start and found[6] is None and end + 720 <= 1440:
                end += 720
            return [(start, end)] if start < end else []
        return []
    if found := _AFTER.search(clause):
        hour, minute, half = (found[1], found[2], found[3]) if found[1] else (
            found[4], found[5], found[6])  # fmt: skip
        start = _minute(hour, minute, half)
        if start is None:
            return []
        return [(start, 1260 if start >= 1020 else 1020)] if start < 1260 else []
    if found := _BEFORE.search(clause):
        end = _minute(found[1], found[2], found[3])
        if end is None:
            return []
        return [(540 if end > 540 else 420, end)] if end > 420 else []
    spans = []
    for match in _PART.finditer(clause):
        word = match[1].replace("lunchtime", "lunch").replace("lunch time", "lunch")
        spans.append((480, 600) if word == "early morning" else _PARTS[word])
    return list(dict.fromkeys(spans))


def _joined(windows: set[Window]) -> tuple[Window, ...]:
    joined: list[Window] = []
    for day, start, end in sorted(windows):
        if joined and joined[-1][0] == day and start <= joined[-1][2]:
            joined[-1] = (day, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((day, start, end))
    return tuple(joined)
