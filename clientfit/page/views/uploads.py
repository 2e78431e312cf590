"""The words of a control that takes files in."""

from __future__ import annotations

from clientfit.page.wire.imports import UploadWords
from clientfit.text.i18n import Translator


def upload_words(t: Translator, label: str) -> UploadWords:
    """What the control says while a file comes and is read; the page fills in how far it is."""
    given = {"file": "{file}", "done": "{done}", "size": "{size}"}
    return {
        "label": label,
        "progress": t("How far the file is"),
        "sending": t("{file}: {done} of {size} MB are here.", **given),
        "reading": t("{file}: {done} of {size} MB are read.", **given),
        "keeping": t("All is read. Keeping it in your workbook…"),
        "cancel": t("Cancel"),
        "stopped": t("Stopped. Nothing of this file was kept."),
        # Heard by screen readers at the beginning and half-way.
        "heard": {
            "sending": [
                t("{file} is being sent.", **given),
                t("Half of {file} is sent.", **given),
            ],
            "reading": [
                t("{file} is being read.", **given),
                t("Half of {file} is read.", **given),
            ],
        },
    }
