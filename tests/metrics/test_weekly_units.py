"""The grid of products and weeks, and where promotions lie on it."""

import numpy as np
import pandas as pd

from ka_helpers.metrics.season import season_features, weeks_from_new_year
from ka_helpers.metrics.weekly_units import clean_weeks, lay_out_weeks, place_promotions

MONDAYS = pd.date_range("2026-04-06", periods=6, freq="7D")
PRODUCTS = pd.DataFrame({"product_id": ["a", "b"], "category": ["tea", "juice"]})


def sales(*rows):
    frame = pd.DataFrame(rows, columns=["product_id", "week", "units"])
    frame["period_start"] = MONDAYS[frame["week"]]
    return frame.assign(sales_value=frame["units"] * 2, period_type="week")


def promotion(start, end, **where):
    return pd.DataFrame(
        [{"promo_id": "P", "start": pd.Timestamp(start), "end": pd.Timestamp(end), **where}]
    )


WEEKLY = lay_out_weeks(sales(*[(p, w, 10.0 * w + 5) for p in "ab" for w in range(6)]), PRODUCTS)


def test_rows_of_a_week_are_added_and_a_missing_row_is_not_zero():
    weekly = lay_out_weeks(sales(("a", 0, 3.0), ("a", 0, 4.0), ("a", 3, 5.0), ("b", 1, 0.0)))
    assert np.nan_to_num(weekly.units, nan=-1).tolist() == [[7, -1, -1, 5], [-1, 0, -1, -1]]


def test_the_order_of_rows_does_not_matter():
    rows = sales(*[(p, w, 10.0 * w) for p in "ba" for w in range(6)])
    one, other = lay_out_weeks(rows), lay_out_weeks(rows.sample(frac=1, random_state=3))
    assert one.products == other.products == ("a", "b")
    assert np.array_equal(one.units, other.units)


def test_months_are_not_weeks():
    assert lay_out_weeks(sales(("a", 0, 3.0)).assign(period_type="month")) is None
    assert lay_out_weeks(sales(("a", 0, 3.0)).drop(columns="units")) is None


def test_a_week_counts_if_one_day_is_promoted():
    placed = place_promotions(promotion("2026-04-19", "2026-04-20"), WEEKLY, after_weeks=2)
    assert placed.during[0].tolist() == [False, True, True, False, False, False]
    assert placed.after[0].tolist() == [False, False, False, True, True, False]


def test_a_promotion_covers_its_product_else_its_category_else_all():
    covered = [
        place_promotions(promotion("2026-04-06", "2026-04-12", **where), WEEKLY).covers[0].tolist()
        for where in ({"product_id": "b"}, {"product_id": None, "category": "tea"}, {})
    ]
    assert covered == [[False, True], [True, False], [True, True]]


def test_clean_weeks_are_neither_promoted_nor_just_after_nor_without_sales():
    weekly = lay_out_weeks(sales(*[("a", w, 0.0 if w == 0 else 9.0) for w in range(6)]))
    placed = place_promotions(promotion("2026-04-20", "2026-04-26"), weekly, after_weeks=2)
    assert clean_weeks(weekly, placed).tolist() == [[False, True, False, False, False, True]]


def test_new_year_moves():
    weeks = pd.DatetimeIndex(["2025-01-27", "2026-01-26", "2026-02-16"])
    assert weeks_from_new_year(weeks).tolist() == [0.0, -3.0, 0.0]


def test_only_new_years_weeks_that_are_there_are_features():
    assert len(season_features(pd.date_range("2026-06-01", periods=8, freq="7D"))) == 4
    assert len(season_features(pd.date_range("2025-07-07", periods=52, freq="7D"))) == 12
