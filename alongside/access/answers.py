"""The ways of saying no. ``web`` turns each into the right page or field message."""

from __future__ import annotations


class NotVisible(Exception):
    """For this person the thing does not exist: a 404, byte for byte."""


class Refused(Exception):
    """A rule says no. ``message`` (translated) says what happened, what was kept, what to do."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Stale(Refused):
    """Somebody else changed it first; nothing was overwritten."""


class Conflict(Refused):
    """Two people wrote the same text. Both are kept and shown."""

    def __init__(self, message: str, *, mine: str, theirs: str) -> None:
        super().__init__(message)
        self.mine = mine
        self.theirs = theirs
