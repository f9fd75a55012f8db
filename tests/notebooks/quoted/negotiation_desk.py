"""Figures that stand in the prose of the negotiation desk."""

QUOTED = {}
STORIES = {"source 004: the point fought over": ("0.1 %",)}
