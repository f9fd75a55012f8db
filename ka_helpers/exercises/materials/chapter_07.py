"""What chapter 7 shows of an account's people, and what its questions are asked about.

Not in here: answers, pictures and sentences (`chapter_07_shown`).
"""

from dataclasses import replace

import pandas as pd

from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.variants import varied
from ka_helpers.i18n import say
from ka_helpers.metrics import account_record
from ka_helpers.metrics.account_record import LEVELS, AccountRecord, levels_of
from ka_helpers.metrics.buying_centre import BuyingCentre
from ka_helpers.negotiation.arguments import Argument, arguments_from
from ka_helpers.negotiation.candidates import Peer
from ka_helpers.negotiation.evidence import Evidence
from ka_helpers.negotiation.listing import ListingFacts, Scorecard, listing_facts, scorecard_of
from ka_helpers.negotiation.questions import Thread, threads_from

FEWEST_PEOPLE = 3
FEWEST_THREADS = 2
FEWEST_PEERS = 2
STRUCK = (1,)
"""How many details that the case knows count as not known in variants."""
LETTERS = ("a", "b", "c", "d")
SHUFFLED = ("implication", "situation", "need_payoff", "problem")
"""Which kind of question stands behind each letter."""


def evidence(lesson: Lesson) -> Evidence:
    """Return what the case knows of the account."""
    return Evidence(lesson.account, lesson.quarter)


def enough_people(lesson: Lesson) -> None:
    """Raise NotGradableError where there is too little to draw a map, ask or argue with."""
    found = lesson.once(evidence)
    people = found.people.people if found.people else ()
    known = [each for each in people if each.support is not None and each.influence is not None]
    if len(known) < max(FEWEST_PEOPLE, len(people)):
        raise NotGradableError(
            "chapter_07.too_few_people", account=lesson.account_id, n=len(known),
            fewest=FEWEST_PEOPLE,
        )  # fmt: skip
    asked = len(threads_from(found))
    if asked < FEWEST_THREADS or not arguments_from(found):
        raise NotGradableError("chapter_07.too_little_known", account=lesson.account_id)
    if record(lesson).reached is None:
        raise NotGradableError("chapter_07.nothing_reached", account=lesson.account_id)
    lesson.once(listing)


def centre(lesson: Lesson) -> BuyingCentre:
    """Return the account's people."""
    found = lesson.once(evidence).people
    if found is None:
        raise NotGradableError("chapter_07.too_few_people", account=lesson.account_id, n=0,
                               fewest=FEWEST_PEOPLE)  # fmt: skip
    return found


def record(lesson: Lesson) -> AccountRecord:
    """Return what is known of the account; in a variant, as if one item more were not."""
    found = account_record.assess(lesson.account, lesson.quarter, lesson.once(evidence).context)
    if found is None:
        raise NotGradableError("chapter_07.nothing_reached", account=lesson.account_id)
    struck = varied(lesson, 0, STRUCK)
    known = [item.key for item in found.items if item.known and item.level == LEVELS[-1]]
    gone = set(known[-struck:] if struck else ())
    items = tuple(
        replace(item, known=False, value=None) if item.key in gone else item for item in found.items
    )
    levels = levels_of(items)
    reached = [each.level for each in levels if each.reached]
    return replace(found, items=items, levels=levels, reached=reached[-1] if reached else None)


def knowledge(lesson: Lesson) -> pd.DataFrame:
    """Return how much of each level is known: columns `known` and `items`, by `level`."""
    levels = lesson.once(record).levels
    return pd.DataFrame(
        {"known": [each.known for each in levels], "items": [each.items for each in levels]},
        index=pd.Index([each.level for each in levels], name="level"),
    )


def people(lesson: Lesson) -> pd.DataFrame:
    """Return the people by `contact`: name, post, support, influence, days since, days allowed."""
    found = lesson.once(centre).people
    return pd.DataFrame(
        {
            "name": [each.name for each in found],
            "post": [each.post for each in found],
            "support": [each.support for each in found],
            "influence": [each.influence for each in found],
            "days_since": [each.days_since for each in found],
            "limit_days": [each.rhythm_days for each in found],
        },
        index=pd.Index([each.contact_id for each in found], name="contact"),
    ).astype({"support": float, "influence": float, "days_since": float})


def contact_ids(lesson: Lesson) -> tuple[str, ...]:
    """Return the ids of the people, the most influential first."""
    return tuple(each.contact_id for each in lesson.once(centre).people)


def threads(lesson: Lesson) -> tuple[Thread, ...]:
    """Return the threads of questions that the case knows, the most pressing first."""
    return threads_from(lesson.once(evidence))


def thread_shown(lesson: Lesson) -> Thread:
    """Return the thread that the chapter explains: the second, so that the first is asked."""
    return lesson.once(threads)[1]


def thread_asked(lesson: Lesson) -> Thread:
    """Return the thread whose order is asked."""
    return lesson.once(threads)[0]


def questions_asked(lesson: Lesson, language: str) -> dict[str, str]:
    """Return the questions out of order, by their letters."""
    thread = lesson.once(thread_asked)
    return {
        letter: thread.question(kind).said(language)
        for letter, kind in zip(LETTERS, SHUFFLED, strict=True)
    }


def arguments(lesson: Lesson) -> tuple[Argument, ...]:
    """Return the arguments that the case bears out."""
    return arguments_from(lesson.once(evidence))


def argument(lesson: Lesson, row: int, language: str = "en") -> str:
    """Return the argument of a row of the table (1 is the first) as it could be said.

    Where the table has fewer rows it is the last.
    """
    found = lesson.once(arguments)
    said = found[min(row, len(found)) - 1]
    values = {name: value for line in said.steps for name, value in line.values}
    return say(f"chapter_07.argument_{said.topic}", language,
               currency=said.feature.currency, **values)  # fmt: skip


def figures_to_quote(lesson: Lesson) -> tuple[float, ...]:
    """Return every number in the table of arguments, those of the first row first."""
    values = [
        abs(float(value))
        for each in lesson.once(arguments)
        for line in each.steps
        for _, value in line.values
        if isinstance(value, int | float) and value
    ]
    return tuple(dict.fromkeys(values))


def listing(lesson: Lesson) -> ListingFacts:
    """Return what is known of the product that the account could list."""
    try:
        found = listing_facts(lesson.case, lesson.account_id, lesson.quarter)
    except RequestError as lacking:
        raise NotGradableError("chapter_07.nothing_to_list", account=lesson.account_id) from lacking
    if len(lesson_peers(found)) < FEWEST_PEERS:
        raise NotGradableError("chapter_07.nothing_to_list", account=lesson.account_id)
    return found


def lesson_peers(found: ListingFacts) -> tuple[Peer, ...]:
    """Return the accounts that the forecast is read from."""
    return found.range.peers(found.candidate.product_id)


def scorecard(lesson: Lesson) -> Scorecard:
    """Return how the product stands with the buyer."""
    return scorecard_of(lesson.once(listing))


def open_points(lesson: Lesson) -> list[str]:
    """Return the words of the criteria and tests that are not met, or that nobody can tell."""
    card = lesson.once(scorecard)
    return [each.key for each in (*card.criteria, *card.tests) if not each.met]


def peers(lesson: Lesson) -> pd.DataFrame:
    """Return sales of the product and stores of the accounts that sell it, by `account`."""
    found = lesson_peers(lesson.once(listing))
    return pd.DataFrame(
        {"sales": [each.sales for each in found], "stores": [each.stores for each in found]},
        index=pd.Index([each.account_id for each in found], name="account"),
    )


def our_stores(lesson: Lesson) -> float:
    """Return the number of stores of the account."""
    return float(lesson.account.account["store_count"])
