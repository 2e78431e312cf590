"""``make bench``: measures, prints tables, and writes them where ``--output`` says."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # what several folders of tests share

import bench_core
import bench_import
import bench_letter
import bench_web
from table import Table, table_of


def core() -> list[Table]:
    """How fast the verdict is."""
    return [table_of("Verdict", bench_core.rows())]


PARTS = {
    "core": core,
    "import": bench_import.tables,
    "letter": bench_letter.tables,
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
