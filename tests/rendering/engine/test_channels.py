"""What nbclient reads of a kernel that has ended."""

import asyncio
from typing import Any

import pytest
from nbclient.exceptions import DeadKernelError

from ka_helpers.rendering.engine.channels import Channel

Messages = tuple[dict[str, Any] | None, ...]


def read(messages: Messages, times: int) -> list[dict[str, Any]]:
    async def reading() -> list[dict[str, Any]]:
        channel = Channel()
        for message in messages:
            channel.put(message)
        return [await channel.next_message(timeout=5) for _ in range(times)]

    return asyncio.run(reading())


def test_what_our_own_side_adds_after_the_end_is_still_read():
    assert read(({"n": 1}, None, {"n": 2}, {"n": 3}), 3) == [{"n": 1}, {"n": 2}, {"n": 3}]


@pytest.mark.parametrize("messages", [(None,), (None, None), ({"n": 1}, None), (None, {"n": 1})])
def test_after_the_last_message_the_kernel_is_dead(messages):
    with pytest.raises(DeadKernelError):
        read(messages, 2)
