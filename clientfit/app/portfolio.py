"""All clients together: what their records measure, joined with how each of them reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from statistics import median_low

from clientfit.app.dossier import Dossier
from clientfit.app.history import past_of
from clientfit.core.model import Reading
from clientfit.core.money import Money
from clientfit.core.portfolio import (
    HourlyRate,
    HoursMeasures,
    MessageMeasures,
    MoneyMeasures,
    MonthMeasures,
    habit,
)
from clientfit.core.portfolio.concentration import large_clients
from clientfit.core.portfolio.pareto import Burden, Pareto, pareto
from clientfit.core.whatif import CashHistory
from clientfit.text.content.records import record_norms
from clientfit.text.content.week import week
from clientfit.text.i18n import Translator
from clientfit.text.sentences.portfolio import currency_in

HOUR = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured of all records: money and rates once for each client and currency."""

    money: tuple[MoneyMeasures, ...] = ()
    hours: tuple[HoursMeasures, ...] = ()
    messages: tuple[MessageMeasures, ...] = ()
    rates: tuple[HourlyRate, ...] = ()
    months: tuple[MonthMeasures, ...] = ()
    until: date | None = None  # where the year of all these ends
    rated: tuple[date, date] | None = None  # the days that the rates are made of


@dataclass(frozen=True)
class ClientRow:
    """One client in one currency; a measure is None where there are no records for it."""

    dossier: Dossier
    money: MoneyMeasures | None
    hours: HoursMeasures | None
    messages: MessageMeasures | None
    rate: HourlyRate | None  # what an hour brings; only of who pays in one currency
    months: tuple[MonthMeasures, ...]
    currencies: int  # in how many they are billed

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
        """What was billed within the year, in minor units; nought without invoices."""
        return self.money.income if self.money else 0

    @property
    def worked(self) -> float | None:
        """Hours within the year."""
        return self.hours.seconds / HOUR if self.hours else None

    @property
    def owing(self) -> bool:
        """Something is open for long, or more is overdue of the year than came in."""
        return bool(self.money and habit.owing(self.money, record_norms()))

    @property
    def lag(self) -> tuple[habit.Lag, int] | None:
        """Days by which they pay late, in the median; of who leaves open, for how long so far."""
        return habit.lag(self.money, record_norms()) if self.money else None

    @property
    def punctual(self) -> bool:
        """Whether they pay on time as a rule."""
        return bool(self.money and habit.punctual(self.money, record_norms()))

    @cached_property
    def strain(self) -> float | None:
        """How heavy the client is, 0..100; None before anything was answered.

        Past an absolute red line it is None as well: nothing is weighed any more.
        """
        return None if self.crossed else self.weight

    @cached_property
    def weight(self) -> float | None:
        """The strain that sums are made of: a crossed line takes none of it away."""
        return self.dossier.verdict.strain if self.dossier.spoken else None

    @property
    def crossed(self) -> bool:
        """Whether an absolute red line was crossed."""
        return bool(self.dossier.crossed)

    @property
    def asked(self) -> bool:
        """Whether something was answered that tells how heavy they are, or nothing is weighed."""
        return self.crossed or self.strain is not None

    @cached_property
    def reading(self) -> Reading | None:
        """The reading, where one can be put on the client."""
        verdict = self.dossier.verdict
        return verdict.reading if self.dossier.spoken and not verdict.hazy else None


@dataclass(frozen=True)
class Portfolio:
    """Every client in one currency, in the order they were added."""

    rows: tuple[ClientRow, ...]
    currency: str  # "" without invoices
    currencies: tuple[str, ...]  # all there are, the most frequent first
    own_target: Money | None  # what an hour should bring, as the person has said
    today: date
    until: date | None  # where the year that is measured ends
    rated_days: tuple[date, date] | None  # those that what an hour brings is made of
    most: bool  # whether most invoices are in this currency
    by_id: Mapping[str, ClientRow] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {row.id: row for row in self.rows})

    @property
    def several(self) -> bool:
        """Whether there are other currencies than the one that is shown."""
        return len(self.currencies) > 1

    def among(self, t: Translator) -> str:
        """The currency's name where there are several, to say what a share is of; else empty."""
        return currency_in(self.currency, t) if self.several else ""

    @cached_property
    def compared(self) -> tuple[ClientRow, ...]:
        """The clients to compare: among several currencies only who is billed in this one."""
        return tuple(row for row in self.rows if row.money or not self.several)

    @cached_property
    def paying(self) -> tuple[ClientRow, ...]:
        """The clients with invoices in this currency, the largest income first."""
        found = [row for row in self.rows if row.money]
        return tuple(sorted(found, key=lambda row: (-row.income, row.name.casefold())))

    @cached_property
    def large(self) -> tuple[ClientRow, ...]:
        """The clients that bring a large part of the income, the largest first."""
        found = large_clients(
            [row.money for row in self.paying if row.money],
            week().large_share,
            usual=self.most or not self.several,
        )
        return tuple(self.by_id[client] for client in found)

    @cached_property
    def rated(self) -> tuple[ClientRow, ...]:
        """The clients of whom it is known what an hour brings, the lowest first."""
        found = [row for row in self.rows if row.rate]
        return tuple(sorted(found, key=lambda row: row.rate.effective if row.rate else 0))

    @cached_property
    def target(self) -> Money | None:
        """What an hour should bring; until it is said, the middle of what they do bring."""
        if self.own_target or not self.rated:
            return self.own_target
        return self.sum(median_low(row.rate.effective for row in self.rated if row.rate))

    @property
    def asked(self) -> tuple[ClientRow, ...]:
        """The clients about whom something was answered."""
        return tuple(row for row in self.compared if row.asked)

    @property
    def has_records(self) -> bool:
        """Whether there is anything to show at all."""
        return any(row.money or row.hours or row.messages for row in self.rows)

    @cached_property
    def pareto(self) -> Pareto | None:
        """Who takes how much of what; the income only where no hours are of another's money too."""
        mixed = any(row.currencies > 1 for row in self.compared)
        return pareto(
            [
                Burden(
                    row.id,
                    0 if mixed else row.income,
                    row.worked,
                    row.weight,
                    row.money.overdue if row.money else None,
                )
                for row in self.compared
            ]
        )

    @cached_property
    def past(self) -> CashHistory | None:
        """Every client's own past in this currency, for the months ahead."""
        return past_of((row.dossier for row in self.rows), self.currency, self.today)

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
    for measures in measured.money:
        counted[measures.currency] += measures.invoices
        paid_in[measures.client] += 1
    currencies = tuple(sorted(counted, key=lambda code: (-counted[code], code)))
    shown = currency if currency in currencies else next(iter(currencies), "")
    money = {measures.client: measures for measures in measured.money if measures.currency == shown}
    rates = {rate.client: rate for rate in measured.rates if paid_in[rate.client] == 1}
    hours = {measures.client: measures for measures in measured.hours}
    messages = {measures.client: measures for measures in measured.messages}
    months: dict[str, list[MonthMeasures]] = defaultdict(list)
    for month in measured.months:
        months[month.client].append(month)
    return Portfolio(
        tuple(
            ClientRow(
                dossier,
                money.get(dossier.client.id),
                hours.get(dossier.client.id),
                messages.get(dossier.client.id),
                rates.get(dossier.client.id) if dossier.client.id in money else None,
                tuple(months[dossier.client.id]),
                paid_in[dossier.client.id],
            )
            for dossier in dossiers
        ),
        shown,
        currencies,
        Money(targets[shown], shown) if shown in targets else None,
        today,
        measured.until,
        measured.rated,
        2 * counted[shown] > counted.total(),
    )
