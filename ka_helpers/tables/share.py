"""Tables of what part of the category is ours: at a glance, by category, against competitors."""

from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import quarter
from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.share import LEAST_OBSERVATIONS, ShareAssessment
from ka_helpers.tables.table import Table, TableColumn

_CATEGORY_COLUMNS = (
    ("own", "money"),
    ("category_sales", "money"),
    ("share", "share"),
    ("share_before", "share"),
    ("growth_gap", "change"),
    ("opportunity", "money"),
    ("n", "count"),
)
LEAST_READABLE = 0.0005
"""A share below it would be written 0.0 %: an account within a whole market."""
_RIVAL_COLUMNS = (("sales", "money"), ("share", "share"), ("share_before", "share"))


def lay_out_figures(share: ShareAssessment, language: str, currency: str = "CNY") -> Table:
    """Return share, growths and fair share indices; unmeasured ones are left out."""
    nothing = Measure(None, "number", 0, "")
    pairs = [
        (f"share_{share.scope}", share.share, share.share_before),
        ("change", share.change, nothing),
        ("growth_gap", share.growth_gap, nothing),
        ("own_growth", share.own_growth, nothing),
        (f"category_growth_{share.scope}", share.category_growth, nothing),
        ("own_sales", share.own_sales, nothing),
        ("category_sales", share.category_sales, nothing),
        ("account_share", share.account_share, share.account_share_before),
        ("account_growth", share.account_growth, nothing),
    ]
    for fair in share.fair_shares:
        parts = (("share", fair.tactic_share, "share"), ("index", fair.index, "count"),
                 ("opportunity", fair.opportunity, "money"))  # fmt: skip
        pairs += [
            (f"{fair.tactic}_{name}", Measure(value, unit, fair.n, "execution"), nothing)
            for name, value, unit in parts
        ]
    first = 0 if is_readable(share) else 2
    shown = [(name, now, then) for name, now, then in pairs[first:] if now.value is not None]
    was = quarter(share.before, language) if share.before else say("share.before", language)
    return Table(
        title=say("share.table_figures", language),
        columns=(
            TableColumn(say("share.figure", language)),
            TableColumn(say("share.now", language), "each"),
            TableColumn(was, "each"),
            TableColumn(say("share.n", language), "count"),
        ),
        rows=tuple(
            (say(f"share.figure_{name}", language), now.value, then.value, now.n)
            for name, now, then in shown
        ),
        language=language,
        currency=currency,
        note=note(share, language),
        formats=tuple(now.unit for _, now, _ in shown),
    )


def lay_out_categories(share: ShareAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the categories, largest first, with what our usual share would add in each."""
    return Table(
        title=say("share.table_categories", language),
        columns=(
            TableColumn(say("share.category", language)),
            *(TableColumn(say(f"share.{name}", language), f) for name, f in _CATEGORY_COLUMNS),
        ),
        rows=tuple(
            (category.category, *(getattr(category, name) for name, _ in _CATEGORY_COLUMNS))
            for category in share.categories
        ),
        language=language,
        currency=currency,
        note=say("share.categories_note", language, n=share.share.n),
    )


def lay_out_rivals(share: ShareAssessment, language: str, currency: str = "CNY") -> Table:
    """Return our sales and each competitor's in the cells compared, largest first."""
    us = (say("share.us", language), share.own_sales.value, share.share.value,
          share.share_before.value)  # fmt: skip
    rows = [us, *((r.name, r.sales, r.share, r.share_before) for r in share.rivals)]
    rows.sort(key=lambda row: -(row[1] or 0.0))
    return Table(
        title=say("share.table_rivals", language),
        columns=(
            TableColumn(say("share.who", language)),
            *(TableColumn(say(f"share.{name}", language), f) for name, f in _RIVAL_COLUMNS),
        ),
        rows=tuple(rows),
        language=language,
        currency=currency,
        note=say("share.rivals_note", language, n=share.share.n),
        statuses=tuple("total" if row is us else "" for row in rows),
    )


def is_readable(share: ShareAssessment) -> bool:
    """Tell whether the share is large enough to be written as a percentage."""
    return (share.share.value or 0.0) >= LEAST_READABLE


def note(share: ShareAssessment, language: str) -> str:
    """Return what is compared with what, how much of it, and whether the sample is thin."""
    sentences = [
        say(f"share.scope_{share.scope}_note", language),
        say(f"share.basis_{share.basis}_note", language),
        say("share.coverage_note", language, n=share.share.n, coverage=share.coverage,
            own_covered=share.own_covered),
    ]  # fmt: skip
    if share.observations is not None:
        sentences.append(say("share.observed_note", language, n_obs=share.observations))
    if not is_readable(share):
        sentences.append(say("share.unreadable_note", language))
    if share.thin:
        sentences.append(say("share.thin_note", language, least=LEAST_OBSERVATIONS))
    if share.fair_shares:
        sentences.append(say("share.fair_share_note", language))
    return ("" if language == "zh" else " ").join(sentences)
