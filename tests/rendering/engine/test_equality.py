"""An executed notebook is the one that papermill's own engine makes, apart from times and ids."""

import contextlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from nbclient.exceptions import CellTimeoutError

from ka_helpers.rendering.engine import Call, Limits, run_calls
from tests.rendering.engine.awkward import NOTEBOOKS
from tests.rendering.engine.comparing import comparable, run, write_notebook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # nbclient's and jupyter_client's own, of any version
]

Run = Callable[[str], tuple[Path, str | None]]
"""A notebook's name -> the executed notebook, and the error papermill raised."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notebooks")
    for name, cells in NOTEBOOKS.items():
        write_notebook(folder / f"{name}.ipynb", cells)
    return folder


def runs_with(engine: str | None, folder: Path) -> Run:
    @cache
    def ran(name: str) -> tuple[Path, str | None]:
        output = folder / f"{name} by {engine}.ipynb"
        for _ in range(6):  # on a busy machine a real kernel with widgets may never answer
            with contextlib.suppress(CellTimeoutError):
                return output, run(folder / f"{name}.ipynb", output, engine, execution_timeout=30)
        raise AssertionError(f"{name} did not end with {engine}")

    return ran


@pytest.fixture(scope="session")
def by_papermill(folder: Path) -> Run:
    return runs_with(None, folder)


@pytest.fixture(scope="session")
def by_fork(folder: Path) -> Run:
    return runs_with("ka-fork", folder)


@pytest.fixture(scope="session")
def inside(folder: Path) -> Run:
    outputs = {name: folder / f"{name} inside.ipynb" for name in NOTEBOOKS}
    target = "tests.rendering.engine.jobs:render_saying_error"
    calls = [
        Call(target, {"template": str(folder / f"{name}.ipynb"), "output": str(output)})
        for name, output in outputs.items()
    ]
    answers = dict(run_calls(calls, 2, Limits()))
    assert [answer.failure for answer in answers.values()] == [None] * len(calls)
    ran = {name: (outputs[name], answers[n].value) for n, name in enumerate(outputs)}
    return ran.__getitem__


@pytest.mark.parametrize("engine", ["by_fork", "inside"])
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_same_notebook_and_same_error(name, engine, by_papermill, request):
    expected, expected_error = by_papermill(name)
    output, error = request.getfixturevalue(engine)(name)
    assert error == expected_error
    for mine, theirs in zip(comparable(output), comparable(expected), strict=True):
        assert mine == theirs


@pytest.mark.parametrize("name", ["stops in the middle", "widgets"])
def test_warm_kernels_make_the_same_notebook(name, by_papermill, folder):
    expected, expected_error = by_papermill(name)
    output, error = runs_with("ka-warm", folder)(name)
    assert error == expected_error
    assert comparable(output) == comparable(expected)


def test_a_difference_would_be_seen(by_papermill):
    one, _ = by_papermill("leaves quietly")
    other, _ = by_papermill("leaves with a code")
    assert comparable(one) != comparable(other)
