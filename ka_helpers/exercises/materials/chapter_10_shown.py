"""The pictures of chapter 10 and its sentences with figures of the case. Not in here: answers."""

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_10 import (
    delivered_units,
    first_department,
    fresh_product,
    gap_account,
    ordered_units,
    owed,
    receivable,
    supplied,
)
from ka_helpers.exercises.materials.chapter_10_orders import forecast_month, month_orders
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.plot import Line, Note, Plot, Rule, Scale
from ka_helpers.figures.receivables import plot_ageing
from ka_helpers.figures.style import BLUE, GREEN, GREY, RED
from ka_helpers.figures.supply import plot_penalties, plot_service

MOST_DAYS, DAY_STEP = 150, 10


def accounts_said(chapter: Chapter) -> Together:
    """Say which account is the trainee's, and which one held back most."""
    lesson = chapter.lesson
    own, other = lesson.account_id, lesson.once(gap_account)
    name = "accounts_same" if own == other else "accounts_said"
    return _paragraph(
        chapter.say(name, own=lesson.name_of(own), other=lesson.name_of(other), own_id=own,
                    other_id=other, quarter=lesson.quarter)
    )  # fmt: skip


def forecast_said(chapter: Chapter) -> Together:
    """Say whose forecasts these are, of which month and category."""
    lesson = chapter.lesson
    told = lesson.once(forecast_month).attrs
    return _paragraph(chapter.say(
        "forecast_said", account=lesson.name_of(told["account_id"]), month=told["month"],
        category=told["category"],
    ))  # fmt: skip


def orders_said(chapter: Chapter) -> Together:
    """Say whose orders these are, and of which month."""
    lesson = chapter.lesson
    rows = lesson.once(month_orders)
    account = lesson.name_of(rows.attrs["account_id"])
    return _paragraph(
        chapter.say("orders_said", account=account, month=rows.attrs["month"], n=len(rows))
    )


def units_said(chapter: Chapter) -> Together:
    """Say what was ordered and delivered, and which department can bring back most."""
    lesson = chapter.lesson
    first = first_department(lesson)
    return _paragraph(chapter.say(
        "units_said", ordered=ordered_units(lesson), delivered=delivered_units(lesson),
        department=f"supply.department_{first}", word=first,
        account=lesson.name_of(lesson.once(gap_account)),
    ))  # fmt: skip


def fresh_said(chapter: Chapter) -> Together:
    """Say how long a product lives, what the customer asks for, how long the way is."""
    fresh = chapter.lesson.once(fresh_product)
    return _paragraph(chapter.say(
        "fresh_said", product=fresh.product_name, life=fresh.shelf_life_days,
        least=fresh.least_life, transit=fresh.transit_days,
    ))  # fmt: skip


def owed_said(chapter: Chapter) -> Together:
    """Say what the lesson's account was invoiced and owes, its term and its limit."""
    lesson = chapter.lesson
    found = lesson.once(owed)
    currency = lesson.case.file.currency
    return _paragraph(chapter.say(
        "owed_said", account=lesson.name_of(lesson.account_id), invoiced=found.invoiced,
        days=found.quarter_days, balance=found.balance, overdue=found.overdue,
        term=found.term_days, limit=found.credit_limit, week=found.a_week, currency=currency,
    ))  # fmt: skip


def wish_said(chapter: Chapter) -> Together:
    """Say what the account is invoiced a day: what each day of terms ties up."""
    lesson = chapter.lesson
    currency = lesson.case.file.currency
    return _paragraph(chapter.say("wish_said", a_day=lesson.once(owed).a_day, currency=currency))


def service_picture(chapter: Chapter) -> Picture:
    """Return fill rate and OTIF by month of the account that held back most."""
    lesson = chapter.lesson
    found, name = lesson.once(supplied), lesson.name_of(lesson.once(gap_account))
    plot = plot_service(found, chapter.language, lesson.case.file.currency)
    return Picture(plot, chapter.say("service_alt", account=name, n=len(found.months)))


def penalties_picture(chapter: Chapter) -> Picture:
    """Return its penalties by reason, with who can repair them."""
    lesson = chapter.lesson
    found, name = lesson.once(supplied), lesson.name_of(lesson.once(gap_account))
    plot = plot_penalties(found, chapter.language, lesson.case.file.currency)
    return Picture(plot, chapter.say("penalties_alt", account=name), height=2.4)


def ageing_picture(chapter: Chapter) -> Picture:
    """Return what the lesson's account owes by how late it is."""
    lesson = chapter.lesson
    found, name = lesson.once(receivable), lesson.name_of(lesson.account_id)
    assert found is not None, "an account that is taught has invoices"
    plot = plot_ageing(found, chapter.language, lesson.case.file.currency)
    return Picture(plot, chapter.say("ageing_alt", account=name), height=2.6)


def draw_credit(chapter: Chapter, *, days: float, growth: float) -> Together:
    """Return what the account would owe if it took `days` to pay and its orders grew."""
    lesson = chapter.lesson
    found, currency = lesson.once(owed), lesson.case.file.currency
    a_day = found.a_day * (1 + growth)
    now, limit = a_day * days, found.credit_limit
    name = "credit_over" if now > limit else "credit_inside"
    said = chapter.say(
        name, days=days, growth=growth, owed=now, limit=limit, gap=abs(now - limit),
        reached=limit / a_day, currency=currency,
    )  # fmt: skip
    line = tuple(float(day) for day in range(0, MOST_DAYS + 1, DAY_STEP))
    plot = Plot(
        (
            Line(line, tuple(a_day * day for day in line), BLUE),
            Rule(limit, GREY, dash=(4.0, 3.0)),
            Line((days,), (now,), RED if now > limit else GREEN, width=0, marker=9),
            Note(0.0, limit, chapter.say("credit_limit", limit=limit, currency=currency), GREY,
                 dx=4, dy=4, across="start", up="bottom"),
        ),
        Scale(chapter.say("credit_days"), low=0.0, high=float(MOST_DAYS)),
        Scale(chapter.say("credit_owed"), "money", low=0.0),
        chapter.language, currency, legend=False,
    )  # fmt: skip
    return Together((Picture(plot, said), said))


def _paragraph(text: str) -> Together:
    return Together((text,))
