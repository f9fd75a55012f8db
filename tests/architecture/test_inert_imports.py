"""Importing any module of the kit does no work: no disk, clock, settings or processes."""

import subprocess
import sys
from pathlib import Path

import pytest

PROBE = Path(__file__).with_name("inert_probe.py")


def probe(folder, package):
    """Return how many modules were imported and what they did besides defining names."""
    command = [sys.executable, str(PROBE), str(folder), package]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    first, *seen = done.stdout.splitlines()
    return int(first.removeprefix("modules ")), [line for line in seen if line]


def test_no_module_of_the_kit_does_anything_on_import(repository):
    imported, seen = probe(repository, "ka_helpers")
    assert seen == []
    assert imported > 20


BUSY = {
    "reads a file": ("open", "open(__file__ + '.txt').read()"),
    "lists a folder": ("os.listdir", "import os\nos.listdir('.')"),
    "reads the clock": ("clock time", "import time\nSTARTED = time.time()"),
    "asks for today": ("clock date.today", "import datetime\nTODAY = datetime.date.today()"),
    "filters warnings": ("warning filter", "import warnings\nwarnings.filterwarnings('ignore')"),
    "sets rcParams": ("rcParams", "import matplotlib\nmatplotlib.rcParams['font.size'] = 9"),
    "sets an option": ("pandas option", "import pandas\npandas.set_option('display.width', 9)"),
    "sets an option by name": ("pandas opt", "import pandas\npandas.options.display.width = 9"),
    "starts a program": ("subprocess", "import subprocess\nsubprocess.getoutput('git')"),
    "does it in a function": ("open", "def f():\n    open(__file__ + '.txt').close()\nf()"),
}


@pytest.fixture(scope="module")
def seen_in_busy_package(tmp_path_factory):
    """Return what the probe sees in a package with one module for each kind of work."""
    folder = tmp_path_factory.mktemp("busy")
    package = folder / "busy"
    package.mkdir()
    (package / "__init__.py").touch()
    for number, (_, code) in enumerate(BUSY.values()):
        (package / f"module_{number}.py").write_text(code)
        (package / f"module_{number}.py.txt").touch()
    return probe(folder, "busy")[1]


@pytest.mark.parametrize("name", BUSY)
def test_the_probe_sees_a_module_that(name, seen_in_busy_package):
    number = list(BUSY).index(name)
    mine = [line for line in seen_in_busy_package if line.startswith(f"module_{number}.py:")]
    assert any(BUSY[name][0] in line for line in mine), seen_in_busy_package
