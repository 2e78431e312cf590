"""The shape of a declaration: what an export looks like, in columns and words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from clientfit.core.currencies import currency_in
from clientfit.files.importers.result import Subject
from clientfit.files.importers.values.durations import DurationUnit


class ColumnRole(StrEnum):
    """What a column is for."""

    CLIENT = "client"
    NUMBER = "number"
    ISSUED = "issued"
    DUE = "due"
    TERM = "term"  # days from issue to due, where the day itself is not given
    SETTLED = "settled"
    TOTAL = "total"
    PAID = "paid"
    OWED = "owed"
    CURRENCY = "currency"
    REFUNDED = "refunded"  # given back of a payment
    STATUS = "status"
    KIND = "kind"
    DISPUTED = "disputed"
    LINE = "line"  # the amount of one line, where the total is repeated beside it
    OTHER_DATES = "other_dates"  # not imported, but they help to decide day or month first
    # Of working time; client, number (the tracker's own), kind and other_dates are there too.
    PROJECT = "project"
    TASK = "task"
    TAGS = "tags"
    DAY = "day"  # the date of the start, perhaps with its clock time
    START = "start"  # the clock time of the start, perhaps with its date
    END_DAY = "end_day"
    END = "end"
    DURATION = "duration"  # 1:30, 1h 30m; a bare number is hours, unless start and end differ
    MINUTES = "minutes"  # a bare number here is minutes
    SECONDS = "seconds"
    BILLABLE = "billable"
    BILLED = "billed"  # on an invoice already


_SHARED_ROLES = (ColumnRole.CLIENT, ColumnRole.NUMBER, ColumnRole.KIND, ColumnRole.OTHER_DATES)
_HOURS_ROLES = tuple(ColumnRole)[tuple(ColumnRole).index(ColumnRole.PROJECT) :]
#: Which columns a table may have, by what it is about.
ROLES: Mapping[Subject, tuple[ColumnRole, ...]] = {
    Subject.INVOICES: tuple(role for role in ColumnRole if role not in _HOURS_ROLES),
    Subject.HOURS: (*_SHARED_ROLES, *_HOURS_ROLES),
}


class Per(StrEnum):
    """What a row of the file is."""

    INVOICE = "invoice"
    LINE = "line"


class Total(StrEnum):
    """How the total of an invoice follows from its lines."""

    REPEATED = "repeated"
    SUM = "sum"


class DocumentStatus(StrEnum):
    """What a status word or a document type of the file means."""

    DRAFT = "draft"
    OPEN = "open"
    DISPUTED = "disputed"
    PARTIAL = "partial"
    PAID = "paid"
    VOID = "void"
    WRITTEN_OFF = "written_off"
    CREDIT = "credit"
    PURCHASE = "purchase"  # a bill that the freelancer has to pay: not theirs to collect
    ASIDE = "aside"  # neither billed nor paid by a client: an estimate, a fee, money moved about


@dataclass(frozen=True, slots=True)
class Format:
    """One export of one program: which columns it has and what its words mean."""

    id: str
    name: str
    per: Per
    total: Total
    required: tuple[ColumnRole, ...]
    one_of: tuple[
        ColumnRole, ...
    ]  # at least one of these is there too; without them all seems unpaid
    generic: bool  # usual words of no one program: it steps back where a program's own fits
    columns: Mapping[ColumnRole, tuple[str, ...]]  # the names in order of preference
    status: Mapping[str, DocumentStatus]  # by the folded word
    kind: Mapping[str, DocumentStatus]
    unpaid_and_nothing_left_is_written_off: bool
    incoming_only: bool  # payments: what went out is left out, unless it gives money back
    tells_of_payment: bool  # an invoice by itself does not say whether it was paid later
    note: str  # what a person should know of every file in this format
    roots: tuple[str, ...]  # XML documents only: {namespace}name; columns then are paths
    sources: tuple[str, ...]
    subject: Subject = Subject.INVOICES
    flags: Mapping[ColumnRole, Mapping[str, bool]] = field(
        default_factory=dict
    )  # by the folded word

    def standing(self, role: ColumnRole, word: str) -> DocumentStatus | None:
        """What a word of the status or kind column means; "Overdue # days" stands for any days."""
        known = self.status if role is ColumnRole.STATUS else self.kind
        folded = fold(word)
        return known.get(folded) or known.get(_NUMBER.sub("#", folded))


@dataclass(frozen=True, slots=True)
class WrongKind:
    """A kind of file that people pick by mistake, and what to tell them."""

    id: str
    says: str
    lacks: str
    todo: str
    columns: tuple[frozenset[str], ...]  # folded names; all of one set are there
    starts: tuple[bytes, ...]
    subject: Subject | None = None  # it is read where that subject is asked for


@dataclass(frozen=True, slots=True)
class TableWords:
    """Words that mean the same in every format, without case."""

    totals: frozenset[str]
    empty: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    units: Mapping[str, DurationUnit]  # of durations, by the word in small letters
    stand_in: str  # the note where a project's name stands for the client's
    picked: str  # the name of a table whose columns the person picked


@dataclass(frozen=True, slots=True)
class Formats:
    """All that is declared."""

    formats: tuple[Format, ...]  # tables of invoices, or of what was asked for (`about`)
    documents: tuple[Format, ...]  # XML, one invoice a file
    wrong_kinds: tuple[WrongKind, ...]
    words: TableWords
    hours: tuple[Format, ...] = ()

    def about(self, *subjects: Subject) -> Formats:
        """What is declared for these subjects; what they read is no wrong kind any more."""
        tables = {Subject.INVOICES: self.formats, Subject.HOURS: self.hours}
        return replace(
            self,
            formats=tuple(form for subject in subjects for form in tables.get(subject, ())),
            documents=self.documents if Subject.INVOICES in subjects else (),
            wrong_kinds=tuple(kind for kind in self.wrong_kinds if kind.subject not in subjects),
        )


_NUMBER = re.compile(r"\d[\d.,/-]*")
_GAPS = re.compile(r"[\s_*\ufeff]+")
_IN_CURRENCY = re.compile(r"^(.*?)\s*(?:[(\[]([^()\[\]]+)[)\]]|\s([A-Z]{3}|€|£|zł))\s*$", re.DOTALL)


@lru_cache(maxsize=4096)  # the same few names and words, asked for in every row
def fold(text: str) -> str:
    """A column name or word without what programs vary: case, spaces, underscores, stars."""
    return _GAPS.sub("", text).casefold()


def split_currency(header: str) -> tuple[str, str | None]:
    """A header such as "Amount (EUR)" as its name and its currency."""
    found = _IN_CURRENCY.match(header.strip())
    code = currency_in(found[2] or found[3]) if found else None
    return (found[1], code) if found and code else (header, None)
