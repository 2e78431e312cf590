"""How fast a mailbox is read, and how much memory that takes, whatever its size."""

from __future__ import annotations

import base64
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from table import Row

MEGABYTE = 2**20
SIZE = 200 * MEGABYTE
#: Of a hundred mails so many have a file attached, of up to two megabytes.
ATTACHED = 8
#: Without any a mailbox of that size holds far more mails; a smaller one tells as much.
SMALL = 40 * MEGABYTE
CLIENTS = 12
_TEXT = "the draft of your page is ready please look at it by friday and tell me what to mend"


def _text(luck: random.Random, words: int) -> str:
    chosen = luck.choices(_TEXT.split(), k=words)
    return "\n".join(" ".join(chosen[at : at + 12]) for at in range(0, words, 12))


def _mail(number: int, luck: random.Random, attached_of_hundred: int) -> bytes:
    """A mail as Gmail hands it out: a long head, a text, the same in HTML, a quote, a file."""
    client = f"client{luck.randrange(CLIENTS)}@studio.example"
    sender, receiver = luck.sample([client, "sam@okoro.example"], 2)
    own = _text(luck, luck.randrange(20, 300))
    quoted = "\n".join(f"> {line}" for line in _text(luck, luck.randrange(50, 600)).splitlines())
    text = f"{own}\n\nOn Mon, Mar 2, 2026 at 9:{number % 60:02} AM {client} wrote:\n\n{quoted}\n"
    html = f"<div>{own}</div><div class='gmail_quote'><blockquote>{quoted}</blockquote></div>"
    day = f"{number % 28 + 1:02} {luck.choice(['Jan', 'Feb', 'Mar', 'Apr'])} 2026"
    signature = "\n".join("        " + "k3Xq" * 17 for _ in range(12))
    hops = "".join(
        f"Received: by 2002:a05:{hop}:1a4c with SMTP id bf{number}csp{hop};\n"
        f"        Mon, {day} 09:57:{hop:02} -0700 (PDT)\n"
        for hop in range(8)
    )
    head = (
        f"From 16{number:08}@xxx Mon Mar 02 09:57:58 +0000 2026\nX-GM-THRID: 16{number}\n"
        f"X-Gmail-Labels: {'Sent' if sender.startswith('sam') else 'Inbox,Important'}\n{hops}"
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\n{signature}\n"
        f"From: A Name <{sender}>\nTo: Another Name <{receiver}>\nSubject: Re: The page\n"
        f"Date: Mon, {day} 09:57:58 +0100\nMessage-ID: <{number}@mail.example>\n"
        f"References: <{number // 6}@mail.example>\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/mixed; boundary="b{number}"\n\n'
    )
    body = (
        f'--b{number}\nContent-Type: multipart/alternative; boundary="a{number}"\n\n'
        f"--a{number}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        f"--a{number}\nContent-Type: text/html; charset=utf-8\n\n{html}\n--a{number}--\n"
    )
    attached = b""
    if luck.randrange(100) < attached_of_hundred:
        packed = base64.encodebytes(luck.randbytes(luck.randrange(2 * MEGABYTE)))
        attached = (
            f"--b{number}\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
            f'Content-Disposition: attachment; filename="page.pdf"\n\n'
        ).encode() + packed
    return (head + body).encode() + attached + f"--b{number}--\n\n".encode()


def _mailbox(path: Path, size: int, attached: int) -> int:
    """Write a mailbox of that size, and give the number of mails in it."""
    luck = random.Random(7)  # noqa: S311  it keeps no secret
    number = 0
    with path.open("wb") as file:
        while file.tell() < size:
            file.write(_mail(number, luck, attached))
            number += 1
    return number


def _read(path: Path) -> Iterator[float]:
    """Read a mailbox in a process of its own: seconds, megabytes above, longest step, mails.

    Seconds are those of the processor, so that one core is what is measured.
    """
    from clientfit.files.importers import Choices
    from clientfit.files.importers.messages.mail import mbox
    from clientfit.files.importers.messages.words import mail_words

    mail_words()
    process = psutil.Process()
    before = process.memory_info().rss
    most = before
    longest = 0.0
    mails = 0
    start = time.process_time()
    last = time.perf_counter()
    with path.open("rb") as source:
        for part in mbox.reading(source, path.name, Choices()):
            now = time.perf_counter()
            longest = max(longest, now - last)
            mails += len(part.records)
            most = max(most, process.memory_info().rss)
            last = time.perf_counter()
    yield from (time.process_time() - start, (most - before) / MEGABYTE, longest * 1000, mails)


def _measured(what: str, size: int, attached: int, at_least: float | None) -> list[Row]:
    """The figures of one mailbox."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mailbox.mbox"
        written = _mailbox(path, size, attached)
        megabytes = path.stat().st_size / MEGABYTE
        told = subprocess.run(
            [sys.executable, __file__, str(path)], capture_output=True, check=True, text=True
        )
    seconds, memory, longest, mails = map(float, told.stdout.split())
    if mails != written:
        raise RuntimeError(f"{written} mails were written and {mails} read")
    named = f"{what}, {megabytes:.0f} MB, {written:,} mails"
    return [
        Row(named, megabytes / seconds, "MB/s", None, at_least),
        Row("  mails", mails / seconds, "mails/s"),
        Row("  memory above that of Python", memory, "MB", at_most=150),
        Row("  longest step between two reports", longest, "ms", at_most=50),
    ]


def rows() -> list[Row]:
    """All that is measured."""
    return [
        *_measured("mailbox", SIZE, ATTACHED, 40),
        *_measured("mailbox without attachments", SMALL, 0, None),
    ]


if __name__ == "__main__":
    print(*_read(Path(sys.argv[1])))
