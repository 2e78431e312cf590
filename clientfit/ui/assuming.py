"""What is assumed about the months ahead: ours until the person sets their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.money import LARGEST, UNSTATED, Mark, exponent, minor_units
from clientfit.core.whatif import Assumptions, Payer, Portfolio
from clientfit.text.catalog_whatif import Assumed, Unit, WhatIfContent, whatif_content
from clientfit.ui.session import Session

#: The setting that keeps them: by id, with the currency that the sums are in.
ASSUMED, CURRENCY = "whatif", "currency"
SEARCH = ("search_low", "search_likely", "search_high")


@dataclass(frozen=True)
class Assuming:
    """The assumptions of a workbook. Computed when asked for; only what rests on them changes."""

    session: Session

    @cached_property
    def content(self) -> WhatIfContent:
        """What is assumed, with its words."""
        return whatif_content()

    @cached_property
    def past(self) -> Portfolio | None:
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
        return {
            one.id: given[one.id]
            for one in self.content.assumed
            if _fits(one, given.get(one.id)) and (same or one.unit is not Unit.MONEY)
        }

    @cached_property
    def values(self) -> Mapping[str, int]:
        """Every assumption: the person's own, or ours. Money in minor units."""
        average = sum(sum(one.billed) / len(one.billed) for one in self.payers if one.billed)
        ours = {
            one.id: _rounded(average * one.value / 100) if one.unit is Unit.MONEY else one.value
            for one in self.content.assumed
        }
        found = {**ours, **self.own}
        # The three months of a search are set one by one: in between they may be out of order.
        ordered = sorted(found[name] for name in SEARCH)
        return {**found, **dict(zip(SEARCH, ordered, strict=True))}

    @property
    def guessed(self) -> tuple[Assumed, ...]:
        """Sums that are our guess still."""
        money = (one for one in self.content.assumed if one.unit is Unit.MONEY)
        return tuple(one for one in money if one.id not in self.own)

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
        kept: dict[str, object] = {**self.own, CURRENCY: self.currency}
        kept.pop(name, None)
        if text.strip():
            kept[name] = self._read(known[name], text)
        self.session.workbook.set_setting(ASSUMED, kept)

    def reset(self) -> None:
        """Assume again what we do."""
        self.session.workbook.set_setting(ASSUMED, None)

    def _read(self, one: Assumed, text: str) -> int:
        """A number as people write it, within its bounds."""
        money = one.unit is Unit.MONEY
        try:
            value = minor_units(text, Mark.OPEN, self.currency) if money else int(text)
        except ValueError:
            value = LARGEST * 10  # no bounds reach so far
        if not _fits(one, value):
            part = 10 ** exponent(self.currency) if money else 1
            todo = f"Give a number from {one.low // part} to {one.high // part}"
            raise ClientfitError(Fault(self.session.t(one.label), f"{text!r} does not fit", todo))
        return value


def _fits(one: Assumed, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and one.low <= value <= one.high


def _rounded(minor: float) -> int:
    """A guess says no more than it knows: two digits."""
    whole = round(minor)
    step = 10 ** max(len(str(whole)) - 2, 0)
    return int(whole // step * step)
