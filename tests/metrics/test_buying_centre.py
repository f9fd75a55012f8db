"""The buying centre: a small one by hand, laws, then the sample accounts."""

from dataclasses import replace

import pandas as pd
import pytest
from pydantic import TypeAdapter

from ka_helpers.cases import load_case
from ka_helpers.i18n import LANGUAGES, say
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.buying_centre import (
    GAPS,
    BuyingCentre,
    Interface,
    assess,
    buying_centre,
    guide_of,
    mean_support,
    shape_of,
)
from ka_helpers.metrics.retailer import DUTIES, ORGANISATION, PAIRS, department_of

DAY = pd.Timestamp("2026-06-30")
CONTEXT = Context(as_of="2026-06-30")


@pytest.fixture
def contacts():
    """A decider against us, a buyer who is for us, a clerk about whom little is known."""
    return pd.DataFrame(
        {
            "contact_id": ["a", "b", "c"],
            "account_id": "K",
            "name": ["Gu", "Bai", "Shen"],
            "role": ["采购总监", "饮料采购", "settlement clerk"],
            "dept": ["采购部", "采购部", None],
            "level": ["decision", "operating", None],
            "buying_role": ["decider", "buyer", None],
            "support": [-1.0, 2.0, float("nan")],
            "influence": [5.0, 4.0, float("nan")],
            "last_touch": pd.to_datetime(["2026-05-16", "2026-05-15", None]),
            "counterpart": ["Li", "Li", None],
        }
    )


def test_a_centre_by_hand(contacts):
    centre = buying_centre(contacts, DAY)
    gu, bai, shen = centre.people
    # 16 May is 45 days ago, 15 May 46: both are strong, so 45 days are the limit
    assert [(p.days_since, p.in_rhythm) for p in centre.people] == [
        (45, True), (46, False), (None, False),
    ]  # fmt: skip
    assert (gu.approach, bai.approach, shen.approach) == ("win_over", "keep", "ask")
    assert (gu.department, shen.department, shen.influence) == ("purchasing", "finance", None)
    assert centre.coverage == pytest.approx(5 / (5 + 4 + 1))
    assert centre.support == pytest.approx((-1 * 5 + 2 * 4) / 9)
    assert [(g.key, g.n, g.in_rhythm) for g in centre.roles if g.n] == [
        ("decider", 1, 1), ("buyer", 1, 0),
    ]  # fmt: skip


def test_the_gaps_of_it_the_gravest_first(contacts):
    gaps = buying_centre(contacts, DAY).gaps
    assert (gaps[0].kind, gaps[0].person, gaps[0].through) == ("decider_opposed", "Gu", "Bai")
    assert (gaps[1].kind, gaps[1].person, gaps[1].days) == ("person_stale", "Bai", 46)
    about_shen = [gap.kind for gap in gaps if gap.person == "Shen"]
    assert about_shen == ["person_unmet", "support_unknown", "no_counterpart"]
    empty = [gap.subject for gap in gaps if gap.kind == "role_empty"]
    assert empty == ["user", "influencer", "initiator"]
    silent = {gap.subject for gap in gaps if gap.kind == "department_silent"}
    assert silent == {pair.theirs for pair in PAIRS} - {"purchasing"}


def test_where_nobody_is_for_us_nobody_leads_to_the_decider(contacts):
    centre = buying_centre(contacts.assign(support=[-1.0, 0.0, -2.0]), DAY)
    assert (centre.gaps[0].kind, centre.gaps[0].through) == ("decider_opposed_alone", None)
    assert guide_of(centre.people) is None


def test_a_meeting_after_the_day_is_not_known_yet(contacts):
    earlier = buying_centre(contacts, pd.Timestamp("2026-05-15"))
    assert [person.days_since for person in earlier.people] == [None, 0, None]


def test_a_list_of_names_alone_is_a_map_full_of_gaps():
    bare = pd.DataFrame({"contact_id": ["a"], "account_id": "K", "name": ["Gu"]})
    centre = buying_centre(bare, DAY)
    assert (centre.coverage, centre.support, centre.shape) == (0.0, None, "bow_tie")
    assert centre.gaps[0].kind == "no_decider"
    assert buying_centre(bare.iloc[:0], DAY) is None
    assert assess({}, "2026Q2", CONTEXT) is None


@pytest.mark.parametrize(
    ("alive", "shape"), [(0, "bow_tie"), (1, "bow_tie"), (2, "between"), (6, "diamond")]
)
def test_the_shape_counts_departments_in_touch(alive, shape):
    pairs = [Interface(p.theirs, p.ours, 1, int(i < alive)) for i, p in enumerate(PAIRS)]
    assert shape_of(tuple(pairs)) == shape


def test_the_order_of_rows_never_matters(contacts):
    assert buying_centre(contacts.iloc[::-1], DAY) == buying_centre(contacts, DAY)


def test_support_lies_between_the_least_and_the_most(contacts):
    people = buying_centre(contacts, DAY).people
    assert -1 < mean_support(people) < 2
    equal = [replace(person, influence=3.0) for person in people]
    assert mean_support(equal) == pytest.approx(0.5)


def test_departments_are_read_in_both_languages_the_telling_word_first():
    assert department_of("财务部 Finance", "采购结算") == "finance"
    assert department_of("Warehouse") == department_of("后勤及配送部") == "logistics"
    assert department_of("门店运作部") == department_of("Store operations") == "store_operations"
    assert department_of(None, "") is None


@pytest.fixture(scope="module")
def centres():
    case = load_case("beverage_china")
    return {key: assess(case.slice(key), "2026Q2", CONTEXT) for key in case.account_ids}


def test_the_sample_has_open_maps_and_closed_ones(centres):
    assert all(centre is not None for centre in centres.values())
    assert {centre.shape for centre in centres.values()} == {"bow_tie", "between"}
    first = {centre.gaps[0].kind for centre in centres.values()}
    assert {"decider_opposed", "decider_opposed_alone", "decider_stale", "person_stale"} <= first
    assert centres["K01"].gaps[0].kind == "decider_opposed"


def test_it_is_json_both_ways(centres):
    kept = TypeAdapter(BuyingCentre)
    for centre in centres.values():
        assert kept.validate_json(kept.dump_json(centre)) == centre


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gap_duty_and_department_has_its_words(language, centres):
    said = [say(f"contacts.gap_{kind}", language, person="P", subject="contacts.role_user",
                days=3, through="Q") for kind in GAPS]  # fmt: skip
    assert len(set(said)) == len(GAPS)
    for gap in (gap for centre in centres.values() for gap in centre.gaps):
        assert "None" not in say(gap.key, language, **gap.values)
    for duty in DUTIES:
        assert say(f"contacts.duty_{duty}", language) != say(f"contacts.duty_is_{duty}", language)
    for name in {*ORGANISATION, *(name for names in ORGANISATION.values() for name in names)}:
        assert say(f"contacts.department_{name}", language)
