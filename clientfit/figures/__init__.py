"""Figures in plotly, made of results: pure functions that give a `plotly` figure.

They are drawn by the page's own script, and as well by a notebook: ``ageing(rows, look).show()``.
Plotly takes 0.2 s to import, so it is imported where a figure is made.
"""
