"""From text to values: dates, moments, durations, names of months and zones."""
