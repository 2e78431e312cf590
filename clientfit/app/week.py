"""The three things to do this week: each rule of ``content/week.toml`` looks for its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, islice

from clientfit.app.ending import Ending
from clientfit.app.portfolio import ClientRow, Portfolio
from clientfit.app.session import Session
from clientfit.core.reading.levels import abusive
from clientfit.core.records.account import days_to_remind, overdue
from clientfit.core.records.invoices import arrears
from clientfit.core.repair import due
from clientfit.files.store import Journal
from clientfit.text.content.repair import repairs
from clientfit.text.content.week import WeekRule, week
from clientfit.text.sentences import portfolio as portfolio_sentences

MOST = 3


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: the rule, the client, what its sentence says, the field to go to."""

    rule: WeekRule
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
            Todo(rule, found_client.client, _named(found_client, portfolio), found_client.field)
            for found_client in islice(_LOOK[rule.id](session, portfolio), MOST)
        )
        for rule in week().rules
    )
    chosen: list[Todo] = []
    for todo in every:
        if todo.client not in {other.client for other in chosen}:
            chosen.append(todo)
        if len(chosen) == MOST:
            break
    return tuple(chosen)


def _named(found: _Found, portfolio: Portfolio) -> dict[str, str]:
    return {"client": portfolio.by_id[found.client].name, **found.places}


def _safety(_session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """A red line was crossed."""
    return (_Found(row.id) for row in portfolio.rows if row.crossed)


def _look_again(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """The day to look at what a repair has changed has come; the oldest first."""
    t, names = session.t, repairs().words
    waiting = [
        (attempt.review, row.id, attempt.step)
        for row in portfolio.rows
        if not row.crossed
        for attempt in due(row.dossier.attempts, portfolio.today)
    ]
    for day, client, step in sorted(waiting):
        words = t(names[step].name) if step in names else step
        yield _Found(client, {"step": words, "day": t.day(day)})


def _plan(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """The next open item of a plan whose day of telling is chosen, or that was begun in earnest."""
    t = session.t
    last = portfolio.today + timedelta(days=week().plan_days)
    found = []
    for row in portfolio.rows:
        journal = Journal(session.workbook, row.id)
        days = journal.plan()
        # To have looked at the plan once is no decision to go.
        if days is None or not (days.told or journal.marks()):
            continue
        ending = Ending(session, row.dossier)
        lines = [line for line in ending.plan.lines if not line.settled and line.due <= last]
        if lines:
            first = min(lines, key=lambda line: line.due)
            words = t(ending.content.words[first.item.id].name)
            found.append((first.due, row.id, words))
    for day, client, words in sorted(found):
        yield _Found(client, {"step": words, "day": t.day(day)})


def _claim(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """What is overdue with a client where safety comes before money."""
    return (found for one, found in _overdue(session, portfolio) if _unsafe(one))


def _remind(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """What is overdue with all others."""
    return (found for one, found in _overdue(session, portfolio) if not _unsafe(one))


def _unsafe(row: ClientRow) -> bool:
    return abusive(row.dossier.answers, row.dossier.crossed)


def _overdue(session: Session, portfolio: Portfolio) -> Iterator[tuple[ClientRow, _Found]]:
    """All that is overdue of each client and since when, the oldest first.

    What is in dispute is no ground to remind anybody, but where there is one it is in the sum and
    named, so that the sum is the one that stands everywhere else.
    """
    t, today = session.t, portfolio.today
    found = []
    for row in portfolio.rows:
        theirs = row.dossier.invoices
        days = days_to_remind(theirs, today, week().remind_days)
        if days is not None:
            found.append((days, row, overdue(theirs, today)))
    for _, row, late in sorted(found, key=lambda entry: (-entry[0], entry[1].id)):
        oldest = min(invoice.due for invoice in late if invoice.due)
        money = portfolio_sentences.sums(arrears(late, today).values(), t)
        disputed = arrears((invoice for invoice in late if invoice.disputed), today).values()
        if disputed:
            money = portfolio_sentences.in_dispute(money, portfolio_sentences.sums(disputed, t), t)
        yield row, _Found(row.id, {"money": money, "day": t.day(oldest)})


def _ask(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """Who is billed most of those that nobody has been asked about."""
    return (
        _Found(row.id, {"share": _share(row, portfolio, session)})
        for row in portfolio.paying
        if not row.asked and row.money and row.money.income_share > 0
    )


def _next_answer(_session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """The answer that would tell most, of a client whose reading is open."""
    for row in portfolio.rows:
        is_open = row.strain is not None and not row.reading
        asked = row.dossier.verdict.next_question if is_open else None
        if asked:
            yield _Found(row.id, field=asked)


def _spread(session: Session, portfolio: Portfolio) -> Iterator[_Found]:
    """One client is a large part of what is billed."""
    for large in portfolio.large:
        yield _Found(large.id, {"share": _share(large, portfolio, session)})


def _share(row: ClientRow, portfolio: Portfolio, session: Session) -> str:
    share = row.money.income_share if row.money else 0
    return portfolio_sentences.of_billed(share, portfolio.among(session.t), session.t)


_LOOK: Mapping[str, Callable[[Session, Portfolio], Iterator[_Found]]] = {
    "safety": _safety,
    "look_again": _look_again,
    "plan": _plan,
    "claim": _claim,
    "remind": _remind,
    "ask": _ask,
    "next_answer": _next_answer,
    "spread": _spread,
}
