"""Read mails in sequence, from any kind of file: first find the owner, then sort every mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers.messages.collect import MessageFormat, Reading, Tally
from clientfit.files.importers.messages.mail.owner import Seen
from clientfit.files.importers.messages.mail.sort import RawMail, Sorting, sort_mail
from clientfit.files.importers.messages.words import mail_words
from clientfit.files.importers.result import Choices, MeChoice

#: The first look ends after so many bytes, even if there were few mails.
_LOOK = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Mails:
    """How to read the mails of a file; each call of ``raws`` starts from the beginning."""

    raws: Callable[[], Iterator[RawMail | None]]  # None: progress within a mail
    done: Callable[[], int]  # bytes of the file read so far


def read_mails(kind: MessageFormat, mails: Mails, filename: str, choices: Choices) -> Reading:
    """Read all mails.

    If the person did not say who they are, a first look at the mails finds out.

    Raises ClientfitError if the file contains no mail.
    """
    tally = Tally(kind, choices)
    words = mail_words()
    seen = Seen(words)
    for raw in mails.raws():
        if raw is not None:
            seen.look(raw)
        if tally.due:
            yield tally.part(0)
        if seen.mails >= words.look.messages or mails.done() > _LOOK:
            break
    if not seen.mails:
        todo = "Bring the mails as your mail program exported them, as .eml or mbox"
        raise ClientfitError(Fault(filename, "no mail was found in this file", todo))
    me = seen.me(choices)
    if isinstance(me, MeChoice):
        return tally.imported(needs=me, rows=seen.mails)
    sorting = Sorting(frozenset(me), choices, words, kind.id)
    for raw in mails.raws():
        if raw is not None:
            sort_mail(raw, sorting, tally)
        if tally.due:
            yield tally.part(mails.done())
    yield tally.part(mails.done())
    return tally.imported(me=me)
