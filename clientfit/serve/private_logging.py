"""Logging without personal data."""

from __future__ import annotations

import logging
import traceback
from typing import Any

SUFFICIENT = logging.ERROR
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class QuietFormatter(logging.Formatter):
    """Format errors with their type and stack only.

    Messages and values are left out: they may contain what somebody typed, or a page's address.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, followed by the stack frames if there was an error."""
        if not record.exc_info or record.exc_info[1] is None:
            return super().format(record)
        error = record.exc_info[1]
        # An error in a cell arrives wrapped; the original type is more useful.
        kind = getattr(error, "ename", "") or type(error).__name__
        steps = traceback.extract_tb(error.__traceback__)
        lines = [f"  {step.filename}:{step.lineno} in {step.name}" for step in steps]
        head = f"{self.formatTime(record)} {record.levelname} {record.name}: {kind}"
        return "\n".join([head, *lines])


def quieten(name: str) -> None:
    """Make a library's logger use the quiet formatter only, from level ERROR on."""
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter(LINE))
    logger = logging.getLogger(name)
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(SUFFICIENT)


def log_failures(handler: Any) -> None:
    """Tornado's ``log_function``: log only requests that failed here (5xx), without their query."""
    status = handler.get_status()
    if status >= 500:
        logging.getLogger("tornado.access").error(
            "%s answered with %d", type(handler).__name__, status
        )
