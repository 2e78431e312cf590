"""A verdict as JSON for other programs, as ``content/reading.schema.json`` describes it."""

from __future__ import annotations

import json
from typing import Any

from clientfit.core.reading.verdict import Verdict

FORMAT = "clientfit-reading"
VERSION = 1


def reading_json(verdict: Verdict, name: str) -> str:
    """Give the verdict as JSON text. ``name`` may be empty."""
    return json.dumps(_reading(verdict, name), ensure_ascii=False, indent=1)


def _reading(verdict: Verdict, name: str) -> dict[str, Any]:
    why = verdict.reasons
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": name or None,
        "reading": verdict.reading.value,
        "category": verdict.category.name.lower(),
        "worst": verdict.worst.name.lower(),
        "best": verdict.best.name.lower(),
        "certain": verdict.certain,
        "firmness": verdict.firmness,
        "shares": dict(verdict.shares),
        "strain": verdict.strain,
        "change": verdict.change,
        "next_question": verdict.next_question,
        "reasons": {
            "target": why.target.name.lower(),
            "within": why.within,
            "unsure": why.unsure,
            "needed": float(why.needed),
            "total": why.total,
            "holding": list(why.holding),
            "vetoing": list(why.vetoing),
            "blocking": why.blocking,
            "red_line": why.red_line,
        },
        "trace": verdict.trace,
    }
