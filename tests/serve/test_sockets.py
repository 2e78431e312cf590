"""The doors to a kernel, knocked at over real sockets, by pages and by those who are none."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import socket
import struct
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest
import requests
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from running import Running, run_async, wait_until, write_notebook
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import (
    WebSocketClientConnection,
    WebSocketClosedError,
    websocket_connect,
)

from clientfit.serve.frames import PROTOCOL
from clientfit.serve.sockets import KERNEL_GONE, LARGEST, REFUSED

Server = Callable[..., Running]

#: Where the server falls, it falls alone: the machine of whoever runs the tests keeps its memory.
BOUNDED = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (6 * 2**30, 6 * 2**30))
"""
#: Closes each line while what the page sends right after its knocking is still on the way.
CLOSES_AT_ONCE = """
from clientfit.serve.sockets import PageSocket
heard = PageSocket.on_message
def hear(self, frame):
    heard(self, frame)
    self.close()
PageSocket.on_message = hear
"""
GROWTH = 60 * 2**20  # bytes
BURST = 100  # frames on one socket
MANY = 10_000
SESSION = Session()


@pytest.fixture(scope="module")
def running(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Running:
    notebook = write_notebook(tmp_path_factory.mktemp("notebooks") / "plain.ipynb", "1 + 1")
    return server(notebook=str(notebook), before=BOUNDED)


def kernel_of(running: Running) -> str:
    """The kernel of a new page."""
    page = requests.get(running.url, timeout=60).text
    found = re.search(r'"kernelId": "([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def kernel(running: Running) -> Iterator[str]:
    """The kernel of a page; at the end the log must hold nothing at all."""
    yield kernel_of(running)
    assert running.log.read_text() == ""


async def knock(
    running: Running, path: str, spoken: list[str] | None = None, **headers: str
) -> WebSocketClientConnection:
    """Open a socket as a page does, or as somebody else would."""
    address = running.url.replace("http", "ws", 1) + path
    request = HTTPRequest(address, headers=headers)
    return await websocket_connect(request, subprotocols=[PROTOCOL] if spoken is None else spoken)


def status(opening: Awaitable[WebSocketClientConnection]) -> int:
    """How a knock is refused."""

    async def run() -> int:
        with pytest.raises(HTTPClientError) as caught:
            await asyncio.wait_for(opening, 20)
        return caught.value.code

    return run_async(run())


def channels(kernel: str, session: str = "one") -> str:
    return f"api/kernels/{kernel}/channels?session_id={session}"


def message(kind: str = "kernel_info_request", content: bytes = b"{}", *buffers: bytes) -> bytes:
    parts = [SESSION.pack(SESSION.msg_header(kind)), b"{}", b"{}", content, *buffers]
    frame: bytes = serialize_msg_to_ws_v1(parts, "shell")
    return frame


async def end_of(socket: WebSocketClientConnection) -> int | None:
    """Read what comes until the socket is closed, and give the code."""
    async with asyncio.timeout(20):
        while await socket.read_message() is not None:
            pass
    return socket.close_code


async def answered(socket: WebSocketClientConnection) -> None:
    """Ask the kernel something over a socket, and wait for its answer."""
    await socket.write_message(message(), binary=True)
    async with asyncio.timeout(20):
        while b"kernel_info_reply" not in (heard := await socket.read_message() or b""):
            assert heard, "the socket was closed"


def frames(seed: int) -> Iterator[bytes | str]:
    """Frames for ever: noise, messages that are cut, and counts and offsets that can't be."""
    dice = random.Random(seed)  # noqa: S311 - noise, not a secret
    whole = message()
    while True:
        yield dice.randbytes(dice.randrange(200))
        yield whole[: dice.randrange(len(whole))]
        yield whole[:8] + dice.randbytes(64) + whole[72:]
        yield b"\xff" * 8
        yield struct.pack("!i", 2**27) + dice.randbytes(20)
        yield struct.pack("<Q", 2**27) + dice.randbytes(16)
        yield json.dumps({"channel": "shell", "header": dice.random()})
        yield "[" * 3000


def burst(
    running: Running, path: str, spoken: str, sent: list[bytes | str], *, stay: bool = True
) -> bytes:
    """Knock and send frames without waiting for anything; give the first of what comes back."""
    named = f"Sec-WebSocket-Protocol: {spoken}\r\n" if spoken else ""
    knocking = (
        f"GET /{path} HTTP/1.1\r\nHost: {running.url.split('/')[2]}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{named}\r\n"
    )
    packed = [knocking.encode()]
    for frame in sent:
        data = frame if isinstance(frame, bytes) else frame.encode()
        kind = 0x82 if isinstance(frame, bytes) else 0x81
        size = (
            bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack("!H", len(data))
        )
        packed += [bytes([kind]), size, bytes(4), data]  # a mask of noughts changes nothing
    host, port = running.url.split("/")[2].split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(b"".join(packed))
        return line.recv(1000) if stay else b""


def waited(running: Running, kernel: str) -> float:
    """Seconds until the server answers, at best of five."""
    taken = []
    for _ in range(5):
        begun = time.monotonic()
        requests.get(f"{running.url}api/kernels/{kernel}", timeout=20).raise_for_status()
        taken.append(time.monotonic() - begun)
    return min(taken)


@pytest.mark.parametrize("spoken", [PROTOCOL, "", "v0.other"], ids=["v1", "none", "unknown"])
def test_ten_thousand_frames_of_noise_change_nothing(
    running: Running, kernel: str, spoken: str
) -> None:
    server, noise = psutil.Process(running.process.pid), frames(7)
    burst(running, channels(kernel, "warm"), spoken, [])
    before, memory = waited(running, kernel), server.memory_info().rss
    for number in range(MANY // BURST):
        path = channels(kernel, f"noise-{number}")
        first = burst(running, path, spoken, [next(noise) for _ in range(BURST)])
        assert first.startswith(b"HTTP/1.1 " + (b"101" if spoken == PROTOCOL else b"400"))
    assert waited(running, kernel) < before + 0.2
    assert server.memory_info().rss - memory < GROWTH
    run_async(answered_anew(running, kernel))


async def answered_anew(running: Running, kernel: str) -> None:
    """A page that comes now is served as ever."""
    await answered(await knock(running, channels(kernel, "after")))


@pytest.mark.parametrize("number", range(8))
def test_a_socket_is_closed_on_the_first_frame_that_is_no_message(
    running: Running, kernel: str, number: int
) -> None:
    async def run() -> int | None:
        page = await knock(running, channels(kernel))
        await answered(page)
        frame = next(itertools.islice(frames(1), number, None))
        await page.write_message(frame, binary=isinstance(frame, bytes))
        return await end_of(page)

    assert run_async(run()) == REFUSED


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("comm_msg", b"{"),
        ("comm_msg", b"[]"),
        ("comm_msg", b'{"comm_id": "nobody", "data": {}}'),
        ("comm_open", b'{"comm_id": "x", "target_name": "nobody", "data": {}}'),
        ("comm_close", b'{"comm_id": []}'),
    ],
)
def test_a_message_that_makes_no_sense_to_the_kernel_leaves_no_word_in_the_log(
    running: Running, kernel: str, kind: str, content: bytes
) -> None:
    async def run() -> None:
        page = await knock(running, channels(kernel))
        await page.write_message(message(kind, content), binary=True)
        await answered(page)

    run_async(run())


def test_a_message_larger_than_any_slice_or_text_closes_its_socket(
    running: Running, kernel: str
) -> None:
    async def run() -> None:
        page = await knock(running, channels(kernel))
        await page.write_message(
            message("comm_info_request", b"{}", bytes(LARGEST - 4096)), binary=True
        )
        await answered(page)
        with suppress(WebSocketClosedError):  # the server may close before it has read all of it
            await page.write_message(
                message("comm_info_request", b"{}", bytes(LARGEST)), binary=True
            )
        await end_of(page)

    run_async(run())


def test_one_socket_outlives_many_of_the_servers_questions(server: Server, tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "plain.ipynb", "1 + 1")
    asking = server(notebook=str(notebook), limits={"ping_ms": 200})
    kernel = kernel_of(asking)

    async def run() -> None:
        line = await knock(asking, channels(kernel))
        heard = asyncio.ensure_future(end_of(line))
        assert not (await asyncio.wait([heard], timeout=3))[0]  # fifteen times asked
        heard.cancel()
        await answered(line)

    run_async(run())


def test_a_page_that_does_not_answer_the_server_any_more_is_given_up(
    server: Server, tmp_path: Path
) -> None:
    notebook = write_notebook(tmp_path / "plain.ipynb", "1 + 1")
    asking = server(notebook=str(notebook), limits={"ping_ms": 200})
    kernel = kernel_of(asking)
    host, port = asking.url.split("/")[2].split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(
            f"GET /{channels(kernel)} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            f"dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {PROTOCOL}\r\n\r\n".encode()
        )
        while line.recv(4096):  # a page that hears, and says nothing
            pass


def test_what_comes_while_the_server_closes_is_dropped(server: Server, tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "plain.ipynb", "1 + 1")
    closing = server(notebook=str(notebook), before=BOUNDED + CLOSES_AT_ONCE)
    kernel = kernel_of(closing)
    process = psutil.Process(closing.process.pid)
    burst(closing, channels(kernel, "warm"), PROTOCOL, [])
    memory = process.memory_info().rss
    for number in range(10):
        said = [message() for _ in range(10)]
        burst(closing, channels(kernel, f"page-{number}"), PROTOCOL, said)
    assert waited(closing, kernel) < 0.5
    assert process.memory_info().rss - memory < GROWTH
    assert closing.log.read_text() == ""


def test_whoever_knocks_and_runs_leaves_nothing_behind(running: Running, kernel: str) -> None:
    run_async(answered_anew(running, kernel))
    server = psutil.Process(running.process.pid)
    files = server.num_fds()
    for number in range(100):
        burst(running, channels(kernel, f"gone-{number}"), PROTOCOL, [], stay=False)
    run_async(answered_anew(running, kernel))
    wait_until(lambda: server.num_fds() < files + 20, 20, "the end of their lines")


@pytest.mark.parametrize("session", ["a" * 300, "../x", "ö", "a b"])
def test_a_name_that_can_be_nobodys_session_is_refused(
    running: Running, kernel: str, session: str
) -> None:
    assert status(knock(running, channels(kernel, quote(session)))) == 400


def test_another_site_is_refused_before_anything_is_made_for_it(
    running: Running, kernel: str
) -> None:
    assert status(knock(running, channels(kernel), Origin="http://evil.example")) == 400


def test_everything_asked_of_a_kernel_that_is_gone_is_answered_calmly(
    running: Running, kernel: str
) -> None:
    visitor = requests.Session()
    visitor.get(running.url, timeout=60)
    token = {"_xsrf": visitor.cookies["_xsrf"]}
    gone = kernel[:-4] + "0000"
    for method, path, expected in (
        ("GET", f"api/kernels/{gone}", 404),
        ("DELETE", f"api/kernels/{gone}", 405),
        ("POST", f"voila/api/shutdown/{gone}", 404),
        ("GET", channels(gone), 400),
    ):
        answer = visitor.request(method, running.url + path, params=token, timeout=20)
        assert answer.status_code == expected
        assert answer.json()["message"]
    assert status(knock(running, channels(gone))) == 404


def test_a_kernel_that_was_killed_is_gone_at_once_at_every_door(
    server: Server, tmp_path: Path
) -> None:
    running = server(notebook=str(write_notebook(tmp_path / "plain.ipynb", "1 + 1")))
    kernel = kernel_of(running)

    async def run() -> int | None:
        page = await knock(running, channels(kernel))
        await answered(page)
        process = running.kernels()[kernel]
        process.kill()
        # At once: as soon as its last thread has ended, and before anybody looks after it.
        while process.status() != psutil.STATUS_ZOMBIE or process.num_threads() > 1:
            await asyncio.sleep(0.001)
        state = await asyncio.to_thread(
            requests.get, f"{running.url}api/kernels/{kernel}", timeout=20
        )
        assert state.status_code == 404
        with pytest.raises(HTTPClientError, match="404"):
            await asyncio.wait_for(knock(running, channels(kernel, "two")), 5)
        return await end_of(page)

    assert run_async(run()) == KERNEL_GONE
    # That one died is said in one line; nothing else went wrong.
    (line,) = running.log.read_text().splitlines()
    assert f"kernel {kernel}" in line


def test_nobody_but_a_kernel_is_told_of_its_page_and_nothing_is_heard_from_it(
    running: Running, kernel: str
) -> None:
    async def run() -> None:
        gone = kernel[:-4] + "0000"
        assert await end_of(await knock(running, f"voila/query/{gone}", [])) == REFUSED
        talking = await knock(running, f"voila/query/{kernel}", [])
        await talking.write_message("hello")
        assert await end_of(talking) == REFUSED
        first, second = [await knock(running, f"voila/query/{kernel}", []) for _ in range(2)]
        for line in (first, second):
            line.close()
            await end_of(line)

    run_async(run())
    assert requests.get(running.url, timeout=60).status_code == 200


def test_a_body_that_no_page_sends_is_refused_before_it_comes(
    running: Running, kernel: str
) -> None:
    host, port = running.url.split("/")[2].split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(
            f"POST /voila/api/shutdown/{kernel} HTTP/1.1\r\nHost: {host}:{port}\r\n"
            f"Content-Length: {2**20}\r\n\r\n".encode()
        )
        assert line.recv(1000).startswith(b"HTTP/1.1 400")
