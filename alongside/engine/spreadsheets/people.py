"""Names and addresses as they stand in cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ANGLED = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}",
)
_BREAKS = re.compile(r"[;,/\s]+")
_TYPOS: Final = {
    "gmial.com": "gmail.com", "gmai.com": "gmail.com", "gmail.co": "gmail.com",
    "gmail.con": "gmail.com", "hotmial.com": "hotmail.com", "hotmail.con": "hotmail.com",
    "outlok.com": "outlook.com", "yahooo.com": "yahoo.com", "yaho.com": "yahoo.com",
    "nhs.nte": "nhs.net", "nhs.ent": "nhs.net", "nsh.net": "nhs.net", "nhs.co.uk": "nhs.uk",
}  # fmt: skip
# What one-byte readings of UTF-8 leave behind: "Ã©" for "é", "â€™" for an apostrophe.
_MOJIBAKE = re.compile("[ÃÂ][\u0080-¿‚-›Œ-žˆ˜€™]|â(?:€|[\u0080-\u009f])|Å[\u0080-¿“”‘’]|\ufffd")


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address as it will be kept (lower case), whether it can be one, and a
    likely correction ("" when there is none). ``several`` where a cell held more than one."""

    text: str
    valid: bool
    suggestion: str = ""
    several: bool = False


def email(cell: str) -> Address:
    """Read an address out of "mailto:a@b.uk", "Jo <a@b.uk>", "a@b.uk," and the like."""
    text = cell.replace("\u200b", "").replace("\ufeff", "").strip()
    angled = _ANGLED.findall(text)
    if angled:
        found = angled
    else:
        text = re.sub(r"^(?:mailto|e-?mail)\s*:\s*", "", text, flags=re.IGNORECASE)
        text = re.sub(r"\?subject=.*$", "", text, flags=re.IGNORECASE)
        found = [part for part in _BREAKS.split(text) if "@" in part]
        if len(found) == 1 and _BREAKS.search(text.strip(" ;,/")):
            # "jo smith@x.uk" is broken; "jo@x.uk (work)" is an address and a remark.
            rest = [p for p in _BREAKS.split(text) if p and "@" not in p]
            if rest and not all(p.startswith("(") or p.endswith(")") for p in rest):
                closed = re.sub(r"\s+", "", text).lower().strip(".,;:()<>\"'")
                fits = bool(_ADDRESS.fullmatch(closed))
                return Address(text.lower(), False, closed if fits else "")
    if not found:
        return Address(text.lower(), False, _at_restored(text))
    address = found[0].strip(".,;:()<>[]\"'“”‘’").replace("’", "'").lower()
    if not _ADDRESS.fullmatch(address) or len(address) > 254:
        tidied = re.sub(r"@+", "@", re.sub(r"\.{2,}", ".", address.replace(",", ".")))
        tidied = tidied.replace("@.", "@").replace(".@", "@").strip(".")
        fits = tidied != address and bool(_ADDRESS.fullmatch(tidied))
        return Address(address, False, tidied if fits else "", len(set(found)) > 1)
    local, _, domain = address.partition("@")
    suggestion = f"{local}@{_TYPOS[domain]}" if domain in _TYPOS else ""
    distinct = {a.lower().strip(".,;") for a in found}
    return Address(address, True, suggestion, len(distinct) > 1)


def _at_restored(text: str) -> str:
    tidied = re.sub(r"\s*[\[(]?\bat\b[\])]?\s*", "@", text.lower(), count=1)
    tidied = re.sub(r"\s*[\[(]dot[\])]\s*", ".", tidied).replace('"', "@", 1)
    return tidied if _ADDRESS.fullmatch(tidied) else ""


def mended(text: str) -> str:
    """``text`` with UTF-8 that was read as a one-byte encoding put right; "" if it was not."""
    if not _MOJIBAKE.search(text):
        return ""
    for name in ("cp1252", "latin-1"):
        try:
            better = text.encode(name).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if better != text:
            return better
    return ""


def looks_garbled(text: str) -> bool:
    """Whether accented letters came through a wrong encoding."""
    return bool(_MOJIBAKE.search(text))


_PARTICLES: Final = frozenset(
    {"van", "von", "de", "der", "den", "da", "di", "del", "la", "le", "ap", "ab", "bin", "binti"}
)


def proper_case(name: str) -> str:
    """ "SIÂN O'NEILL" as "Siân O'Neill"; a name that has both cases already stays as it is."""
    if not (name.isupper() or name.islower()) or len(name) < 3:
        return name

    def word(text: str, first: bool) -> str:
        lower = text.lower()
        if lower in _PARTICLES and not first:
            return lower
        raised = re.sub(r"(^|[-'’.])(\w)", lambda m: m.group(1) + m.group(2).upper(), lower)
        raised = re.sub(r"(['’])S\b", lambda m: m.group(1) + "s", raised)
        return re.sub(r"^Mc(\w)", lambda m: "Mc" + m.group(1).upper(), raised)

    words = name.split()
    return " ".join(word(text, place == 0) for place, text in enumerate(words))


_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sr)\.?\s+(?=\S)", re.IGNORECASE)
_LETTERS_AFTER = re.compile(r",?\s+(?:mcsp|phd|bsc|msc|mrcslt|ba|ma|mbe|obe|hcpc)\b.*$", re.I)


def name(cell: str) -> str:
    """A full name in the order it is spoken: "O'Neill, Siân" becomes "Siân O'Neill".

    Titles before it are left out; spaces are made single; capitals stay as they are.
    """
    text = " ".join(cell.replace("\u200b", "").split())
    text = _LETTERS_AFTER.sub("", text).strip(" ,")
    if text.count(",") == 1:
        last, first = (part.strip() for part in text.split(","))
        first = _TITLES.sub("", first)
        text = f"{first} {last}".strip()
    return _TITLES.sub("", text)
