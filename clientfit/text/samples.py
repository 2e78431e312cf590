"""The invented client to play with, read from content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from clientfit.core.model import Invoice, InvoiceState, Money
from clientfit.text.content import content_text, parse

FILE = "samples.toml"


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """What the invented freelancer said."""

    value: str
    note: str


@dataclass(frozen=True, slots=True)
class SampleInvoice:
    """An invoice dated in days before today; ``paid``: days after issue, None while open."""

    number: str
    issued: int
    term: int
    paid: int | None
    total: int


@dataclass(frozen=True, slots=True)
class Sample:
    """An invented client."""

    name: str
    currency: str
    answers: Mapping[str, SampleAnswer]
    dated: tuple[SampleInvoice, ...]

    def invoices(self, today: date) -> tuple[Invoice, ...]:
        """The invoices as they would stand today."""
        return tuple(self._invoice(one, today) for one in self.dated)

    def _invoice(self, one: SampleInvoice, today: date) -> Invoice:
        issued = today - timedelta(days=one.issued)
        open_ = one.paid is None
        return Invoice(
            client=self.name,
            number=one.number,
            issued=issued,
            due=issued + timedelta(days=one.term),
            settled=None if one.paid is None else issued + timedelta(days=one.paid),
            total=Money(one.total, self.currency),
            owed=Money(one.total if open_ else 0, self.currency),
            state=InvoiceState.OPEN if open_ else InvoiceState.PAID,
            source="sample",
        )


@cache
def sample() -> Sample:
    """The shipped sample."""
    fields = parse(FILE, content_text(FILE))
    return Sample(
        name=fields["name"],
        currency=fields["currency"],
        answers={id_: SampleAnswer(**one) for id_, one in fields["answers"].items()},
        dated=tuple(SampleInvoice(**{"paid": None, **one}) for one in fields["invoices"]),
    )
