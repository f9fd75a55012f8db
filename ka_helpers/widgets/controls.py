"""What can be moved in an explored figure: a slider for a range, a list for a few options.

Not in here: widgets; these are values that widgets and their still pages are made from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ka_helpers.errors import RequestError
from ka_helpers.i18n import has_message, say
from ka_helpers.i18n.formatting import FORMATS, number, share
from ka_helpers.widgets.desk import Place, domain_of

MOST_DECIMALS = 4


@dataclass(frozen=True)
class Slider:
    """A number from `low` to `high` in steps; whole if all four are given as whole numbers.

    `form` is a name of `i18n.formatting.FORMATS`; "" writes fractions of at most 1 as
    percentages and other numbers with the decimals of the step.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    start: float
    form: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether only whole numbers are meant."""
        return all(isinstance(each, int) for each in (self.low, self.high, self.step, self.start))

    def written(self, value: float, language: str, currency: str) -> str:
        """Return a value as the reader sees it."""
        if self.form:
            return FORMATS[self.form](value, language, currency)
        if not self.whole and max(abs(self.low), abs(self.high)) <= 1:
            return share(value, language, _decimals(self.step * 100))
        return number(value, language, _decimals(self.step))


@dataclass(frozen=True)
class Options:
    """One of a few values, each with what it is called."""

    name: str
    label: str
    values: tuple[Any, ...]
    labels: tuple[str, ...]

    @property
    def start(self) -> Any:
        """The value that is chosen first."""
        return self.values[0]

    def written(self, value: Any, language: str, currency: str) -> str:
        """Return what a value is called."""
        return self.labels[self.values.index(value)]


@dataclass(frozen=True)
class Grid:
    """Numbers in rows and columns that the reader types over; an empty field is no number.

    `rows` and `columns` are ids with what they are called; `start` has {row: {column: number}}.
    Its value is such a mapping with every field, None where it is empty.
    """

    name: str
    label: str
    rows: Mapping[str, str]
    columns: Mapping[str, str]
    start: Mapping[str, Mapping[str, float | None]]

    def written(self, value: Any, language: str, currency: str) -> str:
        """Return the fields that are not empty."""
        return ", ".join(
            f"{self.rows[row]} {self.columns[column]} {number(each, language)}"
            for row, fields in value.items()
            for column, each in fields.items()
            if each is not None
        )


Control = Slider | Options | Grid


def controls_of(place: Place, asked: Mapping[str, Any]) -> tuple[Control, ...]:
    """Return the control for each name: a tuple asks for a slider, a list for options.

    A Slider, Options or Grid is taken as it is.

    Raises
    ------
    RequestError : neither a list, nor a low, high, step and start (and a format) in order
    """
    domain = domain_of(place)
    return tuple(
        each
        if isinstance(each, Control)
        else _control(place, name, say(f"{domain}.slider_{name}", place.language), each)
        for name, each in asked.items()
    )


def _control(place: Place, name: str, label: str, asked: Any) -> Control:
    if isinstance(asked, tuple) and len(asked) in (4, 5):
        low, high, step, start, *form = asked
        if low <= start <= high and low < high and step > 0:
            return Slider(name, label, low, high, step, start, *form)
    elif isinstance(asked, list) and asked:
        return Options(name, label, tuple(asked), names_of(place, asked))
    raise RequestError("widgets.no_control", name=name, found=repr(asked))


def names_of(place: Place, options: Sequence[Any], prefix: str = "option_") -> tuple[str, ...]:
    """Return what each option is called: by the catalogue, as an account, else as it is."""
    accounts = place.lesson.case.accounts
    named = dict(zip(accounts["account_id"], accounts["account_name"], strict=True))
    domain = domain_of(place)
    return tuple(
        say(f"{domain}.{prefix}{option}", place.language)
        if has_message(f"{domain}.{prefix}{option}", place.language)
        else str(named.get(option, option))
        for option in options
    )


def _decimals(step: float) -> int:
    """Return how many decimals numbers in such steps have."""
    near = (places for places in range(MOST_DECIMALS) if _is_whole(step * 10**places))
    return next(near, MOST_DECIMALS)


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-9
