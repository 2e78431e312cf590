"""Real files, which lie beside the clone where the project is worked on and are no part of it.

Without them every test still runs, on invented files, and claims less. So that nobody takes the one
for the other, the summary at the end of a run tells which claims rested on how many real files.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "shared"
DATA = FOLDER / "data"
#: The statements that the questions and letters rest on, with their sources.
BOOK = FOLDER / "sources.md"
RATES = DATA / "legal" / "late_payment_rates.csv"


@dataclass(frozen=True)
class Claim:
    """What is claimed of real files, and where in the folder they lie."""

    words: str
    pattern: str

    def files(self, folder: Path = FOLDER) -> list[Path]:
        """The files that are there, in the order of their names."""
        return sorted(path for path in folder.glob(self.pattern) if path.is_file())


INVOICES = Claim("invoices are read whole", "data/invoices/*")
RECEIVABLES = Claim("numbers are those of SQL", "data/*/ibm_*.csv")
HOURS = Claim("hours are read whole", "data/hours/*")
A_YEAR = Claim("a year of hours agrees to the second", "data/hours/toggl_year_*.csv")
MESSAGES = Claim("messages are read whole", "data/messages/*/*")
CASES = Claim("odd files are read or refused in words", "data/cases/*")
LAW = Claim("rates are those of the law", "data/legal/*.csv")
STATEMENTS = Claim("statements are those of the source book", "sources.md")
CLAIMS = (INVOICES, RECEIVABLES, HOURS, A_YEAR, MESSAGES, CASES, LAW, STATEMENTS)


def account(folder: Path = FOLDER) -> str:
    """One line for the summary: what was claimed of how many real files, and what of none."""
    counted = {claim.words: len(claim.files(folder)) for claim in CLAIMS}
    real = [f"{words} ({count} real)" for words, count in counted.items() if count]
    less = [words for words, count in counted.items() if not count]
    told = [f"On real files: {', '.join(real)}."] if real else []
    if less:
        told += [f"On invented files only, for want of real ones in {folder}: {', '.join(less)}."]
    return " ".join(told)
