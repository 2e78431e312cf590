"""Figures in plotly: pure functions from results to a `plotly` figure.

The page draws them with its own script; a notebook can show them as well:
``ageing(rows, look).show()``. Plotly takes 0.2 s to import, so it is imported inside the functions
that use it.
"""
