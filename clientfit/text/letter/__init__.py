"""Letters and call scripts: what they need to know, what is known already, and their text."""
