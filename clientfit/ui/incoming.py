"""What is on its way into the workbook: a file that arrives, then one that is read bit by bit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers import Choices, ColumnChoice, MeChoice
from clientfit.files.importers.picking import signature
from clientfit.files.importers.reading import SMALL
from clientfit.files.importing import ImportJob
from clientfit.ui.imports import Import, Progress, Upload
from clientfit.ui.picks import check_picks

if TYPE_CHECKING:
    from clientfit.ui.session import Session

#: So long is read before the page is heard again: an answer given meanwhile hardly waits.
STEP_SECONDS = 0.05


class Incoming:
    """The one file at a time that a session takes in."""

    def __init__(self, session: Session) -> None:
        self.upload: Upload | None = None
        self.job: ImportJob | None = None
        self._session = session
        # Of the job: whether to ask for columns that are known, and the header for which some were
        # picked.
        self._ask_anyway, self._picked = False, ""
        self._together: tuple[Import, ...] = ()  # what was chosen together with the job's file

    @property
    def progress(self) -> Progress:
        """How far the reading is; where nothing is read it is done."""
        job = self.job
        if job is None:
            return Progress(0, 0, "done")
        return Progress(job.done, job.size, "keeping" if job.keeping else "reading")

    def read(self, name: str, file: BinaryIO, *, follows: bool = False) -> None:
        """Begin to read a file. A small one is read at once, a large one by ``go_on``.

        What can be read is kept at the end, all of it; an open question is kept as one.
        ``follows``: it was chosen together with the last one, so both are reported.
        """
        session, me = self._session, self._session.myself
        last = session.imported
        choices = Choices(me=me.names, zone=me.zone, keep_text=me.keeps_text)
        before = (*session.earlier, last) if isinstance(last, Import) else ()
        # What still asks something is not forgotten when another file is chosen.
        earlier = before if follows else tuple(one for one in before if one.asks)
        self._begin(self._job(file, name, choices), earlier)

    def answer(self, **answers: Any) -> None:
        """Read the file with an open question again, with the answer (fields of ``Choices``)."""
        asked = self._session.imported
        if not isinstance(asked, Import) or asked.file is None:
            raise ClientfitError(Fault("file", "is no longer here", "Choose the file again"))
        choices, me = replace(asked.choices, **answers), self._session.myself
        needs = asked.read.needs
        if isinstance(needs, MeChoice):
            me.set_names([*me.names, *choices.me])  # holds for the next file, too
        picked = ""
        if isinstance(needs, ColumnChoice) and choices.subject:
            check_picks(choices.subject, choices.columns, self._session.t)
            picked = signature(needs.header)
        job = self._job(asked.file, asked.name, choices)
        self._begin(job, self._session.earlier, picked=picked)

    def pick_anew(self) -> None:
        """Ask once more which column is which, for a file that was read by a choice."""
        done = self._session.imported
        if not isinstance(done, Import) or done.file is None:
            raise ClientfitError(Fault("file", "is no longer here", "Choose the file again"))
        choices = replace(done.choices, subject=None, columns={})
        job = self._job(done.file, done.name, choices)
        self._begin(job, self._session.earlier, ask_anyway=True)

    def leave_file(self) -> None:
        """Take nothing in of the file that asks something."""
        self._session.imported = None
        self.leave()
        self._session.refresh()

    def leave(self) -> None:
        """Turn to another step: reports are read by then, questions stay."""
        session = self._session
        every = (*session.earlier, session.imported)
        open_ = [one for one in every if isinstance(one, Import) and one.asks]
        session.imported = open_.pop() if open_ else None
        session.earlier = tuple(open_)

    def go_on(self) -> None:
        """Read on for a moment, if there is anything to read."""
        self._work(STEP_SECONDS)

    def stop(self) -> None:
        """Drop a file that is arriving or being read; nothing of it is kept."""
        self.upload = None
        if self.job:
            self.job.cancel()
            self.job = None

    def _known_columns(self, job: ImportJob) -> Choices | None:
        """The columns that the person picked for another table of this header."""
        needs = job.read.needs if job.read else None
        if not isinstance(needs, ColumnChoice) or job.choices.columns or self._ask_anyway:
            return None
        known = self._session.myself.columns_of(signature(needs.header))
        return replace(job.choices, subject=known[0], columns=known[1]) if known else None

    def _job(self, file: BinaryIO, name: str, choices: Choices) -> ImportJob:
        return ImportJob(lambda: self._session.workbook, file, name, choices)

    def _begin(
        self,
        job: ImportJob,
        together: tuple[Import, ...],
        *,
        picked: str = "",
        ask_anyway: bool = False,
    ) -> None:
        self.stop()
        self._picked, self._ask_anyway = picked, ask_anyway
        self.job, self._together = job, together
        if job.size <= SMALL:
            while self.job:
                self._work(float("inf"))

    def _work(self, seconds: float) -> None:
        job = self.job
        if job is None:
            return
        try:
            job.work(seconds)
        except BaseException:
            self.job = None
            raise
        known = self._known_columns(job) if job.finished else None
        if known:
            self.job = self._job(job.file, job.name, known)
        elif job.finished and job.read:
            self.job = None
            again = job.read.needs or job.choices.columns
            file = job.file if again else None
            self._finish(Import(job.name, job.read, job.count, job.choices, file))

    def _finish(self, done: Import) -> None:
        """Show what came of a file; one chosen together with it that asks something comes first."""
        if self._picked and done.read.rows_used and done.choices.subject:
            # Only now: a choice that gave nothing is not to be made again by itself.
            me = self._session.myself
            me.remember_columns(self._picked, done.choices.subject, done.choices.columns)
        waiting = next((one for one in self._together if one.asks), None)
        if done.asks or waiting is None or waiting.file is None:
            self._session.earlier, self._session.imported = self._together, done
            self._session.refresh()
            return
        others = (*(one for one in self._together if one is not waiting), done)
        names = waiting.choices.me | self._session.myself.names
        if isinstance(waiting.read.needs, MeChoice) and names != waiting.choices.me:
            choices = replace(waiting.choices, me=names)
            self._begin(self._job(waiting.file, waiting.name, choices), others)
            return
        self._session.earlier, self._session.imported = others, waiting
        self._session.refresh()
