"""Set up KA Kit beside this file, once, and run it: `python start.py`.

Needs nothing but Python 3.11 or newer and, the first time, a network. The environment is
`.venv` beside this file; its stamp says which lock it was made from, so that it is made
again when the lock changes, and made anew when a set-up was cut short. A trainer may have put
packages beside it, which need no network, and a `class.json`, which names the class's case.
Not in here: anything about key accounts. Arguments go on to `ka-kit` as they are.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Command = Sequence[object]

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "ka-kit.stamp"
UNFINISHED = VENV / "ka-kit.unfinished"
PACKAGES = ROOT / "packages"
CLASS = ROOT / "class.json"

USER_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
LOCKS_HELD = {USER_LOCK: (USER_LOCK,), DEV_LOCK: (USER_LOCK, DEV_LOCK)}
"""Which locks an environment satisfies after one is installed: the larger holds the smaller."""

FREE_BYTES_TO_START = 2 * 1024**3
FREE_BYTES_LEFT_WHEN_FULL = 200 * 1024**2
PAUSES_SECONDS = (0, 5, 20)
PIP_IN_UV_WORDS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "proxy": ("ALL_PROXY", " "),
}
"""The variable in which uv reads each setting of pip, and what parts several values."""
MOST_WORKERS = 8

SAMPLE = (
    *("--case", "beverage_china", "--quarter", "2026Q2"),
    *("--language", "en", "--language", "zh", "--formats", "html,pdf,pptx,xlsx"),
    *("--out", "reports/beverage_china"),
)
RUN_KA_KIT = "import sys; from ka_helpers.cli import main; sys.exit(main())"
RUN_LINT_IMPORTS = (
    "import sys; from importlinter.cli import lint_imports_command; "
    "sys.exit(lint_imports_command())"
)
CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    ("lint-imports", ("-c", RUN_LINT_IMPORTS)),
)

HELP = """\
KA Kit: learn, plan and review key accounts
重点客户工具箱：学习、计划、回顾

  python start.py review        a review of every account of the sample case
                                为示例案例的每个客户生成季度回顾
  python start.py review ...    the same for your own case; see `review --help`
                                为自己的案例生成回顾，选项见 review --help
  python start.py lab           the chapters in JupyterLab, to learn from; see `lab --help`
                                在 JupyterLab 中打开课程，选项见 lab --help
  python start.py ...           any other ka-kit command
                                其他 ka-kit 命令
  python start.py setup         only set up
                                只安装，不运行
  python start.py test          check the kit itself
                                检查工具箱本身

The first run sets up an environment in .venv (1-3 minutes, about 1 GB, needs a network).
首次运行会在 .venv 中安装环境（1 到 3 分钟，约 1 GB，需要联网）。
"""
MESSAGES = {
    "old_python": (
        "KA Kit needs Python {oldest} or newer; this is {found}. Get it from python.org.",
        "KA Kit 需要 Python {oldest} 或更高版本，当前是 {found}。请从 python.org 安装。",
    ),
    "no_venv": (
        "This Python cannot make environments. On Debian or Ubuntu: sudo apt install python3-venv",
        "当前 Python 无法创建虚拟环境。Debian 或 Ubuntu 请运行：sudo apt install python3-venv",
    ),
    "no_disk": (
        "Too little disk space in {place}: {free} MB free, {needed} MB needed.",
        "{place} 所在磁盘空间不足：剩余 {free} MB，需要 {needed} MB。",
    ),
    "no_network": (
        "The packages could not be fetched. Check the network and run this again; if your company "
        "uses a mirror, name it first: pip config set global.index-url <address>. "
        "If JupyterLab is running from this folder, close it first.",
        "无法下载或安装软件包。请检查网络后重试；如需使用镜像，请先设置："
        "pip config set global.index-url <地址>。如果 JupyterLab 正在此文件夹运行，请先关闭。",
    ),
    "not_made": (
        "The environment in {place} could not be made ({reason}). Close JupyterLab and any other "
        "program that uses it, delete that folder and run this again.",
        "无法在 {place} 创建环境（{reason}）。"
        "请关闭 JupyterLab 等正在使用它的程序，删除该文件夹后重试。",
    ),
    "setting_up": (
        "Setting up KA Kit in {place} (1-3 minutes, once) ...",
        "正在 {place} 安装 KA Kit（仅需一次，1 到 3 分钟）……",
    ),
    "trying_again": (
        "That did not work; trying again in {pause} seconds ...",
        "未成功，{pause} 秒后重试……",
    ),
    "other_python": (
        "The packages beside this file are for Python {wanted}; this is {found}. Install Python "
        "{wanted} from python.org to need no network. Fetching them from the network instead ...",
        "随附的软件包适用于 Python {wanted}，当前是 {found}。如需不联网安装，请从 python.org 安装 "
        "Python {wanted}。现改为联网下载……",
    ),
    "slower_way": ("Installing with pip instead, which is slower ...", "改用 pip 安装，速度较慢……"),
    "stopped": (
        "Stopped. Run it again to set up from the start.",
        "已中止。再次运行将重新安装。",
    ),
    "ready": ("KA Kit is set up.", "KA Kit 安装完成。"),
}


class SetupError(Exception):
    """The environment cannot be set up; carries the key of a message and its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def main(arguments: list[str]) -> int:
    """Do what `arguments` ask and return the exit code."""
    survive_any_console()
    if sys.version_info[:2] < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        return fail("old_python", oldest=".".join(str(part) for part in OLDEST), found=found)
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        print(HELP)
        return 0
    try:
        set_up(DEV_LOCK if arguments[0] == "test" else USER_LOCK)
    except SetupError as error:
        return fail(error.key, **error.values)
    except OSError as error:
        return fail("not_made", place=VENV, reason=error)
    except KeyboardInterrupt:
        return fail("stopped")
    return carry_out(arguments)


def carry_out(arguments: list[str]) -> int:
    """Do what `arguments` ask in the environment, and return the exit code."""
    if arguments[0] == "setup":
        say("ready")
        return 0
    if arguments[0] == "test":
        return run_checks(arguments[1:])
    if arguments == ["review"]:
        return run(ka_kit_command(["review", *SAMPLE]), cwd=ROOT)
    if arguments[0] == "lab":
        return run(ka_kit_command([*arguments, *said_for_the_class(arguments)]))
    return run(ka_kit_command(arguments))


def said_for_the_class(arguments: Sequence[str]) -> list[str]:
    """Return the case and language of the class, as far as `arguments` do not name them."""
    known = class_settings()
    return [
        word
        for option in ("case", "language")
        if known.get(option) and not any(said.startswith(f"--{option}") for said in arguments)
        for word in (f"--{option}", str(known[option]))
    ]


def class_settings() -> Mapping[str, object]:
    """Return what the trainer's `class.json` says, {} without a readable one."""
    try:
        known = json.loads(CLASS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def survive_any_console() -> None:
    """Let a console that lacks a character (GBK on Windows) show "?" for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(key: str, **values: object) -> None:
    """Print a message in English and in Chinese."""
    for sentence in MESSAGES[key]:
        print(sentence.format(**values), file=sys.stderr, flush=True)


def fail(key: str, **values: object) -> int:
    """Print a message and return the exit code of a failure."""
    say(key, **values)
    return 1


# Setting up


def set_up(lock: str) -> None:
    """Make `.venv` hold what `lock` names, unless it does already."""
    if is_ready(lock):
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetupError("no_venv")
    need_disk(FREE_BYTES_TO_START)
    say("setting_up", place=VENV)
    if UNFINISHED.exists() or not has_pip():
        make_venv()
    STAMP.unlink(missing_ok=True)
    UNFINISHED.touch()
    install(lock)
    STAMP.write_text("\n".join(map(fingerprint, LOCKS_HELD[lock])), encoding="ascii")
    UNFINISHED.unlink()


def is_ready(lock: str) -> bool:
    """Tell whether `.venv` was made from `lock` as it is now, and from here."""
    if not PYTHON.exists() or not STAMP.exists() or UNFINISHED.exists():
        return False
    return fingerprint(lock) in STAMP.read_text(encoding="ascii").split()


def fingerprint(lock: str) -> str:
    """Return a hash of what decides an environment: lock, pyproject.toml and this folder."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in (lock, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def has_pip() -> bool:
    """Tell whether `.venv` has a Python that runs and is new enough, giving it pip if need be."""
    new_enough = f"import sys; sys.exit(sys.version_info[:2] < {OLDEST})"
    return (
        PYTHON.exists()
        and succeeds([PYTHON, "-c", new_enough])
        and (succeeds([PYTHON, "-m", "pip", "--version"]) or succeeds([PYTHON, "-m", "ensurepip"]))
    )


def make_venv() -> None:
    """Make `.venv` anew with the Python behind this one, which may itself be in `.venv`."""
    python = getattr(sys, "_base_executable", None) or sys.executable
    if not succeeds([python, "-m", "venv", "--clear", VENV]):
        raise SetupError("not_made", place=VENV, reason=f"{python} -m venv")


def install(lock: str) -> None:
    """Install the packages of `lock` by their hashes, then the kit itself, editable."""
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    uv = [PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON]
    packages = ["--require-hashes", "-r", ROOT / lock]
    kit = ["--no-deps", "--editable", ROOT]
    beside = ["--no-index", "--find-links", PACKAGES]
    if has_packages() and all(succeeds([*pip, *beside, *what]) for what in (packages, kit)):
        return
    if succeeds([*pip, "uv"]):
        environment = uv_environment(pip_settings(), os.environ)
        if all(attempt([*uv, *what], environment) for what in (packages, kit)):
            return
    say("slower_way")
    if not all(attempt([*pip, *what]) for what in (packages, kit)):
        need_disk(FREE_BYTES_LEFT_WHEN_FULL)
        raise SetupError("no_network")


def has_packages() -> bool:
    """Tell whether packages for this Python lie beside this file; of others, say so."""
    if not any(PACKAGES.glob("*.whl")):
        return False
    wanted, found = class_settings().get("python"), ".".join(map(str, sys.version_info[:2]))
    if wanted and wanted != found:
        say("other_python", wanted=wanted, found=found)
        return False
    return True


def attempt(command: Command, environment: dict[str, str] | None = None) -> bool:
    """Run a command that needs the network, a few times until it succeeds."""
    for pause in PAUSES_SECONDS:
        if pause:
            say("trying_again", pause=pause)
            time.sleep(pause)
        if succeeds(command, environment, quiet=False):
            return True
    return False


def pip_settings() -> str:
    """Return what `pip config list` says, a line each: global.index-url='...'."""
    command = [str(PYTHON), "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, check=False)
    return listed.stdout.decode(errors="replace")


def uv_environment(settings: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` with pip's mirror, certificate and proxy said in uv's words.

    uv does not read pip's settings; whoever set a mirror for pip means it for uv too.
    What the environment already says to uv stays.
    """
    said = {"UV_HTTP_TIMEOUT": "120", "UV_INDEX_STRATEGY": "unsafe-best-match"}
    for option, value in re.findall(r"^[^.\n]+\.([\w-]+)='(.*)'", settings, flags=re.MULTILINE):
        if option in PIP_IN_UV_WORDS:
            name, separator = PIP_IN_UV_WORDS[option]
            said[name] = separator.join(value.replace("\\n", " ").split())
    return {**said, **environment}


def need_disk(needed: int) -> None:
    """Raise SetupError unless `needed` bytes are free where the kit is."""
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise SetupError("no_disk", place=ROOT, free=free // 1024**2, needed=needed // 1024**2)


def succeeds(
    command: Command, environment: dict[str, str] | None = None, quiet: bool = True
) -> bool:
    """Run a command and tell whether it succeeded; `quiet` hides what it prints."""
    hidden = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, env=environment, stdout=hidden, stderr=hidden, check=False)
    except OSError:
        return False
    return done.returncode == 0


# Running


def ka_kit_command(arguments: list[str]) -> list[str]:
    """Return the command for `ka-kit`."""
    return [str(PYTHON), "-c", RUN_KA_KIT, *arguments]


def run_checks(pytest_arguments: list[str]) -> int:
    """Run every check and then the tests; return the exit code of the first that failed."""
    codes = []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        codes.append(run([str(PYTHON), *command], cwd=ROOT))
        if codes[-1]:
            print(f"== {name}: failed ({codes[-1]})", flush=True)
    print("== pytest", flush=True)
    codes.append(run(pytest_command(pytest_arguments, os.cpu_count() or 1), cwd=ROOT))
    return next((code for code in codes if code), 0)


def pytest_command(arguments: list[str], cores: int) -> list[str]:
    """Return the command for the tests, side by side where there are cores for it."""
    workers = ["-n", str(min(cores, MOST_WORKERS)), "--dist=loadscope"] if cores > 1 else []
    return [str(PYTHON), "-m", "pytest", *workers, *arguments]


def run(command: list[str], cwd: Path | None = None) -> int:
    """Run a command to its end, leaving Ctrl-C to it, and return its exit code."""
    # UTF-8 whatever the console: a ¥ has no place in GBK, and Chinese none in cp1252.
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, cwd=cwd, env=environment) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
