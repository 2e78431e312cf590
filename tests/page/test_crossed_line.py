"""After a crossed line nothing that is said speaks of mending, and no load stands there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from portfolios import fill
from pypdf import PdfReader
from talking import TODAY, Talk, every, talk

from clientfit.app.place import Step
from clientfit.cli import main
from clientfit.files.store import Workbook

LINES = ("threats", "harassment", "illegal")
LEVELS = ("never", "sometimes", "always", None)  # None: "I don't know"
AGAIN = ("yes", "no", "unsure", None)
MENDING = re.compile(
    r"mend|repair|\btr(?:y|ies|ied|ying)\b|attempt|chance|improv|better|\beas(?:e|es|ed|ing)\b|"
    r"look(?:ing)? again|look whether|work (?:it|things) out|talk (?:it|about)",
    re.IGNORECASE,
)
LOAD = re.compile(r"load: |strain of |strain \d|\d of 100", re.IGNORECASE)
#: What frees from mending may name it.
FREED = (
    "You owe nobody another try",
    "you owe nobody another try",
    "You owe nobody a try",
    "You need not mend this",
    "You need not try to mend anything",
    # What the letter hands over, and how the plan parts from others: no word of a repair.
    "Leave them better off than you found them",
)
#: What is no sentence about this client: ids for the script, forms that are the same for everybody,
#: what was noted by the person themselves, and the steps meant for other clients, folded away.
ASIDE = {
    Step.READING: {"kind"},
    Step.REPAIR: {"kind", "others", "words", "due", "tried"},
    Step.END: {"kind", "words", "rant"},
    Step.LETTER: {"kind", "choose", "words", "fields"},
    Step.ALL: {"kind", "import", "bring", "whatif", "find"},
}


def _texts(view: object) -> Iterator[str]:
    """Every word that is shown, wherever it stands."""
    if isinstance(view, Mapping):
        for key, one in view.items():
            if key not in ("step", "sort", "mark", "id"):
                yield from _texts(one)
    elif isinstance(view, list | tuple):
        for one in view:
            yield from _texts(one)
    elif isinstance(view, str):
        yield view


def _mends(text: str) -> bool:
    for one in FREED:
        text = text.replace(one, "")
    return bool(MENDING.search(text))


def _harm(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if _mends(text) or LOAD.search(text)]


def _bodies(page: Talk) -> Iterator[tuple[Step, dict[str, Any]]]:
    for step, aside in ASIDE.items():
        page.done("go", step=step.value, client=page.client)
        body = page.page.body
        assert isinstance(body, dict)
        yield step, {key: one for key, one in body.items() if key not in aside}


def _anna(answers: Mapping[str, str | None]) -> Talk:
    page = talk()
    page.done("add", name="Anna")
    page.answer(**answers)
    return page


def _said(level: str | None, again: str | None, attempts: str) -> dict[str, str | None]:
    answers: dict[str, str | None] = dict.fromkeys(every("never"), level)
    return answers | {"attempts": attempts} | ({"again": again} if again else {})


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("line", LINES)
def test_no_page_speaks_of_mending_or_of_a_load_after_a_crossed_line(
    line: str, level: str | None
) -> None:
    page = _anna({line: "yes"})
    page.done("try", client=page.client, step="talk", day="2026-01-05", note="")
    for again, attempts in product(AGAIN, ("0", "1", "2")):
        page.answer(**_said(level, again, attempts))
        for step, body in _bodies(page):
            assert _harm(_texts(body)) == [], (step, again, attempts)


def test_all_that_the_test_looks_for_is_said_of_other_clients() -> None:
    page = _anna(_said("sometimes", "yes", "0"))
    page.done("try", client=page.client, step="talk", day="2026-01-05", note="")
    harmed = {step: _harm(_texts(body)) for step, body in _bodies(page)}
    assert all(harmed[step] for step in (Step.READING, Step.REPAIR, Step.END, Step.ALL))
    assert any("That is a reason to try to mend it" in text for text in harmed[Step.READING])
    assert any(LOAD.search(text) for text in harmed[Step.READING])


def test_a_threatened_person_is_led_to_the_safe_way_alone() -> None:
    page = _anna(every("never") | {"threats": "yes", "again": "yes"})
    page.done("go", step="reading", client=page.client)
    body = page.page.body
    assert body["gut"]["line"] == (
        "You would take them on again. There may be good sides that are not asked here. They do "
        "not undo what happened, and your safety comes first."
    )
    assert body["strain"] == ""
    assert [way["step"] for way in body["ways"]] == ["end", "letter"]
    page.done("go", step="end", client=page.client)
    assert page.page.body["back"]["step"] == "reading"


def test_what_was_tried_before_is_not_to_be_looked_at_again_after_a_crossed_line() -> None:
    page = _anna(every("sometimes"))
    page.done("try", client=page.client, step="talk", day="2026-01-05", note="")
    page.done("go", step="repair", client=page.client)
    assert page.page.body["due"]["attempts"]
    page.answer(threats="yes")
    repair = page.page.body
    assert repair["due"]["attempts"] == []
    (tried,) = repair["tried"]["attempts"]
    assert (tried["name"] != "", tried["review"]) == (True, "")
    page.done("go", step="all")
    assert [card["id"] for card in page.page.body["week"]["cards"]] == ["safety"]


@pytest.mark.parametrize("ending", ["plan.md", "plan.ics", "plan.pdf", "evidence.zip", "letter.md"])
def test_no_file_to_take_away_speaks_of_mending_after_a_crossed_line(ending: str) -> None:
    for level, again in product(LEVELS, ("yes", "no")):
        page = _anna(_said(level, again, "0") | {"harassment": "yes"})
        page.fill_letter(say_why="yes")
        page.done("download", what=ending, client=page.client, letter="termination")
        lines = _lines(bytes(page.answers[-1][1][0]), ending)
        assert lines
        assert _harm(iter(lines)) == [], (level, again)


def _lines(data: bytes, ending: str) -> list[str]:
    if ending == "evidence.zip":
        packed = zipfile.ZipFile(io.BytesIO(data))
        table = packed.read("invoices.csv").decode()
        return [*_lines(packed.read("evidence.pdf"), "pdf"), *table.split("\n")]
    if ending.endswith("pdf"):
        return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    return data.decode().replace("\r\n ", "").split("\n")


def test_the_sheet_of_all_clients_holds_no_load_after_a_crossed_line() -> None:
    page = _anna(every("never") | {"threats": "yes"})
    page.done("add", name="Borek")
    page.answer(**every("never"))
    page.done("download", what="workbook.xlsx")
    (data,) = page.answers[-1][1]
    rows = openpyxl.load_workbook(io.BytesIO(bytes(data)))["Clients"].iter_rows(values_only=True)
    head, *clients = rows
    at = head.index("Strain (0 to 100)")
    assert {row[0]: row[at] for row in clients} == {"Anna": None, "Borek": 0}


@pytest.mark.parametrize("entry", [*(f'{line} = "yes"' for line in LINES), "absolute"])
def test_the_command_line_speaks_of_no_mending_after_a_crossed_line(
    entry: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for level, again, attempts in product(LEVELS, AGAIN, ("0", "1", "2")):
        answers = _said(level, again, attempts)
        above = "absolute = true\n" if entry == "absolute" else ""
        told = [f'{id_} = "{said or "unknown"}"' for id_, said in answers.items()]
        told = [one.replace(f'"{attempts}"', attempts) for one in told]
        told += [] if above else [entry]
        file = tmp_path / "client.toml"
        file.write_text("\n".join([above, "[answers]", *told]), "utf-8")
        assert main(["score", str(file)]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert "your safety comes first" in said
        assert _harm(iter(re.split(r"(?<=[.?]) ", said))) == [], (level, again, attempts)


def test_a_crossed_line_stands_above_every_strain_on_the_dashboard() -> None:
    workbook = Workbook.in_memory()
    ids = fill(workbook, 5, TODAY)
    page = talk(workbook, (Step.ALL,))
    last = {one.id: one.name for one in workbook.clients()}[ids[-1]]
    for sign, said in (every("never") | {"threats": "yes"}).items():
        page.done("answer", client=ids[-1], field=sign, value=said)
    page.done("go", step="all")
    rows = {row["id"]: row["cells"]["strain"] for row in page.page.body["rows"]}
    assert rows[ids[-1]]["text"] == "line crossed"
    assert rows[ids[-1]]["sort"] == max(one["sort"] for one in rows.values())
    sections = {one["id"]: one["chart"] for one in page.page.body["numbers"]["sections"]}
    assert sections["map"]["title"] == (
        f"A line was crossed: {last}. No strain is weighed beside it."
    )
    assert sections["map"]["table"]["rows"][0]["cells"][:3] == [last, "End", "line crossed"]
    (unasked,) = [line for line in sections["map"]["lines"] if "been asked about" in line]
    assert unasked.startswith("1 client has not")  # the fourth, and not the one who crossed it
    drawn = page.done("figure", chart="map")["figure"]
    heights = {
        client: y
        for trace in drawn["data"]
        for client, y in zip(trace["customdata"], trace["y"], strict=True)
    }
    assert heights[ids[-1]] == max(heights.values()) > 100


@pytest.mark.parametrize("level", ["often", "always"])
def test_after_insults_often_safety_and_mending_never_stand_on_one_page(level: str) -> None:
    page = _anna(dict.fromkeys(LINES, "no"))
    for others, again, attempts in product(("never", "often"), AGAIN, ("0", "1", "2")):
        page.answer(**(every(others) | _said(others, again, attempts) | {"abuse": level}))
        for step, body in _bodies(page):
            texts = list(_texts(body))
            if any("safety comes" in text for text in texts):
                assert [text for text in texts if _mends(text)] == [], (step, again, attempts)


@pytest.mark.parametrize("level", ["often", "always"])
def test_what_reads_as_an_end_after_tries_that_failed_is_no_reason_to_mend(level: str) -> None:
    page = _anna(every("never") | dict.fromkeys(LINES, "no") | {"abuse": level})
    page.answer(again="yes", attempts="2")
    page.done("go", step="reading", client=page.client)
    assert page.page.body["reading"] == "end"
    assert not _mends(page.page.body["gut"]["line"])
    page.answer(attempts="0")
    assert page.page.body["reading"] == "last_chance"
    assert "a reason to try to mend it" in page.page.body["gut"]["line"]
