"""The invented freelancer to look around with: a saved copy of her workbook, moved to these weeks.

Mara Lindvall designs brands and small websites, alone, from a room above a bicycle shop. Of her
nine clients Fennimere is good, and a third of her income; Wexbriar and Yarrowdene are good. Three
can be mended: Kestrel does not know what they want, Tarrowby calls at midnight, Pellbrook is kind
and late. Sorrelfen leaves half of it unpaid: a last chance. Ondry is unpaid, abusive, and two
attempts have failed: an end. Of Marrowby there are only records, in dollars.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from clientfit.core.names import name_key

#: The Monday on which the copy was saved; its records end the day before.
_SAVED = date(2026, 11, 23)
#: A day, alone or at the beginning of a moment.
_DAY = re.compile(r'"(\d{4}-\d\d-\d\d)(?=["T])')


def sample_document(today: date, taken: Collection[str] = frozenset()) -> dict[str, Any]:
    """Her workbook as ``Workbook.export`` would give it, as it stands today.

    All days are moved by whole weeks, so that it never grows old, weekends stay weekends, and it
    says the same on every day of a week. ``taken``: keys (``core.names.name_key``) of names that
    are somebody's already. A client of such a name says that it is a sample, so that its records
    stay apart from the person's own.
    """
    text = (files("clientfit") / "content" / "samples" / "freelancer.json").read_text("utf-8")
    later = timedelta(weeks=(today - _SAVED) // timedelta(weeks=1))
    moved = {day: date.fromisoformat(day) + later for day in set(_DAY.findall(text))}
    document: dict[str, Any] = json.loads(_DAY.sub(lambda found: f'"{moved[found[1]]}', text))
    _number(document["invoices"])
    names = {client["name"]: client["name"] for client in document["clients"]}
    names |= {name: f"{name} (sample)" for name in names if name_key(name) in taken}
    for client in document["clients"]:
        client["name"] = names[client["name"]]
    for record in (*document["invoices"], *document["hours"], *document["messages"]):
        record["client"] = names[record["client"]]
    return document


def _number(invoices: list[dict[str, Any]]) -> None:
    """Number them year by year in the order of issue, as one freelancer would."""
    years: Counter[str] = Counter()
    for invoice in sorted(invoices, key=lambda invoice: str(invoice["issued"])):
        year = invoice["issued"][:4]
        years[year] += 1
        invoice["number"] = f"{year}-{years[year]:03}"
