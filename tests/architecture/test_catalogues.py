"""Messages: the same in every language, and every one that the code says is there."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from ka_helpers.i18n import CATALOGUES, LANGUAGES
from ka_helpers.i18n.formatting import FORMATS

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ACRONYM_OR_NAME = re.compile(r"\b(?:KA Kit|[A-Z][A-Z0-9]*|[a-z])\b")
ENGLISH_MARKS_AFTER_CHINESE = re.compile(r"[\u4e00-\u9fff][,;:?!]")
FORMAT_GIVEN_AS_VALUE = re.compile(r"\{\w+\}")
SENTENCES_OF_A_FINDING = ("", "_evidence", "_next")
VALUES_SAY_ADDS = {"currency"}


def catalogue(language, domain):
    with (CATALOGUES / language / f"{domain}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


DOMAINS = {
    language: sorted(path.stem for path in (CATALOGUES / language).glob("*.po"))
    for language in LANGUAGES
}
MESSAGES = {
    language: {
        f"{domain}.{name}": text
        for domain in DOMAINS[language]
        for name, text in catalogue(language, domain).items()
    }
    for language in LANGUAGES
}
ENGLISH, CHINESE_TEXT = MESSAGES["en"], MESSAGES["zh"]
ALL = sorted(ENGLISH.keys() & CHINESE_TEXT.keys())


def placeholders(text):
    """Return the placeholders of a message with the formats they are written in."""
    direct = {(name, spec) for _, name, spec, _ in Formatter().parse(text) if name is not None}
    return direct.union(*(placeholders(spec) for _, spec in direct if spec))


def lacks_chinese(text):
    """Tell whether a Chinese message has words, none Chinese, an acronym or a symbol (n)."""
    words = "".join(literal for literal, *_ in Formatter().parse(text))
    return not CHINESE.search(words) and bool(re.search("[A-Za-z]", ACRONYM_OR_NAME.sub("", words)))


def test_every_language_has_every_domain():
    assert DOMAINS["en"] == DOMAINS["zh"] != []


def test_every_language_has_every_message():
    assert ENGLISH.keys() ^ CHINESE_TEXT.keys() == set()


def test_every_message_has_the_same_placeholders_in_every_language():
    unequal = {
        key: (placeholders(ENGLISH[key]), placeholders(CHINESE_TEXT[key]))
        for key in ALL
        if {name for name, _ in placeholders(ENGLISH[key])}
        != {name for name, _ in placeholders(CHINESE_TEXT[key])}
    }
    assert unequal == {}


def test_every_placeholder_is_written_in_a_known_format():
    unknown = [
        (language, key, spec)
        for language in LANGUAGES
        for key, text in MESSAGES[language].items()
        for _, spec in placeholders(text)
        if spec and spec not in FORMATS and not FORMAT_GIVEN_AS_VALUE.fullmatch(spec)
    ]
    assert unknown == []


def test_no_message_is_empty():
    assert [
        (language, key)
        for language in LANGUAGES
        for key, text in MESSAGES[language].items()
        if not text.strip()
    ] == []


def test_chinese_messages_are_chinese():
    assert [key for key, text in CHINESE_TEXT.items() if lacks_chinese(text)] == []


def test_chinese_messages_use_chinese_marks():
    unquoted = {key: re.sub("“[^”]*”", "", text) for key, text in CHINESE_TEXT.items()}
    assert [key for key, text in unquoted.items() if ENGLISH_MARKS_AFTER_CHINESE.search(text)] == []


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("季度 {quarter}", False),
        ("{value:money}", False),
        ("{n:count} (SKU)", False),
        ("KA Kit", False),
        ("Quarter {quarter}", True),
        ("see {path}", True),
    ],
)
def test_chinese_is_told_from_english_left_over(text, lacks):
    assert lacks_chinese(text) == lacks


# What the code says


def errors_by_name():
    """Return the names of the kit's exceptions, found by what they inherit in errors.py."""
    tree = ast.parse((CATALOGUES.parents[1] / "errors.py").read_text(encoding="utf-8"))
    names = {"KaKitError"}
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and names & {ast.unparse(base) for base in node.bases}:
            names.add(node.name)
    return names


ERRORS = errors_by_name()


def said_in(path):
    """Yield (line, keys, names of the values given or None) of each call that says a message."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            keys = keys_of(call)
            if path.stem.startswith("chapter_") and isinstance(call.func, ast.Attribute):
                # Chapter.say knows its catalogue
                keys = tuple(k if "." in k else f"{path.stem[:10]}.{k}" for k in keys)
            if keys:
                yield call.lineno, keys, values_of(call)


def keys_of(call):
    """Return the message keys that a call names literally; () if it names none."""
    name = ast.unparse(call.func).rpartition(".")[2]
    position = {"say": 0, "template": 0, "has_message": 0, "found": 0, "Problem": 1}.get(name)
    if name in ERRORS:
        position = 0
    if position is None:
        return ()
    given = call.args[position : position + 1] or [k.value for k in call.keywords if k.arg == "key"]
    keys = [key for node in given for key in literals(node)]
    if name == "found":
        return tuple(
            key.replace(".", ".finding_", 1) + part
            for key in keys
            for part in SENTENCES_OF_A_FINDING
        )
    return tuple(keys)


def literals(node):
    """Return the key a node spells out: a text, either side of a choice, a text with holes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    if isinstance(node, ast.JoinedStr):
        return ["".join(p.value if isinstance(p, ast.Constant) else "*" for p in node.values)]
    return []


def values_of(call):
    """Return the names of the values a call gives its message; None if it cannot be told."""
    name = ast.unparse(call.func).rpartition(".")[2]
    if name in ("template", "has_message") or any(k.arg is None for k in call.keywords):
        return None
    if name == "Problem":
        values = next((k.value for k in call.keywords if k.arg == "values"), ast.Dict([], []))
        if not isinstance(values, ast.Dict) or None in values.keys or len(call.args) > 4:
            return None
        return {key.value for key in values.keys if isinstance(key, ast.Constant)}
    return {k.arg for k in call.keywords} | VALUES_SAY_ADDS


def matching(key):
    """Return the messages a key names; `*` stands for what is only known when it runs."""
    pattern = re.compile(re.escape(key).replace(r"\*", ".+"))
    return [known for known in ENGLISH if pattern.fullmatch(known)]


def faults_of(path):
    """Return what a module says that is not there, or says without a value it needs."""
    for line, keys, values in said_in(path):
        for key in keys:
            messages = matching(key)
            if not messages:
                yield f"{path.name}:{line}: no message {key!r}"
            if values is None or "*" in key:
                continue
            for message in messages:
                needed = {name.partition(".")[0] for name, _ in placeholders(ENGLISH[message])}
                if needed - values:
                    yield f"{path.name}:{line}: {key!r} needs {sorted(needed - values)}"


def test_every_message_the_code_says_is_there_with_its_values(modules):
    assert [fault for path in modules for fault in faults_of(path)] == []


def test_the_reading_of_code_finds_messages_at_all(modules):
    assert sum(len(list(said_in(path))) for path in modules) > 10


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("say('periods.quarter_lable', quarter='x')", "no message 'periods.quarter_lable'"),
        ("raise PeriodError('periods.not_a_quarter')", "needs ['found']"),
        ("Problem('a.csv', 'problems.no_such')", "no message 'problems.no_such'"),
        ("Problem('a.csv', key='problems.at_row', values={'row': 1})", "needs ['file']"),
        ("say('periods.x' if a else 'periods.y')", "no message 'periods.y'"),
        ("say(f'nowhere.{name}')", "no message 'nowhere.*'"),
        ("found('periods.lost', 'bad', 'CNY')", "no message 'periods.finding_lost_next'"),
    ],
)
def test_a_message_that_is_missing_is_found(code, fault, tmp_path):
    module = tmp_path / "planted.py"
    module.write_text(code, encoding="utf-8")
    assert any(fault in each for each in faults_of(Path(module)))


def test_a_message_said_rightly_is_no_fault(tmp_path):
    module = tmp_path / "planted.py"
    module.write_text("say('periods.not_a_quarter', 'zh', found=1)\nsay(f'periods.{name}')")
    assert list(faults_of(module)) == []
