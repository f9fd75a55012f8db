"""Write a folder beside its place first, then move it there whole, or not at all.

Not in here: whether a case may be made there (`importing.writing`, `scaffolding.places`).
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staged(folder: Path, keep: Callable[[Path, Path], None] | None = None) -> Iterator[Path]:
    """Give an empty folder to fill, which becomes `folder` if nothing goes wrong inside.

    Parameters
    ----------
    keep : copies from the folder that stood there to the new one what is to stay; without it
        nothing is replaced but an empty folder
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        made, old = stage / folder.name, stage / f"{folder.name}.old"
        made.mkdir()
        yield made
        if folder.exists() and keep is None:
            folder.rmdir()
        elif folder.exists():
            folder.rename(old)
        try:
            if keep is not None and old.exists():
                keep(old, made)
            made.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)
