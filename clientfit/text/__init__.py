"""Words: content read into the model, languages, letters and sentences."""
