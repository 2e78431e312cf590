"""Digests that tell one message or thread from all others, and give nothing of it away."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from hashlib import blake2b

_BYTES = 12


def digest(*parts: object) -> str:
    """24 letters that follow from the parts alone."""
    whole = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=_BYTES).hexdigest()


class Ordinals:
    """Numbers messages that are alike: the second "ok" of a minute is another message.

    Only those of one day are told apart, so that little is held. The numbers follow from the order
    in the chat: a longer export of the same chat gives the same ones.
    """

    def __init__(self) -> None:
        self._day: date | None = None
        self._seen: Counter[tuple[str, str, datetime, int]] = Counter()

    def next(self, chat: str, author: str, at: datetime, length: int) -> int:
        """How many alike came before."""
        if at.date() != self._day:
            self._day = at.date()
            self._seen.clear()
        alike = (chat, author, at, length)
        self._seen[alike] += 1
        return self._seen[alike] - 1
