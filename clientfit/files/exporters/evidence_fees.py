"""Interest on late invoices as a paper shows it: every step, its rate, and where that is from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from clientfit.core.model import Invoice
from clientfit.core.records.fees import Fee, Segment, Stretch
from clientfit.files.exporters.clean import one_line
from clientfit.text.content.fees import LawWords
from clientfit.text.i18n import Translator

#: Columns of a table: whether one takes the room that is left, and whether it ends on a line.
TEXT, DAY, SUM = (True, False), (False, False), (False, True)


@dataclass(frozen=True, slots=True)
class FeeLine:
    """What one invoice may bear, up to and including a day, and by which law."""

    invoice: Invoice
    fee: Fee
    words: LawWords
    until: date


def fee_sections(lines: Sequence[FeeLine], t: Translator) -> list[dict[str, object]]:
    """A section for each invoice, as the template of the evidence takes it."""
    return [_section(line, t) for line in lines]


def _section(line: FeeLine, t: Translator) -> dict[str, object]:
    return {
        "name": t(
            "Interest for late payment: invoice {number}", number=one_line(line.invoice.number)
        ),
        "intro": t(
            "{law}. {says} Read on {day}.",
            law=t(line.words.name),
            says=t(line.words.law),
            day=t.day(line.words.read),
        ),
        "columns": [
            (t("From"), *DAY),
            (t("To"), *DAY),
            (t("Days"), *SUM),
            (t("Bears interest"), *SUM),
            (t("Rate a year"), *SUM),
            (t("Interest"), *SUM),
            (t("Source of the rate"), *TEXT),
        ],
        "rows": [_row(segment, t) for segment in line.fee.segments],
        "below": _below(line, t),
    }


def _row(segment: Segment, t: Translator) -> list[str]:
    source = t("own or agreed rate") if segment.source == "own" else segment.source
    return [
        t.short_day(segment.start),
        t.short_day(segment.end),
        t.number(segment.days),
        _decimal(segment.principal, "#,##0.00", t),
        f"{_decimal(segment.percent, '0.00##', t)} %" if segment.percent is not None else "–",
        _decimal(segment.interest, "#,##0.0000", t) if segment.interest is not None else "–",
        source if segment.percent is not None else t("no confirmed rate is known"),
    ]


def _below(line: FeeLine, t: Translator) -> list[str]:
    fee = line.fee
    below = [_interest(line, t)]
    if fee.fixed:
        below.append(t("Fixed compensation for this invoice: {sum}.", sum=t.money(fee.fixed)))
    if not fee.complete:
        below.append(not_counted(fee.gaps, t))
    below.append(t("This is a computation from the rates shown, not legal advice."))
    return below


def _interest(line: FeeLine, t: Translator) -> str:
    """The sum as far as it is known: never nought for what nobody knows."""
    interest, day = line.fee.interest, t.day(line.until)
    if interest is None:
        return t("Interest up to and including {day}: no sum can be given.", day=day)
    if not line.fee.complete:
        return t(
            "Interest up to and including {day}: at least {sum}.", day=day, sum=t.money(interest)
        )
    return t("Interest up to and including {day}: {sum}.", day=day, sum=t.money(interest))


def not_counted(gaps: Sequence[Stretch], t: Translator) -> str:
    """Which days no interest is counted for, and why."""
    days = [
        t("from {start} to {end}", start=t.day(start), end=t.day(end))
        if start < end
        else t("on {day}", day=t.day(start))
        for start, end in gaps
    ]
    return t(
        "For the days {days} no confirmed rate is known here; they are not counted.",
        days=t.listed(days),
    )


def _decimal(value: Decimal, pattern: str, t: Translator) -> str:
    return format_decimal(value, format=pattern, locale=t.locale)
