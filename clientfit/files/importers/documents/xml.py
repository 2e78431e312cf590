"""Electronic invoices in XML: one document as a table of one row, its columns found by paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import phrase, say
from clientfit.files.importers.formats.model import ColumnRole, Format, Formats
from clientfit.files.importers.tables.delimited import Record, Table, wrong
from clientfit.files.importers.tables.match import Match, MatchedColumn, matched

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: One invoice with papers packed into it; what is larger was not written by an invoicing program.
_LARGEST = 32 * 2**20
_ITSELF = "."  # the name of the document: an Invoice or a CreditNote
_WEB_PAGE = ("<!doctype html", "<html")


def is_markup(data: bytes) -> bool:
    """Whether these bytes begin as XML does, and not as a web page."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = data[:400].decode("utf-16" if utf16 else "utf-8", errors="ignore")
    head = head.lstrip("\ufeff \t\r\n").casefold()
    return head.startswith("<") and not head.startswith(_WEB_PAGE)


def document(data: bytes, filename: str, declared: Formats) -> Match:
    """Read one XML invoice, or say why it is none."""
    root = _parsed(data, filename)
    form = next((format_ for format_ in declared.documents if root.tag in format_.roots), None)
    if form is None:
        raise wrong(filename, next(kind for kind in declared.wrong_kinds if kind.id == "markup"))
    paths: list[str] = []
    texts: list[str] = []
    columns: dict[ColumnRole, MatchedColumn] = {}
    for role, names in form.columns.items():
        path, text = _first(root, names, role)
        columns[role] = MatchedColumn(len(paths), path, None)
        paths.append(path)
        texts.append(text)
    table = Table("", "", lambda: (Record(1, tuple(texts)),))
    return _filled(form, table, columns, paths)


def _filled(
    form: Format, table: Table, columns: dict[ColumnRole, MatchedColumn], paths: Sequence[str]
) -> Match:
    return matched(form, table, Record(0, tuple(paths)), columns, tuple(table.read()))


def _parsed(data: bytes, filename: str) -> Element:
    # Loaded only for such a file.
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(data) > _LARGEST:
        raise _refused(filename, "it is far larger than one invoice")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise _refused(filename, "it has a part (DTD) that no invoice needs") from error
    except (ParseError, ValueError, LookupError) as error:
        raise _refused(filename, "it breaks off, or is no whole XML") from error
    return root


def _refused(filename: str, why: str) -> ClientfitError:
    todo = "Export the invoice again, or bring the list of your invoices as CSV"
    return ClientfitError(
        Fault(filename, say("this XML file was not read: {why}", why=phrase(why)), todo)
    )


def _first(root: Element, paths: Sequence[str], role: ColumnRole) -> tuple[str, str]:
    """The first path that leads to a text, and that text."""
    for path in paths:
        texts = [text for text in _at(root, path) if text]
        if texts:
            return path, _JOINED.get(role, _only_first)(texts)
    return paths[0], ""


def _at(root: Element, path: str) -> list[str]:
    """The texts at the end of a path of names; in which namespace they are does not matter."""
    if path == _ITSELF:
        return [_name(root)]
    here = [root]
    for name in path.split("/"):
        here = [child for parent in here for child in parent if _name(child) == name]
    return [" ".join((element.text or "").split()) for element in here]


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _only_first(texts: Sequence[str]) -> str:
    return texts[0]


def _sum(texts: Sequence[str]) -> str:
    """Several payments are one sum. XML writes amounts with a point."""
    try:
        return format(sum(map(Decimal, texts), Decimal(0)), "f")
    except InvalidOperation:
        return texts[0]  # reported as no amount when it is read


#: Paid in instalments: paid is the sum, and the whole is due when the last one is.
_JOINED: dict[ColumnRole, Callable[[Sequence[str]], str]] = {
    ColumnRole.PAID: _sum,
    ColumnRole.DUE: max,
}
