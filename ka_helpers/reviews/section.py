"""What a section of a review is: what it needs, how it is assessed, drawn, laid out, judged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ka_helpers.figures.plot import Plot
from ka_helpers.metrics.assessment import Context, Tables
from ka_helpers.reviews.findings import Finding
from ka_helpers.tables.table import Table


def nothing(_: Any) -> dict[str, Any]:
    """Return no values: a note that names none."""
    return {}


def always(_: Any) -> bool:
    """Say yes: the chart or table is shown whenever its section is."""
    return True


@dataclass(frozen=True)
class Chart:
    """A chart of a section.

    `plot(assessment, language, currency)` says what is drawn. Its title, its alternative text and
    its note (unit, n, source table) are the messages `<section>.chart_<name>`, `..._alt` and
    `..._note`; `facts` returns the values they name.
    """

    name: str
    plot: Callable[[Any, str, str], Plot]
    facts: Callable[[Any], dict[str, Any]] = nothing
    width: float = 7.2
    height: float = 3.0
    shown: Callable[[Any], bool] = always


@dataclass(frozen=True)
class Layout:
    """A table of a section: `lay_out(assessment, language, currency)`."""

    lay_out: Callable[[Any, str, str], Table]
    shown: Callable[[Any], bool] = always


@dataclass(frozen=True)
class Section:
    """One subject of the account review.

    `key` names the summary's field, the message catalogue and the anchor. `needs` are the
    tables without which the section is skipped. Title and the question it answers are the
    messages `<key>.section_title` and `<key>.section_question`.
    """

    key: str
    needs: tuple[str, ...]
    assess: Callable[[Tables, str, Context], Any]
    find: Callable[[Any, Context], Iterable[Finding]]
    charts: tuple[Chart, ...] = ()
    layouts: tuple[Layout, ...] = ()
