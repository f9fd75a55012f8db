"""The planted truth, beside the case and never loaded with it: stories and promotion effects."""

from pathlib import Path

import pandas as pd

from ka_helpers.cases.synthesis.specification import AccountDesign

STORIES = {
    "spend_cut": (
        "2025-09-01", "2026-06-30", 0.44,
        "A loss a year ago; variable trade spend cut to 44 % of its rates; the loss is contained, "
        "sales and share fall.",
        "一年前亏损；变动费率压到原来的 44%；亏损止住了，销量和份额却在下滑。",
    ),
    "order_gap": (
        "2026-04-01", "2026-06-30", 600_000,
        "600,000 yuan held back: penalties 150,000, price differences 250,000, promotion discounts "
        "200,000; fill rate about 65 %.",
        "被扣款 60 万：订单违约金 15 万、价格差异 25 万、促销折扣 20 万；订单满足率约 65%。",
    ),
    "buyer_price_cuts": (
        "2025-07-01", "2026-06-30", 0.80,
        "8 of 10 promotions are price cuts forced by the buyer, asked for 7-14 days ahead; the "
        "account loses money.",
        "10 档促销中 8 档是采购催出来的降价，提前 7-14 天才提报；客户由盈转亏。",
    ),
    "execution_turnaround": (
        "2025-07-01", "2026-06-30", 30,
        "Execution score from about 60 to 90, agreement items done from about 60 % to 92 %.",
        "门店执行得分由约 60 升到 90，协议执行率由约 60% 升到 92%。",
    ),
    "diversion": (
        "2025-10-01", "2026-06-30", 0.70,
        "70 % of sell-in leaves the dealer's region in the last quarter (15 % and 40 % before).",
        "最近一季 70% 的进货流出经销商区域（此前两季为 15%、40%）。",
    ),
    "loading": (
        "2025-12-01", "2026-06-30", 3.0,
        "Targets met by loading in December, March and June: in June sell-in is 3 times sell-out.",
        "12 月、3 月、6 月靠压货完成目标：6 月进货是出货的 3 倍。",
    ),
    "phasing": (
        "2024-07-01", "2026-06-30", 0.70,
        "70 % of each month's sell-in falls in its last week.",
        "每月 70% 的进货集中在最后一周。",
    ),
}  # fmt: skip


def story_table(accounts: tuple[AccountDesign, ...]) -> pd.DataFrame:
    """Return one row a planted story: where, when, how strong, in both languages."""
    columns = ["story", "account_id", "from", "to", "strength", "text_en", "text_zh"]
    rows = [
        (account.story, account.account_id, *STORIES[account.story])
        for account in accounts
        if account.story is not None
    ]
    return pd.DataFrame(rows, columns=columns).sort_values("story")


class TruthWriter:
    """Appends promotion effects account by account to `truth/promotions.csv`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "truth"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._is_new = True

    def append(self, effects: pd.DataFrame) -> None:
        """Append one account's promotion effects."""
        path = self._folder / "promotions.csv"
        with path.open("w" if self._is_new else "a", encoding="utf-8", newline="") as file:
            effects.to_csv(file, index=False, header=self._is_new, lineterminator="\n")
        self._is_new = False

    def write_stories(self, accounts: tuple[AccountDesign, ...]) -> None:
        """Write `truth/stories.csv`."""
        table = story_table(accounts)
        table.to_csv(self._folder / "stories.csv", index=False, lineterminator="\n")
