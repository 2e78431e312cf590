"""Words, dates, sums and lists in one language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from gettext import NullTranslations

import pytest
from babel.numbers import format_currency, get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.currencies import CODES, UNSTATED, exponent
from clientfit.core.money import LARGEST, DecimalMark, Money
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


MONEY = st.builds(Money, st.integers(-LARGEST, LARGEST), st.sampled_from(sorted(CODES)))


@given(money=MONEY)
def test_a_sum_that_is_shown_reads_back_as_the_same_sum(money: Money) -> None:
    assert Money.read(T.money(money), money.currency, DecimalMark.POINT) == money


@given(money=MONEY, language=st.sampled_from(["en", "nl", "de", "ar"]))
def test_a_sum_is_shown_as_babel_shows_it_with_all_decimals_of_its_currency(
    money: Money, language: str
) -> None:
    t, code = translator(language), money.currency
    pattern = t.locale.currency_formats["standard"].pattern
    decimals = "." + "0" * exponent(code) if exponent(code) else ""
    told = format_currency(
        money.units, code, pattern.replace(".00", decimals), t.locale, currency_digits=False
    )

    assert "".join(t.money(money).split()) == "".join(told.split())
    if get_currency_precision(code) == exponent(code):
        told = format_currency(money.units, code, locale=t.locale)
        assert "".join(t.money(money).split()) == "".join(told.split())


@given(minor=st.integers(-LARGEST, LARGEST))
def test_a_sum_without_a_currency_is_shown_to_the_last_digit(minor: int) -> None:
    whole, part = divmod(abs(minor), 100)
    sign = "-" if minor < 0 else ""

    assert T.money(Money(minor, UNSTATED)) == f"{sign}{whole:,}.{part:02}"


@given(money=MONEY)
def test_a_rough_sum_is_the_nearest_whole_one(money: Money) -> None:
    whole = Money.of_units(round(money.units), money.currency)
    shown = Money.read(T.rough(money), money.currency, DecimalMark.POINT)

    assert shown == whole


def test_numbers_parts_and_lists() -> None:
    assert T.number(1234) == "1,234"
    assert T.number(14.3, "0.#") == "14.3"
    assert T.percent(0.664) == "66%"
    assert T.listed(["a", "b", "c"]) == "a, b and c"
    assert T.listed(["a"]) == "a"


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("nl", "ltr")])
def test_the_direction_follows_the_language(language: str, direction: str) -> None:
    assert translator(language).direction == direction
