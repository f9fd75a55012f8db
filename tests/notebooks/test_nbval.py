"""nbval runs every notebook that trainees open, as Jupyter would: a kernel each, no cell fails.

Each is run in one language, the two in turn: their code is the same (`test_derived`), and both
are run by the kit's own engine (`test_executed`).
"""

import os
import shutil
import subprocess
import sys
from itertools import cycle

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
    names = sorted(path.relative_to(tmp_path / "en") for path in (tmp_path / "en").rglob("*.ipynb"))
    opened = [tmp_path / language / name for name, language in zip(names, cycle(LANGUAGES))]
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
