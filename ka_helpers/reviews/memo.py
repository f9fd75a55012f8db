"""A memo: a few parts with a message each, to be read on a page, printed, shown or calculated on.

A negotiation brief, an account plan and a pitch sheet are memos. All words but those of findings
are in one language already.
Not in here: any format (`rendering.memo`).
"""

from dataclasses import dataclass

from ka_helpers.figures.plot import Plot
from ka_helpers.reviews.findings import Finding
from ka_helpers.tables.table import Table


@dataclass(frozen=True)
class Drawing:
    """A chart of a memo: its value, what is said with it, its size in inches.

    One that no office program draws as a chart of its own, such as bars on days, is not `native`
    and left out of slides; a table says the same there. `message` is the title of its slide, the
    part's own if empty.
    """

    name: str
    plot: Plot
    title: str
    alt: str
    note: str = ""
    width: float = 7.2
    height: float = 3.4
    native: bool = True
    message: str = ""


@dataclass(frozen=True)
class Part:
    """One part of a memo.

    Parameters
    ----------
    key : letters, digits and underscores; unlike any other part's
    title : a heading of two or three words, also the name of a sheet
    message : what the part says, in one sentence: the title of its slide
    points : short sentences, said before all else; with a `points_title` they follow the tables
    tables, drawings : in the order they are shown
    step : what to do next
    findings : ranked, shown before drawings and tables
    details : further tables that are not for slides, such as how the others were reckoned
    """

    key: str
    title: str
    message: str
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    step: str = ""
    findings: tuple[Finding, ...] = ()
    details: tuple[Table, ...] = ()
    points_title: str = ""


@dataclass(frozen=True)
class Memo:
    """The whole: whom it is about, its parts, and what stands around them.

    `kicker` says what kind of memo it is and who wrote it, `facts` whom it is about in a line,
    `opening` the whole in one or two sentences; `as_of` is the ISO day the data end. So many parts
    as `first_page` says stand on the first page in print.
    """

    title: str
    kicker: str
    facts: str
    opening: str
    company: str
    as_of: str
    language: str
    currency: str
    parts: tuple[Part, ...]
    first_page: int = 1
