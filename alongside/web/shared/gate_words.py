"""What an error page is given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A title and one paragraph."""

    title: str
    text: str
