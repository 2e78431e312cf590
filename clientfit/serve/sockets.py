"""The HTTP and WebSocket endpoints of a kernel.

Input is validated first; anything else is refused.
"""

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
"""WebSocket close code that tells a page that its kernel will not come back."""

REFUSED = 1008
"""WebSocket close code for messages that are not allowed (RFC 6455: policy violation)."""

LARGEST = 4 * 2**20
"""Largest message in bytes: files are sent in slices of half a mebibyte, texts are shorter."""

SESSION = re.compile(r"[\w-]{0,100}", re.ASCII)


class KernelState(KernelHandler):  # type: ignore[misc]
    """Tells a page whether its kernel exists, and nothing else."""

    SUPPORTED_METHODS = ("GET",)

    async def get(self, kernel_id: str) -> None:
        """Describe a kernel; 404 if it is unknown or its process has died."""
        if not await self.kernel_manager.lives(kernel_id):
            raise HTTPError(404)
        await super().get(kernel_id)


class PageSocket(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """A page's WebSocket to its kernel, registered so that the page hears when the kernel ends."""

    # Errors are read by a script; the HTML error page would need templates that do not exist here.
    write_error = APIHandler.write_error

    connected = False

    async def get(self, kernel_id: str) -> None:
        """Keep the connection until it ends, then remove its session, even if it never opened."""
        try:
            await super().get(kernel_id)
        finally:
            names = ZMQChannelsWebsocketConnection._open_sessions
            for name in [name for name, line in names.items() if line is self]:
                del names[name]

    async def pre_get(self) -> None:
        """Accept only a page that speaks our protocol, and only for a kernel that is alive.

        Answers 400 or 404 otherwise.
        """
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
        """Register the page, then connect it to its kernel."""
        # Page or kernel may have gone during the handshake.
        if self.closing or kernel_id not in self.kernel_manager:
            self.close(KERNEL_GONE, "kernel gone")
            return
        self.connected = True
        # Answers are small; without TCP_NODELAY the system would delay each one to fill a packet.
        self.set_nodelay(True)
        self.kernel_manager.pages[kernel_id].add(self)
        await super().open(kernel_id)

    @property
    def closing(self) -> bool:
        """Whether the connection is lost, or either side has begun to close it."""
        return self.ws_connection is None or self.ws_connection.is_closing()

    def on_message(self, frame: object) -> None:
        """Forward a valid message to the kernel; close the connection on anything else.

        Messages that arrive while the connection is closing are dropped: the server has then
        forgotten the subprotocol and would misread them. The page sends them again.
        """
        if self.closing:
            return
        if is_message(frame):
            super().on_message(frame)
        else:
            self.close(REFUSED)

    def write_message(self, message: Any, binary: bool = False) -> asyncio.Future[None] | None:
        """Send to the page while it is connected; after a gap it asks for what it missed."""
        if self.closing:
            return None
        sent: asyncio.Future[None] | None = super().write_message(message, binary)
        if sent is not None:
            # Nobody awaits the result: a page that has gone meanwhile is not an error.
            sent.add_done_callback(lambda done: done.cancelled() or done.exception())
        return sent

    def on_close(self) -> None:
        """Unregister the page."""
        self.kernel_manager.pages.get(self.kernel_id, set()).discard(self)
        if self.connected:
            super().on_close()


class RequestSocket(RequestInfoSocketHandler):  # type: ignore[misc]
    """Where a pooled kernel receives the request info of its page.

    It never sends anything itself.
    """

    kernel_id = ""

    def open(self, kernel_id: str) -> None:
        """Register the waiting kernel; refuse unknown kernels."""
        if kernel_id not in self.settings["kernel_manager"]:
            self.close(REFUSED)
            return
        self.kernel_id = kernel_id
        super().open(kernel_id)

    def on_message(self, _: object) -> None:
        """Close the connection on any message."""
        self.close(REFUSED)

    def on_close(self) -> None:
        """Unregister, unless a newer connection of the same kernel has taken its place."""
        if self._waiters.get(self.kernel_id) is self:
            del self._waiters[self.kernel_id]
