"""The command ``clientfit``. Its commands load what they need when they run."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from clientfit.cli import commands, output
from clientfit.cli.usage import parser
from clientfit.core.errors import ClientfitError

BAD_INPUT, BAD_USAGE = 1, 2
#: What a shell expects of a program that Ctrl-C ended: 128 and the number of the signal.
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit status; without arguments, with those of the process."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    output.prepare()
    try:
        status = _run(given)
        output.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except ClientfitError as error:
        output.complain(error.faults)
        return BAD_INPUT
    return status


def _run(given: list[str]) -> int:
    try:
        asked = parser().parse_args(given or ["serve"])
    except SystemExit as stop:
        return int(stop.code or 0)
    if asked.command == "serve" and asked.shared and asked.workbook is not None:
        output.say_to_err("clientfit serve: --shared keeps nothing, so leave out --workbook")
        return BAD_USAGE
    return commands.COMMANDS[asked.command](asked)
