"""Importers of tables of invoices and hours: delimited text, spreadsheets, JSON."""
