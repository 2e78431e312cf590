"""What only the person knows about a file: asked with examples, and nothing is read before."""

from __future__ import annotations

from clientfit.files.importers import ColumnChoice, DateChoice, MeChoice, Subject
from clientfit.files.importers.tables.pick_columns import Need, roles_of
from clientfit.page.wire.imports import ColumnsAsked, DatesAsked, FileQuestion, MeAsked, RowSubject
from clientfit.text.i18n import Translator
from clientfit.text.sentences.labels import role_words, subject_words

Needs = DateChoice | MeChoice | ColumnChoice

#: So many authors are offered; a group chat may have hundreds.
SHOWN = 30


def choice(needs: Needs, t: Translator) -> FileQuestion:
    """The question about a file, with its answers."""
    if isinstance(needs, DateChoice):
        return _dates(needs, t)
    if isinstance(needs, MeChoice):
        return _me(needs, t)
    return _columns(needs, t)


def _dates(needs: DateChoice, t: Translator) -> DatesAsked:
    """Two readings of the same dates; only the person knows which is right."""

    def shown(day_first: bool) -> list[str]:
        days = [
            example.day_first if day_first else example.month_first for example in needs.examples
        ]
        return [
            t("{value} is {day}", value=one.value, day=t.day(day) if day else t("no date"))
            for one, day in zip(needs.examples, days, strict=True)
        ]

    return {
        "kind": "dates",
        "ask": t(
            "Which comes first in these dates? Both would make sense, so nothing is read yet."
        ),
        "options": [
            {"day_first": True, "label": t("The day comes first"), "examples": shown(True)},
            {"day_first": False, "label": t("The month comes first"), "examples": shown(False)},
        ],
    }


def _me(needs: MeChoice, t: Translator) -> MeAsked:
    return {
        "kind": "me",
        "ask": t("Which of these is you? Then it is clear who wrote to whom."),
        "authors": [
            {
                "value": name,
                "label": t.plural(
                    count, "{name} ({count} message)", "{name} ({count} messages)", name=name
                ),
                "on": name in needs.guess,
            }
            for name, count in needs.authors[:SHOWN]
        ],
        "none": t("Tick the name under which you write."),
        "keep": t("That’s me"),
    }


def _columns(needs: ColumnChoice, t: Translator) -> ColumnsAsked:
    return {
        "kind": "columns",
        "ask": t("Which column is which?"),
        "intro": t(
            "No known program writes this table. Say once what its columns hold; the next one "
            "like it is then read at once."
        ),
        "subject": t("Each row is"),
        "subjects": [_subject(guess, needs, t) for guess in needs.guesses],  # the likeliest first
        "none": t("none of them"),
        "header": list(needs.header),
        "rows": [list(row) for row in needs.rows],
        "table": t("The first rows of your file"),
        "keep": t("Read it like this"),
    }


def _subject(subject: Subject, needs: ColumnChoice, t: Translator) -> RowSubject:
    guesses, words = needs.guesses[subject], role_words(t)
    told = {
        Need.REQUIRED: t("needed"),
        Need.ONE_OF: t("at least one of these"),
        Need.OPTIONAL: "",
    }
    picks = sorted(roles_of(subject), key=lambda pick: tuple(Need).index(pick.need))
    return {
        "id": subject.value,
        "label": subject_words(t)[subject],
        "roles": [
            {
                "id": pick.role.value,
                "label": words[pick.role],
                "needed": told[pick.need],
                "guess": guesses.get(pick.role),
            }
            for pick in picks
            if pick.role in words
        ],
    }
