"""The currencies that may be chosen are those of today, and each can be read from a file."""

from __future__ import annotations

from clientfit.core.currencies import CODES
from clientfit.text.currencies import currencies


def test_every_currency_of_today_is_known_when_a_file_names_it() -> None:
    assert {"EUR", "PLN", "XCG"} <= set(currencies())
    assert set(currencies()) <= CODES
