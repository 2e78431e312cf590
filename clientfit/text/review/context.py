"""Review a letter against its facts and the exit plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from clientfit.core.errors import ClientfitError
from clientfit.core.money import Money
from clientfit.text.letter.facts import Value, read_facts
from clientfit.text.letter.write import Letter, LetterForm
from clientfit.text.review.review import Context, Remark, review, rules


def second_reading(
    letter: Letter, form: LetterForm, facts: Mapping[str, str], *, abusive: bool
) -> tuple[Remark, ...]:
    """The remarks on a letter's body, in the order of the text.

    ``facts``: the given values of the form by id. ``abusive``: the client insulted or threatened.
    """
    return review(letter.body, context(form, facts, abusive=abusive), rules())


def context(form: LetterForm, facts: Mapping[str, str], *, abusive: bool) -> Context:
    """What the letter is compared with.

    If any fact is missing or unreadable, none is compared.
    """
    try:
        known: Mapping[str, Value | None] = read_facts(form, facts)
    except ClientfitError:
        known = {}
    end, debt, promised = known.get("end_date"), known.get("owed_sum"), known.get("deliver")
    name, alternative = known.get("their_name"), known.get("colleague") or known.get("provider")
    return Context(
        ends=form.ends,
        abusive=abusive,
        word_limit=form.word_limit if form.ends else None,
        their_name=name if isinstance(name, str) else None,
        end_date=end if isinstance(end, date) else None,
        owed=(debt,) if isinstance(debt, Money) else (),
        promised=promised if isinstance(promised, tuple) else None,
        alternative=alternative if isinstance(alternative, str) else None,
    )
