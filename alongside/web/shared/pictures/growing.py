"""Pictures a member sees of their own weeks: wellbeing, goals, wins, what helped."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from alongside.web.shared.pictures.shapes import (
    NARROW,
    KeyLine,
    Line,
    Picture,
    Point,
    Tick,
    WinMark,
    both,
    curve,
    figure_path,
    number,
    once,
    reading,
    runs,
    svg,
    text,
)

#: A usual band says nothing before this many check-ins, and is not drawn.
ENOUGH_FOR_A_BAND = 8


def lines(
    series: Sequence[Line], *, title: str, summary: str, ticks: Sequence[Tick] = (),
    pins: Sequence[Tick] = (), caption: str = "",
) -> Picture:  # fmt: skip
    """One or more lines 0 to 10, one above the other, each with its usual band if it has one.

    No band is drawn before eight readings. Dots are readings; the line is `smooth` when given.
    """

    def draw(width: int) -> str:
        narrow = width == NARROW
        left, right = 28.0, 8.0 if narrow else 112.0
        lift = 24 if pins else 12
        tall, gap = 150.0, 38.0 + lift if narrow else 34.0
        inner = width - left - right
        parts: list[str] = []
        top = 20.0 + lift if narrow else 18.0
        for line in series:
            warm = " warm" if line.warm else ""

            def x(at: float) -> float:
                return left + at * inner

            def y(value: float, top: float = top) -> float:
                return top + tall - value / 10 * tall

            if narrow:
                parts.append(text(left, top - lift, line.name, classes="strong"))
                parts.append(text(width - right, top - lift, line.status, "end"))
            for level in (0, 5, 10):
                parts.append(
                    f'<path class="g-grid" d="M{left} {number(y(level))}H{number(x(1))}"/>'
                )
                parts.append(text(left - 8, y(level) + 5, level, "end"))
            counted = [point for point in line.points if point.value is not None]
            if line.band and len(counted) >= ENOUGH_FOR_A_BAND:
                low, high = line.band
                start = x(line.band_from)
                parts.append(
                    f'<rect class="g-band{warm}" x="{number(start)}" y="{number(y(high))}" '
                    f'width="{number(x(1) - start)}" height="{number(y(low) - y(high))}"/>'
                    f'<path class="g-band-edge" d="M{number(start)} {number(y(high))}H{number(x(1))}'
                    f'M{number(start)} {number(y(low))}H{number(x(1))}"/>'
                )
                parts.append(text(start + 8, y(low) + 17, _("your usual"), classes=warm.strip()))
            for pin in pins:
                parts.append(
                    f'<path class="g-pin" d="M{number(x(pin.at))} {number(y(10))}V{number(y(0))}"/>'
                    f'<circle class="g-mark" cx="{number(x(pin.at))}" cy="{number(y(10))}" r="10"/>'
                )
                parts.append(text(x(pin.at), y(10) + 5, pin.label, "middle", "strong"))
            for run in runs(line.smooth or line.points):
                path = curve([(x(one.at), y(one.value or 0)) for one in run])
                parts.append(f'<path class="g-line{warm}" d="{path}"/>')
            for point in counted:
                parts.append(
                    f'<circle class="g-dot{warm}" cx="{number(x(point.at))}" '
                    f'cy="{number(y(point.value or 0))}" r="3.5"/>'
                )
            if counted:
                last = counted[-1]
                height = y(last.value or 0)
                parts.append(
                    f'<circle class="g-dot last{warm}" cx="{number(x(last.at))}" cy="{number(height)}" '
                    'r="6"/>'
                )
                if not narrow:
                    at = min(max(height, y(9)), y(1))
                    parts.append(text(x(1) + 14, at, line.name, classes=f"strong{warm}"))
                    parts.append(text(x(1) + 14, at + 18, line.status))
            top += tall + gap
        bottom = top - gap + 24
        for place, tick in enumerate(ticks):
            if narrow and len(ticks) > 4 and place % 2:
                continue
            anchor = "end" if tick.at > 0.96 else "start" if tick.at < 0.04 else "middle"
            parts.append(text(left + tick.at * inner, bottom, tick.label, anchor))
        return svg(width, bottom + 8, title, parts)

    labels = [point.label for point in series[0].points] if series else []
    return Picture(
        title=title,
        summary=summary,
        drawing=both(draw),
        table_caption=caption or title,
        heads=[_("When"), *(line.name for line in series)],
        rows=[
            [label, *(reading(line.points[row].value) for line in series)]
            for row, label in reversed(list(enumerate(labels)))
        ],
    )


def goal(
    points: Sequence[Point], *, title: str, summary: str = "", months: Sequence[Tick] = ()
) -> Picture:
    """How close a goal has felt, 0 to 10, as a calm line that may fall; milestones as amber dots."""

    def draw(width: int) -> str:
        left, right, top, tall = 8.0, 20.0, 18.0, 96.0
        known = [point for point in points if point.value is not None]

        def spot(point: Point) -> tuple[float, float]:
            return left + point.at * (width - left - right), top + tall - (
                point.value or 0
            ) / 10 * tall

        parts = [f'<path class="g-grid" d="M{left} {number(top + step)}H{width - 6}"/>'
                 for step in (0, tall / 2, tall)]  # fmt: skip
        parts += [
            text(width - 6, top - 5, "10", "end"),
            text(width - 6, top + tall - 5, "0", "end"),
        ]
        if known:
            path = curve([spot(point) for point in known])
            first, last = spot(known[0]), spot(known[-1])
            parts.append(
                f'<path class="g-area" d="{path}V{number(top + tall)}H{number(first[0])}z"/>'
            )
            parts.append(f'<path class="g-line" d="{path}"/>')
            parts += [f'<circle class="g-ms" cx="{number(spot(one)[0])}" cy="{number(spot(one)[1])}" r="4"/>'
                      for one in known[:-1] if one.milestone]  # fmt: skip
            parts.append(
                f'<path class="g-today" d="M{number(last[0])} {number(last[1] + 9)}V{number(top + tall)}"/>'
            )
            parts.append(
                f'<circle class="g-dot last" cx="{number(last[0])}" cy="{number(last[1])}" r="6"/>'
            )
            beside = last[0] + 11 if last[0] < width - 40 else last[0] - 11
            parts.append(text(beside, last[1] + 5, number(known[-1].value or 0),
                               "start" if beside > last[0] else "end", "val"))  # fmt: skip
        for tick in months:
            anchor = "end" if tick.at > 0.96 else "start" if tick.at < 0.04 else "middle"
            parts.append(
                text(left + tick.at * (width - left - right), top + tall + 24, tick.label, anchor)
            )
        return svg(width, top + tall + 30, title, parts)

    return Picture(
        title=title,
        summary=summary,
        drawing=once(draw),
        table_caption=title,
        heads=[_("When"), _("How close, 0 to 10")],
        rows=[[point.label, reading(point.value)] for point in points if point.value is not None],
    )


def wins(
    marks: Sequence[WinMark], *, title: str, summary: str, days: int, today: int,
    names: Sequence[tuple[str, str]],
) -> Picture:  # fmt: skip
    """A month's wins as figures on a ground line, the big ones taller, coloured by what helped.

    `names` is (code, words) for each of who, own, time and other that occurs, in order.
    """

    def draw(width: int) -> str:
        ground = 70.0
        step = (width - 24) / max(days - 1, 1)
        parts = [f'<path class="g-ground" d="M0 {ground + .5}H{number(12 + (today - 1) * step)}"/>',
                 f'<path class="g-ahead" d="M{number(12 + (today - 1) * step)} {ground + .5}H{width}"/>']  # fmt: skip
        taken: dict[int, int] = {}
        for mark in sorted(marks, key=lambda one: one.day):
            beside = taken.get(mark.day, 0)
            taken[mark.day] = beside + 1
            x = min(12 + (mark.day - 1) * step + beside * 13, width - 8)
            parts.append(
                f'<g class="w-{mark.by}">{figure_path(x, ground, 58 if mark.big else 38)}</g>'
            )
        for day in range(1, days + 1, 7):
            parts.append(text(12 + (day - 1) * step, ground + 20, day, "middle"))
        return svg(width, ground + 26, title, parts)

    def count(code: str, big: bool) -> int:
        return sum(one.by == code and one.big == big for one in marks)

    swatch = '<svg viewBox="0 0 9 14" width="9" height="14" aria-hidden="true"><path class="w-{}" d="M0 14V4.5a4.5 4.5 0 0 1 9 0V14z"/></svg>'
    return Picture(
        title=title,
        summary=summary,
        drawing=once(draw),
        table_caption=title,
        heads=[_("What helped"), _("Small"), _("Big")],
        rows=[[words, str(count(code, False)), str(count(code, True))] for code, words in names],
        key=[KeyLine(words, str(count(code, False) + count(code, True)),
                     mark_safe(swatch.format(code)))  # noqa: S308 - one of four codes
             for code, words in names],
        note=_("Taller figures are the ones you called big."),
    )  # fmt: skip


def contributors(
    rows: Sequence[tuple[str, Sequence[int]]], months: Sequence[str], *, title: str, summary: str
) -> Picture:
    """What helped, month by month: a larger circle is more wins, a dot is none."""

    def draw(width: int) -> str:
        narrow = width == NARROW
        left = 190.0 if not narrow else 136.0
        step = (width - left - 20) / max(len(months) - 1, 1)
        most = max((count for _label, counts in rows for count in counts), default=1) or 1
        parts = [text(left + 4 + n * step, 14, month[:1] if narrow and len(months) > 7 else month, "middle")
                 for n, month in enumerate(months)]  # fmt: skip
        for row, (label, counts) in enumerate(rows):
            y = 48 + row * 38
            parts.append(text(0, y + 5, label, classes="strong" if row < 2 else ""))
            parts.append(
                f'<path class="g-grid" d="M{number(left)} {y}H{number(left + 8 + step * (len(months) - 1))}"/>'
            )
            for n, count in enumerate(counts):
                size = 1.5 if not count else 5 + 9 * (count / most) ** 0.5
                shade = "g-thread" if not count else "g-ms" if row < 2 else "g-bar"
                parts.append(
                    f'<circle class="{shade}" cx="{number(left + 4 + n * step)}" cy="{y}" r="{number(size)}"/>'
                )
        return svg(width, 48 + 38 * len(rows) - 8, title, parts)

    return Picture(
        title=title,
        summary=summary,
        drawing=both(draw),
        table_caption=title,
        heads=[_("What helped"), *months],
        rows=[[label, *(str(count) for count in counts)] for label, counts in rows],
    )
