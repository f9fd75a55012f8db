"""Render the gallery: one account's review, and the portfolio, in both languages and all formats.

    python reports/gallery/make_gallery.py

The case is the sample. Notebooks and records stay out: they say when and where they ran.
"""

import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from ka_helpers.i18n import LANGUAGES  # noqa: E402
from ka_helpers.rendering.batch import Progress, render_batch  # noqa: E402
from ka_helpers.rendering.formats import FORMATS  # noqa: E402
from ka_helpers.rendering.planning import BatchRequest  # noqa: E402

CASE, QUARTER, ACCOUNT = "beverage_china", "2026Q2", "K02"


def make_gallery(folder: Path) -> None:
    """Write a folder for each language into a folder."""
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        request = BatchRequest(CASE, QUARTER, out, LANGUAGES, (ACCOUNT,), formats=FORMATS)
        faults = [made.failure for made in render_batch(request, _unseen) if made.failure]
        if faults:
            raise SystemExit("\n".join(faults))
        for language in LANGUAGES:
            shutil.rmtree(folder / language, ignore_errors=True)
            keep_out = shutil.ignore_patterns("*.ipynb")
            shutil.copytree(out / language, folder / language, ignore=keep_out)


def _unseen(_: Progress) -> None:
    """Show no progress."""


if __name__ == "__main__":
    make_gallery(HERE)
