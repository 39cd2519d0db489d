"""What every picture is made of: its dataclasses, and strokes written as attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

#: Drawn for a wide place, for half a page, and for a phone or a side column.
WIDE, HALF, NARROW = 700, 500, 340


@dataclass(frozen=True)
class KeyLine:
    """A line of the key: a swatch, what it means, how many."""

    label: str
    count: str
    swatch: SafeString = SafeString("")


@dataclass(frozen=True)
class Picture:
    """A chart ready for a page. `rows` are lists of cells, the first of each heads its row."""

    title: str
    summary: str
    drawing: SafeString
    table_caption: str = ""
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    key: list[KeyLine] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Point:
    """One reading: where it stands (0 to 1 along the picture), its value 0 to 10 or None, its words."""

    at: float
    value: float | None
    label: str
    milestone: bool = False


@dataclass(frozen=True)
class Line:
    """A line with its usual band (low, high), drawn from `band_from` (0 to 1) on."""

    name: str
    status: str
    points: Sequence[Point]
    band: tuple[float, float] | None = None
    band_from: float = 0
    smooth: Sequence[Point] = ()
    warm: bool = False


@dataclass(frozen=True)
class Tick:
    """A word under the picture, or a pin (a number in a ring) where something was tried."""

    at: float
    label: str


@dataclass(frozen=True)
class WinMark:
    """A win: its day of the month, who or what helped (who, own, time, other), whether it was big."""

    day: int
    by: str
    big: bool = False


@dataclass(frozen=True)
class Stage:
    """A stage of a programme's funnel. `apart` counts people shown pale above the stage."""

    label: str
    count: int
    note: str = ""
    apart: int = 0


@dataclass(frozen=True)
class Wait:
    """Somebody who waits: whole weeks, and the name if it is to be shown."""

    weeks: int
    name: str = ""


@dataclass(frozen=True)
class Bar:
    """One week: its words, its count; `now` marks a week that is not over."""

    label: str
    count: int
    now: bool = False
    tick: str = ""


@dataclass(frozen=True)
class Change:
    """A rating at the start and later, 0 to 10, or the reason why it is held back."""

    label: str
    start: float | None = None
    end: float | None = None
    answers: str = ""
    held_back: str = ""


@dataclass(frozen=True)
class Share:
    """One part of a made-up score: points of a possible number, and its colour k1 to k4."""

    label: str
    points: float
    of: float
    shade: str = "k1"
    words: str = ""


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def svg(width: float, height: float, label: str, parts: Iterable[str]) -> str:
    """A drawing that says what it shows. Its class tells the style sheet how wide it was meant."""
    return (
        f'<svg class="draw-{number(width)}" viewBox="0 0 {number(width)} {number(height)}" '
        f'role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def text(x: float, y: float, words: object, anchor: str = "start", classes: str = "") -> str:
    return (
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"'
        f"{f' class={chr(34)}{classes}{chr(34)}' if classes else ''}>{escape(words)}</text>"
    )


def both(draw: Callable[[int], str], wide: int = WIDE) -> SafeString:
    """The wide drawing and the narrow one; the style sheet shows the one that fits its place."""
    return mark_safe(draw(wide) + draw(NARROW))  # noqa: S308 - words are escaped


def once(draw: Callable[[int], str]) -> SafeString:
    """One narrow drawing, for a picture that always stands in a column."""
    return mark_safe(draw(NARROW))  # noqa: S308 - words are escaped


def curve(points: Sequence[tuple[float, float]]) -> str:
    """A calm line through the points, level where it passes each of them."""
    path = f"M{number(points[0][0])} {number(points[0][1])}"
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        middle = number((x0 + x1) / 2)
        path += f"C{middle} {number(y0)} {middle} {number(y1)} {number(x1)} {number(y1)}"
    return path


def runs(points: Iterable[Point]) -> list[list[Point]]:
    """The points in unbroken runs: a missing reading leaves a gap, never a guess."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def figure_path(x: float, ground: float, height: float) -> str:
    """A figure of the mark, standing on `ground` with its middle at `x`."""
    r = height / 8.5
    top = ground - height + 2.55 * r
    return (
        f'<circle cx="{number(x)}" cy="{number(ground - height + r)}" r="{number(r)}"/>'
        f'<path d="M{number(x - r * 1.05)} {number(ground)}V{number(top + r * 1.05)}a{number(r * 1.05)} '
        f'{number(r * 1.05)} 0 0 1 {number(r * 2.1)} 0V{number(ground)}z"/>'
    )


def reading(value: float | None) -> str:
    return _("no check-in") if value is None else number(value)
