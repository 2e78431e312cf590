"""HTTP handlers: the workbook's pages, and one calm page for every error."""

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
"""How many kernels are tried for one page before the request fails."""

POLICY = "; ".join(
    (
        "default-src 'self'",
        # The scripts are inline in the page; a widget's module is loaded from a blob.
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
    """Error handling of all pages: a failed request is logged without data and answered calmly."""

    settings: dict[str, Any]

    @property
    def content_security_policy(self) -> str:
        """Let the page load from and connect to this server only (Content-Security-Policy)."""
        return POLICY

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with a calm page; its error number is also in the log."""
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
    """The handler for unknown addresses: 404."""

    async def prepare(self) -> None:
        """Answer before anything is looked up."""
        self.send_error(404)


class Page(CalmMixin, TornadoVoilaHandler):  # type: ignore[misc]
    """One notebook as a page."""

    async def prepare(self) -> None:
        """Set the XSRF cookie, whose token the page needs to shut down its kernel on closing."""
        await super().prepare()
        if not self._finished:
            _ = self.xsrf_token

    async def get_generator(self, path: str | None = None) -> AsyncGenerator[str, None]:
        """Yield the page piece by piece, with a kernel that is alive.

        If the kernel dies while it starts, another one takes over. Up to that point the output is
        the same for every kernel, so what has been sent already is skipped.
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
            except RuntimeError:  # raised when a kernel ended before it answered
                if not left:
                    raise
            else:
                return

    def should_use_rendered_notebook(self, _data: dict[str, Any], pool_size: int, *_: Any) -> bool:
        """Take a pooled kernel whenever there is one, even if it is still starting.

        Voila itself would start a second one in that case, and also when the URL has ``?theme=``,
        which only concerns the page.
        """
        return pool_size > 0
