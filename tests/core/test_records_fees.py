"""Late fees, against examples worked out by hand."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from real_files import RATES

from clientfit.core.errors import ClientfitError
from clientfit.core.money import Money
from clientfit.core.records.fees import Fee, Law, Rate, RateBasis, Tier, joined, late_fee
from clientfit.text.content.entry import content_text, parse
from clientfit.text.content.fees import CONFIRMED, FILE, Grade, laws

EU, NL, PL, UK = (laws().law(id_) for id_ in ("eu", "nl", "pl", "uk"))
PLACES = {"eu": "EU-euro", "nl": "EU-euro", "pl": "PL", "uk": "UK"}


def euro(text: str) -> Money:
    return Money(int(Decimal(text) * 100), "EUR")


def rate(start: date, end: date, percent: str, *, confirmed: bool = True) -> Rate:
    return Rate(start, end, Decimal(percent), confirmed, "table")


def at_least(fee: Fee) -> int:
    """So many minor units of interest at least; of what nobody knows there is no sum to compare."""
    return fee.interest.minor if fee.interest else 0


#: Two years of invented rates, so that an example does not end where confirmed rates do.
STEADY = Law(
    id="steady",
    currency="EUR",
    basis=RateBasis.RUNNING,
    compounds=False,
    rates=(
        rate(date(2023, 1, 1), date(2023, 6, 30), "10"),
        rate(date(2023, 7, 1), date(2023, 12, 31), "12"),
        rate(date(2024, 1, 1), date(2024, 6, 30), "12.5"),
        rate(date(2024, 7, 1), date(2024, 12, 31), "12.25"),
    ),
    fixed=(Tier(Decimal("0.01"), Decimal(40)),),
    fixed_currency="EUR",
    sources=(),
)


def test_a_debt_in_euro_over_two_half_years():
    # Due 15 May 2024: 16 to 31 May are 16 days and June has 30, so 46 days at 12.50 %.
    # July 31, August 31, September 30: 92 days at 12.25 %.
    # 1000 x .125 x 46/365 = 15.7534...; 1000 x .1225 x 92/365 = 30.8767...; together 46.6301...
    fee = late_fee(euro("1000"), date(2024, 5, 15), date(2024, 9, 30), EU)
    assert [(one.start, one.end, one.days, one.percent) for one in fee.segments] == [
        (date(2024, 5, 16), date(2024, 6, 30), 46, Decimal("12.50")),
        (date(2024, 7, 1), date(2024, 9, 30), 92, Decimal("12.25")),
    ]
    first, second = (one.interest for one in fee.segments)
    assert first == Decimal(1000) * Decimal("12.5") * 46 / Decimal(36500)
    assert round(second, 4) == Decimal("30.8767")
    assert fee.interest == euro("46.63")
    assert fee.fixed == euro("40")
    assert fee.complete


def test_in_the_netherlands_unpaid_interest_bears_interest_after_a_full_year():
    # 1000 euro at 12 % from 1 July 2023 to 30 June 2024, which is 366 days with 29 February:
    # 184 days at 12 % = 60.4931..., 182 days at 12.5 % = 62.3287...; together 122.8219...
    # Then 1122.8219... bears 12.25 % for 31 days: 1122.8219 x .1225 x 31/365 = 11.6820 nearly
    law = replace(STEADY, compounds=True)
    fee = late_fee(euro("1000"), date(2023, 6, 30), date(2024, 7, 31), law)
    assert [one.days for one in fee.segments] == [184, 182, 31]
    assert [round(one.principal, 4) for one in fee.segments] == [
        Decimal("1000.0000"),
        Decimal("1000.0000"),
        Decimal("1122.8219"),
    ]
    assert round(fee.segments[2].interest, 4) == Decimal("11.6820")
    assert fee.interest == euro("134.50")
    assert late_fee(euro("1000"), date(2023, 6, 30), date(2024, 7, 31), STEADY).interest == euro(
        "133.23"  # 122.8219... + 1000 x .1225 x 31/365 = 10.4041...
    )


def test_the_second_year_s_interest_rests_on_the_first_year_s_only():
    # Anniversaries on 1 March: within the second year the sum that bears interest stays.
    law = replace(STEADY, compounds=True)
    fee = late_fee(euro("1000"), date(2023, 2, 28), date(2024, 12, 31), law)
    year_one = [one for one in fee.segments if one.start < date(2024, 3, 1)]
    year_two = [one for one in fee.segments if one.start >= date(2024, 3, 1)]
    assert {one.principal for one in year_one} == {Decimal(1000)}
    added = sum(one.interest for one in year_one)
    assert {one.principal for one in year_two} == {Decimal(1000) + added}
    assert [one.start for one in fee.segments].count(date(2024, 3, 1)) == 1


def test_the_shipped_dutch_law_compounds_and_the_others_do_not():
    assert NL.compounds
    assert not (EU.compounds or PL.compounds or UK.compounds)


def test_in_the_united_kingdom_the_rate_of_the_first_day_stays():
    # Due 20 June 2024, late from the 21st: 13.25 % for all 194 days to the end of the year.
    # 999.99 x .1325 x 194/365 = 70.4238...
    fee = late_fee(Money(99_999, "GBP"), date(2024, 6, 20), date(2024, 12, 31), UK)
    (only,) = fee.segments
    assert (only.start, only.days, only.percent) == (date(2024, 6, 21), 194, Decimal("13.25"))
    assert fee.interest == Money(7042, "GBP")
    assert fee.fixed == Money(4000, "GBP")
    assert fee.complete


@pytest.mark.parametrize(
    ("owed", "fixed"),
    [("999.99", 40), ("1000", 70), ("9999.99", 70), ("10000", 100), ("0.01", 40)],
)
def test_the_british_compensation_rises_with_the_debt(owed, fixed):
    debt = Money(int(Decimal(owed) * 100), "GBP")
    fee = late_fee(debt, date(2026, 1, 31), date(2026, 2, 1), UK)
    assert fee.fixed == Money(fixed * 100, "GBP")


@pytest.mark.parametrize(
    ("owed", "fixed"), [("5000", 40), ("5000.01", 70), ("49999.99", 70), ("50000", 100)]
)
def test_the_polish_compensation_rises_with_the_debt_and_is_in_euro(owed, fixed):
    debt = Money(int(Decimal(owed) * 100), "PLN")
    fee = late_fee(debt, date(2024, 1, 31), date(2024, 2, 1), PL)
    assert fee.fixed == Money(fixed * 100, "EUR")


def test_a_debt_in_zloty_across_a_change_of_the_rate():
    # 2000 zl due 31 May 2025: June has 30 days at 15.75 %, July 31 at 15.25 %.
    # 2000 x .1575 x 30/365 = 25.8904...; 2000 x .1525 x 31/365 = 25.9041...; together 51.7945...
    fee = late_fee(Money(200_000, "PLN"), date(2025, 5, 31), date(2025, 7, 31), PL)
    assert [one.days for one in fee.segments] == [30, 31]
    assert fee.interest == Money(5179, "PLN")
    assert fee.complete


def test_29_february_is_a_day_like_any_other():
    # 28 February to 1 March 2024 after a debt due on the 27th: three days at 12.5 %.
    fee = late_fee(euro("36500"), date(2024, 2, 27), date(2024, 3, 1), EU)
    assert sum(one.days for one in fee.segments) == 3
    assert fee.interest == euro("37.50")


def test_a_debt_late_since_29_february_has_its_full_year_on_1_march():
    law = replace(STEADY, compounds=True, rates=(rate(date(2024, 1, 1), date(2026, 12, 31), "10"),))
    fee = late_fee(euro("1000"), date(2024, 2, 28), date(2025, 3, 31), law)
    assert [one.start for one in fee.segments] == [date(2024, 2, 29), date(2025, 3, 1)]
    assert [one.days for one in fee.segments] == [366, 31]


@pytest.mark.parametrize("until", [date(2024, 5, 14), date(2024, 5, 15), date(2020, 1, 1)])
def test_what_is_not_late_bears_nothing(until):
    fee = late_fee(euro("1000"), date(2024, 5, 15), until, EU)
    assert fee.segments == ()
    assert (fee.interest, fee.fixed, fee.complete) == (euro("0"), None, True)


def test_a_debt_that_is_never_due_bears_nothing():
    assert late_fee(euro("1"), date.max, date(2026, 1, 1), EU).segments == ()


def test_days_without_a_confirmed_rate_are_shown_and_the_sum_is_what_is_known_at_least():
    # 1000 x .1015 x 1/365 = 0.2780... for 30 June 2026 alone.
    fee = late_fee(euro("1000"), date(2026, 6, 29), date(2026, 7, 10), EU)
    assert [(one.days, one.percent, one.interest) for one in fee.segments] == [
        (1, Decimal("10.15"), Decimal(1000) * Decimal("10.15") / 100 / 365),
        (10, None, None),
    ]
    assert fee.segments[1].source == ""
    assert fee.interest == euro("0.28")
    assert fee.gaps == ((date(2026, 7, 1), date(2026, 7, 10)),)
    assert not fee.complete


@pytest.mark.parametrize(("due", "until"), [(1999, 2000), (2090, 2091)])
def test_of_days_outside_the_table_there_is_no_sum_at_all(due, until):
    fee = late_fee(euro("1000"), date(due, 1, 1), date(until, 1, 1), EU)
    assert [(one.days, one.percent) for one in fee.segments] == [(365, None)]
    assert fee.interest is None
    assert fee.gaps == ((date(due, 1, 2), date(until, 1, 1)),)
    assert not fee.complete


def test_of_a_british_debt_that_became_late_without_a_confirmed_rate_there_is_no_sum_throughout():
    fee = late_fee(Money(100_000, "GBP"), date(2023, 8, 1), date(2025, 12, 31), UK)
    assert [one.percent for one in fee.segments] == [None]
    assert fee.interest is None
    assert fee.gaps == ((date(2023, 8, 2), date(2025, 12, 31)),)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=9))
def test_stretches_are_joined_to_the_same_days_with_a_day_between_each(given_stretches):
    first = date(2026, 7, 1)
    stretches = [
        (first + timedelta(days=start), first + timedelta(days=start + length))
        for start, length in given_stretches
    ]

    def days(of):
        return {
            start + timedelta(days=n) for start, end in of for n in range((end - start).days + 1)
        }

    found = joined(stretches)
    assert days(found) == days(stretches)
    for before, after in pairwise(found):
        assert after[0] > before[1] + timedelta(days=1)


def test_nothing_that_is_known_as_nought_is_taken_for_unknown():
    fee = late_fee(euro("1000"), date(2026, 7, 1), date(2026, 8, 1), EU, Decimal(0))
    assert fee.interest == euro("0")
    assert fee.complete


# --- Against figures worked out outside, with the shipped rates ---------------------------------


@pytest.mark.parametrize(
    ("law", "owed", "days", "interest", "fixed"),
    [
        # February 28, March 31, April 30, May 31: 120 days; 1000 x .1015 x 120/365 = 33.3698...
        (EU, "1000 EUR", (date(2026, 1, 31), date(2026, 5, 31)), "33.37", "40"),
        # 16 to 30 June 15 days at 11.15 = 4.5821..., July 31 at 10.15 = 8.6205...; 13.2027...
        (EU, "1000 EUR", (date(2025, 6, 15), date(2025, 7, 31)), "13.20", "40"),
        # All of 2025 in the Netherlands: 181 x 11.15 = 55.2917..., 184 x 10.15 = 51.1671..., in all
        # 106.4589...; from 1 January 2026 1106.4589... x .1015 x 31/365 = 9.5383...
        (NL, "1000 EUR", (date(2024, 12, 31), date(2026, 1, 31)), "116.00", "40"),
        # Late from 1 December 2025, so 12.25 stays: 31 + 31 + 28 + 31 = 121 days;
        # 2000 x .1225 x 121/365 = 81.2191...
        (UK, "2000 GBP", (date(2025, 11, 30), date(2026, 3, 31)), "81.22", "70"),
        # Due on the last day of a half-year, late in the next one: 31 days at 11.75 = 9.9794...
        (UK, "1000 GBP", (date(2025, 12, 31), date(2026, 1, 31)), "9.98", "70"),
        # December 31 days at 15.25 = 129.5205..., January 31 at 14 = 118.9041...; 248.4246...
        (PL, "10000 PLN", (date(2025, 11, 30), date(2026, 1, 31)), "248.42", "70"),
    ],
)
def test_the_shipped_rates_give_what_is_worked_out_by_hand(law, owed, days, interest, fixed):
    amount, currency = owed.split()
    fee = late_fee(Money(int(amount) * 100, currency), *days, law)
    assert fee.interest == Money(int(Decimal(interest) * 100), currency)
    assert fee.fixed == Money(int(fixed) * 100, law.fixed_currency)
    assert fee.complete


@pytest.mark.parametrize(("law", "from_"), [(EU, 2023), (NL, 2023), (PL, 2024), (UK, 2024)])
def test_every_half_year_up_to_the_first_of_2026_has_a_confirmed_rate(law, from_):
    confirmed = {(one.start.year, one.start.month) for one in law.rates if one.confirmed}
    wanted = {(year, month) for year in range(from_, 2026) for month in (1, 7)} | {(2026, 1)}
    assert wanted <= confirmed


def test_an_own_rate_replaces_the_law_s_on_every_day():
    # 8 % on 1000 euro for 365 days, for the last 184 of which no rate is confirmed.
    fee = late_fee(euro("1000"), date(2025, 12, 31), date(2026, 12, 31), EU, Decimal(8))
    assert fee.interest == euro("80.00")
    assert {(one.percent, one.source) for one in fee.segments} == {(Decimal(8), "own")}
    assert fee.complete
    assert fee.fixed == euro("40")


def test_an_own_rate_serves_any_currency_and_the_law_s_compensation_stays_with_its_own():
    fee = late_fee(Money(73_000, "USD"), date(2025, 1, 1), date(2025, 1, 11), EU, Decimal(10))
    assert fee.interest == Money(200, "USD")
    assert fee.fixed is None


@pytest.mark.parametrize(("currency", "owed", "interest"), [("JPY", 3650, 10), ("KWD", 3650, 10)])
def test_a_currency_keeps_its_own_decimals(currency, owed, interest):
    law = replace(STEADY, currency=currency)
    fee = late_fee(Money(owed, currency), date(2023, 7, 1), date(2023, 7, 11), law, Decimal(10))
    assert fee.interest == Money(interest, currency)


def test_half_a_cent_is_rounded_up_once_at_the_end():
    # 18.25 euro at 10 % for one day is exactly .005; for two half-days of rounding it would be 2.
    assert late_fee(euro("18.25"), date(2023, 1, 1), date(2023, 1, 2), STEADY).interest.minor == 1
    assert late_fee(euro("18.24"), date(2023, 1, 1), date(2023, 1, 2), STEADY).interest.minor == 0


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(ClientfitError) as caught:
        late_fee(Money(0, "USD"), date(2024, 1, 1), date(2024, 2, 1), EU)
    assert [str(fault) for fault in caught.value.faults] == [
        "sum: is not above zero. Only what is owed bears interest.",
        "sum: is in USD, and these rates are for EUR. "
        "Choose the law that fits, or set your own rate.",
    ]


@pytest.mark.parametrize("own", ["-1", "NaN", "Infinity"])
def test_an_own_rate_that_is_none_is_refused(own):
    with pytest.raises(ClientfitError, match="is no rate"):
        late_fee(euro("1"), date(2024, 1, 1), date(2024, 2, 1), EU, Decimal(own))


DEBTS = st.integers(1, 10**9).map(lambda minor: Money(minor, "EUR"))
DAYS = st.dates(date(2022, 6, 1), date(2025, 6, 30))
LAWS = st.sampled_from([STEADY, replace(STEADY, compounds=True), EU, NL])


@settings(max_examples=200)
@given(DEBTS, DAYS, DAYS, st.integers(0, 400), LAWS)
def test_interest_never_falls_with_time(owed, due, until, more, law):
    sooner = late_fee(owed, due, until, law)
    later = late_fee(owed, due, until + timedelta(days=more), law)
    assert at_least(later) >= at_least(sooner)


@settings(max_examples=200)
@given(DEBTS, DEBTS, DAYS, DAYS, LAWS)
def test_interest_never_falls_with_the_sum(one, other, due, until, law):
    small, large = sorted((one, other), key=lambda debt: debt.minor)
    assert at_least(late_fee(small, due, until, law)) <= at_least(late_fee(large, due, until, law))


@settings(max_examples=200)
@given(DEBTS, DAYS, DAYS, DAYS, st.sampled_from([STEADY, EU]))
def test_splitting_the_time_never_changes_the_total_by_more_than_a_cent(owed, a, b, c, law):
    due, middle, until = sorted((a, b, c))
    whole = at_least(late_fee(owed, due, until, law))
    parts = [at_least(late_fee(owed, *days, law)) for days in ((due, middle), (middle, until))]
    assert abs(whole - sum(parts)) <= 1


@settings(max_examples=200)
@given(DEBTS, DAYS, DAYS, LAWS)
def test_the_days_shown_are_all_days_after_the_due_date_each_once(owed, due, until, law):
    assume(until > due)
    segments = late_fee(owed, due, until, law).segments
    assert segments[0].start == due + timedelta(days=1)
    assert segments[-1].end == until
    assert sum(one.days for one in segments) == (until - due).days
    for before, after in pairwise(segments):
        assert after.start == before.end + timedelta(days=1)


@settings(max_examples=100)
@given(DEBTS, DAYS, DAYS)
def test_interest_on_interest_is_never_less(owed, due, until):
    plain, compound = (
        late_fee(owed, due, until, replace(STEADY, compounds=yes)) for yes in (False, True)
    )
    assert at_least(compound) >= at_least(plain)
    assert (until - due).days > 365 or compound.interest == plain.interest


# --- The shipped rates against the table they come from ----------------------------------------


def _rows() -> list[dict[str, str]]:
    if not RATES.exists():
        return []
    with RATES.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _table() -> dict[tuple[str, str], dict[str, str]]:
    """The rows by place and first day."""
    return {(row["jurisdiction"].split(" (")[0], row["from"]): row for row in _rows()}


@pytest.mark.parametrize("id_", list(PLACES))
def test_every_shipped_rate_is_that_of_the_table_and_none_is_left_out(id_):
    table, law = _table(), laws().law(id_)
    found = {
        day: (row["to"], Decimal(row["rate_percent"]))
        for (place, day), row in table.items()
        if place == PLACES[id_]
    }
    shipped = {one.start.isoformat(): (one.end.isoformat(), one.percent) for one in law.rates}
    assert shipped
    assert found in (shipped, {})
    assert bool(found) == RATES.exists()


def test_only_rates_graded_seen_or_derived_are_used_unasked():
    table = _table()
    for law in laws().laws:
        for one in law.rates:
            row = table.get((PLACES[law.id], one.start.isoformat()))
            graded = re.match(r"(seen|derived)\b", row["evidence"]) if row else one.confirmed
            assert one.confirmed == bool(graded), (law.id, one.start)


def test_the_grades_of_the_file_decide_what_is_confirmed():
    for id_, fields in parse(FILE, content_text(FILE)).items():
        given_grades = [Grade(row["grade"]) in CONFIRMED for row in fields["rates"]]
        assert [one.confirmed for one in laws().law(id_).rates] == given_grades
        assert any(given_grades)
