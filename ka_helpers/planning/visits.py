"""Visits to stores: how often each class, how many people that takes, which store on which day.

A month is four weeks of five days. A store that is visited every week keeps its day and its
person; twice a month means every other week. A day's route keeps to one district where it can.
Not in here: distances (a case knows the minutes on the way to a store, not a map), and what a
visit sells.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import ceil

import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.portfolio import abc_classes

WEEKS, DAYS = 4, 5
FREQUENCIES: Mapping[str, int] = {"A": 4, "B": 2, "C": 1}
"""Visits in four weeks by class: weekly, every other week, once (a usual rule of the trade)."""
CLASS_CUTS = (0.5, 0.8)
"""Stores of class A make this share of sales, those of A and B the other."""
MINUTES_A_DAY = 420
"""What is left of eight hours for stores and the way, after the desk."""
DAY_OF_ITS_OWN = 0.5
"""The part of a day that a district must fill over a month to be given another day."""
_ROUNDING = 1e-9
_PATTERNS: Mapping[int, tuple[tuple[int, ...], ...]] = {
    0: ((),),
    1: tuple((week,) for week in range(WEEKS)),
    2: ((0, 2), (1, 3)),
    3: tuple(combinations(range(WEEKS), 3)),
    4: (tuple(range(WEEKS)),),
}
"""The weeks of a month in which a store can have its visits, spread as evenly as can be."""


@dataclass(frozen=True)
class Route:
    """One person's day: who, in which week (1 to 4), on which day (1 is Monday), which stores."""

    person: int
    week: int
    day: int
    districts: tuple[str, ...]
    stores: tuple[str, ...]
    minutes: float


@dataclass(frozen=True)
class VisitPlan:
    """Routes of a month. `minutes` is what all visits take, the way included.

    `fewest_people` is what the minutes alone ask for: no plan can do with less. `unplaced` are
    stores for which no person had room left; () where people were not limited, unless a visit
    is longer than a day.
    """

    people: int
    fewest_people: int
    minutes_a_day: float
    visits: int
    minutes: float
    routes: tuple[Route, ...]
    unplaced: tuple[str, ...]

    @property
    def load(self) -> float:
        """The part of the people's time that the routes fill (fraction)."""
        whole = self.people * WEEKS * DAYS * self.minutes_a_day
        return sum(route.minutes for route in self.routes) / whole if whole else 0.0

    def week_of(self, person: int, week: int) -> tuple[Route, ...]:
        """Return one person's routes of one week, Monday first."""
        return tuple(each for each in self.routes if (each.person, each.week) == (person, week))


def store_classes(annual_sales: pd.Series, cuts: tuple[float, float] = CLASS_CUTS) -> pd.Series:
    """Return "A", "B" or "C" of each store by its share of sales, largest first.

    >>> store_classes(pd.Series({"s1": 60.0, "s2": 25.0, "s3": 15.0})).to_dict()
    {'s1': 'A', 's2': 'B', 's3': 'C'}
    """
    return abc_classes(annual_sales, cuts)


def visits_of(classes: pd.Series, frequencies: Mapping[str, int] = FREQUENCIES) -> pd.Series:
    """Return each store's visits in four weeks by its class.

    Raises
    ------
    MetricInputError : a class has no frequency, or one that is not 0 to 4 whole visits
    """
    lacking = sorted({str(each) for each in classes} - set(frequencies))
    if lacking:
        raise MetricInputError("visits.no_frequency", found=", ".join(lacking))
    wrong = [f"{key}: {value}" for key, value in frequencies.items() if value not in _PATTERNS]
    if wrong:
        raise MetricInputError("visits.other_frequency", found=", ".join(wrong), most=WEEKS)
    return classes.map(dict(frequencies)).astype(int).rename("visits")


def minutes_of(stores: pd.DataFrame, visits: pd.Series) -> pd.Series:
    """Return the minutes a month for each store: visits times visit and way.

    Parameters
    ----------
    stores : `visit_minutes` and `travel_minutes` (minutes of one visit), an index of store ids
    visits : visits a month, the same index
    """
    return (visits * (stores["visit_minutes"] + stores["travel_minutes"])).rename("minutes")


def people_needed(minutes: float, minutes_a_day: float = MINUTES_A_DAY) -> int:
    """Return how many people the minutes of a month take, rounded up.

    Raises
    ------
    MetricInputError : a day has no minutes

    >>> people_needed(8400), people_needed(8401)
    (1, 2)
    """
    if minutes_a_day <= 0:
        raise MetricInputError("visits.no_minutes", found=minutes_a_day)
    return ceil(minutes / (minutes_a_day * WEEKS * DAYS) - _ROUNDING)


def plan_visits(
    stores: pd.DataFrame, visits: pd.Series, minutes_a_day: float = MINUTES_A_DAY,
    people: int | None = None,
) -> VisitPlan:  # fmt: skip
    """Return a month of routes; with `people`, what does not fit is `unplaced`.

    Districts are filled one after the other, stores with most visits first. This is a good plan,
    not the shortest: compare `people` with `fewest_people`. The order of the rows does not matter.

    Parameters
    ----------
    stores : as for `minutes_of`, with `district`
    visits : visits a month (0 to 4), the same index; a store without visits is left out
    """
    minutes = minutes_of(stores, visits)
    stops = _stops(stores, visits)
    days = _Days(minutes_a_day, None if people is None else people * DAYS)
    unplaced = [stop.store_id for stop, rest in stops if not days.take(stop, rest)]
    return VisitPlan(
        people=people if people is not None else ceil(len(days.open) / DAYS),
        fewest_people=people_needed(float(minutes.sum()), minutes_a_day),
        minutes_a_day=minutes_a_day,
        visits=int(visits.sum()),
        minutes=float(minutes.sum()),
        routes=tuple(days.routes()),
        unplaced=tuple(unplaced),
    )


@dataclass(frozen=True)
class _Stop:
    store_id: str
    district: str
    minutes: float
    visits: int


@dataclass
class _Day:
    """One person's weekday through the four weeks."""

    load: list[float] = field(default_factory=lambda: [0.0] * WEEKS)
    stops: list[list[_Stop]] = field(default_factory=lambda: [[] for _ in range(WEEKS)])
    districts: set[str] = field(default_factory=set)

    def best_weeks(self, stop: _Stop, room: float) -> tuple[int, ...] | None:
        """Return the weeks that leave the day most even; None where no weeks have room."""
        fitting = [
            weeks for weeks in _PATTERNS[stop.visits]
            if all(self.load[week] + stop.minutes <= room + _ROUNDING for week in weeks)
        ]  # fmt: skip
        return min(fitting, key=lambda weeks: sum(self.load[week] for week in weeks), default=None)


class _Days:
    """All days that may be filled; `most` limits how many."""

    def __init__(self, room: float, most: int | None) -> None:
        self.room = room
        self.most = most
        self.open: list[_Day] = []

    def take(self, stop: _Stop, rest: float) -> bool:
        """Put a stop on a day; `rest` is what its district still needs, this stop included."""
        own = [day for day in self.open if stop.district in day.districts]
        earns_a_day = rest >= DAY_OF_ITS_OWN * self.room * WEEKS
        if self._put(stop, own) or (earns_a_day and self._put(stop, self._another())):
            return True
        strange = (day for day in self.open if stop.district not in day.districts)
        others = sorted(strange, key=lambda day: sum(day.load))
        return self._put(stop, others) or self._put(stop, self._another())

    def routes(self) -> Iterable[Route]:
        """Yield the routes that have stores, by person, week and day."""
        places = [
            (number // DAYS + 1, week, number % DAYS + 1, day)
            for number, day in enumerate(self.open)
            for week in range(WEEKS)
            if day.stops[week]
        ]
        for person, week, weekday, day in sorted(places, key=lambda place: place[:3]):
            stops = sorted(day.stops[week], key=lambda stop: (stop.district, stop.store_id))
            districts = tuple(dict.fromkeys(stop.district for stop in stops))
            ids = tuple(stop.store_id for stop in stops)
            yield Route(person, week + 1, weekday, districts, ids, day.load[week])

    def _another(self) -> list[_Day]:
        return [_Day()] if self.most is None or len(self.open) < self.most else []

    def _put(self, stop: _Stop, days: Iterable[_Day]) -> bool:
        for day in days:
            weeks = day.best_weeks(stop, self.room)
            if weeks is None:
                continue
            if not any(day is known for known in self.open):
                self.open.append(day)
            day.districts.add(stop.district)
            for week in weeks:
                day.load[week] += stop.minutes
                day.stops[week].append(stop)
            return True
        return False


def _stops(stores: pd.DataFrame, visits: pd.Series) -> Iterable[tuple[_Stop, float]]:
    """Yield the stops in the order in which they are placed, with what their district needs."""
    each = stores["visit_minutes"] + stores["travel_minutes"]
    stops = [
        _Stop(str(key), str(stores.at[key, "district"]), float(each[key]), int(visits[key]))
        for key in stores.index
        if visits[key] > 0
    ]
    rest: dict[str, float] = {}
    for stop in stops:
        rest[stop.district] = rest.get(stop.district, 0.0) + stop.minutes * stop.visits
    sizes = dict(rest)
    stops.sort(key=lambda s: (-sizes[s.district], s.district, -s.visits, -s.minutes, s.store_id))
    for stop in stops:
        yield stop, rest[stop.district]
        rest[stop.district] -= stop.minutes * stop.visits
