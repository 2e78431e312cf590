"""What each command does. All give an exit status; bad input is raised, or told and counted."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientfit.cli.output import complain, safe_json, say, say_json, say_to_err
from clientfit.core.errors import ClientfitError, Fault

if TYPE_CHECKING:
    from clientfit.files.importers import Imported
    from clientfit.files.store import Workbook
    from clientfit.text.i18n import Translator

STDIN = Path("-")
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
    from clientfit.core.interview import value
    from clientfit.core.model import Role
    from clientfit.files.client_file import read_client
    from clientfit.files.exporters.reading import reading_json
    from clientfit.files.named import read_named
    from clientfit.text.catalog import catalog
    from clientfit.text.i18n import translator
    from clientfit.text.plain_reading import plain_reading
    from clientfit.text.sentences import Words

    piped = asked.file == STDIN
    data = sys.stdin.buffer.read() if piped else read_named(asked.file)
    client = read_client(data, "standard input" if piped else str(asked.file), catalog())
    if asked.json:
        say_json(reading_json(client.verdict, client.name))
        return 0
    lines = [line.id for line in catalog().of_role(Role.RED_LINE)]
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
    read: list[tuple[Path, Imported | dict[str, Any]]] = []
    faults: list[Fault] = []
    for path in asked.files:
        try:
            read.append((path, _read(path, _DAY_FIRST[asked.dates], t)))
        except ClientfitError as error:
            faults += error.faults
    if read:
        # Only now, so that files that can't be read start no workbook.
        with Workbook.open(asked.workbook or default_path()) as workbook:
            for path, found in read:
                try:
                    say(_keep(workbook, path, found, t))
                except ClientfitError as error:
                    faults += _in_file(path, error)
            say(_unclaimed(workbook, t))
    complain(faults)
    return 1 if faults else 0


def _read(path: Path, day_first: bool | None, t: Translator) -> Imported | dict[str, Any]:
    """Read one file: invoices, or the document of an exported workbook."""
    from clientfit.files.import_report import dates_fault
    from clientfit.files.importers import DateChoice, read_invoices
    from clientfit.files.named import read_named
    from clientfit.files.store.document import check, read_json

    data = read_named(path)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        try:
            return check(read_json(data))
        except ClientfitError as error:
            raise ClientfitError(_in_file(path, error)) from error
    read = read_invoices(data, str(path), day_first=day_first)
    if isinstance(read.needs, DateChoice):
        todo = t("Say --dates day-first or --dates month-first")
        raise ClientfitError(dates_fault(str(path), read.needs, todo, t))
    if read.unreadable and not read.invoices:
        raise ClientfitError(
            [
                Fault(str(path), t("not one invoice in it could be read")),
                *(fault.fault(str(path)) for fault in read.unreadable),
            ]
        )
    return read


def _keep(workbook: Workbook, path: Path, found: Imported | dict[str, Any], t: Translator) -> str:
    """Keep what a file holds, and give the report."""
    from clientfit.files.import_report import merged_lines, report_lines

    if isinstance(found, dict):
        lines = merged_lines(str(path), workbook.import_all(found), t)
    else:
        count = workbook.save_invoices(
            found.invoices, source_file=path.name, only_new=not found.tells_of_payment
        )
        lines = report_lines(str(path), found, count, t)
    return "\n".join(lines)


def _in_file(path: Path, error: ClientfitError) -> list[Fault]:
    """The faults of an error that knows what is in a file, but not which file it is."""
    return [Fault(f"{path}, {one.where}", one.what, one.todo) for one in error.faults]


def _unclaimed(workbook: Workbook, t: Translator) -> str:
    """Say what the person may do next."""
    names = sum(name.client is None for name in workbook.record_names())
    if not names:
        return t("Every name in your invoices stands for a client.")
    return t.plural(
        names,
        "{count} name in your invoices stands for no client yet. Add it in the workbook, under "
        "“All clients”.",
        "{count} names in your invoices stand for no client yet. Add them in the workbook, under "
        "“All clients”.",
    )


def export(asked: Namespace) -> int:
    """Give everything in the workbook as JSON."""
    from clientfit.files.named import write_private
    from clientfit.files.store import Workbook, default_path

    path: Path = asked.workbook or default_path()
    if not path.exists():
        todo = "Check --workbook, or open a new one with: clientfit"
        raise ClientfitError(Fault(str(path), "there is no workbook here", todo))
    output: Path | None = asked.output
    if output is not None and output.exists() and output.samefile(path):
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
