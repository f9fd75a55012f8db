"""What chapter 1 shows and says: how few make how much, who belongs together, who earns what.

Not in here: the figures (`chapter_01`), controls that move a picture.
"""

from typing import Any

import pandas as pd

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_01 import (
    account_names,
    account_profits,
    account_sales,
    groups_are_real,
    largest_group,
    profits_are_known,
    uneven_account,
)
from ka_helpers.exercises.materials.chapter_01_selection import selection_rules
from ka_helpers.exercises.outcome import Remark
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.plot import Bars, Line, Mark, Note, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREEN, GREY, INK, MUTED, ORANGE, RED, drawable
from ka_helpers.i18n.formatting import share
from ka_helpers.metrics.portfolio import concentration, sales_shares

NOBODY = "nobody"
MOST_BARS = 60
COMPARED = 8


def draw_concentration(chapter: Chapter, accounts: int = 5, without: str = NOBODY) -> Picture:
    """Return what the first accounts make together, with all there or without one of them."""
    sales = chapter.lesson.once(account_sales)
    shares = sales_shares(sales.drop(without, errors="ignore"))
    shown = min(int(accounts), len(shares))
    made = float(shares.iloc[:shown].sum())
    said = {"accounts": shown, "n": len(shares), "made": made}
    texts = [chapter.say("curve_said", **said)]
    effective = 1 / concentration(sales.drop(without, errors="ignore"))
    texts.append(chapter.say("curve_effective", effective=effective))
    if without in sales.index:
        lost = float(sales[without] / sales.sum())
        texts.append(chapter.say("curve_lost", account=_name(chapter, without), lost=lost))
    told = Note(0.97, 0.07, "\n".join(texts), INK, 0.0, 0.0, "end", "bottom", 9.0, (True, True))
    plot = Plot(
        (*_curve(shares, shown), told),
        Scale(chapter.say("curve_ranks"), low=0.4, high=len(shares) + 0.6, whole=True, grid=False),
        Scale(chapter.say("curve_shares"), "share", low=0.0, high=1.04),
        chapter.language,
    )  # fmt: skip
    return Picture(plot, " ".join(texts))


def draw_shares(chapter: Chapter) -> Picture:
    """Return the shares of sales and of profit of the largest accounts, bar against bar.

    No profit bars where profit is not known.
    """
    sales, profits = chapter.lesson.once(account_sales), chapter.lesson.once(account_profits)
    largest = sales.index[:COMPARED][::-1]
    of_sales = sales_shares(sales)[largest]
    of_profit = (profits / profits.sum(skipna=False))[largest]
    at = range(len(largest))
    earned = tuple(None if pd.isna(each) else float(each) for each in of_profit)
    colours = tuple(RED if each is not None and each < 0 else GREEN for each in earned)
    marks = (
        Rule(0.0, GREY, upright=True),
        Bars(tuple(y + 0.2 for y in at), tuple(map(float, of_sales)), (BLUE,), thickness=0.36,
             label=chapter.say("share_of_sales"), horizontal=True),
        Bars(tuple(y - 0.2 for y in at), earned, colours, thickness=0.36,
             label=chapter.say("share_of_profit"), horizontal=True),
    )  # fmt: skip
    names = tuple(_name(chapter, each) for each in largest)
    said = [
        chapter.say("shares_alt", account=name, sales=float(sold), profit=profit)
        for name, sold, profit in zip(names, of_sales, earned, strict=True)
    ]
    plot = Plot(
        marks,
        Scale(chapter.say("shares_axis"), "share"),
        Scale(ticks=tuple(at), labels=names, grid=False),
        chapter.language,
    )  # fmt: skip
    return Picture(plot, " ".join(reversed(said)), height=4.2)


def tell(chapter: Chapter, name: str, **values: Any) -> Remark:
    """Say a sentence of the chapter with these values in it."""
    return Remark(chapter.say(name, **values))


def groups_said(chapter: Chapter) -> Remark:
    """Say who leads the group shown, or that a merger is only supposed."""
    members = chapter.lesson.once(largest_group)
    name = "groups_real" if groups_are_real(chapter.lesson) else "groups_supposed"
    return tell(chapter, name, head=members["account_name"].iloc[0])


def watched_said(chapter: Chapter) -> Remark:
    """Say which of the five largest accounts earns least what its size promises."""
    account = uneven_account(chapter.lesson)
    name = "watched_said" if profits_are_known(chapter.lesson) else "watched_unknown"
    return tell(chapter, name, account=account_names(chapter.lesson)[account])


def rules_said(chapter: Chapter) -> Remark:
    """Say the rules that a choice of key accounts must keep."""
    return tell(chapter, "rules_said", **vars(chapter.lesson.once(selection_rules)))


def _curve(shares: pd.Series, shown: int) -> tuple[Mark, ...]:
    """Return bars of each account's share, the first ones coloured, and the line of their sum."""
    ranks = tuple(range(1, len(shares) + 1))
    together = tuple(map(float, shares.cumsum()))
    marks: list[Mark] = []
    if len(shares) <= MOST_BARS:
        colours = tuple(BLUE if rank <= shown else GREY for rank in ranks)
        marks.append(Bars(ranks, tuple(map(float, shares)), colours, thickness=0.75))
    made = together[shown - 1]
    marks.append(Rule(made, ORANGE, dash=(4.0, 3.0)))
    marks.append(Line(ranks, together, MUTED, width=1.4))
    marks.append(Line((shown,), (made,), ORANGE, width=0.0, marker=7.0))
    marks.append(Note(0.0, made, share(made, "en"), ORANGE, 4.0, 3.0, "start", "bottom", 9.0,
                      (True, False)))  # fmt: skip
    return tuple(marks)


def _name(chapter: Chapter, account_id: str) -> str:
    return drawable(str(account_names(chapter.lesson)[account_id]))
