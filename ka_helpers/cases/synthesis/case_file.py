"""The `case.yaml` of a synthetic case."""

from pathlib import Path

from ka_helpers.cases.synthesis.calendar_weeks import AS_OF, REVIEW_QUARTER
from ka_helpers.cases.synthesis.specification import SynthesisSpec

_TEXT = """\
case_id: {case_id}
title:
  en: Qingyu Beverages and its key accounts
  zh: 清屿饮品与它的重点客户
our_company:
  en: Qingyu Beverages
  zh: 清屿饮品
currency: CNY
unit: 元
calendar:
  fiscal_year_start_month: 1
period_type: week
sales_basis: sell_in
as_of: "{as_of}"
ruleset: national
provenance:
  en: Invented. Generated from seed {seed}; every company, person and figure is fictional.
  zh: 虚构案例。由种子 {seed} 生成，公司、人物和数字均为虚构。
settings:
  lead_time_days: 45
  fill_rate: 0.95
  high_margin_share: 0.40
  weeks_of_cover: 8
parameters:
  quarter: {quarter}
  account_id: {account_id}
"""


def write(spec: SynthesisSpec, folder: Path) -> None:
    """Write `case.yaml` into `folder`."""
    text = _TEXT.format(
        case_id=spec.case_id,
        seed=spec.seed,
        as_of=AS_OF.date(),
        quarter=REVIEW_QUARTER,
        account_id=spec.accounts[0].account_id,
    )
    (folder / "case.yaml").write_text(text, encoding="utf-8", newline="\n")
