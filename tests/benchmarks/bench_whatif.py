"""How fast twelve months of cash are simulated, alone and behind the page's panel."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from table import Row

sys.path.insert(0, str(Path(__file__).parents[1]))

from talking import TODAY, Talk, talk

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.whatif import (
    Assumptions,
    FutureSampling,
    Leave,
    OpenInvoice,
    Payer,
    Replace,
    compare,
    safest_day,
)
from clientfit.files.store import Workbook

CLIENTS, PATHS, MONTHS = 50, 10_000, 12
RUNS = 7
ASSUMED = Assumptions(
    cash=2_000_000,
    reserve=1_000_000,
    costs=4_000_000,
    set_aside=30,
    unpaid=10,
    replaced=100,
    search=(1, 3, 6),
    delay=30,
    sampling=FutureSampling(paths=PATHS, months=MONTHS),
)


def payers() -> tuple[Payer, ...]:
    """Invented clients with a year of bills, forty payments and two open invoices each."""
    luck = random.Random(7)  # noqa: S311  it keeps no secret
    return tuple(
        Payer(
            client=f"client {n}",
            billed=tuple(luck.randrange(500_000) for _ in range(12)),
            delays=tuple(luck.randrange(5, 90) for _ in range(40)),
            term=30,
            never=0.02,
            open=(OpenInvoice(20, 10, 100_000), OpenInvoice(50, -20, 100_000)),
            hours=luck.random() * 40,
        )
        for n in range(CLIENTS)
    )


def _fastest(work: Callable[[Assumptions], object]) -> float:
    """Milliseconds: the best of some runs, each from a seed of its own, so that none is kept.

    Counted in time of the processor, so that one core is what is measured.
    """
    best = float("inf")
    for run in range(RUNS):
        assumed = replace(ASSUMED, sampling=replace(ASSUMED.sampling, seed=run))
        start = time.process_time()
        work(assumed)
        best = min(best, time.process_time() - start)
    return best * 1000


def _page(clients: int) -> Talk:
    """A page on a workbook with two years of monthly invoices of so many clients."""
    luck = random.Random(7)  # noqa: S311  it keeps no secret
    workbook = Workbook.in_memory()
    for n in range(clients):
        workbook.add_client(f"Client {n}")
        invoices = [_invoice(n, TODAY - timedelta(days=30 * back), luck) for back in range(24)]
        workbook.save_invoices(invoices, source_file="list.csv")
    return talk(workbook)


def _invoice(client: int, issued: date, luck: random.Random) -> Invoice:
    total = luck.randrange(50_000, 400_000)
    settled = issued + timedelta(days=luck.randrange(10, 70))
    is_open = settled > TODAY
    return Invoice(
        client=f"Client {client}",
        number=f"{client} {issued}",
        issued=issued,
        due=issued + timedelta(days=14),
        settled=None if is_open else settled,
        total=Money(total, "EUR"),
        owed=Money(total if is_open else 0, "EUR"),
        state=InvoiceState.OPEN if is_open else InvoiceState.PAID,
    )


def _slider(clients: int) -> float:
    """Milliseconds from a move of the slider to its answer and figure, both as the page asks."""
    page, best = _page(clients), float("inf")
    asked = {"leaves": True, "replaced": True, "percent": 0}
    page.done("whatif", **asked)
    page.done("figure", chart="cash_fan", **asked)
    percent = count(1)
    for _ in range(RUNS):
        asked = {**asked, "percent": next(percent)}
        start = time.perf_counter()
        page.done("whatif", **asked)
        page.done("figure", chart="cash_fan", **asked)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def rows() -> list[Row]:
    """All that is measured."""
    all_ = payers()
    size = f"{PATHS:,} paths x {CLIENTS} clients x {MONTHS} months"
    leave = Leave("client 1", 10, 30)
    changes = [leave, Replace("client 1")]
    return [
        Row(f"as it is: {size}", _fastest(lambda given: compare(all_, given)), "ms", at_most=500),
        Row(
            f"as it is and without one client: {size}",
            _fastest(lambda given: compare(all_, given, changes)),
            "ms",
            at_most=500,
        ),
        Row(
            f"the safest day of thirteen: {size}",
            _fastest(lambda given: safest_day(all_, given, leave, 0.1)),
            "ms",
            at_most=500,
        ),
        Row("a slider's move, 9 clients: answer and figure", _slider(9), "ms", at_most=100),
        Row("a slider's move, 50 clients: answer and figure", _slider(50), "ms", at_most=100),
    ]
