"""What is installed: locked by hash, from nowhere in particular, alike for pip and conda."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

LOCKS = ("requirements.lock", "requirements-dev.lock")
CONDA_NAMES = {
    "typst": "typst-py",
    "duckdb": "python-duckdb",
    "matplotlib": "matplotlib-base",
    "nbconvert": "nbconvert-core",
}
NOT_ON_CONDA_FORGE = {"pylopdf-fonts-zh-cn"}


def locked(text):
    """Return each requirement of a lock with its hashes."""
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if entry and entry[0] not in "#-"]
    return {
        entry.split("\\")[0].strip(): re.findall(r"--hash=sha256:[0-9a-f]{64}", entry)
        for entry in entries
    }


@pytest.fixture(params=LOCKS)
def lock(request, repository):
    return (repository / request.param).read_text(encoding="utf-8")


def test_every_package_has_a_hash(lock):
    packages = locked(lock)
    assert len(packages) > 100
    assert [package for package, hashes in packages.items() if not hashes] == []


def test_no_registry_is_named(lock):
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host", lock)


def test_only_exact_versions(lock):
    loose = [
        package
        for package in locked(lock)
        if [s.operator for s in Requirement(package).specifier] != ["=="]
    ]
    assert loose == []


def versions(text):
    """Return the locked versions of each package, more than one where Pythons differ."""
    found = {}
    for package in map(Requirement, locked(text)):
        version = next(iter(package.specifier)).version
        found.setdefault(canonicalize_name(package.name), []).append(version)
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_satisfies_the_project(repository, pyproject, name):
    wanted = list(pyproject["project"]["dependencies"])
    if name == "requirements-dev.lock":
        wanted += pyproject["dependency-groups"]["dev"]
    have = versions((repository / name).read_text(encoding="utf-8"))
    missing = [
        text
        for text in wanted
        for want in [Requirement(text)]
        if not any(want.specifier.contains(v) for v in have.get(canonicalize_name(want.name), []))
    ]
    assert missing == []


def test_the_developers_lock_holds_all_of_the_users(repository):
    user, dev = (locked((repository / name).read_text(encoding="utf-8")) for name in LOCKS)
    # what users need on some Pythons only, developers may need on all
    wherever = {package.partition(" ;")[0]: hashes for package, hashes in dev.items()}
    lacking = [
        package
        for package, hashes in user.items()
        if hashes not in (dev.get(package), wherever.get(package.partition(" ;")[0]))
    ]
    assert lacking == []


# conda


@pytest.fixture(scope="session")
def environment(repository):
    text = (repository / "environment.yml").read_text(encoding="utf-8")
    return YAML(typ="safe").load(text)


def bounds(requirements):
    """Return name -> version bounds of requirements written as pip or conda write them."""
    parts = [re.fullmatch(r"([\w.\[\]-]+)\s*(.*)", text) for text in requirements]
    return {part[1]: part[2] for part in parts}


def test_conda_users_get_the_same_packages_in_the_same_bounds(environment, pyproject):
    wanted = bounds(pyproject["project"]["dependencies"])
    *conda, pip = environment["dependencies"]
    assert bounds(conda) == {
        "python": pyproject["project"]["requires-python"],
        "pip": "",
        **{
            CONDA_NAMES.get(name, name): bound
            for name, bound in wanted.items()
            if name not in NOT_ON_CONDA_FORGE
        },
    }
    assert pip == {
        "pip": [*(name + wanted[name] for name in sorted(NOT_ON_CONDA_FORGE)), "--editable ."]
    }


def test_conda_users_need_one_channel_only(environment):
    assert environment["channels"] == ["conda-forge"]
