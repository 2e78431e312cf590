"""The review of a letter: what in it may harm, with its place in the text."""
