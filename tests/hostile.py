"""Text that tries to be more than text, and ways to look at what became of it."""

from __future__ import annotations

import getpass
import io
import platform
import re
import zipfile
from pathlib import Path

from pypdf import PdfReader

from clientfit.files.exporters.clean import visible

HOSTILE = (
    '=HYPERLINK("http://evil.example","pay here")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1",
    "-2+3",
    "#eval(1)",
    '`#read("/etc/passwd")` #include "x" #set page(width: 1cm)',
    "$ x^2 $ *bold* _under_ // gone /* gone */ <label> @ref \\ ~ --- [link](http://evil.example)",
    "{{7*7}} {% raw %} ${7*7} {0} {name} %s %(name)s",
    "<script>alert(1)</script> <b>&amp;</b> ]]> <!-- --> <?xml?>",
    "null\x00bell\x07escape\x1b[31m",
    "end\u202etxt.exe\u2066 isolate\u2069",
    "a\r\nBEGIN:VEVENT\r\nSUMMARY:planted\r\nEND:VEVENT\r\nX-EVIL:1",
    ";,:\\\\n\\,\"quoted\" 'single'",
    "one\u2028two\u2029three\x85four",
    "_x0041_ _x000D_ \ufeff \ufffe \uffff",
    "x" * 10_000,
    "emoji 😀 👍🏽 👩\u200d💻 done",
    "half \ud800 pair",
)
IDS = [re.sub(r"\W+", "_", ascii(text))[:30] for text in HOSTILE]


def squeezed(text: str) -> str:
    """Text without white space and without marks that only say where a line may break."""
    return re.sub(r"[\s\u200b\u200d\ufeff]+", "", visible(text))


def pages(pdf: bytes) -> str:
    """The text of all pages, without their numbers."""
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return "\n".join(re.sub(r"\d+ / \d+\s*$", "", text) for text in texts)


def is_inert(pdf: bytes) -> bool:
    """Whether a PDF neither does nor links nor holds anything but pages."""
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    acts = {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    names = set(root.get("/Names", {}))
    return not (acts or {"/JavaScript", "/EmbeddedFiles"} & names) and not any(
        "/Annots" in page for page in reader.pages
    )


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def moments(data: bytes) -> set[tuple[int, ...]]:
    """The moments that a zip tells of."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member.date_time for member in archive.infolist()}


def tells_of_the_machine(data: bytes) -> list[str]:
    """What a file gives away of where it was made."""
    whole = b"\n".join(unzipped(data).values()) if data.startswith(b"PK") else data
    own = (str(Path.home()) + "/", platform.node(), f">{getpass.getuser()}<")
    return [name for name in own if len(name) > 3 and name.encode() in whole]
