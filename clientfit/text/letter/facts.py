"""The facts of a letter: which are asked, which are missing, and how given values are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from babel.numbers import is_currency

from clientfit.core.currencies import UNSTATED
from clientfit.core.errors import ClientfitError, Fault, UnreadableError, choices, shown
from clientfit.core.money import LARGEST, Money
from clientfit.core.phrases import Phrase, phrase, say
from clientfit.text.content.letters import Fact, FactKind, LetterForm
from clientfit.text.wording import fold, is_blank

#: A value as a page or a file gives it. Dates may be ISO text, amounts "1250.00 EUR", lists one
#: item per line; None and blank text mean "not given".
Given = str | date | Money | Sequence[str] | None
#: A value as the letter template uses it.
Value = str | date | Money | tuple[str, ...]


def asked(form: LetterForm, given: Mapping[str, Given]) -> tuple[Fact, ...]:
    """The facts to ask, given the choices made so far.

    A fact with a condition is asked only if the choices it depends on are asked themselves and
    match. So an answer left over from an earlier choice has no effect.
    """
    found: dict[str, Fact] = {}
    for fact in form.facts:
        if all(name in found and given.get(name) in options for name, options in fact.when):
            found[fact.id] = fact
    return tuple(found.values())


def missing(form: LetterForm, given: Mapping[str, Given]) -> tuple[str, ...]:
    """The ids of the required facts that are asked and not given, in the order of asking."""
    return tuple(
        fact.id for fact in asked(form, given) if fact.required and _empty(given.get(fact.id))
    )


def read_facts(form: LetterForm, given: Mapping[str, Given]) -> dict[str, Value | None]:
    """Read the given values, by fact id; facts that are not asked or not given are None.

    Raises ClientfitError that lists every missing, unknown and unreadable fact.
    """
    absent = missing(form, given)
    known = {fact.id for fact in form.facts}
    faults = [
        Fault(_where(form, form.fact(id_)), "is needed", "Please fill it in") for id_ in absent
    ]
    faults += [
        Fault(
            say("Letter “{title}”", title=Phrase(form.title)),
            say("{name!r} is not one of its facts", name=name),
            choices(name, known),
        )
        for name in given
        if name not in known
    ]
    values: dict[str, Value | None] = dict.fromkeys(known)
    for fact in asked(form, given):
        value = given.get(fact.id)
        if _empty(value):
            continue
        try:
            values[fact.id] = _READERS[fact.kind](fact, value)
        except UnreadableError as error:
            faults.append(Fault(_where(form, fact), error.why))
    if faults:
        raise ClientfitError(faults)
    return values


def _where(form: LetterForm, fact: Fact) -> Phrase:
    return say("Letter “{title}”, “{ask}”", title=Phrase(form.title), ask=Phrase(fact.ask))


def _lines(value: object) -> list[str]:
    lines = value.splitlines() if isinstance(value, str) else value
    if not isinstance(lines, Sequence) or not all(isinstance(line, str) for line in lines):
        raise UnreadableError("is not a list of lines")
    return [fold(line) for line in lines if not is_blank(line)]


def _empty(value: Given) -> bool:
    match value:
        case None:
            return True
        case str():
            return is_blank(value)
        case Sequence():
            return all(isinstance(line, str) and is_blank(line) for line in value)
        case _:
            return False


def _text(_fact: Fact, value: Given) -> str:
    if not isinstance(value, str):
        raise UnreadableError("is not text")
    return fold(value)


def _list(_fact: Fact, value: Given) -> tuple[str, ...]:
    return tuple(_lines(value))


def _choice(fact: Fact, value: Given) -> str:
    if value not in fact.option_ids:
        raise UnreadableError(
            say(
                "{value} is not a choice. {choices}",
                value=shown(value),
                choices=choices(value, fact.option_ids),
            )
        )
    return str(value)


def _date(_fact: Fact, value: Given) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise UnreadableError(
            say(
                "{value} is not a date. Write year-month-day, such as 2026-11-30",
                value=shown(str(value)),
            )
        ) from None


def _money(_fact: Fact, value: Given) -> Money:
    money = value if isinstance(value, Money) else _sum(str(value))
    if not is_currency(money.currency) or money.currency == UNSTATED:
        raise UnreadableError(
            say(
                "{value} is not a currency. Write its three letters, as in EUR",
                value=shown(money.currency),
            )
        )
    if money.minor > LARGEST:
        raise UnreadableError("is larger than any sum that can be meant. Check the digits")
    if money.minor <= 0:
        raise UnreadableError(
            "is not above zero. Where nothing is owed, say so in the question before"
        )
    return money


def _sum(text: str) -> Money:
    try:
        return Money.parse(text)
    except UnreadableError as error:
        why = say("{text} {why}", text=shown(text), why=phrase(error.why))
        raise UnreadableError(why) from None


_READERS: dict[FactKind, Callable[[Fact, Given], Value]] = {
    FactKind.TEXT: _text,
    FactKind.LIST: _list,
    FactKind.DATE: _date,
    FactKind.MONEY: _money,
    FactKind.CHOICE: _choice,
}
