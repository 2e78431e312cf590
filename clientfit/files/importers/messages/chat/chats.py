"""Common to all chat formats: who the person is, with whom they chat, and in which direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from clientfit.core.names import name_key, tidy_name
from clientfit.core.records.activity import Direction, Message
from clientfit.files.importers.messages.collect import MessageFormat, Reading, Tally
from clientfit.files.importers.messages.ids import Ordinals, digest
from clientfit.files.importers.result import Choices, MeChoice, Reason, RowFault
from clientfit.files.importers.values.dates import Order

_SHOWN = 20
#: Maximum number of authors counted in a chat; a file with more is not a chat.
_MOST_AUTHORS = 20_000


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One entry of a chat, as read from a file."""

    row: int
    chat: str = ""  # id of the chat within the file
    author: str = ""
    at: datetime | None = None
    text: str = ""
    ident: str = ""  # the program's own, where it has one
    aside: Reason | None = None
    fault: str = ""  # why it cannot be read; empty if it can


@dataclass(slots=True)
class Chat:
    """What the first pass found out about one chat."""

    name: str = ""
    ident: str = ""  # the program's own, where it has one
    aside: Reason | None = None  # why the whole chat is left out; None if it is not
    members: tuple[str, ...] = ()  # empty if the file does not list them
    authors: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Chats:
    """All chats of a file, filled by the first pass over it."""

    by_id: dict[str, Chat] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)  # authors that the file identifies as the person
    aliases: dict[str, frozenset[str]] = field(default_factory=dict)  # author -> name keys
    rows: int = 0

    def chat(self, ident: str) -> Chat:
        """The chat with that id; created if it is new."""
        if ident not in self.by_id:
            self.by_id[ident] = Chat()
        return self.by_id[ident]

    def see(self, line: ChatLine) -> None:
        """Count who wrote in which chat."""
        self.rows += 1
        authors = self.chat(line.chat).authors
        if line.aside is None and not line.fault and len(authors) < _MOST_AUTHORS:
            authors[line.author] += 1

    def me(self, choices: Choices) -> tuple[str, ...] | MeChoice:
        """The authors that are the person (empty if they never wrote), or a question to ask."""
        wanted = {name_key(name) for name in choices.me} - {""}
        authors: Counter[str] = Counter()
        for chat in self.by_id.values():
            authors.update(chat.authors)
        known = {name for name in authors if wanted & self._keys(name)} | self.own
        if known:
            return tuple(sorted(known))
        candidates = Counter(name for chat in self.by_id.values() for name in _not_named(chat))
        if not candidates:
            return ()
        top = candidates.most_common(2)
        sure = len(top) == 1 or top[0][1] > top[1][1]
        return MeChoice(tuple(authors.most_common(_SHOWN)), (top[0][0],) if sure else ())

    def _keys(self, author: str) -> frozenset[str]:
        return self.aliases.get(author, frozenset()) | {name_key(author)}


def _not_named(chat: Chat) -> list[str]:
    """The authors after whom the chat is not named: one of them is the person."""
    return [name for name in chat.authors if name_key(name) != name_key(chat.name)]


@dataclass(frozen=True, slots=True)
class Pass:
    """How to read a file once: its entries, and the progress in bytes."""

    lines: Callable[[], Iterable[ChatLine | None]]  # None: progress without an entry
    done: Callable[[], int]
    size: int
    before: int = 0  # passes that were made before
    dates: Order = Order.ANY


def read_chats(
    kind: MessageFormat, source: Pass, chats: Chats, choices: Choices, tally: Tally
) -> Reading:
    """Read all chats of a file in two passes: first the authors, then the messages.

    Returns an Imported that asks who the person is where that is not clear; yields progress and
    batches of messages.
    """
    passes = source.before + 2
    for line in source.lines():
        if line is not None:
            chats.see(line)
        if tally.due:
            yield tally.part((source.size * source.before + source.done()) // passes)
    me = chats.me(choices)
    if isinstance(me, MeChoice):
        return tally.imported(needs=me, rows=chats.rows, dates=source.dates)
    sorter = _Sorter(kind, chats, frozenset(me), choices, tally)
    for line in source.lines():
        if line is not None:
            sorter.sort(line)
        if tally.due:
            yield tally.part((source.size * (passes - 1) + source.done()) // passes)
    yield tally.part(source.size)
    return tally.imported(me=me, dates=source.dates)


class _Sorter:
    """Decides for each chat entry whether it is kept, left out or a fault."""

    def __init__(
        self, kind: MessageFormat, chats: Chats, me: frozenset[str], choices: Choices, tally: Tally
    ) -> None:
        self._kind, self._chats, self._me = kind, chats, me
        self._choices, self._tally = choices, tally
        self._ordinals = Ordinals()
        self._wrote_last: dict[str, str] = {}

    def sort(self, line: ChatLine) -> None:
        """Record one entry in the tally: kept, left out, or unreadable."""
        chat = self._chats.chat(line.chat)
        aside = line.aside or chat.aside or self._elsewhere(chat)
        if line.fault:
            self._tally.refuse(RowFault(line.row, "", "", line.fault))
        elif aside is not None:
            self._tally.leave(line.row, aside)
        elif line.at is None:
            self._tally.leave(line.row, Reason.UNDATED)
        else:
            self._take(line, line.at, chat)

    def _elsewhere(self, chat: Chat) -> Reason | None:
        """Leave out a channel of which the person is not a member and in which they never wrote."""
        here = {*chat.members, *chat.authors}
        return Reason.NOT_YOURS if chat.members and not self._me & here else None

    def _take(self, line: ChatLine, at: datetime, chat: Chat) -> None:
        mine = line.author in self._me
        name = self._partner(line, chat, mine=mine)
        if not name:
            fault = "it can't be seen to whom this was sent: nobody else wrote, and it has no name"
            self._tally.refuse(RowFault(line.row, "", "", fault))
            return
        if not mine:
            self._wrote_last[line.chat] = line.author
        length = len(line.text)
        ident = line.ident or (
            f"{at.isoformat()} {line.author} {length} "
            f"{self._ordinals.next(line.chat, line.author, at, length)}"
        )
        self._tally.take(
            Message(
                client=name,
                key=digest(self._kind.id, chat.ident or chat.name, ident),
                at=at,
                direction=Direction.OUT if mine else Direction.IN,
                length=length,
                thread=tidy_name(chat.name) or name,
                text=line.text if self._choices.keep_text else "",
                source=self._kind.id,
            )
        )

    def _partner(self, line: ChatLine, chat: Chat, *, mine: bool) -> str:
        """Whom the message was exchanged with: the chat's name; else the only other author; else
        the author; for own messages the last other author.
        """
        if chat.name:
            return tidy_name(chat.name)
        others = [name for name in (chat.members or chat.authors) if name not in self._me]
        if len(others) == 1:
            return tidy_name(others[0])
        if not mine:
            return tidy_name(line.author)
        last = self._wrote_last.get(line.chat, "")
        return tidy_name(last or next(iter(others), ""))
