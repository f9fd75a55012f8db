"""Choosing key accounts: how a choice is read and judged, and what question 1.8 can miss."""

from typing import Any

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.kinds import one_of
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_01 import account_sales
from ka_helpers.exercises.materials.chapter_01_selection import (
    candidates,
    good_choice,
    outcome_of,
    selection_rules,
)
from ka_helpers.exercises.plain import UnreadableError, plain_list, plain_text


def right_choice(lesson: Lesson) -> Answer:
    """Return a choice that keeps the rules."""
    return {"key_accounts": list(good_choice(lesson))}


def chosen_accounts(given: Any, lesson: Lesson) -> tuple[str, ...]:
    """Return the ids of a choice of accounts, each once; raise UnreadableError for others."""
    known = tuple(lesson.once(account_sales).index)
    ids = dict.fromkeys(one_of(plain_text(each), known) for each in plain_list(given))
    if not ids:
        raise UnreadableError("chapter_01.empty_choice")
    return tuple(ids)


def in_enough_channels(chosen: tuple[str, ...], lesson: Lesson) -> bool:
    """Tell whether a choice reaches as many channels as the rules ask for."""
    return outcome_of(chosen, lesson).channels >= lesson.once(selection_rules).channels


def covers_enough(chosen: tuple[str, ...], lesson: Lesson) -> bool:
    """Tell whether a choice makes the share of sales that the rules ask for."""
    return outcome_of(chosen, lesson).sales_share >= lesson.once(selection_rules).sales_share


def earns_enough(chosen: tuple[str, ...], lesson: Lesson) -> bool:
    """Tell whether a choice earns the share of profit that the rules ask for, if they do."""
    wanted, earned = lesson.once(selection_rules).profit_share, outcome_of(chosen, lesson)
    return wanted is None or (earned.profit_share or 0.0) >= wanted


def keeps_to_places(chosen: tuple[str, ...], lesson: Lesson) -> bool:
    """Tell whether a choice takes no more places than there are."""
    return outcome_of(chosen, lesson).places <= lesson.once(selection_rules).places


def one_channel(lesson: Lesson) -> Answer:
    """Return the largest of the channel that has most; {} where one channel is enough."""
    known, rules = lesson.once(candidates), lesson.once(selection_rules)
    crowded = known["channel"].value_counts().sort_index().idxmax()
    alike = known.index[known["channel"] == crowded][: rules.places]
    return {"key_accounts": list(alike)} if rules.channels > 1 else {}


def small_ones(lesson: Lesson) -> Answer:
    """Return the smallest of each of as many channels as are wanted."""
    known = lesson.once(candidates).iloc[::-1].drop_duplicates("channel")
    return {"key_accounts": list(known.index[: lesson.once(selection_rules).channels])}


def everyone(lesson: Lesson) -> Answer:
    """Return all accounts."""
    return {"key_accounts": list(lesson.once(account_sales).index)}
