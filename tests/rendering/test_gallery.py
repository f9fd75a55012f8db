"""The gallery shows what the kit makes today."""

import runpy
import zipfile

import pytest

from ka_helpers.rendering.layout import ROOT

pytestmark = pytest.mark.slow
GALLERY = ROOT / "reports" / "gallery"


@pytest.fixture(scope="module")
def galleries(tmp_path_factory):
    """Return the committed gallery and one made now."""
    script = runpy.run_path(str(GALLERY / "make_gallery.py"))
    made = tmp_path_factory.mktemp("gallery")
    script["make_gallery"](made)
    return GALLERY, made


def names_in(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.glob("??/**/*") if path.is_file()
    )


def contents_of(path):
    """Return what a file says, whatever packed it; of a PDF only that it is one."""
    if path.suffix in {".pptx", ".xlsx"}:
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    return path.read_bytes() if path.suffix == ".html" else path.read_bytes()[:5]


def test_the_gallery_is_what_the_kit_makes(galleries):
    committed, made = galleries
    assert names_in(committed) == names_in(made)
    old = [
        name for name in names_in(made) if contents_of(committed / name) != contents_of(made / name)
    ]
    assert old == [], "run python reports/gallery/make_gallery.py"
