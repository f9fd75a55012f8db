"""Planted stories against found ones: is each story in its account's review, is none too many.

A story is found when its finding stands in the account's review of the quarter and the
figures behind it are past the story's limits (`story_limits`); a milder finding of the same
key is an ordinary one, as most portfolios have. Reads no file: the planted stories are given.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ka_helpers.cases import Case
from ka_helpers.cases.planted import Planted
from ka_helpers.cases.synthesis.story import STORIES, StoryId
from ka_helpers.i18n import say
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.portfolio import Portfolio, build_portfolio
from ka_helpers.reviews.story_limits import LIMITS
from ka_helpers.reviews.summary import ReviewSummary

MOST_KNOWN = 20


@dataclass(frozen=True)
class Shortfall:
    """A figure that keeps a story from being found: `planted.figure_<figure>` names it.

    `value` is None where it was not measured; `limit` is the story's, `below` tells that the
    figure should be at most that (else at least); `unit` is a format of `i18n.formatting`.
    """

    figure: str
    value: float | None
    limit: float
    below: bool
    unit: str

    def sentence(self, language: str | None = None) -> str:
        """Return "fill rate 83.0%, should be at most 80.0%"."""
        way = "below" if self.below else "above"
        key = f"planted.short_{way}" if self.value is not None else "planted.short_unmeasured"
        return say(
            key, language, figure=f"planted.figure_{self.figure}", value=self.value,
            limit=self.limit, unit=self.unit,
        )  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """A story found in one account and quarter."""

    story: str
    account_id: str
    quarter: str

    def sentence(self, language: str | None = None) -> str:
        """Return which story shows, where and when."""
        return say(
            "planted.seen", language, name=f"planted.name_{self.story}", account=self.account_id,
            quarter=self.quarter,
        )  # fmt: skip


@dataclass(frozen=True)
class Lost:
    """A planted story that its account's review does not tell, and what falls short of it.

    `shortfalls` is empty where every figure is past its limit and only a finding of `findings`
    is absent; `problem` is the key of a message where the story cannot even be looked for
    (`planted.unknown_story`, `planted.unknown_account`, `planted.unknown_quarter`), `known` what
    could stand in its place.
    """

    planted: Planted
    findings: tuple[str, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    problem: str | None = None
    known: tuple[str, ...] = ()

    def sentence(self, language: str | None = None) -> str:
        """Return what is lost, and why in figures."""
        planted = self.planted
        asked = {"story": planted.story, "account": planted.account_id, "quarter": planted.quarter}
        if self.problem is not None:
            known = ", ".join(self.known[:MOST_KNOWN])
            return say(self.problem, language, known=known, **asked)
        named = {**asked, "name": f"planted.name_{planted.story}"}
        if not self.shortfalls:
            findings = ", ".join(self.findings)
            return say("planted.lost_without_finding", language, findings=findings, **named)
        between = say("planted.between", language)
        why = between.join(short.sentence(language) for short in self.shortfalls)
        return say("planted.lost", language, why=why, **named)


@dataclass(frozen=True)
class Comparison:
    """What was planted and found, planted and lost, found though nobody planted it."""

    found: tuple[Seen, ...]
    lost: tuple[Lost, ...]
    unplanted: tuple[Seen, ...]

    @property
    def sound(self) -> bool:
        """Tell whether exactly the planted stories are found."""
        return not self.lost and not self.unplanted


def stories_in(summary: ReviewSummary) -> frozenset[StoryId]:
    """Return the stories that a review tells."""
    keys = {finding.key for finding in summary.findings}
    return frozenset(
        story
        for story, kind in STORIES.items()
        if keys.issuperset(kind.findings) and not any(_short_of(story, summary))
    )


def found_stories(case: Case, quarter: str) -> Mapping[str, frozenset[StoryId]]:
    """Return the ids of the stories found in each account's review of `quarter`.

    Raises
    ------
    RequestError : the case has no sales in `quarter`
    """
    reviews = _Reviews(case)
    return {
        account_id: stories_in(reviews.of(account_id, quarter)) for account_id in case.account_ids
    }


def compare(case: Case, planted: Iterable[Planted], quarter: str) -> Comparison:
    """Return planted against found: every account in `quarter`, a story in its own quarter.

    An account's own story may show in other quarters too, as it comes and goes.

    Parameters
    ----------
    planted : the truth, as `ka_helpers.cases.planted.planted_in(case.path)` reads it
    quarter : the review quarter, in which accounts without a story must show none

    Raises
    ------
    RequestError : the case has no sales in `quarter`
    """
    reviews, own = _Reviews(case), tuple(planted)
    looked_at = {(account_id, quarter) for account_id in case.account_ids}
    found, lost = [], []
    for each in own:
        at = each.quarter or quarter
        missing = _looked_for(case, reviews, each, at)
        if missing is None:
            found.append(Seen(each.story, each.account_id, at))
        else:
            lost.append(missing)
        if missing is None or missing.problem is None:
            looked_at.add((each.account_id, at))
    meant = {(each.story, each.account_id) for each in own}
    unplanted = [
        Seen(story, account_id, at)
        for account_id, at in sorted(looked_at)
        for story in sorted(stories_in(reviews.of(account_id, at)))
        if (story, account_id) not in meant
    ]
    return Comparison(tuple(found), tuple(lost), tuple(unplanted))


def _looked_for(case: Case, reviews: "_Reviews", planted: Planted, quarter: str) -> Lost | None:
    """Return what is lost of a planted story, None if it is found."""
    for asked, known, problem in (
        (planted.story, tuple(STORIES), "planted.unknown_story"),
        (planted.account_id, case.account_ids, "planted.unknown_account"),
        (quarter, case.quarters, "planted.unknown_quarter"),
    ):
        if asked not in known:
            return Lost(planted, problem=problem, known=known)
    story: StoryId = planted.story  # type: ignore[assignment]  # one of the catalogue, as seen
    summary = reviews.of(planted.account_id, quarter)
    shortfalls = tuple(_short_of(story, summary))
    findings = STORIES[story].findings
    if not shortfalls and {finding.key for finding in summary.findings}.issuperset(findings):
        return None
    return Lost(planted, findings, shortfalls)


def _short_of(story: StoryId, summary: ReviewSummary) -> Iterator[Shortfall]:
    for limit in LIMITS[story]:
        if not limit.is_passed(summary):
            yield Shortfall(
                limit.figure, limit.value(summary), float(limit.limit), limit.below, limit.unit
            )


class _Reviews:
    """The reviews of a case, each built once and only when asked for."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._portfolio = cache(self._build)
        self.of = cache(self._review)

    def _build(self, quarter: str) -> Portfolio:
        return build_portfolio(self._case, quarter)

    def _review(self, account_id: str, quarter: str) -> ReviewSummary:
        return build_summary(self._case.slice(account_id), quarter, self._portfolio(quarter))
