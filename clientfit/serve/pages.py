"""What answers a browser: the workbook's pages, and one calm page for all that goes wrong."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from http.client import responses
from typing import Any

from jinja2 import Environment
from jupyter_server.base.handlers import JupyterHandler
from voila.tornado.handler import TornadoVoilaHandler

MESSAGES = {
    404: ("There is no page at this address", "The workbook itself is one click away."),
    403: ("This page is not open to you", "Open the workbook from its own address."),
}
SORRY = (
    "Something went wrong on our side",
    "What you typed before is kept. Open the workbook again; if this page comes back, "
    "stop clientfit and start it anew.",
)

ATTEMPTS = 3
"""So many kernels may die while a page waits for one."""

POLICY = "; ".join(
    (
        "default-src 'self'",
        # The page's scripts stand in the page; a widget's module is loaded from a blob.
        "script-src 'self' 'unsafe-inline' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)


class CalmMixin:
    """The one place where a failed request is caught, logged without data, and answered."""

    settings: dict[str, Any]

    @property
    def content_security_policy(self) -> str:
        """Let the page load from and talk to this server only."""
        return POLICY

    def write_error(self, status_code: int, **_: Any) -> None:
        """Show a calm page; the number on it is the one in the log."""
        number = secrets.token_hex(3)
        if status_code >= 500:
            self.log.error("request failed with status %d, number %s", status_code, number)  # type: ignore[attr-defined]
        title, text = MESSAGES.get(status_code, SORRY)
        environment: Environment = self.settings["voila_jinja2_env"]
        self.set_header("Content-Type", "text/html; charset=utf-8")  # type: ignore[attr-defined]
        page = environment.get_template("message.html.j2").render(
            title=title,
            text=text,
            status=f"{status_code} {responses.get(status_code, '')}".strip(),
            number=number if status_code >= 500 else "",
            base_url=self.settings["base_url"],
        )
        self.finish(page)  # type: ignore[attr-defined]


class NothingHere(CalmMixin, JupyterHandler):  # type: ignore[misc]
    """Every address that is none of ours."""

    async def prepare(self) -> None:
        """Answer before anything is looked up."""
        self.send_error(404)


class Page(CalmMixin, TornadoVoilaHandler):  # type: ignore[misc]
    """One notebook as a page."""

    async def prepare(self) -> None:
        """Give the page the token with which it may free its kernel when it is closed."""
        await super().prepare()
        if not self._finished:
            _ = self.xsrf_token

    async def get_generator(self, path: str | None = None) -> AsyncGenerator[str, None]:
        """Give the page piece by piece, with a kernel that lives.

        One may die while it starts and the page waits for it; then another takes its place. Up to
        there every page is the same, so the other goes on where the first one stopped.
        """
        sent = 0  # characters
        for left in reversed(range(ATTEMPTS)):
            await self.kernel_manager.drop_dead(self.notebook_path)
            made = 0
            try:
                async for piece in super().get_generator(path):
                    made += len(piece)
                    if made > sent:
                        yield piece[sent - made :]
                        sent = made
            except RuntimeError:  # how a kernel that ended before it answered is told
                if not left:
                    raise
            else:
                return

    def should_use_rendered_notebook(self, _data: dict[str, Any], pool_size: int, *_: Any) -> bool:
        """Take a waiting kernel whenever there is one, also one that is still starting.

        Voila would start a second one beside it, and also when the address says ``?theme=``,
        which is the page's own affair.
        """
        return pool_size > 0
