"""A single mail in a file of its own (.eml)."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import BinaryIO

from clientfit.files.importers.messages.account import Account, Kind, Reading
from clientfit.files.importers.messages.declared import mail_words
from clientfit.files.importers.messages.mail_me import Seen
from clientfit.files.importers.messages.mail_sort import LIMIT, Raw, Sorting, sort_mail
from clientfit.files.importers.result import Choices, MeChoice

KIND = Kind("eml", "E-mail message (.eml)")


def reading(source: BinaryIO, filename: str, choices: Choices) -> Reading:
    """Read one mail. Unless it tells to whom it was delivered, the person is asked who they are."""
    del filename  # it is a subject or a number
    account = Account(KIND, choices)
    words = mail_words()
    source.seek(0)
    data = source.read(LIMIT + 1)
    raw = Raw(1, data[:LIMIT].removeprefix(BOM_UTF8).lstrip(b"\r\n"), len(data) <= LIMIT)
    seen = Seen(words)
    seen.look(raw)
    me = seen.me(choices)
    if isinstance(me, MeChoice):
        return account.imported(needs=me, rows=1)
    sort_mail(raw, Sorting(frozenset(me), choices, words, KIND.id), account)
    yield account.part(len(data))
    return account.imported(me=me)
