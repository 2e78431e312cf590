"""One frame that a page sends, looked at before anything reads it."""

from __future__ import annotations

import json
import struct

PROTOCOL = "v1.kernel.websocket.jupyter.org"
"""The only way of packing messages that is spoken here."""

MOST_PARTS = 64
"""The channel, four parts of JSON, and the rest buffers; our page sends one of these at most."""

CHANNELS = (b"shell", b"control", b"stdin")
"""The channels on which a kernel takes messages."""

_NUMBER = 8  # bytes


def is_message(frame: object) -> bool:
    """Whether a frame is one whole message, as the protocol packs it.

    First stands how many offsets there are, then the offsets: where each part begins, and where
    the last one ends. Every number has eight bytes, the lowest first. The first part is the
    channel, the second the header; what is in the others is the kernel's affair.
    """
    if not isinstance(frame, bytes):
        return False
    count = int.from_bytes(frame[:_NUMBER], "little")
    start = _NUMBER * (count + 1)
    # A part ends where the next one begins, so there is one offset more than there are parts.
    if not 5 < count <= MOST_PARTS + 1 or len(frame) < start:
        return False
    offsets = struct.unpack_from(f"<{count}Q", frame, _NUMBER)
    if offsets[0] != start or offsets[-1] != len(frame) or list(offsets) != sorted(offsets):
        return False
    channel, header = (frame[offsets[i] : offsets[i + 1]] for i in (0, 1))
    return channel in CHANNELS and _is_header(header)


def _is_header(part: bytes) -> bool:
    """Whether a part is the JSON of a header that names its kind of message."""
    try:
        header = json.loads(part.decode())
    except (ValueError, RecursionError):
        return False
    return isinstance(header, dict) and isinstance(header.get("msg_type"), str)
