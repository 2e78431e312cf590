"""Turn one mail into a message, or into the reason why it is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message as Head

from clientfit.core.names import name_key
from clientfit.core.records.activity import Direction, Message
from clientfit.files.importers.messages.collect import Tally
from clientfit.files.importers.messages.ids import digest
from clientfit.files.importers.messages.mail.body import body_text
from clientfit.files.importers.messages.mail.head import (
    Fields,
    Person,
    bare_subject,
    message_id,
    moment,
    readable,
    received_at,
    root_id,
    sent_at,
    split_head,
)
from clientfit.files.importers.messages.mail.own_text import own_text
from clientfit.files.importers.messages.words import MailWords
from clientfit.files.importers.result import Choices, Reason, RowFault

#: Bytes of a mail that are read: the text comes first, attachments after it.
LIMIT = 512 * 1024
SENDERS = ("from", "sender")
RECEIVERS = ("to", "cc", "bcc")
DELIVERED = ("delivered-to", "x-delivered-to", "x-original-to", "envelope-to")
_EXPUNGED = 0x0008  # Mozilla's X-Mozilla-Status: deleted, but still in the file


@dataclass(frozen=True, slots=True)
class RawMail:
    """A mail as bytes, up to ``LIMIT``; ``whole`` is false if it is longer."""

    row: int  # its number in the file, from 1
    data: bytes
    whole: bool
    posted: str = ""  # date of receipt from the mbox "From " line


@dataclass(frozen=True, slots=True)
class Sorting:
    """What is needed to sort mails: the owner's addresses, the choices, the words of programs."""

    me: frozenset[str]  # lower-case addresses
    choices: Choices
    words: MailWords
    source: str

    def is_me(self, person: Person) -> bool:
        """Whether this is the owner of the mailbox."""
        return person.address in self.me


def sort_mail(raw: RawMail, sorting: Sorting, tally: Tally) -> None:
    """Record one mail in the tally: kept, left out, or unreadable."""
    head, body = split_head(raw.data)
    fields = Fields(head)
    sender = next(iter(fields.people(*SENDERS)), None)
    ident = message_id(fields)
    if sender is None:
        tally.refuse(_fault(raw, "From", ident, "it does not say who sent it"))
        return
    aside = _aside(head, fields, sender, sorting.words)
    if aside is not None:
        tally.leave(raw.row, aside)
        return
    found = _between(fields, sender, sorting)
    if found is None:
        tally.refuse(_fault(raw, "To", ident, "it does not say to whom it was sent"))
        return
    if isinstance(found, Reason):
        tally.leave(raw.row, found)
        return
    client, direction = found
    at = sent_at(fields)
    if at is None:
        at = received_at(fields) or moment(raw.posted)
        if at is None:
            tally.leave(raw.row, Reason.UNDATED)
            return
        tally.doubt(_fault(raw, "Date", ident, "not said when sent: taken when it came in"))
    text = _own(head, body, raw, sorting, tally)
    tally.take(
        Message(
            client=client,
            key=digest("mail", ident) if ident else digest("mail", sender.address, at, len(text)),
            at=at,
            direction=direction,
            length=len(text),
            thread=_thread(fields, ident, client, sorting.words),
            text=text if sorting.choices.keep_text else "",
            source=sorting.source,
        )
    )


def _own(head: Head, body: bytes, raw: RawMail, sorting: Sorting, tally: Tally) -> str:
    quotes = sorting.words.quotes
    found = body_text(head, body, quotes.marks, whole=raw.whole)
    text = own_text(found.text, quotes)
    if not found.whole:
        reason = "very large: its length was counted from what comes first"
        tally.doubt(_fault(raw, "", message_id(Fields(head)), reason))
    return text


def _between(
    fields: Fields, sender: Person, sorting: Sorting
) -> tuple[str, Direction] | Reason | None:
    """The client's address and the direction; or why it is left out; None without a receiver."""
    receivers = fields.people(*RECEIVERS)
    if sorting.is_me(sender) or labels(fields) & sorting.words.sent:
        others = [person for person in receivers if not sorting.is_me(person)]
        if others:
            return others[0].address, Direction.OUT
        return Reason.TO_YOURSELF if receivers else None
    if any(map(sorting.is_me, (*receivers, *fields.people(*DELIVERED)))):
        return sender.address, Direction.IN
    return Reason.NOT_YOURS


def labels(fields: Fields) -> frozenset[str]:
    """The Gmail labels of this mail, in lower case."""
    told = readable(fields.first("x-gmail-labels"))
    return frozenset(label.strip(' "').casefold() for label in told.split(",")) - {""}


def _aside(head: Head, fields: Fields, sender: Person, words: MailWords) -> Reason | None:
    """Why a mail is not one between two people; None if it is."""
    here = labels(fields)
    if here & words.junk or fields.first("x-spam-flag").casefold() == "yes":
        return Reason.JUNK
    if here & words.draft or fields.first("x-unsent") == "1" or "x-mozilla-draft-info" in fields:
        return Reason.DRAFT
    if _expunged(fields.first("x-mozilla-status")) or "D" in fields.first("x-status"):
        return Reason.DELETED
    return Reason.AUTOMATIC if _automatic(head, fields, sender, words) else None


def _expunged(status: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-fA-F]{4}", status)) and bool(int(status, 16) & _EXPUNGED)


def _automatic(head: Head, fields: Fields, sender: Person, words: MailWords) -> bool:
    local = re.sub(r"[-_.]", "", sender.address.partition("@")[0].partition("+")[0])
    return (
        any(name in fields for name in words.headers)
        or fields.first("precedence").casefold() in words.precedence
        or fields.first("auto-submitted").casefold() not in ("", "no")
        or local in words.senders
        or head.get_content_type() == "multipart/report"
    )


def _thread(fields: Fields, ident: str, client: str, words: MailWords) -> str:
    """A digest of the first mail of the thread; without one, of the subject and client."""
    root = root_id(fields)
    if root:
        return digest("thread", root)
    subject, answered = bare_subject(fields, words.answers)
    if ident and not answered:
        return digest("thread", ident)
    return digest("subject", client, name_key(subject))


def _fault(raw: RawMail, column: str, ident: str, reason: str) -> RowFault:
    """A fault that names a mail by its number and a digest of its id, never by its text."""
    return RowFault(raw.row, column, digest(ident)[:8] if ident else "", reason)
