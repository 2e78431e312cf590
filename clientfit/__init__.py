"""clientfit: keep a client, mend it, or end it well.

The workbook is opened by the command ``clientfit`` or by the notebooks. These names are for those
who would rather compute: ``judge`` one client, ``judge_many`` at once, ``levels`` from answers; and
``workbook`` (or the invented ``sample``) as pandas ``tables``, or as a ``portfolio`` of measures.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientfit.app.api import portfolio, sample, tables, workbook
    from clientfit.app.compute import judge, judge_many, levels
    from clientfit.core.errors import ClientfitError
    from clientfit.core.model import Category, Norms, Reading
    from clientfit.core.reading.verdict import Verdict
    from clientfit.text.content.questions import catalog, catalog_with

__version__ = "0.1.0"

__all__ = [
    "Category",
    "ClientfitError",
    "Norms",
    "Reading",
    "Verdict",
    "catalog",
    "catalog_with",
    "judge",
    "judge_many",
    "levels",
    "portfolio",
    "sample",
    "tables",
    "workbook",
]

#: Where each public name lives. They are fetched when they are asked for, because numpy takes
#: longer to load than ``clientfit --version`` takes to answer.
_HOMES = {
    "Category": "clientfit.core.model",
    "ClientfitError": "clientfit.core.errors",
    "Norms": "clientfit.core.model",
    "Reading": "clientfit.core.model",
    "Verdict": "clientfit.core.reading.verdict",
    "catalog": "clientfit.text.content.questions",
    "catalog_with": "clientfit.text.content.questions",
    "judge": "clientfit.app.compute",
    "judge_many": "clientfit.app.compute",
    "levels": "clientfit.app.compute",
    "portfolio": "clientfit.app.api",
    "sample": "clientfit.app.api",
    "tables": "clientfit.app.api",
    "workbook": "clientfit.app.api",
}

if not TYPE_CHECKING:  # a type checker would take every misspelt name for one of these

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
