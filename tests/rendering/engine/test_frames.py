import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.rendering.engine.frames import framed, read_frame


@given(st.lists(st.lists(st.binary(max_size=50), max_size=4), max_size=4), st.integers(1, 7))
def test_messages_come_back_however_they_are_cut(messages, most):
    stream = io.BytesIO(b"".join(framed(parts) for parts in messages))
    read = lambda length: stream.read(min(length, most))  # noqa: E731
    assert [read_frame(read) for _ in messages] == messages
    with pytest.raises(EOFError):
        read_frame(read)


@given(st.lists(st.binary(max_size=20), min_size=1), st.data())
def test_a_message_cut_short_is_an_end(parts, data):
    whole = framed(parts)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(whole[:cut]).read)
