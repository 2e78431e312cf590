"""The store: one SQLite file per workbook, or memory only.

``Workbook`` is its public interface.
"""

from clientfit.files.store.exchange import Merged
from clientfit.files.store.journal import Journal, PlanDays
from clientfit.files.store.on_disk import is_part_of
from clientfit.files.store.open import default_path
from clientfit.files.store.records import RecordName
from clientfit.files.store.staging import Doubles, Stage
from clientfit.files.store.tables import ImportCount
from clientfit.files.store.workbook import Workbook

__all__ = [
    "Doubles",
    "ImportCount",
    "Journal",
    "Merged",
    "PlanDays",
    "RecordName",
    "Stage",
    "Workbook",
    "default_path",
    "is_part_of",
]
