"""A JupyterHub that serves KA Kit to a class. What it means and how to start it: ../classroom.md.

Everything a trainer changes is in the first block, or in the environment.
"""

import os
import sys
from pathlib import Path

CLASS_FOLDER = Path(os.environ.get("KA_CLASS_FOLDER", "class")).absolute()
"""The work of all trainees and the hub's own files: keep it, and keep it backed up."""
CASE = os.environ.get("KA_CASE", "beverage_china")
LANGUAGE = os.environ.get("KA_LANGUAGE", "zh")
LANGUAGE_OF: dict[str, str] = {}
"""Trainees who read another language than the class: {"anna": "en"}."""
ADDRESS = os.environ.get("KA_ADDRESS", "http://127.0.0.1:8000")
SIGN_IN = os.environ.get("KA_SIGN_IN", "shared-password")
"""How trainees sign in; "dummy" lets everybody in and is for a first try on loopback only."""
PASSWORD = os.environ.get("KA_CLASS_PASSWORD", "")
"""What trainees type beside their name, at least 8 letters, if they sign in by shared-password."""
MOST_TRAINEES, MEMORY = 40, "2G"

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - JupyterHub gives it
CLASS_FOLDER.mkdir(parents=True, exist_ok=True)


def in_their_language(spawner):
    """Give each trainee the lab in their language; it copies the notebooks into their folder."""
    spoken = LANGUAGE_OF.get(spawner.user.name, LANGUAGE)
    kit = [sys.executable, "-X", "utf8", "-m", "ka_helpers.cli"]
    spawner.cmd = [*kit, "lab", "--language", spoken, "--case", CASE]


c.JupyterHub.bind_url = ADDRESS
c.JupyterHub.db_url = f"sqlite:///{CLASS_FOLDER / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(CLASS_FOLDER / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(CLASS_FOLDER / "proxy.pid")
c.ConfigurableHTTPProxy.command = [
    sys.executable,
    "-c",
    "from configurable_http_proxy.cli import main; main()",
]

c.JupyterHub.authenticator_class = SIGN_IN
c.Authenticator.allow_all = True
c.SharedPasswordAuthenticator.user_password = PASSWORD

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(CLASS_FOLDER / "trainees" / "{username}")
c.Spawner.pre_spawn_hook = in_their_language
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.Spawner.mem_limit = MEMORY
c.JupyterHub.active_server_limit = MOST_TRAINEES
c.JupyterHub.concurrent_spawn_limit = 10
