"""What commands share: their language, and how they end with a message."""

import locale
import os
from typing import Annotated, NoReturn

import typer

from ka_helpers.i18n import LANGUAGES, say, speak

MOST_WORKERS = 61
"""More processes than this cannot be waited for on Windows."""
USUAL_WORKERS = min(os.cpu_count() or 1, MOST_WORKERS)
Language = Annotated[str, typer.Option(help="en or zh / 语言")]
Workers = Annotated[int, typer.Option(min=1, max=MOST_WORKERS, help="Processes / 并行数")]


def preferred_language() -> str:
    """Return "zh" on a Chinese system, else "en"."""
    settings = [os.environ.get(name, "") for name in ("LC_ALL", "LANG")]
    named = next((setting for setting in settings if setting), locale.getlocale()[0] or "")
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


def use(language: str) -> None:
    """Speak `language` from here on; end the command if there is no such language."""
    if language not in LANGUAGES:
        fail(say("cli.bad_language", found=language), 2)
    speak(language)


def fail(message: str, code: int) -> NoReturn:
    """End the command with a message and an exit code."""
    typer.echo(message, err=True)
    raise SystemExit(code)
