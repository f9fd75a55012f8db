"""Figures in the prose of the budget desk: what its example types in."""

STORIES = {"the example call": (50_000,)}
