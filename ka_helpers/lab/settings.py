"""JupyterLab's settings for one workspace, in that workspace; the user's own are left alone.

Not in here: what is given on the command line (`server`).
"""

import json
import sys
from pathlib import Path
from typing import Any

LOCALES = {"en": "en", "zh": "zh_CN"}
KERNEL = "python3"
SAVE_EVERY_SECONDS = 20

TRANSLATION = "@jupyterlab/translation-extension/plugin"
FIRST_SETTINGS: dict[str, dict[str, Any]] = {
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/docmanager-extension/plugin": {
        "autosave": True,
        "autosaveInterval": SAVE_EVERY_SECONDS,
    },
    "@jupyterlab/extensionmanager-extension/plugin": {"enabled": False},
    "@jupyterlab/filebrowser-extension/browser": {"showLastModifiedColumn": False},
    # Without it, a cell that is run before the page is ready asks which kernel to take.
    "@jupyterlab/notebook-extension/tracker": {"autoStartDefaultKernel": True},
}
"""Written once; a trainee may change them in JupyterLab."""


def write_settings(folder: Path, language: str) -> None:
    """Write JupyterLab's settings below `folder`; its language is set at every start."""
    for plugin, first in FIRST_SETTINGS.items():
        path = _file_of(folder, plugin)
        if not path.is_file():
            _write(path, first)
    path = _file_of(folder, TRANSLATION)
    known = _read(path)
    if known.get("locale") != LOCALES[language]:
        _write(path, {**known, "locale": LOCALES[language]})


def write_kernel(folder: Path) -> None:
    """Write the one kernel there is: this Python, whatever kernels the user has installed.

    It keeps no history in a database, which network folders and synchronised ones do not bear.
    """
    python = [sys.executable, "-X", "utf8", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    quiet = ["--HistoryManager.enabled=False", "--IPKernelApp.log_level=ERROR"]
    kernel = {
        "argv": [*python, *quiet],
        "display_name": "Python 3 (KA Kit)",
        "language": "python",
        "metadata": {"debugger": True},
    }
    path = folder / "kernels" / KERNEL / "kernel.json"
    if _read(path) != kernel:
        _write(path, kernel)


def _file_of(folder: Path, plugin: str) -> Path:
    return folder / f"{plugin}.jupyterlab-settings"


def _read(path: Path) -> dict[str, Any]:
    """Return a file of settings; {} where there is none, or one that cannot be read."""
    import json5

    try:
        known = json5.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(path: Path, settings: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(settings, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(path)
