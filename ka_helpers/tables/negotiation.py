"""Tables of a negotiation: what is on the table, packages side by side, what was given away.

Not in here: what a package is worth (`negotiation`).
"""

from collections.abc import Mapping, Sequence

from ka_helpers.i18n import has_message, say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.issues import Issue, Package
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

_FORMS = {"money": "money_exact", "share": "rate"}
_UNITS = {"days": "desk.in_days", "price": "desk.in_price"}


def name_of_issue(issue: Issue, language: str) -> str:
    """Return what an issue is called, its unit beside it where the figures do not show it."""
    key = f"negotiation.issue_{issue.key}"
    known = not issue.name and has_message(key, language)
    name = say(key, language) if known else issue.label
    unit = issue.unit_name or (say(_UNITS[issue.unit], language) if issue.unit in _UNITS else "")
    return say("desk.with_unit", language, name=name, unit=unit) if unit else name


def write_term(issue: Issue, value: float, language: str, currency: str = "CNY") -> str:
    """Return a value of an issue as a reader sees it.

    >>> from ka_helpers.negotiation.issues import Issue
    >>> write_term(Issue("rebate", "share", 0.02, 0.1, 0.005), 0.045, "en")
    '4.5%'
    """
    return FORMATS[form_of(issue)](value, language, currency)


def lay_out_agenda(agenda: Agenda, language: str) -> Table:
    """Return the issues: today, from where to where, our target and limit, their first demand."""
    names = ("issue", "key", "today", "low", "high", "target", "limit", "opening")
    forms = (TEXT, TEXT, *("each",) * 6)
    columns = tuple(
        TableColumn(say(f"desk.column_{name}", language), form)
        for name, form in zip(names, forms, strict=True)
    )
    rows = tuple(
        (
            name_of_issue(issue, language), issue.key, issue.today, issue.low, issue.high,
            agenda.targets.get(issue.key), agenda.limits.get(issue.key),
            agenda.their_openings.get(issue.key),
        )
        for issue in agenda.issues
    )  # fmt: skip
    title = say("desk.agenda_title", language)
    return Table(title, columns, rows, language, agenda.currency, formats=_formats(agenda))


def lay_out_packages(
    agenda: Agenda, packages: Mapping[str, Package], language: str,
    title: str = "", worth: Sequence[str] = ("us",),
) -> Table:  # fmt: skip
    """Return packages side by side, a row an issue, and below what each is worth.

    Parameters
    ----------
    packages : by what each is called
    worth : whose worth stands below: "us", "them"
    """
    columns = (
        TableColumn(say("desk.column_issue", language)),
        TableColumn(say("desk.column_key", language)),
        *(TableColumn(name, "each") for name in packages),
    )
    offered = packages.values()
    rows: list[tuple[Value, ...]] = [
        (name_of_issue(issue, language), issue.key, *(each[issue.key] for each in offered))
        for issue in agenda.issues
    ]  # fmt: skip
    sides = {"us": agenda.us, "them": agenda.their_money or agenda.them}
    rows += [
        (say(f"desk.worth_{name}", language), "", *map(sides[name].worth, packages.values()))
        for name in worth
    ]
    forms = (*_formats(agenda), *("money",) * len(worth))
    totals = (*("",) * len(agenda.issues), *("total",) * len(worth))
    return Table(
        title, columns, tuple(rows), language, agenda.currency, formats=forms, statuses=totals
    )


def _formats(agenda: Agenda) -> tuple[str, ...]:
    return tuple(form_of(issue) for issue in agenda.issues)


def form_of(issue: Issue) -> str:
    """Return the format that an issue's values are written in."""
    return _FORMS.get(issue.unit, issue.unit)
