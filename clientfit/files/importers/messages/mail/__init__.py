"""Importers of mail: mbox and eml."""
