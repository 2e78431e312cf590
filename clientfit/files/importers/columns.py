"""The columns of a block of invoices, each read at once: plain rows become ready rows.

A row is plain when every cell is read without a doubt and nothing is to be told of it. All others
are left to the functions that read row by row, so that one file has one meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from clientfit.core.dates import Broken, Numeric, Order, Scanned, resolve, vote
from clientfit.core.model import InvoiceState
from clientfit.core.money import UNSTATED, Mark, currency_in, exponent
from clientfit.core.names import name_key, tidy_name
from clientfit.files.importers.assemble import LONGEST, days_after
from clientfit.files.importers.blocks import Block, Flags, Ints
from clientfit.files.importers.cells import WIDEST, Amounts, Cells, Known, amounts, cells
from clientfit.files.importers.formats import Role, Standing, Words, fold
from clientfit.files.importers.match import Match
from clientfit.files.importers.rows import LEFT_OUT, clean
from clientfit.files.importers.whole import scanned_or_why
