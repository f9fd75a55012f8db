"""What a trainee writes for an account plan, read into its parts. Not in here: what is right."""

from collections.abc import Mapping, Sequence
from typing import Any

from ka_helpers.errors import RequestError
from ka_helpers.exercises.days import day_of
from ka_helpers.exercises.kinds import one_of
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_14 import facts_of
from ka_helpers.exercises.plain import (
    UnreadableError,
    narrow,
    plain_keys,
    plain_list,
    plain_number,
    plain_text,
)
from ka_helpers.metrics.roll_up import AGGREGATIONS
from ka_helpers.negotiation.issues import Package
from ka_helpers.reviews.account_plan import (
    AccountPlan,
    PlannedAction,
    PlannedObjective,
    PlannedPromotion,
    Talks,
    Trade,
)
from ka_helpers.terms import KPIS, MODULES

PARTS = ("kpi", "module", "objectives", "promotions", "people", "talks", "actions", "summary")
MONTHS = 3
KPI_KEYS = tuple(kpi.key for kpi in KPIS)


def read_whole(given: Any, lesson: Lesson) -> AccountPlan:
    """Return the plan that `put_together` made."""
    if not isinstance(given, Mapping) or not set(PARTS) <= set(given):
        raise UnreadableError("chapter_14.not_a_plan", parts=", ".join(PARTS))
    return AccountPlan(
        kpi=one_of(plain_text(given["kpi"]), KPI_KEYS),
        module=one_of(plain_text(given["module"]), MODULES),
        objectives=read_objectives(given["objectives"], lesson),
        promotions=read_promotions(given["promotions"], lesson),
        people=tuple(plain_text(each).upper() for each in plain_list(given["people"])),
        talks=read_talks(given["talks"], lesson),
        actions=read_actions(given["actions"], lesson),
        summary=plain_text(given["summary"]),
    )


def read_objectives(given: Any, lesson: Lesson) -> tuple[PlannedObjective, ...]:
    """Return the objectives of {"sales_value": [month, month, month], ...}."""
    rows = plain_keys(given)
    for metric, months in rows.items():
        if metric not in AGGREGATIONS:
            raise UnreadableError(
                "exercises.no_such_option", found=metric, known=", ".join(AGGREGATIONS)
            )
        if len(plain_list(months)) != MONTHS:
            raise UnreadableError("chapter_14.not_three_months", metric=metric)
    return tuple(
        PlannedObjective(metric, tuple(map(plain_number, plain_list(months))))  # type: ignore[arg-type]  # three, as said above
        for metric, months in rows.items()
    )


def read_promotions(given: Any, lesson: Lesson) -> tuple[PlannedPromotion, ...]:
    """Return the promotions of a list of {"like": id of a past one, "start": day}."""
    return tuple(_promotion(row, lesson) for row in _rows(given, "like", "start"))


def read_talks(given: Any, lesson: Lesson) -> Talks:
    """Return the negotiation of {"opening": {...}, "target": ..., "limit": ..., "trades": [...]}.

    An issue that a package leaves out stays as it is today.
    """
    if not isinstance(given, Mapping):
        raise UnreadableError("chapter_14.not_talks")
    parts = {narrow(str(name)): value for name, value in given.items()}
    if not {"opening", "target", "limit", "trades"} <= set(parts):
        raise UnreadableError("chapter_14.not_talks")
    return Talks(
        opening=_package(parts["opening"], lesson),
        target=_package(parts["target"], lesson),
        limit=_package(parts["limit"], lesson),
        trades=tuple(_trade(row, lesson) for row in _trades(parts["trades"])),
    )


def read_actions(given: Any, lesson: Lesson) -> tuple[PlannedAction, ...]:
    """Return the actions of a list of {"text": ..., "owner": ..., "due": day, "kpi": ...}."""
    return tuple(
        PlannedAction(
            text=plain_text(row["text"]),
            owner=plain_text(row["owner"]) if str(row["owner"]).strip() else "",
            due=day_of(row["due"]),
            kpi=one_of(plain_text(row["kpi"]), KPI_KEYS),
        )
        for row in _rows(given, "text", "owner", "due", "kpi")
    )


def _rows(given: Any, *keys: str) -> list[Mapping[str, Any]]:
    rows = given.to_dict("records") if hasattr(given, "to_dict") else given
    rows = [rows] if isinstance(rows, Mapping) else rows
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise UnreadableError("chapter_14.not_a_list", keys=", ".join(keys))
    if not all(isinstance(row, Mapping) and set(keys) <= set(row) for row in rows):
        raise UnreadableError("chapter_14.not_a_list", keys=", ".join(keys))
    return list(rows)


def _promotion(row: Mapping[str, Any], lesson: Lesson) -> PlannedPromotion:
    named = narrow(plain_text(row["like"])).strip().upper()
    option = next(
        (each for each in facts_of(lesson).options if each.promo_id.upper() == named), None
    )
    if option is None:
        raise UnreadableError("chapter_14.no_such_promotion", found=named)
    return PlannedPromotion(option, day_of(row["start"]))


def _package(given: Any, lesson: Lesson) -> Package:
    return _allowed(plain_keys(given), lesson, whole=True)


def _trades(given: Any) -> list[Any]:
    if isinstance(given, Mapping):
        return [given]
    return list(given) if isinstance(given, Sequence) and not isinstance(given, str) else []


def _trade(row: Any, lesson: Lesson) -> Trade:
    if not isinstance(row, Mapping) or not {"given", "wanted"} <= set(row):
        raise UnreadableError("chapter_14.not_talks")
    given, wanted = (
        _allowed(plain_keys(row[name]) if row[name] else {}, lesson, whole=False)
        for name in ("given", "wanted")
    )
    return Trade(given, wanted)


def _allowed(terms: Mapping[str, Any], lesson: Lesson, *, whole: bool) -> Package:
    """Return terms as values that the issues can take; a whole package, or those named only."""
    agenda = facts_of(lesson).agenda
    try:
        package = agenda.package(**{key: plain_number(value) for key, value in terms.items()})
    except RequestError as error:
        raise UnreadableError(error.key, **error.values) from None
    return package if whole else {key: package[key] for key in terms}
