"""What can be said to the command, with its help. Every command and option has words here."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from clientfit import __version__

NOTEBOOKS = ("workbook", "questionnaire", "dashboard")
DATES = ("day-first", "month-first")
_MOST_PORT = 65535

if TYPE_CHECKING:
    # argparse has no public name for it.
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_ABOUT = """\
Is this client still good for you? Without a command, the workbook opens in your browser."""

_EXAMPLES = """\
examples:
  clientfit
  clientfit score client.toml
  clientfit import invoices.csv
  clientfit export --output copy.json

It ends with status 0 when all is well, 1 when something given to it was wrong (it says what, where
and what to do), and 2 when it was called in a way it does not know."""

_SERVE = """\
examples:
  clientfit serve
  clientfit serve --no-browser --port 8900 --workbook clients.sqlite3
  clientfit serve --shared --host 0.0.0.0"""

_SCORE = """\
A client is a TOML file (or JSON of the same shape):

  name = "Studio Kestrel"

  [answers]                  # a question's id and its answer; "unknown" is one too
  late_payment = "often"     # never, rarely, sometimes, often, always, or 0 to 4
  strain = "sometimes"
  threats = "no"
  attempts = 1               # how often you tried to mend it, and nothing got better

  [levels]                   # or the level of a sign itself: 0 to 4, or a pair [low, high]
  rework = 3

attempts, refused and absolute = true (a red line was crossed) may stand above the tables too.
What is left out is not known. The JSON is described by content/reading.schema.json.

examples:
  clientfit score client.toml
  clientfit score client.json --json
  clientfit score - --json"""

_IMPORT = """\
Invoices are read as your invoicing program exports them (CSV or .xlsx), and electronic ones too
(UBL, Factur-X or ZUGFeRD, KSeF); hours as your time tracker exports them; messages from mail (.eml,
mbox), WhatsApp, Telegram and Slack, of which only times, directions and lengths are kept. A JSON
file that clientfit exported is merged. All files are tried, and what can be read is kept. Twice the
same doubles nothing.

examples:
  clientfit import invoices.csv
  clientfit import 2025.csv 2026.csv --dates day-first
  clientfit import chat.txt mail.mbox --me "Sam Okoro" --zone Europe/London
  clientfit import copy.json --workbook clients.sqlite3"""

_EXPORT = """\
The JSON is described by content/workbook.schema.json. A file is readable by your account only.

examples:
  clientfit export
  clientfit export --output copy.json
  clientfit export --workbook clients.sqlite3 --output copy.json"""


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command."""
    whole = argparse.ArgumentParser(
        prog="clientfit",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,  # a shortened option would break when another one is added
    )
    whole.add_argument(
        "--version",
        action="version",
        version=f"clientfit {__version__}",
        help="say which version this is, and end",
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (_add_serve, _add_score, _add_import, _add_export):
        add(commands)
    return whole


def _command(commands: _Commands, name: str, about: str, more: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=more,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _add_serve(commands: _Commands) -> None:
    serve = _command(commands, "serve", "open the workbook, with a say in how", _SERVE)
    serve.add_argument(
        "--port",
        metavar="N",
        type=_port,
        help="the port to take; without it, the first free one from 8866 on",
    )
    serve.add_argument("--no-browser", action="store_true", help="only say the address")
    _add_workbook(serve)
    serve.add_argument(
        "--shared",
        action="store_true",
        help="serve many visitors: each has a workbook of their own in memory, and none is kept",
    )
    serve.add_argument(
        "--host",
        metavar="H",
        default="127.0.0.1",
        help="the address to listen at; the usual one is reached from this machine only",
    )
    serve.add_argument(
        "--notebook",
        choices=NOTEBOOKS,
        default="workbook",
        help="the page to begin with; the others are beside it, at /NAME",
    )


def _add_score(commands: _Commands) -> None:
    score = _command(commands, "score", "read one client from a file", _SCORE)
    score.add_argument(
        "file", metavar="FILE", type=_path, help="the client as TOML or JSON; - is standard input"
    )
    score.add_argument(
        "--json", action="store_true", help="print everything the reading carries as JSON"
    )


def _add_import(commands: _Commands) -> None:
    take = _command(
        commands, "import", "take in invoices, hours or messages, or a saved copy", _IMPORT
    )
    take.add_argument(
        "files",
        metavar="FILE",
        type=_path,
        nargs="+",
        help="an export of invoices, hours or messages, or a JSON that clientfit exported",
    )
    _add_workbook(take)
    take.add_argument(
        "--dates",
        choices=DATES,
        help="what comes first in dates such as 03/04/2026, where a file leaves it open",
    )
    take.add_argument(
        "--me",
        metavar="NAME",
        action="append",
        default=[],
        help="a name or address of yours in messages; more than once for several",
    )
    take.add_argument(
        "--zone",
        metavar="ZONE",
        default="UTC",
        help="your time zone, as in Europe/Amsterdam, for files that give times without one",
    )


def _add_export(commands: _Commands) -> None:
    export = _command(commands, "export", "give everything in the workbook as JSON", _EXPORT)
    _add_workbook(export)
    export.add_argument(
        "--output",
        metavar="FILE",
        type=_path,
        help="the file to write, in place of one of that name; without it, standard output",
    )


def _add_workbook(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--workbook",
        metavar="PATH",
        type=_path,
        help="the workbook file; without it, CLIENTFIT_WORKBOOK or the one in your data folder",
    )


def _path(text: str) -> Path:
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path.absolute()  # a ~ that is nobody's home is a name like any other


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _MOST_PORT):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port: give a number from 0 (any free one) to {_MOST_PORT}"
        )
    return int(text)
