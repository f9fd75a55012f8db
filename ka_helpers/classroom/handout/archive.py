"""A zip whose bytes depend on its contents alone: sorted, dated alike, without owners.

Programs keep their right to run on macOS and Linux. Not in here: what is in it.
"""

import os
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

ANY_DAY = (2000, 1, 1, 0, 0, 0)
"""Any day that every system and zone can name."""
UNIX = 3
PROGRAMS = (".command", ".sh")
PACKED_ALREADY = (".whl", ".xlsx", ".parquet", ".zip")


def write_zip(out: Path, top: str, contents: Mapping[str, bytes], files: Iterable[Path]) -> None:
    """Write a zip with everything below the folder `top`; `files` lie in `kit/packages`.

    It is there whole or not at all.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            for path in sorted(contents):
                archive.writestr(_entry(f"{top}/{path}"), contents[path])
            for file in sorted(files):
                archive.writestr(_entry(f"{top}/kit/packages/{file.name}"), file.read_bytes())
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, ANY_DAY)
    entry.create_system = UNIX
    entry.external_attr = (0o100755 if name.endswith(PROGRAMS) else 0o100644) << 16
    packed = name.endswith(PACKED_ALREADY)
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    return entry
