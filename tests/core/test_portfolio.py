"""The measures of every client: equal on every engine, and to plain loops over the records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import portfolio_oracle as oracle
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from portfolio_rows import (
    ENGINES,
    HOURS,
    MESSAGES,
    NORMS,
    NOW,
    TODAY,
    Engine,
    Hour,
    Said,
    hour_columns,
    invoice_columns,
    invoices,
    message_columns,
)

from clientfit.core.errors import ClientfitError
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.portfolio import (
    DaySpan,
    HoursMeasures,
    MessageMeasures,
    MoneyMeasures,
    MonthMeasures,
    Records,
    day_number,
    day_of,
    hours_measures,
    hours_table,
    messages_measures,
    messages_table,
    money_measures,
    money_table,
    month_measures,
    month_tables,
    span_of,
)
from clientfit.core.records.invoices import arrears, days_overdue, evidence, owed

SLOW = settings(
    max_examples=min(15, settings().max_examples),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]


def money(
    rows: Sequence[Invoice], span: DaySpan | None = None, engine: Engine = ENGINES["pandas"]
) -> tuple[MoneyMeasures, ...]:
    table = engine(invoice_columns(rows))
    span = span or span_of(TODAY, Records(table))
    return money_measures(money_table(table, span=span, norms=NORMS), norms=NORMS, span=span)


def hours(rows: Sequence[Hour], engine: Engine = ENGINES["pandas"]) -> tuple[HoursMeasures, ...]:
    table = engine(hour_columns(rows))
    span = span_of(TODAY, Records(hours=table))
    return hours_measures(hours_table(table, span=span, norms=NORMS))


def messages(
    rows: Sequence[Said], engine: Engine = ENGINES["pandas"]
) -> tuple[MessageMeasures, ...]:
    table = engine(message_columns(rows))
    span = span_of(TODAY, Records(messages=table))
    return messages_measures(messages_table(table, span=span, norms=NORMS), span=span)


def months(records: Records) -> tuple[MonthMeasures, ...]:
    span = span_of(TODAY, records)
    return month_measures(month_tables(records, span=span, norms=NORMS), span=span)


# --- every engine, every field ------------------------------------------------------------------


@given(rows=st.lists(invoices(), max_size=25))
@SLOW
def test_money_is_the_same_on_every_engine_and_in_plain_loops(
    engine: Engine, rows: list[Invoice]
) -> None:
    as_of = oracle.last_day(TODAY, rows, (), ())

    assert money(rows, engine=engine) == oracle.money(rows, TODAY, as_of)


@given(rows=st.lists(HOURS, max_size=25))
@SLOW
def test_hours_are_the_same_on_every_engine_and_in_plain_loops(
    engine: Engine, rows: list[Hour]
) -> None:
    assert hours(rows, engine) == oracle.hours(rows, oracle.last_day(TODAY, (), rows, ()))


@given(rows=st.lists(MESSAGES, max_size=25))
@SLOW
def test_messages_are_the_same_on_every_engine_and_in_plain_loops(
    engine: Engine, rows: list[Said]
) -> None:
    assert messages(rows, engine) == oracle.messages(rows, oracle.last_day(TODAY, (), (), rows))


@given(
    bills=st.lists(invoices(), max_size=15),
    work=st.lists(HOURS, max_size=10),
    said=st.lists(MESSAGES, max_size=10),
)
@SLOW
def test_months_are_the_same_on_every_engine_and_in_plain_loops(
    engine: Engine, bills: list[Invoice], work: list[Hour], said: list[Said]
) -> None:
    tables = Records(
        engine(invoice_columns(bills)), engine(hour_columns(work)), engine(message_columns(said))
    )
    as_of = oracle.last_day(TODAY, bills, work, said)

    assert months(tables) == oracle.months(bills, work, said, TODAY, as_of)


def test_a_table_holds_only_whole_numbers_beside_its_keys(engine: Engine) -> None:
    import narwhals as nw

    span = DaySpan(NOW, NOW)
    bills, work, said = [invoices_like()], [Hour("Moss", NOW, 60, None, None)], [MESSAGE]
    made = [
        money_table(engine(invoice_columns(bills)), span=span, norms=NORMS),
        hours_table(engine(hour_columns(work)), span=span, norms=NORMS),
        messages_table(engine(message_columns(said)), span=span, norms=NORMS),
    ]
    for table in made:
        schema = nw.from_native(table).collect_schema()
        kinds = {kind for name, kind in schema.items() if name not in ("client", "currency")}
        assert kinds == {nw.Int64}


# --- the same as what is said of one client -----------------------------------------------------


@given(rows=st.lists(invoices(), min_size=1, max_size=25))
@SLOW
def test_owed_overdue_and_late_are_those_of_the_evidence(rows: list[Invoice]) -> None:
    found = money(rows)
    for client in {one.client for one in rows}:
        theirs = [one for one in rows if one.client == client]
        mine = [one for one in found if one.client == client]
        late = evidence(theirs, thresholds=NORMS, today=TODAY)[0]
        still, over = owed(theirs), arrears(theirs, TODAY)

        assert sum(one.judged for one in mine) == late.judged
        assert sum(one.late for one in mine) == late.found
        assert {one.currency: one.owed for one in mine if one.owed} == sums(still)
        assert {one.currency: one.overdue for one in mine if one.overdue} == sums(over)


def sums(money: dict[str, Money]) -> dict[str, int]:
    return {code: one.minor for code, one in money.items() if one.minor}


@given(invoices())
@SLOW
def test_the_days_of_one_invoice_are_those_it_is_overdue(one: Invoice) -> None:
    found = money([one])[0]
    if found.judged:
        assert found.days_late == days_overdue(one, TODAY)


@given(rows=st.lists(invoices(), max_size=20), chance=st.randoms())
@SLOW
def test_the_order_of_the_rows_means_nothing(rows: list[Invoice], chance: Any) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)

    assert money(rows) == money(shuffled)


@given(rows=st.lists(invoices(), max_size=25))
@SLOW
def test_the_ageing_adds_up_to_what_is_owed(rows: list[Invoice]) -> None:
    for one in money(rows):
        ages = one.ageing
        late = ages.days_1_30 + ages.days_31_60 + ages.days_61_90 + ages.over_90
        assert (ages.not_due + late, late) == (one.owed, one.overdue)


# --- what each measure means --------------------------------------------------------------------

MESSAGE = Said("Moss", NOW, incoming=True, outside=False, length=40)


def invoices_like(**given: Any) -> Invoice:
    """An invoice over 1,000.00, issued 60 and due 30 days ago, paid ten days late."""
    fields: dict[str, Any] = {
        "client": "Moss",
        "number": "1",
        "issued": day_of(NOW - 60),
        "due": day_of(NOW - 30),
        "settled": day_of(NOW - 20),
        "total": Money(100_000, "EUR"),
        "owed": Money(0, "EUR"),
        "state": InvoiceState.PAID,
    }
    return Invoice(**(fields | given))


def unpaid(days_ago: int, minor: int = 100_000, **given: Any) -> Invoice:
    """An open invoice that fell due so many days ago."""
    return invoices_like(
        due=day_of(NOW - days_ago),
        settled=None,
        owed=Money(minor, "EUR"),
        state=InvoiceState.OPEN,
        **given,
    )


def test_credits_and_refunds_take_away_whichever_sign_they_have() -> None:
    credits = [
        invoices_like(state=InvoiceState.CREDIT, total=Money(minor, "EUR"))
        for minor in (-10_000, 5_000)
    ]

    assert money([invoices_like(), *credits])[0].income == 85_000


def test_void_draft_and_written_off_are_no_income() -> None:
    states = (InvoiceState.VOID, InvoiceState.DRAFT, InvoiceState.WRITTEN_OFF)
    found = money([invoices_like(state=state) for state in states])[0]

    assert (found.income, found.invoices, found.written_off) == (0, 1, 100_000)


def test_a_part_payment_leaves_the_rest_owed_and_the_income_whole() -> None:
    found = money([unpaid(10, 40_000)])[0]

    assert (found.income, found.paid, found.owed) == (100_000, 60_000, 40_000)


@pytest.mark.parametrize(
    ("days", "age"),
    [(-1, "not_due"), (0, "not_due"), (1, "days_1_30"), (30, "days_1_30"), (31, "days_31_60"),
     (60, "days_31_60"), (61, "days_61_90"), (90, "days_61_90"), (91, "over_90")],
)  # fmt: skip
def test_what_is_owed_ages_by_the_day(days: int, age: str) -> None:
    assert getattr(money([unpaid(days)])[0].ageing, age) == 100_000


def test_without_a_due_date_nothing_is_overdue() -> None:
    found = money([invoices_like(due=None, settled=None, owed=Money(5, "EUR"),
                                 state=InvoiceState.OPEN)])[0]  # fmt: skip

    assert (found.owed, found.overdue, found.ageing.not_due, found.judged) == (5, 0, 5, 0)


def test_currencies_are_never_added() -> None:
    dollars = invoices_like(total=Money(300, "USD"), owed=Money(0, "USD"))
    found = money([invoices_like(), dollars])

    assert [(one.currency, one.income, one.income_share) for one in found] == [
        ("EUR", 100_000, 1.0),
        ("USD", 300, 1.0),
    ]


def test_an_old_export_speaks_of_its_own_time_but_what_it_owes_is_owed_today() -> None:
    old = invoices_like(issued=date(2013, 5, 1), due=date(2013, 5, 31), settled=date(2013, 6, 4))
    still = unpaid((TODAY - date(2013, 6, 1)).days, issued=date(2013, 5, 2))
    found = money([old, still])[0]

    assert (found.income, found.term) == (200_000, 34)
    assert (found.overdue, found.ageing.over_90) == (100_000, 100_000)
    assert found.dso == 183  # half of a year, rounded up


def test_an_invoice_from_the_future_is_owed_but_no_income_yet() -> None:
    found = money([invoices_like(), unpaid(-40, issued=day_of(NOW + 10))])[0]

    assert (found.income, found.owed) == (100_000, 100_000)


def test_the_term_is_from_issue_to_payment_and_paid_ahead_counts_nothing() -> None:
    assert money([invoices_like()])[0].term == 40
    assert money([invoices_like(settled=day_of(NOW - 70))])[0].term == 0


def test_a_payment_that_nobody_waited_for_has_no_term() -> None:
    payment = invoices_like(due=None, settled=day_of(NOW - 60))

    assert money([payment])[0].term is None
    assert money([payment, invoices_like()])[0].term == 40


def test_sales_are_outstanding_for_the_part_of_the_year_that_is_owed() -> None:
    paid = [invoices_like()] * 3

    assert money([*paid, unpaid(5)])[0].dso == round(365 / 4)
    assert money([invoices_like(state=InvoiceState.VOID)])[0].dso is None


def test_the_trend_is_that_of_the_year_before_where_the_records_reach_back() -> None:
    this_year = invoices_like(total=Money(150_000, "EUR"))
    before = invoices_like(issued=day_of(NOW - 500), settled=None)
    older = invoices_like(issued=day_of(NOW - 800), settled=None, client="Elm")

    assert money([this_year, before])[0].trend is None
    assert money([this_year, before, older])[1].trend == 0.5


def test_lateness_has_a_trend_from_the_earlier_to_the_later_half() -> None:
    early = [
        invoices_like(due=day_of(NOW - days), settled=day_of(NOW - days + 30))
        for days in (300, 310, 320)
    ]
    lately = [
        invoices_like(due=day_of(NOW - days), settled=day_of(NOW - days + 2))
        for days in (30, 40, 50)
    ]
    found = money([*early, *lately])[0]

    assert (found.days_late_before, found.days_late_lately, found.days_late) == (30, 2, 2)
    assert found.late_share == 0.5


# --- tables that can't be read ------------------------------------------------------------------


def test_every_missing_or_unfit_column_is_told_at_once(engine: Engine) -> None:
    columns = invoice_columns([invoices_like()])
    columns["isued"] = columns.pop("issued")
    del columns["owed"]
    with pytest.raises(ClientfitError) as caught:
        money_table(engine(columns), span=DaySpan(NOW, NOW), norms=NORMS)

    told = str(caught.value)
    assert "invoices, column issued" in told
    assert "isued" in told
    assert "invoices, column owed" in told


def test_sums_with_a_fraction_are_refused() -> None:
    columns = invoice_columns([invoices_like()])
    columns["total"] = [1000.5]
    with pytest.raises(ClientfitError, match="invoices, column total: holds Float64"):
        money_table(ENGINES["pandas"](columns), span=DaySpan(NOW, NOW), norms=NORMS)


def test_no_records_have_no_measures(engine: Engine) -> None:
    assert money([], engine=engine) == ()
    assert hours([], engine) == ()
    assert messages([], engine) == ()


# --- many portfolios in one table ---------------------------------------------------------------


def test_each_freelancer_of_a_platform_has_a_portfolio_of_their_own(engine: Engine) -> None:
    rows = [
        invoices_like(),
        unpaid(5),
        invoices_like(client="Elm", total=Money(200_000, "EUR")),
    ]
    columns = invoice_columns([*rows, *rows])
    columns["freelancer"] = ["Ada", "Ada", "Ada", "Bo", "Bo", "Bo"]
    span, by = DaySpan(NOW, NOW), ("freelancer", "client")
    table = money_table(engine(columns), span=span, norms=NORMS, by=by)
    found = money_measures(table, norms=NORMS, span=span, by=by)
    alone = money(rows, span)

    assert [(one.whose, one.client) for one in found] == [
        (("Ada",), "Elm"), (("Ada",), "Moss"), (("Bo",), "Elm"), (("Bo",), "Moss"),
    ]  # fmt: skip
    assert [one.income_share for one in found] == [one.income_share for one in alone] * 2
    assert day_number(TODAY) == NOW
