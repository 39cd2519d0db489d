"""Pictures of numbers, as SVG whose sizes and points are attributes, so that a strict policy holds.

Every function takes frozen dataclasses and gives a `Picture`: a title that is its finding, a line in
words, a wide and a narrow drawing (their text stays 13 to 15 px), and the rows of the table one tap
away. Draw it with `components/picture.html`. Nothing here reads a clock or asks a database.
"""

from alongside.web.shared.pictures.growing import contributors, goal, lines, wins
from alongside.web.shared.pictures.programmes import (
    change,
    dots,
    dumbbell,
    funnel,
    score_bar,
    share_bar,
    waiting,
    weeks,
)
from alongside.web.shared.pictures.shapes import (
    Bar,
    Change,
    KeyLine,
    Line,
    Picture,
    Point,
    Share,
    Stage,
    Tick,
    Wait,
    WinMark,
)

__all__ = [
    "Bar", "Change", "KeyLine", "Line", "Picture", "Point", "Share", "Stage", "Tick", "Wait",
    "WinMark", "change", "contributors", "dots", "dumbbell", "funnel", "goal", "lines", "score_bar",
    "share_bar", "waiting", "weeks", "wins",
]  # fmt: skip
