"""Amounts read back exactly, however the world writes them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.currencies import currency_in, exponent
from clientfit.core.money import LARGEST, DecimalMark, Money, decimal_mark, quantity

CURRENCIES = ["EUR", "USD", "PLN", "JPY", "KWD", "BHD", "XXX"]
#: Group and decimal marks that are used together somewhere.
MARKS = [
    (",", "."),
    (".", ","),
    ("", "."),
    ("", ","),
    (" ", ","),
    ("\u00a0", ","),
    ("\u202f", ","),
    ("'", "."),
    ("’", "."),
    (" ", "."),
]
BELOW_ZERO = ["-{}", "({})", "{}-", "−{}", "- {}"]
AROUND = ["{}", "{} EUR", "USD {}", "€{}", "{} zł", "$ {}", "CHF\u00a0{}", " {} "]


def written(minor: int, currency: str, group: str, mark: str) -> str:
    """An amount as a program writes it, with all decimals of its currency."""
    places = exponent(currency)
    whole, part = divmod(abs(minor), 10**places)
    grouped = f"{whole:,}".replace(",", group)
    return f"{grouped}{mark}{part:0{places}d}" if places else grouped


@given(
    minor=st.integers(0, 10**12),
    currency=st.sampled_from(CURRENCIES),
    marks=st.sampled_from(MARKS),
    sign=st.sampled_from(["{}", *BELOW_ZERO]),
    around=st.sampled_from(AROUND),
)
def test_any_amount_in_any_style_reads_back_exactly(
    minor: int, currency: str, marks: tuple[str, str], sign: str, around: str
) -> None:
    text = around.format(sign.format(written(minor, currency, *marks)))
    column = decimal_mark([(text, currency)])

    assert Money.read(text, currency, column).minor == (minor if sign == "{}" else -minor)


@given(
    minors=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=20),
    currency=st.sampled_from(CURRENCIES),
    marks=st.sampled_from(MARKS),
)
def test_a_whole_column_in_one_style_reads_back_exactly(
    minors: list[int], currency: str, marks: tuple[str, str]
) -> None:
    texts = [("-" if each < 0 else "") + written(each, currency, *marks) for each in minors]
    column = decimal_mark((text, currency) for text in texts)

    assert column is not DecimalMark.MIXED
    assert [Money.read(text, currency, column).minor for text in texts] == minors


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1.230", "99,50"], DecimalMark.COMMA),
        (["1,230", "99.5"], DecimalMark.POINT),
        (["1.230.000"], DecimalMark.COMMA),
        (["1,230,000"], DecimalMark.POINT),
        (["0.125"], DecimalMark.POINT),
        (["1234.567"], DecimalMark.POINT),
        (["1.230", "4.560"], DecimalMark.OPEN),
        (["12", "1300"], DecimalMark.OPEN),
        (["1.230,50", "1,230.50"], DecimalMark.MIXED),
        (["ten", ""], DecimalMark.OPEN),
    ],
)
def test_the_decimal_mark_is_decided_on_the_whole_column(
    texts: list[str], mark: DecimalMark
) -> None:
    assert decimal_mark((text, "EUR") for text in texts) is mark


def test_the_column_decides_what_one_amount_leaves_open() -> None:
    assert Money.read("1.230", "EUR", DecimalMark.COMMA).minor == 123000
    assert Money.read("1.230", "EUR", DecimalMark.POINT).minor == 123
    assert Money.read("1.230", "KWD", DecimalMark.OPEN).minor == 1230


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("230,-", 23000),
        ("1.230,--", 123000),
        ("5-", -500),
        ("(12.00)", -1200),
        ("12,34,567.00", 123456700),
        ("149.99999999999997", 15000),
        (".5", 50),
        ("240.0000", 24000),
        ("١٢٣٫٥", 12350),
        ("US$ 5", 500),
    ],
)
def test_odd_but_real_ways_of_writing_are_read(text: str, minor: int) -> None:
    assert Money.read(text, "EUR", decimal_mark([(text, "EUR")])).minor == minor


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("", DecimalMark.OPEN, "not an amount"),
        ("ten", DecimalMark.OPEN, "not an amount"),
        ("5%", DecimalMark.OPEN, "not an amount"),
        ("--5", DecimalMark.OPEN, "not an amount"),
        ("1e5", DecimalMark.OPEN, "not an amount"),
        ("12 hours", DecimalMark.OPEN, "not an amount"),
        ("1,23,4.00", DecimalMark.POINT, "do not fit"),
        ("1.230,00", DecimalMark.POINT, "do not fit"),
        ("1.2.3", DecimalMark.POINT, "do not fit"),
        ("12.345", DecimalMark.POINT, "more decimals"),
        ("1.230", DecimalMark.MIXED, "thousands or decimals"),
        ("9" * 20, DecimalMark.OPEN, "too large"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(
    text: str, column: DecimalMark, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        Money.read(text, "EUR", column)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("EUR", "EUR"),
        ("usd", "USD"),
        ("United States Dollar - USD", "USD"),
        ("Amount (GBP)", "GBP"),
        ("Kwota (zł)", "PLN"),
        ("€ 5", "EUR"),
        ("$ 5", None),
        ("5 kr", None),
        ("Doubloons", None),
        ("all of it", None),
        ("", None),
    ],
)
def test_a_currency_is_found_where_one_is_named(text: str, currency: str | None) -> None:
    assert currency_in(text) == currency


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("20,0", DecimalMark.COMMA, "20.0"),
        ("2.000,0", DecimalMark.COMMA, "2000.0"),
        ("1.250", DecimalMark.OPEN, "1.250"),
        ("1,5", DecimalMark.OPEN, "1.5"),
        ("0.333333", DecimalMark.POINT, "0.333333"),
        ("-2", DecimalMark.OPEN, "-2"),
        ("1.250", DecimalMark.COMMA, "1250"),
    ],
)
def test_a_number_that_is_no_money_keeps_all_its_decimals(
    text: str, mark: DecimalMark, number: str
) -> None:
    assert quantity(text, mark) == Decimal(number)


@pytest.mark.parametrize("text", ["", "1:30", "two", "1.2.3,4", "1..5"])
def test_what_is_no_number_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an amount|do not fit"):
        quantity(text, DecimalMark.OPEN)


ANY_MONEY = st.builds(Money, st.integers(-LARGEST, LARGEST), st.sampled_from(CURRENCIES))


@given(money=ANY_MONEY)
def test_a_sum_that_is_written_down_reads_back_as_the_same_sum(money: Money) -> None:
    assert Money.parse(str(money)) == money


@given(money=ANY_MONEY)
def test_units_are_exact_and_have_all_decimals_of_their_currency(money: Money) -> None:
    assert Money.of_units(money.units, money.currency) == money
    assert money.units.as_tuple().exponent == -exponent(money.currency)
    assert money.units * 10 ** exponent(money.currency) == money.minor


@given(
    parts=st.integers(-(10**12), 10**12),
    more=st.integers(1, 4),
    currency=st.sampled_from(CURRENCIES),
)
def test_more_decimals_than_the_currency_has_are_refused_or_rounded_as_asked(
    parts: int, more: int, currency: str
) -> None:
    exact = Decimal(parts).scaleb(-exponent(currency) - more)
    whole, part = divmod(abs(parts), 10**more)
    up = whole + (2 * part >= 10**more)

    rounded = Money.of_units(exact, currency, rounding=ROUND_HALF_UP)
    assert rounded.minor == (up if parts >= 0 else -up)
    if part:
        with pytest.raises(ValueError, match=f"more decimals than {currency} has"):
            Money.of_units(exact, currency)


@pytest.mark.parametrize(
    "text",
    ["", "12", "EUR", "EUR 12", "1,5 EUR", "1 EURO", "nan EUR", "١ EUR", ".5 EUR"],
)
def test_what_is_no_sum_as_it_is_kept_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a sum. Write it as in 1250\.00 EUR"):
        Money.parse(text)
