"""The negotiation brief of an account on the command line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from ka_helpers.errors import RequestError
from ka_helpers.i18n import say

if TYPE_CHECKING:
    from ka_helpers.cases import Case
    from ka_helpers.rendering.brief.writing import BriefRequest

MOST_NAMED = 10


def write(case: "Case", request: "BriefRequest") -> None:
    """Write a brief and say where each file is."""
    from ka_helpers.rendering.brief.writing import write_briefs

    account = request.account_id
    for path in write_briefs(case, request):
        typer.echo(say("cli.brief_done", account=account, path=path))


def chosen_account(case: "Case", named: str) -> str:
    """Return the account whose brief is asked for: the one named, else the case's own.

    Raises
    ------
    RequestError : none is named, and the case names none that it has
    """
    usual = named.strip() or case.file.parameters.account_id
    if usual is None:
        known = ", ".join(_first(case.account_ids))
        raise RequestError("cli.brief_account", example=case.account_ids[0], known=known)
    return str(usual)


def _first(ids: Sequence[str]) -> list[str]:
    return [*ids[:MOST_NAMED], *(["…"] if len(ids) > MOST_NAMED else [])]
