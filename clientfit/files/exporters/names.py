"""Names of files, made from names of people: safe on every system, still readable."""

from __future__ import annotations

import re
import unicodedata

#: Most systems allow 255 bytes; a synced folder or a zip adds something of its own.
LONGEST_BYTES = 150
#: What a file is, by its ending, for whoever hands it to a browser.
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_SEPARATOR = " - "
_FORBIDDEN = re.compile(r'[/\\:*?"<>|⁄∕]+')
#: Names of devices: Windows opens the device, whatever the ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs"}


def file_name(*parts: str, ending: str) -> str:
    """Make one file name of the parts, such as a client's name and a letter's title.

    >>> file_name("Maria & Søn / Ltd.", "The end of our work", ending=".eml")
    'Maria & Søn Ltd - The end of our work.eml'
    """
    room = LONGEST_BYTES - len(ending.encode())
    stem = _SEPARATOR.join(filter(None, map(_cleaned, parts)))
    # Stripped again, since the cut may leave a space or a point at the end.
    stem = _cut(stem, room).strip(" .-") or "client"
    # Only what stands before the first point counts for a device.
    return f"_{stem}{ending}" if _DEVICES.fullmatch(stem.split(".")[0].strip()) else stem + ending


def _cleaned(part: str) -> str:
    seen = "".join(
        " " if unicodedata.category(c) in _UNSEEN else c for c in _FORBIDDEN.sub(" ", part)
    )
    return unicodedata.normalize("NFC", " ".join(seen.split())).strip(" .-~")


def _cut(text: str, room: int) -> str:
    if len(text.encode()) <= room:
        return text
    kept = text.encode()[:room].decode(errors="ignore")
    # A mark cut from its letter would change the letter: drop the letter as well.
    if unicodedata.combining(text[len(kept)]):
        kept = kept.rstrip("".join(c for c in kept if unicodedata.combining(c)))[:-1]
    return kept
