"""A workbook is used from whichever thread a message comes in on, one at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clientfit.files.store import Workbook

ANSWERS = 200


@pytest.mark.parametrize("kept", [True, False], ids=["file", "memory"])
def test_another_thread_than_the_first_writes_and_reads(tmp_path: Path, kept: bool) -> None:
    book = Workbook.open(tmp_path / "w.sqlite3") if kept else Workbook.in_memory()
    client = book.add_client("Anna").id
    with ThreadPoolExecutor(1) as other:
        other.submit(book.answer, client, "strain", "often").result()
        assert other.submit(book.answers, client).result()["strain"].value == "often"


def test_threads_at_once_lose_no_answer_and_break_no_transaction(tmp_path: Path) -> None:
    book = Workbook.open(tmp_path / "w.sqlite3")
    client = book.add_client("Anna").id

    def say(number: int) -> None:
        book.answer(client, f"q{number}", "often")
        book.answers(client)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(say, range(ANSWERS)))
    assert len(book.answers(client)) == ANSWERS
