"""nbval runs every notebook that trainees open, as Jupyter would: a kernel each, no cell fails."""

import os
import shutil
import subprocess
import sys

import pytest

from ka_helpers.exercises.curriculum import NOTEBOOKS

pytestmark = pytest.mark.slow
LANGUAGES = ("en", "zh")
WORKERS = str(min(2, os.cpu_count() or 1))
QUIET = ["-p", "no:cacheprovider", "-q", "--no-header"]


def test_every_notebook_passes_nbval(tmp_path):
    """In a copy: what notebooks and kernels write does not land among the sources."""
    for language in LANGUAGES:
        shutil.copytree(NOTEBOOKS / language, tmp_path / language)
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    opened = sorted(tmp_path.rglob("*.ipynb"))
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "-n", WORKERS, "--dist=loadscope"]
    environment = {**os.environ, "KA_KIT_PROGRESS": str(tmp_path / "progress.jsonl")}
    for inherited in ("PYTEST_CURRENT_TEST", "PYTEST_XDIST_WORKER", "PYTEST_ADDOPTS"):
        environment.pop(inherited, None)
    done = subprocess.run(
        [*command, *QUIET, *map(str, opened)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
