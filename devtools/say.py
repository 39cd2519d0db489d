"""How ./dev speaks: one plain line for what went wrong, quiet lines for what it does."""

from __future__ import annotations

import sys


class Stop(Exception):
    """Something a person can put right. Its one line is printed, and the exit code is 1."""


class Interrupted(BaseException):
    """Someone asked to stop: Ctrl-C, a closed terminal, or a polite kill."""


def note(line: str) -> None:
    """A line about what is being done."""
    print(line, flush=True)


def complain(line: str) -> None:
    """A line about what went wrong."""
    sys.stdout.flush()
    print(f"dev: {line}", file=sys.stderr, flush=True)
