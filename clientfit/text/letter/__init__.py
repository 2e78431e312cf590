"""Letters and call scripts: the facts they ask for, the facts known already, and the text."""
