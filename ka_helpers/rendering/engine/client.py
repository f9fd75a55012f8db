"""papermill's own notebook client, with another transport under it.

Everything that makes a notebook (outputs, display updates, widgets, hooks, errors, times) is
nbclient's and papermill's code. What they call a kernel client is one of the two classes here:
`InsideClient` runs cells in this process, `ForkedClient` in a forked one.
"""

import asyncio
import contextlib
import os
import signal
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from jupyter_client.jsonutil import extract_dates
from jupyter_client.session import Session, json_packer, json_unpacker
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient

from ka_helpers.rendering.engine.channels import Channel, Message, ShellChannel
from ka_helpers.rendering.engine.frames import framed, read_frame, unpacked
from ka_helpers.rendering.engine.starting import Fork


class CellClient:
    """What nbclient asks of a kernel client and of a kernel manager."""

    allow_stdin = False
    language: dict[str, Any]

    def __init__(self) -> None:
        self.session = Session(key=b"")
        self.shell_channel, self.iopub_channel = ShellChannel(self.pass_on), Channel()

    def take(self, message: Message, buffers: Sequence[bytes]) -> None:
        """File one message of the kernel in its channel."""
        message["buffers"] = list(buffers)
        is_reply = message["msg_type"].endswith("_reply")
        (self.shell_channel if is_reply else self.iopub_channel).put(message)

    def request(self, code: str, store_history: bool, stop_on_error: bool) -> Message:
        """Return the request to execute `code`."""
        content = {
            "code": code, "silent": False, "store_history": store_history,
            "user_expressions": {}, "allow_stdin": False, "stop_on_error": stop_on_error,
        }  # fmt: skip
        message: Message = self.session.msg("execute_request", content)
        return message

    def kernel_info(self) -> str:
        """Answer what language the cells are in; return the request's id."""
        asked = uuid.uuid4().hex
        content = {"language_info": self.language}
        self.shell_channel.put({"parent_header": {"msg_id": asked}, "content": content})
        return asked

    def pass_on(self, message: Message) -> None:
        """Send a message that is not a cell."""
        raise NotImplementedError

    def close(self, at_once: bool = False) -> None:
        """Let go of the kernel."""


class InsideClient(CellClient):
    """Runs cells in this very process."""

    def __init__(self, kernel: Any) -> None:
        super().__init__()
        self.kernel, self.language = kernel, kernel.language_info
        self._waiting: list[Message] = []
        self._running = kernel.running(self.take)
        self._running.__enter__()

    async def execute(
        self, code: str, store_history: bool = True, stop_on_error: bool = True
    ) -> str:
        """Run a cell to its end; its messages are then in the channels."""
        if self.kernel.ended:
            raise DeadKernelError("Kernel died")
        request = self.request(code, store_history, stop_on_error)
        for message in [*self._waiting, request]:
            await self.kernel.respond(message)
        self._waiting.clear()
        return str(request["header"]["msg_id"])

    def take(self, message: Message, buffers: Sequence[bytes]) -> None:
        """File a message; a widget's as if it had travelled, since both sides go on changing it."""
        if message["msg_type"].startswith("comm"):
            message["content"] = json_unpacker(json_packer(message["content"]))
        super().take(message, buffers)

    def pass_on(self, message: Message) -> None:
        """Keep a message until the kernel is free."""
        content = json_unpacker(json_packer(message["content"]))
        self._waiting.append({**message, "content": content})

    def close(self, at_once: bool = False) -> None:
        """Give this process its own streams, path and environment back."""
        self._running.__exit__(None, None, None)


class ForkedClient(CellClient):
    """Sends cells to a forked process and receives their messages as they arise."""

    def __init__(self, fork: Fork, start_timeout: float) -> None:
        super().__init__()
        self._fork = fork
        self._loop: asyncio.AbstractEventLoop | None = None
        try:
            fork.link.settimeout(start_timeout)
            hello = unpacked(read_frame(fork.link.recv)[0])
            fork.link.settimeout(None)
        except (EOFError, OSError) as error:
            fork.close()
            raise DeadKernelError("Kernel died before it could run a cell") from error
        self.pid, self.language = hello["pid"], hello["language"]

    async def execute(
        self, code: str, store_history: bool = True, stop_on_error: bool = True
    ) -> str:
        """Send a cell."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._fork.link, self._receive)
        request = self.request(code, store_history, stop_on_error)
        self.pass_on(request)
        return str(request["header"]["msg_id"])

    def _receive(self) -> None:
        try:
            packed_message, *buffers = read_frame(self._fork.link.recv)
        except (EOFError, ConnectionError):
            assert self._loop is not None
            self._loop.remove_reader(self._fork.link)
            self.shell_channel.put(None)
            return
        message = json_unpacker(packed_message)
        message["header"] = extract_dates(message["header"])
        self.take(message, buffers)

    def pass_on(self, message: Message) -> None:
        """Send a message; a dead process is noticed when its answer is waited for."""
        with contextlib.suppress(ConnectionError):
            self._fork.link.sendall(framed([json_packer(message)]))

    def interrupt_kernel(self) -> None:
        """Interrupt the running cell, as nbclient asks a kernel manager to."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT)

    def close(self, at_once: bool = False) -> None:
        """Have the process ended, and return when it and all it started are gone."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._fork.link)
        self._fork.link.close()
        self._fork.verdict.settimeout(0 if at_once else SECONDS_TO_LEAVE)
        try:
            self._fork.verdict.recv(1)
        except (TimeoutError, BlockingIOError):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self._fork.verdict.settimeout(None)
            self._fork.verdict.recv(1)
        self._fork.verdict.close()


SECONDS_TO_LEAVE = 2.0
"""As long as a kernel gets to run its exit functions before it is killed."""


class NotebookClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client over one of the cell clients."""

    def __init__(self, managed: Any, cells: CellClient, **options: Any) -> None:
        super().__init__(managed, **options)
        self.cells = cells

    @contextmanager
    def setup_kernel(self, **_: Any) -> Iterator[None]:
        """Put the cell client where nbclient has its kernel client and manager."""
        self.kc: Any = self.cells
        self.km: Any = self.cells
        try:
            if self.on_notebook_start is not None:
                self.on_notebook_start(notebook=self.nb)
            yield
        except BaseException:
            self.cells.close(at_once=True)
            raise
        else:
            self.cells.close()
        finally:
            self.kc = self.km = None

    async def _async_poll_kernel_alive(self) -> None:
        """Ask nothing: a dead process closes its link."""

    async def _async_check_alive(self) -> None:
        """Ask nothing, for the same reason."""

    def execute_cell(self, cell: Any, cell_index: int, **options: Any) -> Any:
        """Run one cell; one that its kernel did not survive has failed, not completed."""
        try:
            return super().execute_cell(cell, cell_index, **options)
        except BaseException as error:
            self.nb_man.cell_exception(cell, cell_index=cell_index, exception=error)
            raise
