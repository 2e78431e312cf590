"""The kernels behind the pages: how they are started, pooled, checked and ended."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any, TypedDict

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Dict, Integer, Unicode
from voila.request_info_handler import RequestInfoSocketHandler

from clientfit.serve.sockets import KERNEL_GONE, PageSocket

SORRY = "Something went wrong here."
"""What a page is told of an error in its kernel, in place of the traceback."""

BEAT = 1.0
"""Seconds within which a pooled kernel must answer a heartbeat; it usually takes a millisecond."""


class Waiting(TypedDict):
    """Voila's entry for a kernel in the pool."""

    kernel_id: str
    task: asyncio.Task[Any]  # the rendering of its page


class OwnPython(KernelSpecManager):
    """Every kernel runs in the server's own Python, whatever kernels the account has installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The command that starts a kernel; ``kernel_name`` does not matter."""
        # No history: its file would be shared by all visitors. Only critical log messages: anybody
        # could fill the log by sending invalid messages.
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(
            argv=[*argv, "--HistoryManager.enabled=False", "--log-level=CRITICAL"],
            display_name=kernel_name,
            language="python",
        )

    def get_all_specs(self) -> dict[str, Any]:
        """The one kernel spec there is."""
        spec = self.get_kernel_spec("python3").to_dict()
        return {"python3": {"resource_dir": "", "spec": spec}}


class Kernels(AsyncMappingKernelManager):  # type: ignore[misc]
    """Kernels with our environment, which end when unused and notify their page when they do."""

    extra_env = Dict(help="What every kernel finds in its environment.").tag(config=True)
    tmp_dir = Unicode(help="The private folder of this server.").tag(config=True)
    cull_connected_after = Integer(
        86_400, help="Seconds without activity after which a kernel with an open page ends too."
    ).tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        self.pages: defaultdict[str, set[PageSocket]] = defaultdict(set)
        self.starting: set[asyncio.Future[str]] = set()
        self.ending: set[asyncio.Future[Any]] = set()
        self.closing = False
        super().__init__(**kwargs)

    async def start_kernel(self, **kwargs: Any) -> str:
        """Start a kernel with our environment added.

        Raises RuntimeError while the server is stopping.
        """
        if self.closing:
            raise RuntimeError("the server is stopping")
        env = {**(kwargs.pop("env", None) or os.environ), **self.extra_env}
        start: asyncio.Future[str] = asyncio.ensure_future(super().start_kernel(env=env, **kwargs))
        self.starting.add(start)
        start.add_done_callback(self.starting.discard)
        kernel_id = await start
        # Jupyter reads this attribute when it withholds a traceback from a page.
        self.get_kernel(kernel_id).traceback_replacement_message = SORRY
        return kernel_id

    async def lives(self, kernel_id: str) -> bool:
        """Whether a kernel's process is running.

        A dead one can stay in our list for another second.
        """
        kernel = self._kernels.get(kernel_id)
        return kernel is not None and await kernel.is_alive()

    async def drop_dead(self, notebook: str) -> None:
        """Replace the dead kernels in the pool of a notebook."""
        pool = self._pools.get(notebook, [])
        dead = [waiting for waiting in tuple(pool) if not await self._is_fit(waiting)]
        for waiting in dead:
            if waiting in pool:  # no other page has handled it meanwhile
                pool.remove(waiting)
                self._end_quietly(waiting)
        if dead:
            self.fill_if_needed(delay=0, notebook_name=notebook)

    async def _is_fit(self, waiting: asyncio.Task[Waiting]) -> bool:
        """Whether a pooled kernel, started or starting, can still be given to a page."""
        if not waiting.done():
            return True
        if waiting.cancelled() or waiting.exception():
            return False
        rendering, kernel_id = waiting.result()["task"], waiting.result()["kernel_id"]
        if not rendering.done():  # a kernel that is still starting may not answer heartbeats yet
            return await self.lives(kernel_id)
        failed = rendering.cancelled() or rendering.exception()
        return not failed and await self.lives(kernel_id) and await self._beats(kernel_id)

    async def _beats(self, kernel_id: str) -> bool:
        """Whether a kernel answers a heartbeat; it does so from its own thread, even if busy."""
        line = self.connect_hb(kernel_id)
        heard = asyncio.Event()
        line.on_recv(lambda _: heard.set())
        line.send(b"?")
        try:
            return await asyncio.wait_for(heard.wait(), BEAT)
        except TimeoutError:
            return False
        finally:
            line.close(linger=0)

    def _end_quietly(self, waiting: asyncio.Task[Waiting]) -> None:
        """Shut down what is left of a kernel that no page was given."""
        if waiting.cancelled() or waiting.exception():
            return
        kernel_id, rendering = waiting.result()["kernel_id"], waiting.result()["task"]
        end = asyncio.gather(
            self.shutdown_kernel(kernel_id, now=True), rendering, return_exceptions=True
        )
        self.ending.add(end)
        end.add_done_callback(self.ending.discard)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Give a kernel with an open page a much longer idle limit than one without."""
        kernel = self._kernels.get(kernel_id)
        if kernel is None:
            return
        seen = getattr(kernel, "last_activity", None)
        idle = (datetime.now(UTC) - seen).total_seconds() if seen else 0.0
        if self.pages.get(kernel_id) and idle < self.cull_connected_after:
            return
        await super().cull_kernel_if_idle(kernel_id)

    async def shutdown_kernel(self, kernel_id: str, *args: Any, **kwargs: Any) -> Any:
        """Notify the pages that still show the kernel, then end it."""
        self.tell_pages(kernel_id)
        return await super().shutdown_kernel(kernel_id, *args, **kwargs)

    async def shutdown_all(self, now: bool = False) -> None:
        """End every kernel, half-started ones included, even if ending one of them fails."""
        self.closing = True
        await asyncio.gather(*self.starting, return_exceptions=True)
        for kernel_id in self.list_kernel_ids():
            # No page has sent it anything, so there is no work to finish.
            if not self.pages.get(kernel_id):
                await self.get_kernel(kernel_id).provisioner.kill()
        for at_once in (now, True):
            ends = [self.shutdown_kernel(id_, now=at_once) for id_ in self.list_kernel_ids()]
            await asyncio.gather(*ends, return_exceptions=True)

    def _handle_kernel_died(self, kernel_id: str) -> None:
        super()._handle_kernel_died(kernel_id)
        self.tell_pages(kernel_id)

    def tell_pages(self, kernel_id: str) -> None:
        """Close the page's sockets with the close code KERNEL_GONE."""
        RequestInfoSocketHandler._cache.pop(kernel_id, None)  # request info it never fetched
        for socket in self.pages.pop(kernel_id, set()):
            socket.close(KERNEL_GONE, "kernel gone")
