"""A case of two tables, as small as one may be, for the first chapters: six accounts, a year."""

YEAR = {"A1": 400, "A2": 100, "A3": 200, "A4": 150, "A5": 100, "A6": 50}
"""What each account bought in the last four quarters, in equal parts."""
QUARTERS = ("2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01")
CASE = """\
case_id: small
title: {en: A small case, zh: 小案例}
our_company: {en: We, zh: 我们}
currency: CNY
unit: 元
calendar: {fiscal_year_start_month: 1}
period_type: quarter
sales_basis: sell_in
as_of: "2026-06-30"
ruleset: textbook
provenance: {en: Made up., zh: 虚构。}
"""


def write_case(folder, parents=None, grown=None):
    """Write the case: `parents` by account; `grown` the last quarter's growth by account."""
    parents, grown = parents or {}, grown or {}
    folder.mkdir(exist_ok=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    accounts = [f"{each},Account {each},{parents.get(each, '')}" for each in YEAR]
    header = "account_id,account_name,parent_id"
    (folder / "account.csv").write_text("\n".join([header, *accounts]) + "\n", encoding="utf-8")
    rows = ["account_id,period_start,sales_value"]
    for account, sold in YEAR.items():
        for quarter in QUARTERS:
            factor = 1 + grown.get(account, 0.0) if quarter == QUARTERS[-1] else 1
            rows.append(f"{account},{quarter},{sold / 4 * factor}")
    (folder / "sales.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder
