"""The client: a new one's name, or what is known of one."""

from __future__ import annotations

from typing import Literal, TypedDict

from clientfit.page.wire.common import Named, ToStep
from clientfit.page.wire.fields import FormWords, Section
from clientfit.page.wire.imports import Importing, LinkedNames, NameOffer, WhoseNames


class Promise(TypedDict):
    """What the workbook promises."""

    name: str
    text: str


class NewClient(TypedDict):
    """The field for a new client's name."""

    label: str
    button: str
    sample: str


class KnownClients(TypedDict):
    """The clients there are."""

    label: str
    clients: list[Named]


class NewClientBody(TypedDict):
    """Where no client is chosen."""

    kind: Literal["client"]
    heading: str
    intro: str
    promises: list[Promise]
    new: NewClient
    known: KnownClients


class Rename(TypedDict):
    """The field for another name."""

    label: str
    button: str
    value: str


class Deletion(TypedDict):
    """The button to delete, and what is asked before."""

    button: str
    sure: str
    yes: str
    no: str


class ClientRecords(Importing):
    """Files of one client."""

    heading: str
    intro: str
    linked: LinkedNames | None
    whose: WhoseNames | None
    offer: NameOffer | None


#: In this form, because "import" is no name in Python.
ClientBody = TypedDict(
    "ClientBody",
    {
        "kind": Literal["client"],
        "heading": str,
        "intro": str,
        "rename": Rename,
        "delete": Deletion,
        "import": ClientRecords,
        "sections": list[Section],
        "next": ToStep,
        "words": FormWords,
    },
)
