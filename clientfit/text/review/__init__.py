"""The review of a letter: a style check that marks what may do harm, with its place in the text."""
