"""A `Plot` as one <svg> element: no library of charts, a millisecond or two."""

from ka_helpers.figures.plot import Plot


def svg_of(plot: Plot, width: float = 7.2, height: float = 3.0) -> str:
    """Return a plot as one <svg> element of `width` by `height` inches."""
    raise NotImplementedError
