"""Voila, configured for one workbook on one machine."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_path
from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_template_paths
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler

from clientfit.serve.kernels import Kernels, OwnPython
from clientfit.serve.limits import ALONE, Limits
from clientfit.serve.pages import NothingHere, Page
from clientfit.serve.private_logging import LINE, SUFFICIENT, QuietFormatter, log_failures
from clientfit.serve.sockets import LARGEST, KernelState, PageSocket, RequestSocket

SHARE = Path(__file__).resolve().parent.parent / "share" / "jupyter"
"""The folder that holds our Voila template.

The wheel also installs a copy where plain Voila looks. This one always has the version of the
running package and needs no installation.
"""

UNANSWERED = 3
"""A page's connection is closed after so many unanswered pings."""

LARGEST_BODY = 64 * 1024
"""Largest body in bytes of an HTTP request; the only kind the pages send has about a hundred."""

KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything a server needs to know at start."""

    notebook: Path
    sockets: list[socket.socket]
    ready: Callable[[], None]
    env: dict[str, str] = field(default_factory=dict)
    limits: Limits = ALONE
    local: bool = True


def make_tmp_dir() -> Path:
    """A temporary folder only this account can read, with a path short enough for Unix sockets."""
    short = Path("/tmp")  # noqa: S108 - mkdtemp makes a folder of its own there, mode 0700
    parent = short if short.is_dir() and os.access(short, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="cf-", dir=parent))


def config_for(setup: Setup, tmp_dir: Path) -> Config:
    """All settings of Voila and its kernels, in one place."""
    config = Config()
    config.Voila.update(
        notebook_path=str(setup.notebook),
        root_dir=str(setup.notebook.parent),
        connection_dir_root=str(tmp_dir),
        open_browser=False,
        ip=setup.sockets[0].getsockname()[0],
        port=setup.sockets[0].getsockname()[1],
        # The account's own Voila settings must not weaken this configuration.
        config_file_paths=[],
        log_level=SUFFICIENT,
        log_format=LINE,
    )
    config.VoilaConfiguration.update(
        template="clientfit",
        allow_template_override="NO",
        allow_theme_override="NO",
        # The pages load no JupyterLab extension; an empty allowlist would mean all of them.
        extension_allowlist=["none"],
        file_allowlist=[],
        show_tracebacks=False,
        preheat_kernel=True,
        default_pool_size=setup.limits.waiting,
        multi_kernel_manager_class=Kernels,
        kernel_spec_manager_class=OwnPython,
    )
    config.Kernels.update(
        extra_env={**setup.env, "IPYTHONDIR": str(tmp_dir / "ipython")},
        allow_tracebacks=False,
        cull_idle_timeout=setup.limits.unseen,
        cull_connected=True,
        cull_connected_after=setup.limits.open_page,
        cull_interval=setup.limits.look_every,
    )
    # Unix sockets in a private folder: no races for ports, and other accounts cannot connect.
    config.KernelManager.transport = "tcp" if os.name == "nt" else "ipc"
    config.KernelManager.shutdown_wait_time = 2.0
    # A dead kernel has lost the page's state: report it within a second instead of restarting it.
    config.KernelRestarter.restart_limit = 0
    config.KernelRestarter.time_to_dead = 0.5
    return config


class Server(Voila):  # type: ignore[misc]
    """Voila with our template, only the request handlers our pages use, and no file serving."""

    _log_formatter_cls = QuietFormatter

    def __init__(self, setup: Setup, **kwargs: Any) -> None:
        self.setup = setup
        self.tmp_dir = make_tmp_dir()
        super().__init__(config=config_for(setup, self.tmp_dir), **kwargs)

    def setup_template_dirs(self) -> None:
        """Use the template inside the package, wherever that is installed."""
        roots = [str(SHARE), *jupyter_path()]
        names = ["voila", "nbconvert"]
        template = self.voila_configuration.template
        self.template_paths = collect_template_paths(names, template, prune=True, root_dirs=roots)

    def init_settings(self) -> dict[str, Any]:
        """Tornado settings: a calm page for unknown addresses, compression, pings and size limits.

        When serving this machine only, requests for other host names are refused (DNS rebinding).
        """
        settings: dict[str, Any] = super().init_settings()
        ping = self.setup.limits.ping_ms
        return {
            **settings,
            "default_handler_class": NothingHere,
            "allow_remote_access": not self.setup.local,
            "compress_response": True,
            "websocket_compression_options": None if self.setup.local else {},
            "log_function": log_failures,
            "ws_ping_interval": ping,
            # Jupyter checks for an answer when it sends the next ping, so the last one is an
            # interval old.
            "ws_ping_timeout": UNANSWERED * ping,
            "websocket_max_message_size": LARGEST,
            "xsrf_cookie_kwargs": {"samesite": "Strict"},
        }

    def init_handlers(self) -> list[Any]:
        """Only the routes our pages use, instead of Voila's own list."""
        api = rf"/api/kernels/{KERNEL_ID}"
        doors: list[tuple[Any, ...]] = [
            (api, KernelState),
            (rf"{api}/channels", PageSocket),
            (rf"/voila/api/shutdown/{KERNEL_ID}", VoilaShutdownKernelHandler),
            (rf"/voila/query/{KERNEL_ID}", RequestSocket),
            (r"/", Page, self.page(self.setup.notebook)),
        ]
        for other in sorted(self.setup.notebook.parent.glob("*.ipynb")):
            doors.append((rf"/{other.stem}", Page, self.page(other)))
        return [(url_path_join(self.server_url, path), *rest) for path, *rest in doors]

    def page(self, notebook: Path) -> dict[str, Any]:
        """Voila's handler arguments for one notebook."""
        return {
            "notebook_path": notebook.name,
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }

    def listen(self) -> None:
        """Serve on the sockets that were bound before the kernels were told the port."""
        self.ioloop = IOLoop.current()
        try:
            HTTPServer(self.app, max_body_size=LARGEST_BODY).add_sockets(self.setup.sockets)
            self.setup.ready()
            self.ioloop.start()
        finally:
            self.stop()

    def stop(self) -> None:
        """End every kernel while its socket still exists, then delete the private folder."""
        try:
            # On the loop that started the kernels: one may still be starting there.
            IOLoop.current().run_sync(self.kernel_manager.shutdown_all)
        finally:
            shutil.rmtree(self.tmp_dir, ignore_errors=True)
