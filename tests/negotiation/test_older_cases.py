"""A negotiation table with the points of an alternative, as cases had it, loads and is priced."""

import shutil

import pandas as pd
import pytest

from ka_helpers.cases import load_case
from ka_helpers.negotiation.pricing import prepare


def test_points_of_an_alternative_load_and_change_no_worth(tmp_path):
    shutil.copytree("datasets/beverage_china", tmp_path / "older")
    table = tmp_path / "older" / "negotiation.csv"
    rows = pd.read_csv(table)
    rows.assign(batna_us=41, batna_them=38).to_csv(table, index=False)
    with_points, without = (
        prepare(load_case(name).slice("K01"), "2026Q2").agenda
        for name in (tmp_path / "older", "beverage_china")
    )
    assert with_points.us.reservation == pytest.approx(without.us.reservation)
    assert with_points.issues == without.issues
