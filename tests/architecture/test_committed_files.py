"""What is committed: no outputs, no place on somebody's machine, no file too large to clone."""

import json
import re

import pytest

MACHINE_PATH = re.compile(
    r"(?<![\w./~>*-])/(?:root|work|home|Users|opt|mnt)/\w|\b[A-Za-z]:\\{1,2}Users\\"
)
TEXT = {
    *(".py", ".md", ".yml", ".yaml", ".toml", ".lock", ".csv", ".po", ".ipynb", ".html", ".css"),
    *(".json", ".txt", ".j2", ".typ", ""),
}
LARGEST_BYTES = 3 * 1024**2


def outputs_in(notebook):
    """Return the numbers of the code cells that hold outputs or a count of executions."""
    return [
        number
        for number, cell in enumerate(notebook["cells"])
        if cell.get("outputs") or cell.get("execution_count")
    ]


def test_notebooks_are_committed_without_outputs(repository, files):
    holding = {
        path.relative_to(repository).as_posix(): outputs_in(json.loads(path.read_text("utf-8")))
        for path in files
        if path.suffix == ".ipynb" and not path.is_relative_to(repository / "reports" / "gallery")
    }
    assert {name: cells for name, cells in holding.items() if cells} == {}


def test_outputs_are_seen():
    clean = {"cell_type": "code", "outputs": [], "execution_count": None}
    assert outputs_in({"cells": [clean, {"cell_type": "markdown"}]}) == []
    assert outputs_in({"cells": [clean, {**clean, "outputs": [{}]}]}) == [1]
    assert outputs_in({"cells": [{**clean, "execution_count": 3}]}) == [0]


def test_no_file_names_a_place_on_somebody_s_machine(repository, files):
    naming = [
        f"{path.relative_to(repository).as_posix()}:{number}: {line.strip()[:80]}"
        for path in files
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert naming == []


HOME = "/ho" + "me/someone/kit"


@pytest.mark.parametrize("line", [f'open("{HOME}")', f"see {HOME}", "C:" + r"\Users\me"])
def test_places_are_seen(line):
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize("line", ["https://example.org" + HOME, "a/home/b", "~/home/x", "/usr/bin"])
def test_addresses_are_not_places(line):
    assert not MACHINE_PATH.search(line)


def test_no_file_is_too_large_to_clone(repository, files):
    large = {
        path.relative_to(repository).as_posix(): path.stat().st_size
        for path in files
        if path.stat().st_size > LARGEST_BYTES
    }
    assert large == {}
