"""A case as a class gets it: its tables and settings, its README without the stories.

What is planted in a case is for the trainer: `truth/` never goes (`files` lists what does),
and of the README what tells the stories does not. A workbook keeps its cells; who saved it, where,
and what is noted beside cells is taken out. Not in here: the case's values, which stay as they are.
"""

import csv
import io
import re
import zipfile
from html import unescape
from pathlib import Path

from ka_helpers.cases.scaffolding.workbooks import COLUMNS_SHEET
from ka_helpers.classroom.handout.archive import ANY_DAY
from ka_helpers.classroom.handout.files import Contents, case_contents
from ka_helpers.columns import TABLES
from ka_helpers.i18n import LANGUAGES, say

README = "README.md"
TRUTH = Path("truth") / "stories.csv"
SHEETS = "xl/workbook.xml"
HEADED = 3
"""Columns of a list of accounts: code, name, channel."""
CHANNELS = ("modern", "convenience", "traditional", "dealer", "online")

_TELLS = re.compile(r"\b(story|stories|truth|planted)\b|故事|真相|真值|埋", re.IGNORECASE)
_PERSONAL_TAGS = re.compile(
    r"(<(?:\w+:)?(creator|lastModifiedBy|title|subject|description|keywords|category|Company|"
    r"Manager|HyperlinkBase)\b[^>]*>)[^<]*(</)"
)
_PERSONAL_MARKS = re.compile(r'\b(displayName|userId)="[^"]*"')
_PLACE = re.compile(r"<mc:AlternateContent\b(?:(?!</mc:AlternateContent>).)*absPath.*?"
                    r"</mc:AlternateContent>|<x15ac:absPath\b[^>]*/>", re.DOTALL)  # fmt: skip


def class_case(folder: Path, place: str) -> Contents:
    """Return the files of a case as a class gets them, to lie at `place`."""
    contents = case_contents(folder, place)
    planted = _planted_in(folder)
    for path, content in contents.items():
        if path.endswith(".xlsx"):
            contents[path] = without_persons(content)
        elif path.endswith(".yaml"):
            contents[path] = without_remarks(content.decode("utf-8-sig"), planted).encode()
    readme = folder / README
    if readme.is_file() and folder.resolve() in readme.resolve().parents:
        told = readme.read_text(encoding="utf-8-sig", errors="replace")
        contents[f"{place}/{README}"] = without_stories(told, planted).encode()
    return contents


def without_stories(readme: str, accounts: frozenset[str] = frozenset()) -> str:
    r"""Return a README without the sections and paragraphs that tell what is planted.

    A section goes whose title names stories or truth; a paragraph or list item that does, or that
    names one of `accounts`, goes by itself.

    >>> without_stories("# A\n\nHello.\n\n## The stories\n\nK1 lies.\n\n## Units\n\nCases.\n")
    '# A\n\nHello.\n\n## Units\n\nCases.\n'
    """
    kept, telling = [], 0
    for block in re.split(r"\n{2,}", readme.replace("\r\n", "\n").strip("\n")):
        if title := re.match(r"(#+)\s(.*)", block):
            depth = len(title[1])
            if telling and depth > telling:
                continue
            telling = depth if depth > 1 and _TELLS.search(title[2]) else 0
        if not telling and (left := _untelling(block, accounts)):
            kept.append(left)
    return "\n\n".join(kept) + "\n"


def without_remarks(settings: str, accounts: frozenset[str] = frozenset()) -> str:
    """Return YAML that says the same, without the comments that tell what is planted."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    lines = [
        line[: mark.start()].rstrip()
        if (mark := re.search(r"(^|\s)#.*", line)) and _tells(mark[0], accounts)
        else line
        for line in settings.split("\n")
    ]
    shortened = "\n".join(lines)
    try:
        same = YAML(typ="safe").load(shortened) == YAML(typ="safe").load(settings)
    except YAMLError:
        same = False
    return shortened if same else settings


def further_sheets(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the sheets of a case's workbooks behind their first, which no table is read from.

    What the kit itself writes there, what each column means, does not count.
    """
    beside = {}
    for path in sorted(folder.glob("*.xlsx")):
        if path.stem not in TABLES:
            continue
        with zipfile.ZipFile(path) as book:
            names = re.findall(r'<sheet\b[^>]*\bname="([^"]*)"', book.read(SHEETS).decode())
        if others := tuple(unescape(name) for name in names[1:] if name != COLUMNS_SHEET):
            beside[path.name] = others
    return beside


def without_persons(workbook: bytes) -> bytes:
    """Return a workbook whose cells are the same, without names, places and remarks in it."""
    cleaned = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(cleaned, "w") as written:
        for part in given.infolist():
            content = given.read(part)
            if part.filename.endswith(".xml"):
                content = _impersonal(part.filename, content.decode("utf-8")).encode()
            entry = zipfile.ZipInfo(part.filename, ANY_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, content)
    return cleaned.getvalue()


def _impersonal(name: str, xml: str) -> str:
    if name.startswith("docProps/"):
        return _PERSONAL_TAGS.sub(r"\1\3", xml)
    if name == SHEETS:
        return _PLACE.sub("", xml)
    if re.match(r"xl/(comments|threadedComments|persons)", name):
        return _PERSONAL_MARKS.sub(r'\1=""', re.sub(r">[^<>]+<", "><", xml))
    return xml


def _untelling(block: str, accounts: frozenset[str]) -> str:
    """Return what of a paragraph, list or table tells nothing of the stories."""
    if not re.match(r"\s*([-*]|\d+\.)\s|\|", block):
        return "" if _tells(block, accounts) else block
    items = re.split(r"\n(?=\S)", block)
    if {"|"} == {item[0] for item in items} and _lists_accounts(items):
        accounts = frozenset()  # a list of all accounts that lacked some would tell which
    return "\n".join(item for item in items if not _tells(item, accounts))


def _lists_accounts(rows: list[str]) -> bool:
    """Whether a table says no more of each account than the README of a made case does."""
    channels = {say(f"scaffolding.channel_{each}", of) for each in CHANNELS for of in LANGUAGES}
    return all(
        len(cells := [cell.strip() for cell in row.strip().strip("|").split("|")]) == HEADED
        and cells[-1] in channels
        for row in rows[2:]
    )


def _tells(text: str, accounts: frozenset[str]) -> bool:
    named = set(re.findall(r"[\w-]+", text))
    return bool(_TELLS.search(text)) or not named.isdisjoint(accounts)


def _planted_in(folder: Path) -> frozenset[str]:
    """Return the accounts that the trainer's truth names."""
    path = folder / TRUTH
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return frozenset(str(row.get("account_id") or "–") for row in csv.DictReader(file))
