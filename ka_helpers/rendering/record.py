"""run.json: what a batch rendered, why, what came of it and what it cost."""

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ka_helpers import __version__
from ka_helpers.rendering.execution import write_atomically
from ka_helpers.rendering.planning import BatchRequest

if TYPE_CHECKING:
    from ka_helpers.rendering.batch import Outcome

RECORDED = ("pandas", "duckdb", "papermill", "nbconvert", "ipykernel")


def write_record(request: BatchRequest, outcomes: "Sequence[Outcome]", seconds: float) -> None:
    """Write run.json into the output folder."""
    made = [outcome for outcome in outcomes if outcome.why]
    record = {
        "case": request.case,
        "quarter": request.quarter,
        "languages": request.languages,
        "formats": request.formats,
        "workers": request.workers,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(sum(outcome.cpu_seconds for outcome in made), 2),
        "peak_mb": max((outcome.peak_mb for outcome in made), default=0.0),
        "rendered": sum(outcome.failure is None for outcome in made),
        "failed": sum(outcome.failure is not None for outcome in made),
        "unchanged": len(outcomes) - len(made),
        "versions": {
            "ka-kit": __version__,
            "python": platform.python_version(),
            **{name: version(name) for name in RECORDED},
        },
        "reports": [_line(outcome) for outcome in outcomes],
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    write_atomically(request.out / "run.json", text)


def _line(outcome: "Outcome") -> dict[str, Any]:
    values = asdict(outcome)
    values["account_id"] = outcome.account_id or None  # the page of all accounts
    return {name: round(v, 3) if isinstance(v, float) else v for name, v in values.items()}
