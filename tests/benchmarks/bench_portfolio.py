"""How fast the measures of a portfolio are, and how much memory ten million invoices take.

Each figure comes from a process of its own, whose peak of memory the kernel has counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from table import Row, Table, table_of

TODAY = date(2026, 11, 21)
MANY = 10_000_000
MILLION = 1_000_000
LEDGER, LEDGER_CLIENTS = 2_466, 100  # as many as in a year's receivables of a small firm
GIB = 2**30
RUNS = 7

#: Invented invoices of three years: most are paid, some late, some open, some odd. Fifty clients a
#: freelancer, a hundred invoices a client.
INVENTED = """
    COPY (
        SELECT
            'f' || (n % {clients} // 50)::VARCHAR AS freelancer,
            'c' || (n % {clients})::VARCHAR AS client,
            issued,
            CASE WHEN luck % 20 > 0 THEN issued + 30 END AS due,
            CASE WHEN luck % 8 > 0 THEN issued + 20 + (luck // 8) % 60 END AS settled,
            1000 + luck % 900000 AS total,
            CASE WHEN luck % 8 = 0 THEN 1000 + luck % 900000 ELSE 0 END AS owed,
            CASE WHEN luck % 5 = 0 THEN 'USD' ELSE 'EUR' END AS currency,
            CASE
                WHEN luck % 8 = 0 THEN 'open' WHEN luck % 50 = 1 THEN 'credit'
                WHEN luck % 50 = 2 THEN 'written_off' ELSE 'paid'
            END AS state,
            (luck % 40 = 3)::INT AS disputed
        FROM (
            SELECT n, (hash(n) % 1048576)::BIGINT AS luck,
                   {today} - (hash(n + 1) % 1024)::BIGINT AS issued
            FROM range({rows}) AS made(n)
        )
    ) TO '{path}' (FORMAT parquet)
"""


def tables() -> list[Table]:
    """Seconds, rows a second, and the peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        found = {
            name: _apart(name, rows, clients, Path(folder))
            for name, rows, clients in (
                ("ledger", LEDGER, LEDGER_CLIENTS),
                ("pandas", MILLION, MILLION // 100),
                ("duckdb", MANY, MANY // 100),
            )
        }
    ledger, pandas, many = found["ledger"], found["pandas"], found["duckdb"]
    measured = [
        Row(
            f"pandas, {LEDGER:,} invoices of {LEDGER_CLIENTS} clients",
            ledger["seconds"] * 1000,
            "ms",
            at_most=100,
        ),
        Row(f"pandas, {MILLION:,} invoices", MILLION / pandas["seconds"], "rows/s"),
        Row(f"DuckDB, {MANY:,} invoices", MANY / many["seconds"], "rows/s"),
        Row(f"DuckDB, {MANY:,} invoices: time", many["seconds"], "s"),
        Row(
            f"DuckDB, {MANY:,} invoices: peak of memory",
            many["peak"] / 2**20,
            "MiB",
            at_most=2 * GIB / 2**20,
        ),
    ]
    notes = [
        "Money measures for each client and currency, from the table to the rows in Python; "
        "imports and the making of the files are not counted.",
        "The invoices lie in Parquet for DuckDB, in memory for pandas. The ledger's time is the "
        "best of some runs, the others are single runs.",
    ]
    return [table_of("Portfolio", measured, notes)]


def _apart(name: str, rows: int, clients: int, folder: Path) -> dict[str, float]:
    """What a fresh process measures of one file of invoices."""
    path = folder / f"{name}.parquet"
    for asked in ("make", name):
        done = subprocess.run(
            [sys.executable, __file__, asked, str(path), str(rows), str(clients)],
            check=True,
            capture_output=True,
            text=True,
        )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _measure(name: str, path: str) -> dict[str, float]:
    import duckdb

    from clientfit.core.portfolio import Records, money_measures, money_table, span_of
    from clientfit.text.content.records import record_norms

    connection = duckdb.connect()
    # What does not fit is put aside on the disk, as on a small machine.
    connection.execute("SET memory_limit = '1GB'; SET threads = 2")
    given = connection.read_parquet(path)
    norms, alone = record_norms(), name == "ledger"
    by = ("client",) if alone else ("freelancer", "client")
    table = given if name == "duckdb" else given.df()
    # A short run is counted in time of the processor, for others may be at work beside it.
    clock = time.process_time if alone else time.perf_counter
    times = []
    for _ in range(RUNS if alone else 1):
        start = clock()
        span = span_of(TODAY, Records(table))
        made = money_table(table, span=span, norms=norms, by=by)
        found = money_measures(made, norms=norms, span=span, by=by)
        times.append(clock() - start)
    return {"seconds": min(times), "peak": _peak(), "clients": len(found)}


def _peak() -> int:
    """The most memory this process has held, in bytes."""
    status = Path("/proc/self/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def _make(path: str, rows: str, clients: str) -> None:
    import duckdb

    days = (TODAY - date(1970, 1, 1)).days
    duckdb.execute(INVENTED.format(path=path, rows=rows, clients=clients, today=days))


if __name__ == "__main__":
    asked, file, *size = sys.argv[1:]
    if asked == "make":
        _make(file, *size)
    else:
        print(json.dumps(_measure(asked, file)))
