# Nothing: what Voila takes before anything is shown.
