"""What is assumed about the months ahead: ours until the person sets their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from clientfit.app.session import Session
from clientfit.core.currencies import UNSTATED
from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.money import LARGEST, Money
from clientfit.core.phrases import Phrase, Words, say
from clientfit.core.whatif import Assumptions, CashHistory, Payer
from clientfit.text.content.whatif import (
    AssumptionEntry,
    AssumptionUnit,
    WhatIfContent,
    whatif_content,
)

#: The setting that keeps them: by id, with the currency that the sums are in.
ASSUMED, CURRENCY = "whatif", "currency"
SEARCH = ("search_low", "search_likely", "search_high")
SHOWN = 30  # characters of what was typed


@dataclass(frozen=True)
class Assuming:
    """The assumptions of a workbook. Computed when asked for; only what rests on them changes."""

    session: Session

    @cached_property
    def content(self) -> WhatIfContent:
        """What is assumed, with its words."""
        return whatif_content()

    @cached_property
    def past(self) -> CashHistory | None:
        """All clients' pasts in one currency; None without invoices."""
        return self.session.portfolio.past

    @property
    def payers(self) -> tuple[Payer, ...]:
        """All of them, whether they are clients of the workbook yet or not."""
        return self.past.payers if self.past else ()

    @property
    def currency(self) -> str:
        """What every sum is in."""
        return self.past.currency if self.past else UNSTATED

    @cached_property
    def own(self) -> Mapping[str, int]:
        """What the person has set themselves; a saved copy may hold what no field would take."""
        kept = self.session.workbook.setting(ASSUMED, {})
        given = kept if isinstance(kept, dict) else {}
        same = given.get(CURRENCY) == self.currency
        fits = {
            assumption.id: given[assumption.id]
            for assumption in self.content.assumed
            if _fits(assumption, given.get(assumption.id))
            and (same or assumption.unit is not AssumptionUnit.MONEY)
        }
        if self._rises(fits):
            return fits
        return {name: value for name, value in fits.items() if name not in SEARCH}

    @cached_property
    def values(self) -> Mapping[str, int]:
        """Every assumption: the person's own, or ours. Money in minor units."""
        average = sum(
            sum(payer.billed) / len(payer.billed) for payer in self.payers if payer.billed
        )
        ours = {
            assumption.id: _rounded(average * assumption.value / 100)
            if assumption.unit is AssumptionUnit.MONEY
            else assumption.value
            for assumption in self.content.assumed
        }
        return {**ours, **self.own}

    @property
    def guessed(self) -> tuple[AssumptionEntry, ...]:
        """Sums that are our guess still."""
        money = (
            assumption
            for assumption in self.content.assumed
            if assumption.unit is AssumptionUnit.MONEY
        )
        return tuple(assumption for assumption in money if assumption.id not in self.own)

    @cached_property
    def assumptions(self) -> Assumptions:
        """The same as the simulation takes them."""
        value = self.values
        low, likely, high = (value[name] for name in SEARCH)
        return Assumptions(
            cash=value["cash"],
            reserve=value["reserve"],
            costs=value["costs"],
            set_aside=value["set_aside"],
            unpaid=value["unpaid"],
            replaced=value["replaced"],
            search=(low, likely, high),
            delay=value["delay"],
            sampling=self.content.sampling,
            bills_in=self.past.bills_in if self.past else 30,
        )

    def assume(self, name: str, text: str) -> None:
        """Set an assumption; an empty text: ours again. Raises ClientfitError for what won't do."""
        known = self.content.by_id
        if name not in known:
            raise ClientfitError(Fault(name, "is nothing that is assumed", choices(name, known)))
        own = dict(self.own)
        own.pop(name, None)
        if text.strip():
            own[name] = self._read(known[name], text)
        if name in SEARCH and not self._rises(own):
            raise ClientfitError(self._falling(known[name], own))
        self.session.workbook.set_setting(ASSUMED, {**own, CURRENCY: self.currency})

    def reset(self) -> None:
        """Assume again what we do."""
        self.session.workbook.set_setting(ASSUMED, None)

    def _search(self, own: Mapping[str, int]) -> list[int]:
        """The months of a search, from least to most as they are named."""
        return [own.get(name, self.content.by_id[name].value) for name in SEARCH]

    def _rises(self, own: Mapping[str, int]) -> bool:
        return self._search(own) == sorted(self._search(own))

    def _falling(self, assumption: AssumptionEntry, own: Mapping[str, int]) -> Fault:
        low, likely, high = self._search(own)
        return Fault(
            Phrase(assumption.label),
            say(
                "at least {low}, most likely {likely} and at most {high} months do not go "
                "from least to most",
                low=low,
                likely=likely,
                high=high,
            ),
            "It is not kept. Change the other two first, or choose a number that fits between them",
        )

    def _read(self, assumption: AssumptionEntry, text: str) -> int:
        """A number as people write it, within its bounds."""
        money = assumption.unit is AssumptionUnit.MONEY
        try:
            value = Money.read(text, self.currency).minor if money else int(text)
        except ValueError:
            value = LARGEST * 10  # no bounds reach so far
        if not _fits(assumption, value):
            what = say("“{given}” does not fit", given=_short(text))
            raise ClientfitError(Fault(Phrase(assumption.label), what, _todo(assumption)))
        return value


def _fits(assumption: AssumptionEntry, value: object) -> bool:
    return (
        isinstance(value, int)
        and not isinstance(value, bool)
        and assumption.low <= value <= assumption.high
    )


def _todo(assumption: AssumptionEntry) -> Words:
    """What would fit. A sum's upper bound is no help to anybody."""
    if assumption.unit is not AssumptionUnit.MONEY:
        return say(
            "Give a whole number from {low} to {high}", low=assumption.low, high=assumption.high
        )
    if assumption.low < 0:
        return "Give a sum in figures, such as 1250 or 1250.50"
    return "Give a sum in figures, such as 1250 or 1250.50, and none below 0"


def _short(text: str) -> str:
    """What was typed, but no more of it than somebody recognises it by."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _rounded(minor: float) -> int:
    """A guess says no more than it knows: two digits."""
    whole = round(minor)
    step = 10 ** max(len(str(whole)) - 2, 0)
    return int(whole // step * step)
