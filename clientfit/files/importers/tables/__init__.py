"""Invoices and hours from tables: delimited text, spreadsheets, JSON."""
