"""The columns of a block of invoices, each read at once: plain rows become ready rows.

A row is plain when every cell is read without a doubt and nothing is to be told of it. All others
are left to the functions that read row by row, so that one file has one meaning.
"""

from __future__ import annotations
