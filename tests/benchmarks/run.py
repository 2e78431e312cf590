"""``make bench``: measures, prints tables, and writes them where ``--output`` says."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # what several folders of tests share

import bench_core
import bench_dashboard
import bench_hours
import bench_import
import bench_letter
import bench_messages
import bench_portfolio
import bench_sample
import bench_web
import bench_whatif
from table import Table, table_of


def core() -> list[Table]:
    """How fast the verdict is."""
    return [table_of("Verdict", bench_core.rows())]


def hours() -> list[Table]:
    """How fast working time is read, and likenesses of names are found."""
    return [table_of("Hours and names", bench_hours.rows())]


def messages() -> list[Table]:
    """How fast a mailbox is read."""
    return [table_of("Messages", bench_messages.rows())]


def sample() -> list[Table]:
    """How fast the invented freelancer comes and goes."""
    return [table_of("The invented freelancer", bench_sample.rows())]


def what_if() -> list[Table]:
    """How fast the months ahead are simulated."""
    return [table_of("What if", bench_whatif.rows())]


PARTS = {
    "core": core,
    "dashboard": bench_dashboard.tables,
    "hours": hours,
    "import": bench_import.tables,
    "letter": bench_letter.tables,
    "messages": messages,
    "portfolio": bench_portfolio.tables,
    "sample": sample,
    "whatif": what_if,
    "web": bench_web.tables,
}


def main() -> int:
    """Run what is asked for, everything by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="one part of the benchmarks")
    parser.add_argument("--output", type=Path, help="a Markdown file to write the tables to")
    asked = parser.parse_args()
    written = []
    for name, part in PARTS.items():
        if asked.only in (None, name):
            for table in part():
                written.append(table.markdown())
                print(written[-1], end="\n\n", flush=True)
    if asked.output:
        asked.output.write_text("\n\n".join(written) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
