"""What a person picked for the columns of a table, checked in the words of the page."""

from __future__ import annotations

from collections.abc import Mapping

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers import Subject
from clientfit.files.importers.picking import Need, roles_of
from clientfit.text.i18n import Translator
from clientfit.text.role_words import role_words


def check_picks(subject: Subject, columns: Mapping[str, int], t: Translator) -> None:
    """Raise ClientfitError with everything that is missing or was picked twice.

    What the page can't have said (unknown roles, columns that are not there) is left to the reader.
    """
    words, picks = role_words(t), roles_of(subject)
    faults = [
        Fault("", t("No column is chosen for “{what}”", what=words[pick.role]), t("Choose one"))
        for pick in picks
        if pick.need is Need.REQUIRED
        and pick.role not in columns
        and not _stands_in(pick.role, columns)
    ]
    either = [pick.role for pick in picks if pick.need is Need.ONE_OF]
    if either and not any(role in columns for role in either):
        names = t.listed([f"“{words[role]}”" for role in either])
        faults.append(
            Fault("", t("None of these is chosen: {names}", names=names), t("Choose one"))
        )
    for index in dict.fromkeys(columns.values()):
        twice = [words[role] for role in columns if columns[role] == index and role in words]
        if len(twice) > 1:
            names = t.listed([f"“{name}”" for name in twice])
            what = t("One column is chosen for {names}", names=names)
            faults.append(Fault("", what, t("Choose another for all but one of them")))
    if faults:
        raise ClientfitError(faults)


def _stands_in(role: str, columns: Mapping[str, int]) -> bool:
    """Where no client is named, the project stands for it."""
    return role == "client" and "project" in columns
