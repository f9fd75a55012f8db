"""The pictures and sentences of chapter 9. Not in here: answers."""

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_09 import (
    both_sides,
    grounds,
    rank_at,
    relationship_at,
    relationships,
)
from ka_helpers.exercises.materials.chapter_09_opportunities import (
    asked_account,
    pipeline,
)
from ka_helpers.exercises.materials.chapter_09_signals import lesson_day, task
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.opportunities import plot_budget_year, plot_pipeline
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.relationship import Placed, plot_relationships, plot_supports
from ka_helpers.metrics.opportunities import TESTS, budget_window
from ka_helpers.metrics.supplier_rank import class_of, rank_points


def supports_picture(chapter: Chapter) -> Picture:
    """Return what the account gives us against what is fair."""
    found = chapter.lesson.once(rank_at).supports
    return Picture(plot_supports(found, chapter.language), chapter.say("supports_alt"), height=2.4)


def map_picture(chapter: Chapter) -> Picture:
    """Return the largest accounts on the map of four states."""
    lesson = chapter.lesson
    rows = lesson.once(relationships)
    placed = [
        Placed(name, points, trust, account_id == lesson.account_id)
        for account_id, name, trust, points in rows.iloc[:, :3].itertuples()
    ]
    said = chapter.say("map_alt", n=len(placed), account=lesson.account.account_name)
    return Picture(plot_relationships(placed, chapter.language), said, height=3.8)


def sides_said(chapter: Chapter) -> Together:
    """Say both sides of the relationship in numbers."""
    trust, points = both_sides(chapter.lesson)
    return Together((chapter.say("sides_said", trust=trust, points=points),))


def state_said(chapter: Chapter) -> Together:
    """Say what the record says of the account, what the figures say, and the next steps."""
    found = relationship_at(chapter.lesson, chapter.lesson.account_id)
    recorded = f"risks.state_{found.recorded}" if found.recorded else "chapter_09.not_recorded"
    said = chapter.say(
        "state_said", account=chapter.lesson.account.account_name, recorded=recorded,
        seen=f"risks.state_{found.seen}", trust=found.trust.value, points=found.business,
    )  # fmt: skip
    steps = [
        chapter.say(f"next_{found.seen}_{path}", partner="risks.state_partner",
                    step=f"risks.state_{step}")
        for path, step in found.next_steps.items()
        if step
    ]  # fmt: skip
    return Together((said, *(steps or [chapter.say("at_the_top")])))


def draw_rank(
    chapter: Chapter, *, sales: float, profit: float, cooperation: float, common_value: float
) -> Together:
    """Return the points of our rank by one's own grades (1-5), beside those of the figures."""
    own = {"sales": sales, "profit": profit, "cooperation": cooperation,
           "common_value": common_value}  # fmt: skip
    rows = chapter.lesson.once(grounds).rename(columns={"grade": "grade_by_figures"})
    rows["own_grade"] = [own[str(name)] for name in rows.index]
    rows["difference"] = rows["own_grade"] - rows["grade_by_figures"]
    grades = dict.fromkeys(("grade_by_figures", "own_grade", "difference"), "number")
    table = chapter.show(rows, ground="relationship.ground_*", weight="count", **grades)
    points = rank_points(own) or 0.0
    said = chapter.say("own_rank_said", points=points, supplier_class=class_of(points))
    return Together((table, said))


def task_said(chapter: Chapter) -> Together:
    """Say the days of work there are, and for which accounts."""
    given = chapter.lesson.once(task)
    names = [
        chapter.say("named_account", account_id=each.account_id,
                    name=chapter.lesson.name_of(each.account_id))
        for each in given.accounts
    ]  # fmt: skip
    joined = chapter.say("and_so_on").join(names)
    return Together((chapter.say("task_said", days=given.days, accounts=joined),))


def pipeline_picture(chapter: Chapter) -> Picture:
    """Return the money at each stage."""
    rows = chapter.lesson.once(pipeline)
    passed = rows[list(TESTS)].all(axis=1)
    values = list(zip(rows["stage"], rows["value"], passed.map(bool), strict=True))
    plot = plot_pipeline(values, chapter.language, chapter.lesson.case.file.currency)
    return Picture(plot, chapter.say("pipeline_alt", n=len(rows)), height=3.0)


def asked_said(chapter: Chapter) -> Together:
    """Say today's day, and in which month the year of the account asked for begins."""
    lesson = chapter.lesson
    asked = lesson.once(asked_account)
    return Together((chapter.say(
        "asked_said", account=lesson.name_of(asked.account_id), account_id=asked.account_id,
        month=asked.start_month, day=str(lesson_day(lesson).date()),
    ),))  # fmt: skip


def draw_window(chapter: Chapter, *, start: float, month: float) -> Together:
    """Return the budget window of a customer whose year begins in a month, seen from another."""
    year = lesson_day(chapter.lesson).year
    day = f"{year}-{int(month):02d}-15"
    window = budget_window(day, int(start))
    picture = Picture(
        plot_budget_year(day, window, chapter.language), chapter.say("window_alt"), height=1.8
    )
    name = "window_open" if window.is_open else "window_waits"
    said = chapter.say(
        name, day=day, opens=window.opens, closes=window.closes, money=window.money_from,
        days=window.days_until,
    )  # fmt: skip
    return Together((picture, said))
