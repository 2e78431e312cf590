"""Words, dates, sums and lists in one language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from gettext import NullTranslations

import pytest

from clientfit.core.model import Money
from clientfit.text.i18n import Translator, translator
from clientfit.text.wording import Wording

T = translator()


class Shouting(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper().replace("{NAME}", "{name}")

    def ngettext(self, one: str, other: str, count: int) -> str:
        return f"{'eins' if count == 1 else 'viele'} {{count}} {{what}}"


def test_a_message_without_translation_is_its_own_words() -> None:
    assert T("About {name}", name="Anna") == "About Anna"


def test_braces_in_what_a_person_typed_are_left_alone() -> None:
    assert T("About {name}", name="{x} {0}") == "About {x} {0}"
    assert T("a {brace}") == "a {brace}"


def test_a_translation_is_taken_and_filled() -> None:
    t = Translator("en", Wording.of("en"), Shouting())
    assert t("About {name}", name="Anna") == "ABOUT Anna"
    assert t.plural(1, "x", "y", what="z") == "eins 1 z"
    assert t.plural(1200, "x", "y", what="z") == "viele 1,200 z"


def test_dates_and_times_are_written_as_people_do() -> None:
    assert T.day(date(2026, 11, 30)) == "30 November 2026"
    assert T.short_day(date(2026, 11, 30)) == "30 Nov 2026"
    assert T.clock(datetime(2026, 11, 30, 14, 5, tzinfo=UTC)).replace("\u202f", " ") == "2:05 pm"


@pytest.mark.parametrize(
    ("money", "said"),
    [
        (Money(125000, "EUR"), "€1,250.00"),
        (Money(500, "CHF"), "CHF 5.00"),
        (Money(45000, "JPY"), "¥45,000"),
        (Money(45000, "XXX"), "450.00"),
    ],
)
def test_sums_have_their_currency_and_none_where_none_is_known(money: Money, said: str) -> None:
    assert T.money(money).replace("\xa0", " ").replace("JP¥", "¥") == said


def test_numbers_parts_and_lists() -> None:
    assert T.number(1234) == "1,234"
    assert T.number(14.3, "0.#") == "14.3"
    assert T.percent(0.664) == "66%"
    assert T.listed(["a", "b", "c"]) == "a, b and c"
    assert T.listed(["a"]) == "a"


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("nl", "ltr")])
def test_the_direction_follows_the_language(language: str, direction: str) -> None:
    assert translator(language).direction == direction
