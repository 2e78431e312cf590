"""Names as people and files write them: which spellings are one name, and which may be. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

_IN_FRONT = frozenset(("the", "firma", "شركة", "مؤسسة"))
_AND = frozenset(("and", "en", "i", "und", "et", "y", "e", "و"))

#: Letters that have no decomposition, as people write them where the keyboard lacks them.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ـ": None})
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0655]")  # Latin, Greek, Cyrillic; Arabic
_WITHIN = re.compile(r"[.'’‘`´]")  # B.V., O'Neill
_WORD = re.compile(r"\d+|[^\W\d_]+")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")

_SHORTEST = 5  # letters of a word in which a slip is taken for one
_SHORTEST_ALONE = 6  # the same, where the word is the whole name
_LONGEST = 40
_MOST_OF_FORM = 5  # words of a legal form, spaced as widely as people do: "s. p. z o. o."


def tidy_name(name: str) -> str:
    """Give the name as it is shown: one space between words, none around, composed letters.

    >>> tidy_name("  Café   Nord\\n")
    'Café Nord'
    """
    return unicodedata.normalize("NFC", " ".join(name.split()))


def name_key(name: str) -> str:
    """Give what two spellings of one name have in common. Compare keys, show names.

    Case, spaces, composed or decomposed letters, wide letters and invisible marks (which
    spreadsheets leave behind) make no difference.

    >>> name_key("ACME\\u00a0 Ltd") == name_key(" acme ltd\\u200e")
    True
    """
    # The marks go first: one between a letter and its accent keeps them from being composed.
    seen = "".join(letter for letter in name if unicodedata.category(letter) != "Cf")
    folded = _fold(_fold(unicodedata.normalize("NFD", seen)))
    return " ".join(folded.split())


def _fold(text: str) -> str:
    # Twice, because folding a composed letter may give letters that compose anew (Unicode D146).
    return unicodedata.normalize("NFKC", text.casefold())


@dataclass(frozen=True, slots=True)
class _Bare:
    """A name without what may differ: its words in order, and those in brackets."""

    words: tuple[str, ...]
    aside: tuple[str, ...]

    @property
    def sorted(self) -> tuple[str, ...]:
        return tuple(sorted(self.words))


def likely_same(names: Iterable[str], legal_forms: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Group the names that may be one client's; who has no likeness is in no group.

    Legal forms, accents, punctuation, "and", "The", the order of words, brackets and one slip in a
    longer word make no difference. Numbers and single letters do: "Shop 1" is never "Shop 2".
    Spellings that are one name anyway (`name_key`) are no proposal; the first stands for them.

    >>> names = ["Blue Kiln B.V.", "Dune", "The Blue Kiln", "Blue Klin", "Shop 1", "Shop 2"]
    >>> likely_same(names, ["b.v.", "ltd"])
    (('Blue Kiln B.V.', 'The Blue Kiln'),)

    The groups stand in the order of their first names. About 50 ms for 1,000 names.
    """
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name_key(name), name)
    forms = frozenset("".join(_WORD.findall(_plain(form))) for form in legal_forms)
    bare = {name: each for name in first.values() if (each := _bare(name, forms)).words}
    groups = _Groups(bare)
    for alike in _alike(bare):
        groups.join(alike)
    return groups.several()


def _plain(text: str) -> str:
    """A text without accents and the points within its words."""
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", name_key(text))).translate(_PLAIN)
    return _WITHIN.sub("", folded)


def _bare(name: str, forms: Collection[str]) -> _Bare:
    folded = _plain(name)
    inside = " ".join(_BRACKETS.findall(folded))
    outside = _words(_BRACKETS.sub(" ", folded), forms)
    if not outside:  # all of it is in brackets
        return _Bare(_words(folded, forms), ())
    return _Bare(outside, _words(inside, forms))


def _words(text: str, forms: Collection[str]) -> tuple[str, ...]:
    words = _WORD.findall(text)
    while (shorter := _without_form(words, forms)) != words:
        words = shorter
    inner = [word for word in words[1:-1] if word not in _AND]
    return (*words[:1], *inner, *words[-1:]) if len(words) > 1 else tuple(words)


def _without_form(words: list[str], forms: Collection[str]) -> list[str]:
    """The words without one legal form behind them or one such word in front."""
    for start in range(max(1, len(words) - _MOST_OF_FORM), len(words)):
        if "".join(words[start:]) in forms:
            rest = words[:start]
            joined = len(rest) > 1 and len(rest[-1]) > 1 and rest[-1] in _AND  # "Smith and Co"
            return rest[:-1] if joined else rest
    return words[1:] if len(words) > 1 and words[0] in _IN_FRONT else words


def _alike(bare: dict[str, _Bare]) -> Iterator[list[str]]:
    """The names that are alike, a few at a time; a name may come more than once."""
    same: dict[object, list[str]] = defaultdict(list)
    slips: dict[object, list[str]] = defaultdict(list)
    asides: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for each in bare.values():
        asides[each.sorted].add(each.aside)
    for name, each in bare.items():
        # "Acme (Berlin)" may be "Acme", but where there is an "Acme (Paris)" too it is itself.
        several = len(asides[each.sorted] - {()}) > 1
        aside = each.aside if several or any(map(_tells_apart, each.aside)) else ()
        same["words", each.sorted, aside].append(name)
        marks = tuple(word for word in each.sorted if _tells_apart(word))
        same["letters", "".join(each.words), marks, aside].append(name)
        for slip in _slips(each.sorted):
            slips[slip, aside].append(name)
    yield from same.values()
    for found in slips.values():
        yield from _one_slip(found, bare)


def _tells_apart(word: str) -> bool:
    """Whether a word is there to tell names apart: a number, a single letter, a Roman number."""
    return (
        word.isdigit() or len(word) == 1 or re.fullmatch("i[ivx]+|v[i]+|x[ivx]+", word) is not None
    )


def _slips(words: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    """What a name has in common with every other that differs by one slip in one word.

    Two words are within one letter (left out, added, changed or two turned about) only if they
    become the same when each loses at most one letter.
    """
    shortest = _SHORTEST if len(words) > 1 else _SHORTEST_ALONE
    for at, word in enumerate(words):
        if shortest <= len(word) <= _LONGEST and not _tells_apart(word):
            rest = words[:at] + words[at + 1 :]
            for lost in {word, *(word[:n] + word[n + 1 :] for n in range(1, len(word)))}:
                yield rest, word[0], lost


def _one_slip(names: list[str], bare: dict[str, _Bare]) -> Iterator[list[str]]:
    """The pairs among these that really differ by one slip in one word."""
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            left, right = bare[one].sorted, bare[other].sorted
            mine = [word for word in left if word not in right]
            theirs = [word for word in right if word not in left]
            if len(mine) == len(theirs) == 1 and _is_slip(mine[0], theirs[0]):
                yield [one, other]


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are one letter apart, or two letters beside each other are turned."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next(n for n in range(len(one) + 1) if one[n : n + 1] != other[n : n + 1])
    left, right = one[start:], other[start:]
    turned = len(left) > 1 and left[1::-1] + left[2:] == right
    return turned or right == left[1:] or left == right[1:] or left[1:] == right[1:]


class _Groups:
    """Names joined into groups, each in one only."""

    def __init__(self, names: Iterable[str]) -> None:
        self._over = {name: name for name in names}

    def join(self, names: list[str]) -> None:
        """Put these, and all that are with them already, into one group."""
        top = self._top(names[0])
        for name in names[1:]:
            self._over[self._top(name)] = top

    def several(self) -> tuple[tuple[str, ...], ...]:
        """The groups of more than one, in the order in which the names came."""
        groups: dict[str, list[str]] = defaultdict(list)
        for name in self._over:
            groups[self._top(name)].append(name)
        return tuple(tuple(group) for group in groups.values() if len(group) > 1)

    def _top(self, name: str) -> str:
        while (over := self._over[name]) != name:
            self._over[name] = self._over[over]
            name = over
        return name
