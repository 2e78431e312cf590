"""Invoices from large delimited text, a block of rows at a time."""
