"""What is taken for a message of a page, and what is not."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)

from clientfit.serve.frames import CHANNELS, MOST_PARTS, is_message

SESSION = Session()
BUFFERS = st.lists(st.binary(max_size=60), max_size=MOST_PARTS - 5)
CONTENTS = st.dictionaries(st.text(), st.text() | st.integers() | st.none(), max_size=5)


def packed(channel: str, content: dict[str, object], buffers: list[bytes]) -> bytes:
    """A message as Jupyter's own serializer packs it."""
    message = SESSION.msg("comm_msg", content)
    parts = [message[part] for part in ("header", "parent_header", "metadata", "content")]
    frame: bytes = serialize_msg_to_ws_v1([*map(SESSION.pack, parts), *buffers], channel)
    return frame


MESSAGES = st.builds(packed, st.sampled_from([one.decode() for one in CHANNELS]), CONTENTS, BUFFERS)


def by_hand(*offsets: int, count: int | None = None, rest: bytes = b"") -> bytes:
    """A frame with these offsets, whatever they may mean."""
    told = len(offsets) if count is None else count
    return struct.pack(f"<{len(offsets) + 1}Q", told, *offsets) + rest


@given(MESSAGES)
def test_whatever_jupyter_packs_is_a_message(frame: bytes) -> None:
    assert is_message(frame)


@given(MESSAGES, st.data())
def test_a_message_that_is_cut_anywhere_or_goes_on_after_its_end_is_none(
    frame: bytes, data: st.DataObject
) -> None:
    assert not is_message(frame[: data.draw(st.integers(0, len(frame) - 1))])
    assert not is_message(frame + data.draw(st.binary(min_size=1, max_size=9)))


@given(st.binary(max_size=400) | st.text(max_size=50) | st.none())
def test_noise_is_no_message(noise: object) -> None:
    assert not is_message(noise)


@given(MESSAGES, st.data())
def test_what_is_taken_is_read_by_jupyter_without_a_fault_however_it_was_bent(
    frame: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, min(len(frame), 120) - 1))
    bent = bytearray(frame)
    bent[at] = data.draw(st.integers(0, 255))
    if is_message(bytes(bent)):
        channel, parts = deserialize_msg_from_ws_v1(bytes(bent))
        assert channel.encode() in CHANNELS
        assert 4 <= len(parts) < MOST_PARTS
        assert b"".join([channel.encode(), *parts]) == bent[-sum(map(len, parts)) - len(channel) :]
        assert SESSION.unpack(parts[0])["msg_type"]


def test_sixty_four_parts_are_a_message_and_one_more_is_none() -> None:
    assert is_message(packed("shell", {}, [b""] * (MOST_PARTS - 5)))
    assert not is_message(packed("shell", {}, [b""] * (MOST_PARTS - 4)))


@pytest.mark.parametrize(
    "frame",
    [
        by_hand(2**64 - 1, count=2**64 - 1),
        by_hand(24, 24, count=2**28),
        b"\xff" * 8,
        struct.pack("!6I", 5, *[2**31] * 5),
        by_hand(56, 61, 60, 63, 63, 63, rest=b"shell{}"),
        by_hand(0, 56, 56, 56, 56, 63, rest=b"shell{}"),
        by_hand(56, 61, 61, 61, 61, 2**63, rest=b"shell{}"),
    ],
    ids=["all-ff", "many", "eight-ff", "legacy", "falling", "inside-the-table", "beyond-the-end"],
)
def test_offsets_that_can_not_be_are_no_message(frame: bytes) -> None:
    assert not is_message(frame)


@pytest.mark.parametrize("channel", ["iopub", "", "Shell", "shell ", "x" * 1000, "\0"])
def test_a_channel_on_which_no_kernel_listens_is_none(channel: str) -> None:
    assert not is_message(packed(channel, {}, []))


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"msg_type": 1}',
        b'{"msg_type": "x", "n": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        '{"msg_type": "x"}'.encode("utf-16"),
        b'{"msg_type": "\xff"}',
    ],
    ids=lambda header: repr(header[:20]),
)
def test_a_header_that_names_no_kind_of_message_is_none(header: bytes) -> None:
    rest = [json.dumps({}).encode()] * 3
    assert not is_message(serialize_msg_to_ws_v1([header, *rest], "shell"))
