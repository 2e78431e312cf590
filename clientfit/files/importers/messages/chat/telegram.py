"""Telegram's JSON export: a single chat, or the whole account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import BinaryIO

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers.messages.chat.chats import Chat, ChatLine, Chats, Pass, read_chats
from clientfit.files.importers.messages.chat.json_stream import Path, walk
from clientfit.files.importers.messages.collect import MessageFormat, Reading, Tally, size_of
from clientfit.files.importers.result import Choices, Reason
from clientfit.files.importers.values.dates import FIRST_YEAR, LAST_YEAR

KIND = MessageFormat("telegram", "Telegram export")
#: Types of chats that are not with a client.
_ASIDE = {
    "saved_messages": Reason.TO_YOURSELF,
    "bot_chat": Reason.AUTOMATIC,
    "private_channel": Reason.AUTOMATIC,
    "public_channel": Reason.AUTOMATIC,
}


def reading(source: BinaryIO, filename: str, choices: Choices) -> Reading:
    """Read an export.

    A whole account says whose it is; for a single chat the person is asked.
    """
    chats = Chats()

    def lines() -> Iterator[ChatLine]:
        return _lines(source, filename, chats)

    once = Pass(lines, source.tell, size_of(source))
    result = yield from read_chats(KIND, once, chats, choices, Tally(KIND, choices))
    if not chats.rows:
        todo = "In Telegram Desktop choose Export chat history, format JSON, and bring result.json"
        raise ClientfitError(Fault(filename, "this JSON file holds no messages of Telegram", todo))
    return result


def _opened(path: Path) -> bool:
    """Which paths `walk` descends into.

    Messages are at ``messages`` (a single chat), or at ``chats.list[n].messages`` and
    ``left_chats.list[n].messages`` (a whole account).
    """
    if path[:1] == ("chats",) or path[:1] == ("left_chats",):
        return (path[1:2] in ((), ("list",)) and len(path) < 4) or path[3:] == ("messages",)
    return path in ((), ("messages",))


def _lines(source: BinaryIO, filename: str, chats: Chats) -> Iterator[ChatLine]:
    row = 0
    own: tuple[str, ...] = ()
    for path, value in walk(source, filename, _opened):
        if path == ("personal_information",) and isinstance(value, Mapping):
            ident = str(value.get("user_id", ""))
            own = (ident, f"user{ident}")  # old exports have the number only
        elif len(path) > 1 and path[-2] == "messages":
            row += 1
            line = _line(row, _ident(path[:-2]), value)
            if own and isinstance(value, Mapping) and str(value.get("from_id")) in own:
                chats.own.add(line.author)
            yield line
        elif len(path) in (1, 4):
            _note(chats.chat(_ident(path[:-1])), path[-1], value)


def _note(chat: Chat, field: str | int, value: object) -> None:
    """Record the fields of a chat beside its messages."""
    if field == "name" and isinstance(value, str):
        chat.name = value
    elif field == "id":
        chat.ident = str(value)
    elif field == "type":
        chat.aside = _ASIDE.get(str(value))


def _ident(path: Path) -> str:
    return "/".join(map(str, path))


def _line(row: int, chat: str, value: object) -> ChatLine:
    if not isinstance(value, Mapping):
        return ChatLine(row, chat, fault="this is no message")
    kind = value.get("type")
    if kind != "message":
        call = kind == "service" and "call" in str(value.get("action"))
        return ChatLine(row, chat, aside=Reason.CALL if call else Reason.SYSTEM)
    author = value.get("from") or value.get("from_id")
    if not author:
        return ChatLine(row, chat, fault="it does not say who wrote it")
    ident = value.get("id")
    return ChatLine(
        row,
        chat,
        author=str(author),
        at=_at(value),
        text=_text(value.get("text")),
        ident="" if ident is None else str(ident),
    )


def _at(message: Mapping[str, object]) -> datetime | None:
    """Seconds since 1970; in old exports only the local time of whoever exported."""
    try:
        stamp = message.get("date_unixtime")
        at = (
            datetime.fromisoformat(str(message.get("date")))
            if stamp is None
            else datetime.fromtimestamp(int(str(stamp)), UTC)
        )
    except (ValueError, OverflowError, OSError):
        return None
    return at if FIRST_YEAR < at.year < LAST_YEAR else None


def _text(value: object) -> str:
    """The plain text of a message, without formatting and link entities."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return str(value.get("text") or "")
    return "".join(map(_text, value)) if isinstance(value, list) else ""
