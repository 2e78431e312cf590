"""Declarations of formats: what is shipped is whole, and every fault in one is told at once."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.files.importers.declared import declared, load
from clientfit.files.importers.formats import fold, split_currency


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped declarations."""
    return Path(
        shutil.copytree(str(files("clientfit") / "content" / "importers"), tmp_path / "importers")
    )


def test_the_five_formats_are_declared_each_in_its_own_file() -> None:
    ids = {each.id for each in declared().formats}

    assert ids == {"receivables", "harvest", "xero", "freshbooks", "nl_boekhouder"}
    assert all((files("clientfit") / "content" / "importers" / f"{id_}.toml").is_file()
               for id_ in ids)  # fmt: skip


@pytest.mark.parametrize("form", declared().formats, ids=lambda form: form.id)
def test_no_format_fits_where_another_does(form: object) -> None:
    required = {
        each.id: [{fold(name) for name in each.columns[role]} for role in each.required]
        for each in declared().formats
    }
    own = required[form.id]  # type: ignore[attr-defined]
    names = {next(iter(sorted(group))) for group in own}
    fitting = [id_ for id_, groups in required.items() if all(group & names for group in groups)]

    assert fitting == [form.id]  # type: ignore[attr-defined]


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
