"""The `case.yaml` of a synthetic case."""

import json
import re
from pathlib import Path

from ka_helpers.cases.synthesis.company_ruleset import ruleset_of, write_ruleset
from ka_helpers.cases.synthesis.specification import SynthesisSpec

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff ]*")
_WORDS_OF_YAML = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
_TEXT = """\
case_id: {case_id}
title:
  en: {title_en}
  zh: {title_zh}
our_company:
  en: {company_en}
  zh: {company_zh}
currency: {currency}
unit: {unit}
calendar:
  fiscal_year_start_month: {month}
period_type: week
sales_basis: sell_in
as_of: "{as_of}"
ruleset: {ruleset}
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
    """Write `case.yaml` into `folder`, and a ruleset where the case has its own."""
    write_ruleset(spec.world, folder)
    (folder / "case.yaml").write_text(case_text(spec), encoding="utf-8", newline="\n")


def case_text(spec: SynthesisSpec) -> str:
    """Return the case file of a spec whose accounts are known."""
    world = spec.world
    named = {
        "case_id": world.case_id,
        "title_en": world.title_en or f"{world.company_en} and its key accounts",
        "title_zh": world.title_zh or f"{world.company_zh}与它的重点客户",
        "company_en": world.company_en,
        "company_zh": world.company_zh,
        "currency": world.currency,
        "unit": world.unit,
        "account_id": spec.accounts[0].account_id,
    }
    return _TEXT.format(
        **{name: as_scalar(text) for name, text in named.items()},
        ruleset=ruleset_of(world),
        month=world.fiscal_year_start_month,
        seed=spec.seed,
        as_of=world.as_of.date(),
        quarter=world.review_quarter,
    )


def as_scalar(text: str) -> str:
    """Return text as one YAML value, quoted where plain text might mean something else.

    >>> as_scalar("Qingyu Beverages"), as_scalar("A: b")
    ('Qingyu Beverages', '"A: b"')
    """
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)
