"""All clients together: what their records measure, joined with how each of them reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from statistics import median_low

from clientfit.core.model import Money, Reading
from clientfit.core.pareto import Burden, Pareto, pareto
from clientfit.core.portfolio import (
    HourlyRate,
    HoursMeasures,
    MessageMeasures,
    MoneyMeasures,
    MonthMeasures,
)
from clientfit.core.whatif import Portfolio as Past
from clientfit.text import sentences
from clientfit.ui.dossier import Dossier
from clientfit.ui.past import past_of

HOUR = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured of all records: money and rates once for each client and currency."""

    money: tuple[MoneyMeasures, ...] = ()
    hours: tuple[HoursMeasures, ...] = ()
    messages: tuple[MessageMeasures, ...] = ()
    rates: tuple[HourlyRate, ...] = ()
    months: tuple[MonthMeasures, ...] = ()


@dataclass(frozen=True)
class Standing:
    """One client in one currency; a measure is None where there are no records for it."""

    dossier: Dossier
    money: MoneyMeasures | None
    hours: HoursMeasures | None
    messages: MessageMeasures | None
    rate: HourlyRate | None  # what an hour brings; only of who pays in one currency
    months: tuple[MonthMeasures, ...]

    @property
    def id(self) -> str:
        """The client's id."""
        return self.dossier.client.id

    @property
    def name(self) -> str:
        """The client's name."""
        return self.dossier.client.name

    @property
    def income(self) -> int:
        """Billed within the year, in minor units; nought without invoices."""
        return self.money.income if self.money else 0

    @property
    def worked(self) -> float | None:
        """Hours within the year."""
        return self.hours.seconds / HOUR if self.hours else None

    @cached_property
    def strain(self) -> float | None:
        """How heavy the client is, 0..100; None before anything was answered."""
        return self.dossier.verdict.strain if self.dossier.spoken else None

    @cached_property
    def reading(self) -> Reading | None:
        """The reading, where one can be put on the client."""
        verdict = self.dossier.verdict
        return verdict.reading if self.dossier.spoken and not sentences.hazy(verdict) else None


@dataclass(frozen=True)
class Portfolio:
    """Every client in one currency, in the order they were added."""

    standings: tuple[Standing, ...]
    currency: str  # "" without invoices
    currencies: tuple[str, ...]  # all there are, the most frequent first
    own_target: Money | None  # what an hour should bring, as the person has said
    today: date
    by_id: Mapping[str, Standing] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {one.id: one for one in self.standings})

    @cached_property
    def paying(self) -> tuple[Standing, ...]:
        """The clients with invoices in this currency, the largest income first."""
        found = [one for one in self.standings if one.money]
        return tuple(sorted(found, key=lambda one: (-one.income, one.name.casefold())))

    @cached_property
    def rated(self) -> tuple[Standing, ...]:
        """The clients of whom it is known what an hour brings, the lowest first."""
        found = [one for one in self.standings if one.rate]
        return tuple(sorted(found, key=lambda one: one.rate.effective if one.rate else 0))

    @cached_property
    def target(self) -> Money | None:
        """What an hour should bring; until it is said, the middle of what they do bring."""
        if self.own_target or not self.rated:
            return self.own_target
        return self.sum(median_low(one.rate.effective for one in self.rated if one.rate))

    @property
    def asked(self) -> tuple[Standing, ...]:
        """The clients about whom something was answered."""
        return tuple(one for one in self.standings if one.strain is not None)

    @property
    def has_records(self) -> bool:
        """Whether there is anything to show at all."""
        return any(one.money or one.hours or one.messages for one in self.standings)

    @cached_property
    def pareto(self) -> Pareto | None:
        """Who takes how much of what."""
        return pareto(
            [
                Burden(
                    one.id,
                    one.income,
                    one.worked,
                    one.strain,
                    one.money.overdue if one.money else None,
                )
                for one in self.standings
            ]
        )

    @cached_property
    def past(self) -> Past | None:
        """Every client's own past in this currency, for the months ahead."""
        return past_of((one.dossier for one in self.standings), self.currency, self.today)

    def sum(self, minor: int) -> Money:
        """A sum in the currency that is shown."""
        return Money(minor, self.currency)


def join(
    dossiers: Sequence[Dossier],
    measured: Measured,
    currency: str | None,
    targets: Mapping[str, int],
    today: date,
) -> Portfolio:
    """Join measures with readings, in ``currency`` or, where there is no such, the most frequent.

    ``targets`` are minor units an hour by currency. Sums of two currencies are never added; what an
    hour brings is known only where a client pays in one.
    """
    counted: Counter[str] = Counter()
    paid_in: Counter[str] = Counter()
    for one in measured.money:
        counted[one.currency] += one.invoices
        paid_in[one.client] += 1
    currencies = tuple(sorted(counted, key=lambda code: (-counted[code], code)))
    shown = currency if currency in currencies else next(iter(currencies), "")
    money = {one.client: one for one in measured.money if one.currency == shown}
    rates = {one.client: one for one in measured.rates if paid_in[one.client] == 1}
    hours = {one.client: one for one in measured.hours}
    messages = {one.client: one for one in measured.messages}
    months: dict[str, list[MonthMeasures]] = defaultdict(list)
    for month in measured.months:
        months[month.client].append(month)
    return Portfolio(
        tuple(
            Standing(
                dossier,
                money.get(dossier.client.id),
                hours.get(dossier.client.id),
                messages.get(dossier.client.id),
                rates.get(dossier.client.id) if dossier.client.id in money else None,
                tuple(months[dossier.client.id]),
            )
            for dossier in dossiers
        ),
        shown,
        currencies,
        Money(targets[shown], shown) if shown in targets else None,
        today,
    )
