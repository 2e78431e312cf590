"""What the server gives to a browser, and what it keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from running import Running, wait_until, write_notebook

Server = Callable[..., Running]

MINE = "this-name-stays-here"
#: A kernel that is ready when a file is there.
WAITS = """
import pathlib, time
while not pathlib.Path({ready!r}).exists():
    time.sleep(0.05)
"""


@pytest.fixture(scope="module")
def running(server: Server, counter_notebook: Path) -> Running:
    (counter_notebook.parent / "picture.svg").write_text("<svg/>")
    return server(notebook=str(counter_notebook))


@pytest.fixture(scope="module")
def page(running: Running) -> str:
    answer = requests.get(running.url, timeout=30)
    assert answer.status_code == 200
    return answer.text


def kernel_in(page: str) -> str:
    found = re.search(r'"kernelId": "([^"]+)"', page)
    assert found
    return found[1]


def test_the_page_names_its_language_its_direction_and_one_main(page: str) -> None:
    assert '<html lang="en" dir="ltr">' in page
    assert page.count("<main") == page.count("</main>") == 1
    assert "<title>Clientfit</title>" in page
    assert 'rel="icon"' in page
    assert 'name="viewport"' in page


def test_the_page_names_no_outside_address(page: str) -> None:
    # The one address left is a name: that of the drawing language of the icon.
    found = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'<>]*", page))
    assert found <= {"http://www.w3.org/2000/svg"}


def test_the_browser_is_told_to_load_from_this_server_only(running: Running) -> None:
    policy = requests.get(running.url, timeout=30).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_no_extension_of_jupyterlab_is_loaded(page: str) -> None:
    for word in ("plotly", "labextensions", "federated", "voila.js"):
        assert word not in page


def test_the_first_answer_brings_the_skeleton_before_the_kernel_is_ready(
    server: Server, tmp_path: Path
) -> None:
    ready = tmp_path / "ready"
    slow = write_notebook(tmp_path / "slow.ipynb", WAITS.format(ready=str(ready)))
    running = server(notebook=str(slow))
    with requests.get(running.url, stream=True, timeout=30) as answer:
        pieces, first = answer.iter_content(None), b""
        while b"</noscript>" not in first:
            first += next(pieces)
        assert b"Opening your workbook" in first
        assert b"The workbook needs JavaScript" in first
        assert b"</html>" not in first
        ready.touch()
        assert b"</html>" in b"".join(pieces)


def test_the_page_is_small(running: Running) -> None:
    answer = requests.get(running.url, stream=True, timeout=30)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.raw.read(decode_content=False)) < 20_000


@pytest.mark.parametrize(
    "path",
    [
        "nope",
        "counter.ipynb",
        "picture.svg",
        "voila/files/picture.svg",
        "voila/files/counter.ipynb",
        "voila/static/../../../etc/passwd",
        "voila/templates/clientfit/static/../../../../../../../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%2fcounter.ipynb",
        "voila/tree",
        "voila/render/counter.ipynb",
        "voila/api/contents",
        "voila/labextensions/jupyterlab-plotly/package.json",
        "api/kernels",
        "api/contents",
        "favicon.ico",
    ],
)
def test_nothing_but_the_pages_is_given_away(running: Running, path: str) -> None:
    # By hand, because a tidy client would resolve the dots before it asks.
    asked = requests.Request("GET", running.url).prepare()
    asked.url = running.url + path
    answer = requests.Session().send(asked, timeout=30, allow_redirects=False)
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text


def test_a_wrong_address_gets_a_calm_page_in_our_look(running: Running) -> None:
    answer = requests.get(running.url + "nope", timeout=30)
    assert answer.status_code == 404
    assert '<html lang="en" dir="ltr">' in answer.text
    assert "Open the workbook" in answer.text
    assert "Traceback" not in answer.text
    assert "tornado" not in answer.text.lower()


def test_a_kernel_can_be_asked_after_by_its_id_only(running: Running) -> None:
    kernel = kernel_in(requests.get(running.url, timeout=30).text)
    answer = requests.get(f"{running.url}api/kernels/{kernel}", timeout=30)
    assert answer.status_code == 200
    assert answer.json()["id"] == kernel
    unknown = kernel[:-4] + "0000"
    assert requests.get(f"{running.url}api/kernels/{unknown}", timeout=30).status_code == 404


def test_a_kernel_is_freed_with_the_pages_token_and_never_without(running: Running) -> None:
    visitor = requests.Session()
    kernel = kernel_in(visitor.get(running.url, timeout=30).text)
    door = f"{running.url}voila/api/shutdown/{kernel}"
    assert requests.post(door, timeout=30).status_code == 403
    assert visitor.post(door, timeout=30).status_code == 403
    assert kernel in running.kernels()
    token = visitor.cookies["_xsrf"]
    assert visitor.post(door, data={"_xsrf": token}, timeout=30).status_code == 204
    wait_until(lambda: kernel not in running.kernels(), 5, "the end of the kernel")


def test_another_site_that_points_its_name_here_is_refused(running: Running) -> None:
    answer = requests.get(running.url, headers={"Host": "evil.example"}, timeout=30)
    assert answer.status_code == 403
    assert 'id="cf-config"' not in answer.text


def test_asking_for_another_template_or_theme_changes_nothing(running: Running) -> None:
    answer = requests.get(running.url, params={"template": "lab", "theme": "../x"}, timeout=30)
    assert answer.status_code == 200
    assert "cf-skeleton" in answer.text


def test_every_notebook_of_the_folder_is_a_page_of_its_own(server: Server, tmp_path: Path) -> None:
    write_notebook(tmp_path / "first.ipynb", "1")
    write_notebook(tmp_path / "second.ipynb", "2")
    running = server(notebook=str(tmp_path / "first.ipynb"))
    assert 'id="cf-config"' in requests.get(f"{running.url}second", timeout=30).text
    assert requests.get(f"{running.url}third", timeout=30).status_code == 404


def test_a_cell_that_fails_shows_and_logs_nothing_of_what_was_typed(
    server: Server, tmp_path: Path
) -> None:
    broken = write_notebook(tmp_path / "broken.ipynb", f"raise ValueError({MINE!r})")
    running = server(notebook=str(broken))
    shown = requests.get(f"{running.url}?client={MINE}", timeout=30).text
    assert "cf-skeleton" in shown
    assert MINE not in shown
    assert "ValueError" not in shown
    wait_until(lambda: "ValueError" in running.log.read_text(), 5, "the line in the log")
    assert MINE not in running.log.read_text()
