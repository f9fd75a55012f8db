"""The code of a kit without answers: what of the materials only answers call is taken out.

A chapter's materials are what its notebook shows and asks about. Some of their functions work out
what is right and serve the answers alone; they would tell a trainee who reads them. What printed
solutions call stays: a trainee who solves a question so must be able to run it. Not in here: the
answers themselves, which do not go at all.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Mapping

MATERIALS = "ka_helpers/exercises/materials/"


def without_unused(contents: Mapping[str, bytes], also: Iterable[str]) -> dict[str, bytes]:
    """Return the materials anew, without functions that nothing in `contents` names.

    `also` are texts, such as printed solutions, whose every word counts as naming a function.
    """
    words = {
        path: Counter(re.findall(r"\w+", text.decode()))
        for path, text in contents.items()
        if path.endswith((".py", ".ipynb"))
    }
    solving = {word for text in also for word in re.findall(r"\w+", text)}
    changed = {}
    for path in (path for path in words if path.startswith(MATERIALS)):
        module = path.rpartition("/")[2].removesuffix(".py")
        users = [found for other, found in words.items() if other != path and found[module]]
        named = solving.union(*users, (word for word, n in words[path].items() if n > 1))
        changed[path] = _without(contents[path].decode(), named).encode()
    return changed


def _without(code: str, named: set[str]) -> str:
    """Return a module's code without the functions at its top that are not named."""
    lines = code.splitlines(keepends=True)
    for node in reversed(ast.parse(code).body):
        if isinstance(node, ast.FunctionDef) and node.name not in named and node.end_lineno:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            del lines[first - 1 : node.end_lineno]
    return "".join(lines)
