"""How people lay out a list: titles above it, groups over its headings, totals under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from alongside.engine.i18n import N_
from alongside.engine.spreadsheets.fields import guess_field, plain

_TOTAL = re.compile(
    r"^(?:(?:grand|sub|overall)[\s-]*)?totals?\b|^n\s*=\s*\d+|^(?:count|sum|average|mean)\b[:\s]*\d*$"
    r"|^\d+\s+(?:applicants|people|records|rows|responses|entries)$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^(?:notes?|nb|n\.b\.|source|key|please note|exported|generated|last updated|updated|printed"
    r"|confidential|page|end of)\b|^[*†‡]|^--+$",
    re.IGNORECASE,
)
# Stands in the example row of the template, so that the row is known when it comes back.
EXAMPLE_EMAIL: Final = "name.surname@example.org"
LEFT_OUT_WORDS: Final[dict[str, str]] = {
    "total": N_("This row adds up the others."),
    "note": N_("This row is a note."),
    "heading": N_("This row repeats the headings."),
    "example": N_("This row is the example of the template."),
    "chosen": N_("You left this row out."),
}
_ADDRESS = re.compile(r"\S@\S")
_NUMBERISH = re.compile(r"^[\s\d.,/:£%+()-]+$")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no person: its number, why, and its text.

    ``reason`` is a key of ``LEFT_OUT_WORDS``.
    """

    number: int
    reason: str
    text: str


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """The index in ``rows`` of the row of headings; None where no row could be one.

    ``rows`` are the first rows of a sheet as text. The row that holds most known headings
    wins; without any, the first row with several short different texts.
    """
    best: int | None = None
    best_score = 0.0
    for index, row in enumerate(rows[:40]):
        filled = [cell for cell in row[:120] if cell.strip()]
        if not filled:
            continue
        if any(_ADDRESS.search(cell) and len(cell) < 120 for cell in filled):
            # People have begun: headings do not stand below them.
            break
        known = sum(guess_field(cell)[1] for cell in filled)
        values = sum(1 for cell in filled if _NUMBERISH.match(cell))
        distinct = len({cell.casefold() for cell in filled})
        score = known * 2 + 0.3 * min(distinct, 10) - values - 0.02 * index
        if len(filled) == 1 and len(rows) > 1:
            score -= 1.5
        if score > best_score:
            best, best_score = index, score
    if best is None:
        return None
    return best


def headings(
    rows: Sequence[Sequence[str]], index: int, merges: Sequence[tuple[tuple[int, int], ...]]
) -> tuple[list[str], str]:
    """The headings of the row ``index``, one a column, and the title that stands above them.

    A heading merged down from the row above counts, and so does one that stands only there;
    a group over several headings ("Manager" over "Name" and "E-mail") is put before each of
    them where the heading alone says too little.
    """
    row = list(rows[index])
    above = list(rows[index - 1]) if index else []
    is_group = sum(1 for cell in above if cell.strip()) >= 2 or any(
        top == index - 1 and right > left and right - left + 1 < len(row) and bottom == top
        for (top, left), (bottom, right) in merges
        if left > 0
    )
    merged_down = {left: top for (top, left), (bottom, _) in merges if top < index <= bottom}
    groups = _spread(above, index - 1, merges) if is_group else []
    width = max(len(row), len(groups), *(column + 1 for column in merged_down), 0)
    row += [""] * (width - len(row))
    once = Counter(plain(cell) for cell in row)
    found: list[str] = []
    for column, cell in enumerate(row):
        text = " ".join(cell.split())
        group = " ".join(groups[column].split()) if column < len(groups) else ""
        if not text and column in merged_down:
            source = rows[merged_down[column]]
            text = " ".join(source[column].split()) if column < len(source) else ""
        elif not text and group and (not merges or column < len(above) and above[column].strip()):
            text = group
        elif (
            text
            and group
            and group != text
            and (guess_field(group)[0] == "manager_email" or once[plain(text)] > 1)
        ):
            # "E-mail" under "Line manager", or one of two columns of that name.
            text = f"{group}: {text}"
        found.append(text)
    while found and not found[-1]:
        found.pop()
    last = index - 1 if is_group else index
    title = next((c.strip() for r in rows[:last] for c in r if c.strip()), "")
    return found, title[:200]


def _spread(
    above: Sequence[str], index: int, merges: Sequence[tuple[tuple[int, int], ...]]
) -> list[str]:
    """The row of groups with each group written over all the columns it covers."""
    spread = list(above)
    spans = {left: right for (top, left), (_, right) in merges if top == index}
    if spans:
        for left, right in spans.items():
            if left < len(above):
                spread += [""] * (right + 1 - len(spread))
                spread[left : right + 1] = [above[left]] * (right + 1 - left)
        return spread
    held = ""
    for column, cell in enumerate(above):
        held = cell if cell.strip() else held
        spread[column] = held
    return spread


def reason_to_skip(
    cells: Sequence[str | int | float | bool | date | datetime | time | timedelta],
    headers: Sequence[str],
) -> str:
    """Why a row is no person: "total", "note", "heading", "example", or "" where it is one.

    A row with an address or with several things filled in is always a person: a missing
    e-mail address is a fault to be told, not a reason to pass over someone.
    """
    filled = [cell for cell in cells if cell != ""]
    if EXAMPLE_EMAIL in filled:
        return "example"
    first = filled[0]
    if isinstance(first, str):
        lead = first.strip()
        if len(lead) < 60 and (_TOTAL.match(lead) or _NOTE.match(lead)):
            addressed = any(isinstance(c, str) and "@" in c and " " not in c for c in filled)
            if not addressed and (len(filled) <= 3 or _TOTAL.match(lead)):
                return "total" if _TOTAL.match(lead) else "note"
    if len(filled) >= 3:
        if isinstance(first, str) and first.strip() in headers:
            texts = {cell.strip() for cell in filled if isinstance(cell, str)}
            if len(texts & set(headers)) >= 0.8 * len(filled):
                return "heading"
        return ""
    if any(isinstance(cell, str) and "@" in cell and len(cell) < 120 for cell in filled):
        return ""
    if len(headers) <= 2:
        return ""
    if len(filled) == 1:
        return "note"
    if all(not isinstance(cell, str) or _NUMBERISH.match(cell) for cell in filled):
        return "total"
    return ""
