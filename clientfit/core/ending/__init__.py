"""Ending with a client: the plan in three steps, its days, and the notice they agreed."""
