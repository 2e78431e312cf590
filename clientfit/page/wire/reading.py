"""The reading."""

from __future__ import annotations

from typing import Literal, TypedDict

from clientfit.page.wire.common import Lines, ToStep


class SharePart(TypedDict):
    """The share of one reading, from 0 to 1."""

    id: str
    share: float
    text: str


class Shares(TypedDict):
    """The shares of all readings."""

    label: str
    parts: list[SharePart]


class Reasons(Lines):
    """Why it reads like that."""

    blocking: str
    coalition: str


class NextQuestion(TypedDict):
    """The question worth asking next, by id."""

    heading: str
    question: str
    label: str


class Gut(TypedDict):
    """What the gut says."""

    heading: str
    line: str


class ClientNumbers(TypedDict):
    """Of whom the page may ask for the numbers."""

    heading: str
    client: str


class Way(ToStep):
    """A way on; the fitting one is first."""

    first: bool


class ReadingBody(TypedDict):
    """Everything the verdict carries, in sentences."""

    kind: Literal["reading"]
    heading: str
    empty: bool
    reading: str
    name: str
    meaning: str
    yours: str
    certainty: Lines
    shares: Shares | None
    reasons: Reasons
    next: NextQuestion | None
    change: Lines
    gut: Gut
    records: Lines
    numbers: ClientNumbers | None
    own: str
    strain: str
    trace: str
    ways: list[Way]
    back: ToStep
