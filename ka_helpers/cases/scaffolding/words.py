"""Words that stand in a case's files for readers of either language."""

from typing import Any

from ka_helpers.i18n import say


def both(key: str, **values: Any) -> str:
    """Return a message in both languages, Chinese first, as the data name things."""
    return f"{say(key, 'zh', **values)} / {say(key, 'en', **values)}"
