"""The cell of the empty notebook."""
