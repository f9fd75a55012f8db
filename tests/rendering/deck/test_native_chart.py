"""Native charts: each kind of plot by hand, read back with python-pptx and as XML."""

import io
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from pptx import Presentation

from ka_helpers.figures.plot import (
    Arrow,
    Band,
    Bars,
    Bubbles,
    Line,
    Mark,
    Note,
    Plot,
    Rule,
    Scale,
    Span,
)
from ka_helpers.figures.style import BLUE, GREEN, GREY, ORANGE, PALE_BLUE, RED
from ka_helpers.rendering.deck.axes import extent, number_format, value_axis
from ka_helpers.rendering.deck.building import Card, Deck
from ka_helpers.rendering.deck.markup import Box, Voice
from ka_helpers.rendering.deck.native_chart import native_chart
from ka_helpers.rendering.deck.series import columns_of

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BOX = Box(40.0, 100.0, 500.0, 300.0)


def _plot(*marks: Mark, x: Scale | None = None, y: Scale | None = None) -> Plot:
    return Plot(marks, x or Scale(), y or Scale(unit="money"), "zh")


def _read(plot: Plot, language: str = "zh"):
    """Return the chart and the file of a deck that holds only this plot."""
    deck = Deck(None, language)
    sheet = deck.slide("标题")
    sheet.put_chart(plot, BOX, "test.chart", "替代文字")
    sheet.done()
    data = deck.saved(Card("t", "s", "2026-06-30", language))
    slides = Presentation(io.BytesIO(data))
    frame = next(shape for shape in slides.slides[0].shapes if shape.has_chart)
    return frame, data


def _xml(plot: Plot) -> ElementTree.Element:
    return ElementTree.fromstring(native_chart(plot, BOX, Voice("zh"), "1").xml)


def test_bars_keep_their_values_names_and_labels():
    bars = Bars((0, 1, 2), (120_000.0, None, -30_000.0), (BLUE,), label="金额",
                written=("¥12万", "", "-¥3万"))  # fmt: skip
    frame, _ = _read(_plot(bars, x=Scale(labels=("四月", "五月", "六月"))))
    plot = frame.chart.plots[0]
    assert list(plot.categories) == ["四月", "五月", "六月"]
    assert plot.series[0].values == (120_000.0, None, -30_000.0)
    assert plot.series[0].name == "金额"
    labels = plot.series[0].points
    assert labels[0].data_label.text_frame.text == "¥12万"
    assert labels[2].data_label.text_frame.text == "-¥3万"


def test_the_chart_has_its_name_and_its_alternative_text():
    frame, _ = _read(_plot(Bars((0,), (1.0,), (BLUE,)), x=Scale(labels=("一",))))
    described = frame._element.nvGraphicFramePr.cNvPr
    assert (frame.name, described.get("descr")) == ("test.chart", "替代文字")


def test_each_bar_has_its_own_colour():
    bars = Bars((0, 1, 2), (1.0, 2.0, 3.0), (GREEN, RED, GREEN))
    root = _xml(_plot(bars, x=Scale(labels=("a", "b", "c"))))
    coloured = [int(point.find(f"{CHART}idx").get("val")) for point in root.iter(f"{CHART}dPt")]
    assert coloured == [1]


def test_pairs_of_bars_stand_side_by_side_in_their_order():
    now = Bars((0.2, 1.2), (3.0, 4.0), (BLUE,), 0.36, label="本期")
    then = Bars((-0.2, 0.8), (1.0, 2.0), (GREY,), 0.36, label="对比期")
    columns = columns_of(_plot(now, then, x=Scale(labels=("四月", "五月"))))
    assert [(s.name, s.values) for s in columns.series] == [
        ("对比期", (1.0, 2.0)),
        ("本期", (3.0, 4.0)),
    ]


def test_a_waterfall_hangs_on_an_invisible_base():
    bars = Bars((0, 1, 2), (10.0, -4.0, 6.0), (GREY, ORANGE, BLUE), starts=(0.0, 10.0, 0.0),
                written=("10", "-4", "6"))  # fmt: skip
    columns = columns_of(_plot(bars, x=Scale(labels=("a", "b", "c"))))
    base, shown, top = columns.series
    assert columns.stacked
    assert (base.paints, base.values) == (("",), (0.0, 6.0, 0.0))
    assert shown.values == (10.0, 4.0, 6.0)
    assert (top.kind, top.values, top.written) == ("line", (10.0, 10.0, 6.0), ("10", "-4", "6"))


def test_a_waterfall_through_zero_goes_on_below_it():
    bars = Bars((0, 1), (5.0, -8.0), (GREY, ORANGE), starts=(0.0, 5.0))
    base, over, under = columns_of(_plot(bars, x=Scale(labels=("a", "b")))).series
    assert (base.values, over.values, under.values) == ((0.0, 0.0), (5.0, 5.0), (0.0, -3.0))


def test_bars_on_bars_are_stacked_without_a_base():
    inside = Bars((0, 1), (7.0, 8.0), (GREY,), label="区域内", horizontal=True)
    outside = Bars((0, 1), (3.0, 2.0), (RED,), starts=(7.0, 8.0), label="区域外",
                   written=("30%", "20%"), horizontal=True)  # fmt: skip
    columns = columns_of(_plot(inside, outside, y=Scale(labels=("四月", "五月"))))
    assert columns.stacked
    assert columns.horizontal
    assert [s.values for s in columns.series if any(s.paints)] == [(7.0, 8.0), (3.0, 2.0)]


def test_a_line_is_broken_where_a_value_is_missing():
    line = Line((1, 2, 3), (0.2, None, 0.4), BLUE, marker=4, label="份额")
    frame, _ = _read(_plot(line, x=Scale(ticks=(1, 2, 3)), y=Scale(unit="share")))
    assert frame.chart.plots[0].series[0].values == (0.2, None, 0.4)
    assert "1" in list(frame.chart.plots[0].categories)
    assert _xml(_plot(line, x=Scale(ticks=(1, 2, 3)))).find(f".//{CHART}dispBlanksAs").get(
        "val"
    ) == "gap"  # fmt: skip


def test_a_band_is_an_area_on_an_invisible_one():
    band = Band((0, 1), (2.0, 3.0), (5.0, 7.0), PALE_BLUE, label="区间")
    line = Line((0, 1), (3.0, 4.0), BLUE, label="基准")
    columns = columns_of(_plot(band, line, x=Scale(labels=("a", "b"))))
    low, thick, drawn = columns.series
    assert (low.kind, low.paints, low.values) == ("area", ("",), (2.0, 3.0))
    assert (thick.values, drawn.kind) == ((3.0, 4.0), "line")
    assert max(extent(columns)) == 7.0


def test_among_points_a_band_keeps_its_own_shape():
    points = Bubbles((0.0, 4.0), (0.0, 4.0), (9.0, 9.0), (BLUE, RED))
    shapes = {}
    for name, high in (("slanted", (3.0, 2.0, 1.0)), ("level", (3.0, 3.0, 3.0))):
        _, data = _read(_plot(points, Band((1.0, 2.0, 3.0), (0.5,) * 3, high, PALE_BLUE)))
        archive = zipfile.ZipFile(io.BytesIO(data))
        drawn = next(each for each in archive.namelist() if "drawing" in each.lower()
                     and each.endswith(".xml"))  # fmt: skip
        shapes[name] = ElementTree.fromstring(archive.read(drawn))
    main = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    assert shapes["level"].find(f".//{main}path") is None
    path = shapes["slanted"].find(f".//{main}path")
    ring = [(int(at.get("x")), int(at.get("y"))) for at in path.iter(f"{main}pt")]
    wide, tall = int(path.get("w")), int(path.get("h"))
    assert len(ring) == 6
    assert ring[0] == (0, 0)
    assert ring[2][0] == ring[3][0] == wide
    assert [y for _, y in ring[3:]] == [tall] * 3
    assert 0 < ring[1][1] < ring[2][1] < tall


def test_dots_with_intervals_are_bars_with_error_bars():
    marks: list[Mark] = [Rule(1.0, GREY, upright=True)]
    for row, (low, value, high) in enumerate(((0.5, 0.8, 1.2), (1.5, 2.0, 2.6))):
        marks.append(Line((low, high), (row, row), GREEN, width=3))
        marks.append(Line((value,), (row,), GREEN, width=0, marker=5, label="回报"))
    plot = _plot(*marks, x=Scale("回报", "ratio"), y=Scale(labels=("甲", "乙")))
    columns = columns_of(plot)
    assert columns.series[0].values == (0.8, 2.0)
    assert columns.series[0].errors == ((0.5, 1.2), (1.5, 2.6))
    root = _xml(plot)
    values = [
        [float(v.text) for v in root.find(f".//{CHART}{side}").iter(f"{CHART}v")]
        for side in ("plus", "minus")
    ]
    assert values[0] == pytest.approx([0.4, 0.6])
    assert values[1] == pytest.approx([0.3, 0.5])
    assert "cxnSp" in native_chart(plot, BOX, Voice("zh"), "1").shapes


def test_two_dots_a_row_are_two_bars_a_row():
    then = Line((0.4, 0.5), (0, 1), GREY, width=0, marker=6, hollow=True, label="对比期")
    now = Line((0.6, 0.7), (0, 1), BLUE, width=0, marker=6, label="本期")
    way = Line((0.4, 0.6), (0, 0), GREY)
    note = Note(0.6, 0, "60.0%", GREY, dx=7, across="start")
    columns = columns_of(_plot(way, then, now, note, y=Scale(labels=("陈列", "活动"))))
    assert columns.horizontal
    assert [s.values for s in columns.series] == [(0.4, 0.5), (0.6, 0.7)]
    assert columns.series[1].written == ("60.0%", "")


def test_bubbles_are_dots_with_names_that_do_not_cover_each_other():
    names = (("很长的客户名称", "1"), ("另一个很长的名称", "2"), ("丙", "3"))
    areas = (900.0, 400.0, 100.0)
    bubbles = Bubbles((20.0, 21.0, 80.0), (50.0, 50.0, 50.0), areas, (BLUE,), names=names)
    scale = Scale("支持度", low=-4, high=104, ticks=(0, 20, 40, 60, 80, 100))
    plot = Plot((bubbles, Rule(50.0, GREY), Arrow((1, 2), (3, 4), BLUE)), scale, scale, "zh")
    frame, data = _read(plot)
    series = frame.chart.plots[0].series[0]
    assert list(series.values) == [50.0, 50.0, 50.0]
    x = [float(v.text) for v in _xml(plot).find(f".//{CHART}xVal").iter(f"{CHART}v")]
    assert x == [20.0, 21.0, 80.0]
    written = [label.find(f".//{CHART}tx") for label in _xml(plot).iter(f"{CHART}dLbl")]
    assert len(written) == 3
    assert "ppt/drawings/kaChart1.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_a_field_behind_some_weeks_is_drawn_with_its_name():
    span = Span(0.5, 1.5, ORANGE, "促销周")
    line = Line((0, 1, 2), (1.0, 2.0, 3.0), BLUE)
    chart = native_chart(_plot(span, line, x=Scale(labels=("a", "b", "c"))), BOX, Voice("zh"), "1")
    assert "促销周" in chart.shapes
    ElementTree.fromstring(chart.shapes)


def test_edit_data_opens_the_numbers_that_are_drawn():
    bars = Bars((0, 1), (1.5, 2.5), (BLUE,), label="a<b>&\"'")
    _, data = _read(_plot(bars, x=Scale(labels=("甲", "乙"))))
    book = zipfile.ZipFile(io.BytesIO(data)).read("ppt/embeddings/kaChart1.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        [None, "a<b>&\"'"],
        ["甲", 1.5],
        ["乙", 2.5],
    ]


def test_numbers_are_written_in_their_unit():
    assert number_format("share", ("zh", "CNY"), 0.24, 0.005) == "0.0%"
    assert number_format("money", ("zh", "CNY"), 4e6, 1e6) == ('"¥"0\\.0,"万";-"¥"0\\.0,"万";"¥"0')
    assert number_format("money", ("zh", "CNY"), 4e8, 1e8).startswith('"¥"0\\.00,,"亿"')
    assert number_format("money", ("en", "CNY"), 4e6, 5e5).startswith('"¥"0.0,,"M"')
    assert number_format("count", ("en", "CNY"), 4e6, 1e6) == "#,##0"


@pytest.mark.parametrize("values", [(0.0,), (5.0, 5.0), (-3.0,), (None,), (1e-9, 1e12)])
def test_an_axis_always_goes_from_low_to_high(values):
    axis = value_axis(Scale(unit="money"), values, ("zh", "CNY"))
    assert axis.low < axis.high
    assert axis.step > 0
    assert all(axis.low <= value <= axis.high for value in values if value is not None)


def test_a_long_line_is_thinned_out_with_its_ends():
    n = 5000
    line = Line(tuple(range(1, n + 1)), tuple(place / n for place in range(1, n + 1)), BLUE)
    values = columns_of(_plot(line, y=Scale(unit="share"))).series[0].values
    assert len(values) <= 240
    assert (values[0], values[-1]) == (1 / n, 1.0)


def test_hostile_words_leave_the_xml_whole():
    nasty = "A$B_{C}<b>&\"'\x0b\x00" + "长" * 300 + "😀"
    bars = Bars((0,), (1.0,), (BLUE,), label=nasty, written=(nasty,))
    frame, _ = _read(_plot(bars, x=Scale(labels=(nasty,), title=nasty)))
    assert "A$B_{C}<b>&" in frame.chart.plots[0].series[0].name
