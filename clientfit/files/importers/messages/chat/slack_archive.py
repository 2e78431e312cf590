"""Slack's whole export: user list, channel lists, and a folder of daily files for each channel."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from zipfile import ZipFile

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers.messages.chat.chats import ChatLine, Chats, Pass, read_chats
from clientfit.files.importers.messages.chat.json_stream import LARGEST_VALUE, walk
from clientfit.files.importers.messages.chat.slack import KIND, entry, name_of
from clientfit.files.importers.messages.collect import Reading, Tally
from clientfit.files.importers.messages.zip import open_file
from clientfit.files.importers.result import Choices

PEOPLE = ("users.json", "org_users.json")
#: The folders of channels and groups are named by name, those of direct messages by id.
_TALKS, _TALKS_OF_MORE = "dms.json", "mpims.json"
ROOMS = ("channels.json", "groups.json", _TALKS_OF_MORE, _TALKS)


def reading(archive: ZipFile, filename: str, choices: Choices) -> Reading:
    """Read all channels. Channels of which the person is not a member are left out."""
    chats = Chats()
    users = {
        str(each.get("id")): name_of(str(each.get("id")), _profile(each), each, chats)
        for name in PEOPLE
        for each in _listed(archive, name, filename)
    }
    for name in ROOMS:
        for room in _listed(archive, name, filename):
            _note(room, name, users, chats)
    days = sorted(name for name in archive.namelist() if _is_day(name))
    packed = {member.filename: member.compress_size for member in archive.infolist()}
    done = 0

    def lines() -> Iterator[ChatLine | None]:
        nonlocal done
        row = done = 0
        for day in days:
            with open_file(archive, day) as source:
                for _, value in walk(source, f"{filename}, {day}", lambda path: not path):
                    row += 1
                    yield entry(row, day.partition("/")[0], value, users, chats)
            done += packed[day]
            yield None

    once = Pass(lines, lambda: done, sum(packed[day] for day in days))
    return (yield from read_chats(KIND, once, chats, choices, Tally(KIND, choices)))


def _is_day(name: str) -> bool:
    folder, slash, file = name.partition("/")
    return bool(folder and slash) and file.endswith(".json") and "/" not in file


def _listed(archive: ZipFile, name: str, filename: str) -> list[Mapping[str, object]]:
    """The entries of a list at the top of the archive; empty where the list is missing."""
    if name not in archive.namelist():
        return []
    with open_file(archive, name) as source:
        data = source.read(LARGEST_VALUE + 1)
    try:
        listed = json.loads(data) if len(data) <= LARGEST_VALUE else None
    except (ValueError, RecursionError):
        listed = None
    if not isinstance(listed, list):
        todo = "Export again from Slack, and bring the .zip as it came"
        raise ClientfitError(Fault(f"{filename}, {name}", "this list can't be read", todo))
    return [item for item in listed if isinstance(item, Mapping)]


def _profile(user: Mapping[str, object]) -> Mapping[str, object]:
    profile = user.get("profile")
    return profile if isinstance(profile, Mapping) else {}


def _note(room: Mapping[str, object], kind: str, users: Mapping[str, str], chats: Chats) -> None:
    """Record a channel.

    Direct messages get no name: they are named after the other participants.
    """
    ident, name = str(room.get("id") or ""), str(room.get("name") or "")
    chat = chats.chat(ident if kind == _TALKS else name)
    chat.name = "" if kind in (_TALKS, _TALKS_OF_MORE) else name
    chat.ident = ident
    members = room.get("members")
    if isinstance(members, list):
        chat.members = tuple(users.get(str(member), str(member)) for member in members)
