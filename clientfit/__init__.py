"""clientfit: keep a client, mend it, or end it well.

The workbook is opened by the command ``clientfit`` or by the notebooks. These names are for those
who would rather compute: ``judge`` one client, ``judge_many`` at once, ``levels`` from answers.
"""

from clientfit.api import judge, judge_many, levels
from clientfit.core.errors import ClientfitError
from clientfit.core.model import Category, Norms, Reading
from clientfit.core.scoring import Verdict
from clientfit.text.catalog import catalog, catalog_with

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
]
