"""Which ids can be file names on every system, since a review's files are named by account."""

import re
from collections.abc import Iterable

from ka_helpers.columns import ANY_ACCOUNT

LONGEST = 64
_ALLOWED = re.compile(r"[\w\-](?:[\w\-. ]*[\w\-])?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def fault_of_id(identifier: str) -> str | None:
    """Return the message that says why an id cannot name a file; None if it can.

    Letters and digits of any script, `-`, `_`, and inside the id `.` and spaces; at most 64
    characters; no device name of Windows; not "ALL", which in `market` means every account.

    >>> fault_of_id("沃尔玛-华东"), fault_of_id("../etc")
    (None, 'cases.id_characters')
    """
    if len(identifier) > LONGEST:
        return "cases.id_too_long"
    if not _ALLOWED.fullmatch(identifier):
        return "cases.id_characters"
    if _RESERVED.fullmatch(identifier):
        return "cases.id_reserved"
    if identifier.casefold() == ANY_ACCOUNT.casefold():
        return "cases.id_all"
    return None


def same_ignoring_case(identifiers: Iterable[str]) -> dict[str, str]:
    """Return each id that equals an earlier, different id ignoring case, with that earlier id.

    >>> same_ignoring_case(["A1", "a1", "B"])
    {'a1': 'A1'}
    """
    first: dict[str, str] = {}
    twins = {}
    for identifier in identifiers:
        earlier = first.setdefault(identifier.casefold(), identifier)
        if earlier != identifier:
            twins[identifier] = earlier
    return twins
