"""The one style sheet a page links, put together from its sources in a fixed order.

`static/built/app.css` is committed, so that nothing is built when the site runs; a test holds
it equal to what `build()` gives. After changing a source:

    python -m alongside.web.shared.bundle
"""

from __future__ import annotations

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
TARGET = STATIC / "built" / "app.css"
DARK = "[data-theme=dark]{"

# Later layers win whatever their selectors weigh: our elements, then theirs, then ours.
LAYERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("elements", ("css/elements.css",)),
    ("nhsuk", ("vendor/nhsuk/nhsuk.css",)),
    ("components", ("css/layout.css", "css/components/*.css")),
)


def sources(patterns: tuple[str, ...]) -> list[Path]:
    """The files the patterns name, each pattern's in alphabetical order; media.css comes last."""
    found = [file for pattern in patterns for file in sorted(STATIC.glob(pattern))]
    return sorted(found, key=lambda file: file.name == "media.css")


def compact(css: str) -> str:
    """The sheet without comments and needless white space."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    lines = (line.strip() for line in css.splitlines())
    return re.sub(r"} +(?=[^ ])", "}\n", "\n".join(line for line in lines if line))


def tokens() -> str:
    """tokens.css, with its dark values also for people whose device asks for dark."""
    css = compact((STATIC / "css" / "tokens.css").read_text("utf-8"))
    start = css.index(DARK) + len(DARK)
    dark = css[start : css.index("}", start)]
    system = "@media screen and (prefers-color-scheme:dark){:root:not([data-theme]){" + dark + "}}"
    return css + "\n" + system


def build() -> str:
    """The whole style sheet as text."""
    parts = ["@layer " + ",".join(name for name, _ in LAYERS) + ";", tokens()]
    for name, patterns in LAYERS:
        css = "\n".join(compact(file.read_text("utf-8")) for file in sources(patterns))
        parts.append(f"@layer {name}{{\n{css}\n}}")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(build(), "utf-8")
