"""What a person typed, as Markdown that shows it and obeys none of it."""

from __future__ import annotations

import re

#: What Markdown would read as a sign of its own inside a line. An underscore within a word and
#: an ampersand without an entity mean nothing to it, so addresses and sums stay as they are.
_INLINE = re.compile(r"[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|!(?=\[)")
_NUMBER = re.compile(r"\d{1,9}[.)]")
#: Markdown drops number signs that end a title.
_TITLE_END = re.compile(r"(?<!\\)#+$")
_LINE_STARTS = ("#", ">", "+", "=", ":", "-")


def escaped(line: str) -> str:
    """One line, with a backslash before every sign that Markdown would act on."""
    text = _INLINE.sub(r"\\\g<0>", line)
    number = _NUMBER.match(text)
    if number:
        return f"{text[: number.end() - 1]}\\{text[number.end() - 1 :]}"
    return f"\\{text}" if text.startswith(_LINE_STARTS) else text


def title(line: str) -> str:
    """One line, escaped to stand behind the number signs of a title."""
    return _TITLE_END.sub(r"\\\g<0>", escaped(line))
