"""How promotions came about: by hand."""

import pandas as pd
import pytest

from ka_helpers.metrics.lead_time import (
    flag_share,
    forced_price_cuts,
    lead_days,
    not_approved_in_time,
    overlapping_pairs,
)


@pytest.fixture
def promotions():
    rows = [
        # id, product, start, end, requested, approved, mechanic, forced
        ("A", "tea", "2026-04-06", "2026-04-19", "2026-03-27", "2026-03-30", "price_cut", True),
        ("B", "tea", "2026-04-19", "2026-05-03", "2026-02-18", "2026-04-20", "gift", True),
        ("C", "juice", "2026-04-06", "2026-04-19", None, None, "price_cut", None),
        ("D", "tea", "2026-05-04", "2026-05-10", "2026-04-27", "2026-05-04", "price_cut", False),
    ]
    names = ["promo_id", "product_id", "start", "end", "requested_at", "approved_at"]
    frame = pd.DataFrame(rows, columns=[*names, "mechanic", "buyer_forced"])
    for column in ("start", "end", "requested_at", "approved_at"):
        frame[column] = pd.to_datetime(frame[column])
    return frame.assign(buyer_forced=frame["buyer_forced"].astype("boolean"))


def test_lead_days(promotions):
    assert lead_days(promotions).fillna(-1).tolist() == [10, 60, -1, 7]


def test_forced_price_cuts_need_both_and_both_known(promotions):
    assert forced_price_cuts(promotions).tolist() == [True, False, pd.NA, False]
    assert flag_share(forced_price_cuts(promotions)) == (pytest.approx(1 / 3), 3)


def test_approval_must_come_before_the_start(promotions):
    assert not_approved_in_time(promotions).tolist() == [False, True, True, False]


def test_overlaps_are_of_one_product_and_count_the_shared_day(promotions):
    assert overlapping_pairs(promotions) == [("A", "B")]


def test_what_is_not_measured_is_unknown_not_zero(promotions):
    bare = promotions[["promo_id", "start", "end"]]
    assert lead_days(bare).isna().all()
    assert flag_share(forced_price_cuts(bare)) == (None, 0)
    assert not_approved_in_time(bare).isna().all()
    assert overlapping_pairs(bare) == []
