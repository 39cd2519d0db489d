"""The shape of a registration number.

A number of the right shape "looks right"; only the regulator's register can say that it is
real and current, so nothing here ever says "verified".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

SHAPES: Final[dict[str, re.Pattern[str]]] = {
    "hcpc": re.compile(r"(AS|BS|CH|CS|DT|HAD|ODP|OR|OT|PA|PH|PO|PYL|RA|SL)[0-9]{1,6}"),
    "nmc": re.compile(r"[0-9]{2}[A-Z][0-9]{4}[A-Z]"),
    "gmc": re.compile(r"[0-9]{7}"),
    "gphc": re.compile(r"2[0-9]{6}"),
}
EXAMPLES: Final[dict[str, str]] = {
    "hcpc": "OT12345",
    "nmc": "12A3456B",
    "gmc": "1234567",
    "gphc": "2012345",
}
_LONGEST: Final = 40
_BETWEEN = re.compile(r"[\s.\-–—/_:#]+")
_LABEL = re.compile(r"^(?:(?:HCPC|HPC|NMC|GMC|GPHC|GOSC|REGISTRATION|REG|NUMBER|NO|PIN)(?![A-Z]))+")


@dataclass(frozen=True, slots=True)
class Number:
    """A registration number as typed, tidied.

    ``looks_right`` is None when the regulator publishes no shape to compare with; ``example``
    is a made-up number of the right shape, empty when there is none.
    """

    text: str
    regulator: str
    looks_right: bool | None
    example: str


def tidy(text: str) -> str:
    """``text`` in capitals without spaces, dashes, dots and labels such as "HCPC no."."""
    cleaned = text.strip().upper()
    words = [word for word in _BETWEEN.split(cleaned) if word]
    while words and _LABEL.fullmatch(words[0]):
        words.pop(0)
    return "".join(words)


def check(text: str, regulator: str = "") -> Number:
    """Compare ``text`` with the shape of ``regulator``'s numbers.

    ``regulator`` is a code of ``reference.REGULATORS``; when empty it is guessed from the
    shape, and a shape that nobody uses leaves it empty. Never raises; a text over 40
    characters is not of any shape.
    """
    tidied = tidy(text[: _LONGEST * 2])
    code = regulator or guess(tidied)
    shape = SHAPES.get(code)
    looks_right = None if shape is None else bool(shape.fullmatch(tidied))
    return Number(tidied[:_LONGEST], code, looks_right, EXAMPLES.get(code, ""))


def guess(text: str) -> str:
    """The regulator whose shape ``text`` has, or an empty string.

    Seven digits beginning with 2 fit the GPhC and the GMC alike, so they say nothing.
    """
    tidied = tidy(text)
    found = [code for code, shape in SHAPES.items() if shape.fullmatch(tidied)]
    return found[0] if len(found) == 1 else ""
