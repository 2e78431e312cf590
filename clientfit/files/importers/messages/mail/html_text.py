"""The text of an HTML mail, with quoted parts marked as in plain text.

Linear time on any input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

_BLOCKS = frozenset(
    (
        *("p", "div", "br", "hr", "pre", "blockquote", "section", "article"),
        *("table", "tr", "td", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_EMPTY = frozenset(("br", "hr"))
_UNSEEN = frozenset(("style", "script", "head", "title"))


def html_text(markup: str, marks: tuple[str, ...]) -> str:
    """The visible text. Lines inside a blockquote begin with "> ".

    A tag that has one of ``marks`` in an attribute begins a quoted message; the text ends there.
    Malformed HTML is read as browsers would.
    """
    # A parser target builds no tree, so nesting needs no limit; and with no custom entities, no
    # input can expand (as in a "billion laughs" attack).
    parser = etree.HTMLParser(target=_Seen(marks), encoding="utf-8", huge_tree=True)
    return str(etree.fromstring(markup.encode("utf-8", "replace"), parser))


class _Seen:
    """An lxml parser target that collects the visible text."""

    def __init__(self, marks: tuple[str, ...]) -> None:
        self._marks = marks
        self._lines = [""]
        self._quoted = 0
        self._unseen = 0
        self._older = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        folded = " ".join(attributes.values()).casefold()
        self._older = self._older or any(mark in folded for mark in self._marks)
        self._unseen += tag in _UNSEEN
        self._quoted += tag == "blockquote"
        self._break(tag)

    def end(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        self._quoted -= tag == "blockquote"
        if tag not in _EMPTY:
            self._break(tag)

    def data(self, text: str) -> None:
        if not self._unseen and not self._older:
            self._lines[-1] += re.sub(r"\s+", " ", text)

    def close(self) -> str:
        return "\n".join(self._lines)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and not self._unseen and not self._older:
            self._lines.append("> " if self._quoted else "")
