"""Digests that identify a message or thread without revealing its content."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from hashlib import blake2b

_BYTES = 12


def digest(*parts: object) -> str:
    """A deterministic identifier of 24 hex digits (BLAKE2b, 96 bits) from the parts."""
    whole = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=_BYTES).hexdigest()


class Ordinals:
    """Numbers messages that look alike: a second "ok" in the same minute is another message.

    Only messages of the current day are remembered. The numbers depend on the order in the chat, so
    a later, longer export of the same chat gives the same ones.
    """

    def __init__(self) -> None:
        self._day: date | None = None
        self._seen: Counter[tuple[str, str, datetime, int]] = Counter()

    def next(self, chat: str, author: str, at: datetime, length: int) -> int:
        """How many messages that look alike came before on that day."""
        if at.date() != self._day:
            self._day = at.date()
            self._seen.clear()
        alike = (chat, author, at, length)
        self._seen[alike] += 1
        return self._seen[alike] - 1
