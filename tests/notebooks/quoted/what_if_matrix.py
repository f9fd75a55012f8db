"""Figures in the prose of the what-if matrix: what its example types in."""

STORIES = {"the example call": (70, 55)}
