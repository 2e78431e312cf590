"""A reading as plain text, for a terminal or a file."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from clientfit.core.reading.verdict import Verdict
from clientfit.text.sentences import outlook
from clientfit.text.sentences import reading as reading_sentences
from clientfit.text.sentences.reading import Words

WIDTH = 80


def plain_reading(  # noqa: PLR0913 - by keyword only, each with its usual value
    verdict: Verdict,
    words: Words,
    *,
    name: str,
    crossed: Sequence[str] = (),
    open_lines: Sequence[str] = (),
    again: str | None = None,
) -> str:
    """A whole verdict as sentences under short headings, wrapped at 80 characters.

    ``crossed`` and ``open_lines``: ids of the red lines that were crossed and of those not answered
    yet; ``again``: the gut answer. Questions are shown with their ids, under which an answers file
    can answer them.
    """
    t = words.t
    lines = [words.ask(line) for line in crossed]
    if verdict.absolute and not lines:
        lines = [t("A red line was crossed.")]
    paragraphs = [
        reading_sentences.headline(verdict, name or t("This client"), t),
        reading_sentences.meaning(verdict, words, lines),
        t("This is how your answers read. What you do is yours to decide."),
    ]
    blocking = outlook.blocking(verdict, words)
    why = [*lines, *reading_sentences.reasons(verdict, words), *([blocking] if blocking else [])]
    sections = [(t("Why"), why), (t("Your gut"), [outlook.gut(verdict, again, words)])]
    if not lines:  # what was crossed stays crossed, whatever the signs do
        sections[:0] = [(t("How sure is this?"), _sure(verdict, words, open_lines))]
        sections[2:2] = [
            (reading_sentences.next_heading(verdict, t), _next(verdict, words)),
            (t("What would change it"), outlook.changes(verdict, words)),
        ]
    parts = [textwrap.fill(paragraph, WIDTH) for paragraph in paragraphs]
    parts += [_section(heading, body) for heading, body in sections if body]
    return "\n\n".join(parts)


def _sure(verdict: Verdict, words: Words, open_lines: Sequence[str]) -> list[str]:
    sure = reading_sentences.certainty(verdict, words)
    if open_lines:
        ids = ", ".join(open_lines)
        sure.append(words.t("Not answered, and a yes would change everything: {ids}.", ids=ids))
    return sure


def _next(verdict: Verdict, words: Words) -> list[str]:
    asked = verdict.next_question
    return [] if asked is None else [f"{words.ask(asked)} ({asked})"]


def _section(heading: str, body: Sequence[str]) -> str:
    bullets = [
        textwrap.fill(line, WIDTH, initial_indent="- ", subsequent_indent="  ") for line in body
    ]
    return "\n".join([heading, *bullets])
