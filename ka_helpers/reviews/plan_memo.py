"""An account plan as a memo: the gap, targets, promotions, people, talks, actions.

Not in here: whether the plan is good (`plan_checks`).
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ka_helpers.cases import AccountSlice
from ka_helpers.figures.negotiation import Space, plot_space
from ka_helpers.figures.plan_calendar import calendar_said, plot_calendar
from ka_helpers.i18n import say
from ka_helpers.metrics.roll_up import AGGREGATIONS
from ka_helpers.negotiation.frontier import frontier_of
from ka_helpers.planning.rolling import rolling_plan
from ka_helpers.reviews.account_plan import AccountPlan, Trade
from ka_helpers.reviews.memo import Drawing, Memo, Part
from ka_helpers.reviews.plan_checks import made_by
from ka_helpers.reviews.plan_facts import METRIC_OF, PlanFacts, attained
from ka_helpers.tables.negotiation import lay_out_packages, name_of_issue, write_term
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

FORM_OF: Mapping[str, str] = {"sales_value": "money", "account_profit": "money",
                              "exec_score": "number", "display_points": "count",
                              "activity_points": "count", "sku_listed": "count"}  # fmt: skip
"""How a metric is written; those not named are shares."""


def plan_memo(plan: AccountPlan, facts: PlanFacts, account: AccountSlice, language: str) -> Memo:
    """Return a plan as a memo in one language."""
    voice = _Voice(language, facts.currency)
    file = account.file
    return Memo(
        title=voice.say("account_plan.title", account=account.account_name, quarter=facts.planned),
        kicker=file.our_company.model_dump()[language],
        facts=voice.say("account_plan.facts", as_of=str(facts.as_of.date()), budget=facts.budget),
        opening=plan.summary,
        company=file.our_company.model_dump()[language],
        as_of=str(facts.as_of.date()),
        language=language,
        currency=facts.currency,
        parts=(
            _gap(plan, facts, voice),
            _targets(plan, facts, voice),
            _promotions(plan, facts, voice),
            _people(plan, account, voice),
            _talks(plan, facts, voice),
            _actions(plan, voice),
        ),
        first_page=2,
    )


class _Voice:
    """Says the plan's words in one language and currency, and lays out its tables."""

    def __init__(self, language: str, currency: str) -> None:
        self.language, self.currency = language, currency

    def say(self, key: str, **values: Any) -> str:
        return say(key, self.language, currency=self.currency, **values)

    def part(self, key: str, message: str, *tables: Table, **more: Any) -> Part:
        return Part(key, self.say(f"account_plan.{key}_title"), message, tables=tables, **more)

    def table(
        self, key: str, columns: Mapping[str, str], rows: list[tuple[Value, ...]],
        formats: tuple[str, ...] = (),
    ) -> Table:  # fmt: skip
        """Return a table; `columns` are formats by the column's name in the catalogue."""
        heads = tuple(TableColumn(self.say(f"account_plan.column_{name}"), form)
                      for name, form in columns.items())  # fmt: skip
        title = self.say(f"account_plan.{key}_table")
        return Table(title, heads, tuple(rows), self.language, self.currency, formats=formats)


def _gap(plan: AccountPlan, facts: PlanFacts, voice: _Voice) -> Part:
    rows: list[tuple[Value, ...]] = [
        (
            say(f"scorecard.kpi_{row.kpi}", voice.language),
            row.actual.value,
            row.target if row.judged_by == "target" else row.before.value,
            attained(row) if row.judged_by != "nothing" else None,
        )
        for row in facts.scorecard
    ]
    columns = {"kpi": TEXT, "reached": "each", "aim": "each", "attained": "share"}
    table = voice.table("gap", columns, rows, tuple(row.actual.unit for row in facts.scorecard))
    message = voice.say(
        "account_plan.gap_message",
        kpi=f"scorecard.kpi_{plan.kpi}", module=f"scorecard.module_{plan.module}",
        attained=next(attained(row) for row in facts.scorecard if row.kpi == plan.kpi),
    )  # fmt: skip
    return voice.part("gap", message, table)


def _targets(plan: AccountPlan, facts: PlanFacts, voice: _Voice) -> Part:
    reached = {METRIC_OF[row.kpi]: row.actual.value for row in facts.scorecard}
    rows: list[tuple[Value, ...]] = [
        (say(f"objectives.metric_{each.metric}", voice.language), reached.get(each.metric),
         *each.months, made_by(each, plan))
        for each in plan.objectives
    ]  # fmt: skip
    columns = {"metric": TEXT, "last_quarter": "each", "month_1": "each", "month_2": "each",
               "month_3": "each", "quarter": "each"}  # fmt: skip
    formats = tuple(FORM_OF.get(each.metric, "share") for each in plan.objectives)
    flows = sum(AGGREGATIONS[each.metric] == "flow" for each in plan.objectives)
    message = voice.say("account_plan.targets_message", n=len(plan.objectives), flows=flows)
    return voice.part("targets", message, voice.table("targets", columns, rows, formats))


def _promotions(plan: AccountPlan, facts: PlanFacts, voice: _Voice) -> Part:
    rows: list[tuple[Value, ...]] = [
        (
            each.like.promo_id, each.like.category,
            say(f"promotions.mechanic_{each.like.mechanic}", voice.language)
            if each.like.mechanic else None,
            str(each.start.date()), str(each.end.date()), each.spend,
            each.like.uplift_rate.value if each.like.uplift_rate else None,
            each.like.break_even_uplift,
        )
        for each in plan.promotions
    ]  # fmt: skip
    columns = {"like": TEXT, "category": TEXT, "mechanic": TEXT, "start": "date", "end": "date",
               "spend": "money", "uplift": "share", "break_even": "share"}  # fmt: skip
    message = voice.say(
        "account_plan.promotions_message", n=len(plan.promotions), budget=facts.budget,
        spend=sum(each.spend for each in plan.promotions),
    )  # fmt: skip
    table = voice.table("promotions", columns, rows)
    return voice.part("promotions", message, table, drawings=(_calendar(plan, facts, voice),))


def _calendar(plan: AccountPlan, facts: PlanFacts, voice: _Voice) -> Drawing:
    """Return the planned and the agreed promotions over the weeks."""
    planned = pd.DataFrame(
        [(f"{each.like.promo_id} ({number})", each.like.category, each.start, each.end)
         for number, each in enumerate(plan.promotions, 1)],
        columns=["promo_id", "category", "start", "end"],
    )  # fmt: skip
    rows = pd.concat([planned.assign(requested_at=facts.as_of), facts.agreed])
    rows = rows.assign(account_id=facts.account_id, product_id=None, mechanic=None)
    last = rows["start"].max() if len(rows) else facts.as_of
    months = pd.period_range(facts.as_of.to_period("M") + 1, last.to_period("M"), freq="M")
    calendar = rolling_plan(rows, facts.as_of, facts.lead_days, [str(each) for each in months])
    plot = plot_calendar(calendar, voice.language)
    title = voice.say("account_plan.calendar_title")
    return Drawing("calendar", plot, title, calendar_said(calendar, voice.language), native=False)


def _people(plan: AccountPlan, account: AccountSlice, voice: _Voice) -> Part:
    contacts = account["contact"].set_index("contact_id")
    known = [each for each in plan.people if each in contacts.index]
    columns = ["name", "role", "dept", "support"]
    records = contacts.reindex(columns=columns).loc[known].astype(object)
    rows = [tuple(row) for row in records.where(records.notna(), None).itertuples(index=False)]
    forms = {"name": TEXT, "role": TEXT, "dept": TEXT, "support": "number"}
    message = voice.say("account_plan.people_message", n=len(known))
    return voice.part("people", message, voice.table("people", forms, rows))


def _talks(plan: AccountPlan, facts: PlanFacts, voice: _Voice) -> Part:
    agenda, talks = facts.agenda, plan.talks
    packages = {"opening": talks.opening, "target": talks.target, "limit": talks.limit}
    named = {voice.say(f"account_plan.package_{name}"): each for name, each in packages.items()}
    table = lay_out_packages(
        agenda, named, voice.language, voice.say("account_plan.talks_table"), worth=("us", "them")
    )
    frontier = frontier_of(agenda)
    places = {
        name: (agenda.us.worth(each), agenda.them.worth(each)) for name, each in named.items()
    }
    space = Space(
        tuple(zip(frontier.us.tolist(), frontier.them.tolist(), strict=True)),
        (agenda.us.reservation, agenda.them.reservation), named=tuple(places.items()),
    )  # fmt: skip
    message = voice.say(
        "account_plan.talks_message",
        target=agenda.us.worth(talks.target), limit=agenda.us.worth(talks.limit),
        alternative=agenda.us.reservation,
    )  # fmt: skip
    drawing = Drawing("space", plot_space(space, voice.language, agenda.currency),
                      voice.say("account_plan.space_title"), message)  # fmt: skip
    points = tuple(_trade(each, facts, voice) for each in talks.trades)
    return voice.part("talks", message, table, drawings=(drawing,), points=points)


def _trade(trade: Trade, facts: PlanFacts, voice: _Voice) -> str:
    given, wanted = (
        voice.say("account_plan.and").join(
            voice.say("account_plan.term", issue=name_of_issue(issue, voice.language),
                      value=write_term(issue, side[issue.key], voice.language, facts.currency))
            for issue in facts.agenda.issues if issue.key in side
        )
        for side in (trade.given, trade.wanted)
    )  # fmt: skip
    return voice.say(
        "account_plan.trade" if wanted else "account_plan.gift", given=given, wanted=wanted
    )


def _actions(plan: AccountPlan, voice: _Voice) -> Part:
    rows: list[tuple[Value, ...]] = [
        (each.text, each.owner, str(each.due.date()),
         say(f"scorecard.kpi_{each.kpi}", voice.language))
        for each in sorted(plan.actions, key=lambda each: each.due)
    ]  # fmt: skip
    columns = {"action": TEXT, "owner": TEXT, "due": "date", "kpi": TEXT}
    message = voice.say("account_plan.actions_message", n=len(rows))
    return voice.part("actions", message, voice.table("actions", columns, rows))
