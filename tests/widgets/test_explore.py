"""Explored figures: a moved control draws again; the twin, the still page and the widget agree."""

import re

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.plot import Line, Plot, Scale
from ka_helpers.tables.table import Table, TableColumn
from ka_helpers.widgets import explore
from ka_helpers.widgets.controls import Slider
from ka_helpers.widgets.showing import VIEW, html_of


def picture(height):
    marks = (Line((0.0, 1.0), (0.0, height), "#123456"),)
    return Picture(Plot(marks, Scale("x"), Scale("y"), "en"), f"a line up to {height}")


def draw(chapter, weight, who):
    return picture(weight + len(who))


def explored(chapter):
    return explore(chapter, draw, weight=(0.0, 1.0, 0.05, 0.3), who=["all", "K01", "nobody"])


def parts(exploration):
    """Return the widget's labels and movers by name, and the place that it draws in."""
    row, shown, _ = exploration.widget.children
    names = [control.name for control in exploration.controls]
    fields = dict(zip(names, (field.children for field in row.children), strict=True))
    return fields, shown


def test_it_begins_as_the_twin_draws_it(chapter):
    _, shown = parts(explored(chapter))
    assert shown.value == html_of(draw(chapter, 0.3, "all"))


def test_moving_a_control_draws_again_with_every_value(chapter):
    fields, shown = parts(explored(chapter))
    fields["weight"][1].value = 0.8
    assert shown.value == html_of(draw(chapter, 0.8, "all"))
    fields["who"][1].value = "K01"
    assert shown.value == html_of(draw(chapter, 0.8, "K01"))


def test_labels_say_the_name_and_where_the_slider_stands(chapter):
    fields, _ = parts(explored(chapter))
    label, slider = fields["weight"]
    name = {"en": "Weight of growth", "zh": "增长的权重"}[chapter.language]
    assert label.value == f"{name} <b>30%</b>"
    slider.value = 0.85
    assert label.value == f"{name} <b>85%</b>"
    assert slider.tooltip == name


def test_options_are_called_by_the_chapter_or_as_the_account_is(chapter):
    fields, _ = parts(explored(chapter))
    everyone = {"en": "All accounts", "zh": "所有客户"}[chapter.language]
    account = chapter.lesson.case.slice("K01").account_name
    assert fields["who"][1].options == ((everyone, "all"), (account, "K01"), ("nobody", "nobody"))


def test_whole_numbers_stay_whole(chapter):
    fields, shown = parts(explore(chapter, lambda chapter, weeks: weeks, weeks=(1, 52, 1, 13)))
    fields["weeks"][1].value = 14
    assert shown.value == "<p>14</p>"


@pytest.mark.parametrize(
    ("asked", "value", "said"),
    [
        ((0.0, 1.0, 0.05, 0.3), 0.35, "35%"),
        ((0.0, 0.1, 0.005, 0.05), 0.035, "3.5%"),
        ((0.0, 3.0, 0.25, 1.0), 1.25, "1.25"),
        ((0, 50_000, 1000, 0), 12_000, "12,000"),
        ((0, 50_000, 1000, 0, "money_exact"), 12_000, "¥12,000"),
        ((0.0, 1.0, 0.1, 0.5, "ratio"), 0.5, "0.50"),
    ],
)
def test_values_are_written_as_they_are_meant(asked, value, said):
    low, high, step, start, *form = asked
    slider = Slider("x", "X", low, high, step, start, *form)
    assert slider.written(value, "en", "CNY") == said


def test_without_a_kernel_the_figure_stands_as_at_the_start(chapter):
    exploration = explored(chapter)
    shown = exploration._repr_mimebundle_()
    assert set(shown) == {"text/plain", "text/html", VIEW}
    assert picture(3.3)._repr_html_() in shown["text/html"]
    assert "30%" in shown["text/html"]
    assert picture(3.3).alt in shown["text/plain"]
    assert shown[VIEW]["model_id"] == exploration.widget.model_id


def test_labels_are_no_markup_on_the_still_page(chapter):
    exploration = explore(chapter, lambda chapter, price: "", price=(0.0, 1.0, 0.1, 0.1))
    assert not re.search("<cut>|<幅度>", exploration._repr_mimebundle_()["text/html"])


def test_a_fault_in_drawing_is_a_sentence(chapter):
    def divide(chapter, weight):
        return f"{1 / weight:.0f}"

    fields, shown = parts(explore(chapter, divide, weight=(0.0, 1.0, 0.5, 0.5)))
    fields["weight"][1].value = 0.0
    assert "ZeroDivisionError" in shown.value
    assert "Traceback" not in shown.value
    fields["weight"][1].value = 1.0
    assert shown.value == "<p>1</p>"


def test_an_error_made_on_purpose_is_said_in_the_reader_s_language(chapter):
    def refuse(chapter, weight):
        raise RequestError("exercises.no_such_account", found="<b>", known="K01")

    html = explore(chapter, refuse, weight=(0.0, 1.0, 0.5, 0.5)).at()
    assert "&lt;b&gt;" in html
    assert ("account" in html) == (chapter.language == "en")


@pytest.mark.parametrize(
    "asked",
    [(0, 1, 1), (0, 10, 1, 11), (5, 5, 1, 5), (0, 1, 0, 0), [], "all", 3],
    ids=str,
)
def test_what_is_no_control_is_refused(chapter, asked):
    with pytest.raises(RequestError, match="weight"):
        explore(chapter, draw, weight=asked)


def test_a_control_without_a_label_names_the_message_that_is_missing(chapter):
    with pytest.raises(KeyError, match=r"chapter_99\.slider_nameless"):
        explore(chapter, draw, nameless=(0, 1, 1, 0))


def test_all_that_a_figure_may_be_is_shown():
    table = Table("T", (TableColumn("a"),), (("1 < 2",),), "en")
    assert html_of(picture(1.0)).count("<svg") == 1
    assert 'aria-label="a line up to 1.0"' in html_of(picture(1.0))
    assert html_of(table) == table._repr_html_()
    assert html_of("1 < 2\n\ntwo") == "<p>1 &lt; 2</p><p>two</p>"
    assert html_of((picture(1.0), table)) == html_of(picture(1.0)) + html_of(table)
    assert html_of(None) == ""
