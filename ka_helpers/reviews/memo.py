"""A memo: a few parts with a message each, to be read on a page, printed, shown or calculated on.

A negotiation brief and an account plan are memos. All its words are in one language already.
Not in here: any format (`rendering.memo`).
"""

from dataclasses import dataclass

from ka_helpers.figures.plot import Plot
from ka_helpers.tables.table import Table


@dataclass(frozen=True)
class Drawing:
    """A chart of a memo: its value, what is said with it, its size in inches.

    One that no office program draws as a chart of its own, such as bars on days, is not `native`
    and left out of slides; a table says the same there.
    """

    name: str
    plot: Plot
    title: str
    alt: str
    note: str = ""
    width: float = 7.2
    height: float = 3.4
    native: bool = True


@dataclass(frozen=True)
class Part:
    """One part of a memo.

    Parameters
    ----------
    key : letters, digits and underscores; unlike any other part's
    title : a heading of two or three words, also the name of a sheet
    message : what the part says, in one sentence: the title of its slide
    points : short sentences; `step` is what to do next
    tables, drawings : in the order they are shown
    """

    key: str
    title: str
    message: str
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    step: str = ""


@dataclass(frozen=True)
class Memo:
    """The whole: whom it is about, its parts, and what stands around them.

    `kicker` says what kind of memo it is and who wrote it, `facts` whom it is about in a line,
    `opening` the whole in one or two sentences; `as_of` is the ISO day the data end.
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
