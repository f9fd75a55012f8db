"""Names in both languages: case.yaml, names of the tables, criteria of the case's own rulesets.

A column of names is held to what most of it does: where most names are written in both languages
(中文 English), one in a single language stands out. Not in here: faults; a name never is one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from ka_helpers.cases import Case
from ka_helpers.cases.casefile import CASE_FILE, Bilingual
from ka_helpers.classroom.checking.remarks import Checked, Remark
from ka_helpers.errors import MOST_EXAMPLES
from ka_helpers.i18n import LANGUAGES, has_message, say
from ka_helpers.reviews.portfolio_inputs import AccountInputs
from ka_helpers.rulesets import Ruleset

NAMED = (
    ("account", "account_id", "account_name"),
    ("product", "product_id", "product_name"),
    ("contact", "contact_id", "name"),
    ("store", "store_id", "store_name"),
)
"""Tables of things that have names: the id beside the name."""
MOST = 0.5
"""The share of a column's names in both languages from which on one in a single one stands out."""
_CHINESE, _LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]")
_BOTH = re.compile(r".*[^\x00-\x7f]\s+[\x00-\x7f]*[A-Za-z][\x00-\x7f]*")
"""中文 English: the form of which either half finds an account."""


@dataclass(frozen=True)
class Named:
    """A thing with a name."""

    key: str
    name: str


def checked_names(case: Case, rulesets: Mapping[str, Ruleset], language: str) -> Checked:
    """Return the names that readers of one of the languages would not understand.

    Parameters
    ----------
    rulesets : those of the case itself, by their file
    """
    remarks = [*_of_case_file(case, language)]
    read = 0
    for table, key, column in NAMED:
        named = list(_named(case, table, key, column))
        read += len(named)
        file = say(f"tables.{table}", language)
        place = say("problems.at_column", language, file=file, column=column)
        remarks += _of_column(named, place, language)
    for file, ruleset in rulesets.items():
        remarks += _of_ruleset(file, ruleset, language)
    return Checked(tuple(remarks), say("casecheck.looked_names", language, n=read))


def in_one_language(names: Iterable[Named]) -> list[Named]:
    """Return the names that stand out: in one language where most are in both.

    >>> in_one_language([Named("1", "清屿 Qingyu"), Named("2", "沃邻 Wolin"), Named("3", "Wolin")])
    [Named(key='3', name='Wolin')]
    >>> in_one_language([Named("1", "Qingyu"), Named("2", "Wolin")])
    []
    """
    known = list(names)
    single = [each for each in known if not _BOTH.fullmatch(each.name.strip())]
    return single if known and len(single) <= (1 - MOST) * len(known) else []


def _of_case_file(case: Case, language: str) -> Iterator[Remark]:
    for key in ("title", "our_company", "provenance"):
        said: Bilingual | None = getattr(case.file, key)
        if said is None:
            continue
        place = f"{CASE_FILE}: {key}"
        if said.en == said.zh:
            yield _remark(place, "same_in_both", language, text=said.en)
            continue
        if not _CHINESE.search(said.zh):
            yield _remark(place, "no_chinese", language, text=said.zh)
        if not _LATIN.search(said.en):
            yield _remark(place, "no_english", language, text=said.en)


def _named(case: Case, table: str, key: str, column: str) -> Iterator[Named]:
    if table not in case.tables:
        return
    rows = case.query(f"select * from {table}")
    if {key, column} <= set(rows):
        known = rows[[key, column]].dropna().drop_duplicates()
        yield from (Named(str(k), str(n)) for k, n in known.itertuples(index=False))


def _of_column(named: list[Named], place: str, language: str) -> Iterator[Remark]:
    single = in_one_language(named)
    for each in single[:MOST_EXAMPLES]:
        lacks = "english" if _CHINESE.search(each.name) else "chinese"
        lacks = "form" if _CHINESE.search(each.name) and _LATIN.search(each.name) else lacks
        values = {"named": each.key, "name": each.name}
        yield _remark(place, f"name_lacks_{lacks}", language, **values)
    if len(single) > MOST_EXAMPLES:
        more = say("problems.more", language, n=len(single) - MOST_EXAMPLES)
        yield Remark("names", place, more)


def _of_ruleset(file: str, ruleset: Ruleset, language: str) -> Iterator[Remark]:
    measured = {field.name for field in fields(AccountInputs)}
    for criterion in ruleset.criteria:
        place = f"{file}: {criterion.name}"
        key = f"position.criterion_{criterion.name}"
        if not all(has_message(key, each) for each in LANGUAGES):
            name = "criterion_unnamed" if criterion.name in measured else "criterion_unmeasured"
            yield _remark(place, name, language, text=criterion.name)


def _remark(place: str, key: str, language: str, **values: str) -> Remark:
    return Remark("names", place, say(f"casecheck.{key}", language, **values))
