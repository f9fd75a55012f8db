"""Every phrase that a desk says is in its catalogue."""

import ast
from pathlib import Path

import ka_helpers.widgets
from ka_helpers.i18n import messages

OWN_CATALOGUE = {"contact_map_desk.py": "contacts"}
"""Desks that speak from another catalogue than `widgets`."""
FOLDER = Path(ka_helpers.widgets.__file__).parent


def phrases():
    """Yield (module, name) of each phrase that is named literally."""
    for path in sorted(FOLDER.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(".phrase"):
                name = call.args[0]
                if isinstance(name, ast.Constant):
                    yield path.name, name.value


def test_every_phrase_is_there():
    said = list(phrases())
    assert len(said) > 20
    lacking = [
        (module, name)
        for module, name in said
        if name not in messages(OWN_CATALOGUE.get(module, "widgets"), "en")
    ]
    assert lacking == []
