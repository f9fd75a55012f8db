"""Each system of the trade that the course describes is really in the kit, and can be reached.

A row names what does it: questions that train it and cells of a chapter that tell of it, tables
that carry it, modules that calculate it, sections of the account review that report it, desks of
the workbench, commands.
"""

import ast
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from ka_helpers.cases import load_case
from ka_helpers.cli import app
from ka_helpers.exercises.curriculum import NOTEBOOKS, cells_of, plan_of
from ka_helpers.reviews.sections import SECTIONS
from ka_helpers.terms import KPIS, MODULES

PACKAGE = Path(__file__).parents[2] / "ka_helpers"
ROWS, LEAST_LETTERS = 28, 60


@dataclass(frozen=True)
class System:
    """Where the kit has one system; every name is looked up."""

    about: str
    questions: str = ""
    tables: str = ""
    modules: str = ""
    sections: str = ""
    desks: str = ""
    commands: str = ""
    cells: str = ""


SYSTEMS = (
    System("identifying key accounts", "1.1 1.2 1.3", "account sales", "metrics.portfolio",
           "position"),
    System("account evaluation", "2.1 2.4 2.6", "account", "metrics.scoring metrics.rebanding",
           "position", "what_if_matrix"),
    System("account finance and purchasing analysis", "2.8", "account receivable",
           "metrics.account_finance metrics.receivables"),
    System("five KPIs and how they constrain each other", "3.7 14.1", "sales market execution "
           "cost order_line", "reviews.scorecard metrics.supply metrics.share",
           "sales share execution profit supply"),
    System("five modules and the KPI each moves", "3.7 14.1", modules="terms"),
    System("setting objectives", "4.1 4.8 14.2", "objective",
           "metrics.objectives metrics.roll_up planning.breakdown planning.cascade", "objectives"),
    System("agreement, annual plan, rolling plan", "5.2 5.8 14.8", "promotion negotiation",
           "planning.rolling reviews.account_plan"),
    System("promotion plan", "5.4 5.5 14.3", "promotion", "figures.plan_calendar planning.rolling",
           "promotions"),
    System("promotion economics", "6.1 6.3 6.5", "promotion",
           "metrics.promotions metrics.promotion_economics metrics.uplift", "promotions",
           "promotion_simulator"),
    System("budget", "6.8", "cost", "planning.budget planning.budget_principles "
           "planning.budget_optimum", desks="budget_desk"),
    System("promotion policy", "5.1 5.6", "promotion", "metrics.lead_time metrics.promotion_totals",
           "promotions"),
    System("knowing the account", "7.1 7.3", "account contact",
           "metrics.account_record metrics.retailer"),
    System("new listing", "7.8", "product", "negotiation.listing negotiation.pitch"),
    System("buying centre, SPIN, FAB", "7.4 7.6 7.7", "contact",
           "metrics.buying_centre negotiation.questions negotiation.arguments",
           desks="contact_map"),
    System("negotiation", "8.1 8.4 8.7 8.8 14.5", "negotiation",
           "negotiation.pricing negotiation.frontier negotiation.solutions negotiation.logrolling "
           "negotiation.game negotiation.debrief negotiation.brief",
           desks="negotiation_desk", commands="brief"),
    System("opportunity", "9.7 9.8", "opportunity", "metrics.opportunities"),
    System("relationship", "9.1 9.4", "account contact",
           "metrics.relationship_paths metrics.relationships", "risks"),
    System("defection", "9.5 9.6", "signal", "metrics.defection metrics.retention", "risks"),
    System("order to cash", "10.1 10.2 10.5 10.7", "order_line forecast receivable",
           "metrics.supply metrics.receivables metrics.forecasts metrics.order_failures",
           "supply receivables"),
    System("execution", "11.1 11.3 11.4", "execution store", "metrics.execution planning.visits",
           "execution"),
    System("resource efficiency", "12.1 12.2 12.3 12.4", "cost",
           "metrics.profit metrics.price_waterfall metrics.spend_efficiency", "profit"),
    System("fine-grained selling", "12.5 12.6 12.7 12.8", "sales",
           "metrics.phasing metrics.evenness metrics.loading", "phasing"),
    System("business review with the account", "3.8", "action",
           "reviews.building rendering.batch rendering.deck rendering.workbook rendering.pdf",
           commands="review"),
    System("the supplier seen by the retailer", "9.2", "market", "metrics.supplier_rank",
           "position"),
    System("the account manager", "13.1 13.4 13.6 13.7",
           modules="exercises.competency classroom.reporting.cohort", commands="grade"),
    System("management against selling, self-check", "0.2 0.6", cells="00:start-15 13:able-48"),
    System("channel overview", tables="account", cells="00:start-26 00:start-28 00:start-31"),
    System("capstone: a full account plan", "14.1 14.2 14.3 14.4 14.5 14.6 14.7 14.8", "objective",
           "reviews.account_plan reviews.plan_checks reviews.plan_memo rendering.memo"),
)  # fmt: skip
EACH = pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.about)


@pytest.fixture(scope="module")
def sample():
    return load_case("beverage_china")


def test_every_row_has_its_place():
    assert len(SYSTEMS) == ROWS
    assert all(system.questions or system.cells for system in SYSTEMS)


@EACH
def test_its_questions_are_asked_in_both_languages(system):
    for number in system.questions.split():
        plan = plan_of(f"{int(number.partition('.')[0]):02d}")
        assert number in [exercise.number for exercise in plan.exercises], number
        for language in ("en", "zh"):
            code = "\n".join("".join(cell["source"]) for cell in cells_of(plan.slug, language))
            assert f'check("{number}"' in code, (number, language)


@EACH
def test_its_cells_are_told_in_both_languages(system):
    for named in system.cells.split():
        number, cell = named.split(":")
        for language in ("en", "zh"):
            told = {
                each["id"]: "".join(each["source"])
                for each in cells_of(plan_of(number).slug, language)
            }
            assert len(told[cell]) > LEAST_LETTERS, (named, language)


@EACH
def test_its_tables_are_filled_in_the_sample(system, sample):
    for name in system.tables.split():
        assert len(sample.table(name)), name


@EACH
def test_its_modules_have_something_to_call(system):
    for name in system.modules.split():
        module = import_module(f"ka_helpers.{name}")
        path = Path(module.__file__)
        defined = [
            node.name
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        ]
        assert defined or path.name == "__init__.py", name


@EACH
def test_its_sections_desks_and_commands_are_there(system):
    assert set(system.sections.split()) <= {section.key for section in SECTIONS}
    for desk in system.desks.split():
        for language in ("en", "zh"):
            assert (NOTEBOOKS / language / "workbench" / f"{desk}.ipynb").is_file(), desk
    known = {each.name or each.callback.__name__ for each in app.registered_commands}
    assert set(system.commands.split()) <= known


def test_each_module_of_the_system_moves_a_kpi_or_all():
    """Organisation stands behind all five; each of the others is where a missed KPI leads."""
    assert {kpi.module for kpi in KPIS} == set(MODULES) - {"organisation"}
