"""Every notebook runs to its end: in both languages, on both cases, unanswered and answered."""

import os
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from ka_helpers.authoring.building import in_language
from ka_helpers.authoring.chapters import read_chapter, translation_of
from ka_helpers.authoring.translation import read_blocks
from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import NOTEBOOKS, plan_of
from ka_helpers.rendering.engine import PRELOAD, Call, Limits, Processes
from ka_helpers.rendering.execution import execute
from tests.notebooks.executing import names_of
from tests.notebooks.reading import CHAPTERS, WORKBENCH, Notebook, answer_of, ids_in, notebooks
from tests.notebooks.test_figures_in_prose import listed_for

pytestmark = pytest.mark.slow
CASES = ("beverage_china", "textbook")
LANGUAGES = ("en", "zh")
DATASETS = Path(__file__).parents[2] / "datasets"
WORKERS = min(2, os.cpu_count() or 1)
LIMITS = Limits(seconds=240, memory_mb=2500)
IN_CHINESE_TOO = {"KA", "SKU", "DSO", "OTIF", "JBP", "ROI", "ABC", "SVG", "Shift", "Enter"}
PRELOADED = (*PRELOAD, "ka_helpers.exercises", "ka_helpers.widgets", "tests.notebooks.executing")


@dataclass(frozen=True)
class Job:
    """A notebook, as a trainee opens it or with the answers put in, on a case."""

    name: str
    language: str
    case: str
    answered: bool

    def __str__(self):
        how = "answered" if self.answered else "starter"
        return f"{self.name}-{self.language}-{self.case}-{how}"


ALL = tuple(product((False, True), LANGUAGES))
STANDING_IN = ((False, "zh"), (True, "en"))
"""Where the sample case is read for another one, it is read as itself in all ways anyhow."""


def ways_of(name, case):
    """Return how a notebook is run on a case: answered or not, in which languages."""
    if name not in CHAPTERS:
        return [way for way in ALL if not way[0]]
    tables = {path.stem for path in (DATASETS / case).iterdir()}
    return ALL if tables.issuperset(plan_of(name[:2]).needs) else STANDING_IN


JOBS = [
    Job(name, language, case, answered)
    for name in (*CHAPTERS, *WORKBENCH)
    for case in CASES
    for answered, language in ways_of(name, case)
]


@pytest.fixture(scope="module")
def processes():
    with Processes(PRELOADED) as kept:
        yield kept


@pytest.fixture(scope="module")
def executed(request, processes, tmp_path_factory):
    """Return what came of each job that a test of this session asks for; two run at a time."""
    folder = tmp_path_factory.mktemp("executed")
    given = [getattr(item, "callspec", None) for item in request.session.items]
    asked = [
        each.params["job"] for each in given if each and isinstance(each.params.get("job"), Job)
    ]
    calls = [call_of(job, folder) for job in asked]
    return {asked[n]: answer for n, answer in processes.run(calls, WORKERS, LIMITS)}


def call_of(job, folder):
    own = folder / str(job).replace("/", "-")
    own.mkdir()
    values = {"parameters": {"case": job.case}, "ledger": str(own / "progress.jsonl")}
    return Call(
        "tests.notebooks.executing:executed", {"path": str(notebook_of(job, own)), **values}
    )


def value_of(answer):
    if answer.failure is not None:
        pytest.fail(answer.failure.message, pytrace=False)
    return answer.value


def notebook_of(job, folder):
    """Return the notebook of a job: the derived one, or the source in its language."""
    if not job.answered:
        return NOTEBOOKS / job.language / f"{job.name}.ipynb"
    path = folder / "answered.ipynb"
    blocks = {} if job.language == "en" else read_blocks(translation_of(NOTEBOOKS, job.name))
    texts = {cell: block.text for cell, block in blocks.items()}
    source = read_chapter(NOTEBOOKS / "source" / f"{job.name}.ipynb")
    nbformat.write(in_language(source, texts, job.language), path)
    return path


@pytest.mark.parametrize("job", JOBS, ids=str)
def test_runs_to_its_end(job, executed):
    """No warning; each exercise comes out as it was answered; Chinese pages are in Chinese."""
    found = value_of(executed[job])
    cells = read_chapter(NOTEBOOKS / "source" / f"{job.name}.ipynb").cells
    wanted = "correct" if job.answered else "not_attempted"
    assert (found["stderr"], found["scalars"]) == ([], [])
    assert found["outcomes"] == {cell.id: wanted for cell in cells if answer_of(cell)}
    if job.language == "zh":
        ids = ids_in(Notebook("source", job.name))
        known = IN_CHINESE_TOO.union(ids, *map(names_of, CASES))
        left = {cell: sorted(set(words) - known) for cell, words in found["words"].items()}
        assert {cell: words for cell, words in left.items() if words} == {}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("notebook", notebooks(folders=("source",)), ids=str)
def test_figures_quoted_in_prose_are_what_the_notebook_works_out_on_any_case(
    notebook, case, processes
):
    quoted, _ = listed_for(notebook.name)
    if quoted:
        asked = {"path": str(notebook.path), "parameters": {"case": case}, "names": list(quoted)}
        call = Call("tests.notebooks.executing:values_of", asked)
        ((_, answer),) = processes.run([call], 1, LIMITS)
        assert value_of(answer) == pytest.approx(quoted)


@pytest.mark.parametrize("notebook", notebooks(folders=LANGUAGES), ids=str)
def test_an_unknown_parameter_is_an_error(notebook, tmp_path):
    with pytest.raises(RequestError, match="quater"):
        execute(notebook.path, tmp_path / "out.ipynb", {"quater": "2026Q2"})
    assert list(tmp_path.iterdir()) == []


# The reading of executed notebooks sees what it looks for


PLANTED = [
    'case = "textbook"',
    "import warnings\nwarnings.warn('mind this')",
    "class Shown:\n    def _repr_html_(self):\n"
    "        return '<p class=\"ka-outcome ka-partly\">题 <b>left</b> <code>kept</code></p>'\n"
    "Shown()",
    "'价格 price'",
    "import numpy as np\nnp.float64(2.5)",
]


def run_planted(cells, processes, folder):
    """Run a notebook of these cells, the first its parameters."""
    made = [v4.new_code_cell(code, id=f"cell-{place}") for place, code in enumerate(cells)]
    made[0].metadata["tags"] = ["parameters"]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "planted.ipynb"
    nbformat.write(v4.new_notebook(cells=made, metadata={"kernelspec": kernel}), path)
    values = {"parameters": {"case": "textbook"}, "ledger": str(folder / "progress.jsonl")}
    call = Call("tests.notebooks.executing:executed", {"path": str(path), **values})
    ((_, answer),) = processes.run([call], 1, LIMITS)
    return answer


def test_warnings_outcomes_and_words_are_seen(processes, tmp_path):
    found = value_of(run_planted(PLANTED, processes, tmp_path))
    (warning,) = found["stderr"]
    assert "mind this" in warning
    assert found["outcomes"] == {"cell-2": "partly"}
    assert found["words"]["cell-2"] == ["left"]
    assert found["words"]["cell-3"] == ["price"]
    assert found["scalars"] == ["cell-4"]


def test_a_cell_that_fails_is_a_failure(processes, tmp_path):
    answer = run_planted([*PLANTED, "1 / 0"], processes, tmp_path)
    assert "ZeroDivisionError" in answer.failure.trace
