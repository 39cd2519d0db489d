"""Makes our copy of nhsuk-frontend's style sheet from the one its package carries.

Run by hand when that package is renewed, never by the site:

    python -m alongside.web.shared.upstream path/to/nhsuk-frontend.css

It keeps the rules of the components we emit, leaves out everything that styles bare elements
(so that headings and lists keep the margins of our own base), every remote font, the logo and
the organisation's typeface, and writes our tokens in place of its colours.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

KEPT = (
    "back-link", "breadcrumb", "button", "character-count", "checkboxes", "date-input", "details",
    "error-message", "error-summary", "fieldset", "file-upload", "form-group", "hint", "input",
    "inset-text", "label", "radios", "select", "skip-link", "summary-list", "textarea",
    "u-visually-hidden",
)  # fmt: skip
LEFT_OUT = re.compile(
    r"reverse|--brand|--login|secondary|--warning|search-cancel|file-upload-|file-upload__(?!input)|drop-?zone|--code"
)
TARGET = Path(__file__).resolve().parent.parent / "static" / "vendor" / "nhsuk" / "nhsuk.css"

# Colour → token, for text, edges and grounds alike unless GROUNDS says otherwise.
TOKENS = {
    "#212b32": "var(--ink)", "#4c6272": "var(--line-strong)", "#768692": "var(--line-strong)",
    "#aeb7bd": "var(--line-strong)", "#d8dde0": "var(--line)", "#f0f4f5": "var(--sand)",
    "#e0e4e6": "var(--line)", "#005eb8": "var(--teal)", "#330072": "var(--teal)",
    "#002f5c": "var(--ink)", "#7c2855": "var(--teal-deep)", "#ffeb3b": "var(--focus)",
    "#fff9c4": "var(--amber-wash)", "#fff59d": "var(--amber-wash)", "#d5281b": "var(--rose)",
    "#007f3b": "var(--fill)", "#00662f": "var(--fill-hover)", "#00401e": "var(--fill-hover)",
    "#004b93": "var(--teal-deep)", "#003d78": "var(--teal-deep)", "#0055a6": "var(--teal-deep)",
    "#004281": "var(--teal-deep)", "#003087": "var(--teal-deep)", "#ffb81c": "var(--amber)",
    "#aa2016": "var(--rose)", "#951c13": "var(--rose)", "#6b140e": "var(--rose)",
    "#c7dcef": "var(--teal-wash)", "#d9e7f4": "var(--teal-wash)", "#ccdff1": "var(--teal-wash)",
    "#000000": "var(--ink)", "#000": "var(--ink)",
}  # fmt: skip
GROUNDS = {"#ffffff": "var(--card)", "#fff": "var(--card)"}
LETTERS = {"#ffffff": "var(--on-fill)", "#fff": "var(--on-fill)"}


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Top-level (prelude, body) pairs of a sheet; comments and charset lines are gone."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@charset[^;]*;", "", css)
    start = depth = 0
    opened = 0
    for at, sign in enumerate(css):
        if sign == "{":
            if depth == 0:
                opened = at
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield " ".join(css[start:opened].split()), css[opened + 1 : at]
                start = at + 1


def kept_selector(selector: str) -> bool:
    """True if every class in the selector belongs to a component we emit."""
    classes = re.findall(r"\.nhsuk-([a-z0-9-]+)", selector)
    if not classes or LEFT_OUT.search(selector):
        return False
    return all(re.split(r"__|--", name)[0] in KEPT for name in classes)


def declarations(body: str) -> str:
    """The body's declarations, compact, in our colours and without its typeface."""
    kept = []
    for line in body.split(";"):
        name, _, value = (part.strip() for part in line.partition(":"))
        if not value or name.startswith(("font-family", "-webkit-font-smoothing", "src")):
            continue
        if "url(" in value:
            continue
        for colour, token in (TOKENS | (LETTERS if name == "color" else GROUNDS)).items():
            value = re.sub(rf"{colour}(?![0-9a-f])", token, value)
        kept.append(f"{name}:{' '.join(value.split())}")
    return ";".join(kept)


def ours(css: str) -> str:
    """Our copy of the given upstream sheet, one rule a line."""
    lines = []
    for prelude, body in blocks(css):
        if prelude.startswith("@media print"):
            continue
        if prelude.startswith(("@media", "@supports")):
            inner = ours(body)
            if inner:
                lines.append(f"{prelude}{{\n{inner}}}")
        elif not prelude.startswith("@"):
            selectors = [part.strip() for part in re.split(r",(?![^(]*\))", prelude)]
            wanted = [one for one in selectors if kept_selector(one)]
            rules = declarations(body)
            if wanted and rules:
                lines.append(f"{','.join(wanted)}{{{rules}}}")
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    source = Path(sys.argv[1])
    head = (
        f"/* From nhsuk-frontend (MIT), {sys.argv[2] if len(sys.argv) > 2 else 'see MANIFEST.md'}; "
    )
    TARGET.write_text(
        head + "made by alongside.web.shared.upstream. */\n" + ours(source.read_text())
    )
