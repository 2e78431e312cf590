"""Find the owner of a mailbox: from what the person said, or from who is in nearly every mail."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from clientfit.core.names import name_key
from clientfit.files.importers.messages.mail.head import Fields, split_head
from clientfit.files.importers.messages.mail.sort import (
    DELIVERED,
    RECEIVERS,
    SENDERS,
    RawMail,
    labels,
)
from clientfit.files.importers.messages.words import MailWords
from clientfit.files.importers.result import Choices, MeChoice

_SHOWN = 20


class Seen:
    """Who appears in the mails of the first look.

    Its size is bounded by the length of that look.
    """

    def __init__(self, words: MailWords) -> None:
        self._words = words
        self.mails = 0
        self._there: Counter[str] = Counter()
        self._wrote: Counter[str] = Counter()
        self._sent: Counter[str] = Counter()
        self._delivered: Counter[str] = Counter()
        self._called: defaultdict[str, set[str]] = defaultdict(set)  # name key -> addresses

    def look(self, raw: RawMail) -> None:
        """Count the people in one mail."""
        fields = Fields(split_head(raw.data)[0])
        senders = fields.people(*SENDERS)[:1]
        delivered = fields.people(*DELIVERED)
        whole = (*senders, *fields.people(*RECEIVERS))
        self.mails += 1
        self._there.update(dict.fromkeys((person.address for person in whole), 1))
        self._wrote.update(person.address for person in senders)
        self._delivered.update(dict.fromkeys((person.address for person in delivered), 1))
        for person in (*whole, *delivered):
            for called in (person.address, person.name):
                self._called[name_key(called)].add(person.address)
        if labels(fields) & self._words.sent:
            self._sent.update(person.address for person in senders)

    def me(self, choices: Choices) -> tuple[str, ...] | MeChoice:
        """The person's addresses (empty if nobody appears), or the question with all candidates."""
        wanted = {name_key(name) for name in choices.me} - {""}
        said = {address for key in wanted for address in self._called.get(key, ())}
        if said:
            return tuple(sorted(said))
        top = [each for each, _ in self._there.most_common(2)]
        sure = top[:1] if top and self._is_sure(top) else []
        found = {*self._first(self._sent), *self._first(self._delivered), *sure}
        if found or not top:
            return tuple(sorted(found))
        alike = len(top) > 1 and self._there[top[0]] == self._there[top[1]]
        return MeChoice(self._authors(), () if alike else (top[0],))

    def _first(self, counts: Counter[str]) -> Iterable[str]:
        return [each for each, _ in counts.most_common(1)]

    def _is_sure(self, top: list[str]) -> bool:
        look = self._words.look
        first, second = [*(100 * self._there[address] for address in top), 0][:2]
        return (
            self.mails >= look.fewest
            and first >= look.sure * self.mails
            and second <= look.next * self.mails
        )

    def _authors(self) -> tuple[tuple[str, int], ...]:
        """The candidates with the number of mails they wrote; those in most mails first."""
        shown = [each for each, _ in self._there.most_common(_SHOWN)]
        return tuple((address, self._wrote[address]) for address in shown)
