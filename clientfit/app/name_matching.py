"""Names in the records: whom they stand for, and which of them may be one client.

Names are joined only if the person says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from clientfit.app.session import Session
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.model import Client
from clientfit.core.names import likely_same, name_key
from clientfit.core.phrases import say
from clientfit.files.store import Journal, RecordName
from clientfit.text.content.legal_forms import legal_forms

DISTINCT = "distinct"


@dataclass(frozen=True, slots=True)
class NameProposal:
    """Names that differ a little. ``into``: the client they would become, or None for a new one."""

    names: tuple[RecordName, ...]  # most records first
    into: Client | None

    @property
    def keys(self) -> frozenset[str]:
        """What tells this proposal from others, whatever the spelling."""
        return frozenset(name_key(record_name.name) for record_name in self.names)


@dataclass(frozen=True)
class NameMatching:
    """The names of a workbook, proposals to join some, and what the person says to them."""

    session: Session

    @cached_property
    def proposals(self) -> tuple[NameProposal, ...]:
        """Groups of names that may be one client and are not joined yet.

        Two clients of whom both something was said are left alone: answers can't be parted again.
        """
        known = {name_key(name.name): name for name in self._names}
        groups = _groups(tuple(sorted(name.name for name in self._names)))
        found = [self._proposal([known[name_key(name)] for name in group]) for group in groups]
        return tuple(proposal for proposal in found if proposal and not self._refused(proposal))

    def add_clients(self, names: Sequence[str] = ()) -> None:
        """Make a client of everybody worked for in the records who stands for none yet.

        ``names``: only of these; without any, of all.
        """
        workbook = self.session.workbook
        for name in workbook.record_names():
            wanted = not names or name.name in names
            if name.client is None and name.worked_for and wanted:
                workbook.link(name.name, workbook.add_client(name.name).id)
        self.session.records_changed()

    def link(self, name: str, client: str) -> None:
        """Say that a name in the records is this client."""
        self.session.workbook.link(name, client)
        self.session.records_changed()

    def unlink(self, name: str) -> None:
        """Say that a name in the records is not the client it was taken for."""
        self.session.workbook.unlink(name)
        self.session.records_changed()

    def join(self, names: Sequence[str]) -> None:
        """Take names of one proposal for one client, all of them or some.

        Raises ClientfitError for what was not proposed together.
        """
        wanted = frozenset(map(name_key, names))
        whole = next((proposal for proposal in self.proposals if wanted <= proposal.keys), None)
        chosen = (
            [record_name for record_name in whole.names if name_key(record_name.name) in wanted]
            if whole
            else []
        )
        proposal = self._proposal(chosen) if len(chosen) > 1 else None
        if proposal is None:
            raise _no_longer()
        workbook = self.session.workbook
        into = proposal.into or workbook.add_client(proposal.names[0].name)
        others = {record_name.client for record_name in proposal.names if record_name.client} - {
            into.id
        }
        for name in self._names:
            if name in proposal.names or name.client in others:
                workbook.link(name.name, into.id)
        for client in others:
            workbook.delete_client(client)
        self.session.records_changed()

    def keep_apart(self, names: Sequence[str]) -> None:
        """Never propose these together again."""
        proposal = self._asked(names)
        kept = [*self._distinct, sorted(proposal.keys)]
        self.session.workbook.set_setting(DISTINCT, kept)
        self.session.records_changed()

    @cached_property
    def _names(self) -> tuple[RecordName, ...]:
        """Every name in the records, and those of clients without any."""
        found = {
            name_key(record_name.name): record_name
            for record_name in self.session.workbook.record_names()
        }
        for client in self.session.workbook.clients():
            found.setdefault(name_key(client.name), RecordName(client.name, 0, client.id))
        return tuple(found.values())

    @cached_property
    def _clients(self) -> Mapping[str, Client]:
        return {client.id: client for client in self.session.workbook.clients()}

    @property
    def _distinct(self) -> list[list[str]]:
        kept = self.session.workbook.setting(DISTINCT)
        lists = kept if isinstance(kept, list) else []
        return [[str(key) for key in list_] for list_ in lists if isinstance(list_, list)]

    def _proposal(self, names: list[RecordName]) -> NameProposal | None:
        owners = {record_name.client for record_name in names if record_name.client}
        if not owners <= self._clients.keys():
            return None  # deleted a moment ago, in another window
        told_of = [owner for owner in owners if self._told_of(owner)]
        joined = len(owners) == 1 and all(record_name.client for record_name in names)
        if joined or len(told_of) > 1 or any(self._clients[owner].sample for owner in owners):
            return None
        ordered = sorted(
            names, key=lambda record_name: (-_records(record_name), record_name.name.casefold())
        )
        first = next((record_name.client for record_name in ordered if record_name.client), None)
        into = told_of[0] if told_of else first
        return NameProposal(tuple(ordered), self._clients[into] if into else None)

    def _told_of(self, client: str) -> bool:
        """Whether anything would be lost if this client's records went to another."""
        workbook = self.session.workbook
        journal = Journal(workbook, client)
        return bool(workbook.answers(client) or workbook.drafts(client) or journal.attempts())

    def _refused(self, proposal: NameProposal) -> bool:
        return any(proposal.keys <= set(apart) for apart in self._distinct)

    def _asked(self, names: Sequence[str]) -> NameProposal:
        keys = frozenset(map(name_key, names))
        found = next((proposal for proposal in self.proposals if proposal.keys == keys), None)
        if found is None:
            raise _no_longer()
        return found


def _no_longer() -> ClientfitError:
    return ClientfitError(
        Fault(say("names"), "are no longer to be joined", "Look at the list again")
    )


def _records(name: RecordName) -> int:
    return name.invoices + name.hours + name.messages


@lru_cache(maxsize=4)  # the same names at every redraw
def _groups(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return likely_same(names, legal_forms())
