"""Writing a letter: what is known already, what the person gave, and the words as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from clientfit.app.dossier import Dossier
from clientfit.app.ending import Ending
from clientfit.app.repair import Repair
from clientfit.app.session import Session
from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.model import LetterDraft, Reading
from clientfit.text.letter.prefill import KnownFacts, Planned, left_out, suggested_facts
from clientfit.text.letter.write import Letter, LetterForm, as_letter, as_text, asked, write
from clientfit.text.review.context import second_reading
from clientfit.text.review.review import Remark

MY_NAME, THEIR_NAME = "my_name", "their_name"


@dataclass(frozen=True)
class Writing:
    """One letter to the client that a session is about. Computed when asked for."""

    session: Session
    dossier: Dossier
    id: str

    @cached_property
    def form(self) -> LetterForm:
        """The blank letter. Raises ClientfitError if there is none of that id."""
        forms = self.session.letters
        if self.id not in forms:
            raise ClientfitError(Fault(self.id, "is no letter", choices(self.id, forms)))
        return forms[self.id]

    @cached_property
    def draft(self) -> LetterDraft:
        """What was kept of this letter; an empty draft before anything was."""
        empty = LetterDraft(self.id, "", {}, datetime.now(UTC))
        return self.dossier.drafts.get(self.id, empty)

    @cached_property
    def ending(self) -> Ending:
        """The plan that the letter must not contradict."""
        return Ending(self.session, self.dossier)

    @cached_property
    def known(self) -> KnownFacts:
        """What the workbook knows for a letter to this client."""
        return KnownFacts(
            self.dossier.answers,
            self.dossier.invoices,
            self.dossier.crossed,
            self.session.today(),
            str(self.session.workbook.setting(MY_NAME, "")),
            Planned(self.ending.plan.end, self.ending.plan.pay_by),
            self.ending.free,
        )

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """What the person gave, else what is known already."""
        ids = {fact.id for fact in self.form.facts}
        suggested = suggested_facts(self.form, self.known, self.session.t)
        if THEIR_NAME in ids:
            suggested |= self._called()
        # A saved copy may hold what another version asked.
        return suggested | {id_: one for id_, one in self.draft.facts.items() if id_ in ids}

    def _called(self) -> dict[str, str]:
        """What they were called in the letter that was written last."""
        drafts = sorted(self.dossier.drafts.values(), key=lambda draft: draft.at)
        names = [draft.facts[THEIR_NAME] for draft in drafts if draft.facts.get(THEIR_NAME)]
        return {THEIR_NAME: names[-1]} if names else {}

    @property
    def left_out(self) -> Mapping[str, str]:
        """What the suggested facts leave out, by fact; of what the person gave nothing is said."""
        told = left_out(asked(self.form, self.facts), self.known, self.session.t)
        return {id_: text for id_, text in told.items() if id_ not in self.draft.facts}

    @property
    def edited(self) -> bool:
        """Whether the words are the person's own and no longer follow from the facts."""
        return bool(self.draft.text)

    @cached_property
    def letter(self) -> Letter:
        """The letter as it stands. Raises ClientfitError if a fact is missing or unreadable."""
        if self.edited:
            return as_letter(self.draft.text)
        return write(self.form, self.facts, self.session.t.language)

    @cached_property
    def marks(self) -> tuple[Remark, ...]:
        """What the second reader marks in the body."""
        abusive = self.ending.abusive
        return second_reading(self.letter, self.form, self.facts, abusive=abusive)

    @cached_property
    def dismissed(self) -> frozenset[str]:
        """The marks that the person has waved away."""
        return self.ending.journal.dismissed(self.id)

    def keep_fact(self, fact: str, value: str) -> None:
        """Keep a fact. Your own name is remembered for the next letter."""
        ids = [known.id for known in self.form.facts]
        if fact not in ids:
            raise ClientfitError(Fault(fact, "is no fact of this letter", choices(fact, ids)))
        self._keep(self.draft.text, {**self.draft.facts, fact: value})
        if fact == MY_NAME:
            self.session.workbook.set_setting(MY_NAME, value)
        self.session.changed()

    def keep_words(self, subject: str, body: str) -> None:
        """Keep the letter in the person's own words."""
        self._keep(as_text(Letter(subject, body)), self.draft.facts)
        self.session.changed()

    def write_anew(self) -> None:
        """Let the letter follow from its facts again."""
        self._keep("", self.draft.facts)
        self.session.changed()

    def dismiss(self, key: str, *, dismissed: bool) -> None:
        """Wave away a mark of the second reader, or let it speak again."""
        self.ending.journal.dismiss(self.form.id, key, dismissed=dismissed)
        self.session.changed()

    def _keep(self, text: str, facts: Mapping[str, str]) -> None:
        # The form is looked up first: a draft of no known letter would never be seen again.
        client, letter = self.dossier.client.id, self.form.id
        self.session.workbook.save_draft(client, letter, text, facts)


ENDING, TALK = "termination", "talk"


def chosen(session: Session, dossier: Dossier) -> Writing:
    """The letter that the person chose, else the one that fits."""
    return Writing(session, dossier, session.place.letter or proposed_letter(session, dossier))


def proposed_letter(session: Session, dossier: Dossier) -> str:
    """The letter that fits best now: the first repair's words, or the end's."""
    if dossier.spoken and dossier.verdict.reading is Reading.END:
        return ENDING
    proposals = Repair(session, dossier).proposals
    if proposals:
        return proposals[0].step.letter
    return TALK
