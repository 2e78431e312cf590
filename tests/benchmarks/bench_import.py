"""How long a million invoices take: reading them, beside pandas' own reading, and keeping them."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from large_list import write_list
from table import Row, Table, table_of

ROWS = 1_000_000
TURNS = 3

#: Each runs in a process of its own, on the same file, which is read once before so that it comes
#: from memory; imports are not counted.
TIMED = """
import json, resource, sys, time
from pathlib import Path
path, folder = map(Path, sys.argv[1:])
with path.open('rb') as file:
    while file.read(2**20):
        pass
{load}
clock, processor = time.perf_counter(), time.process_time()
{work}
print(json.dumps([time.perf_counter() - clock, time.process_time() - processor, {told},
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
PANDAS = {
    "load": "import pandas",
    "work": "pandas.read_csv(path)",
    "told": "0",
}
_READER = (
    "from collections import deque\n"
    "from clientfit.files.importers import Choices\n"
    "from clientfit.files.importers.formats.load import declared\n"
    "from clientfit.files.importers.steps import reading\n"
    "declared()"
)
#: Columns of values, as pandas gives them: every date, sum and state decided.
OURS = {
    "load": _READER,
    "work": (
        "with path.open('rb') as file:\n"
        "    for part in reading(file, path.name, Choices()):\n"
        "        pass"
    ),
    "told": "0",
}
#: The same, and of the columns each row as the workbook takes it: made as they are gone through.
IN_ROWS = {
    "load": _READER,
    "work": (
        "with path.open('rb') as file:\n"
        "    for part in reading(file, path.name, Choices()):\n"
        "        deque(part.rows, maxlen=0)"
    ),
    "told": "0",
}
WHOLE = {
    "load": (
        "from clientfit.files.import_job import ImportJob\n"
        "from clientfit.files.store import Workbook\n"
        "steps = []"
    ),
    "work": (
        "with path.open('rb') as file, Workbook.open(folder / 'b.sqlite3') as book:\n"
        "    job = ImportJob(lambda: book, file, path.name)\n"
        "    while not job.finished:\n"
        "        begun, keeping = time.perf_counter(), job.keeping\n"
        "        job.work()\n"
        "        steps.append((keeping, time.perf_counter() - begun))\n"
        f"    assert job.count.added == {ROWS}"
    ),
    "told": "[max(s for k, s in steps if not k), max(s for k, s in steps if k)]",
}


def tables() -> list[Table]:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_list(Path(folder) / "invoices.csv", ROWS)
        size = path.stat().st_size / 2**20
        # In turns, so that what else the machine does disturbs both alike.
        kinds = (PANDAS, OURS, IN_ROWS)
        turns = [tuple(_timed(kind, path) for kind in kinds) for _ in range(TURNS)]
        pandas, ours, in_rows = (list(each) for each in zip(*turns, strict=True))
        whole = _timed(WHOLE, path)
    step, keep = whole[2]
    rows = [
        Row(
            "reading into values, median",
            _median(ours, 0) * 1000,
            "ms",
            beside=_median(pandas, 0) * 1000,
            at_most_times=2,
        ),
        Row(
            "of it on the processor",
            _median(ours, 1) * 1000,
            "ms",
            beside=_median(pandas, 1) * 1000,
        ),
        Row(
            "and into rows for the workbook",
            _median(in_rows, 0) * 1000,
            "ms",
            beside=_median(pandas, 0) * 1000,
        ),
        Row("most memory while reading", in_rows[0][3], "MB", beside=pandas[0][3], at_most=400),
        Row("the whole import into a workbook", whole[0] * 1000, "ms"),
        Row("longest step of it", step * 1000, "ms", at_most=200),
        Row("keeping all at once, the last step", keep * 1000, "ms"),
        Row("most memory while importing", whole[3], "MB", at_most=400),
    ]
    notes = (
        f"{ROWS:,} invented invoices, twelve columns, {size:,.0f} MB. Beside it: pandas.read_csv "
        "of the same file, which only parts the cells and guesses their types.",
        "Each measured in a process of its own, in turns.",
    )
    return [table_of("A large import", rows, notes)]


def _timed(what: dict[str, str], path: Path) -> list:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as folder:
        code = TIMED.format(**what)
        done = subprocess.run(
            [sys.executable, "-c", code, str(path), folder],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found: list = json.loads(done.stdout)  # type: ignore[type-arg]
    return found


def _median(turns: list[list], at: int) -> float:  # type: ignore[type-arg]
    return statistics.median(turn[at] for turn in turns)
