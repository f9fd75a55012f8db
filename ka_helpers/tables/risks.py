"""Tables of an account's risks: at a glance, early warning, signals, promises overdue."""

from ka_helpers.i18n import say
from ka_helpers.metrics.defection import EarlyWarning
from ka_helpers.metrics.risks import RisksAssessment
from ka_helpers.tables.table import Table, TableColumn, Value

_OUTLOOK_STATUS = {"leaving": "bad", "watch": "warn", "steady": "good"}


def lay_out_overview(risks: RisksAssessment, language: str, currency: str = "CNY") -> Table:
    """Return outlook, relationship, people and promises, and what its type of customer asks."""
    outlook = say(f"risks.outlook_{risks.outlook}", language)
    rows: list[tuple[str, Value, str, str]] = [
        ("outlook", outlook, "text", _OUTLOOK_STATUS.get(risks.outlook, "")),
        ("health", risks.health.score, "number", ""),
    ]
    if risks.relation_state is not None:
        state = say(f"risks.state_{risks.relation_state}", language)
        rows.append(("relation_state", state, "text", ""))
    if risks.relation_grade is not None:
        rows.append(("relation_grade", risks.relation_grade, "count", ""))
    if risks.customer_type is not None:
        kind = say(f"risks.type_{risks.customer_type}", language)
        rows.append(("customer_type", kind, "text", ""))
    rows += _people(risks, language)
    if risks.overdue_actions is not None and risks.open_actions is not None:
        late = len(risks.overdue_actions)
        said = say("risks.of", language, part=late, whole=risks.open_actions)
        rows.append(("actions", said, "text", ""))
    return Table(
        title=say("risks.table_overview", language),
        columns=_columns((("item", "text"), ("value", "each")), language),
        rows=tuple((say(f"risks.{name}", language), value) for name, value, _, _ in rows),
        language=language,
        currency=currency,
        note=say(
            "risks.overview_note", language, day=risks.day,
            n=risks.contacts.n if risks.contacts else 0,
            counter=f"risks.counter_type_{risks.customer_type or 'none'}",
        ),
        statuses=tuple(status for *_, status in rows),
        formats=tuple(form for _, _, form, _ in rows),
    )  # fmt: skip


def lay_out_warnings(risks: RisksAssessment, language: str, currency: str = "CNY") -> Table:
    """Return each early-warning rule with its value and its limit."""
    columns = (("rule", "text"), ("rule_value", "each"), ("limit", "each"), ("state", "text"))
    told = sum(warning.value is not None for warning in risks.warnings)
    return Table(
        title=say("risks.table_warnings", language),
        columns=_columns(columns, language),
        rows=tuple(
            (say(f"risks.rule_{w.rule}", language), w.value, w.limit, _state(w, language))
            for w in risks.warnings
        ),
        language=language,
        currency=currency,
        note=say("risks.warnings_note", language, day=risks.day, n=told),
        statuses=tuple("warn" if w.fired else "" for w in risks.warnings),
        formats=tuple(w.unit for w in risks.warnings),
    )


def lay_out_signals(risks: RisksAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the open signals, the gravest first, each with its cause and what to do."""
    signals = risks.signals or ()
    columns = (
        ("date", "date"), ("type", "text"), ("severity", "count"), ("days_open", "days"),
        ("cause", "text"), ("counter", "text"),
    )  # fmt: skip
    return Table(
        title=say("risks.table_signals", language),
        columns=_columns(columns, language),
        rows=tuple(
            (s.date, s.type, s.severity, s.days_open,
             say(f"risks.cause_{s.cause or 'none'}", language),
             say(f"risks.counter_{s.cause or 'none'}", language))
            for s in signals
        ),
        language=language,
        currency=currency,
        note=say("risks.signals_note", language, day=risks.day, n=len(signals)),
    )  # fmt: skip


def lay_out_actions(risks: RisksAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the actions that are overdue, the oldest first."""
    late = risks.overdue_actions or ()
    columns = (("action", "text"), ("owner", "text"), ("due", "date"), ("days_late", "days"))
    return Table(
        title=say("risks.table_actions", language),
        columns=_columns(columns, language),
        rows=tuple((a.text, a.owner, a.due, a.days_late) for a in late),
        language=language,
        currency=currency,
        note=say("risks.actions_note", language, day=risks.day, n=len(late),
                 whole=risks.open_actions or 0),
    )  # fmt: skip


def _people(risks: RisksAssessment, language: str) -> list[tuple[str, Value, str, str]]:
    people = risks.contacts
    if people is None:
        return []
    met = say("risks.of", language, part=people.met, whole=people.n)
    deciders = say("risks.of", language, part=people.deciders_met, whole=people.deciders)
    return [
        ("contacts", met, "text", ""),
        ("deciders", deciders, "text", "" if people.deciders_met else "warn"),
        ("opposed", people.opposed, "count", "warn" if people.opposed else ""),
    ]


def _state(warning: EarlyWarning, language: str) -> str:
    state = "not_told" if warning.value is None else "fired" if warning.fired else "quiet"
    return say(f"risks.{state}", language)


def _columns(columns: tuple[tuple[str, str], ...], language: str) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(say(f"risks.{name}", language), form) for name, form in columns)
