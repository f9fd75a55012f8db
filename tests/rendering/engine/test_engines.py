"""papermill's engines by name: how they are found, when they fall back, what a crash leaves."""

import json
import os
import subprocess
import sys

import psutil
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from tests.rendering.engine.comparing import comparable, run, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.mark.parametrize(
    "first",
    [
        "import papermill",
        "import ka_helpers.rendering.engine.engines",
        "import ka_helpers.rendering.engine.warm",
        "import ka_helpers.rendering.engine",
        "import ka_helpers.rendering.engine.client",
    ],
)
def test_engines_are_found_whatever_is_imported_first(first):
    code = (
        f"{first}\nfrom papermill.engines import papermill_engines as e\n"
        "print(*[e.get_engine(n).engine().__name__ for n in ('ka-fork', 'ka-inside', 'ka-warm')])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["ForkEngine", "InsideEngine", "WarmEngine"]


def test_the_public_names_import_little():
    code = (
        "import sys\nimport ka_helpers.rendering.engine\n"
        "print([m for m in ('papermill', 'IPython', 'pandas', 'psutil') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


def statuses(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell["metadata"]["papermill"]["status"] for cell in cells]


CRASHES = ["print('before')", "import os\nprint('last words')\nos._exit(3)", "print('after')"]


def test_a_cell_that_kills_its_kernel_has_failed(tmp_path):
    template = write_notebook(tmp_path / "in.ipynb", CRASHES)
    output = tmp_path / "out.ipynb"
    with pytest.raises(DeadKernelError):
        run(template, output, "ka-fork")
    assert statuses(output) == ["completed", "failed", "pending"]
    saved = json.loads(output.read_text(encoding="utf-8"))
    assert saved["metadata"]["papermill"]["exception"] is True
    assert saved["cells"][1]["metadata"]["papermill"]["exception"] is True
    assert saved["cells"][2]["outputs"] == []


def test_a_cell_over_time_is_stopped_with_all_it_started(tmp_path):
    cells = ["import os\nos.getpid()", "import subprocess\nsubprocess.run(['sleep', '600'])"]
    output = tmp_path / "out.ipynb"
    with pytest.raises(CellTimeoutError):
        run(write_notebook(tmp_path / "in.ipynb", cells), output, "ka-fork", execution_timeout=1)
    assert statuses(output) == ["completed", "failed"]
    first = json.loads(output.read_text(encoding="utf-8"))["cells"][0]
    assert not psutil.pid_exists(int(first["outputs"][0]["data"]["text/plain"][0]))


def test_a_cell_over_time_is_interrupted_if_asked(tmp_path):
    cells = [("import time\ntime.sleep(600)", "raises-exception"), "print('went on')"]
    output = tmp_path / "out.ipynb"
    options = {"execution_timeout": 1, "interrupt_on_timeout": True}
    run(write_notebook(tmp_path / "in.ipynb", cells), output, "ka-fork", **options)
    cells = json.loads(output.read_text(encoding="utf-8"))["cells"]
    stopped, after = (cell for cell in cells if cell["id"].startswith("cell-"))
    assert stopped["outputs"][0]["ename"] == "KeyboardInterrupt"
    assert after["outputs"][0]["text"] == ["went on\n"]


def test_hooks_are_called_as_nbclient_does(tmp_path):
    template = write_notebook(tmp_path / "in.ipynb", ["1", ("1 / 0", "raises-exception")])

    def seen(engine):
        calls = []
        names = ("cell_start", "cell_execute", "cell_complete", "cell_executed", "cell_error")
        hooks = {
            f"on_{name}": lambda name=name, **what: calls.append((name, what["cell_index"]))
            for name in names
        }
        starts = {"on_notebook_start": lambda notebook: calls.append(len(notebook.cells))}
        run(template, tmp_path / "out.ipynb", engine, **hooks, **starts)
        return calls

    assert seen("ka-fork") == seen(None) != []


def test_outputs_reach_the_log_files_as_they_arise(tmp_path):
    template = write_notebook(tmp_path / "in.ipynb", ["import sys\nprint(1)", "print(2)"])
    with (tmp_path / "said").open("w+") as said:
        run(template, tmp_path / "out.ipynb", "ka-fork", stdout_file=said, log_output=True)
        said.seek(0)
        assert said.read() == "1\n2\n"


def test_a_running_event_loop_does_not_matter(tmp_path):
    import asyncio

    template = write_notebook(tmp_path / "in.ipynb", ["1 + 1"])
    output = tmp_path / "out.ipynb"

    async def as_in_jupyter():
        run(template, output, "ka-fork")

    asyncio.run(as_in_jupyter())
    run(template, tmp_path / "again.ipynb", "ka-fork")
    assert comparable(output) == comparable(tmp_path / "again.ipynb")


def test_kernels_of_other_programs_are_papermills_business(tmp_path, monkeypatch):
    from jupyter_client.kernelspec import NoSuchKernel

    from ka_helpers.rendering.engine.engines import runs_this_python

    spec = {"argv": ["/usr/bin/other-python", "-m", "ipykernel_launcher"], "language": "python"}
    folder = tmp_path / "kernels" / "other"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps(spec | {"display_name": "Other"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    assert runs_this_python("python3")
    assert not runs_this_python("other")
    assert not runs_this_python("missing")
    template = write_notebook(tmp_path / "in.ipynb", ["1"])
    with pytest.raises(NoSuchKernel):
        run(template, tmp_path / "out.ipynb", "ka-fork", kernel_name="missing")


def test_without_fork_the_same_name_serves(tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_NO_FORK", "1")
    template = write_notebook(tmp_path / "in.ipynb", ["import os\nos.environ['KA_KIT_NO_FORK']"])
    output = tmp_path / "out.ipynb"
    run(template, output, "ka-fork")
    assert json.loads(output.read_text())["cells"][0]["outputs"][0]["data"]["text/plain"] == ["'1'"]


def test_the_command_leaves_no_process(tmp_path):
    template = write_notebook(tmp_path / "in.ipynb", [("a = 1", "parameters"), "a"])
    output = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "--engine", "ka-fork", template, output]
    marked = {**os.environ, "KA_KIT_MARK": str(tmp_path)}
    subprocess.run([*command, "-p", "a", "5"], check=True, capture_output=True, env=marked)
    made = json.loads(output.read_text())["cells"][-1]["outputs"][0]["data"]["text/plain"]
    assert made == ["5"]
    running = psutil.process_iter(["environ"])
    assert not [p for p in running if (p.info["environ"] or {}).get("KA_KIT_MARK") == str(tmp_path)]
