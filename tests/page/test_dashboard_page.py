"""The dashboard: findings, tables and figures of portfolios of every size."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from portfolios import fill
from talking import TODAY, Talk, every, talk

from clientfit.app.place import Step
from clientfit.core.model import Reading
from clientfit.figures.portfolio_map import SYMBOLS
from clientfit.files.store import Workbook
from clientfit.page.charts import FIGURES
from clientfit.text.i18n import translator


def _page(clients: int, currency: str = "EUR") -> Talk:
    workbook = Workbook.in_memory()
    fill(workbook, clients, TODAY, currency=currency)
    return talk(workbook, (Step.ALL,))


@pytest.fixture(scope="module")
def nine() -> Talk:
    return _page(9)


def _sections(page: Talk) -> dict[str, Any]:
    numbers = page.page.body["numbers"]
    assert isinstance(numbers, dict)
    return {one["id"]: one["chart"] for one in numbers["sections"]}


def _figure(page: Talk, chart: str, **given: object) -> Any:
    return page.done("figure", chart=chart, **given)["figure"]


def test_nine_clients_are_seen_from_every_side(nine: Talk) -> None:
    assert list(_sections(nine)) == ["map", "few", "lanes", "open", "hour"]


@pytest.mark.parametrize("section", ["map", "few", "lanes", "open", "hour"])
def test_a_chart_states_its_finding_and_has_a_table_and_a_text_to_be_read(
    nine: Talk, section: str
) -> None:
    chart = _sections(nine)[section]
    assert chart["title"].endswith(".")
    assert chart["title"] in chart["label"]
    assert chart["height"] > 100
    rows = chart["table"]["rows"]
    assert rows
    assert {len(row["cells"]) for row in rows} == {len(chart["table"]["columns"])}
    assert {row["client"] for row in rows} <= {one.id for one in nine.session.workbook.clients()}
    made = _figure(nine, chart["id"])
    assert made["data"]
    json.dumps(made, allow_nan=False)


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_figure_is_drawn_for_a_phone_and_from_the_right(narrow: bool, language: str) -> None:
    workbook = Workbook.in_memory()
    fill(workbook, 5, TODAY)
    page = talk(workbook, (Step.ALL,), translator(language))
    for chart in _sections(page).values():
        made = _figure(page, chart["id"], narrow=narrow)
        side = "right" if language == "ar" else "left"
        assert made["layout"]["yaxis"]["side"] == side


def test_what_is_not_known_of_a_client_is_no_share_of_0_percent(nine: Talk) -> None:
    # Every fourth of the invented clients has no answers, and so no strain that could be a part.
    table = _sections(nine)["few"]["table"]
    at = table["columns"].index("Strain")
    asked = {one.id for one in nine.session.portfolio.asked}
    assert 0 < len(asked) < len(table["rows"])
    for row in table["rows"]:
        assert (row["cells"][at] == "") == (row["client"] not in asked)


def test_every_reading_has_a_sign_of_its_own_on_the_map(nine: Talk) -> None:
    assert len(set(SYMBOLS.values())) == len(SYMBOLS) == len(Reading) + 1
    made = _figure(nine, "map")
    assert {trace["marker"]["symbol"] for trace in made["data"]} <= set(SYMBOLS.values())
    assert sum(len(trace["x"]) for trace in made["data"]) == 9


def test_a_point_of_the_map_leads_to_its_client(nine: Talk) -> None:
    ids = {one.id for one in nine.session.workbook.clients()}
    assert {id_ for trace in _figure(nine, "map")["data"] for id_ in trace["customdata"]} == ids


def test_a_bigger_point_took_more_hours(nine: Talk) -> None:
    hours = {one.id: one.worked or 0 for one in nine.session.portfolio.rows}
    sizes = {
        client: size
        for trace in _figure(nine, "map")["data"]
        for client, size in zip(trace["customdata"], trace["marker"]["size"], strict=True)
    }
    order = sorted(hours, key=lambda one: hours[one])
    assert all(sizes[a] <= sizes[b] for a, b in pairwise(order))


def test_the_map_can_show_what_is_owed(nine: Talk) -> None:
    income, owed = (_figure(nine, "map", what=what) for what in ("income", "owed"))
    assert income["layout"]["xaxis"]["title"] != owed["layout"]["xaxis"]["title"]
    titles = [one["title"] for one in _sections(nine)["map"]["choice"]["options"]]
    assert len(set(titles)) == 2


def test_clients_that_nobody_was_asked_about_stand_at_the_edge_and_are_counted(nine: Talk) -> None:
    made = _figure(nine, "map")
    edge = [y for trace in made["data"] for y in trace["y"] if y < 0]
    assert len(edge) == 2
    assert any("2 clients" in line for line in _sections(nine)["map"]["lines"])


def test_the_heaviest_fifth_is_told_in_one_sentence(nine: Talk) -> None:
    title = _sections(nine)["few"]["title"]
    assert title.startswith("2 of 9 clients take ")
    for word in ("hours", "strain", "overdue", "billed"):
        assert word in title


def test_a_target_of_ones_own_takes_the_place_of_the_middle(nine: Talk) -> None:
    page = _page(5)
    assert page.session.portfolio.own_target is None
    page.done("target", rate="80,50")
    assert page.session.portfolio.target.minor == 8050  # type: ignore[union-attr]
    assert "80" in _sections(page)["hour"]["title"]
    page.done("target", rate="")
    assert page.session.portfolio.own_target is None


@pytest.mark.parametrize("typed", ["much", "-5", "0"])
def test_a_target_that_is_no_sum_is_refused_and_nothing_changes(nine: Talk, typed: str) -> None:
    assert "60" in nine.refused("target", rate=typed)
    assert nine.session.portfolio.own_target is None


# Sizes


def test_an_empty_workbook_shows_no_chart_and_says_nothing_wrong() -> None:
    page = talk(steps=(Step.ALL,))
    assert page.page.body["numbers"] is None
    assert page.page.body["week"] is None


def test_clients_without_records_are_told_how_to_begin() -> None:
    page = talk(steps=(Step.ALL,))
    page.session.workbook.add_client("Anna Bakery")
    page.done("go", step="all")
    assert page.page.body["numbers"]["sections"] == []
    assert "invoices" in page.page.body["numbers"]["empty"]


def test_one_client_is_compared_with_nobody() -> None:
    page = _page(1)
    sections = _sections(page)
    assert "few" not in sections
    assert "1 of 1" not in json.dumps(sections)
    assert page.page.body["numbers"]["warning"] == ""
    for chart in sections.values():
        assert _figure(page, chart["id"])["data"]


def test_three_hundred_clients_are_drawn_in_part_and_told_of_in_whole() -> None:
    page = _page(300)
    sections = _sections(page)
    for name in ("lanes", "hour"):
        assert any("more clients are in the table" in line for line in sections[name]["lines"])
        assert len(sections[name]["table"]["rows"]) > 200
        assert sections[name]["height"] < 700
    names = [text for trace in _figure(page, "map")["data"] for text in trace["text"] if text]
    assert 0 < len(names) <= 14


def test_a_portfolio_that_nobody_was_asked_about_begins_with_what_is_known() -> None:
    workbook = Workbook.in_memory()
    for id_ in fill(workbook, 4, TODAY):
        for question in workbook.answers(id_):
            workbook.clear(id_, question)
    assert list(_sections(talk(workbook, (Step.ALL,))))[-1] == "map"


# Money


def test_two_currencies_are_shown_one_at_a_time_and_never_added() -> None:
    workbook = Workbook.in_memory()
    fill(workbook, 4, TODAY)
    before = talk(workbook, (Step.ALL,)).session.portfolio
    other = Workbook.in_memory()
    fill(other, 2, TODAY, currency="USD")
    dollars = [replace(one, number=f"$ {one.number}") for one in other.invoices()]
    workbook.save_invoices(dollars[::2], source_file="dollars.csv")
    page = talk(workbook, (Step.ALL,))
    choice = page.page.body["numbers"]["currency"]
    assert [one["code"] for one in choice["all"]] == ["EUR", "USD"]
    assert sum(one.income for one in page.session.portfolio.rows) == sum(
        one.income for one in before.rows
    )
    page.done("currency", currency="USD")
    assert page.page.body["numbers"]["currency"]["shown"] == "USD"
    assert len(page.session.portfolio.paying) == 2
    assert page.session.portfolio.rated == ()  # by the same hours they are paid in euros, too
    page.done("currency", currency="???")
    assert page.page.body["numbers"]["currency"]["shown"] == "EUR"


def test_what_hangs_on_one_client_is_said() -> None:
    page = _page(2)
    large = max(one.money.income_share for one in page.session.portfolio.paying if one.money)
    assert f"{round(large * 100)}%" in page.page.body["numbers"]["warning"] or (
        "100%" in page.page.body["numbers"]["warning"]
    )


# One client


def test_a_client_is_shown_month_by_month(nine: Talk) -> None:
    client = nine.session.workbook.clients()[0].id
    chart = nine.done("profile", client=client)["profile"]["chart"]
    assert "Anna Bakery" in chart["title"]
    assert len(chart["table"]["columns"]) == 5
    made = _figure(nine, "profile", what=client)
    assert len(made["data"]) == 4
    assert len({trace["yaxis"] for trace in made["data"]}) == 4


def test_a_quiet_month_is_a_month(nine: Talk) -> None:
    client = nine.session.workbook.clients()[0].id
    days = _figure(nine, "profile", what=client)["data"][0]["x"]
    assert all(27 < b - a < 32 for a, b in pairwise(days))


def test_the_reading_leads_to_the_numbers_only_where_there_are_any() -> None:
    workbook = Workbook.in_memory()
    (id_,) = fill(workbook, 1, TODAY)
    page = talk(workbook)
    page.done("go", step="reading", client=id_)
    assert page.page.body["numbers"]["client"] == id_
    page.done("add", name="Newcomer")
    page.answer(**every("never"))
    page.done("go", step="reading")
    assert page.page.body["numbers"] is None


@pytest.mark.parametrize("chart", ["nothing", "", "__class__"])
def test_a_chart_that_there_is_not_is_refused(nine: Talk, chart: str) -> None:
    assert "is no chart" in nine.refused("figure", chart=chart)


def test_a_chart_with_nothing_to_draw_is_refused_in_words() -> None:
    page = talk(steps=(Step.ALL,))
    page.session.workbook.add_client("Anna Bakery")
    page.done("look")
    assert "nothing to draw" in page.refused("figure", chart="profile", what="nobody")
    assert "nothing to draw" in page.refused("figure", chart="pareto")
    for chart in FIGURES:
        page.say("figure", chart=chart)  # whatever there is not, the page goes on
    assert "no longer here" in page.refused("profile", client="nobody")


def test_the_library_that_draws_is_the_one_that_is_written_down() -> None:
    import gzip
    import hashlib
    import tomllib
    from importlib.resources import files

    page = talk(steps=(Step.ALL,))
    page.done("library")
    (packed,) = page.answers[-1][1]
    folder = files("clientfit.page") / "assets" / "plotly"
    told = tomllib.loads((folder / "about.toml").read_text("utf-8"))
    whole = gzip.decompress(packed)
    assert hashlib.sha256(whole).hexdigest() == told["sha256"]
    assert f"v{told['version']}".encode() in whole[:200]
    assert b"eval(" not in whole
    assert len(packed) < 450_000


def test_the_library_and_the_python_package_are_of_one_kind() -> None:
    import tomllib
    from importlib.resources import files

    from plotly.offline import get_plotlyjs_version

    about = (files("clientfit.page") / "assets" / "plotly" / "about.toml").read_text("utf-8")
    version = tomllib.loads(about)["version"]
    assert get_plotlyjs_version().split(".")[0] == version.split(".")[0]


# Answers and the dashboard


def test_an_answer_about_one_client_changes_only_that_one(nine: Talk) -> None:
    page = _page(3)
    first, second, _ = (one.id for one in page.session.workbook.clients())
    before = page.session.portfolio.by_id
    page.done("answer", client=first, field="strain", value="never")
    after = page.session.portfolio.by_id
    assert after[first].dossier is not before[first].dossier
    assert after[second].dossier is before[second].dossier


def test_what_another_window_says_is_seen_on_the_dashboard() -> None:
    workbook = Workbook.in_memory()
    first, second, *_ = fill(workbook, 3, TODAY)
    page = talk(workbook, (Step.ALL,))
    strain = page.session.portfolio.by_id[second].strain
    talk(workbook).done("answer", client=second, field="strain", value="always")
    page.done("answer", client=first, field="strain", value="never")
    assert page.session.portfolio.by_id[second].strain != strain


def test_tomorrow_more_is_overdue() -> None:
    page = _page(4)
    now = sum(one.money.overdue for one in page.session.portfolio.paying if one.money)
    page.session.today = lambda: TODAY + timedelta(days=60)
    page.session.records_changed()
    then = sum(one.money.overdue for one in page.session.portfolio.paying if one.money)
    assert then > now
