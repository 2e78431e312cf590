"""Files on their way in: what arrives, what is read in steps, and what they ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.app.upload import Copy, Import, Progress
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import AllOf, say
from clientfit.files.import_job import ImportJob
from clientfit.files.importers import Choices, ColumnChoice, MeChoice, Subject
from clientfit.files.importers.steps import SMALL
from clientfit.files.importers.tables.pick_columns import Need, roles_of, signature
from clientfit.files.store import Workbook
from clientfit.text.content.questions import catalog_with
from clientfit.text.i18n import Translator
from clientfit.text.sentences.labels import role_words

#: So long is read before the page is heard again: an answer given meanwhile hardly waits.
STEP_SECONDS = 0.05


class Importing:
    """Files that a session takes in, one at a time; what is on its way is ``session.transit``."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._transit = session.transit

    @property
    def progress(self) -> Progress:
        """How far the reading is; where nothing is read it is done."""
        job = self._transit.job
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
        earlier = before if follows else tuple(report for report in before if report.asks)
        self._begin(self._job(file, name, choices), earlier)

    def answer(self, **answers: Any) -> None:
        """Read the file with an open question again, with the answer (fields of ``Choices``)."""
        asked = self._session.imported
        if not isinstance(asked, Import) or asked.file is None:
            raise ClientfitError(Fault(say("file"), "is no longer here", "Choose the file again"))
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
            raise ClientfitError(Fault(say("file"), "is no longer here", "Choose the file again"))
        choices = replace(done.choices, subject=None, columns={})
        job = self._job(done.file, done.name, choices)
        self._begin(job, self._session.earlier, ask_anyway=True)

    def leave_file(self) -> None:
        """Take nothing in of the file that asks something."""
        self._session.imported = None
        self._session.close_reports()
        self._session.records_changed()

    def merge_copy(self, name: str, text: bytes) -> None:
        """Merge a saved copy of a workbook into this one, and tell what came of it."""
        session = self._session
        with Workbook.in_memory() as copy:
            copy.import_json(text)
            catalog_with(copy.setting("norms", {}))  # what could not be read here is refused
        merged = session.workbook.import_json(text)
        session.read_norms()
        session.records_changed()
        session.go(Step.ALL)
        session.imported = Copy(name, merged)
        session.changed()

    def go_on(self) -> None:
        """Read on for a moment, if there is anything to read."""
        self._work(STEP_SECONDS)

    def stop(self) -> None:
        """Drop a file that is arriving or being read; nothing of it is kept."""
        self._transit.upload = None
        if self._transit.job:
            self._transit.job.cancel()
            self._transit.job = None

    def _known_columns(self, job: ImportJob) -> Choices | None:
        """The columns that the person picked for another table of this header."""
        needs = job.read.needs if job.read else None
        if not isinstance(needs, ColumnChoice) or job.choices.columns or self._transit.ask_anyway:
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
        self._transit.picked, self._transit.ask_anyway = picked, ask_anyway
        self._transit.job, self._transit.together = job, together
        if job.size <= SMALL:
            while self._transit.job:
                self._work(float("inf"))

    def _work(self, seconds: float) -> None:
        job = self._transit.job
        if job is None:
            return
        try:
            job.work(seconds)
        except BaseException:
            self._transit.job = None
            raise
        known = self._known_columns(job) if job.finished else None
        if known:
            self._transit.job = self._job(job.file, job.name, known)
        elif job.finished and job.read:
            self._transit.job = None
            again = job.read.needs or job.choices.columns
            file = job.file if again else None
            self._finish(Import(job.name, job.read, job.count, job.choices, file))

    def _finish(self, done: Import) -> None:
        """Show what came of a file; one chosen together with it that asks something comes first."""
        if self._transit.picked and done.read.rows_used and done.choices.subject:
            # Only now: a choice that gave nothing is not to be made again by itself.
            me = self._session.myself
            me.remember_columns(self._transit.picked, done.choices.subject, done.choices.columns)
        waiting = next((report for report in self._transit.together if report.asks), None)
        if done.asks or waiting is None or waiting.file is None:
            self._session.earlier, self._session.imported = self._transit.together, done
            self._session.records_changed()
            return
        others = (*(report for report in self._transit.together if report is not waiting), done)
        names = waiting.choices.me | self._session.myself.names
        if isinstance(waiting.read.needs, MeChoice) and names != waiting.choices.me:
            choices = replace(waiting.choices, me=names)
            self._begin(self._job(waiting.file, waiting.name, choices), others)
            return
        self._session.earlier, self._session.imported = others, waiting
        self._session.records_changed()


def check_picks(subject: Subject, columns: Mapping[str, int], t: Translator) -> None:
    """Raise ClientfitError with everything that is missing or was picked twice.

    What the page can't have said (unknown roles, columns that are not there) is left to the reader.
    """
    words, picks = role_words(t), roles_of(subject)
    faults = [
        Fault("", say("No column is chosen for “{what}”", what=words[pick.role]), "Choose one")
        for pick in picks
        if pick.need is Need.REQUIRED
        and pick.role not in columns
        and not _stands_in(pick.role, columns)
    ]
    either = [pick.role for pick in picks if pick.need is Need.ONE_OF]
    if either and not any(role in columns for role in either):
        names = AllOf(tuple(f"“{words[role]}”" for role in either))
        faults.append(Fault("", say("None of these is chosen: {names}", names=names), "Choose one"))
    for index in dict.fromkeys(columns.values()):
        twice = [words[role] for role in columns if columns[role] == index and role in words]
        if len(twice) > 1:
            names = AllOf(tuple(f"“{name}”" for name in twice))
            what = say("One column is chosen for {names}", names=names)
            faults.append(Fault("", what, "Choose another for all but one of them"))
    if faults:
        raise ClientfitError(faults)


def _stands_in(role: str, columns: Mapping[str, int]) -> bool:
    """Where no client is named, the project stands for it."""
    return role == "client" and "project" in columns
