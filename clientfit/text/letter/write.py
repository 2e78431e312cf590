"""Write a letter: one whole template for each language, filled with the given facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.phrases import Phrase, say
from clientfit.text.content.letters import Fact, FactKind, FormKind, LetterForm, Option, load
from clientfit.text.letter.facts import Given, asked, missing, read_facts
from clientfit.text.template import SUBJECT, compiled
from clientfit.text.wording import fold, tidy

__all__ = [
    "Fact",
    "FactKind",
    "FormKind",
    "Given",
    "Letter",
    "LetterForm",
    "Option",
    "as_letter",
    "as_text",
    "asked",
    "letters_in_order",
    "load",
    "missing",
    "write",
]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is shown, written from the form or edited by the person."""

    subject: str = field(repr=False)
    body: str = field(repr=False)

    @property
    def words(self) -> int:
        """How many words the body has."""
        return len(self.body.split())


def write(form: LetterForm, given: Mapping[str, Given], language: str = "en") -> Letter:
    """Write the whole letter in a language.

    Raises ClientfitError if there is no template in that language, or with every fact that is
    missing or unreadable.
    """
    if language not in form.templates:
        raise ClientfitError(
            Fault(
                say("Letter “{title}”", title=Phrase(form.title)),
                say("is not written in {language!r}", language=language),
                choices(language, sorted(form.templates)),
            )
        )
    text = compiled(form.templates[language], language).render(read_facts(form, given))
    first, _, body = tidy(text).partition("\n")
    return Letter(subject=first.removeprefix(SUBJECT), body=body.lstrip("\n"))


def letters_in_order(forms: Mapping[str, LetterForm]) -> tuple[LetterForm, ...]:
    """The forms in display order: letters that repair, letters that end, letters for afterwards."""
    return tuple(sorted(forms.values(), key=lambda form: (form.order, form.id)))


def as_text(letter: Letter) -> str:
    """A letter as one text, the form in which a draft is stored: the first line is the subject."""
    return f"{fold(letter.subject)}\n{letter.body}"


def as_letter(text: str) -> Letter:
    """The inverse of `as_text`."""
    subject, _, body = text.partition("\n")
    return Letter(subject, body)
