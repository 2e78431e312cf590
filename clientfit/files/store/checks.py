"""Validation of what is stored: texts, ids, names, times and settings."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.names import name_key, tidy_name
from clientfit.core.phrases import Words, say

MAX_ID = 200
MAX_NAME = 200
MAX_TEXT = 1_000_000
_MAX_YEAR = 2999  # a later time would leave no room for changes after it


def text_fault(where: Words, text: str, limit: int = MAX_TEXT) -> Fault | None:
    """The fault of a text, or None: too long, or with an unpaired surrogate."""
    if len(text) > limit:
        what = say(
            "this text is too long ({count:,} characters, {most:,} are possible)",
            count=len(text),
            most=limit,
        )
        return Fault(where, what, "Shorten it")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place = error.start + 1
        what = say("the character at place {place} is broken (half of a pair)", place=place)
        return Fault(where, what, "Delete that character and type it again")
    return None


def id_fault(where: Words, text: str) -> Fault | None:
    """The fault of an id or key, or None."""
    if not text.strip():
        return Fault(where, "this is empty", "Give it a name")
    return text_fault(where, text, MAX_ID)


def name_fault(where: Words, name: str) -> Fault | None:
    """The fault of a client's name, or None."""
    tidy = tidy_name(name)
    if not name_key(tidy):
        return Fault(where, "the name is empty", "Type the name you know this client by")
    if any(unicodedata.category(letter) == "Cc" for letter in tidy):
        return Fault(where, "the name holds an invisible control character", "Type the name anew")
    return text_fault(where, tidy, MAX_NAME)


def refuse(*found: Fault | None) -> None:
    """Raise ClientfitError with all the faults given, if there are any."""
    there = [fault for fault in found if fault is not None]
    if there:
        raise ClientfitError(there)


def time_fault(where: Words, text: str) -> Fault | None:
    """The fault of an ISO timestamp, or None."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return Fault(
            where, say("{text!r} is no real moment", text=text), "As in 2026-11-30T14:05:09+00:00"
        )
    if not 1900 <= at.year <= _MAX_YEAR:
        return Fault(where, say("the year {year} can't be right", year=at.year), "Check the date")
    return None


def day_fault(where: Words, text: str) -> Fault | None:
    """The fault of an ISO date, or None."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return Fault(
            where, say("{text!r} is no day in the calendar", text=text), "As in 2026-11-30"
        )
    return None


def facts_faults(where: Words, facts: Mapping[str, str]) -> list[Fault | None]:
    """The faults of a letter's facts."""
    return [
        fault
        for name, fact in facts.items()
        for fault in (
            id_fault(where, name),
            text_fault(say("{where}.{name}", where=where, name=name), fact),
        )
    ]


def setting_text(where: Words, value: object) -> tuple[str, Fault | None]:
    """A setting as JSON text, and its fault if it cannot be stored."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        todo = "Use text, numbers, true or false, lists and tables of these"
        return "", Fault(
            where, say("this value can't be kept ({problem})", problem=str(error)), todo
        )
    return text, text_fault(where, text)


def setting_fault(where: Words, value: object) -> Fault | None:
    """The fault of a setting, or None."""
    return setting_text(where, value)[1]
