"""Chats of any program: whose they are, with whom, and which way each message went."""

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
#: Nobody chats with more; a file with more names is none of a chat.
_MOST_AUTHORS = 20_000


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One entry of a chat as it stands in a file."""

    row: int
    chat: str = ""  # what tells the chat from others in the file
    author: str = ""
    at: datetime | None = None
    text: str = ""
    ident: str = ""  # the program's own, where it has one
    aside: Reason | None = None
    fault: str = ""  # why it can't be read


@dataclass(slots=True)
class Chat:
    """What is known of one chat."""

    name: str = ""
    ident: str = ""  # the program's own, where it has one
    aside: Reason | None = None  # why all of it is left out
    members: tuple[str, ...] = ()  # where the file says who they are
    authors: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Chats:
    """All chats of a file, filled by a first reading of it."""

    by_id: dict[str, Chat] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)  # authors whom the file says to be the person
    aliases: dict[str, frozenset[str]] = field(default_factory=dict)  # author -> keys of names
    rows: int = 0

    def chat(self, ident: str) -> Chat:
        """The chat of that id, a new one at first."""
        if ident not in self.by_id:
            self.by_id[ident] = Chat()
        return self.by_id[ident]

    def see(self, line: ChatLine) -> None:
        """Take note of who wrote where."""
        self.rows += 1
        authors = self.chat(line.chat).authors
        if line.aside is None and not line.fault and len(authors) < _MOST_AUTHORS:
            authors[line.author] += 1

    def me(self, choices: Choices) -> tuple[str, ...] | MeChoice:
        """Which authors are the person: none where only others wrote. Or the question."""
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
    """Those who wrote in a chat that is not called after them: one of them is the person."""
    return [name for name in chat.authors if name_key(name) != name_key(chat.name)]


@dataclass(frozen=True, slots=True)
class Pass:
    """How a file is read once: its entries, and how far the reading is, of how many bytes."""

    lines: Callable[[], Iterable[ChatLine | None]]  # None: some bytes were read that are no entry
    done: Callable[[], int]
    size: int
    before: int = 0  # passes over the file that were needed first
    dates: Order = Order.ANY


def read_chats(
    kind: MessageFormat, source: Pass, chats: Chats, choices: Choices, tally: Tally
) -> Reading:
    """Read all chats of a file: once to know who is there, and once more for the messages."""
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
    """Puts the entries of chats into the account, one after the other."""

    def __init__(
        self, kind: MessageFormat, chats: Chats, me: frozenset[str], choices: Choices, tally: Tally
    ) -> None:
        self._kind, self._chats, self._me = kind, chats, me
        self._choices, self._tally = choices, tally
        self._ordinals = Ordinals()
        self._wrote_last: dict[str, str] = {}

    def sort(self, line: ChatLine) -> None:
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
        """A channel of which the person is no member, and in which they never wrote."""
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
        """The chat's name; else the only other one; else who wrote, or who wrote last before."""
        if chat.name:
            return tidy_name(chat.name)
        others = [name for name in (chat.members or chat.authors) if name not in self._me]
        if len(others) == 1:
            return tidy_name(others[0])
        if not mine:
            return tidy_name(line.author)
        last = self._wrote_last.get(line.chat, "")
        return tidy_name(last or next(iter(others), ""))
