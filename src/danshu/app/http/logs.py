"""Logs as JSON lines without personal data: known personal fields are dropped, and errors tell where, not what."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

PERSONAL_FIELDS = frozenset(
    {
        "name", "phone", "mobile", "address", "detail", "receiver", "buyer", "buyer_nick", "email", "login", "password",
        "token", "secret", "key", "note", "payload", "body", "query", "cookie", "authorization",
    }
)  # fmt: skip
_KNOWN = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {
    "message",
    "asctime",
    "taskName",
    "color_message",
}
_FRAMES_MAX = 12
_TEXT_MAX = 1_000


class JsonLines(logging.Formatter):
    """One JSON object a line. What `extra` carries is added, except personal fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": record.getMessage()[:_TEXT_MAX],
        }
        line |= {
            name: value
            for name, value in record.__dict__.items()
            if name not in _KNOWN and name.lower() not in PERSONAL_FIELDS and value is not None
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def describe(error: BaseException) -> dict[str, Any]:
    """Kind and place of an error. Its text is left out: a database's message quotes the row that it refused."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_MAX:]
    told: dict[str, Any] = {
        "kind": type(error).__name__,
        "frames": [f"{frame.filename.rpartition('src/')[2]}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if isinstance(error, BaseExceptionGroup):
        told["parts"] = [describe(part) for part in error.exceptions[:5]]
    if error.__cause__ is not None:
        told["because"] = describe(error.__cause__)
    return told


def log_config() -> dict[str, Any]:
    """For `logging.config.dictConfig`, and for uvicorn."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.JsonLines"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stdout"}},
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "danshu": {"level": "INFO"},
            "uvicorn": {"level": "INFO"},
            # Its line has the query string; ours has not.
            "uvicorn.access": {"level": "CRITICAL"},
        },
    }
