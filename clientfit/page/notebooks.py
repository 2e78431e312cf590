"""One function a notebook: each gives the widget that the notebook shows."""

from __future__ import annotations

import os
from collections.abc import Sequence

from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.core.errors import ClientfitError
from clientfit.files.store import Workbook, default_path
from clientfit.page.preload import preload
from clientfit.page.widget import Page, Stopped
from clientfit.text.i18n import translator

SHARED = "CLIENTFIT_SHARED"


def workbook() -> Page | Stopped:
    """The whole workbook: client, signs, reading, letter, and all clients."""
    return _page(tuple(Step))


def questionnaire() -> Page | Stopped:
    """The questions about one client, and how it reads."""
    return _page((Step.CLIENT, Step.SIGNS, Step.READING))


def dashboard() -> Page | Stopped:
    """All clients at a glance."""
    return _page((Step.ALL,))


def _page(steps: Sequence[Step]) -> Page | Stopped:
    t = translator()
    try:
        page = Page(Session(_workbook(), t), steps)
    except ClientfitError as error:
        return Stopped(error.faults, t)
    preload()
    return page


def _workbook() -> Workbook:
    """The person's own file; where visitors share a server, memory that ends with the page."""
    shared = os.environ.get(SHARED) == "1"
    return Workbook.in_memory() if shared else Workbook.open(default_path())
