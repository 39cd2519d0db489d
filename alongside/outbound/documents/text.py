"""Making people's text fit to stand in a file format, without changing what it says."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold, and what no reader can see: controls other than tab
# and line feed, halves of characters, non-characters, and the marks that turn
# the direction of the text around them.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_LONGEST_RUN = 24


def clean(text: str) -> str:
    """``text`` with line ends made one kind and unfit characters gone."""
    return _UNFIT.sub("", _LINE_ENDS.sub("\n", text)).strip()


def line(text: str) -> str:
    """``text`` on one line."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> list[str]:
    """The lines of ``text`` that hold something."""
    return [" ".join(part.split()) for part in clean(text).split("\n") if part.strip()]


def breakable(text: str) -> str:
    """``text`` with places to break inside runs that are longer than a line is wide.

    Addresses and references without a space would otherwise run off the page.
    """
    return re.sub(rf"\S{{{_LONGEST_RUN},}}", lambda run: _with_breaks(run.group()), text)


def _with_breaks(run: str) -> str:
    pieces = [run[i : i + _LONGEST_RUN // 2] for i in range(0, len(run), _LONGEST_RUN // 2)]
    return "\u200b".join(pieces)
