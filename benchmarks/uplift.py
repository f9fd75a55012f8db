"""How well uplift estimates recover the planted truth of the synthetic case.

    python benchmarks/uplift.py [--case beverage_china] [--seed 1 --seed 2]

Prints how many promotions were estimated and how many not and why; how often the interval
held the truth, against its stated rate and the band that chance allows; the median absolute
error, against that of the naive reading (promotion weeks less the mean of all other weeks of
the product) and of the median of clean weeks nearby, on the same promotions.
"""

import argparse
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ka_helpers.cases import Case, load_case
from ka_helpers.cases.synthesis import SynthesisSpec, synthesise
from ka_helpers.metrics.uplift import (
    RATE,
    UpliftStudy,
    estimate_uplifts,
    local_baseline,
    naive_uplift,
)
from ka_helpers.metrics.weekly_units import lay_out_weeks

BAND = 0.99


@dataclass(frozen=True)
class Score:
    """Estimates against truth; errors are in units, `rate` is what the intervals state."""

    n: int
    cannot_tell: dict[str, int]
    rate: float
    coverage: float
    net_coverage: float
    error: float
    naive_error: float
    local_error: float
    milliseconds: float

    @property
    def ratio(self) -> float:
        """Our median absolute error over the naive one's."""
        return self.error / self.naive_error

    @property
    def band(self) -> tuple[float, float]:
        """The coverages that chance allows 99 % of the time if the stated rate is true."""
        from scipy.special import bdtrik

        edges = [(1 - BAND) / 2, 1 - (1 - BAND) / 2]
        low, high = (float(np.ceil(bdtrik(edge, self.n, self.rate))) / self.n for edge in edges)
        return low, high


def rows_of(case: Case, truth: pd.DataFrame, rate: float = RATE) -> pd.DataFrame:
    """Return a row for each promotion with a planted truth: estimate, naive, local, truth.

    Uplift is read from sell-out, as in a review; sell-in does not show what shoppers took.
    """
    parts = []
    for account_id in case.account_ids:
        tables = case.slice(account_id)
        promotions = tables["promotion"].sort_values("start")
        promotions = promotions[promotions["promo_id"].isin(truth["promo_id"])]
        sales = tables["sales"]
        weekly = lay_out_weeks(sales[sales["basis"] == "sell_out"], tables["product"])
        if weekly is None:
            refused = promotions[["promo_id"]].assign(reason="sell_in_only", account_id=account_id)
            parts.append(refused)
            continue
        began = time.perf_counter()
        study = estimate_uplifts(weekly, promotions.reset_index(drop=True), rate)
        seconds = time.perf_counter() - began
        parts.append(_rows(study).assign(account_id=account_id, seconds=seconds))
    return pd.concat(parts, ignore_index=True).merge(truth, on="promo_id", validate="one_to_one")


def score(rows: pd.DataFrame, rate: float = RATE) -> Score:
    """Return the score of estimates against truth."""
    told = rows[rows["reason"].isna()]
    truth = told["true_uplift_units"]
    net_truth = truth - told["dip_units"]
    return Score(
        n=len(told),
        cannot_tell=dict(Counter(rows["reason"].dropna())),
        rate=rate,
        coverage=float(truth.between(told["low"], told["high"]).mean()),
        net_coverage=float(net_truth.between(told["net_low"], told["net_high"]).mean()),
        error=float((told["uplift"] - truth).abs().median()),
        naive_error=float((told["naive"] - truth).abs().median()),
        local_error=float((told["local"] - truth).abs().median()),
        milliseconds=float(rows.groupby("account_id")["seconds"].first().median() * 1e3),
    )


def planted_truth(case: Case) -> pd.DataFrame:
    """Return the case's planted truth of its promotions."""
    return pd.read_csv(case.path / "truth" / "promotions.csv", dtype={"promo_id": "str"})


def _rows(study: UpliftStudy) -> pd.DataFrame:
    rows = []
    for number, uplift in enumerate(study.uplifts):
        row: dict[str, Any] = {"promo_id": uplift.promo_id, "reason": uplift.reason}
        if uplift.uplift is not None and uplift.net is not None:
            row |= {"uplift": uplift.uplift.value, "low": uplift.uplift.low,
                    "high": uplift.uplift.high, "net_low": uplift.net.low,
                    "net_high": uplift.net.high, **_simple_readings(study, number)}  # fmt: skip
        rows.append(row)
    return pd.DataFrame(rows)


def _simple_readings(study: UpliftStudy, number: int) -> dict[str, float]:
    naive = local = 0.0
    for product in np.flatnonzero(study.promoted.covers[number]):
        units = pd.Series(study.weekly.units[product])
        known = units.notna()
        promoted = pd.Series(study.promoted.during[number])[known]
        near = local_baseline(units, pd.Series(study.clean[product]))
        naive += naive_uplift(units[known], promoted)
        local += float((units - near)[known][promoted].sum())
    return {"naive": naive, "local": local}


def report(name: str, found: Score) -> str:
    """Return the score as lines to print."""
    low, high = found.band
    told = ", ".join(f"{n} {reason}" for reason, n in sorted(found.cannot_tell.items())) or "none"
    return "\n".join([
        f"{name}: {found.n} promotions estimated; cannot tell: {told}",
        f"  coverage {found.coverage:.1%}, stated {found.rate:.0%}, by chance {low:.1%}-{high:.1%};"
        f" net of pull-forward {found.net_coverage:.1%}",
        f"  median absolute error {found.error:,.0f} units, naive {found.naive_error:,.0f}"
        f" (ratio {found.ratio:.2f}, {1 - found.ratio:.0%} below);"
        f" nearby clean weeks {found.local_error:,.0f}",
        f"  {found.milliseconds:.0f} ms an account (median)",
    ])  # fmt: skip


def main() -> None:
    """Score the shipped case, and freshly drawn ones for each seed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--case", default="beverage_china")
    parser.add_argument("--seed", type=int, action="append", default=[])
    parser.add_argument("--rate", type=float, default=RATE)
    chosen = parser.parse_args()
    case = load_case(chosen.case)
    rows = rows_of(case, planted_truth(case), chosen.rate)
    print(report(chosen.case, score(rows, chosen.rate)))
    for seed in chosen.seed:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / f"seed_{seed}"
            synthesise(SynthesisSpec(seed=seed), out)
            case = load_case(out)
            rows = rows_of(case, planted_truth(case), chosen.rate)
            print(report(f"seed {seed}", score(rows, chosen.rate)))


if __name__ == "__main__":
    main()
