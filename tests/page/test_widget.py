"""The widget: three views and a line to Python; and what each notebook's page is."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import psutil
import pytest
from talking import SIGNS, Talk, every, receivables, talk

from clientfit.app import downloads
from clientfit.app.place import Step
from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.store import Workbook
from clientfit.page import notebooks
from clientfit.page.script import asset, parts, script
from clientfit.page.widget import Page, Stopped
from clientfit.text.i18n import translator

STEPS = [step.value for step in Step]


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.look_around()
    return found


@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_plain_values(page: Talk, step: str) -> None:
    page.done("go", step=step)
    assert page.page.body["kind"] == step
    assert json.loads(json.dumps(page.shown())) == page.shown()


def test_an_answer_changes_what_is_live_and_leaves_the_form_alone(page: Talk) -> None:
    page.done("go", step="signs")
    body, frame = page.page.body, page.page.frame
    live = page.page.live
    page.answer(haggling="always")
    assert page.page.live != live
    assert page.page.body is body or page.page.body == body
    assert page.page.frame == frame


def test_every_file_of_the_script_is_part_of_it() -> None:
    folder = Path(notebooks.__file__).parent / "assets"
    scripts = {path.name for path in folder.glob("*.js")}
    assert scripts - {"stopped.js"} == set(parts("page.js"))


def test_the_style_and_script_ask_no_other_address() -> None:
    for text in (script("page.js"), script("stopped.js"), asset("page.css")):
        assert "://" not in text
        assert "@import" not in text
        assert "innerHTML" not in text
        assert "eval(" not in text


def test_ids_and_names_of_groups_are_made_for_one_view() -> None:
    # A notebook may hold several pages, and one of them twice.
    given = re.findall(r"\b(?:id|name|list|for|htmlFor): ([\"`][^\"`]*[\"`])", script("page.js"))
    assert given
    assert {one for one in given if not re.match(r"`\$\{(id|name)\}", one)} == set()
    for found in ("getElementById", "document.querySelector", 'querySelector("#'):
        assert found not in script("page.js")


def test_whatever_is_drawn_names_its_client_when_it_is_drawn() -> None:
    # When it is used, the page may be about somebody else.
    asked = re.findall(r".*app\.client\(\).*", script("page.js"))
    assert asked
    assert [
        line for line in asked if not re.fullmatch(r" +const \w+ = app\.client\(\);", line)
    ] == []


def test_a_file_is_about_the_client_it_was_asked_for(page: Talk) -> None:
    anna = page.client
    name = page.page.frame["client"]["name"]
    page.done("add", name="Bob Lettings")
    assert page.client != anna
    file = page.done("download", what="trace.json", client=anna)["file"]
    assert file["name"] == f"{name} - Reading.json"
    assert "is not chosen" in page.refused("download", what="trace.json")
    assert "no longer here" in page.refused("download", what="plan.pdf", client="nobody")


# What is sent


def test_the_state_of_a_page_holds_nothing_of_what_it_shows(page: Talk) -> None:
    page.done("hello", zone="")
    page.answer(strain="often")
    state = json.dumps(page.page.get_state(), default=str)
    assert page.page.frame["client"]["name"] not in state + repr(page.page)
    assert page.client not in state + repr(page.page)
    assert not {"frame", "body", "live"} & set(page.page.get_state())


def test_a_page_that_opens_gets_the_whole_and_then_what_has_changed(page: Talk) -> None:
    assert page.views == []  # nobody has looked at it yet
    page.done("hello", zone="")
    page.done("go", step="signs")
    page.answer(haggling="always")
    opened, turned, answered = page.views
    assert opened["whole"]
    assert set(turned["views"]) == {"frame", "body", "live"}
    assert answered["views"] == {"live": page.page.live}
    first = opened["number"]
    assert [one["number"] for one in page.views] == [first, first + 1, first + 2]
    assert page.page.get_state()["newest"] == first + 2


def test_a_page_that_has_missed_something_gets_the_whole_when_it_asks(page: Talk) -> None:
    page.done("hello", zone="")
    page.done("go", step="signs")
    page.answer(haggling="always")
    page.done("look", whole=True)
    assert page.views[-1] == {
        "views": page.shown(),
        "number": page.views[-2]["number"],
        "whole": True,
    }


# Parts


def test_the_questionnaire_has_three_steps_and_the_dashboard_one() -> None:
    questions = talk(steps=(Step.CLIENT, Step.SIGNS, Step.READING))
    assert [one["id"] for one in questions.page.frame["steps"]] == ["client", "signs", "reading"]
    assert [one["id"] for one in talk(steps=(Step.ALL,)).page.frame["steps"]] == ["all"]


def test_a_part_is_never_left_for_a_step_it_does_not_have() -> None:
    page = talk(steps=(Step.ALL,))
    page.done("sample")
    for step in STEPS:
        page.done("go", step=step)
        assert page.page.body["kind"] == "all"
    page.done("new")
    assert page.page.body["kind"] == "all"


def test_the_questionnaire_goes_on_with_a_client_that_is_there() -> None:
    workbook = Workbook.in_memory()
    talk(workbook).done("add", name="Anna Bakery")
    page = talk(workbook, (Step.CLIENT, Step.SIGNS, Step.READING))
    (known,) = page.page.body["known"]["clients"]
    assert known["name"] == "Anna Bakery"
    page.done("go", step="signs", client=known["id"])
    assert page.page.body["kind"] == "signs"
    page.done("delete", client=known["id"])
    assert "new" in page.page.body


# Pages


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "mine.clientfit"
    monkeypatch.setenv("CLIENTFIT_WORKBOOK", str(path))
    monkeypatch.delenv("CLIENTFIT_SHARED", raising=False)
    return path


def _opened(made: Page | Stopped) -> Page:
    assert isinstance(made, Page)
    return made


def test_all_pages_show_the_same_file(own_file: Path) -> None:
    whole = _opened(notebooks.workbook())
    whole.session.add_client("Anna Bakery")
    assert _opened(notebooks.dashboard()).body["rows"][0]["cells"]["name"]["text"] == "Anna Bakery"
    known = _opened(notebooks.questionnaire()).body["known"]["clients"]
    assert [one["name"] for one in known] == ["Anna Bakery"]
    assert own_file.stat().st_mode & 0o777 == 0o600


def _stopped(made: Page | Stopped) -> str:
    assert isinstance(made, Stopped)
    assert made.heading == "Your workbook can’t be opened."
    return "\n".join(made.lines)


@pytest.mark.parametrize(
    "content", [b"SQLite format 3\0" + b"broken" * 400, b"a letter", b"\0" * 99]
)
def test_a_file_that_is_no_workbook_stops_the_page_in_words_and_stays_as_it_is(
    own_file: Path, content: bytes
) -> None:
    own_file.write_bytes(content)
    assert "mine.clientfit" in _stopped(notebooks.workbook())
    assert own_file.read_bytes() == content


def test_a_file_of_a_newer_version_stops_the_page_in_words(own_file: Path) -> None:
    Workbook.open(own_file).close()
    with sqlite3.connect(own_file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = own_file.read_bytes()
    assert "newer" in _stopped(notebooks.dashboard())
    assert own_file.read_bytes() == before


def test_own_numbers_that_can_not_be_stop_the_page_and_name_the_place(own_file: Path) -> None:
    with Workbook.open(own_file) as workbook:
        workbook.set_setting("norms", {"signs": {"haggling": {"points": -1}}})
    assert "haggling" in _stopped(notebooks.workbook())


def test_the_stopped_page_shows_every_fault() -> None:
    faults = ClientfitError([Fault("a", "is wrong"), Fault("b", "is missing", "Add it")]).faults
    assert Stopped(faults, translator()).lines == ["a: is wrong.", "b: is missing. Add it."]


# Shared


def _open_files() -> set[str]:
    return {one.path for one in psutil.Process().open_files()}


def test_where_visitors_share_a_server_nothing_touches_the_disk(
    own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENTFIT_SHARED", "1")
    place = own_file.parent
    for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(place))
    monkeypatch.chdir(place)
    before = _open_files()
    visitor = Talk(_opened(notebooks.workbook()))
    visitor.page.send = visitor.sent
    visitor.done("sample")
    visitor.done("add", name="Anna Bakery")
    visitor.file("invoices.csv", receivables("Anna Bakery", 8, 8))
    visitor.answer(**every("sometimes"))
    visitor.done("try", client=visitor.client, step="goals", day="2026-11-20", note="")
    visitor.done("go", step="end")
    visitor.done("mark", client=visitor.client, item="obligations", state="done", reason="")
    visitor.done("law", client=visitor.client, law="eu")
    visitor.done("go", step="letter", letter="termination")
    visitor.fill_letter()
    for what in downloads._FILES:
        visitor.done("download", what=what, client=visitor.client, letter="termination")
    assert list(place.rglob("*")) == []
    assert _open_files() <= before
    assert _opened(notebooks.workbook()).body["kind"] == "client"
    assert "kept nowhere" in visitor_promise(notebooks.workbook())


def visitor_promise(made: Page | Stopped) -> str:
    return str(_opened(made).body["promises"][-1]["text"])


def test_on_the_own_computer_the_promise_is_that_it_stays_there(own_file: Path) -> None:
    assert "stays on this computer" in visitor_promise(notebooks.workbook())


def test_the_eleven_are_those_of_the_quick_pass(page: Talk) -> None:
    assert tuple(one.id for one in page.session.catalog.questions if one.quick) == SIGNS
