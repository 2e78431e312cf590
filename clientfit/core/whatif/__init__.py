"""What-if simulation: cash over the coming months, with and without a change.

The months are drawn from each client's own payment history.
"""

from clientfit.core.whatif.futures import compare, outlook
from clientfit.core.whatif.history import Aside, CashHistory, HistoryBasis, HistoryNorms, portfolio
from clientfit.core.whatif.model import (
    Assumptions,
    Change,
    Comparison,
    FutureSampling,
    Leave,
    OnTime,
    OpenInvoice,
    Outlook,
    Payer,
    Raise,
    Replace,
)
from clientfit.core.whatif.telling import Candidate, Deciding, Telling, safest_day

__all__ = [
    "Aside",
    "Assumptions",
    "Candidate",
    "CashHistory",
    "Change",
    "Comparison",
    "Deciding",
    "FutureSampling",
    "HistoryBasis",
    "HistoryNorms",
    "Leave",
    "OnTime",
    "OpenInvoice",
    "Outlook",
    "Payer",
    "Raise",
    "Replace",
    "Telling",
    "compare",
    "outlook",
    "portfolio",
    "safest_day",
]
