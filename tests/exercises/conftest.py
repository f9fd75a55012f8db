"""Cases to prove the exercises on, and a chapter of toy questions."""

import functools
import shutil

import pandas as pd
import pytest

from ka_helpers import i18n
from ka_helpers.cases import load_case
from ka_helpers.cases.synthesis import SynthesisSpec, World, designed_accounts, synthesise
from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.exercises.exercise import ChapterPlan
from ka_helpers.exercises.ledger import VARIABLE, Ledger
from ka_helpers.exercises.lesson import lesson_for, lesson_on

FEW = ("K01", "K02", "K03", "K05", "K09", "K11", "K15", "K20")
HOSTILE_NAME = "湘橘$超_{市} <b>Xiangju</b>"


@pytest.fixture(autouse=True)
def progress_of_its_own(tmp_path, monkeypatch):
    """Keep progress of tests out of the folder that they run in."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "progress.jsonl"))


@pytest.fixture(scope="session")
def few_accounts(tmp_path_factory):
    """Return a case of eight accounts and a year and a half, from another seed."""
    folder = tmp_path_factory.mktemp("cases") / "few"
    accounts = tuple(each for each in designed_accounts() if each.account_id in FEW)
    synthesise(SynthesisSpec(World("few", weeks=78), seed=23, accounts=accounts), folder)
    return str(folder)


@pytest.fixture(scope="session")
def edited_by_a_trainer(few_accounts, tmp_path_factory):
    """Return the case of few accounts with other numbers, a hostile name and other targets."""
    folder = tmp_path_factory.mktemp("cases") / "edited"
    shutil.copytree(few_accounts, folder, ignore=shutil.ignore_patterns(".ka-kit"))
    sales = pd.read_parquet(folder / "sales.parquet")
    factor = sales["account_id"].map({"K03": 0.6, "K09": 1.7, "K11": 1.2}).fillna(1.0)
    sales["sales_value"] = (sales["sales_value"] * factor).round(2)
    sales.to_parquet(folder / "sales.parquet")
    cost = pd.read_csv(folder / "cost.csv", dtype={"account_id": str})
    cost["amount"] = (cost["amount"] * 1.13).round(-2)
    cost.to_csv(folder / "cost.csv", index=False)
    account = (folder / "account.csv").read_text(encoding="utf-8")
    renamed = account.replace("湘橘超市 Xiangju", HOSTILE_NAME)
    (folder / "account.csv").write_text(renamed, encoding="utf-8")
    about = (folder / "case.yaml").read_text(encoding="utf-8")
    retargeted = about.replace("lead_time_days: 45", "lead_time_days: 30")
    (folder / "case.yaml").write_text(
        retargeted.replace("case_id: few", "case_id: edited"), encoding="utf-8"
    )
    return str(folder)


@pytest.fixture(scope="session")
def lesson():
    """Return the lesson on the sample case."""
    return lesson_on(load_case("beverage_china"))


@pytest.fixture(scope="session")
def opened():
    """Return a function that opens a chapter on a case in a language, keeping nothing on disk."""

    @functools.cache
    def lesson_of(number, case):
        return lesson_for(plan_of(number).check_suits, case)

    def opened(number, case, language="en"):
        return Chapter(number, plan_of(number), lesson_of(number, case), language, Ledger(None))

    return opened


@pytest.fixture
def toy(monkeypatch, lesson, tmp_path):
    """Return a function that opens a chapter of toy questions, 99.1 and so on, with messages."""
    known = i18n.messages

    def opened(*exercises, messages=(), language="en", on=lesson, ledger=None, **plan):
        own = dict(messages)
        for exercise in exercises:
            place = exercise.number.partition(".")[2]
            own.setdefault(f"q{place}_why", "because")
            for name in exercise.mistakes:
                own.setdefault(f"q{place}_mistake_{name}", f"you made {name}")
            for hint in range(1, exercise.hints + 1):
                own.setdefault(f"q{place}_hint_{hint}", f"hint {hint}")
        monkeypatch.setattr(
            i18n,
            "messages",
            lambda domain, of: own if domain == "chapter_99" else known(domain, of),
        )
        kept = Ledger(tmp_path / "toy.jsonl") if ledger is None else ledger
        return Chapter("99", ChapterPlan("99_toy", exercises, **plan), on, language, kept)

    return opened
