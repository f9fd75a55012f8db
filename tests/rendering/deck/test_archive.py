"""An archive of parts packed beforehand, read back with `zipfile`."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.rendering.deck.archive import QUICK, SMALL, archive, packed

LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\:")
NAMES = st.text(LETTERS, min_size=1, max_size=40).map(lambda name: f"ppt/{name}.xml")


@given(st.dictionaries(NAMES, st.binary(max_size=400), max_size=6), st.sampled_from([QUICK, SMALL]))
def test_every_part_is_read_back_under_its_name(parts, level):
    file = archive(packed(name, data, level) for name, data in parts.items())
    with zipfile.ZipFile(io.BytesIO(file)) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == parts


def test_what_is_packed_already_stands_as_it_is():
    data = b"\x89PNG" + bytes(400)
    with zipfile.ZipFile(
        io.BytesIO(archive([packed("a.PNG", data), packed("a.xml", data)]))
    ) as read:
        stored, deflated = read.infolist()
    assert (stored.compress_type, stored.compress_size) == (zipfile.ZIP_STORED, 404)
    assert deflated.compress_size < 50


def test_an_archive_says_nothing_of_when_and_by_whom_it_was_made():
    with zipfile.ZipFile(io.BytesIO(archive([packed("a.xml", b"<a/>")]))) as read:
        (part,) = read.infolist()
    assert part.date_time == (1980, 1, 1, 0, 0, 0)
    assert part.external_attr >> 16 == 0o600
