"""The server: the workbook's pages for one person on their own machine, or for many visitors."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tornado.netutil import bind_sockets

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.phrases import say
from clientfit.serve.limits import ALONE, SHARED, Limits

PACKAGE = Path(__file__).resolve().parent.parent
USUAL_PORT = 8866
TRIES = 20
UNUSED_GRAMMAR = "rfc3987_syntax"
"""A grammar that takes half of the start-up time to compile on import.

It is only needed for checks that this server never makes, so its import is blocked.
"""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def notebooks_dir() -> Path:
    """The folder with the notebooks: inside the installed package, or beside it in the source."""
    inside = PACKAGE / "notebooks"
    return inside if inside.is_dir() else PACKAGE.parent / "notebooks"


def find_notebook(name: str) -> Path:
    """The path of a notebook that comes with clientfit.

    Raises ClientfitError if there is no such one.
    """
    folder = notebooks_dir()
    path = folder / f"{name}.ipynb"
    if Path(name).name != name or not path.is_file():
        known = sorted(found.stem for found in folder.glob("*.ipynb"))
        raise ClientfitError(
            Fault(
                say("notebook"),
                say("there is none called {name!r}", name=name),
                choices(name, known),
            )
        )
    return path


def bind(host: str, port: int | None) -> list[socket.socket]:
    """Bind the given port, or the first free one from the usual port on.

    Raises ClientfitError if the port cannot be used.
    """
    asked = [port] if port is not None else [*range(USUAL_PORT, USUAL_PORT + TRIES), 0]
    # One address only: "localhost" can resolve to two, and port 0 would then bind two ports.
    one = "127.0.0.1" if host == "localhost" else host
    for number in asked:
        try:
            sockets: list[socket.socket] = bind_sockets(number, one)
        except OSError as error:
            problem = error
            continue
        return sockets
    raise ClientfitError(
        Fault(
            say("port {port}", port=port) if port is not None else host,
            say("cannot be used ({problem})", problem=problem.strerror or say("it is taken")),
            "Choose another one with --port, or leave --port out and a free one is taken",
        )
    ) from problem


def address(host: str, sockets: list[socket.socket]) -> str:
    """The URL at which a browser on this machine opens the workbook."""
    port = sockets[0].getsockname()[1]
    name = "127.0.0.1" if host in {"", "0.0.0.0", "localhost"} else host  # noqa: S104
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def kernel_env(workbook: Path | None, *, shared: bool, host: str) -> dict[str, str]:
    """Environment variables for the kernels: the workbook file, or that the server is shared."""
    env = {}
    if shared:
        # What visitors type must never reach the shared disk, so no workbook file is named.
        env["CLIENTFIT_SHARED"] = "1"
    elif workbook is not None:
        env["CLIENTFIT_WORKBOOK"] = str(workbook.expanduser().resolve())
    if host not in LOOPBACK and host not in {"", "0.0.0.0"}:  # noqa: S104
        env["VOILA_APP_IP"] = host
    if (PACKAGE.parent / "pyproject.toml").is_file():
        # Run from a source tree: the kernel has another working directory and must find the
        # package.
        known = os.environ.get("PYTHONPATH")
        env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PACKAGE.parent), known]))
    return env


@contextmanager
def without(module: str) -> Iterator[None]:
    """While active, importing ``module`` fails as if it were not installed."""
    absent = module not in sys.modules
    if absent:
        sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent:
            del sys.modules[module]


def serve(  # noqa: PLR0913 - by keyword only, each with its usual value
    *,
    workbook: Path | None = None,
    port: int | None = None,
    open_browser: bool = True,
    shared: bool = False,
    host: str = "127.0.0.1",
    notebook: str | Path = "workbook",
    limits: Limits | None = None,
) -> None:
    """Serve the workbook until Ctrl-C or SIGTERM, then end every kernel.

    ``notebook``: the name of one that comes with clientfit, or the path of any other. The other
    notebooks in its folder are served as well, at ``/<name>``. ``shared``: many visitors, nothing
    is stored on disk. Raises ClientfitError for a missing notebook or a port that cannot be used.
    """
    path = notebook.resolve() if isinstance(notebook, Path) else find_notebook(notebook)
    if not path.is_file():
        raise ClientfitError(Fault(str(path), "there is no such notebook"))
    sockets = bind(host, port)
    # Importing Voila takes more than a second; a wrong port is reported before that.
    with without(UNUSED_GRAMMAR):
        from clientfit.serve.app import Server, Setup
    from clientfit.serve.private_logging import quieten

    for library in ("tornado", "asyncio", "traitlets"):
        quieten(library)

    def ready() -> None:
        here = address(host, sockets)
        print(f"clientfit is open at {here}\nStop it with Ctrl-C.", flush=True)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(here,), daemon=True).start()

    server = Server(
        Setup(
            notebook=path,
            sockets=sockets,
            ready=ready,
            env=kernel_env(workbook, shared=shared, host=host),
            limits=limits or (SHARED if shared else ALONE),
            local=host in LOOPBACK,
        )
    )
    server.initialize([])
    # Voila fills its kernel pool before the loop runs; newer Pythons no longer create a loop
    # implicitly.
    asyncio.set_event_loop(asyncio.new_event_loop())
    signal.signal(signal.SIGINT, server._handle_signal_stop)
    server.start()
