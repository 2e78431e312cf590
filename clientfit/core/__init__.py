"""Pure rules: no widget, no words, no files."""
