"""Slack's JSON export: a file with one day of a channel. `slack_archive` reads whole exports."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import BinaryIO

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.names import name_key
from clientfit.files.importers.messages.chat.chats import ChatLine, Chats, Pass, read_chats
from clientfit.files.importers.messages.chat.json_stream import walk
from clientfit.files.importers.messages.collect import MessageFormat, Reading, Tally, size_of
from clientfit.files.importers.result import Choices, Reason
from clientfit.files.importers.values.dates import FIRST_YEAR, LAST_YEAR

KIND = MessageFormat("slack", "Slack export")
#: Subtypes written by a person; all others are events in the channel.
_WRITTEN = ("", "file_share", "me_message", "thread_broadcast", "reply_broadcast", "file_comment")
_ASIDE = {
    "bot_message": Reason.AUTOMATIC,
    "slackbot_response": Reason.AUTOMATIC,
    "tombstone": Reason.DELETED,
    "huddle_thread": Reason.CALL,
    "sh_room_created": Reason.CALL,
    "sh_room_shared": Reason.CALL,
}
_SLACKBOT = "USLACKBOT"
_LINK = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


def reading(source: BinaryIO, filename: str, choices: Choices) -> Reading:
    """Read one day of a channel. Such a file does not name its channel."""
    chats = Chats()

    def lines() -> Iterator[ChatLine]:
        for row, (_, value) in enumerate(walk(source, filename, lambda path: not path), 1):
            yield entry(row, "", value, {}, chats)

    once = Pass(lines, source.tell, size_of(source))
    result = yield from read_chats(KIND, once, chats, choices, Tally(KIND, choices))
    if not chats.rows:
        todo = "Bring the .zip that Slack exported, or a day's file of one of its channels"
        raise ClientfitError(Fault(filename, "this JSON file holds no messages of Slack", todo))
    return result


def entry(row: int, chat: str, value: object, users: Mapping[str, str], chats: Chats) -> ChatLine:
    """One entry of a channel. ``users``: user id -> name, as far as the export has them."""
    if not isinstance(value, Mapping) or value.get("type") != "message":
        return ChatLine(row, chat, fault="this is no message")
    sort = str(value.get("subtype") or "")
    user = str(value.get("user") or "")
    if sort not in _WRITTEN:
        return ChatLine(row, chat, aside=_ASIDE.get(sort, Reason.SYSTEM))
    if value.get("bot_id") or user == _SLACKBOT:
        return ChatLine(row, chat, aside=Reason.AUTOMATIC)
    if not user:
        return ChatLine(row, chat, fault="it does not say who wrote it")
    author = users.get(user) or _named(user, value.get("user_profile"), chats)
    stamp = str(value.get("ts") or "")
    return ChatLine(
        row,
        chat,
        author=author,
        at=_at(stamp),
        text=_plain(str(value.get("text") or "")),
        ident=f"{stamp} {user}",
    )


def _named(user: str, profile: object, chats: Chats) -> str:
    """The author's name from the profile in the message; other names are recorded as aliases."""
    fields = profile if isinstance(profile, Mapping) else {}
    return name_of(user, fields, {}, chats)


def name_of(
    user: str, profile: Mapping[str, object], told: Mapping[str, object], chats: Chats
) -> str:
    """A user's name. Records all their other names, e-mail and id as aliases in ``chats``.

    ``told``: the user entry around the profile.
    """
    keys = ("real_name", "display_name", "name", "email")
    names = [str(name) for key in keys for name in (profile.get(key), told.get(key)) if name]
    author = names[0] if names else user
    known = chats.aliases.get(author, frozenset())
    chats.aliases[author] = known | {name_key(name) for name in (*names, user)}
    return author


def _at(stamp: str) -> datetime | None:
    """A Slack timestamp: seconds since 1970 with a fraction."""
    try:
        at = datetime.fromtimestamp(float(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if FIRST_YEAR < at.year < LAST_YEAR else None


def _plain(text: str) -> str:
    """The text as displayed: <https://page|the page> becomes "the page"."""
    return html.unescape(_LINK.sub(lambda link: link[2] or link[1], text))
