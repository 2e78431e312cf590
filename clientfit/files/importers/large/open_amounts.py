"""Where the invoices of many rows stand, and what is owed of each: the rules of ``assemble``.

The same rules as for one invoice, on whole columns; the tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clientfit.core.model import InvoiceState
from clientfit.files.importers.formats.model import DocumentStatus, Format
from clientfit.files.importers.large.blocks import Flags, Ints

#: A word of a status or kind as a number: none, one that nobody knows, then the standings.
NO_WORD, UNKNOWN = 0, 1
CODES: dict[DocumentStatus | None, int] = {
    None: UNKNOWN,
    **{standing: code for code, standing in enumerate(DocumentStatus, 2)},
}
#: The states as numbers.
STATES = tuple(InvoiceState)
_AT = {state: at for at, state in enumerate(STATES)}
PAID = _AT[InvoiceState.PAID]


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts of each row in minor units, and where there are any."""

    total: Ints
    owed: Ints
    has_owed: Flags
    paid: Ints
    has_paid: Flags


@dataclass(frozen=True, slots=True)
class Standings:
    """What became of each row."""

    state: Ints  # an index of ``STATES``
    owed: Ints
    disputed: Flags
    clear: Flags  # nothing is to be told of it, and it is none to leave out


def standings(
    form: Format, kind: Ints, status: Ints, figures: Figures, *, settled: Flags
) -> Standings:
    """Where each row stands, by its words and its figures. Figures weigh more than words."""
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
