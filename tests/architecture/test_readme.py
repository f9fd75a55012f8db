"""What the front pages promise is there: files, commands, options, alike in both languages."""

import re

import pytest
import typer

from ka_helpers.cli import app
from ka_helpers.columns import TABLES

PAGES = ("README.md", "README.zh.md", "CONTRIBUTING.md")
OWN_COMMANDS = {"setup", "test"}
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
COMMAND = re.compile(r"(?:python3|py) start\.py((?: [^`#\n，)]+)?)")


def text(repository, page):
    return (repository / page).read_text(encoding="utf-8")


def commands(repository, page):
    return [found.split() for found in COMMAND.findall(text(repository, page))]


@pytest.mark.parametrize("page", PAGES)
def test_every_file_linked_is_there(repository, page):
    targets = [link for link in LINK.findall(text(repository, page)) if "://" not in link]
    assert [link for link in targets if not (repository / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_is_known(repository, page):
    given = commands(repository, page)
    assert given
    for words in given:
        if not words or words[0] in OWN_COMMANDS:
            continue
        command = typer.main.get_command(app)
        while words and hasattr(command, "commands"):
            assert words[0] in command.commands, words
            command = command.commands[words.pop(0)]
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options | {"--help"}


def test_both_languages_show_the_same_commands(repository):
    def plain(page):
        return [[word for word in words if word[0] != "<"] for words in commands(repository, page)]

    assert plain("README.md") == plain("README.zh.md")


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_every_table_is_named(repository, page):
    assert [name for name in TABLES if name not in text(repository, page)] == []
