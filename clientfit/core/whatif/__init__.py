"""What if: twelve months of cash, with a change and without it, from each client's own past."""

from clientfit.core.whatif.futures import compare, outlook
from clientfit.core.whatif.history import Aside, Basis, HistoryNorms, Portfolio, portfolio
from clientfit.core.whatif.model import (
    Assumptions,
    Change,
    Comparison,
    Leave,
    OnTime,
    OpenInvoice,
    Outlook,
    Payer,
    Raise,
    Replace,
    Sampling,
)
from clientfit.core.whatif.telling import Candidate, Deciding, Telling, safest_day

__all__ = [
    "Aside",
    "Assumptions",
    "Basis",
    "Candidate",
    "Change",
    "Comparison",
    "Deciding",
    "HistoryNorms",
    "Leave",
    "OnTime",
    "OpenInvoice",
    "Outlook",
    "Payer",
    "Portfolio",
    "Raise",
    "Replace",
    "Sampling",
    "Telling",
    "compare",
    "outlook",
    "portfolio",
    "safest_day",
]
