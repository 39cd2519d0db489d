"""Small numbers as people write them: "two", "1-2", "max 3", "10+", "about six"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

MAX_CAPACITY: Final = 50
_WORDS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"none": 0, "no": 0, "single": 1, "couple": 2, "pair": 2, "thirty": 30}
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|–|—|to|or)\s*(\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MONTHS = re.compile(r"\b(?:months?|mths?)\b")
_YEARS = re.compile(r"\b(?:years?|yrs?|y)\b")
_NOTHING = re.compile(r"^(?:n/?a|-+|none at (?:present|the moment)|not at the moment)$")


@lru_cache(maxsize=4096)
def _digits(text: str) -> str:
    text = text.casefold().replace("½", ".5")
    return re.sub(r"[a-z]+", lambda m: str(_WORDS[m[0]]) if m[0] in _WORDS else m[0], text[:120])


@lru_cache(maxsize=4096)
def capacity(text: str) -> int | None:
    """How many mentees: of "1-2" or "2 or 3" the larger; None when not understood.

    Numbers above 50 are not understood: they are more likely a slip than a capacity.
    """
    if _NOTHING.match(text.strip().casefold()):
        return 0
    digits = _digits(text)
    if found := _RANGE.search(digits):
        value = float(found[2])
    elif numbers := _NUMBER.findall(digits):
        if len(numbers) > 1 and len(set(numbers)) > 1:
            return None
        value = float(numbers[0])
    else:
        return None
    if "-" in digits.lstrip()[:1] or not value.is_integer() or value > MAX_CAPACITY:
        return None
    return int(value)


@lru_cache(maxsize=4096)
def years(text: str) -> int | None:
    """Whole years: of "5-10" the smaller, "10+" is 10, "18 months" is 1; None if not understood."""
    digits = _digits(text)
    if re.match(r"\s*-\s*\d", digits):
        return None
    if re.search(r"\b(?:under|less than|<)\s*1\b", digits) or digits.strip() == "<1":
        return 0
    if found := _RANGE.search(digits):
        value = float(found[1])
    elif numbers := _NUMBER.findall(digits):
        with_months = bool(_MONTHS.search(digits))
        if len(numbers) > 1 and not (with_months and _YEARS.search(digits)):
            return None
        value = float(numbers[0])
    elif "newly" in digits or "nqp" in digits:
        return 0
    else:
        return None
    if _MONTHS.search(digits) and not _YEARS.search(digits):
        value /= 12
    return int(value) if 0 <= value <= 70 else None
