"""Figures in the prose of the promotion simulator: what its examples type in, and break-even."""

STORIES = {"the example calls": (20_000, 4), "a return that earns the spend back": (1,)}
