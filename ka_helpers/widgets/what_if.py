"""The what-if matrix: other weights, bands, cut or way of scoring, and which accounts move.

Scoring, reweighting and the reasons of moves are `metrics`; here they are only put together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from ka_helpers.cases import read_ruleset
from ka_helpers.cases.ruleset_text import ruleset_text
from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.figures.moved_matrix import Moved, plot_moved_matrix
from ka_helpers.figures.picture import Picture
from ka_helpers.i18n import has_message, say
from ka_helpers.metrics.grading import FAIR_SHARE_CRITERIA
from ka_helpers.metrics.move_reasons import AxisMove, ClassMove, Scored, class_moves
from ka_helpers.metrics.rebanding import rebanded
from ka_helpers.metrics.reweighting import moves, reweighted
from ka_helpers.metrics.scoring import evaluate
from ka_helpers.periods import shift_quarter, year_before
from ka_helpers.reviews.portfolio_inputs import account_inputs, as_frame, sales_by_quarter
from ka_helpers.rulesets import Mode, Ruleset
from ka_helpers.tables.table import Table, TableColumn
from ka_helpers.widgets.controls import Control, Options, Slider
from ka_helpers.widgets.desk import Desk, open_desk

MODES: tuple[Mode, ...] = ("absolute", "relative", "fair_share")
BUILT_IN = {"absolute": "textbook", "relative": "relative", "fair_share": "fair_share"}
"""The kit's ruleset for each way of scoring, where the case's own is another."""
NOTHING = "none"
FEWEST_ACCOUNTS = 2
NAME = "what_if"


@dataclass(frozen=True, eq=False)
class Written:
    """A file's text to copy, folded away on a page until it is asked for."""

    title: str
    text: str

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return (
            f"<details><summary>{escape(self.title)}</summary>"
            f"<pre><code>{escape(self.text)}</code></pre></details>"
        )


@dataclass(frozen=True, eq=False)
class MatrixDesk(Desk):
    """A desk with every account's measures and the scores by the case's own rules."""

    @cached_property
    def inputs(self) -> pd.DataFrame:
        """What each account is scored by, see `scoring.evaluate`."""
        return inputs_of(self.lesson)

    @cached_property
    def own(self) -> Scored:
        """The scores by the case's own ruleset."""
        ruleset = self.lesson.case.ruleset
        return Scored(evaluate(self.inputs, ruleset), ruleset)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Account names by id."""
        accounts = self.lesson.case.accounts
        return dict(zip(accounts["account_id"], accounts["account_name"], strict=True))

    @property
    def controls(self) -> dict[str, Control]:
        """Controls that start at the case's own ruleset, for `explore`."""
        ruleset = self.own.ruleset
        modes = (ruleset.mode, *(mode for mode in MODES if mode != ruleset.mode))
        banded = (NOTHING, *(each.name for each in ruleset.criteria))
        says = {
            name: self.phrase(f"slider_{name}") for name in ("mode", "cut", "bands_of", "harder")
        }
        called = tuple(say(f"position.mode_{mode}", self.language) for mode in modes)
        bands = tuple(self.criterion(name) for name in banded)
        return {
            "mode": Options("mode", says["mode"], modes, called),
            "cut": Slider("cut", says["cut"], 10, 90, 1, round(ruleset.cut)),
            **{each.name: self._weight(ruleset, each.name) for each in ruleset.criteria},
            "bands_of": Options("bands_of", says["bands_of"], banded, bands),
            "harder": Slider("harder", says["harder"], -0.5, 0.5, 0.05, 0.0, "change"),
        }

    def criterion(self, name: str) -> str:
        """Return what a criterion is called; a trainer's own is called as in the ruleset."""
        key = f"position.criterion_{name}"
        if name == NOTHING:
            return self.phrase("option_none")
        return say(key, self.language) if has_message(key, self.language) else name

    def _weight(self, ruleset: Ruleset, name: str) -> Slider:
        criterion = ruleset[name]
        axis = say(f"position.{criterion.axis}", self.language)
        label = self.phrase("weight_of", axis=axis, criterion=self.criterion(name))
        return Slider(name, label, 0, 100, 5, round(criterion.weight))


def inputs_of(lesson: Lesson) -> pd.DataFrame:
    """Return what each account is scored by; growth against the year before, else the quarter."""
    case, quarter = lesson.case, lesson.quarter
    candidates = (year_before(quarter), shift_quarter(quarter, -1))
    before = next((each for each in candidates if each in case.quarters), None)
    return as_frame(account_inputs(case, quarter, before, sales_by_quarter(case)))


def enough_to_place(lesson: Lesson) -> None:
    """Raise NotGradableError where fewer than two accounts have a class."""
    scores = evaluate(inputs_of(lesson), lesson.case.ruleset)
    placed = int(scores["quadrant"].notna().sum())
    if placed < FEWEST_ACCOUNTS:
        raise NotGradableError("widgets.too_few_placed", n=placed, fewest=FEWEST_ACCOUNTS)


def matrix_desk(
    case: str, account_id: str = "", quarter: str = "", language: str = "en"
) -> MatrixDesk:
    """Open the desk on a case, or on the sample case where too few accounts have a class.

    Raises
    ------
    RequestError : there is no such case, account or quarter
    """
    desk = open_desk(enough_to_place, case, account_id, quarter, language)
    return MatrixDesk(desk.domain, desk.lesson, desk.language)


def tried_ruleset(desk: MatrixDesk, **tried: Any) -> Ruleset:
    """Return the case's ruleset with what is tried; what is not named stays.

    Parameters
    ----------
    tried : `mode`; `cut` (points); a weight by the name of its criterion (weights of an axis
        count against each other); `bands_of` a criterion and `harder` by which fraction
    """
    rest = dict(tried)
    own = desk.own.ruleset
    ruleset = in_mode(own, rest.pop("mode", own.mode))
    banded, harder = rest.pop("bands_of", NOTHING), rest.pop("harder", 0.0)
    cut = rest.pop("cut", None)
    if banded != NOTHING and ruleset[banded].bands:
        ruleset = rebanded(ruleset, banded, harder)
    return replace(reweighted(ruleset, rest, cut), name=NAME)


def in_mode(ruleset: Ruleset, mode: Mode) -> Ruleset:
    """Return a ruleset read another way, with the kit's bands where its own do not fit.

    Raises
    ------
    RequestError : neither it nor the kit has bands for one of its criteria
    """
    if mode == ruleset.mode:
        return ruleset
    if mode == "relative":
        bare = tuple(replace(each, bands=()) for each in ruleset.criteria)
        return replace(ruleset, mode=mode, criteria=bare)
    kit = read_ruleset(BUILT_IN[mode]).by_name
    criteria = []
    for each in ruleset.criteria:
        keeps = each.bands and mode == "fair_share" and each.name not in FAIR_SHARE_CRITERIA
        if not keeps and each.name not in kit:
            raise RequestError("widgets.no_bands", name=each.name)
        bands = each.bands if keeps else kit[each.name].bands
        criteria.append(replace(each, bands=bands))
    return replace(ruleset, mode=mode, criteria=tuple(criteria))


def what_if_matrix(desk: MatrixDesk, **tried: Any) -> tuple[Picture, Table | str, Written]:
    """Return the matrix by the rules that are tried, who changed class and why, and the rules.

    Parameters
    ----------
    tried : see `tried_ruleset`
    """
    ruleset = tried_ruleset(desk, **tried)
    now = Scored(evaluate(desk.inputs, ruleset), ruleset)
    changed = class_moves(desk.own, now)
    title = desk.phrase("ruleset_to_copy")
    return _picture(desk, now, len(changed)), _changes(desk, changed), Written(
        title, ruleset_text(ruleset)
    )  # fmt: skip


def _picture(desk: MatrixDesk, now: Scored, changed: int) -> Picture:
    rows = moves(desk.own.scores, now.scores)
    before = ["support_before", "attractiveness_before"]
    rows[before] = rows[before].where(rows[before].notna(), rows[["support", "attractiveness"]])
    accounts = [
        Moved(
            desk.names.get(account_id, account_id),
            row["support"], row["attractiveness"],
            row["support_before"], row["attractiveness_before"],
            bool(row["changed"]) and isinstance(row["quadrant_before"], str),
        )
        for account_id, row in zip(map(str, rows.index), rows.to_dict("records"), strict=True)
    ]  # fmt: skip
    plot = plot_moved_matrix(accounts, now.ruleset.cut, desk.language, desk.currency)
    alt = desk.phrase("matrix_alt", n=len(accounts), changed=changed, cut=now.ruleset.cut)
    return Picture(plot, alt, height=4.6)


def _changes(desk: MatrixDesk, changed: tuple[ClassMove, ...]) -> Table | str:
    if not changed:
        return desk.phrase("nobody_moved")
    columns = tuple(
        TableColumn(desk.phrase(f"column_{name}")) for name in ("account", "was", "is_now", "why")
    )
    rows = tuple(
        (
            desk.names.get(move.account_id, move.account_id),
            say(f"position.quadrant_{move.quadrant_before}", desk.language),
            say(f"position.quadrant_{move.quadrant}", desk.language),
            desk.phrase("joined").join(_why(desk, axis) for axis in move.axes),
        )
        for move in changed
    )
    return Table(desk.phrase("changed_title", n=len(rows)), columns, rows, desk.language)


def _why(desk: MatrixDesk, move: AxisMove) -> str:
    said: dict[str, Any] = {
        "axis": say(f"position.{move.axis}", desk.language), "before": move.before, "now": move.now,
    }  # fmt: skip
    if move.criterion is None:
        return desk.phrase("why_cut", **said)
    gained = "gained" if move.by > 0 else "lost"
    return desk.phrase(
        f"why_{gained}", **said, criterion=desk.criterion(move.criterion), by=move.by
    )
