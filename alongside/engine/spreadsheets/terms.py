"""Words for what is on a list: one of them in a cell, or several in one cell."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Final

from alongside.engine import reference
from alongside.engine.spreadsheets.fields import plain

_HARD_SPLIT = re.compile(r"\s*[;\n\r\t|•·▪●◦‣]\s*")
_LEAD = re.compile(r"^(?:[-–—*]|\(?\d{1,2}[.)]|[a-z][.)])\s+", re.IGNORECASE)
_EMPTY: Final = frozenset(
    {"", "n/a", "na", "none", "-", "--", "–", "—", "?", ".", "nil", "not applicable", "tbc", "x"}
)
# Lists whose words are looked for within a longer text; elsewhere the whole cell must match.
_WITHIN: Final = frozenset({"profession", "regulator", "region", "band"})


@cache
def _index(kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in reference.LISTS[kind]:
        for word in (entry.name, entry.code.replace("_", " "), *entry.also):
            found.setdefault(_key(word), entry.code)
    return found


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    return plain(text.replace("&", " and "))


def is_empty(text: str) -> bool:
    """Whether a cell only says that there is nothing to say ("n/a", "-", "none")."""
    return text.strip().casefold() in _EMPTY


@lru_cache(maxsize=8192)
def one(kind: str, text: str) -> str:
    """The code on the list ``kind`` that ``text`` names, or "".

    Plurals and a longer text that holds the words of exactly one entry count too ("Specialist
    physiotherapist (MSK)"); the longest match wins.
    """
    index = _index(kind)
    key = _key(text)
    if not key:
        return ""
    if key in index:
        return index[key]
    singular = " ".join(w[:-1] if len(w) > 3 and w.endswith("s") else w for w in key.split())
    if singular in index:
        return index[singular]
    if len(key) > 120 or kind not in _WITHIN:
        return ""
    words = singular.split()
    for size in range(min(len(words), 5), 0, -1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if part in index and (len(part) > 2 or part.upper() in text) and part != "other":
                return index[part]
    return ""


@lru_cache(maxsize=2048)
def closest(kind: str, text: str) -> str:
    """The code whose words are spelt most like ``text``, or "" where none is near."""
    index = _index(kind)
    near = get_close_matches(_key(text)[:80], list(index), n=1, cutoff=0.82)
    return index[near[0]] if near else ""


@lru_cache(maxsize=16384)
def several(kind: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes that a cell of several names, and what is on no list, as it was written.

    Cells are cut at ``;``, line breaks, bullets and bars first; a part that is known whole
    stays whole even where it holds a comma, a slash or an "and".
    """
    codes: list[str] = []
    unknown: list[str] = []
    for part in split(text):
        for piece in _pieces(kind, part):
            code = one(kind, piece)
            if code:
                if code not in codes:
                    codes.append(code)
            elif not is_empty(piece) and piece not in unknown:
                unknown.append(piece)
    return tuple(codes), tuple(unknown)


def split(text: str) -> list[str]:
    """The parts of a cell at its hard separators, without bullets and numbering."""
    parts = (_LEAD.sub("", part.strip()).strip() for part in _HARD_SPLIT.split(text))
    return [part for part in parts if part]


def _pieces(kind: str, part: str) -> list[str]:
    if one(kind, part):
        return [part]
    # Join neighbours again as long as together they are known ("equality, diversity and
    # inclusion"), and cut where the pieces are known.
    pieces = [piece.strip(" .") for piece in re.split(r"\s*[,/]\s*", part)]
    pieces = [piece for piece in pieces if piece]
    found: list[str] = []
    start = 0
    while start < len(pieces):
        for end in range(len(pieces), start, -1):
            joined = ", ".join(pieces[start:end])
            if end == start + 1 or one(kind, joined):
                found.extend([joined] if one(kind, joined) else _at_and(kind, joined))
                start = end
                break
    if len(pieces) > 1 and not any(one(kind, piece) for piece in found):
        # Nothing in it is known: a sentence with a comma, left as it was written.
        return [part]
    return found


def _at_and(kind: str, piece: str) -> list[str]:
    """Cut "leadership and research" where both sides are known, and leave all else whole."""
    for match in re.finditer(r"\s+(?:and|&|\+)\s+", piece, re.IGNORECASE):
        sides = [piece[: match.start()], piece[match.end() :]]
        if all(one(kind, side) for side in sides):
            return sides
    bare = re.sub(r"^(?:and|&|\+|also)\s+|\s+(?:etc\.?)$", "", piece, flags=re.IGNORECASE)
    return [bare] if bare else []


@lru_cache(maxsize=2048)
def modes(text: str) -> tuple[str, ...]:
    """ "online", "in_person" or both, from words such as "Teams or f2f", "either"; else empty."""
    code = one("mode", text) if len(text) < 40 else ""
    if code in ("either",):
        return ("online", "in_person")
    found = []
    key = f" {_key(text)} "
    for entry in reference.MODES[:2]:
        words = (entry.name, *entry.also)
        if any(f" {_key(word)} " in key for word in words):
            found.append(entry.code)
    if not found and any(f" {_key(w)} " in key for w in reference.MODES[2].also):
        return ("online", "in_person")
    return tuple(found)


_BAND = re.compile(r"\b(?:afc|band|bd|b|grade|nhs)?\s*([2-9])\s*([a-d])?\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def band(text: str) -> str:
    """The code of a band or rank: "6", "Band 8A", "B7", "senior lecturer"; "" when unclear."""
    plainly = text.strip()
    named = one("band", plainly) if not re.fullmatch(r"\W*\d\W*\w?", plainly) else ""
    found = _BAND.search(plainly)
    if found and (len(plainly) <= 12 or "band" in plainly.casefold()):
        number, letter = found.group(1), (found.group(2) or "").lower()
        if number in "234":
            return "support"
        if number == "9":
            return "band_8b"
        if number == "8":
            return "band_8b" if letter in ("b", "c", "d") else "band_8a"
        return f"band_{number}"
    return named
