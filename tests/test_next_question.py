"""The question to ask next is the same wherever it is asked: page, command line and verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talking import talk

import clientfit
from clientfit.app.week import todos
from clientfit.cli import main
from clientfit.core.model import FREQUENCIES, QuestionRole

CATALOG = clientfit.catalog()
QUESTIONS = [question.id for question in CATALOG.of_role(QuestionRole.SIGN)]
#: Answers to some questions, "I don't know" among them; None is "unknown" in a file.
some_answers = st.dictionaries(
    st.sampled_from(QUESTIONS), st.sampled_from([*FREQUENCIES, None]), min_size=1, max_size=16
)


def _on_page(answers: dict[str, str | None]) -> tuple[str | None, str | None]:
    """What the page of the reading asks next, and what the list of this week does."""
    page = talk()
    page.done("add", name="Anna")
    page.answer(**answers)
    page.done("go", step="reading")
    shown = page.shown()["body"]["next"]
    asking = [todo.field for todo in todos(page.session) if todo.rule.id == "next_answer"]
    return shown and shown["question"], next(iter(asking), None)


def _on_command_line(
    answers: dict[str, str | None], file: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[str | None, str]:
    """What the command asks next: in JSON, and all that it says in words."""
    file.write_text(json.dumps({"name": "Anna", "answers": answers}), "utf-8")
    assert main(["score", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["next_question"]
    assert main(["score", str(file)]) == 0
    return told, capsys.readouterr().out


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(answers=some_answers)
def test_page_and_command_line_ask_the_same_next(
    answers: dict[str, str | None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on_page, this_week = _on_page(answers)
    told, words = _on_command_line(answers, tmp_path / "client.json", capsys)
    assert told == on_page
    assert this_week in (None, on_page)
    assert on_page is None or f"({on_page})" in words
    assert on_page not in answers  # whoever has answered is not asked again
