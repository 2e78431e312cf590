"""A page without a browser: what it says goes in as messages, and answers come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.files.store import Workbook
from clientfit.page.widget import Page
from clientfit.text.i18n import Translator, translator

TODAY = date(2026, 11, 21)
SIGNS = (
    "strain",
    "late_payment",
    "non_payment",
    "haggling",
    "unpaid_work",
    "no_compromise",
    "abuse",
    "unclear_goals",
    "rework",
    "boundaries",
    "poor_match",
)
#: What the letter needs that the workbook can't know, for one that names no money and no work.
FACTS = {
    "their_name": "Maria",
    "my_name": "Sam Okoro",
    "reason": "direction",
    "open_work": "no",
    "owes": "no",
    "alternative": "none",
}
COLUMNS = (
    "countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,"
    "Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate"
)


@dataclass
class Talk:
    """One page on a workbook, and everything it has answered."""

    page: Page
    answers: list[tuple[dict[str, Any], list[bytes]]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)  # what was sent to be shown
    serial: Any = field(default_factory=lambda: count(1))

    def sent(self, content: dict[str, Any], buffers: Sequence[bytes] = ()) -> None:
        """Take what the page sends."""
        if "views" in content:
            self.views.append(content)
        else:
            self.answers.append((content, list(buffers)))

    @property
    def session(self) -> Session:
        return self.page.session

    @property
    def client(self) -> str:
        client = self.session.client
        assert client is not None
        return client.id

    def hear(self, content: object, buffers: Sequence[bytes] = ()) -> dict[str, Any]:
        """Let the page hear a message, and give its answer."""
        self.page._handle_custom_msg(content, [memoryview(one) for one in buffers])
        return self.answers[-1][0]

    def say(self, kind: str, *buffers: bytes, **fields: object) -> dict[str, Any]:
        """Say something as the page's script would."""
        id_ = f"m{next(self.serial)}"
        answer = self.hear({"id": id_, "kind": kind, **fields}, buffers)
        assert answer["ack"] == id_
        return answer

    def done(self, kind: str, *buffers: bytes, **fields: object) -> dict[str, Any]:
        """Say something that must be understood."""
        answer = self.say(kind, *buffers, **fields)
        assert "faults" not in answer, answer["faults"]
        return answer

    def refused(self, kind: str, *buffers: bytes, **fields: object) -> str:
        """Say something that must be refused; give the reasons."""
        faults = self.say(kind, *buffers, **fields)["faults"]
        assert faults
        return "\n".join(faults)

    def answer(self, **answers: str | None) -> None:
        """Answer questions of the client this is about."""
        for question, value in answers.items():
            self.done("answer", client=self.client, field=question, value=value)

    def file(
        self, name: str, data: bytes, purpose: str = "records", *, follows: bool = False
    ) -> dict[str, Any]:
        """Hand over a file in slices, as the page does."""
        size = 700
        answer: dict[str, Any] = {}
        for offset in range(0, len(data), size):
            given = {"name": name, "size": len(data), "offset": offset, "purpose": purpose}
            given |= {"next": follows}
            answer = self.say("slice", data[offset : offset + size], **given)
        return answer

    def fill_letter(self, **facts: str) -> None:
        """Give the facts of the letter."""
        for fact, value in (FACTS | facts).items():
            given = {"client": self.client, "letter": "termination", "field": fact, "value": value}
            self.done("fact", **given)

    def look_around(self, step: str = "reading", name: str = "Studio Kestrel") -> None:
        """Add the invented freelancer and turn to one of her clients."""
        self.done("sample")
        ids = {one.name: one.id for one in self.session.workbook.clients()}
        self.done("go", step=step, client=ids[name])

    def shown(self) -> Mapping[str, Any]:
        """All that the page shows now."""
        return {"frame": self.page.frame, "body": self.page.body, "live": self.page.live}


def talk(
    workbook: Workbook | None = None,
    steps: Sequence[Step] = tuple(Step),
    t: Translator | None = None,
) -> Talk:
    """Open a page on a workbook, a new one in memory where none is given."""
    session = Session(workbook or Workbook.in_memory(), t or translator(), lambda: TODAY)
    found = Talk(Page(session, steps))
    found.page.send = found.sent
    return found


def every(value: str) -> dict[str, str]:
    """The same answer to each of the eleven."""
    return dict.fromkeys(SIGNS, value)


#: Eleven answers that read end, but for the ladder: neither is so bad that it ends it by itself.
HEAVY = every("often") | {"abuse": "never", "non_payment": "rarely"}


def receivables(client: str, invoices: int, late: int, days: int = 20) -> bytes:
    """An invented list in the format of the receivables file; ``late`` of the invoices were
    paid that many days after they were due, the others in time."""
    lines = [
        f"391,{client},4/6/2026,{1000 + n},1/{13 + n}/2026,2/{13 + n}/2026,{100 + n}.50,No,"
        f"{'3' if n < late else '2'}/{days - 15 + n if n < late else 10 + n}/2026,Paper,30,0"
        for n in range(invoices)
    ]
    return "\n".join([COLUMNS, *lines, ""]).encode()
