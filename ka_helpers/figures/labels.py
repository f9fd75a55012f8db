"""Labels that never cover each other: a name beside its bubble where there is room for it.

Text and lines already drawn are kept free as well, so call it last.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from ka_helpers.figures.style import INK, drawable

MOST_LABELS = 60
LETTERS = 14
_GAP = 2.0
_POINTS_PER_INCH = 72.0


def label_bubbles(
    ax: Axes, points: np.ndarray, sizes: np.ndarray, labels: Sequence[tuple[str, str]]
) -> int:
    """Write labels beside bubbles in the order given; return how many have one.

    Parameters
    ----------
    points : (n, 2) array of data coordinates
    sizes : (n,) array of areas in points squared, as given to `scatter`
    labels : a long and a short label each; the short one stands inside the bubble where the
        long one finds no room, and neither is written where it would cover a label or another
        bubble
    """
    figure = ax.figure
    figure.draw_without_rendering()  # type: ignore[union-attr]
    scale = figure.dpi / _POINTS_PER_INCH
    centres = ax.transData.transform(points)
    radii = np.sqrt(sizes / np.pi) * scale
    bubbles = [_around(c, 2 * r, 2 * r) for c, r in zip(centres, radii, strict=True)]
    taken = [drawn.get_window_extent() for drawn in (*ax.texts, *ax.lines)]
    frame, written = ax.get_window_extent(), 0
    for index, (long, short) in enumerate(labels[:MOST_LABELS]):
        others = bubbles[:index] + bubbles[index + 1 :]
        width, height = _extent(ax, drawable(long, LETTERS))
        places = _beside(centres[index], radii[index] + _GAP * scale, width, height)
        box = next((p for p in places if _free(p, frame, taken + others)), None)
        label = drawable(long, LETTERS)
        if box is None:
            label = short
            box = _around(centres[index], *_extent(ax, short))
            if box.width > 2 * radii[index] or not _free(box, frame, taken + others[:index]):
                continue
        _write(ax, label, box)
        taken.append(box)
        written += 1
    return written


def _beside(centre: np.ndarray, away: float, width: float, height: float) -> Iterator[Bbox]:
    """Yield the places right, left, above and below a point."""
    x, y = centre
    yield _around((x + away + width / 2, y), width, height)
    yield _around((x - away - width / 2, y), width, height)
    yield _around((x, y + away + height / 2), width, height)
    yield _around((x, y - away - height / 2), width, height)


def _around(centre: Sequence[float] | np.ndarray, width: float, height: float) -> Bbox:
    x, y = centre
    return Bbox.from_bounds(x - width / 2, y - height / 2, width, height)


def _free(box: Bbox, frame: Bbox, taken: Sequence[Bbox]) -> bool:
    inside = frame.x0 <= box.x0 and frame.y0 <= box.y0 and box.x1 <= frame.x1 and box.y1 <= frame.y1
    return inside and not any(box.overlaps(other) for other in taken)


def _extent(ax: Axes, label: str) -> tuple[float, float]:
    text = ax.text(0, 0, label, fontsize=8)
    extent = text.get_window_extent()
    text.remove()
    return extent.width, extent.height


def _write(ax: Axes, label: str, box: Bbox) -> None:
    x, y = ax.transData.inverted().transform((box.x0 + box.width / 2, box.y0 + box.height / 2))
    text = ax.text(x, y, label, fontsize=8, color=INK, ha="center", va="center", zorder=5)
    text.set_in_layout(False)
