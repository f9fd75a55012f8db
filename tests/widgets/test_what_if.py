"""The what-if matrix: what is tried moves accounts, and the widget shows what the call shows."""

from dataclasses import replace

import pytest

from ka_helpers.cases import load_case, read_ruleset
from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import lesson_on
from ka_helpers.widgets import explore
from ka_helpers.widgets.showing import html_of
from ka_helpers.widgets.what_if import MatrixDesk, in_mode, matrix_desk, what_if_matrix


@pytest.fixture(params=["en", "zh"])
def desk(request):
    return matrix_desk("beverage_china", language=request.param)


def test_the_case_s_own_rules_move_nobody(desk):
    _, changed, written = what_if_matrix(desk)
    assert isinstance(changed, str)
    assert "mode: absolute" in written.text


def test_growth_alone_moves_accounts_and_says_why(desk):
    picture, changed, _ = what_if_matrix(desk, growth=90, annual_sales=0, payment_days=0)
    assert changed.rows
    growth = {"en": "Growth", "zh": "增长率"}[desk.language]
    assert all(growth in row[3] for row in changed.rows)
    assert str(len(changed.rows)) in picture.alt


def test_the_cut_is_named_where_only_the_cut_moved(desk):
    _, changed, _ = what_if_matrix(desk, cut=60)
    assert all({"en": "cut", "zh": "分界线"}[desk.language] in row[3] for row in changed.rows)


@pytest.mark.parametrize("mode", ["absolute", "relative", "fair_share"])
def test_every_mode_draws_and_gives_a_ruleset_that_can_be_kept(desk, mode, tmp_path):
    *_, written = what_if_matrix(desk, mode=mode, growth=30)
    (tmp_path / "rulesets").mkdir()
    (tmp_path / "rulesets" / "what_if.yaml").write_text(written.text, encoding="utf-8")
    assert read_ruleset("what_if", tmp_path).mode == mode


def test_modes_are_read_by_the_kit_s_bands_where_the_own_do_not_fit():
    textbook = read_ruleset("textbook")
    fair, relative = (in_mode(textbook, mode) for mode in ("fair_share", "relative"))
    assert fair["display_share"].bands == read_ruleset("fair_share")["display_share"].bands
    assert fair["growth"].bands == textbook["growth"].bands
    assert in_mode(relative, "absolute")["growth"].bands == textbook["growth"].bands
    own = replace(relative, criteria=(replace(relative["growth"], name="charm"),))
    with pytest.raises(RequestError, match="charm"):
        in_mode(own, "absolute")


def test_the_widget_shows_what_the_call_shows(desk):
    exploration = explore(desk, what_if_matrix, **desk.controls)
    row, shown, _ = exploration.widget.children
    assert shown.value == html_of(what_if_matrix(desk))
    names = list(desk.controls)
    row.children[names.index("growth")].children[1].value = 90
    row.children[names.index("mode")].children[1].value = "relative"
    assert shown.value == html_of(what_if_matrix(desk, growth=90, mode="relative"))
    assert "<svg" in shown.value


def test_nothing_left_to_weigh_is_said(desk):
    none = dict.fromkeys(("growth", "annual_sales", "payment_days"), 0)
    assert 'role="alert"' in explore(desk, what_if_matrix, **desk.controls).at(**none)


def test_a_case_with_too_few_accounts_says_so_and_the_sample_stands_in(desk):
    instead = matrix_desk("textbook", language=desk.language)
    assert instead.lesson.case.file.case_id == "beverage_china"
    assert instead.opening() != desk.opening()


def test_a_trainer_s_own_criterion_is_called_as_in_the_ruleset():
    desk = MatrixDesk("widgets", lesson_on(load_case("beverage_china")), "en")
    assert desk.criterion("charm") == "charm"
