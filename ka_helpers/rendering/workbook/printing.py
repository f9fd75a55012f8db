"""Where a sheet's printed pages end: no chart, and no table that fits a page, is cut in two.

The page is A4 landscape, as wide as the sheet's columns; all lengths are in points.
"""

from collections.abc import Iterator, Mapping, Sequence

PAGE_WIDTH, PAGE_HEIGHT = 784.0, 512.0
"""What the margins leave of the page."""
COLUMN_POINTS = 5.4
"""The width of one digit."""


def page_breaks(
    blocks: Sequence[tuple[int, int]], heights: Mapping[int, float], width: float, default: float
) -> Iterator[int]:
    """Yield the rows before which a page ends.

    Parameters
    ----------
    blocks : first row and the row after the last of each chart and table, in order
    heights : of the rows that are not of the `default` height
    width : the sheet's columns together, in digits
    """
    scale = min(1.0, PAGE_WIDTH / max(width * COLUMN_POINTS, 1.0))
    page, top = PAGE_HEIGHT / scale, 0
    for first, after in blocks:
        bottom = _height(top, after, heights, default)
        block = _height(first, after, heights, default)
        if bottom > page and first > top:
            yield first
            top = first
        if block > page:
            top = after - int(block % page / default)


def _height(first: int, after: int, heights: Mapping[int, float], default: float) -> float:
    return sum(heights.get(row, default) for row in range(first, after))
