"""From one account's tables to its summary: assess every section, keep score, find, rank."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ka_helpers.cases import AccountSlice
from ka_helpers.metrics.actuals import actuals_in
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.objectives import assess as assess_objectives
from ka_helpers.metrics.rows import AccountView
from ka_helpers.periods import Calendar
from ka_helpers.reviews import stories
from ka_helpers.reviews.findings import Finding, rank
from ka_helpers.reviews.portfolio import Portfolio
from ka_helpers.reviews.scorecard import find_unexplained, keep_score
from ka_helpers.reviews.section import Section
from ka_helpers.reviews.sections import SECTIONS
from ka_helpers.reviews.sections.objectives import SECTION as OBJECTIVES
from ka_helpers.reviews.sections.position import SECTION as POSITION
from ka_helpers.reviews.summary import AccountCard, Names, ReviewSummary, Skipped

ACCOUNT_SCOPE = "account"
CARD_TEXTS = ("channel", "format", "region", "kam")


def build_summary(account: AccountSlice, quarter: str, portfolio: Portfolio) -> ReviewSummary:
    """Return every number of the review of one account and quarter.

    Parameters
    ----------
    account : the account's tables
    portfolio : the same quarter of all accounts, for its place among them
    """
    context = review_context(account, portfolio)
    assessments = _assess_all(account, quarter, context, portfolio)
    sales = assessments.get("sales")
    scorecard = keep_score(_of_the_account(assessments), account.get("objective"), quarter)
    findings = list(_find_all(assessments, context))
    findings += find_unexplained(scorecard, findings, context.currency)
    return ReviewSummary(
        case_id=account.file.case_id,
        case_title=Names(**account.file.title.model_dump()),
        our_company=Names(**account.file.our_company.model_dump()),
        account=_card(account),
        quarter=quarter,
        before=sales.before if sales else None,
        as_of=context.as_of,
        currency=context.currency,
        scorecard=scorecard,
        findings=rank(findings),
        skipped=tuple(_skipped(account, assessments)),
        **assessments,
    )


def review_context(account: AccountSlice, portfolio: Portfolio) -> Context:
    """Return what the account is judged against: the case's targets, the company's growth."""
    file = account.file
    return Context(
        as_of=str(file.as_of),
        calendar=Calendar(file.calendar.fiscal_year_start_month),
        currency=file.currency,
        company_growth=portfolio.growth,
        **file.settings.model_dump(),
    )


def _assess_all(
    account: AccountSlice, quarter: str, context: Context, portfolio: Portfolio
) -> dict[str, Any]:
    tables = AccountView(account)
    assessments: dict[str, Any] = {
        section.key: section.assess(tables, quarter, context)
        if _has_needs(section, account)
        else None
        for section in SECTIONS
        if section.key not in (OBJECTIVES.key, POSITION.key)
    }
    if _has_needs(OBJECTIVES, account):
        actuals = actuals_in(_of_the_account(assessments))
        assessments[OBJECTIVES.key] = assess_objectives(tables, quarter, context, actuals)
    assessments[POSITION.key] = portfolio.position_of(account.account_id)
    return {section.key: assessments.get(section.key) for section in SECTIONS}


def _has_needs(section: Section, account: AccountSlice) -> bool:
    return all(table in account for table in section.needs)


def _of_the_account(assessments: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out a share of the whole market: it is not the share at this account."""
    share = assessments.get("share")
    at_account = share is not None and share.scope == ACCOUNT_SCOPE
    return {**assessments, "share": share if at_account else None}


def _find_all(assessments: Mapping[str, Any], context: Context) -> Iterator[Finding]:
    for section in SECTIONS:
        if assessments[section.key] is not None:
            yield from section.find(assessments[section.key], context)
    yield from stories.find(assessments, context)


def _skipped(account: AccountSlice, assessments: Mapping[str, Any]) -> Iterator[Skipped]:
    for section in SECTIONS:
        if assessments[section.key] is None:
            yield Skipped(section.key, tuple(t for t in section.needs if t not in account))


def _card(account: AccountSlice) -> AccountCard:
    known = {name: value for name, value in account.account.items() if pd.notna(value)}
    named = {name: str(known[name]) if name in known else None for name in CARD_TEXTS}
    stores = float(known["store_count"]) if "store_count" in known else None
    return AccountCard(account.account_id, account.account_name, store_count=stores, **named)
