"""How JupyterLab is started: command line, environment, settings; no server is started here."""

import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.exercises.ledger import ledger_here
from ka_helpers.lab.server import (
    Places,
    address,
    check_port,
    command,
    command_under_hub,
    environment,
    limit_memory,
    places_for,
    run,
    running,
    running_soon,
)
from ka_helpers.lab.settings import TRANSLATION, write_kernel, write_settings


@pytest.fixture
def places(workspace, tmp_path):
    (tmp_path / "runtime").mkdir()
    return Places(workspace, tmp_path / "runtime")


def flags(command):
    return dict(flag.removeprefix("--").split("=", 1) for flag in command[5:])


# Command line


def test_the_command_runs_this_python_in_utf8(places):
    started = command(places, "zh/00_start.ipynb", None, browser=True)
    assert started[:5] == [sys.executable, "-X", "utf8", "-m", "jupyterlab"]
    assert all(flag.startswith("--") and "=" in flag for flag in started[5:])


def test_it_shows_the_workspace_only_and_opens_the_first_chapter(places):
    given = flags(command(places, "zh/00 开始.ipynb", None, browser=True))
    assert given["ServerApp.root_dir"] == str(places.workspace)
    assert given["LabApp.default_url"] == "/lab/tree/zh/00%20%E5%BC%80%E5%A7%8B.ipynb"
    assert given["ServerApp.ip"] == "127.0.0.1"


def test_no_news_no_updates_and_one_kernel(places):
    given = flags(command(places, "a.ipynb", None, browser=True))
    assert given["LabApp.news_url"] == "None"
    assert given["LabApp.check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"
    assert given["LabApp.extension_manager"] == "readonly"
    assert given["KernelSpecManager.allowed_kernelspecs"] == "python3"


def test_jupyterlab_knows_every_setting_that_it_is_given(places):
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.multikernelmanager import MultiKernelManager
    from jupyter_server.serverapp import ServerApp
    from jupyterlab.labapp import LabApp

    known = {
        f"{kind.__name__}.{name}"
        for kind in (KernelSpecManager, MultiKernelManager, ServerApp, LabApp)
        for name in kind.class_traits(config=True)
    } | {"Application.log_level"}
    given = flags(command(places, "a.ipynb", 9000, browser=True)).keys()
    assert given - known == set()


def test_the_token_is_left_to_jupyterlab(places):
    given = flags(command(places, "a.ipynb", None, browser=True))
    assert not [name for name in given if "token" in name.lower() or "password" in name.lower()]


@pytest.mark.parametrize("browser", [True, False])
def test_the_browser_is_opened_where_it_is_wanted(places, browser):
    assert flags(command(places, "a.ipynb", None, browser))["ServerApp.open_browser"] == str(
        browser
    )


def test_under_a_hub_the_hub_says_where_to_listen_and_who_may_come_in(places):
    started = command_under_hub(places, "zh/00 开始.ipynb")
    assert started[:5] == [sys.executable, "-X", "utf8", "-m", "jupyterhub.singleuser"]
    given = flags(started)
    assert given["ServerApp.root_dir"] == str(places.workspace)
    assert given["ServerApp.default_url"] == "/lab/tree/zh/00%20%E5%BC%80%E5%A7%8B.ipynb"
    assert not {"ServerApp.ip", "ServerApp.port", "ServerApp.open_browser"} & set(given)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
@pytest.mark.parametrize("under_hub", [True, False])
def test_memory_is_limited_where_a_hub_grants_it(under_hub):
    import resource

    granted = {"MEM_LIMIT": str(1 << 30)} | ({"JUPYTERHUB_SERVICE_URL": "x"} if under_hub else {})
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        before = resource.prlimit(process.pid, resource.RLIMIT_DATA)
        limit_memory(process.pid, granted)
        after = resource.prlimit(process.pid, resource.RLIMIT_DATA)
        process.communicate(b"\n")
    assert after == ((1 << 30, 1 << 30) if under_hub else before)


def test_a_port_that_was_asked_for_is_taken_or_none(places):
    given = flags(command(places, "a.ipynb", 9000, browser=True))
    assert (given["ServerApp.port"], given["ServerApp.port_retries"]) == ("9000", "0")
    assert "ServerApp.port" not in flags(command(places, "a.ipynb", None, browser=True))


def test_a_port_that_is_taken_is_told_before_anything_starts():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(RequestError) as refused:
            check_port(port)
    assert refused.value.said_in("zh") == (
        f"端口 {port} 已被其他程序占用。请换一个端口，或者去掉 --port，由程序自动选择。"
    )
    check_port(port)


# Environment


def test_the_users_own_jupyter_is_left_alone(places, tmp_path):
    outside = {
        "HOME": str(tmp_path / "home"),
        "JUPYTER_CONFIG_DIR": "own",
        "JUPYTER_CONFIG_PATH": "own",
        "JUPYTER_PATH": "own",
        "JUPYTERLAB_SETTINGS_DIR": "own",
        "IPYTHONDIR": "own",
        "PATH": "/bin",
    }
    given = environment(places, outside)
    assert "own" not in given.values()
    assert given["PATH"] == "/bin"
    folders = [given[name] for name in given if name.startswith(("JUPYTER", "IPYTHON"))]
    inside = (places.workspace, places.runtime)
    assert all(any(Path(folder).is_relative_to(place) for place in inside) for folder in folders)


def test_progress_is_kept_in_the_workspace(places, monkeypatch):
    given = environment(places, {"KA_KIT_PROGRESS": "elsewhere"})
    monkeypatch.setenv("KA_KIT_PROGRESS", given["KA_KIT_PROGRESS"])
    assert ledger_here().path == places.workspace / ".ka-kit" / "progress.jsonl"


def test_python_reads_and_writes_utf8(places):
    assert environment(places, {})["PYTHONUTF8"] == "1"


def test_keys_of_servers_stay_out_of_the_workspace(workspace, tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "local" / "runtime"))
    assert places_for(workspace).runtime == tmp_path / "local" / "runtime"


def test_keys_go_into_the_workspace_where_the_home_is_read_only(workspace, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "file" / "runtime"))
    assert places_for(workspace).runtime.is_relative_to(workspace)


# Settings


def settings_of(places, plugin):
    path = places.settings / f"{plugin}.jupyterlab-settings"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("language", "locale"), [("zh", "zh_CN"), ("en", "en")])
def test_menus_speak_the_trainees_language(places, language, locale):
    write_settings(places.settings, "en" if language == "zh" else "zh")
    write_settings(places.settings, language)
    assert settings_of(places, TRANSLATION) == {"locale": locale}


def test_every_setting_is_one_that_jupyterlab_has(places):
    import jupyterlab

    write_settings(places.settings, "zh")
    schemas = Path(jupyterlab.__file__).parent / "schemas"
    for path in places.settings.rglob("*.jupyterlab-settings"):
        plugin = path.relative_to(places.settings).with_suffix(".json")
        schema = json.loads((schemas / plugin).read_text(encoding="utf-8"))
        given = json.loads(path.read_text(encoding="utf-8"))
        assert given.keys() <= schema["properties"].keys(), plugin


def test_what_a_trainee_set_in_jupyterlab_stays(places):
    write_settings(places.settings, "zh")
    docs = places.settings / "@jupyterlab/docmanager-extension/plugin.jupyterlab-settings"
    docs.write_text('{"autosaveInterval": 5} // mine', encoding="utf-8")
    words = places.settings / f"{TRANSLATION}.jupyterlab-settings"
    words.write_text('{\n  // mine\n  "locale": "zh_CN", "displayStringsPrefix": true\n}')
    before = words.read_text()
    write_settings(places.settings, "zh")
    assert words.read_text() == before
    write_settings(places.settings, "en")
    assert settings_of(places, TRANSLATION) == {"locale": "en", "displayStringsPrefix": True}
    assert docs.read_text(encoding="utf-8") == '{"autosaveInterval": 5} // mine'


def test_the_kernel_is_this_python_whatever_the_user_has(places, tmp_path, monkeypatch):
    from jupyter_client.kernelspec import KernelSpecManager

    user = tmp_path / "user" / "kernels" / "python3"
    user.mkdir(parents=True)
    other = {"argv": ["/other/python"], "display_name": "Other", "language": "python"}
    (user / "kernel.json").write_text(json.dumps(other), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "user"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    assert KernelSpecManager().get_kernel_spec("python3").argv[0] == "/other/python"
    write_kernel(places.kernels)
    for name, value in environment(places, {}).items():
        monkeypatch.setenv(name, value)
    assert KernelSpecManager().get_kernel_spec("python3").argv[0] == sys.executable


# Already running


class _Answering(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = self.path == "/api/status?token=secret"
        self.send_response(200 if known else 403)
        self.end_headers()
        self.wfile.write(b'{"started": "2026-11-22T10:00:00Z"}' if known else b"{}")

    def log_message(self, *_):
        pass


@pytest.fixture
def answering(places):
    """Return what a JupyterLab on the workspace says of itself; it answers while the test runs."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        info = {
            "url": f"http://127.0.0.1:{server.server_port}/",
            "token": "secret",
            "root_dir": str(places.workspace),
            "pid": os.getpid(),
        }
        yield info
        server.shutdown()


def register(places, info):
    path = places.runtime / f"jpserver-{info['pid']}.json"
    path.write_text(json.dumps(info), encoding="utf-8")


def test_one_that_runs_on_this_workspace_is_found(places, answering, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    register(places, answering)
    assert running(places) == answering
    assert address(answering, "zh/00 a.ipynb") == (
        f"{answering['url']}lab/tree/zh/00%20a.ipynb?token=secret"
    )


@pytest.mark.parametrize(
    "other", [{"root_dir": "."}, {"root_dir": "/nowhere"}, {"token": "old"}, {"pid": 2**22 + 1}]
)
def test_one_elsewhere_or_gone_is_not(places, answering, other):
    register(places, answering | other)
    assert running(places) is None


def test_one_that_another_start_is_bringing_up_is_waited_for(places, answering):
    threading.Timer(0.5, register, (places, answering)).start()
    assert running_soon(places, 20) == answering
    (places.runtime / f"jpserver-{answering['pid']}.json").unlink()
    assert running_soon(places, 0.3) is None


# To its end


def test_its_exit_code_comes_back_and_it_runs_where_nothing_can_hide_a_module(places):
    code = "import os, sys; sys.exit(7 if os.getcwd() == sys.argv[1] else 8)"
    ran = [sys.executable, "-c", code, str(places.own)]
    assert run(ran, places, os.environ) == 7


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals between processes")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 5), (signal.SIGTERM, 6)])
def test_ctrl_c_and_an_end_from_outside_wait_for_the_server(places, sent, code, tmp_path):
    server = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGINT, lambda *_: sys.exit(5))\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(6))\n"
        "open(sys.argv[1], 'w').close()\n"
        "time.sleep(60)\n"
    )
    ready = tmp_path / "ready"
    start = (
        "import os, sys\nfrom pathlib import Path\n"
        "from ka_helpers.lab.server import Places, run\n"
        "places = Places(Path(sys.argv[1]), Path(sys.argv[1]))\n"
        "sys.exit(run(sys.argv[2:], places, os.environ))\n"
    )
    ran = [sys.executable, "-c", start, places.workspace, sys.executable, "-c", server, ready]
    with subprocess.Popen(list(map(str, ran)), start_new_session=True) as starter:
        while not ready.exists():
            assert starter.poll() is None
            time.sleep(0.05)
        if sent == signal.SIGINT:
            os.killpg(starter.pid, sent)
        else:
            starter.send_signal(sent)
        assert starter.wait(30) == code
