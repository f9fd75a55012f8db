"""Where cases are: a name under the checkout's `datasets`, or the path of a folder."""

from pathlib import Path

from ka_helpers.cases.casefile import CASE_FILE
from ka_helpers.errors import RequestError

DATASETS = Path(__file__).resolve().parents[2] / "datasets"


def folder_of(name_or_path: str | Path) -> Path:
    """Return the folder of a case given by name, by folder, or by its `case.yaml`.

    Raises
    ------
    RequestError : there is no such case
    """
    path = Path(name_or_path).expanduser()
    if path.name == CASE_FILE and path.is_file():
        return path.parent.resolve()
    if _is_name(name_or_path) and (DATASETS / path / CASE_FILE).is_file():
        return DATASETS / path
    if str(name_or_path).strip() and (path / CASE_FILE).is_file():
        return path.resolve()
    known = ", ".join(case_names()) or "–"
    raise RequestError("cases.no_such_case", found=str(name_or_path), known=known)


def case_names() -> tuple[str, ...]:
    """Return the names of the cases under `datasets`, sorted."""
    return tuple(sorted(path.parent.name for path in DATASETS.glob(f"*/{CASE_FILE}")))


def _is_name(name_or_path: str | Path) -> bool:
    return isinstance(name_or_path, str) and len(Path(name_or_path).parts) == 1
