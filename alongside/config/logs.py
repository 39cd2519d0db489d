"""Structured logs: one JSON object a line, and never what somebody wrote."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

#: What a log record may carry beside its message. Anything else stays out.
FIELDS = ("method", "route", "status", "ms", "queries", "task", "kind", "state", "request_id")


class JsonLines(logging.Formatter):
    """Formats a record as JSON; an exception is named by type and place, not by its values."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": record.getMessage() if record.name.startswith("alongside") else record.msg,
        }
        for name in FIELDS:
            if hasattr(record, name):
                line[name] = getattr(record, name)
        if record.exc_info and record.exc_info[0]:
            trace = record.exc_info[2]
            places = []
            while trace is not None:
                code = trace.tb_frame.f_code
                places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
                trace = trace.tb_next
            line["error"] = record.exc_info[0].__name__
            line["where"] = " > ".join(places[-8:])
        return json.dumps(line, ensure_ascii=False, default=str)
