"""Drafts of letters, journal entries and settings: a new value replaces the old one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from clientfit.core.model import LetterDraft
from clientfit.core.phrases import say
from clientfit.files.store.base import Base, now
from clientfit.files.store.checks import (
    facts_faults,
    id_fault,
    refuse,
    setting_text,
    text_fault,
)
from clientfit.files.store.clients import client_of


def save_draft(
    base: Base, client_id: str, letter: str, text: str, facts: Mapping[str, str]
) -> None:
    """Store the draft of a letter, in place of the one before."""
    refuse(id_fault(say("letter"), letter), text_fault(letter, text), *facts_faults(letter, facts))
    with base.write() as connection:
        client_of(base, client_id)
        connection.execute(
            "INSERT INTO drafts VALUES (?, ?, ?, ?, ?) ON CONFLICT (client_id, letter) DO UPDATE "
            "SET text = excluded.text, facts = excluded.facts, at = max(at, excluded.at)",
            (client_id, letter, text, json.dumps(dict(facts), ensure_ascii=False), now()),
        )


def drafts(base: Base, client_id: str) -> dict[str, LetterDraft]:
    """A client's drafts by letter id."""
    client_of(base, client_id)
    found = base.rows(
        "SELECT letter, text, facts, at FROM drafts WHERE client_id = ? ORDER BY letter",
        (client_id,),
    )
    return {
        str(letter): LetterDraft(
            str(letter), str(text), json.loads(str(facts)), datetime.fromisoformat(str(at))
        )
        for letter, text, facts, at in found
    }


def write_journal(base: Base, client_id: str, kind: str, id_: str, body: object) -> None:
    """Store a journal entry, any JSON value; None deletes it."""
    text, fault = setting_text(f"{kind} {id_}", body)
    refuse(id_fault(say("kind"), kind), id_fault(kind, id_), fault)
    with base.write() as connection:
        client_of(base, client_id)
        connection.execute(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?) ON CONFLICT (client_id, kind, id) "
            "DO UPDATE SET body = excluded.body, at = max(at, excluded.at) "
            "WHERE body != excluded.body",
            (client_id, kind, id_, text, now()),
        )


def journal(base: Base, client_id: str, kind: str) -> dict[str, object]:
    """The entries of one kind by id, the least recently changed first."""
    client_of(base, client_id)
    found = base.rows(
        "SELECT id, body FROM journal WHERE client_id = ? AND kind = ? ORDER BY at, id",
        (client_id, kind),
    )
    bodies = ((str(id_), json.loads(str(body))) for id_, body in found)
    return {id_: body for id_, body in bodies if body is not None}


def set_setting(base: Base, key: str, value: object) -> None:
    """Store a setting, any JSON value; None resets it to its default."""
    text, fault = setting_text(key, value)
    refuse(id_fault(say("setting"), key), fault)
    with base.write() as connection:
        connection.execute(
            "INSERT INTO settings VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
            "value = excluded.value, at = max(at, excluded.at)",
            (key, text, now()),
        )


def setting(base: Base, key: str, default: object) -> object:
    """A setting, or ``default`` where none is stored."""
    found = base.rows("SELECT value FROM settings WHERE key = ?", (key,))
    value = json.loads(str(found[0][0])) if found else None
    return default if value is None else value
