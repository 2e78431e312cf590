"""Decisions on a whole file, and how they are reported: ambiguous dates, rows left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from clientfit.files.importers.formats.model import ColumnRole
from clientfit.files.importers.result import DateChoice, DateExample, LeftOut, Reason
from clientfit.files.importers.tables.match import Match
from clientfit.files.importers.tables.rows import Group, RawRow
from clientfit.files.importers.values.dates import Numeric, Order, Scanned, scan
from clientfit.files.importers.values.month_names import month_number

_EXAMPLES = 2


def scan_all(raws: Iterable[RawRow], roles: Iterable[ColumnRole]) -> dict[str, Scanned | str]:
    """Scan every distinct date text of these columns; a str is the reason why it is not a date."""
    roles = tuple(roles)
    texts = {raw.texts[role] for raw in raws for role in roles if role in raw.texts}
    texts |= {text for raw in raws for text in raw.other_dates}
    return {text: scanned_or_why(text) for text in texts}


def scanned_or_why(text: str) -> Scanned | str:
    """Scan one date text, or return the reason why it is not a date."""
    try:
        return scan(text, month_number)
    except ValueError as error:
        return str(error)


def order_of(day_first: bool) -> Order:
    """The date order that the person has chosen."""
    return Order.DAY_FIRST if day_first else Order.MONTH_FIRST


def date_choice(
    groups: Iterable[Group],
    scanned: Mapping[str, Scanned | str],
    found: Match,
    order: Order,
    roles: Iterable[ColumnRole],
) -> DateChoice:
    """The question about ambiguous dates, with two examples in both readings.

    If both orders occur in the file (MIXED), there is one example of each.
    """
    roles = tuple(roles)
    examples: dict[object, DateExample] = {}
    for group in groups:
        for raw in group.rows:
            for role in roles:
                value = raw.texts.get(role, "")
                each = scanned.get(value)
                if not isinstance(each, Numeric) or each.first == each.second:
                    continue
                example = DateExample(
                    row=raw.row,
                    client=group.client,
                    number=group.number,
                    column=found.columns[role].header,
                    value=value,
                    day_first=_read(each, day_first=True),
                    month_first=_read(each, day_first=False),
                )
                fits = (example.day_first is None, example.month_first is None)
                examples.setdefault(fits if order is Order.MIXED else raw.row, example)
    telling = sorted(
        examples.values(), key=lambda example: bool(example.day_first and example.month_first)
    )
    return DateChoice(
        tuple(sorted(telling[:_EXAMPLES], key=lambda date_example: date_example.row)),
        order is Order.MIXED,
    )


def _read(numeric: Numeric, *, day_first: bool) -> date | None:
    try:
        return numeric.read(day_first=day_first)
    except ValueError:
        return None


def counted(left_out: list[tuple[int, Reason]]) -> tuple[LeftOut, ...]:
    """The rows left out, grouped by reason, the most frequent first."""
    counts = Counter(reason for _, reason in left_out)
    return tuple(
        LeftOut(reason, tuple(sorted(row for row, each in left_out if each is reason)))
        for reason, _ in counts.most_common()
    )
