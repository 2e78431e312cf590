"""Log lines that hold nobody's data."""

from __future__ import annotations

import logging
import traceback
from typing import Any

SUFFICIENT = logging.ERROR
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class QuietFormatter(logging.Formatter):
    """Of an error, say only its kind and the steps that led to it.

    Messages and values stay out: they may hold what somebody typed, or a page's address.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write one line, and below it the steps if there was an error."""
        if not record.exc_info or record.exc_info[1] is None:
            return super().format(record)
        error = record.exc_info[1]
        # An error in a cell arrives wrapped; its own kind says more.
        kind = getattr(error, "ename", "") or type(error).__name__
        steps = traceback.extract_tb(error.__traceback__)
        lines = [f"  {step.filename}:{step.lineno} in {step.name}" for step in steps]
        head = f"{self.formatTime(record)} {record.levelname} {record.name}: {kind}"
        return "\n".join([head, *lines])


def quieten(name: str) -> None:
    """Let a library's logger speak through the quiet formatter only."""
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter(LINE))
    logger = logging.getLogger(name)
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(SUFFICIENT)


def log_failures(handler: Any) -> None:
    """Of requests, log only those that failed here, without their query."""
    status = handler.get_status()
    if status >= 500:
        logging.getLogger("tornado.access").error(
            "%s answered with %d", type(handler).__name__, status
        )
