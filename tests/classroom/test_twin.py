"""A twin: other numbers that agree as the old ones did, the same stories, names and questions."""

import filecmp

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ka_helpers.cases import check_case, load_case
from ka_helpers.cases.synthesis import SynthesisSpec, World, designed_accounts, synthesise
from ka_helpers.classroom.twins import making as twin
from ka_helpers.classroom.twins.answers import Answered, Compared, answers_on, compare_answers
from ka_helpers.classroom.twins.chance import Chance, rounded_like, share_moved, whole
from ka_helpers.classroom.twins.folder import Drawn, with_variant, write_twin
from ka_helpers.classroom.twins.making import TwinReport, make_twin, stories_of
from ka_helpers.classroom.twins.said import said_of
from ka_helpers.classroom.twins.scatter import scattered
from ka_helpers.cli import app
from ka_helpers.columns import TABLES
from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.exercises.lesson import SAMPLE, lesson_for
from ka_helpers.i18n import LANGUAGES

FEW = ("K01", "K02", "K03", "K05", "K09", "K11", "K15", "K20")
TEXTS = ("id", "text", "choice", "flag")


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """Return the folder of a case of eight accounts and a year and a half."""
    folder = tmp_path_factory.mktemp("twins") / "few"
    accounts = tuple(each for each in designed_accounts() if each.account_id in FEW)
    synthesise(SynthesisSpec(World("few", weeks=78), seed=23, accounts=accounts), folder)
    return folder


@pytest.fixture(scope="module")
def report(origin):
    """Return a twin of it as one try writes it; how it is searched for is tested by itself."""
    case, drawn = load_case(origin), Drawn("few", 3, 12, 1.0, 0)
    folder = origin.parent / "hidden"
    write_twin(case, scattered(case, drawn.chance), drawn, folder)
    compared = compare_answers(answers_on(origin), answers_on(folder))
    before, now = stories_of(case), stories_of(load_case(folder))
    return TwinReport(
        folder, drawn, compared, len(now), tuple(before - now), tuple(now - before), compared.lost
    )


@pytest.fixture(scope="module")
def tables(origin, report):
    """Return the tables of both, the origin's first, rows in the same order."""
    cases = load_case(origin), load_case(report.folder)
    return tuple({name: case.table(name) for name in case.tables} for case in cases)


def test_it_keeps_stories_and_questions_and_nearly_no_number(report):
    assert report.lost_stories == report.new_stories == report.lost_questions == ()
    assert report.stories
    assert len(report.compared.numbers) > 50
    assert len(report.compared.same) <= 3


def test_a_number_that_is_alike_by_chance_does_not_count_where_the_plan_differs():
    lesson = lesson_for(plan_of("12").check_suits, SAMPLE)
    right = dict(plan_of("12")["12.6"].right(lesson))
    origin = Answered({"12": lesson}, {"12.6": right})
    assert compare_answers(origin, origin).same == ("12.6",)
    other = Answered({"12": lesson}, {"12.6": right | {"deliveries": [0.0] * 6}})
    compared = compare_answers(other, origin)
    assert (compared.same, compared.same_parts) == ((), ("12.6 cover",))


def test_it_is_drawn_again_until_no_number_is_the_same(origin, monkeypatch, tmp_path):
    tried = []

    def tries(origin, drawn, folder):
        folder.mkdir()
        tried.append(drawn)
        same = ("1.1",) if drawn.attempt < 2 else ()
        return twin._Try(folder, drawn, Compared(("1.1",), same, (), ()))

    def verified(origin, found):
        lost = ("phasing K09 2026Q2",) if found.drawn.attempt == 2 else ()
        return TwinReport(found.folder, found.drawn, found.compared, 1, lost, (), ())

    monkeypatch.setattr(twin, "_try", tries)
    monkeypatch.setattr(twin, "_verified", verified)
    monkeypatch.setattr(twin, "answers_on", lambda case: None)
    monkeypatch.setattr(twin, "stories_of", lambda case: frozenset())
    report = make_twin(origin, 1, tmp_path / "made")
    assert report.sound
    assert report.folder == tmp_path / "made"
    assert [each.attempt for each in tried] == [0, 1, 2, 3]
    assert [each.spread for each in tried] == [1.0, 1.0, 1.0, 0.7]
    assert len({each.variant for each in tried}) == 4


def test_it_passes_the_check_of_a_case(report):
    assert check_case(report.folder).problems == ()


def test_texts_ids_and_flags_stay_and_nothing_is_missing_that_was_there(tables):
    old, new = tables
    assert list(old) == list(new)
    for name in old:
        assert len(old[name]) == len(new[name])
        for column in TABLES[name].columns:
            if column.name not in old[name]:
                assert column.name not in new[name]
            elif column.kind in TEXTS:
                pd.testing.assert_series_equal(old[name][column.name], new[name][column.name])
            else:
                assert (old[name][column.name].isna() == new[name][column.name].isna()).all()


def test_what_was_delivered_and_billed_is_what_was_bought(tables):
    for each in tables:
        bought = each["sales"][each["sales"]["basis"].eq("sell_in")]
        units = bought.groupby(["account_id", "month"])["units"].sum()
        lines = each["order_line"].groupby(["account_id", "month"])["qty_delivered"].sum()
        pd.testing.assert_series_equal(units, lines, check_names=False)
        value = bought.groupby("account_id")["sales_value"].sum()
        billed = each["receivable"].groupby("account_id")["amount"].sum()
        np.testing.assert_allclose(billed, value, rtol=1e-6)


def test_costs_are_what_they_are_paid_for(tables):
    for each in tables:
        actual = each["cost"][each["cost"]["scenario"].eq("actual")]
        spent = actual.groupby(["cost_type", "account_id"])["amount"].sum()
        bought = each["sales"][each["sales"]["basis"].eq("sell_in")]
        given_away = bought["list_value"] - bought["sales_value"]
        discount = given_away.groupby(bought["account_id"]).sum()
        np.testing.assert_allclose(spent["list_discount"], discount, rtol=1e-5)
        charged = each["order_line"].groupby("account_id")["penalty"].sum()
        known = charged[charged > 0]
        np.testing.assert_allclose(spent["penalty"][known.index], known, rtol=1e-5, atol=0.1)


def test_parts_are_no_more_than_their_whole(tables):
    _, new = tables
    seen = new["execution"]
    for part, of in (
        ("display_own", "display_category"), ("stores_selling", "stores_total"),
        ("visits_made", "visits_planned"), ("agreement_items_done", "agreement_items_due"),
    ):  # fmt: skip
        assert (seen[part].fillna(0) <= seen[of].fillna(0)).all()
    lines = new["order_line"]
    whole_before = tables[0]["order_line"].eval("qty_delivered >= qty_ordered")
    assert (lines.eval("qty_delivered >= qty_ordered") == whole_before).all()
    assert (new["receivable"]["paid_amount"].fillna(0) <= new["receivable"]["amount"]).all()


def test_months_add_up_where_they_did(tables):
    for each in tables:
        rows = each["objective"].query("metric == 'sales_value'")
        by = rows.pivot_table(
            index=["account_id", "quarter"], columns="period_type", values="target", aggfunc="sum"
        )
        np.testing.assert_allclose(by["month"], by["quarter"], rtol=1e-9)


def test_the_same_seed_makes_the_same_twin(origin, report):
    drawn = report.drawn
    again = origin.parent / "again"
    case = load_case(origin)
    write_twin(case, scattered(case, drawn.chance), drawn, again)
    names = [path.name for path in report.folder.iterdir() if path.is_file()]
    assert filecmp.cmpfiles(report.folder, again, names, shallow=False)[1:] == ([], [])


def test_a_folder_that_is_there_is_not_touched(origin, report, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    for out, key in (
        (origin, "twin.is_the_case"), (origin.parent, "twin.is_the_case"),
        (tmp_path, "twin.not_a_twin"), (report.folder, "twin.exists"),
    ):  # fmt: skip
        with pytest.raises(RequestError) as refused:
            make_twin(origin, 1, out, force=out is tmp_path)
        assert refused.value.key == key
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_what_came_of_it_is_told(report):
    for language in LANGUAGES:
        told = said_of(report, language)
        assert str(report.folder) in told
        assert len(told.splitlines()) >= 4


def test_the_command_refuses_what_is_there(origin, report):
    arguments = ["case", "hide", str(origin), "--seed", "1", "--out", str(report.folder)]
    refused = CliRunner().invoke(app, [*arguments, "--language", "en"])
    assert refused.exit_code == 2
    assert "--force" in refused.stderr


def test_a_case_may_bring_what_stands_in_for_it(origin, report):
    from ka_helpers.exercises.curriculum import plan_of

    lesson = lesson_for(plan_of("01").check_suits, report.folder)
    assert lesson.variant == report.drawn.variant > 0


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("case_id: a\n", "case_id: a\nvariant: 5\n"),
        ("case_id: a", "case_id: a\nvariant: 5\n"),
        ("variant: 0   # figures\ncase_id: a\n", "variant: 5   # figures\ncase_id: a\n"),
        ("# variant: 3\nvariant:\n", "# variant: 3\nvariant: 5\n"),
    ],
)
def test_the_variant_is_written_and_all_else_stays(text, written):
    assert with_variant(text, 5) == written


@given(st.floats(0, 1), st.floats(-1, 1))
def test_a_share_stays_a_share_and_moves_the_right_way(share, shift):
    (moved,) = share_moved(np.array([share]), np.array([shift]))
    assert 0 <= moved <= 1
    if 0.01 < share < 0.99 and abs(shift) > 0.01:
        assert np.sign(moved - share) == np.sign(shift)


def test_draws_belong_to_their_keys_and_not_to_their_place():
    keys = pd.Series(["K01", "K02", "K01", None])
    drawn = Chance(1).normals("level", keys)
    assert drawn[0] == drawn[2] != drawn[1]
    assert (Chance(1).normals("level", keys[::-1])[::-1] == drawn).all()
    assert (Chance(2).normals("level", keys) != drawn).all()
    assert Chance(1, spread=0.0).factors("level", 0.1, keys).tolist() == [1.0] * 4


def test_rounding_follows_the_original():
    values, like = np.array([12_345.67, 987.6, 0.4567, 12.3456]), np.array([9e3, 50, 0.25, 3.5])
    assert rounded_like(values, like).tolist() == [12_000, 990, 0.46, 12.3]
    assert whole(np.array([1.25, 2.0]), np.array([0.2, 0.9])).tolist() == [2, 2]
