"""Names at bubbles that never cover each other: beside them, else inside, else none."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ka_helpers.rendering.deck.markup import Box
from ka_helpers.rendering.deck.measuring import LINE, text_width
from ka_helpers.rendering.deck.overlay import Canvas
from ka_helpers.rendering.deck.points import Group

SIZE = 10.0
LETTERS = 16
MOST_NAMES = 60
_CORNER = 0.06
"""Part of the plot's height along top and bottom that the classes' names need."""
Placed = tuple[str, str]


def named(groups: Sequence[Group], canvas: Canvas) -> tuple[Group, ...]:
    """Return groups whose names are what is written and where: "r", "l", "t", "b" or "ctr".

    The largest bubble chooses first; a name that finds no room is "".
    """
    spots = [
        (area, group, place)
        for group, g in enumerate(groups)
        for place, area in enumerate(g.areas)
        if g.names
    ]
    spots.sort(key=lambda spot: -spot[0])
    circles = {(group, place): _circle(groups[group], place, canvas) for _, group, place in spots}
    taken = list(_corners(canvas))
    written: dict[tuple[int, int], Placed] = {}
    for _, group, place in spots[:MOST_NAMES]:
        others = [box for key, box in circles.items() if key != (group, place)]
        names = groups[group].names[place]
        choice = _choice(names, circles[group, place], (canvas, [*taken, *others]), taken)
        if choice is not None:
            written[group, place] = choice[:2]
            taken.append(choice[2])
    return tuple(
        replace(g, names=tuple(written.get((at, p), ("", "")) for p in range(len(g.x))))
        if g.names
        else g
        for at, g in enumerate(groups)
    )


def _choice(
    names: tuple[str, str], circle: Box, room: tuple[Canvas, list[Box]], written: Sequence[Box]
) -> tuple[str, str, Box] | None:
    canvas, taken = room
    long = names[0] if len(names[0]) <= LETTERS else names[0][: LETTERS - 1] + "…"
    for where, box in _beside(circle, text_width(long, SIZE) + 4):
        if _inside(box, canvas) and not any(_overlap(box, other) for other in taken):
            return long, where, box
    width = text_width(names[1], SIZE)
    middle = (circle.left + circle.width / 2, circle.top + circle.height / 2)
    box = Box(middle[0] - width / 2, middle[1] - SIZE / 2, width, SIZE)
    if width <= circle.width and not any(_overlap(box, other) for other in written):
        return names[1], "ctr", box
    return None


def _circle(group: Group, place: int, canvas: Canvas) -> Box:
    x, y = canvas.x(group.x[place]), canvas.y(group.y[place])
    radius = (group.areas[place] / math.pi) ** 0.5
    return Box(x - radius, y - radius, 2 * radius, 2 * radius)


def _beside(circle: Box, width: float) -> Iterator[tuple[str, Box]]:
    height = SIZE * LINE
    middle_x, middle_y = circle.left + circle.width / 2, circle.top + circle.height / 2
    yield "r", Box(circle.right + 1, middle_y - height / 2, width, height)
    yield "l", Box(circle.left - 1 - width, middle_y - height / 2, width, height)
    yield "t", Box(middle_x - width / 2, circle.top - 1 - height, width, height)
    yield "b", Box(middle_x - width / 2, circle.bottom + 1, width, height)


def _corners(canvas: Canvas) -> Iterator[Box]:
    """Yield the corners where the quadrants' names stand."""
    wide = canvas.inner.width * canvas.box.width * 0.16
    tall = canvas.inner.height * canvas.box.height * _CORNER
    for x in (canvas.x(0.0, True), canvas.x(1.0, True) - wide):
        for y in (canvas.y(1.0, True), canvas.y(0.0, True) - tall):
            yield Box(x, y, wide, tall)


def _inside(box: Box, canvas: Canvas) -> bool:
    return (
        canvas.x(0.0, True) <= box.left
        and box.right <= canvas.x(1.0, True)
        and canvas.y(1.0, True) <= box.top
        and box.bottom <= canvas.y(0.0, True)
    )


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )
