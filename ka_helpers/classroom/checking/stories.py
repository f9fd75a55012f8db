"""The stories of a case: each planted one is found again, and none is found that nobody planted.

Where nothing was planted (an imported case), what is found is told and is no fault.
"""

from collections.abc import Iterable, Iterator

from ka_helpers.cases.planted import TRUTH, planted_in
from ka_helpers.cases.synthesis.story import STORIES
from ka_helpers.classroom.checking.remarks import Checked, Looking, Remark
from ka_helpers.errors import CaseError
from ka_helpers.i18n import say
from ka_helpers.reviews import planted as telling
from ka_helpers.reviews.planted import Lost, Seen


def checked_stories(looking: Looking) -> Checked:
    """Return the stories that were planted and are lost, or are there and were not planted."""
    language = looking.language
    looking.on_step("stories", 0, 1, "")
    try:
        planted = planted_in(looking.case.path)
    except CaseError as error:
        remarks = tuple(
            Remark("lost", each.place_in(language), each.message_in(language))
            for each in error.problems
        )
        return Checked(remarks, say("casecheck.looked_stories_unread", language))
    compared = telling.compare(looking.case, planted, looking.quarter)
    if not (looking.case.path / TRUTH).is_file():
        remarks = tuple(_seen(compared.unplanted, "seen", looking))
        return Checked(remarks, say("casecheck.looked_stories_none", language, n=len(remarks)))
    remarks = (
        *(_lost(each, looking) for each in compared.lost),
        *_seen(compared.unplanted, "unplanted", looking),
    )
    counts = {"found": len(compared.found), "n": len(planted)}
    return Checked(remarks, say("casecheck.looked_stories", language, **counts))


def story_name(story: str, language: str) -> str:
    """Return what a story is called; one that the catalogue does not know, as it is written."""
    kind = {str(key): kind for key, kind in STORIES.items()}.get(story)
    return story if kind is None else kind.name(language)


def _lost(lost: Lost, looking: Looking) -> Remark:
    planted = lost.planted
    place = _place(planted.account_id, planted.quarter or looking.quarter, looking)
    return Remark("lost", place, lost.sentence(looking.language))


def _seen(found: Iterable[Seen], group: str, looking: Looking) -> Iterator[Remark]:
    language = looking.language
    for each in found:
        place = _place(each.account_id, each.quarter, looking)
        story = story_name(each.story, language)
        yield Remark(group, place, say(f"casecheck.story_{group}", language, story=story))


def _place(account_id: str, quarter: str, looking: Looking) -> str:
    values = {"account": looking.called(account_id), "quarter": quarter}
    return say("casecheck.account_in", looking.language, **values)
