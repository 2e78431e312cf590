"""Declarations of formats: what is shipped is whole, and every fault in one is told at once."""

from __future__ import annotations

import shutil
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.files.importers import Subject
from clientfit.files.importers.formats.load import declared, load
from clientfit.files.importers.formats.model import Format, split_currency
from clientfit.files.importers.tables.delimited import Record, Table
from clientfit.files.importers.tables.match import columns_of, matches, missing

ALL = declared()
BOTH = ALL.about(Subject.INVOICES, Subject.HOURS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped declarations."""
    return Path(
        shutil.copytree(str(files("clientfit") / "content" / "importers"), tmp_path / "importers")
    )


def test_every_format_is_declared_in_a_file_of_its_name() -> None:
    root = files("clientfit") / "content" / "importers"
    groups = (ALL.formats, ALL.documents, ALL.hours)
    tables, documents, hours = ([each.id for each in group] for group in groups)

    assert {f"{id_}.toml" for id_ in tables} == _toml_in(root)
    assert {f"{id_}.toml" for id_ in documents} == _toml_in(root / "documents")
    assert {f"{id_}.toml" for id_ in hours} == _toml_in(root / "hours")


def _toml_in(folder: Traversable) -> set[str]:
    return {each.name for each in folder.iterdir() if each.name.endswith(".toml")}


@pytest.mark.parametrize("form", BOTH.formats, ids=lambda form: form.id)
def test_the_columns_of_a_format_lead_to_it_and_to_no_other(form: Format) -> None:
    either = form.one_of[:1]
    header = Record(1, tuple(form.columns[role][0] for role in (*form.required, *either)))
    (found,) = matches(Table(",", "", lambda: (header,)), BOTH)

    assert found.format.id == form.id


@pytest.mark.parametrize("form", [*BOTH.formats, *ALL.documents], ids=lambda form: form.id)
def test_every_format_has_a_sample(form: Format) -> None:
    samples = Path(__file__).with_name("samples").rglob("*.toml")
    told = {tomllib.loads(each.read_text("utf-8"))["importer"] for each in samples}

    assert form.id in told


def test_where_a_programs_own_format_fits_the_usual_words_step_back() -> None:
    header = Record(
        1,
        ("Invoice Number", "Customer Name", "Invoice Date", "Due Date", "Invoice Status", "Total",
         "Amount Due"),
    )  # fmt: skip
    (found,) = matches(Table(",", "", lambda: (header,)), ALL)

    assert found.format.id == "wave"


def test_a_list_that_says_nothing_of_payment_is_not_read_as_unpaid() -> None:
    generic = next(each for each in ALL.formats if each.id == "generic_en")
    header = Record(1, ("Invoice number", "Client", "Invoice date", "Amount"))

    assert missing(generic, columns_of(generic, header)) == [
        ("Paid date", "Balance due", "Amount paid", "Status")
    ]


def test_every_fault_of_a_declaration_is_told_with_file_and_field(folder: Path) -> None:
    path = folder / "harvest.toml"
    text = path.read_text("utf-8")
    text = text.replace('per = "invoice"', 'per = "page"').replace('owed = ["Balance"]', "")
    text = text.replace('client = ["Client"]', 'customer = ["Client"]')
    text = text.replace('sources = ["C4", "A9"]', 'sources = ["C99"]')
    text = text.replace('written_off = ["written off"', 'forgotten = ["written off"')
    path.write_text(text, "utf-8")
    with pytest.raises(ClientfitError) as caught:
        load(folder)

    told = str(caught.value)
    words = ["harvest.toml", "'page'", "owed is required", "'customer'", "'C99'", "'forgotten'"]
    assert [word for word in words if word not in told] == []


def test_a_declaration_of_hours_is_checked_as_well(folder: Path) -> None:
    path = folder / "hours" / "freshbooks_hours.toml"
    text = path.read_text("utf-8").replace('day = ["Date"]', 'issued = ["Date"]')
    path.write_text(text.replace("[billed]\nyes", "[billed]\nperhaps"), "utf-8")
    words = folder / "shared" / "words.toml"
    words.write_text(words.read_text("utf-8").replace("\nminutes = [", "\nmoments = ["), "utf-8")
    with pytest.raises(ClientfitError) as caught:
        load(folder)

    told = str(caught.value)
    expected = [
        "hours/freshbooks_hours.toml",
        "'issued'",
        "day is required",
        "'perhaps'",
        "'moments'",
    ]
    assert [word for word in expected if word not in told] == []


def test_two_formats_with_one_id_are_told(folder: Path) -> None:
    shutil.copy(folder / "xero.toml", folder / "xero_again.toml")
    with pytest.raises(ClientfitError, match="2 formats have the id 'xero'"):
        load(folder)


def test_a_kind_to_refuse_says_by_what_it_is_known(folder: Path) -> None:
    path = folder / "shared" / "wrong_kinds.toml"
    path.write_text(path.read_text("utf-8") + '\n[[kind]]\nid = "x"\nis = "x"\n', "utf-8")
    with pytest.raises(ClientfitError) as caught:
        load(folder)

    told = str(caught.value)
    assert "lacks" in told
    assert "todo" in told
    assert "Say by what it is known" in told


def test_a_format_added_as_data_is_read_without_a_line_of_code(folder: Path) -> None:
    text = (folder / "receivables.toml").read_text("utf-8")
    text = text.replace('id = "receivables"', 'id = "mine"').replace("customerID", "Who")
    (folder / "mine.toml").write_text(text, "utf-8")

    assert "mine" in {each.id for each in load(folder).formats}


@pytest.mark.parametrize(
    ("header", "name", "currency"),
    [
        ("Amount (EUR)", "Amount", "EUR"),
        ("Bedrag [€]", "Bedrag", "EUR"),
        ("Total USD", "Total", "USD"),
        ("Created (UTC)", "Created (UTC)", None),
        ("Amount (net)", "Amount (net)", None),
        ("Amount", "Amount", None),
    ],
)
def test_a_currency_in_a_header_is_split_off(header: str, name: str, currency: str | None) -> None:
    assert split_currency(header) == (name, currency)
