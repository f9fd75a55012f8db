"""Modules are short, names are the domain's, and banned names are caught where they are banned."""

import ast
import json
import subprocess
import sys

import pytest

MOST_LINES = 250
LONGER_ON_PURPOSE = {"columns.py"}
MODULES_THAT_SAY_NOTHING = {
    *(
        "util",
        "utils",
        "misc",
        "common",
        "helper",
        "helpers",
        "manager",
        "handler",
        "tools",
        "base",
    ),
}
VERBS_THAT_SAY_NOTHING = ("process_", "handle_", "calc_", "get_", "do_", "tmp_", "new_")
VARIABLES_THAT_SAY_NOTHING = {"df", "tmp"}


def vague_names(code):
    """Return (line, name) of each function and variable that is named so that it fits anything."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name, vague = node.name, node.name.lstrip("_").startswith(VERBS_THAT_SAY_NOTHING)
        elif isinstance(node, ast.ClassDef):
            name, vague = node.name, node.name.endswith(("Manager", "Handler", "Helper"))
        elif isinstance(node, ast.Name | ast.arg):
            name = node.id if isinstance(node, ast.Name) else node.arg
            vague = name in VARIABLES_THAT_SAY_NOTHING
        else:
            continue
        if vague:
            yield node.lineno, name


def test_modules_are_short(modules):
    lengths = [(path, len(path.read_text(encoding="utf-8").splitlines())) for path in modules]
    long = [(path, lines) for path, lines in lengths if lines > MOST_LINES]
    assert {path.name for path, _ in long} - LONGER_ON_PURPOSE == set(), long


def test_modules_are_named_by_their_subject(modules):
    parts = {part for path in modules for part in (path.stem, path.parent.name)}
    assert parts & MODULES_THAT_SAY_NOTHING == set()


def test_functions_and_variables_are_named_by_what_they_are(modules):
    vague = [
        f"{path.name}:{line}: {name}"
        for path in modules
        for line, name in vague_names(path.read_text(encoding="utf-8"))
    ]
    assert vague == []


@pytest.mark.parametrize(
    "code",
    ["df = 1", "def get_rows(): ...", "def _do_it(): ...", "class CaseManager: ...", "tmp = 1"],
)
def test_vague_names_are_seen(code):
    assert list(vague_names(code))


@pytest.mark.parametrize(
    "code", ["newest = 1", "def getting(): ...", "class Target: ...", "dof = 1"]
)
def test_plain_names_are_let_be(code):
    assert not list(vague_names(code))


# Ruff's ban of names outside the folder that owns them (tidy-imports in pyproject.toml)

READS = "import pandas as pd\n\nINVOICES = pd.read_csv('a.csv')\n"
DRAWS = "import matplotlib.pyplot as plt\n\nFIGURE = plt.figure()\n"
SHOWS = "from IPython.display import HTML\n\nPAGE = HTML('')\n"
PRINTS = "print('done')\n"


def banned_in(repository, place, code):
    """Return the rules that ruff finds broken by `code` if it stood at `place`."""
    command = [sys.executable, "-m", "ruff", "check", "--output-format", "json"]
    command += ["--no-cache", "--stdin-filename", place, "-"]
    done = subprocess.run(
        command, input=code, cwd=repository, capture_output=True, text=True, check=False
    )
    return {fault["code"] for fault in json.loads(done.stdout)} & {"TID251", "T201"}


@pytest.mark.parametrize(
    ("code", "place"),
    [
        (READS, "ka_helpers/metrics/planted.py"),
        (READS, "ka_helpers/reviews/planted.py"),
        (DRAWS, "ka_helpers/metrics/planted.py"),
        (DRAWS, "ka_helpers/figures/planted.py"),
        (SHOWS, "ka_helpers/figures/planted.py"),
        (PRINTS, "ka_helpers/cases/planted.py"),
    ],
)
def test_a_name_is_banned_outside_its_folder(repository, code, place):
    assert banned_in(repository, place, code)


@pytest.mark.parametrize(
    ("code", "place"),
    [(READS, "ka_helpers/cases/planted.py"), (SHOWS, "ka_helpers/rendering/planted.py")],
)
def test_and_allowed_inside_it(repository, code, place):
    assert not banned_in(repository, place, code)
