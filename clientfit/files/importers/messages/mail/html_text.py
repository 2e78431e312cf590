"""The text of an HTML mail, quoted parts marked as in plain text. One pass, whatever the input."""

from __future__ import annotations

import html
import re

#: A tag, or the text up to the next one. Nothing can be tried twice, so that time stays linear.
_PIECE = re.compile(r"<([^<>]*+)>|([^<]++)|<")
_NAME = re.compile(r"\s*(/?)\s*([A-Za-z][A-Za-z0-9]*)")
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "br",
        "tr",
        "td",
        "table",
        "li",
        "ul",
        "ol",
        "hr",
        "pre",
        "blockquote",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
_UNSEEN = frozenset(("style", "script", "head", "title"))


def html_text(markup: str, marks: tuple[str, ...]) -> str:
    """The text as it is seen. Lines in a blockquote begin with "> ".

    A tag that holds one of ``marks`` begins an older message: nothing from there on is given.
    """
    lines: list[str] = [""]
    quoted = 0
    unseen = ""
    for piece in _PIECE.finditer(_without_comments(markup)):
        tag, text = piece[1], piece[2]
        if tag is None:
            if text and not unseen:
                lines[-1] += re.sub(r"\s+", " ", html.unescape(text))
            continue
        found = _NAME.match(tag)
        closing, name = (bool(found[1]), found[2].casefold()) if found else (False, "")
        if unseen or name in _UNSEEN:
            unseen = "" if closing and name == unseen else unseen or (name if not closing else "")
            continue
        if not closing and len(tag) > len(name) and _marked(tag, marks):
            break
        if name in _BLOCKS:
            if name == "blockquote":
                quoted = max(0, quoted - 1) if closing else quoted + 1
            lines.append("> " if quoted else "")
    return "\n".join(lines)


def _marked(tag: str, marks: tuple[str, ...]) -> bool:
    folded = tag.casefold()
    return any(mark in folded for mark in marks)


def _without_comments(markup: str) -> str:
    """The markup without comments; one that never ends hides all that follows."""
    kept: list[str] = []
    at = 0
    while (start := markup.find("<!--", at)) >= 0:
        kept.append(markup[at:start])
        end = markup.find("-->", start)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join((*kept, markup[at:]))
