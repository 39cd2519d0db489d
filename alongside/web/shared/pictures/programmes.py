"""Pictures a coordinator sees of a programme: counts of people, never what anybody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.web.shared.pictures.shapes import (
    HALF,
    Bar,
    Change,
    Picture,
    Share,
    Stage,
    Wait,
    both,
    number,
    svg,
    text,
)


def funnel(stages: Sequence[Stage], *, title: str, summary: str) -> Picture:
    """A programme from applying to closing: the number, a ribbon as wide as it, a line of why."""
    most = max((stage.count + stage.apart for stage in stages), default=1) or 1
    items = []
    for place, stage in enumerate(stages):
        after = stages[place + 1] if place + 1 < len(stages) else stage
        here, there = (112 * (one.count + one.apart) / most for one in (stage, after))
        shade = f"g-f{min(place + 1, 5)}"
        top, bottom = (112 - here) / 2, (112 + here) / 2
        next_top, next_bottom = (112 - there) / 2, (112 + there) / 2
        wide = (
            f'<path class="{shade}" d="M0 {number(top)}H118C160 {number(top)} 176 {number(next_top)} '
            f"221 {number(next_top)}V{number(next_bottom)}C176 {number(next_bottom)} 160 "
            f'{number(bottom)} 118 {number(bottom)}H0Z"/>'
        )
        if stage.apart:
            pale = 112 * stage.apart / most
            wide = (
                f'<rect class="g-f1" y="{number(top)}" width="221" height="{number(max(pale - 2, 0))}"/>'
                f'<rect class="{shade}" y="{number(top + pale)}" width="221" '
                f'height="{number(here - pale)}"/>'
            )
        items.append((
            stage.count, stage.label, mark_safe(wide), most,  # noqa: S308 - numbers only
            shade, stage.count, stage.note,
        ))  # fmt: skip
    drawing = format_html(
        '<ol class="ribbon">{}</ol>',
        format_html_join(
            "",
            '<li><span class="h"><span class="n">{}</span><span class="l">{}</span></span>'
            '<svg class="wide-only" aria-hidden="true" viewBox="0 0 220 112" width="100%" height="112" '
            'preserveAspectRatio="none">{}</svg><svg class="narrow-only" aria-hidden="true" '
            'viewBox="0 0 {} 10" width="100%" height="10" preserveAspectRatio="none">'
            '<rect class="g-track" width="100%" height="10"/><rect class="{}" width="{}" height="10"/>'
            '</svg><span class="d">{}</span></li>',
            items,
        ),
    )
    return Picture(title=title, summary=summary, drawing=drawing)


def waiting(waits: Sequence[Wait], *, title: str, summary: str, promised: int) -> Picture:
    """Who waits and how long, a dot each, against the weeks a programme promises."""
    longest = max([wait.weeks for wait in waits] + [promised + 2])
    tallest = max((sum(other.weeks == wait.weeks for other in waits) for wait in waits), default=1)

    def draw(width: int) -> str:
        step = (width - 36) / longest
        ground = 40.0 + 18 * max(tallest, 2)
        parts = [
            f'<rect class="g-band" x="0" y="0" width="{number(12 + promised * step)}" height="{number(ground)}"/>',
            text(8, 17, ngettext("Within the %d week we promise", "Within the %d weeks we promise", promised) % promised),
            f'<path class="g-ground" d="M0 {number(ground)}H{width}"/>',
        ]  # fmt: skip
        stacked: dict[int, int] = {}
        for wait in sorted(waits, key=lambda one: one.weeks):
            place = stacked.get(wait.weeks, 0)
            stacked[wait.weeks] = place + 1
            x, y = 14 + wait.weeks * step, ground - 10 - 18 * place
            late = " long" if wait.weeks > promised else ""
            parts.append(
                f'<circle class="g-wait{late}" cx="{number(x)}" cy="{number(y)}" r="6.5"/>'
            )
            if late and wait.name:
                parts.append(text(min(x, width - 24), y - 14, wait.name, "middle"))
        every = 2 if width == HALF and longest < 20 else max(4, longest // 4)
        for week in range(0, longest + 1, every):
            words = (
                _("today") if week == 0
                else _("%d weeks") % week if week == every
                else str(week)
            )  # fmt: skip
            anchor = "start" if week == 0 else "middle"
            parts.append(text(14 + week * step, ground + 20, words, anchor))
        return svg(width, ground + 26, title, parts)

    return Picture(
        title=title,
        summary=summary,
        drawing=both(draw, HALF),
        table_caption=title,
        heads=[_("Weeks"), _("People")],
        rows=[[str(week), ", ".join(wait.name for wait in waits if wait.weeks == week and wait.name)
               or str(sum(wait.weeks == week for wait in waits))]
              for week in sorted({wait.weeks for wait in waits}, reverse=True)],
    )  # fmt: skip


def weeks(bars: Sequence[Bar], *, title: str, summary: str, noun: str = "") -> Picture:
    """A count for each week; the one that is not over yet has a dashed edge."""
    most = max((bar.count for bar in bars), default=1) or 1

    def draw(width: int) -> str:
        tall, left = 96.0, 34.0
        step = (width - left) / max(len(bars), 1)
        parts = []
        for level in {most, most // 2} - {0}:
            y = 12 + tall - level / most * tall
            parts.append(f'<path class="g-grid" d="M{left} {number(y)}H{width}"/>')
            parts.append(text(left - 8, y + 5, level, "end"))
        for place, bar in enumerate(bars):
            height = bar.count / most * tall
            x = left + place * step + step * 0.18
            now = " now" if bar.now else ""
            parts.append(
                f'<rect class="g-bar{now}" x="{number(x)}" y="{number(12 + tall - height)}" '
                f'width="{number(step * 0.64)}" height="{number(height)}" rx="2"/>'
            )
            if bar.tick:
                at = x + step * 0.32
                anchor = "end" if place == len(bars) - 1 and len(bars) > 3 else "middle"
                parts.append(text(width if anchor == "end" else at, tall + 32, bar.tick, anchor))
        parts.append(f'<path class="g-ground" d="M{left} {number(12 + tall)}H{width}"/>')
        return svg(width, tall + 38, title, parts)

    return Picture(
        title=title,
        summary=summary,
        drawing=both(draw, HALF),
        table_caption=title,
        heads=[_("Week"), noun or _("Sessions")],
        rows=[[bar.label, str(bar.count)] for bar in bars],
    )


def dumbbell(start: float, end: float) -> SafeString:
    """A ring where people began and a dot where they are, both 0 to 10. Hidden: the numbers stand beside."""
    x0, x1 = 8 + start * 28.4, 8 + end * 28.4
    return mark_safe(  # noqa: S308 - numbers only
        '<svg class="pic" viewBox="0 0 300 22" width="300" height="22" aria-hidden="true">'
        f'<path class="g-grid" d="M8 11H292"/><path class="g-span" d="M{number(x0)} 11H{number(x1)}"/>'
        f'<circle class="g-ring" cx="{number(x0)}" cy="11" r="5.5"/>'
        f'<circle class="g-end" cx="{number(x1)}" cy="11" r="6"/></svg>'
    )


def change(rows: Sequence[Change], *, title: str, summary: str, later: str) -> Picture:
    """Start to later, one row an area; a figure held back is hatched and says why. It is its own table."""
    body = []
    for row in rows:
        if row.held_back or row.start is None or row.end is None:
            cells = format_html(
                '<td colspan="3"><span class="suppressed"><i aria-hidden="true"></i><span>{}</span></span></td>',
                row.held_back,
            )
        else:
            cells = format_html(
                '<td>{}</td><td>{} <b>{}</b></td><td class="muted">{}</td>',
                dumbbell(row.start, row.end),
                _("%s to") % number(row.start),
                number(row.end),
                row.answers,
            )
        body.append((row.label, cells))
    drawing = format_html(
        '<table class="data cards-narrow"><caption class="vh">{}</caption><thead><tr><th scope="col">{}</th>'
        '<th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>',
        title, _("Area"), _("Start (ring) to %s (dot)") % later, _("Average"), _("Answers"),
        format_html_join("", '<tr><th scope="row">{}</th>{}</tr>', body),
    )  # fmt: skip
    return Picture(title=title, summary=summary, drawing=drawing)


def dots(matched: int, open_: int, *, label: str) -> SafeString:
    """A dot for each mentee: filled when matched, a ring when not yet. `label` says it in words."""
    marks = []
    # Fifteen in a row while that stays a calm block; a thousand still fit beside the headline.
    across = max(15, ceil(sqrt(2.5 * (matched + open_))))
    for place in range(matched + open_):
        x, y = 14 + 28 * (place % across), 14 + 28 * (place // across)
        size, shade = (10.1, "g-match") if place < matched else (8.9, "g-open")
        marks.append(f'<circle class="{shade}" cx="{x}" cy="{y}" r="{size}"/>')
    wide, tall = 28 * across, 28 * (ceil((matched + open_) / across) or 1)
    return mark_safe(  # noqa: S308 - the label is escaped
        f'<svg viewBox="0 0 {wide} {tall}" width="420" height="{number(420 * tall / wide)}" role="img" '
        f'aria-label="{escape(label)}">{"".join(marks)}</svg>'
    )


def score_bar(shares: Sequence[Share], *, total: float, label: str) -> SafeString:
    """A score as the parts it is made up of, `total` the full width. `label` says it in words."""
    parts, x = ['<rect class="g-track" width="200" height="12"/>'], 0.0
    for share in shares:
        width = 200 * share.points / total
        parts.append(
            f'<rect class="{share.shade}" x="{number(x)}" width="{number(max(width - 1.2, 0))}" height="12"/>'
        )
        x += width
    return mark_safe(  # noqa: S308 - the label is escaped
        f'<svg class="bar-svg" role="img" aria-label="{escape(label)}" width="100%" height="12" '
        f'viewBox="0 0 200 12" preserveAspectRatio="none">{"".join(parts)}</svg>'
    )


def share_bar(share: Share) -> SafeString:
    """One part of a score against the most it could be. Hidden: the numbers stand beside."""
    width = 100 * share.points / share.of if share.of else 0
    return mark_safe(  # noqa: S308 - numbers only
        '<svg aria-hidden="true" width="100%" height="8" viewBox="0 0 100 8" preserveAspectRatio="none">'
        f'<rect class="g-track" width="100" height="8"/><rect class="{share.shade}" '
        f'width="{number(width)}" height="8"/></svg>'
    )
