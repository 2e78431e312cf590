"""Exports of working time: each declared format with its traps, and what makes entries the same."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hostile import HOSTILE, IDS
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as Book
from real_files import A_YEAR, HOURS

from clientfit.core.errors import ClientfitError
from clientfit.core.records.activity import TimeEntry
from clientfit.files.importers import (
    Choices,
    DateChoice,
    Imported,
    Reason,
    RowFault,
    Subject,
    read_hours,
    read_records,
)
from clientfit.files.importers.values.dates import Order
from clientfit.files.store import Workbook

SAMPLES = sorted(
    path
    for path in (Path(__file__).with_name("samples") / "hours").glob("*.*")
    if path.suffix != ".toml"
)
TABLES = [path for path in SAMPLES if path.suffix == ".csv"]
FILES = [*SAMPLES, *HOURS.files()]
HERE = Choices(zone="Europe/Amsterdam")
EARLY, LATE = map(datetime.fromisoformat, ("2001-01-01", "2068-01-01"))
YES_NO = {True: "yes", False: "no", None: "-"}


def _name(path: Path) -> str:
    return f"{path.parent.parent.name}-{path.name}"


def _line(work: TimeEntry) -> str:
    said = (YES_NO[work.billable], YES_NO[work.billed])
    rest = (work.project or "-", work.task or "-", ", ".join(work.tags) or "-")
    return " | ".join((work.client, str(work.day), str(work.seconds), *said, *rest))


def _fault(fault: RowFault) -> str:
    return f"{fault.row} | {fault.column} | {fault.value} | {fault.reason}"


def _told(imported: Imported) -> dict[str, object]:
    return {
        "importer": imported.importer,
        "dates": imported.dates.value,
        "work": [_line(work) for work in imported.work],
        "unreadable": [_fault(fault) for fault in imported.unreadable],
        "doubts": [_fault(fault) for fault in imported.doubts],
        "left_out": {each.reason.name.lower(): list(each.rows) for each in imported.left_out},
    }


def _expected(sample: Path) -> dict[str, object]:
    return tomllib.loads(sample.with_suffix(".toml").read_text("utf-8"))


@pytest.mark.parametrize("read", [read_hours, read_records], ids=["hours", "records"])
@pytest.mark.parametrize("sample", SAMPLES, ids=_name)
def test_a_sample_gives_the_expected_result(sample: Path, read: object) -> None:
    imported = read(sample.read_bytes(), sample.name, HERE)  # type: ignore[operator]

    assert imported.subject is Subject.HOURS
    assert _told(imported) == _expected(sample)


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_every_row_is_accounted_for(path: Path) -> None:
    answered = Choices(zone="Europe/Amsterdam", day_first=True)
    imported = read_records(path.read_bytes(), path.name, answered)
    left_out = sum(each.count for each in imported.left_out)

    assert imported.subject is Subject.HOURS
    assert imported.rows_used == len(imported.work) > 0
    assert imported.rows_read == imported.rows_used + imported.rows_unread + left_out
    assert len({work.key for work in imported.work}) == len(imported.work)


YEAR = A_YEAR.files()

if YEAR:  # A clone elsewhere has no such file, and then makes no such claim.

    @pytest.mark.parametrize("path", YEAR)
    def test_a_real_year_of_hours_agrees_with_the_file_to_the_second(path: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        ended = [row for row in rows if row["End time"]]
        named = [row for row in ended if row["Client"] or row["Project"]]
        days: Counter[str] = Counter()
        for row in named:
            clock = [int(part) for part in row["Duration"].split(":")]
            days[row["Start date"]] += 3600 * clock[0] + 60 * clock[1] + clock[2]
        imported = read_records(path.read_bytes(), path.name)
        read: Counter[str] = Counter()
        for work in imported.work:
            read[str(work.day)] += work.seconds

        assert imported.rows_read == len(rows) == 1702
        assert read == days
        assert [work.client for work in imported.work] == [
            row["Client"] or row["Project"] for row in named
        ]
        assert {each.reason: each.count for each in imported.left_out} == {
            Reason.NOBODY: len([row for row in ended if not (row["Client"] or row["Project"])]),
            Reason.RUNNING: len(rows) - len(ended),
        }
        assert "project" in imported.note


@pytest.mark.parametrize("sample", SAMPLES, ids=_name)
def test_what_was_done_is_not_kept(sample: Path) -> None:
    kept = repr(read_hours(sample.read_bytes(), sample.name, HERE))
    notes = ("Sketches", "Schetsen", "Late night", "lines", "Tea", "quotes")

    assert [word for word in notes if word in kept] == []


# --- tables as programs write them --------------------------------------------------------------

SEMICOLONS = ("kimai", "generic_hours_nl")


def _rows(sample: Path) -> list[list[str]]:
    own = ";" if sample.stem in SEMICOLONS else "\t" if sample.stem.endswith("_pl") else ","
    return list(csv.reader(io.StringIO(sample.read_text("utf-8-sig")), delimiter=own))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=["comma", "semi", "tab", "bar"])
@pytest.mark.parametrize("sample", TABLES, ids=_name)
def test_separator_encoding_and_line_ends_change_nothing(
    sample: Path, separator: str, encoding: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(_rows(sample))
    imported = read_hours(out.getvalue().encode(encoding), sample.name, HERE)

    assert _told(imported) == _expected(sample)
    assert imported.separator == separator


@pytest.mark.parametrize("sample", TABLES, ids=_name)
def test_columns_may_stand_in_any_order_and_any_case(sample: Path) -> None:
    rows = [row[::-1] for row in _rows(sample)]
    head = max(rows[:3], key=lambda row: sum(map(bool, row)))
    out = io.StringIO()
    csv.writer(out).writerows([[c.upper() for c in row] if row is head else row for row in rows])

    imported = read_hours(out.getvalue().encode(), sample.name, HERE)

    assert [_line(work) for work in imported.work] == _expected(sample)["work"]


def test_a_workbook_keeps_its_dates_clock_times_and_durations() -> None:
    book = Book()
    book.active.append(["Client", "Start", "End", "Hours", "Billable"])
    start, end = map(datetime.fromisoformat, ("2026-03-04T22:30", "2026-03-05T00:00"))
    for lasting in (timedelta(hours=1, minutes=30), time(1, 30), 1.5, "1:30"):
        book.active.append(["Acme", start, end, lasting, True])
    book.active.append(["Acme", start, end, timedelta(hours=30), False])
    out = io.BytesIO()
    book.save(out)
    imported = read_hours(out.getvalue(), "f.xlsx", HERE)

    assert [work.seconds for work in imported.work] == [5400] * 4 + [30 * 3600]
    assert {work.day for work in imported.work} == {date(2026, 3, 4)}
    assert [work.billable for work in imported.work] == [True] * 4 + [False]
    assert imported.unreadable == ()


# --- what an entry is told by -------------------------------------------------------------------


def _list(*rows: str, header: str = "Client,Project,Date,Start,End,Hours,Billed") -> bytes:
    return "\n".join([header, *rows]).encode()


def _keys(data: bytes, choices: Choices = HERE) -> list[str]:
    return [work.key for work in read_hours(data, "f.csv", choices).work]


def test_two_equal_entries_stay_two_and_the_same_file_gives_the_same_keys() -> None:
    data = _list("Acme,Logo,2026-03-04,,,2,", "Acme,Logo,2026-03-04,,,2,")

    assert len(set(_keys(data))) == 2
    assert _keys(data) == _keys(data)


def test_an_entry_stays_the_same_when_its_end_or_its_state_is_changed_later() -> None:
    before = _keys(_list("Acme,Logo,2026-03-04,9:00,11:00,2,no"))

    assert before == _keys(_list("Acme,Logo,2026-03-04,9:00,12:00,3,yes"))
    assert before == _keys(_list("acme,Logo,4 March 2026,9:00 AM,12:00 PM,3:00,yes"))


@pytest.mark.parametrize("sample", SAMPLES, ids=_name)
def test_the_same_file_twice_doubles_nothing_in_a_workbook(sample: Path) -> None:
    with Workbook.in_memory() as workbook:
        for added in (True, False):
            work = read_records(sample.read_bytes(), sample.name, HERE).work
            count = workbook.save_hours(work, source_file=sample.name)
            assert (count.added, count.same) == ((len(work), 0) if added else (0, len(work)))
        assert Counter(workbook.hours()) == Counter(work)


@pytest.mark.parametrize(
    "other",
    ["Moss,Logo,2026-03-04,9:00,11:00,2,", "Acme,Site,2026-03-04,9:00,11:00,2,",
     "Acme,Logo,2026-03-05,9:00,11:00,2,", "Acme,Logo,2026-03-04,9:01,11:00,2,",
     "Acme,Logo,2026-03-04,,,2,", "Acme,Logo,2026-03-04,,,3,"],
)  # fmt: skip
def test_another_client_project_or_start_is_another_entry(other: str) -> None:
    assert _keys(_list("Acme,Logo,2026-03-04,9:00,11:00,2,")) != _keys(_list(other))


def test_the_persons_own_zone_decides_the_day_and_not_the_key() -> None:
    data = b'[{"start": "20260304T233000Z", "end": "20260305T003000Z", "tags": ["Acme"]}]'
    there = Choices(zone="America/New_York")
    (here,) = read_hours(data, "f.json", HERE).work
    (away,) = read_hours(data, "f.json", there).work

    assert (here.day, away.day) == (date(2026, 3, 5), date(2026, 3, 4))
    assert here.key == away.key


def test_the_changing_ids_of_timewarrior_are_no_keys() -> None:
    entry = {"start": "20260304T093000Z", "end": "20260304T103000Z", "tags": ["Acme"]}
    one, other = (json.dumps([{"id": id_, **entry}]).encode() for id_ in (1, 2))

    assert _keys(one) == _keys(other)


def test_a_number_of_the_tracker_used_for_two_entries_is_told_and_neither_is_taken() -> None:
    data = _list("Acme,2026-03-04,2,7", "Acme,2026-03-04,3,7", header="Client,Date,Hours,Entry ID")
    imported = read_hours(data, "f.csv", HERE)

    assert imported.work == ()
    assert [(fault.row, "differ" in str(fault.reason)) for fault in imported.unreadable] == [
        (2, True),
        (3, True),
    ]


# --- durations, clocks and days -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1:30", 5400), ("01:30:00", 5400), ("1.5", 5400), ('"1,5"', 5400), ("1h 30m", 5400),
     ("1 h 30 min.", 5400), ("90 min", 5400), ("1.5h", 5400), ('"1,5 uur"', 5400),
     ("PT1H30M", 5400), ("1 godz. 30 min", 5400), ("P1DT2H", 93600), ("100:00:00", 360000),
     ("0", 0), ("0:00", 0),
     ("45s", 45), ("1.250", 4500), ("0.3333", 1200), ("2", 7200), ("٢", 7200)],
)  # fmt: skip
def test_a_duration_is_read_as_it_is_written(text: str, seconds: int) -> None:
    data = _list(f"Acme,Logo,2026-03-04,{text}", header="Client,Project,Date,Duration")

    assert [work.seconds for work in read_hours(data, "f.csv", HERE).work] == [seconds]


@pytest.mark.parametrize(
    "text", ["-1:30", "-2", "800", "745:00", "soon", "1:75", "30 min 20 min", "5 apples", "P", "PT"]
)
def test_a_duration_that_can_not_be_is_told(text: str) -> None:
    data = _list(f"Acme,Logo,2026-03-04,{text}", header="Client,Project,Date,Duration")
    imported = read_hours(data, "f.csv", HERE)

    assert imported.work == ()
    assert [(each.row, each.column, each.value) for each in imported.unreadable] == [
        (2, "Duration", text)
    ]


@pytest.mark.parametrize(
    ("name", "text", "seconds"),
    [("Minutes", "90", 5400), ("Seconds", "90", 90), ("Duration (minutes)", "1:30", 5400)],
)
def test_the_name_of_a_column_may_say_the_unit(name: str, text: str, seconds: int) -> None:
    data = _list(f"Acme,2026-03-04,{text}", header=f"Client,Date,{name}")

    assert [work.seconds for work in read_hours(data, "f.csv", HERE).work] == [seconds]


@pytest.mark.parametrize(
    ("hours", "minutes", "seconds"),
    [("1", "30", [5400]), ("1.5", "90", [5400]), ("0", "45", [2700]), ("2", "0", [7200]),
     ("2", "", [7200]), ("", "30", [1800]), ("1.5", "30", [])],
)  # fmt: skip
def test_hours_and_minutes_in_two_columns_are_the_same_twice_or_a_sum(
    hours: str, minutes: str, seconds: list[int]
) -> None:
    data = _list(f"Acme,2026-03-04,{hours},{minutes}", header="Client,Date,Hours,Minutes")
    imported = read_hours(data, "f.csv", HERE)

    assert [work.seconds for work in imported.work] == seconds
    assert bool(seconds) != bool(imported.unreadable)


@pytest.mark.parametrize(
    ("numbers", "seconds"),
    [(("1.5", "2"), [5400, 7200]), (("90", "120"), [5400, 7200]), (("5400", "7200"), [5400, 7200])],
)
def test_start_and_end_tell_whether_a_number_is_hours_minutes_or_seconds(
    numbers: tuple[str, str], seconds: list[int]
) -> None:
    first, second = numbers
    data = _list(
        f"Acme,Logo,2026-03-04,9:00,10:30,{first},", f"Acme,Logo,2026-03-04,23:00,1:00,{second},"
    )

    assert [work.seconds for work in read_hours(data, "f.csv", HERE).work] == seconds


@settings(max_examples=60, deadline=None)
@given(st.datetimes(EARLY, LATE), st.integers(0, 30 * 86400))
def test_an_entry_in_universal_time_lasts_from_its_start_to_its_end(
    start: datetime, seconds: int
) -> None:
    start = start.replace(microsecond=0)
    end = start + timedelta(seconds=seconds)
    entry = {"start": f"{start:%Y%m%dT%H%M%SZ}", "end": f"{end:%Y%m%dT%H%M%SZ}", "tags": ["A"]}
    (work,) = read_hours(json.dumps([entry]).encode(), "f.json").work

    assert (work.day, work.seconds) == (start.date(), seconds)


CLOCKED = "Project,Client,Start Date,Start Time,End Date,End Time,Duration (h)"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.datetimes(EARLY, LATE), min_size=1, max_size=6),
    st.dates(date(2001, 1, 2), date(2068, 1, 1)).filter(lambda day: day.day not in (1, day.month)),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]),
)
def test_a_night_tells_day_and_month_apart(starts: list[datetime], night: date, style: str) -> None:
    ends = [(start, start + timedelta(hours=1)) for start in starts]
    eve = datetime.combine(night, datetime.min.time()) - timedelta(minutes=30)
    rows = [
        f"Logo,Acme,{start:{style}},{start:%H:%M:%S},{end:{style}},{end:%H:%M:%S},1:00:00"
        for start, end in [*ends, (eve, eve + timedelta(hours=1))]
    ]
    imported = read_hours(_list(*rows, header=CLOCKED), "f.csv")
    right = Order.DAY_FIRST if style.startswith("%d") else Order.MONTH_FIRST

    assert imported.dates in (right, Order.ANY)
    assert [work.day for work in imported.work] == [*(start.date() for start in starts), eve.date()]


def test_an_open_order_of_day_and_month_is_asked_and_the_person_decides() -> None:
    row = "Logo,Acme,03/04/2026,10:00 AM,03/04/2026,11:00 AM,1:00:00"
    asked = read_hours(_list(row, header=CLOCKED), "f.csv")

    assert asked.work == ()
    assert isinstance(asked.needs, DateChoice)
    assert [each.value for each in asked.needs.examples] == ["03/04/2026"]
    for first, day in ((True, date(2026, 4, 3)), (False, date(2026, 3, 4))):
        read = read_hours(_list(row, header=CLOCKED), "f.csv", Choices(day_first=first))
        assert [work.day for work in read.work] == [day]


def test_an_end_before_its_start_is_told() -> None:
    data = _list("Acme,Logo,2026-03-04 10:00,2026-03-04 09:00", header="Client,Project,Start,End")

    assert [each.column for each in read_hours(data, "f.csv", HERE).unreadable] == ["End"]


def _day_of_work(*hours: str) -> bytes:
    return _list(*(f"Acme,Logo,2026-03-04,9:00,17:00,{each}," for each in hours))


def test_a_duration_that_is_rarely_not_from_start_to_end_is_told_and_used() -> None:
    imported = read_hours(_day_of_work(*["8"] * 39, "80"), "f.csv", HERE)

    assert [(each.row, each.column, each.value) for each in imported.doubts] == [
        (41, "Hours", "80")
    ]
    assert imported.work[-1].seconds == 80 * 3600


def test_where_breaks_are_taken_off_every_day_nothing_is_told() -> None:
    assert read_hours(_day_of_work(*["7.25"] * 40), "f.csv", HERE).doubts == ()


def test_a_zone_that_does_not_exist_is_told_with_the_closest_name() -> None:
    with pytest.raises(ClientfitError, match="Did you mean 'Europe/Amsterdam'"):
        read_hours(_list("Acme,,2026-03-04,,,2,"), "f.csv", Choices(zone="Europe/Amsterdm"))


# --- the one door -------------------------------------------------------------------------------


def test_a_file_that_fits_formats_of_both_subjects_is_told_with_both_names() -> None:
    header = "Client,Invoice number,Date,Amount,Status,Hours"
    data = _list("Acme,7,2026-03-04,100.00,paid,2", header=header)
    with pytest.raises(ClientfitError) as caught:
        read_records(data, "f.csv")

    assert "generic_en" in str(caught.value)
    assert "generic_hours" in str(caught.value)
    assert len(read_records(data, "f.csv", Choices(subject=Subject.HOURS)).work) == 1
    assert len(read_records(data, "f.csv", Choices(subject=Subject.INVOICES)).invoices) == 1


def test_a_short_list_of_hours_is_told_what_a_list_of_hours_needs() -> None:
    with pytest.raises(ClientfitError) as caught:
        read_records(b"Klant;Uren\nAcme;2\n", "f.csv")

    assert "list of hours with usual columns, which also has: Date" in str(caught.value)
    assert "export of hours" in str(caught.value)


def test_json_that_is_no_known_export_is_refused_as_json() -> None:
    for data in (b'[{"name": "Moss", "begin": 3}]', b"[]", b"[1, 2]", b'{"hours": []}', b"[[[["):
        with pytest.raises(ClientfitError, match="JSON"):
            read_records(data, "f.json")


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_hostile_text_is_read_as_text_or_told(text: str) -> None:
    out = io.StringIO()
    cells = [text, text, "2026-03-04", text, text, "1:00", text]
    csv.writer(out).writerows(
        [["Client", "Project", "Date", "Start", "End", "Hours", "Billed"], cells]
    )
    for data in (out.getvalue().encode(errors="replace"), json.dumps(
        [{"start": text, "end": text, "tags": [text], "id": 1},
         {"start": "20260304T093000Z", "end": "20260304T103000Z", "tags": [text]}]
    ).encode()):  # fmt: skip
        try:
            imported = read_records(data, "f", HERE)
        except ClientfitError as error:
            assert error.faults
            continue
        left_out = sum(each.count for each in imported.left_out)
        assert imported.rows_read == imported.rows_used + imported.rows_unread + left_out
        assert all(len(work.client) <= 200 for work in imported.work)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused_but_never_crash(tail: bytes) -> None:
    for data in (tail, _list() + b"\n" + tail, b'[{"start": "' + tail):
        try:
            imported = read_records(data, "f.csv", HERE)
        except ClientfitError as error:
            assert error.faults
            continue
        assert imported.rows_read >= len(imported.work)
