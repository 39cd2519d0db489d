"""Two people write in one text at once, and no one's words go missing.

A three-way merge by sentence: what only one of them changed is taken over; two
additions in the same place are both kept; two different changes to the same
sentence are a conflict, and a conflict carries everything both have written.
The program never picks whose sentence survives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A sentence ends at its mark, and the space before the next belongs to the next.
_SENTENCE_MARK = re.compile(r"[.!?\u2026]\Z")
_SENTENCE_END = re.compile(r"(?<=[.!?\u2026])(?=\s)")

# Comparing takes time with the product of the lengths. Beyond this, what lies
# between the first and the last difference counts as one change: the worst that
# can happen is a conflict where none was needed.
_MOST_COMPARISONS = 4_000_000


class Whose(StrEnum):
    """Where a part of a conflicting text comes from."""

    SHARED = "shared"
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text and whose it is."""

    whose: Whose
    text: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Both sides' changes in one text."""

    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both changed the same sentence.

    ``mine`` and ``theirs`` are the whole texts as each left them. ``both`` is
    one text that holds everything either has written, theirs first where they
    collide; ``parts`` is the same text in pieces, to show which is whose.
    """

    mine: str
    theirs: str
    both: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """``tokens`` stand in place of base[start:end]."""

    start: int
    end: int
    tokens: tuple[str, ...]
    whose: Whose


def merge(base: str, mine: str, theirs: str) -> Merged | Conflict:
    """Bring together two texts that both began as ``base``.

    Line ends come back as line feeds. A sentence that one side deleted and the
    other left alone is gone; one that the other changed is a conflict.
    """
    base, mine, theirs = (_one_line_end(text) for text in (base, mine, theirs))
    old = _tokens(base)
    changes = sorted(
        [
            *_changes(old, _tokens(mine), Whose.MINE),
            *_changes(old, _tokens(theirs), Whose.THEIRS),
        ],
        key=lambda change: (change.start, change.end),
    )
    pieces: list[tuple[Whose, Sequence[str]]] = []
    collided = False
    at = 0
    for cluster in _clusters(changes):
        start = cluster[0].start
        end = max(change.end for change in cluster)
        pieces.append((Whose.SHARED, old[at:start]))
        at = end
        left = _applied(old, start, end, cluster, Whose.THEIRS)
        right = _applied(old, start, end, cluster, Whose.MINE)
        sides = {change.whose for change in cluster}
        if left == right or sides == {Whose.THEIRS}:
            pieces.append((Whose.SHARED, left))
        elif sides == {Whose.MINE}:
            pieces.append((Whose.SHARED, right))
        elif start == end:
            pieces.append((Whose.SHARED, [*left, *right]))
        else:
            collided = True
            pieces += [(Whose.THEIRS, left), (Whose.MINE, right)]
    pieces.append((Whose.SHARED, old[at:]))

    parts = _parts(pieces)
    whole = "".join(part.text for part in parts)
    if collided:
        return Conflict(mine, theirs, whole, parts)
    return Merged(whole)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tokens(text: str) -> list[str]:
    """Sentences, each with the white space before it; "" has none.

    The first of a line carries a line feed, that of the first line too, so that
    a line is the same token wherever it stands.
    """
    if not text:
        return []
    return [piece for row in text.split("\n") for piece in _SENTENCE_END.split("\n" + row)]


def _changes(old: Sequence[str], new: Sequence[str], whose: Whose) -> list[_Change]:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(left) * len(right) > _MOST_COMPARISONS:
        return [_Change(head, head + len(left), tuple(right), whose)]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [
        _Change(head + i1, head + i2, tuple(right[j1:j2]), whose)
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal"
    ]


def _clusters(changes: Sequence[_Change]) -> list[list[_Change]]:
    """Changes that share a place, together. Those that only touch stay apart."""
    clusters: list[list[_Change]] = []
    start = end = -1
    for change in changes:
        same_point = change.start == change.end == start == end
        if clusters and (change.start < end or same_point):
            clusters[-1].append(change)
            end = max(end, change.end)
        else:
            clusters.append([change])
            start, end = change.start, change.end
    return clusters


def _applied(
    old: Sequence[str], start: int, end: int, cluster: Sequence[_Change], whose: Whose
) -> list[str]:
    """old[start:end] as one side left it."""
    found: list[str] = []
    at = start
    for change in cluster:
        if change.whose is whose:
            found += [*old[at : change.start], *change.tokens]
            at = change.end
    return [*found, *old[at:end]]


def _parts(pieces: Sequence[tuple[Whose, Sequence[str]]]) -> tuple[Part, ...]:
    """Neighbours of one kind joined, and the first line's own line feed taken off.

    In what one person wrote, a sentence that begins with a space follows one
    that has ended. Where deletions have brought together two that did not, the
    second begins a line of its own: run together they would say a third thing.
    """
    joined: list[Part] = []
    ended = False
    for whose, tokens in pieces:
        for token in tokens:
            text = token if token.startswith("\n") or ended else "\n" + token.lstrip()
            ended = _SENTENCE_MARK.search(text) is not None
            if joined and joined[-1].whose is whose:
                joined[-1] = Part(whose, joined[-1].text + text)
            else:
                joined.append(Part(whose, text))
    if joined:
        joined[0] = Part(joined[0].whose, joined[0].text[1:])
    return tuple(part for part in joined if part.text)
