"""What happens by itself because time has passed.

Each topic registers functions in its file of ``jobs/work``::

    @regularly
    def remind_of_sessions(now: datetime) -> None: ...

They are called every minute, by any number of workers, after any pause. So a function asks the
database what is due and sends with a ``once`` key; it never counts on having been called.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.core.cache import cache
from django.db import DatabaseError

from alongside.reads.site import WORKER_SEEN

log = logging.getLogger("alongside.schedule")

Regular = Callable[[datetime], object]
REGULAR: list[Regular] = []


def regularly(function: Regular) -> Regular:
    """Register a function that is called every minute."""
    REGULAR.append(function)
    return function


def sweep(now: datetime) -> None:
    """Call each function; one that fails keeps none of the others from its turn."""
    cache.set(WORKER_SEEN, now.isoformat(), None)
    for function in REGULAR:
        try:
            function(now)
        except DatabaseError:
            raise  # the database is away: everything else would fail too
        except Exception as error:
            log.error("a regular thing failed", extra={"kind": function.__name__}, exc_info=error)
