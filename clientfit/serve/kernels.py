"""The kernels behind the pages: which Python they run, what they are told, when they end."""

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
"""What a page hears of an error in its kernel."""

BEAT = 1.0
"""Seconds a kernel that waits for a page has to give a sign of life. It takes a thousandth."""


class Waiting(TypedDict):
    """What Voila knows of a kernel that waits for a page."""

    kernel_id: str
    task: asyncio.Task[Any]  # the making of its page


class OwnPython(KernelSpecManager):
    """Every kernel runs in the Python that serves, whatever kernels the account has installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Describe how to start a kernel; the name does not matter."""
        # No history: its file would be shared by everyone who opens a page. And no word about
        # messages that make no sense: whoever sends them could fill our log.
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(
            argv=[*argv, "--HistoryManager.enabled=False", "--log-level=CRITICAL"],
            display_name=kernel_name,
            language="python",
        )

    def get_all_specs(self) -> dict[str, Any]:
        """List the one kernel there is."""
        spec = self.get_kernel_spec("python3").to_dict()
        return {"python3": {"resource_dir": "", "spec": spec}}


class Kernels(AsyncMappingKernelManager):  # type: ignore[misc]
    """Kernels that carry our settings, end when unused and say so to their page."""

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
        """Start a kernel with our environment on top of the one asked for."""
        if self.closing:
            raise RuntimeError("the server is stopping")
        env = {**(kwargs.pop("env", None) or os.environ), **self.extra_env}
        start: asyncio.Future[str] = asyncio.ensure_future(super().start_kernel(env=env, **kwargs))
        self.starting.add(start)
        start.add_done_callback(self.starting.discard)
        kernel_id = await start
        # Jupyter looks for these words at the kernel when it holds a traceback back from a page.
        self.get_kernel(kernel_id).traceback_replacement_message = SORRY
        return kernel_id

    async def lives(self, kernel_id: str) -> bool:
        """Whether a kernel's process runs. One that died may be in our list for a second more."""
        kernel = self._kernels.get(kernel_id)
        return kernel is not None and await kernel.is_alive()

    async def drop_dead(self, notebook: str) -> None:
        """Put new kernels in the place of those that wait for a page of the notebook and died."""
        pool = self._pools.get(notebook, [])
        dead = [waiting for waiting in tuple(pool) if not await self._is_fit(waiting)]
        for waiting in dead:
            if waiting in pool:  # no other page has seen to it meanwhile
                pool.remove(waiting)
                self._end_quietly(waiting)
        if dead:
            self.fill_if_needed(delay=0, notebook_name=notebook)

    async def _is_fit(self, waiting: asyncio.Task[Waiting]) -> bool:
        """Whether a kernel that waits, or is only being started, can still become a page's."""
        if not waiting.done():
            return True
        if waiting.cancelled() or waiting.exception():
            return False
        rendering, kernel_id = waiting.result()["task"], waiting.result()["kernel_id"]
        if not rendering.done():  # one that is busy starting may have no pulse yet
            return await self.lives(kernel_id)
        failed = rendering.cancelled() or rendering.exception()
        return not failed and await self.lives(kernel_id) and await self._beats(kernel_id)

    async def _beats(self, kernel_id: str) -> bool:
        """Whether a kernel answers at once; its pulse does so however busy it is."""
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
        """Take away what is left of a kernel that no page got."""
        if waiting.cancelled() or waiting.exception():
            return
        kernel_id, rendering = waiting.result()["kernel_id"], waiting.result()["task"]
        end = asyncio.gather(
            self.shutdown_kernel(kernel_id, now=True), rendering, return_exceptions=True
        )
        self.ending.add(end)
        end.add_done_callback(self.ending.discard)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Keep a kernel whose page is open for much longer than one nobody looks at."""
        kernel = self._kernels.get(kernel_id)
        if kernel is None:
            return
        seen = getattr(kernel, "last_activity", None)
        idle = (datetime.now(UTC) - seen).total_seconds() if seen else 0.0
        if self.pages.get(kernel_id) and idle < self.cull_connected_after:
            return
        await super().cull_kernel_if_idle(kernel_id)

    async def shutdown_kernel(self, kernel_id: str, *args: Any, **kwargs: Any) -> Any:
        """Tell the pages that still show the kernel, then end it."""
        self.tell_pages(kernel_id)
        return await super().shutdown_kernel(kernel_id, *args, **kwargs)

    async def shutdown_all(self, now: bool = False) -> None:
        """End every kernel, also those that are only half started, whatever one of them says."""
        self.closing = True
        await asyncio.gather(*self.starting, return_exceptions=True)
        for kernel_id in self.list_kernel_ids():
            # Nobody has said anything to it, so there is nothing it must finish.
            if not self.pages.get(kernel_id):
                await self.get_kernel(kernel_id).provisioner.kill()
        for at_once in (now, True):
            ends = [self.shutdown_kernel(id_, now=at_once) for id_ in self.list_kernel_ids()]
            await asyncio.gather(*ends, return_exceptions=True)

    def _handle_kernel_died(self, kernel_id: str) -> None:
        super()._handle_kernel_died(kernel_id)
        self.tell_pages(kernel_id)

    def tell_pages(self, kernel_id: str) -> None:
        """Close the page's sockets with the code that means: this kernel is gone."""
        RequestInfoSocketHandler._cache.pop(kernel_id, None)  # what it never asked for
        for socket in self.pages.pop(kernel_id, set()):
            socket.close(KERNEL_GONE, "kernel gone")
