"""The pictures of chapter 8. Not in here: answers, and what the pictures are made of."""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_08 import agenda_of, six_packages
from ka_helpers.exercises.materials.chapter_08_table import frontier
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.negotiation import Space, Worths, plot_space, plot_steps
from ka_helpers.figures.picture import Picture
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.logrolling import best_trade

PATTERNS: Mapping[str, tuple[float, ...]] = {
    "equal": (20_000, 20_000, 20_000, 20_000),
    "growing": (8_000, 15_000, 22_000, 35_000),
    "at_once": (80_000, 0, 0, 0),
    "shrinking": (45_000, 22_000, 10_000, 3_000),
}
"""Four ways to give away the same in four rounds."""
HEIGHT = 4.2


def draw_six(chapter: Chapter) -> Picture:
    """Return the six packages in the space of what can be agreed."""
    rows = chapter.lesson.once(six_packages)
    named = tuple(
        (str(name), (float(us), float(them)))
        for name, us, them in zip(rows.index, rows["worth_us"], rows["worth_them"], strict=True)
    )
    return _picture(chapter, named, chapter.say("six_alt", n=len(named)))


def draw_package(chapter: Chapter, **terms: float) -> Together:
    """Return one package in that space, and what could be better for both.

    Parameters
    ----------
    terms : what differs from today, by the issue's short name; a value that cannot be agreed
        moves to the nearest that can
    """
    lesson = chapter.lesson
    agenda = agenda_of(lesson)
    package = agenda.package(**{key: _nearest(agenda, key, terms[key]) for key in terms})
    us, them = worths_of(lesson, package)
    trade = best_trade(agenda, package, lesson.once(frontier))
    left = (trade.us, trade.them) if trade else (0.0, 0.0)
    ours, theirs = us >= agenda.us.reservation, them >= agenda.them.reservation
    name = "both" if ours and theirs else "only_us" if ours else "only_them" if theirs else "nobody"
    said = {"currency": agenda.currency, "us": us, "them": them, "more_us": left[0],
            "more_them": left[1]}  # fmt: skip
    lines = [chapter.say(f"package_{name}", **said)]
    lines.append(chapter.say("package_wasted" if trade else "package_efficient", **said))
    picture = _picture(chapter, ((chapter.say("this_package"), (us, them)),), lines[0])
    return Together((picture, *lines))


def draw_patterns(chapter: Chapter) -> Picture:
    """Return four ways of giving away the same."""
    named = {chapter.say(f"q7_option_{key}"): steps for key, steps in PATTERNS.items()}
    plot = plot_steps(named, chapter.language, agenda_of(chapter.lesson).currency)
    return Picture(plot, chapter.say("patterns_alt"))


def worths_of(lesson: Lesson, package: Package) -> Worths:
    """Return what a package is worth to us and to them."""
    agenda = agenda_of(lesson)
    return agenda.us.worth(package), agenda.them.worth(package)


def _nearest(agenda: Agenda, key: str, value: float) -> float:
    return agenda.by_key[key].nearest(value) if key in agenda.by_key else value


def _picture(chapter: Chapter, named: tuple[tuple[str, Worths], ...], alt: str) -> Picture:
    agenda, efficient = agenda_of(chapter.lesson), chapter.lesson.once(frontier)
    edge: Any = zip(efficient.us.tolist(), efficient.them.tolist(), strict=True)
    space = Space(tuple(edge), (agenda.us.reservation, agenda.them.reservation), named=named)
    plot = plot_space(space, chapter.language, agenda.currency)
    return Picture(plot, alt, height=HEIGHT)
