"""A large invoice list read in blocks gives what the same list gives when it is read whole."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_files import INVOICES

from clientfit.core.errors import ClientfitError
from clientfit.files.import_job import ImportJob
from clientfit.files.importers import (
    Choices,
    ColumnChoice,
    DateChoice,
    Reason,
    Subject,
    read_records,
)
from clientfit.files.importers import steps as reading
from clientfit.files.importers.large import blocks
from clientfit.files.importers.large import encoding as survey
from clientfit.files.importers.row_accounting import TOLD, bounded
from clientfit.files.importers.tables.delimited import records
from clientfit.files.store import Workbook

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.csv"))
REAL = [path for path in INVOICES.files() if path.suffix == ".csv"]
ANSWERS = (Choices(), Choices(day_first=True), Choices(day_first=False))


def whole(data, choices=ANSWERS[0]):
    with Workbook.in_memory() as book:
        read = bounded(read_records(data, "a.csv", choices))
        kept = None
        if not read.needs:
            only_new = not read.tells_of_payment
            kept = book.save_invoices(read.invoices, source_file="a.csv", only_new=only_new)
        return replace(read, invoices=()), kept, book.invoices()


def in_blocks(data, choices=ANSWERS[0]):
    with Workbook.in_memory() as book, pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "SMALL", 0)
        job = ImportJob(lambda: book, io.BytesIO(data), "a.csv", choices)
        job.run()
        return replace(job.read, invoices=(), key_column=""), job.count, book.invoices()


def told(how, *given):
    try:
        return how(*given)
    except ClientfitError as error:
        return error.faults


@pytest.mark.parametrize("choices", ANSWERS, ids=["open", "day", "month"])
@pytest.mark.parametrize("path", SAMPLES + REAL, ids=lambda path: path.name)
def test_every_sample_reads_the_same_either_way(path, choices):
    data = path.read_bytes()
    assert told(in_blocks, data, choices) == told(whole, data, choices)


# Generated files with every trap


CLIENTS = ["Acme", "acme ", " Żółw  sp. z o.o.", "Bakker; Co", 'The "Shop"', "", "-", "Total",
           "a\nb", "Cafe\u0301", "\u200fنجوم", "N" * 201, "\u200e"]  # fmt: skip
NUMBERS = [
    "1",
    "2",
    "3",
    "0007",
    "INV 9",
    "INV  9",
    " INV 9 ",
    '="0012"',
    "",
    "n/a",
    "Invoice number",
    "x" * 201,
    "ü1",
]
DATES = {
    "iso": ["2026-01-05", "2026-02-01", "2025-12-31 10:30", "20260301"],
    "day": ["05/01/2026", "13/01/2026", "1-2-26", "31.12.2025"],
    "open": ["05/01/2026", "01/02/2026", "03/03/2026", "7/8/2026"],
    "month": ["01/05/2026", "01/13/2026", "3/4/26", "12/31/2025"],
    "odd": ["", "-", "31/02/2026", "soon", "5 Jan 2026", "14/15/2026", "0000-00-00"],
}
AMOUNTS = {
    "point": ["100.00", "1,234.50", "0.5", "12", "1,234,567.89", "-20.00", "$1,000.00"],
    "comma": ["100,00", "1.234,50", "0,5", "12", "1.234.567,89", "-20,00", "€ 1.000,00",
              "€5,00", "€\u00a07,50"],
    "bare": ["100", "1234", "12", "0", "1.234", "1,234"],
    "odd": ["", "-", "(12.00)", "12,-", "0,500", "1.2345", "abc", "9" * 16, "-0.00", "1 000", ".5",
            "€", "€ -5,00", "-€ 5,00", "£ 3.50", "€ 1", "$", "€ € 1", "100 USD", "1,2,3",
            "5.", "12.00-"],
}  # fmt: skip
WORDS = ["", "Paid", "open", "Sent", "draft", "void", "written off", "partially paid", "disputed",
         "Overdue 5 days", "gone fishing", "credit note", "quote"]  # fmt: skip
CURRENCIES = ["", "EUR", "usd", "JPY", "KWD", "Quatloo"]
PAID = ["yes", "no", "Yes", "x", ""]
COLUMNS = ["Invoice number", "Client", "Invoice date", "Due date", "Paid date", "Total",
           "Amount due", "Amount paid", "Currency", "Status", "Type", "Disputed", "Terms",
           "Notes"]  # fmt: skip


@st.composite
def files(draw):
    order = draw(st.sampled_from(["iso", "day", "month", "open"]))
    mark = draw(st.sampled_from(["point", "comma", "bare"]))
    clean = draw(st.booleans())
    columns = [one for one in COLUMNS if one in COLUMNS[:6] or draw(st.booleans())]
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    separator = draw(st.sampled_from([",", ";", "\t"]))

    def usual(values, odd):
        return st.sampled_from(values) if clean else st.sampled_from(values * 3 + odd)

    date = usual(DATES[order], DATES["odd"] + DATES["day"] + DATES["month"])
    amount = usual(AMOUNTS[mark], AMOUNTS["odd"] + AMOUNTS["point"] + AMOUNTS["comma"])
    cells = {
        "Invoice number": st.sampled_from([str(n) for n in range(40)] + ([] if clean else NUMBERS)),
        "Client": usual(CLIENTS[:4], CLIENTS),
        "Invoice date": date,
        "Due date": date,
        "Paid date": date,
        "Total": amount,
        "Amount due": amount,
        "Amount paid": st.one_of(amount, st.sampled_from(PAID)),
        "Currency": usual(CURRENCIES[:2], CURRENCIES),
        "Status": usual(WORDS[:3], WORDS),
        "Type": usual(["", "Invoice"], ["credit note", "bill", "payment"]),
        "Disputed": st.sampled_from(["", "yes", "no"]),
        "Terms": st.sampled_from(["", "30", "Net 14", "soon"]),
        "Notes": st.sampled_from(["", "x", "a, b; c", "two\nlines", 'say ""', "é"]),
    }
    rows = draw(st.lists(st.tuples(*(cells[one] for one in columns)), min_size=1, max_size=25))
    shapes = draw(st.lists(st.sampled_from(SHAPES if not clean else [None]), max_size=25))
    out = io.StringIO(newline="")
    writer = csv.writer(
        out,
        delimiter=separator,
        quoting=quoting,
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    if draw(st.booleans()) and not clean:
        writer.writerow(["Our report"])
    writer.writerow(columns)
    for at, row in enumerate(rows):
        shape = shapes[at] if at < len(shapes) else None
        if shape == "blank":
            out.write("\n")
        elif shape == "stray":
            out.write(f'5" pipe{separator}x\n')
        elif shape == "header":
            writer.writerow(columns)
        elif shape == "totals":
            writer.writerow(["Total", "", "", "", "", "100"])
        else:
            writer.writerow([*row, *shape] if shape else row)
    text = out.getvalue()
    return text if draw(st.booleans()) else text.rstrip("\r\n")


SHAPES = [None, None, None, None, None, "blank", "header", "totals", "stray", [""], ["9"], ["", ""]]


@settings(deadline=None, max_examples=400)
@given(text=files(), answer=st.sampled_from(ANSWERS), size=st.sampled_from([64, 400, 2**20]))
def test_a_file_with_any_traps_reads_the_same_either_way(text, answer, size):
    data = text.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", max(size, longest_line(data)))
        patch.setattr(blocks, "ROWS", 3)
        patch.setattr(survey, "HEAD", max(4 * size, 600))
        assert told(in_blocks, data, answer) == told(whole, data, answer)


def longest_line(data):
    return max(map(len, data.splitlines(keepends=True)), default=1)


# Rows and cells


PIECES = ["a", "b ", '"', ",", "\n", "\r\n", '""', '"x"', '"a,b"', '"l\nm"', "é", "", "\x07"]


@settings(deadline=None, max_examples=400)
@given(
    tokens=st.lists(st.sampled_from([*PIECES, "\r"]) | st.sampled_from(PIECES), max_size=30),
    size=st.sampled_from([16, 2**20]),
    used=st.sampled_from([[True, True], [True, False], [False, True]]).map(np.array),
)
def test_the_rows_of_blocks_are_those_of_csv(tokens, size, used):
    data = "".join(tokens).encode()

    def by_csv():
        text = io.StringIO(data.decode().replace("\x07", ""), newline="")
        return [(each.row, each.cells) for each in records(text, ",", "f")]

    def by_block():
        rows = []
        for block in blocks.blocks(io.BytesIO(data), "utf-8", ",", used, "f"):
            again = [blocks.record_at(block, at, ",") for at in range(len(block.numbers))]
            for index in np.flatnonzero(used):
                starts, ends = block.column(index)
                spans = zip(starts.tolist(), ends.tolist(), strict=True)
                column = [block.bytes[start:end].decode() for start, end in spans]
                assert column == [each.cells[index] for each in again]
            rows += sorted((each.row, each.cells) for each in (*again, *block.odd))
        return rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", size)
        assert told(by_block) == told(by_csv)


# Whole files


HEADER = "Invoice number,Client,Invoice date,Due date,Total,Amount due,Status\n"


def lines(count, row="{n},Acme,2026-01-05,2026-02-04,{n}.50,0.00,paid\n"):
    return "".join(row.format(n=n) for n in range(count))


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8-sig", "Żółw"), ("cp1250", "Spółka"), ("cp1252", "Café"), ("utf-8", "Żółw")],
)
def test_the_encoding_is_found_on_the_whole_file_wherever_it_shows(codec, name):
    text = HEADER + lines(5000) + f"x,{name},2026-01-05,2026-02-04,1.00,0.00,paid\n"
    data = text.encode(codec)
    read, _, invoices = in_blocks(data)
    assert (read, name in {one.client for one in invoices}) == (whole(data)[0], True)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le"])
def test_text_of_two_bytes_a_letter_is_read_too(codec):
    data = (HEADER + lines(20)).encode(codec)
    assert in_blocks(data) == whole(data)


@pytest.mark.parametrize(
    "late",
    [
        "x,Acme,13/01/2026,14/02/2026,5.50,0.00,paid\n",
        "x,Acme,01/13/2026,02/14/2026,5.50,0.00,paid\n",
        'x,Acme,01/02/2026,03/03/2026,"5,50",0,paid\n',
        "x,Acme,01/02/2026,03/03/2026,5.50,0.00,paid\n",
    ],
)
@pytest.mark.parametrize("answer", ANSWERS)
def test_what_the_last_row_decides_is_decided_for_all(late, answer):
    row = "{n},Acme,05/01/2026,05/01/2026,{n},0,paid\n"
    data = (HEADER + lines(9000, row) + late).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", 2**16)
        assert in_blocks(data, answer) == whole(data, answer)


def test_where_dates_stay_open_nothing_is_kept_and_the_examples_are_those_of_a_small_file():
    row = "{n},Acme,05/05/2026,06/06/2026,{n}.00,0.00,paid\n"
    tail = "a,Acme,05/01/2026,05/01/2026,1.00,0.00,paid\nb,Acme,2/1/2026,2/1/2026,1.00,0.00,paid\n"
    data = (HEADER + lines(3000, row) + tail).encode()
    read, count, invoices = in_blocks(data)
    assert isinstance(read.needs, DateChoice)
    assert [each.row for each in read.needs.examples] == [3002, 3003]
    assert (count, invoices) == (None, ())
    assert (read, count, invoices) == whole(data)


def test_no_more_rows_are_named_than_are_of_use_and_the_others_are_counted():
    bad = "{n},Acme,2026-02-31,2026-03-01,1.00,0.00,paid\n"
    draft = "d{n},Acme,2026-02-03,2026-03-01,1.00,0.00,draft\n"
    data = (HEADER + lines(TOLD + 5, bad) + lines(TOLD + 7, draft) + lines(3)).encode()
    read, _, _ = in_blocks(data)
    assert (len(read.unreadable), read.more_unreadable) == (TOLD, 5)
    (left,) = read.left_out
    assert (left.reason, len(left.rows), left.count) == (Reason.DRAFT, TOLD, TOLD + 7)
    assert read.rows_read == read.rows_used + read.rows_unread + left.count
    assert read == whole(data)[0]


@pytest.mark.parametrize("sign", ["€ ", "€", "£", "$", ""])
def test_the_sign_in_front_of_an_amount_is_its_currency_where_nothing_else_says_it(sign):
    row = f'{{n}},Acme,2026-01-05,2026-02-04,"{sign}1,{{n:03}}.50",0.00,paid\n'
    data = (HEADER + lines(300, row)).encode()
    read, _, invoices = in_blocks(data)
    assert (read, invoices) == (whole(data)[0], whole(data)[2])
    assert {one.disputed for one in invoices} == {False}
    wanted = {"€ ": "EUR", "€": "EUR", "£": "GBP"}.get(sign, "XXX")
    assert {one.total.currency for one in invoices} == {wanted}


def test_a_quotation_mark_out_of_place_far_below_is_told_with_its_row():
    data = (HEADER + lines(5000) + 'x,"Ac"me,2026-01-05,2026-02-04,1.00,0.00,paid\n').encode()
    (fault,) = told(in_blocks, data)
    assert "row 5002" in str(fault.where)
    assert (fault,) == told(whole, data)


def test_a_large_table_that_nobody_declared_is_asked_about_by_its_head_and_then_read():
    header = "Ref,Who,When,How much,Left\n"
    data = (header + lines(400, "{n},Acme,2026-01-05,{n}.50,0.00\n")).encode()
    picked = {"number": 0, "client": 1, "issued": 2, "total": 3, "owed": 4}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "LARGEST_WHOLE", 100)
        asked, _, _ = in_blocks(data)
        assert isinstance(asked.needs, ColumnChoice)
        choices = Choices(subject=Subject.INVOICES, columns=picked)
        _, count, invoices = in_blocks(data, choices)
    assert (count.added, len(invoices)) == (400, 400)


def test_a_list_with_a_line_for_each_item_is_read_whole_or_refused_with_a_reason():
    data = (Path(__file__).parent / "samples" / "freshbooks.csv").read_bytes()
    assert in_blocks(data) == whole(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "LARGEST_WHOLE", 100)
        (fault,) = told(in_blocks, data)
    assert "read whole" in str(fault.what)
    assert "shorter period" in str(fault.todo)
