"""The design system keeps its promises: one built sheet, known assets, contrast, nothing inline."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import RequestFactory

from alongside.web.shared import bundle, icons, pictures, styleguide
from alongside.web.shared.pictures import Line, Point, WinMark

WEB = Path(bundle.__file__).resolve().parent.parent
TEMPLATES = WEB / "templates"
OURS = sorted(
    [*TEMPLATES.glob("base*.html"), *TEMPLATES.glob("components/*.html"),
     *TEMPLATES.glob("styleguide/*.html")]
)  # fmt: skip


def page(theme: str = "") -> str:
    request = RequestFactory().get("/styleguide/", {"theme": theme} if theme else {})
    return styleguide.styleguide(request).content.decode()


def test_the_built_sheet_is_what_its_sources_give() -> None:
    assert bundle.TARGET.read_text("utf-8") == bundle.build(), (
        "run: python -m alongside.web.shared.bundle"
    )


def test_the_sheet_fetches_nothing_from_elsewhere() -> None:
    addresses = re.findall(r"url\(([^)]*)\)", bundle.build())
    assert addresses and all(one.startswith("../vendor/fonts/") for one in addresses)
    for one in addresses:
        assert (bundle.TARGET.parent / one).resolve().is_file()


def test_every_vendored_file_is_the_one_the_manifest_names() -> None:
    listed = {
        entry["file"]: entry
        for entry in json.loads((WEB / "static" / "MANIFEST.json").read_text("utf-8"))["files"]
    }
    vendor = WEB / "static" / "vendor"
    found = {str(file.relative_to(WEB / "static")) for file in vendor.rglob("*") if file.is_file()}
    assert found == set(listed)
    for name, entry in listed.items():
        digest = hashlib.sha256((WEB / "static" / name).read_bytes()).hexdigest()
        assert digest == entry["sha256"], name
        assert entry["package"] and entry["version"] and entry["licence"], name


def test_a_first_visit_fits_in_110_kilobytes() -> None:
    static = WEB / "static"
    squeezed = sum(
        len(gzip.compress((static / name).read_bytes(), 9))
        for name in ("built/app.css", "vendor/htmx/htmx.min.js", "js/alongside.js")
    )
    fonts = sum(
        (static / "vendor" / "fonts" / name).stat().st_size
        for name in ("inter-latin-wght-normal.woff2", "source-serif-4-latin-600-normal.woff2")
    )
    assert squeezed + fonts <= 112 * 1024


@pytest.mark.parametrize("template", OURS, ids=lambda one: one.name)
def test_no_template_carries_style_or_script(template: Path) -> None:
    get_template(str(template.relative_to(TEMPLATES)))
    text = template.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc)", text)


@pytest.mark.parametrize("theme", ["", "light", "dark"])
def test_the_styleguide_draws_every_part(theme: str) -> None:
    html = page(theme)
    assert (f'data-theme="{theme}"' in html) is bool(theme)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), sorted({one for one in ids if ids.count(one) > 1})
    for name in icons.ICONS:
        assert f">{name}</li>" in html


def test_every_component_stands_in_the_styleguide_or_the_frame() -> None:
    shown = "".join(file.read_text("utf-8") for file in OURS)
    for file in TEMPLATES.glob("components/*.html"):
        used = f"components/{file.name}" in shown.replace(file.read_text("utf-8"), "")
        assert used, file.stem


# Contrast: every pair that carries text, as the style sheets put them together.
TEXT = [
    (ink, ground)
    for ground in ("paper", "card", "card-2", "sand")
    for ink in ("ink", "ink-2", "ink-soft")
] + [
    ("teal", "paper"), ("teal", "card"), ("teal", "card-2"), ("teal-deep", "teal-wash"),
    ("teal", "teal-wash"), ("teal", "amber-wash"), ("ink", "amber-wash"), ("ink-2", "amber-wash"),
    ("amber-ink", "amber-wash"), ("amber-ink", "card"), ("ink", "teal-wash"), ("ink", "teal-line"),
    ("plum", "plum-wash"), ("ink", "plum-wash"), ("ink-2", "plum-wash"), ("leaf", "leaf-wash"),
    ("leaf", "card"), ("leaf", "card-2"), ("ink", "leaf-wash"), ("ink-2", "leaf-wash"),
    ("rose", "rose-wash"), ("rose", "card"), ("on-fill", "fill"), ("on-fill", "fill-hover"),
    ("on-teal", "teal"), ("on-plum", "plum"), ("on-amber", "amber"), ("on-leaf", "leaf"),
    ("on-rose", "rose"), ("on-stone", "stone"), ("on-panel", "panel"), ("on-panel-soft", "panel"),
    ("on-panel-btn", "panel-btn"), ("amber", "panel"), ("paper", "ink"), ("on-focus", "focus"),
    ("ink-soft", "teal-wash"), ("ink-soft", "plum-wash"),
]  # fmt: skip
#: Edges of controls and meaningful strokes: three to one.
STROKES = [
    ("line-strong", "card"), ("line-strong", "paper"), ("teal", "card"), ("amber-line", "card"),
    ("amber-line", "amber-wash"), ("rose", "card"), ("on-focus", "focus"), ("scale-2", "card"),
]  # fmt: skip


def tokens(theme: str) -> dict[str, str]:
    css = (WEB / "static" / "css" / "tokens.css").read_text("utf-8")
    block = re.search(rf"\[data-theme={theme}\]{{(.*?)}}", css, re.DOTALL)
    assert block
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", block[1]))


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_strokes_can_be_read(theme: str) -> None:
    values = tokens(theme)
    faint = [
        f"{ink} on {ground}: {contrast(values[ink], values[ground]):.2f}"
        for pairs, least in ((TEXT, 4.5), (STROKES, 3.0))
        for ink, ground in pairs
        if contrast(values[ink], values[ground]) < least
    ]
    assert faint == []


def test_dark_has_a_value_for_every_colour_of_light() -> None:
    assert set(tokens("light")) == set(tokens("dark"))


# Pictures.
def _line(count: int) -> Line:
    points = [Point(n / 19, 5, f"Week {n}") for n in range(count)]
    return Line("Energy", "as usual", points, band=(4, 6))


def test_no_usual_band_before_eight_check_ins() -> None:
    seven = pictures.lines([_line(7)], title="Seven", summary="")
    eight = pictures.lines([_line(8)], title="Eight", summary="")
    assert "g-band" not in seven.drawing
    assert "g-band" in eight.drawing


def test_a_missed_week_leaves_a_gap_in_the_line() -> None:
    points = [Point(0, 5, "a"), Point(0.5, None, "b"), Point(1, 5, "c")]
    drawn = pictures.lines([Line("Energy", "", points)], title="Gap", summary="").drawing
    assert drawn.count('class="g-line"') == 4, "two runs, drawn wide and narrow"


def test_a_picture_has_a_title_two_drawings_and_its_table() -> None:
    drawn = pictures.wins(
        [WinMark(3, "who", True), WinMark(9, "own")],
        title="Two wins & a rest", summary="One with help.", days=30, today=12,
        names=[("who", "Someone beside me"), ("own", "My preparation")],
    )  # fmt: skip
    assert "Two wins &amp; a rest" in drawn.drawing
    assert drawn.rows == [["Someone beside me", "0", "1"], ["My preparation", "1", "0"]]
    two = pictures.weeks([pictures.Bar("7 Sep", 14)], title="Weeks", summary="")
    assert two.drawing.count("<svg") == 2


def test_names_in_a_picture_are_escaped() -> None:
    drawn = pictures.waiting([pictures.Wait(9, "<b>Wafa")], title="t", summary="", promised=6)
    assert "<b>" not in drawn.drawing and "&lt;b&gt;Wafa" in drawn.drawing


@pytest.mark.parametrize(
    "drawing",
    [
        pictures.lines([], title="None yet", summary="").drawing,
        pictures.goal([], title="None yet").drawing,
        pictures.waiting([], title="Nobody waits", summary="", promised=6).drawing,
        pictures.weeks([], title="None yet", summary="").drawing,
        pictures.funnel([], title="None yet", summary="").drawing,
        pictures.dots(0, 0, label="Nobody"),
        pictures.contributors([], [], title="None yet", summary="").drawing,
    ],
)
def test_an_empty_picture_is_drawn_without_numbers(drawing: str) -> None:
    assert "nan" not in drawing and "inf" not in drawing
