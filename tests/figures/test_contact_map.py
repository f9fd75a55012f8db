"""The contact map: everybody has a place of their own, overdue meetings another colour."""

import pandas as pd
import pytest

from ka_helpers.cases import load_case
from ka_helpers.figures.contact_map import plot_contact_map
from ka_helpers.figures.plot import Bubbles, Note
from ka_helpers.figures.style import ORANGE
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import LANGUAGES
from ka_helpers.metrics.buying_centre import buying_centre
from ka_helpers.tables.contacts import lay_out_gaps, lay_out_interfaces, lay_out_people

DAY = pd.Timestamp("2026-06-30")


@pytest.fixture(scope="module")
def centres():
    case = load_case("beverage_china")
    return {key: buying_centre(case.slice(key)["contact"], DAY) for key in ("K01", "K02", "K20")}


def dots(plot):
    """Return (x, y, colour, name) of everybody on the map."""
    return [
        (x, y, mark.colours[0], name)
        for mark in plot.marks
        if isinstance(mark, Bubbles)
        for x, y, (name, _) in zip(mark.x, mark.y, mark.names, strict=True)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_stands_at_support_and_influence_on_a_point_of_their_own(centres, language):
    for centre in centres.values():
        shown = dots(plot_contact_map(centre.people, language))
        assert len({(x, y) for x, y, _, _ in shown}) == len(shown) == len(centre.people)
        by_name = {name.split(" (")[0].split("（")[0]: (x, y) for x, y, _, name in shown}
        for person in centre.people:
            x, y = by_name[person.name]
            assert y == person.influence
            assert x == pytest.approx(person.support, abs=0.5)


def test_overdue_meetings_are_orange(centres):
    centre = centres["K20"]
    overdue = [dot for dot in dots(plot_contact_map(centre.people, "en")) if dot[2] == ORANGE]
    assert len(overdue) == sum(not person.in_rhythm for person in centre.people) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_stands_nowhere_is_named_and_hostile_names_are_drawn(language):
    rows = pd.DataFrame(
        {
            "contact_id": ["a", "b"], "account_id": "K",
            "name": ["A$B_{C}" * 50, "Shen <b>"], "support": [1.0, float("nan")],
        }
    )  # fmt: skip
    plot = plot_contact_map(buying_centre(rows, DAY).people, language)
    assert len(dots(plot)) == 1
    assert any("Shen" in mark.text for mark in plot.marks if isinstance(mark, Note))
    assert "<b>" not in svg_of(plot, 7.2, 4.4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_mark_what_is_missing(centres, language):
    centre = centres["K02"]
    people = lay_out_people(centre, language)
    assert [people.status(row) for row in range(len(people.rows))] == [
        "" if person.in_rhythm else "warn" for person in centre.people
    ]
    pairs = lay_out_interfaces(centre, language)
    silent = [pairs.status(row) for row in range(len(pairs.rows))].count("warn")
    assert silent == sum(gap.kind == "department_silent" for gap in centre.gaps)
    assert len(lay_out_gaps(centre, language).rows) == len(centre.gaps)
