"""Template tags of the design system: {% load alongside_ui %}."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from alongside.web.shared import components, icons

register = template.Library()

#: The icon and the short name of a place in the bar at the foot of a phone.
PLACES = {
    "today": ("today", _("Today")),
    "mentoring": ("pair", _("Mentoring")),
    "journal": ("journal", _("Journal")),
    "learning": ("record", _("Learning")),
    "programmes": ("search", _("Find")),
    "you": ("person", _("You")),
}


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """{% icon "lock" %}: see alongside/web/shared/icons.py for the names."""
    return icons.icon(name, classes)


@register.simple_tag
def place_icon(name: str) -> SafeString:
    """The icon of a place of the member's navigation, or nothing."""
    return icons.icon(PLACES[name][0]) if name in PLACES else SafeString("")


@register.simple_tag
def place_short(name: str, label: str) -> str:
    """The place's short name, or its label."""
    return str(PLACES[name][1]) if name in PLACES else str(label)


@register.simple_tag
def field_view(bound: BoundField, hint: str = "", sees: str = "", optional: bool = True) -> Any:
    """{% field_view form.name as f %}: a components.FieldView."""
    return components.view(bound, hint, sees, optional)


@register.simple_tag
def problems_of(form: forms.BaseForm) -> list[components.Problem]:
    """{% problems_of form as problems %}: the lines of an error summary."""
    return components.problems(form)


@register.filter
def upto(count: int) -> range:
    """{% for n in 11|upto %}: 0 to count - 1."""
    return range(int(count))


@register.filter
def at(items: list[Any], place: int) -> Any:
    """{{ heads|at:forloop.counter0 }}: the item at a place, or nothing."""
    return items[place] if place < len(items) else ""


@register.simple_tag
def figure(kind: str = "t", height: int = 44, width: int = 22, free: bool = False) -> SafeString:
    """One figure of the mark: an arch and a head. `kind` t(eal), a(mber), p(lum) or a fill class."""
    fill = {"t": "f-teal", "a": "f-amber", "p": "f-plum"}.get(kind, kind)
    radius = width / 4
    paint = 'class="o-line" stroke-width="1.8"' if free else f'class="{fill}"'
    head = height * 0.2
    arch = radius * 1.02
    top = head + radius + height * 0.06
    return mark_safe(  # noqa: S308 - numbers and our own class names
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" '
        f'focusable="false"><g {paint}><circle cx="{width / 2:g}" cy="{head:g}" r="{radius:g}"/>'
        f'<path d="M{width / 2 - arch:g} {height - 1}V{top + arch:g}a{arch:g} {arch:g} 0 0 1 '
        f'{2 * arch:g} 0V{height - 1}z"/></g></svg>'
    )


@register.simple_tag
def seats(taken: int, places: int, kind: str = "t") -> SafeString:
    """Places as figures, the taken ones filled. Hidden from readers aloud; say it in words beside."""
    fill = {"t": "f-teal", "a": "f-amber", "p": "f-plum"}[kind]
    one = (
        '<g {} stroke-width="1.8" transform="translate({} 0)"><circle cx="6" cy="5.500" r="4.700"/>'
        '<path d="M1.300 25.200V18.300a4.700 4.700 0 0 1 9.400 0V25.200z"/></g>'
    )
    return format_html(
        '<svg viewBox="0 0 {0} 27" width="{0}" height="27" aria-hidden="true" focusable="false">{1}</svg>',
        17 * places,
        format_html_join(
            "", one,
            ((mark_safe(f'class="{fill if n < taken else "o-line"}"'), 17 * n)  # noqa: S308
             for n in range(places)),
        ),
    )  # fmt: skip


@register.simple_tag
def sure_bars(level: int) -> SafeString:
    """Ten arches growing to the right, as many filled as someone is sure, 0 to 10."""
    bars = "".join(
        f'<path class="{"on" if n < level else "off"}" d="M{n * 11 + 0.5:g} 26V{19.5 - 1.6 * n:.1f}'
        f'a3.6 3.6 0 0 1 7.2 0V26z"/>'
        for n in range(10)
    )
    return mark_safe(  # noqa: S308 - numbers only
        f'<svg viewBox="0 0 107 27" width="107" height="27" aria-hidden="true" focusable="false">{bars}</svg>'
    )


@register.simple_tag
def clock_sun(part: float) -> SafeString:
    """A session's calm clock: the sun on its arc, `part` 0 to 1 of the planned time gone."""
    from math import cos, pi, sin

    part = min(max(float(part), 0), 1)
    x, y = 48 - 40 * cos(pi * part), 46 - 40 * sin(pi * part)
    return mark_safe(  # noqa: S308 - numbers only
        '<svg class="sun" viewBox="0 0 96 54" width="96" height="54" aria-hidden="true" focusable="false">'
        '<path class="sky" d="M8 46a40 40 0 0 1 80 0"/>'
        f'<path class="past" d="M8 46A40 40 0 0 1 {x:.1f} {y:.1f}"/><path class="earth" d="M2 50.5H94"/>'
        f'<circle class="orb" cx="{x:.1f}" cy="{y:.1f}" r="7"/></svg>'
    )
