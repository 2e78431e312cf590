"""Messages from mail: mbox and eml."""
