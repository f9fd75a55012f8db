"""Laws of the SVG: it is XML, everything is inside, lengths are in proportion, bytes are stable."""

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.figures.measuring import ASCENT, width_of
from ka_helpers.figures.plot import (
    Arrow,
    Band,
    Bars,
    Bubbles,
    Line,
    Note,
    Plot,
    Rule,
    Scale,
    Span,
)
from ka_helpers.figures.svg import svg_of

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.3
COLOURS = st.sampled_from(["#2463a8", "#d9822b"])
VALUES = st.one_of(
    st.floats(-1e9, 1e9),
    st.floats(-1, 1),
    st.sampled_from([0.0, math.nan, math.inf, -1e300, 5e-324]),
)
PLACES = st.integers(0, 12).map(float)
TEXTS = st.one_of(
    st.sampled_from(
        ["", "¥123.4万", "<b>&\"'</b>", "]]>", "a\x00b\ud800", "促销\n费用", "x" * 300]
    ),
    st.text(max_size=40),
)


@st.composite
def bars(draw):
    lengths = draw(st.lists(st.none() | VALUES, max_size=6))
    count = len(lengths)
    return Bars(
        tuple(float(place) for place in range(count)), tuple(lengths), (draw(COLOURS),),
        starts=draw(st.sampled_from([(), (1.0,) * count])), label=draw(TEXTS),
        written=draw(st.just(()) | st.tuples(*[TEXTS] * count)),
        horizontal=draw(st.booleans()),
        standing=draw(st.sampled_from(["end", "middle", "top"]) | st.floats(-1e6, 1e6)),
    )  # fmt: skip


@st.composite
def lines(draw):
    points = draw(st.lists(st.tuples(PLACES, st.none() | VALUES), max_size=8))
    return Line(
        tuple(x for x, _ in points), tuple(y for _, y in points), draw(COLOURS),
        marker=draw(st.sampled_from([0.0, 3.5])), label=draw(TEXTS),
    )  # fmt: skip


@st.composite
def bubbles(draw):
    points = draw(st.lists(st.tuples(PLACES, VALUES, TEXTS), max_size=8))
    return Bubbles(
        tuple(x for x, _, _ in points), tuple(y for _, y, _ in points), (40.0,) * len(points),
        (draw(COLOURS),), names=tuple((name, "7") for *_, name in points),
    )  # fmt: skip


@st.composite
def bands(draw):
    points = draw(st.lists(st.tuples(PLACES, VALUES, VALUES), max_size=5))
    x, low, high = zip(*points, strict=True) if points else ((), (), ())
    return Band(x, low, high, draw(COLOURS), label=draw(TEXTS))


NOTES = st.builds(
    Note, PLACES, VALUES, TEXTS, COLOURS, st.floats(-20, 20), st.floats(-20, 20),
    st.sampled_from(["start", "middle", "end"]), st.sampled_from(["bottom", "middle", "top"]),
    framed=st.tuples(st.just(False), st.just(False)),
)  # fmt: skip
MARKS = st.one_of(
    bars(), lines(), bubbles(), bands(), NOTES,
    st.builds(Span, PLACES, PLACES, COLOURS, TEXTS),
    st.builds(Rule, VALUES, COLOURS, st.booleans()),
    st.builds(Arrow, st.tuples(PLACES, PLACES), st.tuples(VALUES, VALUES), COLOURS),
)  # fmt: skip
SCALES = st.builds(
    Scale, TEXTS, st.sampled_from(["", "money", "share", "count"]), low=st.none() | st.just(-2.0),
    high=st.none() | st.just(3.0), whole=st.booleans(), grid=st.booleans(),
    labels=st.none() | st.lists(TEXTS, max_size=13).map(tuple),
)  # fmt: skip
PLOTS = st.builds(
    Plot, st.lists(MARKS, max_size=4).map(tuple), SCALES, SCALES, st.sampled_from(["en", "zh"])
)


def coordinates(root):
    """Yield every (x, y) of shapes outside scaled groups."""
    for shape in root.iter():
        read = {name: float(value) for name, value in shape.attrib.items() if name in "xycxcyr"}
        if shape.tag == f"{SVG}rect":
            x, y = read["x"], read["y"]
            yield x, y
            yield x + float(shape.get("width")), y + float(shape.get("height"))
        elif shape.tag == f"{SVG}circle":
            yield float(shape.get("cx")), float(shape.get("cy"))
        elif shape.tag == f"{SVG}path":
            for x, y in re.findall(r"[ML](-?[\d.e+-]+) (-?[\d.e+-]+)", shape.get("d")):
                yield float(x), float(y)


def text_boxes(root):
    """Yield (text, left, top, right, bottom) of every text that is not turned."""
    sizes = {child: parent for parent in root.iter() for child in parent}
    for text in root.iter(f"{SVG}text"):
        if text.get("transform"):
            continue
        size = float(text.get("font-size") or sizes[text].get("font-size") or 8.0)
        wide = width_of(text.text, size)
        start = {None: 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor")]
        left, line = float(text.get("x")) - start * wide, float(text.get("y"))
        yield text.text, left, line - ASCENT * size, left + wide, line


@settings(deadline=None, max_examples=150)
@given(PLOTS, st.floats(2.0, 12.0), st.floats(1.2, 6.0))
def test_any_plot_is_drawn_inside_its_picture(plot, width, height):
    drawn = svg_of(plot, width, height)
    assert drawn == svg_of(plot, width, height)
    root = ElementTree.fromstring(drawn)
    wide, tall = (float(size) for size in root.get("viewBox").split()[2:])
    for x, y in coordinates(root):
        assert -SLACK <= x <= wide + SLACK
        assert -SLACK <= y <= tall + SLACK
    for said, left, top, right, bottom in text_boxes(root):
        assert -SLACK <= left <= right <= wide + SLACK, said
        assert -2.0 <= top <= bottom <= tall + SLACK, said


def rectangles(plot, **size):
    return [r.attrib for r in ElementTree.fromstring(svg_of(plot, **size)).iter(f"{SVG}rect")]


@given(st.lists(st.floats(-1e6, 1e6).filter(lambda v: abs(v) > 1e3), min_size=2, max_size=8))
def test_bars_are_as_long_as_their_values(lengths):
    across = Bars(tuple(range(len(lengths))), tuple(lengths), ("#2463a8",), horizontal=True,
                  written=tuple(f"{length:.0f}" for length in lengths))  # fmt: skip
    plot = Plot((across,), Scale(unit="money"), Scale(grid=False), "en")
    widths = [float(bar["width"]) for bar in rectangles(plot)]
    scale = max(widths) / max(abs(length) for length in lengths)
    assert widths == pytest.approx([abs(length) * scale for length in lengths], abs=0.25)
    assert max(widths) > 150


def test_a_gap_breaks_a_line_and_has_no_bar():
    line = Line((1.0, 2.0, 3.0, 4.0, 5.0), (1.0, 2.0, None, 2.0, 1.0), "#2463a8", marker=4.0)
    missing = Bars((1.0, 2.0), (None, 2.0), ("#d9822b",))
    plot = Plot((line, missing), Scale(), Scale(), "en")
    root = ElementTree.fromstring(svg_of(plot))
    strokes = [p.get("d") for p in root.iter(f"{SVG}path") if p.get("stroke") == "#2463a8"]
    assert strokes[0].count("M") == 2
    assert len(list(root.iter(f"{SVG}circle"))) == 4
    assert len(rectangles(plot)) == 1


def test_a_line_ends_at_the_edge_of_the_frame():
    line = Line((0.0, 1.0, 2.0), (0.0, 20.0, 0.0), "#2463a8")
    plot = Plot((line,), Scale(), Scale(low=0.0, high=10.0), "en")
    root = ElementTree.fromstring(svg_of(plot))
    (stroke,) = (p.get("d") for p in root.iter(f"{SVG}path") if p.get("stroke") == "#2463a8")
    assert stroke.count("M") == 2


def test_nothing_names_an_id_a_script_or_anything_outside():
    hostile = '<script href="http://x" id="y">alert(1)</script>'
    note = Note(0.5, 0.5, hostile, "#1f2933", framed=(True, True))
    drawn = svg_of(Plot((note,), Scale(hostile), Scale(labels=(hostile,)), "zh"))
    root = ElementTree.fromstring(drawn)
    kinds = {shape.tag.removeprefix(SVG) for shape in root.iter()}
    assert kinds == {"svg", "path", "g", "text"}
    named = {name for shape in root.iter() for name in shape.attrib}
    assert not any(name == "id" or "href" in name or name.startswith("on") for name in named)


@pytest.mark.parametrize("count", [3, 7, 13, 24, 60])
@pytest.mark.parametrize("word", ["2026年第2季度", "Trade spend on displays", "W7"])
def test_category_labels_never_collide(count, word):
    many = Bars(tuple(range(count)), (1.0,) * count, ("#2463a8",))
    plot = Plot((many,), Scale(labels=(word,) * count, grid=False), Scale(), "zh")
    root = ElementTree.fromstring(svg_of(plot))
    boxes = [box for said, *box in text_boxes(root) if said[0] in word]
    clashes = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[:place]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert clashes == []


def test_a_legend_too_wide_wraps_and_names_each_series_once():
    names = [f"Series number {place}, with a long name" for place in range(5)]
    series = [Line((0.0, 1.0), (0.0, 1.0), "#2463a8", label=name) for name in (*names, names[0])]
    root = ElementTree.fromstring(svg_of(Plot(tuple(series), Scale(), Scale(), "en"), 5.0))
    entries = {said: top for said, _, top, _, _ in text_boxes(root) if said.startswith("Series")}
    assert list(entries) == names
    assert len(set(entries.values())) > 1
    assert not any(
        text.text in names
        for text in ElementTree.fromstring(
            svg_of(Plot(tuple(series), Scale(), Scale(), "en", legend=False))
        ).iter(f"{SVG}text")
    )


@pytest.mark.parametrize("count", [4, 8, 12])
def test_amounts_over_neighbouring_bars_do_not_touch(count):
    at = tuple(float(place) for place in range(count))
    amounts = Bars(at, (100.0,) * count, ("#2463a8",), written=("¥147.7万 18.3%",) * count)
    root = ElementTree.fromstring(svg_of(Plot((amounts,), Scale(grid=False), Scale(), "zh")))
    boxes = sorted(box[:1] + box[2:3] for said, *box in text_boxes(root) if "18.3" in said)
    assert len(boxes) == count
    assert all(one[1] <= other[0] for one, other in pairwise(boxes))


@pytest.mark.parametrize(
    ("x", "y", "lines"), [(None, None, "VH"), ((), None, "V"), (None, (), "H"), ((), (), "")]
)
def test_an_axis_without_ticks_has_no_line(x, y, lines):
    plot = Plot((Note(0.5, 0.5, "a", "#000000"),), Scale(low=0.0, high=1.0, ticks=x, grid=False),
                Scale(low=0.0, high=1.0, ticks=y, grid=False), "en")  # fmt: skip
    steps = "".join(re.findall(r'<path d="([^"]*)"', svg_of(plot)))
    assert "".join(re.findall("[VH]", steps)) == lines
