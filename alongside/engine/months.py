"""Adding months to a date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def later(day: date, months: int) -> date:
    """The same day ``months`` on; the last of the month where that day does not exist."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
