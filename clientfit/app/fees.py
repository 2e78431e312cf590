"""What late payment may cost a client: by the law of a place, or at the person's own rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from clientfit.app.dossier import Dossier
from clientfit.app.session import Session
from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.phrases import say
from clientfit.core.records.fees import Law, RateBasis, late_fee
from clientfit.core.records.invoices import days_overdue
from clientfit.files.exporters.evidence_fees import FeeLine
from clientfit.text.content.fees import Laws, LawWords, laws

LAW, OWN_RATE = "law", "own_rate"
HIGHEST_RATE = Decimal(100)
#: Without a law there is the contract alone: its rate, and nothing fixed on top.
CONTRACT = Law("contract", "", RateBasis.RUNNING, False, (), (), "", ())


@dataclass(frozen=True)
class Fees:
    """The late fees of the client that a session is about. Computed when asked for."""

    session: Session
    dossier: Dossier

    @property
    def laws(self) -> Laws:
        """The laws that are known; for other places none is proposed."""
        return laws()

    @property
    def law(self) -> Law | None:
        """The law that the person chose; nothing is proposed unasked."""
        return self.laws.law(str(self.session.workbook.setting(LAW, "")))

    @property
    def own_percent(self) -> Decimal | None:
        """The yearly rate of the contract, which replaces the law's."""
        return _percent(str(self.session.workbook.setting(OWN_RATE, "")))

    @cached_property
    def overdue(self) -> tuple[Invoice, ...]:
        """The invoices that bear interest: open, past their date, in the law's currency.

        A rate of the person's own serves any currency.
        """
        today = self.session.today()
        currency = self.law.currency if self.law else None
        any_currency = self.own_percent is not None
        return tuple(
            invoice
            for invoice in self.dossier.invoices
            if invoice.state is InvoiceState.OPEN
            and days_overdue(invoice, today) > 0
            and invoice.owed.minor > 0
            and (any_currency or invoice.owed.currency == currency)
        )

    @cached_property
    def lines(self) -> tuple[FeeLine, ...]:
        """One line an invoice, with every step of the sum."""
        law, today = self.law or CONTRACT, self.session.today()
        contract = LawWords("Your contract", "The rate is the one that you set yourself.", today)
        words = self.laws.words.get(law.id, contract)
        return tuple(
            FeeLine(
                invoice,
                late_fee(invoice.owed, invoice.due, today, law, self.own_percent),
                words,
                today,
            )
            for invoice in self.overdue
            if invoice.due
        )

    def choose(self, law: str) -> None:
        """Choose a law; empty: none."""
        known = [rule.id for rule in self.laws.laws]
        if law and law not in known:
            raise ClientfitError(Fault(law, "is no law known here", choices(law, known)))
        self.session.workbook.set_setting(LAW, law)
        self.session.changed()

    def set_rate(self, percent: str) -> None:
        """Set the yearly rate of the contract; empty: the law's."""
        text = percent.strip().replace(",", ".").removesuffix("%").strip()
        if text and _percent(text) is None:
            what = say("{percent!r} is no yearly rate", percent=percent)
            raise ClientfitError(Fault(say("Own rate"), what, "Give a number such as 8.5"))
        self.session.workbook.set_setting(OWN_RATE, text)
        self.session.changed()


def _percent(text: str) -> Decimal | None:
    """A yearly rate that can be one; None for anything else."""
    try:
        percent = Decimal(text)
        fits = 0 <= percent <= HIGHEST_RATE
    except InvalidOperation:
        return None
    return percent if fits else None
