"""Whose mailbox is it? Known from what the person said, or from who stands in nearly every mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from clientfit.core.names import name_key
from clientfit.files.importers.messages.declared import MailWords
from clientfit.files.importers.messages.mail_head import Fields, split_head
from clientfit.files.importers.messages.mail_sort import DELIVERED, RECEIVERS, SENDERS, Raw, labels
from clientfit.files.importers.result import Choices, MeChoice

_SHOWN = 20


class Seen:
    """Who stands in the mails that were looked at. Holds as much as the look is long."""

    def __init__(self, words: MailWords) -> None:
        self._words = words
        self._mails = 0
        self._there: Counter[str] = Counter()
        self._wrote: Counter[str] = Counter()
        self._sent: Counter[str] = Counter()
        self._delivered: Counter[str] = Counter()
        self._keys: set[str] = set()

    def look(self, raw: Raw) -> None:
        """Look at one mail."""
        fields = Fields(split_head(raw.data)[0])
        senders = fields.people(*SENDERS)[:1]
        delivered = fields.people(*DELIVERED)
        whole = (*senders, *fields.people(*RECEIVERS), *delivered)
        self._mails += 1
        self._there.update(dict.fromkeys((each.address for each in whole), 1))
        self._wrote.update(each.address for each in senders)
        self._delivered.update(dict.fromkeys((each.address for each in delivered), 1))
        self._keys.update(name_key(text) for each in whole for text in (each.address, each.name))
        if labels(fields) & self._words.sent:
            self._sent.update(each.address for each in senders)

    def me(self, choices: Choices) -> tuple[str, ...] | MeChoice:
        """Who the person is; or the question, with all who wrote or were written to."""
        said = tuple(sorted(each for each in choices.me if name_key(each) in self._keys - {""}))
        if said:
            return said
        labelled = {*self._first(self._sent), *self._first(self._delivered)}
        if labelled:
            return tuple(sorted(labelled))
        top = [each for each, _ in self._there.most_common(2)]
        guess = tuple(top[:1])
        if top and self._is_sure(top):
            return guess
        if len(top) > 1 and self._there[top[0]] == self._there[top[1]]:
            guess = ()
        return MeChoice(self._authors(), guess)

    def _first(self, counts: Counter[str]) -> Iterable[str]:
        return [each for each, _ in counts.most_common(1)]

    def _is_sure(self, top: list[str]) -> bool:
        look = self._words.look
        shares = [100 * self._there[each] for each in top] + [0]
        enough = self._mails >= look.fewest
        return enough and shares[0] >= look.sure * self._mails and (
            shares[1] <= look.next * self._mails
        )  # fmt: skip

    def _authors(self) -> tuple[tuple[str, int], ...]:
        """Everybody, with how many mails they wrote; those who stand in most mails first."""
        shown = [each for each, _ in self._there.most_common(_SHOWN)]
        return tuple((each, self._wrote[each]) for each in shown)
