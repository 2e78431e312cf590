"""What if: the changes that are asked about, and what comes of them."""

from __future__ import annotations

from typing import TypedDict

from clientfit.page.wire.charts import ChartFrame, ChartTable
from clientfit.page.wire.common import Choice


class WhatIfPanel(TypedDict):
    """What stands there before anybody asks."""

    kind: str
    heading: str
    intro: str


class WhatIfWords(TypedDict):
    """The small words of "can I afford it?"."""

    client: str
    assumed: str
    grounds: str
    why: str
    own: str
    reset: str


class Tick(TypedDict):
    """A box to tick."""

    label: str
    value: bool


class ToldDay(TypedDict):
    """The day of telling, between two others."""

    label: str
    value: str
    low: str
    high: str
    outside: str
    empty: str
    hint: str


class Percent(TypedDict):
    """A rise in percent."""

    label: str
    value: int
    high: int
    shown: str


class WhatIfControls(TypedDict):
    """What would change."""

    leaves: Tick
    told: ToldDay
    replaced: Tick
    percent: Percent
    on_time: Tick


class SafeDay(TypedDict, total=False):
    """On which day they could be told."""

    ask: str
    text: str
    last: str
    use: str
    done: str
    value: str


class AssumedField(TypedDict):
    """A number that is assumed."""

    id: str
    asks: str
    label: str
    unit: str
    value: str
    low: int
    high: int
    why: str
    own: bool


class WhatIfEmpty(TypedDict):
    """Why there is no answer."""

    empty: str


class WhatIfAnswer(WhatIfEmpty):
    """Everything the panel shows for a question; ``empty`` is."""

    client: str
    clients: list[Choice]
    finding: str
    more: list[str]
    guessed: str
    controls: WhatIfControls
    day: SafeDay
    fields: list[AssumedField]
    grounds: list[str]
    chart: ChartFrame
    table: ChartTable
    words: WhatIfWords
