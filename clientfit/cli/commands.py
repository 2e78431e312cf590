"""What each command does. All give an exit status; bad input is raised, or told and counted."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from clientfit.cli.output import complain, safe_json, say, say_json, say_to_err
from clientfit.core import phrases
from clientfit.core.errors import ClientfitError, Fault

if TYPE_CHECKING:
    from clientfit.files.importers import Imported
    from clientfit.files.store import Workbook
    from clientfit.text.i18n import Translator

STDIN = Path("-")
_HEAD = 1024  # bytes that tell a saved workbook from a table
_DAY_FIRST = {None: None, "day-first": True, "month-first": False}


def serve(asked: Namespace) -> int:
    """Serve the workbook until Ctrl-C."""
    from clientfit.files.store import Workbook
    from clientfit.serve import LOOPBACK
    from clientfit.serve import serve as serve_workbook

    if asked.workbook is not None:
        Workbook.open(asked.workbook).close()  # what can't be opened is told before a page is
    if asked.host not in LOOPBACK and not asked.shared:
        say_to_err(
            "Everyone who can reach this machine can now read this workbook. With --shared, "
            "visitors see nothing of yours."
        )
    serve_workbook(
        workbook=asked.workbook,
        port=asked.port,
        open_browser=not asked.no_browser,
        shared=asked.shared,
        host=asked.host,
        notebook=asked.notebook,
    )
    return 0


def score(asked: Namespace) -> int:
    """Read one client from a file and print how it reads."""
    from clientfit.core.model import QuestionRole
    from clientfit.core.reading.levels import value
    from clientfit.files.client_file import read_client
    from clientfit.files.disk import read_named
    from clientfit.files.exporters.reading import reading_json
    from clientfit.text.content.questions import catalog
    from clientfit.text.i18n import translator
    from clientfit.text.sentences.plain import plain_reading
    from clientfit.text.sentences.reading import Words

    piped = asked.file == STDIN
    data = sys.stdin.buffer.read() if piped else read_named(asked.file)
    client = read_client(data, "standard input" if piped else str(asked.file), catalog())
    if asked.json:
        say_json(reading_json(client.verdict, client.name))
        return 0
    lines = [line.id for line in catalog().of_role(QuestionRole.RED_LINE)]
    said = plain_reading(
        client.verdict,
        Words(catalog(), translator()),
        name=client.name,
        crossed=client.crossed,
        open_lines=[line for line in lines if value(client.answers, line) is None],
        again=value(client.answers, "again"),
    )
    say(said)
    return 0


def take_in(asked: Namespace) -> int:
    """Import files. All are tried; what can be read is kept."""
    from clientfit.files.store import Workbook, default_path
    from clientfit.text.i18n import translator

    t = translator()
    faults: list[Fault] = []
    with ExitStack() as at_end:

        @cache
        def workbook() -> Workbook:
            # Only when it is needed, so that files that can't be read start no workbook.
            return at_end.enter_context(Workbook.open(asked.workbook or default_path()))

        for path in asked.files:
            try:
                say("\n".join(_take_in(path, asked, workbook, t)))
            except ClientfitError as error:
                faults += error.faults
        if workbook.cache_info().currsize:
            say(_unclaimed(workbook(), t))
    complain(faults, t)
    return 1 if faults else 0


def _take_in(
    path: Path, asked: Namespace, workbook: Callable[[], Workbook], t: Translator
) -> list[str]:
    """Take in one file, and give the report: records, or the document of an exported workbook."""
    from clientfit.app.import_report import merged_lines, report_lines
    from clientfit.files.disk import open_named
    from clientfit.files.import_job import ImportJob
    from clientfit.files.importers import Choices
    from clientfit.files.store import default_path, is_part_of
    from clientfit.files.store.document import FORMAT, check, read_json

    if is_part_of(path, asked.workbook or default_path()):
        todo = "Name what your other programs export, or a copy that clientfit export has made"
        raise ClientfitError(Fault(str(path), "this is the workbook itself", todo))
    choices = Choices(day_first=_DAY_FIRST[asked.dates], me=frozenset(asked.me), zone=asked.zone)
    with open_named(path) as file:
        if FORMAT.encode() in file.read(_HEAD):
            file.seek(0)
            try:
                document = check(read_json(file.read()))
                return merged_lines(str(path), workbook().import_all(document), t)
            except ClientfitError as error:
                raise ClientfitError(_in_file(path, error)) from error
        job = ImportJob(workbook, file, str(path), choices)
        while job.read is None:
            job.work()
        _refuse(path, job.read)
        try:
            job.run()
        except ClientfitError as error:
            raise ClientfitError(_in_file(path, error)) from error
    return report_lines(str(path), job.read, job.count, t)


def _refuse(path: Path, read: Imported) -> None:
    """Raise what has to be answered first, or that nothing could be read."""
    from clientfit.app.import_report import columns_fault, dates_fault, me_fault
    from clientfit.files.importers import ColumnChoice, DateChoice, MeChoice

    if isinstance(read.needs, DateChoice):
        todo = "Say --dates day-first or --dates month-first"
        raise ClientfitError(dates_fault(str(path), read.needs, todo))
    if isinstance(read.needs, MeChoice):
        todo = "Say which one you are: --me NAME, more than once for several"
        raise ClientfitError(me_fault(str(path), read.needs, todo))
    if isinstance(read.needs, ColumnChoice):
        todo = "Bring it in the workbook, where you can say which column is which"
        raise ClientfitError(columns_fault(str(path), read.needs, todo))
    if read.unreadable and not read.rows_used:
        raise ClientfitError(
            [
                Fault(str(path), "nothing in it could be read"),
                *(fault.fault(str(path)) for fault in read.unreadable),
            ]
        )


def _in_file(path: Path, error: ClientfitError) -> list[Fault]:
    """The faults of an error that knows what is in a file, but not which file it is."""
    return [
        replace(fault, where=phrases.say("{file}, {where}", file=str(path), where=fault.where))
        for fault in error.faults
    ]


def _unclaimed(workbook: Workbook, t: Translator) -> str:
    """Say what the person may do next."""
    names = sum(name.client is None and name.worked_for for name in workbook.record_names())
    if not names:
        return t("Every name in your invoices and hours stands for a client.")
    return t.plural(
        names,
        "{count} name in your invoices and hours stands for no client yet. Add it in the "
        "workbook, under “All clients”.",
        "{count} names in your invoices and hours stand for no client yet. Add them in the "
        "workbook, under “All clients”.",
    )


def export(asked: Namespace) -> int:
    """Give everything in the workbook as JSON."""
    from clientfit.files.disk import write_private
    from clientfit.files.store import Workbook, default_path, is_part_of

    path: Path = asked.workbook or default_path()
    if not path.exists():
        todo = "Check --workbook, or open a new one with: clientfit"
        raise ClientfitError(Fault(str(path), "there is no workbook here", todo))
    output: Path | None = asked.output
    if output is not None and is_part_of(output, path):
        what = "this is the workbook itself"
        raise ClientfitError(Fault(str(output), what, "Choose another name for the copy"))
    with Workbook.open(path) as workbook:
        text = workbook.export_json()
    if output is None:
        say_json(text)
    else:
        write_private(output, safe_json(text) + "\n")
        say(f"Everything is saved in {output}, readable by your account only.")
    return 0


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "serve": serve,
    "score": score,
    "import": take_in,
    "export": export,
}
