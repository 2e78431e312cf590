"""The verdict: from answers to levels, from levels to a reading with its reasons."""
