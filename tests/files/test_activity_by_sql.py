"""Hours and messages of the portfolio, computed anew from raw exports by SQL."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from sample_files import ME, toggl_csv, whatsapp

from clientfit.app.api import sample
from clientfit.app.settings import Settings
from clientfit.core.portfolio import (
    Records,
    hours_measures,
    hours_table,
    messages_measures,
    messages_table,
    span_of,
)
from clientfit.files.frames import frames
from clientfit.files.importers import Choices, read_records
from clientfit.files.importers.messages import read_messages
from clientfit.files.store import Workbook
from clientfit.text.content.records import record_norms

TODAY = date(2026, 11, 25)
SAMPLE = sample(TODAY)
NORMS = record_norms()

HOURS = """
    WITH entries AS (
        SELECT "Client" AS client, "Start date"::DATE AS day, "Billable" = 'No' AS unpaid,
            date_diff('second', ("Start date" || ' ' || "Start time")::TIMESTAMP,
                ("End date" || ' ' || "End time")::TIMESTAMP) AS seconds,
            max("Start date"::DATE) OVER () AS year_end
        FROM read_csv($file, all_varchar = true, header = true)
    )
    SELECT client, sum(seconds)::BIGINT AS seconds,
        coalesce(sum(seconds) FILTER (unpaid), 0)::BIGINT AS unpaid,
        sum(seconds) / sum(sum(seconds)) OVER () AS share
    FROM entries WHERE day > year_end - 365 GROUP BY client ORDER BY client
"""

MESSAGES = r"""
    WITH lines AS (
        SELECT unnest(string_split(content, chr(10))) AS line FROM read_text($file)
    ), parts AS (
        SELECT
            regexp_extract(line, '^\[([^]]+)\] ([^:]+): (.*)$', ['moment', 'who', 'words']) AS part
        FROM lines WHERE line <> ''
    ), said AS (
        SELECT strptime(part.moment, '%d/%m/%Y, %H:%M:%S') AS moment,
            part.who <> $me AS incoming, length(part.words) AS length
        FROM parts
    ), dated AS (
        SELECT *, CAST(moment AS DATE) AS day, max(CAST(moment AS DATE)) OVER () AS year_end
        FROM said
    )
    SELECT count(*) FILTER (incoming) AS incoming, count(*) FILTER (NOT incoming) AS outgoing,
        count(*) FILTER (
            incoming AND (isodow(moment) > 5 OR hour(moment) < 9 OR hour(moment) >= 18)
        ) AS outside,
        coalesce(sum(length) FILTER (incoming), 0)::BIGINT AS characters,
        count(*) FILTER (incoming) * 7 / (max(year_end) - min(day) + 1) AS per_week
    FROM dated WHERE day > year_end - 365
"""


def _by_sql(sql: str, raw: bytes, folder: Path, **given: str) -> list[tuple[Any, ...]]:
    file = folder / "raw.txt"
    file.write_bytes(raw)
    with duckdb.connect() as engine:
        return engine.execute(sql, {"file": str(file), **given}).fetchall()


def _tables(book: Workbook) -> Records:
    for name in book.record_names():
        book.add_client(name.name)
    me = Settings(book)
    found = frames(book, me.is_outside, me.day_of)
    return Records(None, found.hours, found.messages)


def test_hours_and_what_nobody_paid_are_those_of_sql(tmp_path: Path) -> None:
    raw = toggl_csv(SAMPLE.hours())
    with Workbook.in_memory() as book:
        book.save_hours(read_records(raw, "report.csv").work, source_file="report.csv")
        records = _tables(book)
        names = {one.id: one.name for one in book.clients()}
    span = span_of(TODAY, records)
    found = hours_measures(hours_table(records.hours, span=span, norms=NORMS))
    ours = sorted((names[one.client], one.seconds, one.unpaid_seconds, one.share) for one in found)
    theirs = _by_sql(HOURS, raw, tmp_path)
    assert [row[:3] for row in ours] == [row[:3] for row in theirs]
    assert all(abs(a[3] - b[3]) < 1e-12 for a, b in zip(ours, theirs, strict=True))
    assert len(ours) == 9


def test_messages_and_those_outside_the_hours_are_those_of_sql(tmp_path: Path) -> None:
    for client in SAMPLE.clients():
        raw = whatsapp(SAMPLE.messages(client.id))
        with Workbook.in_memory() as book:
            read = read_messages(raw, "_chat.txt", Choices(me=frozenset({ME})))
            book.save_messages(read.messages, source_file="_chat.txt")
            records = _tables(book)
        span = span_of(TODAY, records)
        table = messages_table(records.messages, span=span, norms=NORMS)
        (one,) = messages_measures(table, span=span)
        (theirs,) = _by_sql(MESSAGES, raw, tmp_path, me=ME)
        assert (one.incoming, one.outgoing, one.outside, one.characters) == theirs[:4], client.name
        assert abs(one.per_week - theirs[4]) < 1e-12
