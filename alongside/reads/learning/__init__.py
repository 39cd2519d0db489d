"""The learning record: its owner's entries, how it stands, and the document made of it."""

from alongside.reads.learning.record import (
    activity_choices,
    document,
    entry,
    page,
    standard_choices,
    standard_hints,
)
from alongside.reads.learning.shapes import Entry, RecordPage

__all__ = [
    "Entry", "RecordPage", "activity_choices", "document", "entry", "page", "standard_choices",
    "standard_hints",
]  # fmt: skip
