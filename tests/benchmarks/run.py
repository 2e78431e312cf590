"""``make bench``: measures, prints tables, and writes them where ``--output`` says."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # what several folders of tests share

import bench_core
import bench_web
from report import Table, figure


def core() -> list[Table]:
    """How fast the verdict is."""
    rows = [
        (
            row.what,
            figure(row.per_second),
            figure(row.ratio, 1),
            figure(row.asked),
            "" if row.asked is None else "yes" if row.per_second >= row.asked else "NO",
        )
        for row in bench_core.rows()
    ]
    return [Table("Verdict", ("Work", "a second", "times", "promised", "holds"), rows)]


PARTS = {"core": core, "web": bench_web.tables}


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
                print(written[-1], flush=True)
    if asked.output:
        asked.output.write_text("\n".join(written), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
