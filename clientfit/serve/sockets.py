"""The doors to a kernel. What comes in is looked at first; what is not ours is refused quietly."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError
from voila.request_info_handler import RequestInfoSocketHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from clientfit.serve.frames import PROTOCOL, is_message

KERNEL_GONE = 4404
"""The close code that tells a page at once that its kernel will not come back."""

REFUSED = 1008
"""The close code for what nobody may send here."""

LARGEST = 4 * 2**20
"""Bytes of a message: a file comes in slices of half a mebibyte, and no text is as long."""

SESSION = re.compile(r"[\w-]{0,100}", re.ASCII)


class KernelState(KernelHandler):  # type: ignore[misc]
    """Tells a page whether its kernel is there, and nothing else."""

    SUPPORTED_METHODS = ("GET",)

    async def get(self, kernel_id: str) -> None:
        """Describe a kernel; one whose process is gone is as unknown as one that never was."""
        if not await self.kernel_manager.lives(kernel_id):
            raise HTTPError(404)
        await super().get(kernel_id)


class PageSocket(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """A page's line to its kernel, known to the kernels so that it can be told of their end."""

    # A script asks here; the answer of a page would be made of templates that we do not have.
    write_error = APIHandler.write_error

    connected = False

    async def get(self, kernel_id: str) -> None:
        """Hold the line until it ends; whoever knocks and runs leaves no name behind either."""
        try:
            await super().get(kernel_id)
        finally:
            names = ZMQChannelsWebsocketConnection._open_sessions
            for name in [name for name, line in names.items() if line is self]:
                del names[name]

    async def pre_get(self) -> None:
        """Take only a page that speaks our protocol, to a kernel that lives."""
        headers = self.request.headers
        spoken = headers.get("Sec-WebSocket-Protocol", "").split(",")
        named = SESSION.fullmatch(self.get_argument("session_id", ""))
        opening = headers.get("Upgrade", "").lower() == "websocket" and self.check_origin()
        if not opening or not named or PROTOCOL not in map(str.strip, spoken):
            raise HTTPError(400)
        if not await self.kernel_manager.lives(self.kernel_id):
            raise HTTPError(404)
        await super().pre_get()

    async def open(self, kernel_id: str) -> None:
        """Note the page, then connect it."""
        # Either may have gone while the page was knocking.
        if self.closing or kernel_id not in self.kernel_manager:
            self.close(KERNEL_GONE, "kernel gone")
            return
        self.connected = True
        # Answers are small; unless told so, the system holds each back to fill a packet.
        self.set_nodelay(True)
        self.kernel_manager.pages[kernel_id].add(self)
        await super().open(kernel_id)

    @property
    def closing(self) -> bool:
        """Whether either side has begun to close this line, or lost it."""
        return self.ws_connection is None or self.ws_connection.is_closing()

    def on_message(self, frame: object) -> None:
        """Hand on a message; close on what is none.

        What still comes once the line is closing is dropped. The server has forgotten by then
        which protocol is spoken, and would read it as another one's; the page says it again.
        """
        if self.closing:
            return
        if is_message(frame):
            super().on_message(frame)
        else:
            self.close(REFUSED)

    def write_message(self, message: Any, binary: bool = False) -> asyncio.Future[None] | None:
        """Tell the page something while it listens; after a gap it asks for what it missed."""
        if self.closing:
            return None
        sent: asyncio.Future[None] | None = super().write_message(message, binary)
        if sent is not None:
            # Nobody waits for it: a page that went away meanwhile is no error.
            sent.add_done_callback(lambda done: done.cancelled() or done.exception())
        return sent

    def on_close(self) -> None:
        """Forget the page."""
        self.kernel_manager.pages.get(self.kernel_id, set()).discard(self)
        if self.connected:
            super().on_close()


class RequestSocket(RequestInfoSocketHandler):  # type: ignore[misc]
    """Where a waiting kernel hears of the page that it was given to. It has nothing to say."""

    kernel_id = ""

    def open(self, kernel_id: str) -> None:
        """Note who waits; the kernels that there are do, and nobody else."""
        if kernel_id not in self.settings["kernel_manager"]:
            self.close(REFUSED)
            return
        self.kernel_id = kernel_id
        super().open(kernel_id)

    def on_message(self, _: object) -> None:
        """Close on whatever comes."""
        self.close(REFUSED)

    def on_close(self) -> None:
        """Forget who waited, unless another line has taken its place."""
        if self._waiters.get(self.kernel_id) is self:
            del self._waiters[self.kernel_id]
