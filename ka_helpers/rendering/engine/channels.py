"""A kernel's channels as nbclient reads them, filled by whoever receives the messages."""

import asyncio
import queue
from collections.abc import Callable
from typing import Any

from nbclient.exceptions import DeadKernelError

Message = dict[str, Any]


class Channel:
    """One of a kernel's two channels, as nbclient reads it."""

    def __init__(self) -> None:
        self._messages: asyncio.Queue[Message | None] = asyncio.Queue()

    def put(self, message: Message | None) -> None:
        """Add a message; None says that the kernel has ended and sends nothing more."""
        self._messages.put_nowait(message)

    async def next_message(self, timeout: float | None = None) -> Message:
        """Return the next message.

        Raises
        ------
        queue.Empty : none came within `timeout` seconds
        DeadKernelError : none will come
        """
        try:
            message = await asyncio.wait_for(self._messages.get(), timeout)
        except TimeoutError:
            raise queue.Empty from None
        if message is None and not self._messages.empty():
            message = self._messages.get_nowait()  # our own side's, put here since
            self.put(None)
        if message is None:
            raise DeadKernelError("Kernel died")
        return message

    get_msg = next_message  # nbclient's name for it


class ShellChannel(Channel):
    """The channel that requests go by; widgets write to it directly."""

    def __init__(self, pass_on: Callable[[Message], None]) -> None:
        super().__init__()
        self._pass_on = pass_on

    def send(self, message: Message) -> None:
        """Pass on a message that is not a cell."""
        self._pass_on(message)
