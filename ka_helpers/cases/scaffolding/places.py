"""Where a made case is put, and what stays of one that stood there.

Nothing is overwritten unless that was asked for, and then only a case, and only what a made case
consists of: a trainer's rulesets and other files stay.
"""

import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from ka_helpers.cases.cache import FOLDER
from ka_helpers.cases.casefile import CASE_FILE
from ka_helpers.cases.identifiers import fault_of_id
from ka_helpers.cases.inventory import SUFFIXES
from ka_helpers.cases.staging import staged
from ka_helpers.columns import TABLES
from ka_helpers.errors import RequestError

README = "README.md"
TRUTH = "truth"
_MADE = {CASE_FILE, README, TRUTH, FOLDER}


def place_for(out: Path, force: bool) -> Path:
    """Return the folder in which a case can be made.

    Raises
    ------
    RequestError : its name cannot name a case; there is something already, and without `force`,
        or it is no case
    """
    folder = out.expanduser().absolute()
    fault = fault_of_id(folder.name)
    if fault:
        raise RequestError(fault, found=folder.name[:80])
    if not folder.exists() and not folder.is_symlink():
        return folder
    if folder.is_symlink() or not folder.is_dir():
        raise RequestError("scaffolding.not_a_folder", path=str(out))
    if not any(folder.iterdir()):
        return folder
    if not (folder / CASE_FILE).is_file():
        raise RequestError("scaffolding.not_a_case", path=str(out))
    if not force:
        raise RequestError("scaffolding.exists", path=str(out))
    return folder


def replacing(folder: Path) -> AbstractContextManager[Path]:
    """Give an empty folder to fill, which takes the place of `folder` if nothing goes wrong."""
    return staged(folder, _keep_others)


def _keep_others(old: Path, made: Path) -> None:
    """Copy what a made case does not consist of from the old folder to the new one."""
    for path in sorted(old.iterdir()):
        is_table = path.stem in TABLES and path.suffix.lower() in SUFFIXES
        if path.name in _MADE or is_table:
            continue
        _copy(path, made / path.name)


def _copy(old: Path, new: Path) -> None:
    """Copy a file or folder; what stands there already is the new case's and stays."""
    if old.is_dir() and not old.is_symlink():
        new.mkdir(exist_ok=True)
        for path in sorted(old.iterdir()):
            _copy(path, new / path.name)
    elif not new.exists():
        shutil.copy2(old, new, follow_symlinks=False)
