"""Validation of one WebSocket frame from a page, before anything else parses it."""

from __future__ import annotations

import json
import struct

PROTOCOL = "v1.kernel.websocket.jupyter.org"
"""The only WebSocket subprotocol accepted: Jupyter's binary kernel messages, version 1."""

MOST_PARTS = 64
"""Maximum number of parts: channel, four JSON parts, and buffers, of which our page sends one."""

CHANNELS = (b"shell", b"control", b"stdin")
"""The channels on which a kernel accepts messages."""

_NUMBER = 8  # bytes


def is_message(frame: object) -> bool:
    """Whether a frame is one complete message of the protocol.

    Layout: the number of offsets, then the offsets (the start of each part, and the end of the
    last), all as 8-byte little-endian integers, then the parts. The first part is the channel, the
    second the header; the kernel itself checks the others.
    """
    if not isinstance(frame, bytes):
        return False
    count = int.from_bytes(frame[:_NUMBER], "little")
    start = _NUMBER * (count + 1)
    # A part ends where the next one begins, so there is one more offset than there are parts.
    if not 5 < count <= MOST_PARTS + 1 or len(frame) < start:
        return False
    offsets = struct.unpack_from(f"<{count}Q", frame, _NUMBER)
    if offsets[0] != start or offsets[-1] != len(frame) or list(offsets) != sorted(offsets):
        return False
    channel, header = (frame[offsets[i] : offsets[i + 1]] for i in (0, 1))
    return channel in CHANNELS and _is_header(header)


def _is_header(part: bytes) -> bool:
    """Whether a part is a JSON header that names its message type."""
    try:
        header = json.loads(part.decode())
    except (ValueError, RecursionError):
        return False
    return isinstance(header, dict) and isinstance(header.get("msg_type"), str)
