"""State and open amount of many invoices at once, by the same rules as `invoice.assemble`.

Tests verify that both give the same results.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clientfit.core.model import InvoiceState
from clientfit.files.importers.formats.model import DocumentStatus, Format
from clientfit.files.importers.large.blocks import Flags, Ints

#: Codes for the word in a status or kind column: none, an unknown one, or a DocumentStatus.
NO_WORD, UNKNOWN = 0, 1
CODES: dict[DocumentStatus | None, int] = {
    None: UNKNOWN,
    **{standing: code for code, standing in enumerate(DocumentStatus, 2)},
}
#: The states by their codes.
STATES = tuple(InvoiceState)
_AT = {state: at for at, state in enumerate(STATES)}
PAID = _AT[InvoiceState.PAID]


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts of each row in minor units, and whether each is given."""

    total: Ints
    owed: Ints
    has_owed: Flags
    paid: Ints
    has_paid: Flags


@dataclass(frozen=True, slots=True)
class Standings:
    """The resulting state of each row."""

    state: Ints  # index into ``STATES``
    owed: Ints
    disputed: Flags
    clear: Flags  # nothing about it must be reported, and it is not left out


def standings(
    form: Format, kind: Ints, status: Ints, figures: Figures, *, settled: Flags
) -> Standings:
    """The state of each row from its words and amounts; amounts take precedence over words."""
    total, owed, paid = figures.total, figures.owed, figures.paid
    standing = np.where(kind > UNKNOWN, kind, status)
    known = figures.has_owed | figures.has_paid
    left_out = [
        CODES[document_status]
        for document_status in (DocumentStatus.DRAFT, DocumentStatus.PURCHASE, DocumentStatus.ASIDE)
    ]
    clear = ~np.isin(kind, left_out) & ~np.isin(status, left_out)
    clear &= known | ~np.isin(standing, [UNKNOWN, CODES[DocumentStatus.PARTIAL]])
    if form.incoming_only:
        clear &= (kind == CODES[DocumentStatus.CREDIT]) == (total < 0)

    credit = (standing == CODES[DocumentStatus.CREDIT]) | (total < 0)
    left = np.where(figures.has_owed, owed, np.where(figures.has_paid, total - paid, total))
    by_date = (standing <= UNKNOWN) & settled
    closed = (standing == CODES[DocumentStatus.PAID]) | by_date | (total == 0)
    lost = figures.has_paid & (paid < total)
    lost &= form.unpaid_and_nothing_left_is_written_off
    state = np.select(
        [
            credit,
            standing == CODES[DocumentStatus.VOID],
            standing == CODES[DocumentStatus.WRITTEN_OFF],
            ~known & closed,
            ~known | (left > 0),
            lost,
        ],
        [
            _AT[InvoiceState.CREDIT],
            _AT[InvoiceState.VOID],
            _AT[InvoiceState.WRITTEN_OFF],
            PAID,
            _AT[InvoiceState.OPEN],
            _AT[InvoiceState.WRITTEN_OFF],
        ],
        PAID,
    )
    given_back = np.where(figures.has_owed, np.minimum(owed, 0), 0)
    left = np.select([credit, state == _AT[InvoiceState.OPEN]], [given_back, left], 0)
    return Standings(state, left, standing == CODES[DocumentStatus.DISPUTED], clear)
