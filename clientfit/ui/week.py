"""The three things to do this week: each rule of ``content/week.toml`` looks for its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, islice

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.records import days_overdue
from clientfit.core.repair import due
from clientfit.files.store import Journal
from clientfit.text.catalog_repair import repairs
from clientfit.text.catalog_week import Rule, week
from clientfit.text.portfolio_sentences import part
from clientfit.ui.ending import Ending
from clientfit.ui.portfolio import Portfolio, Standing
from clientfit.ui.session import Session

MOST = 3


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: the rule, the client, what its sentence says, the field to go to."""

    rule: Rule
    client: str
    places: Mapping[str, str]
    field: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    client: str
    places: Mapping[str, str] = field(default_factory=dict)
    field: str = ""


def todos(session: Session) -> tuple[Todo, ...]:
    """What to do, the most pressing first; at most three, one a client."""
    portfolio = session.portfolio
    every = chain.from_iterable(
        (
            Todo(rule, one.client, _named(one, portfolio), one.field)
            for one in islice(_LOOK[rule.id](session, portfolio), MOST)
        )
        for rule in week().rules
    )
    chosen: list[Todo] = []
    for one in every:
        if one.client not in {other.client for other in chosen}:
            chosen.append(one)
        if len(chosen) == MOST:
            break
    return tuple(chosen)


def _named(found: _Found, portfolio: Portfolio) -> dict[str, str]:
    return {"client": portfolio.by_id[found.client].name, **found.places}


def _safety(_session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """A red line was crossed."""
    return (_Found(one.id) for one in portfolio.standings if one.dossier.crossed)


def _look_again(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """The day to look at what a repair has changed has come; the oldest first."""
    t, names = session.t, repairs().words
    waiting = [
        (attempt.review, one.id, attempt.step)
        for one in portfolio.standings
        for attempt in due(one.dossier.attempts, portfolio.today)
    ]
    for day, client, step in sorted(waiting):
        words = t(names[step].name) if step in names else step
        yield _Found(client, {"step": words, "day": t.day(day)})


def _plan(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """The next open item of a plan whose day of telling is chosen, or that was begun in earnest."""
    t = session.t
    last = portfolio.today + timedelta(days=week().plan_days)
    found = []
    for one in portfolio.standings:
        journal = Journal(session.workbook, one.id)
        days = journal.plan()
        # To have looked at the plan once is no decision to go.
        if days is None or not (days.told or journal.marks()):
            continue
        ending = Ending(session, one.dossier)
        lines = [line for line in ending.plan.lines if not line.settled and line.due <= last]
        if lines:
            first = min(lines, key=lambda line: line.due)
            words = t(ending.content.words[first.item.id].name)
            found.append((first.due, one.id, words))
    for day, client, words in sorted(found):
        yield _Found(client, {"step": words, "day": t.day(day)})


def _remind(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """The invoice that is overdue for longest, of each client; the oldest first."""
    t, today = session.t, portfolio.today

    def days(invoice: Invoice) -> int:
        open_ = invoice.state is InvoiceState.OPEN and invoice.owed.minor > 0
        return days_overdue(invoice, today) if open_ and not invoice.disputed else 0

    oldest = [
        (days(invoice), one.id, invoice)
        for one in portfolio.standings
        if (invoice := max(one.dossier.invoices, key=days, default=None))
    ]
    for late, client, invoice in sorted(oldest, key=lambda each: (-each[0], each[1])):
        if late >= week().remind_days and invoice.due:
            yield _Found(client, {"money": t.money(invoice.owed), "day": t.day(invoice.due)})


def _ask(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """Who brings most of those that nobody has been asked about."""
    return (
        _Found(one.id, {"share": part(one.money.income_share, session.t)})
        for one in portfolio.paying
        if one.strain is None and one.money and one.money.income_share > 0
    )


def _next_answer(_session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """The answer that would tell most, of a client whose reading is open."""
    for one in portfolio.standings:
        asked = one.dossier.next_question if one.strain is not None and not one.reading else None
        if asked:
            yield _Found(one.id, field=asked)


def _spread(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """One client brings a large part of the income."""
    for large in large_ones(portfolio):
        share = large.money.income_share if large.money else 0
        yield _Found(large.id, {"share": part(share, session.t)})


def large_ones(portfolio: Portfolio) -> tuple[Standing, ...]:
    """The clients that bring a large part of the income; with one client there is no spread."""
    if len(portfolio.paying) < 2:
        return ()
    least = week().large_share
    return tuple(one for one in portfolio.paying if one.money and one.money.income_share >= least)


_LOOK: Mapping[str, Callable[[Session, Portfolio], Iterator[_Found]]] = {
    "safety": _safety,
    "look_again": _look_again,
    "plan": _plan,
    "remind": _remind,
    "ask": _ask,
    "next_answer": _next_answer,
    "spread": _spread,
}
