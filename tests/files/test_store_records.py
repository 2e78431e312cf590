"""Invoices in the store: nothing doubles, what is newer is taken, and each knows its client."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.core.errors import ClientfitError
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.names import name_key
from clientfit.files.store import ImportCount, RecordName, Workbook

ONE = Invoice(
    client="Acme Ltd",
    number="INV-1",
    issued=date(2026, 1, 5),
    due=date(2026, 2, 4),
    settled=None,
    total=Money(125_000, "EUR"),
    owed=Money(125_000, "EUR"),
    state=InvoiceState.OPEN,
    disputed=True,
    source="xero",
)
PAID = replace(
    ONE, settled=date(2026, 3, 1), owed=Money(0, "EUR"), state=InvoiceState.PAID, disputed=False
)
OTHER = replace(ONE, client="Other", number="INV-2", due=None)

AMOUNTS = st.integers(-(2**63) + 1, 2**63 - 1)
INVOICES = st.builds(
    Invoice,
    client=st.sampled_from(["Acme", "acme ", "Other"]),
    number=st.text("0123456789", min_size=1, max_size=2),
    issued=st.dates(),
    due=st.none() | st.dates(),
    settled=st.none() | st.dates(),
    total=AMOUNTS.map(lambda minor: Money(minor, "EUR")),
    owed=AMOUNTS.map(lambda minor: Money(minor, "EUR")),
    state=st.sampled_from(InvoiceState),
    disputed=st.booleans(),
    source=st.text("abc", max_size=5),
)


@pytest.fixture
def book(tmp_path):
    with Workbook.open(tmp_path / "book.sqlite3") as book:
        yield book


def save(book, *invoices):
    return book.save_invoices(invoices, source_file="export.csv")


def test_an_invoice_comes_back_as_it_was_read(book):
    assert save(book, ONE, OTHER) == ImportCount(added=2, changed=0, same=0)
    assert book.invoices() == (ONE, OTHER)


def test_an_import_done_twice_doubles_nothing(book):
    save(book, ONE, OTHER)
    version = book.version()
    assert save(book, ONE, OTHER) == ImportCount(added=0, changed=0, same=2)
    assert book.invoices() == (ONE, OTHER)
    assert book.version() == version


def test_a_newer_export_updates_what_was_paid_and_adds_what_is_new(book):
    save(book, ONE)
    assert save(book, PAID, OTHER) == ImportCount(added=1, changed=1, same=0)
    assert book.invoices() == (PAID, OTHER)


def test_another_spelling_of_the_client_is_the_same_invoice(book):
    save(book, ONE)
    again = replace(ONE, client=" ACME  ltd", number=" INV-1 ")
    assert save(book, again) == ImportCount(added=0, changed=0, same=1)
    assert book.invoices() == (ONE,)


def test_the_same_number_of_two_clients_is_two_invoices(book):
    save(book, ONE, replace(OTHER, number=ONE.number))
    assert len(book.invoices()) == 2


def test_an_invoice_that_comes_again_further_down_is_counted_and_the_last_holds(book):
    assert save(book, ONE, PAID) == ImportCount(added=1, changed=0, same=0, repeated=1)
    assert book.invoices() == (PAID,)


@settings(deadline=None)
@given(st.lists(st.lists(INVOICES, max_size=8), max_size=3))
def test_after_any_imports_each_identity_is_there_once_as_it_was_last(batches):
    with Workbook.in_memory() as book:
        last = {}
        for batch in batches:
            count = save(book, *batch)
            assert count.added + count.changed + count.same + count.repeated == len(batch)
            last.update({(name_key(one.client), one.number): one for one in batch})
        found = {(name_key(one.client), one.number): one for one in book.invoices()}
        assert len(book.invoices()) == len(last)
        for identity, one in last.items():
            kept = found[identity]
            assert replace(kept, client="", source="") == replace(one, client="", source="")


def test_every_faulty_invoice_is_told_and_none_is_kept(book):
    with pytest.raises(ClientfitError) as told:
        save(
            book,
            ONE,
            replace(ONE, client=" "),
            replace(ONE, number="", owed=Money(1, "USD")),
            replace(ONE, total=Money(2**63, "EUR")),
        )
    assert [str(fault.where) for fault in told.value.faults] == [
        "invoice 2, client",
        "invoice 3, number",
        "invoice 3",
        "invoice 4",
    ]
    assert book.invoices() == ()


def test_a_client_has_the_invoices_under_its_own_name_and_under_linked_names(book):
    client = book.add_client("ACME ltd").id
    save(book, ONE, OTHER)
    assert book.invoices(client) == (ONE,)
    book.link(" other ", client)
    assert book.invoices(client) == (ONE, OTHER)
    book.unlink("OTHER")
    assert book.invoices(client) == (ONE,)


def test_a_link_is_stronger_than_a_name_and_can_be_changed(book):
    acme, other = book.add_client("Acme Ltd").id, book.add_client("Other").id
    save(book, ONE)
    book.link("acme LTD", other)
    assert (book.invoices(acme), book.invoices(other)) == ((), (ONE,))
    book.link("acme ltd", acme)
    assert (book.invoices(acme), book.invoices(other)) == ((ONE,), ())
    assert book.links() == {name_key("Acme Ltd"): acme}


def test_a_renamed_client_keeps_its_invoices(book):
    client = book.add_client("Acme Ltd").id
    save(book, ONE)
    book.rename_client(client, "The difficult one")
    assert book.invoices(client) == (ONE,)


def test_the_names_in_the_records_are_listed_with_their_owner(book):
    client = book.add_client("acme ltd").id
    save(book, ONE, replace(ONE, number="3"), OTHER)
    assert book.record_names() == (RecordName("Acme Ltd", 2, client), RecordName("Other", 1, None))


def test_invoices_can_be_asked_for_by_name(book):
    save(book, ONE, OTHER)
    assert book.invoices(names=["OTHER", "nobody"]) == (OTHER,)
    assert book.invoices(names=[]) == ()


def test_a_deleted_client_takes_its_invoices_and_no_others(book):
    client = book.add_client("Acme Ltd").id
    save(book, ONE, OTHER)
    book.delete_client(client)
    assert book.invoices() == (OTHER,)


def test_thousands_of_invoices_are_one_import(book):
    many = [
        replace(ONE, client=f"Client {n % 100}", number=str(n), issued=ONE.issued + timedelta(n))
        for n in range(5000)
    ]
    assert save(book, *many) == ImportCount(added=5000, changed=0, same=0)
    assert book.invoices() == tuple(many)
