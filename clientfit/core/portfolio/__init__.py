"""Measures per client from invoices, hours and messages, whichever table engine holds them.

Days are whole numbers since 1970-01-01 and sums are whole minor units, so that every engine gives
the same result to the day and the cent; ratios are made of them afterwards, in Python.
"""

from clientfit.core.portfolio.activity import (
    hourly_rates,
    hours_measures,
    hours_table,
    messages_measures,
    messages_table,
)
from clientfit.core.portfolio.measures import (
    Ageing,
    HourlyRate,
    HoursMeasures,
    MessageMeasures,
    MoneyMeasures,
    MonthMeasures,
)
from clientfit.core.portfolio.money import money_measures, money_table
from clientfit.core.portfolio.months import MonthTables, month_measures, month_tables
from clientfit.core.portfolio.shared import shared, shared_rates
from clientfit.core.portfolio.table import DaySpan, Records, day_number, day_of, span_of

__all__ = [
    "Ageing",
    "DaySpan",
    "HourlyRate",
    "HoursMeasures",
    "MessageMeasures",
    "MoneyMeasures",
    "MonthMeasures",
    "MonthTables",
    "Records",
    "day_number",
    "day_of",
    "hourly_rates",
    "hours_measures",
    "hours_table",
    "messages_measures",
    "messages_table",
    "money_measures",
    "money_table",
    "month_measures",
    "month_tables",
    "shared",
    "shared_rates",
    "span_of",
]
