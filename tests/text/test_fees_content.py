"""The laws on late payment are data: whole, dated, sourced, and checked at once."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from clientfit.core.currencies import currency_in
from clientfit.core.errors import ClientfitError
from clientfit.core.records.fees import RateBasis
from clientfit.text.content.entry import content_text, parse
from clientfit.text.content.fees import FILE, laws, read_laws

SHIPPED = parse(FILE, content_text(FILE))
LAWS = laws()


@pytest.mark.parametrize("law", LAWS.laws, ids=lambda law: law.id)
def test_a_law_has_words_a_currency_sources_and_the_day_it_was_read(law):
    words = LAWS.words[law.id]
    assert words.name
    assert words.law.endswith(".")
    assert words.read > date(2026, 1, 1)
    assert currency_in(law.currency) == law.currency
    assert currency_in(law.fixed_currency) == law.fixed_currency
    assert "C3" in law.sources
    assert all(one.source for one in law.rates)


@pytest.mark.parametrize("law", LAWS.laws, ids=lambda law: law.id)
def test_rates_are_half_years_without_a_gap_and_plausible(law):
    for one in law.rates:
        assert (one.start.month, one.start.day) in {(1, 1), (7, 1)}
        assert (one.end.month, one.end.day) in {(6, 30), (12, 31)}
        assert Decimal(8) <= one.percent <= Decimal(20)
    for before, after in pairwise(law.rates):
        assert after.start == before.end + timedelta(days=1)
    assert [tier.least for tier in law.fixed] == sorted(tier.least for tier in law.fixed)


def test_a_law_is_found_by_its_id_and_none_is_proposed_where_there_is_none():
    assert LAWS.law("uk").basis is RateBasis.AT_START
    assert LAWS.law("sa") is None


def test_the_places_are_the_euro_area_the_netherlands_poland_and_the_united_kingdom():
    assert [law.id for law in LAWS.laws] == ["eu", "nl", "pl", "uk"]


def test_every_fault_is_told_at_once():
    broken: dict[str, Any] = deepcopy(SHIPPED)
    broken["eu"]["basis"] = "sometimes"
    broken["eu"]["rates"][0]["percent"] = "12,50"
    broken["eu"]["rates"][1]["grade"] = "guessed"
    broken["eu"]["rates"][4]["from"] = date(2025, 1, 2)
    broken["eu"]["rates"][3]["reason"] = "luck"
    broken["nl"]["rates"][6]["to"] = date(2025, 12, 1)
    broken["nl"]["compounds"] = "yes"
    broken["nl"]["sources"] = ["Z9"]
    broken["pl"]["fixed"] = broken["pl"]["fixed"][::-1]
    broken["pl"]["rates"] = "all"
    broken["uk"]["fixed"][0]["amount"] = "NaN"
    broken["uk"]["fixed"].append(7)
    del broken["uk"]["law"]
    broken["mars"] = 5
    with pytest.raises(ClientfitError) as caught:
        read_laws(broken)
    told = [str(fault) for fault in caught.value.faults]
    for start in (
        "late_fees.toml, [eu], basis: 'sometimes' is unknown",
        "late_fees.toml, [eu.rates[1]], percent: '12,50' is no decimal number",
        "late_fees.toml, [eu.rates[2]], grade: 'guessed' is unknown",
        "late_fees.toml, [eu], rates: 2024-12-31 is not followed by the next day",
        "late_fees.toml, [eu.rates[4]], reason: is no field of this entry",
        "late_fees.toml, [nl.rates[7]], to: 2025-12-01 is before 2026-01-01",
        "late_fees.toml, [nl], compounds: 'yes' is not true or false",
        "late_fees.toml, [nl], sources: unknown statement 'Z9'",
        "late_fees.toml, [pl], fixed: is not in rising order",
        "late_fees.toml, [pl], rates: is not a list of tables",
        "late_fees.toml, [uk.fixed[1]], amount: 'NaN' is no decimal number",
        "late_fees.toml, [uk.fixed[4]]: 7 is not a table",
        "late_fees.toml, [uk], law: is missing",
        "late_fees.toml, [mars]: 5 is not a table",
    ):
        assert [one for one in told if one.startswith(start)], (start, told)


@pytest.mark.parametrize("number", ["nan", "Infinity", "-1", "1e3", " 5", "12.123456", "", "½"])
def test_what_is_no_plain_number_is_no_rate(number):
    broken: dict[str, Any] = deepcopy(SHIPPED)
    broken["eu"]["rates"][0]["percent"] = number
    with pytest.raises(ClientfitError, match="percent"):
        read_laws(broken)
