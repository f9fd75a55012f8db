"""Metric results drawn on matplotlib Axes: each function takes `ax` and returns it."""
