"""What pydantic finds wrong in a YAML file, said as problems with line, key and next step."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import ValidationError

from ka_helpers.cases.yaml_text import Where, YamlText
from ka_helpers.errors import Problem

_MESSAGES = {
    "missing": "cases.yaml_missing",
    "literal_error": "cases.yaml_choice",
    "int_parsing": "cases.yaml_whole_number",
    "int_from_float": "cases.yaml_whole_number",
    "int_type": "cases.yaml_whole_number",
    "float_parsing": "cases.yaml_number",
    "float_type": "cases.yaml_number",
    "decimal_parsing": "cases.yaml_number",
    "decimal_type": "cases.yaml_number",
    "finite_number": "cases.yaml_number",
    "greater_than": "cases.yaml_more_than",
    "greater_than_equal": "cases.yaml_at_least",
    "less_than_equal": "cases.yaml_at_most",
    "model_type": "cases.yaml_mapping",
    "dict_type": "cases.yaml_mapping",
    "dataclass_type": "cases.yaml_mapping",
    "list_type": "cases.yaml_list",
    "tuple_type": "cases.yaml_list",
    "string_type": "cases.yaml_text",
}
_UNKNOWN = {"extra_forbidden", "unexpected_keyword_argument"}


def problems_in(error: ValidationError, text: YamlText, model: type[Any]) -> tuple[Problem, ...]:
    """Return one problem for each error, in the order of their lines.

    Validators of our own raise `PydanticCustomError` whose type is the message key without
    its domain, its context the message's values.
    """
    found = [_problem(details, text, model) for details in error.errors(include_url=False)]
    return tuple(sorted(found, key=lambda problem: problem.row or 0))


def closest(found: str, known: Any) -> str | None:
    """Return the known name that `found` probably means.

    >>> closest("slaes", ["sales", "market"])
    'sales'
    """
    by_folded = {str(name).casefold(): str(name) for name in known}
    matches = get_close_matches(found.casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None


def _problem(details: Any, text: YamlText, model: type[Any]) -> Problem:
    where, kind, context = tuple(details["loc"]), details["type"], details.get("ctx", {})
    if kind in _UNKNOWN:
        return _unknown_key(where, text, model)
    values = {"found": _shown(details["input"])}
    if kind == "literal_error":
        values["expected"] = " / ".join(re.findall(r"'([^']*)'", context["expected"]))
    elif kind in _MESSAGES:
        values["limit"] = next(
            (f"{context[name]:g}" for name in ("gt", "ge", "le") if name in context), ""
        )
    else:
        values |= context
    if values.get("limit") == "1" and kind == "less_than_equal":
        return text.problem(where, "cases.yaml_share", **values)
    own = f"cases.{kind}" if kind.startswith("yaml_") else "cases.yaml_invalid"
    return text.problem(where, _MESSAGES.get(kind, own), **values)


def _unknown_key(where: Where, text: YamlText, model: type[Any]) -> Problem:
    known = _keys_at(model, where[:-1])
    meant = closest(str(where[-1]), known)
    if meant is None:
        expected = ", ".join(known)
        return text.problem(where, "cases.yaml_unknown_key", found=where[-1], expected=expected)
    return text.problem(where, "cases.yaml_misspelt_key", found=where[-1], meant=meant)


def _keys_at(model: type[Any], where: Where) -> list[str]:
    for step in where:
        if isinstance(step, str):
            by_alias = {field.alias or name: field for name, field in _fields(model).items()}
            model = next(_models_in(by_alias[step].annotation))
    return [field.alias or name for name, field in _fields(model).items()]


def _fields(model: type[Any]) -> dict[str, Any]:
    return dict(model.__pydantic_fields__)


def _models_in(annotation: Any) -> Iterator[type[Any]]:
    if hasattr(annotation, "__pydantic_fields__"):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _shown(found: Any) -> str:
    return "" if found is None else str(found)[:60]
