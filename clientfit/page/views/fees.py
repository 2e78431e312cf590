"""Late fees in the page: which law, which rate, and every step of the sum."""

from __future__ import annotations

from typing import TypedDict, cast

from clientfit.app.fees import Fees
from clientfit.core.records.fees import Law, joined
from clientfit.files.exporters.evidence_fees import fee_sections, not_counted
from clientfit.page.wire.ending import FeesSection
from clientfit.text.i18n import Translator


class _PaperTable(TypedDict):
    """A section as the paper takes it; of a column also whether it widens and ends on a line."""

    name: str
    intro: str
    columns: list[tuple[str, bool, bool]]
    rows: list[list[str]]
    below: list[str]


def fees_section(fees: Fees, t: Translator) -> FeesSection:
    """The choice of a law, and a table an invoice."""
    law, own = fees.law, fees.own_percent
    return {
        "label": t("What late payment may cost them"),
        "law": {
            "label": t("By the law of"),
            "none": t("none: I decide myself"),
            "value": law.id if law else "",
            "choices": [
                {"value": law.id, "label": t(fees.laws.words[law.id].name)}
                for law in fees.laws.laws
            ],
        },
        "rate": {
            "label": t("Your contract’s yearly rate, in %"),
            "value": "" if own is None else str(own),
        },
        "hint": _hint(law, fees, t),
        "unconfirmed": _unconfirmed(law, fees, t) if law and own is None else [],
        "tables": [
            {
                "name": section["name"],
                "intro": section["intro"],
                "columns": [name for name, _widens, _on_line in section["columns"]],
                "rows": section["rows"],
                "below": section["below"],
            }
            for section in cast(list[_PaperTable], fee_sections(fees.lines, t))
        ],
        "disclaimer": t(
            "This is not legal advice. Rates and laws change; look them up before you ask for "
            "money."
        ),
    }


def _hint(law: Law | None, fees: Fees, t: Translator) -> str:
    if law is None and fees.own_percent is None:
        return t(
            "In some places, law or custom knows no such interest, so nothing is proposed "
            "unless you choose."
        )
    if not fees.overdue and (law is None or fees.own_percent is not None):
        return t("No open invoice is past its date.")
    if law and not fees.overdue:
        return t("No open invoice in {currency} is past its date.", currency=law.currency)
    return ""


def _unconfirmed(law: Law, fees: Fees, t: Translator) -> list[str]:
    """The days that no rate is known for, what may be done, and what was seen in a poor source."""
    gaps = joined(gap for line in fees.lines for gap in line.fee.gaps)
    if not gaps:
        return []
    ask = t(
        "If you look the rate up and set it as your own rate above, there is a sum. Your own rate "
        "then counts for every day."
    )
    return [
        f"{not_counted(gaps, t)} {ask}",
        *(
            t(
                "From {start} to {end} one source says {rate}% ({source}). It is not confirmed.",
                start=t.day(rate.start),
                end=t.day(rate.end),
                rate=t.number(rate.percent, "0.00"),
                source=rate.source,
            )
            for rate in law.rates
            if not rate.confirmed and any(a <= rate.end and rate.start <= b for a, b in gaps)
        ),
    ]
