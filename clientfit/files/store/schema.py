"""The tables, as numbered migrations. A published migration is never changed: add a new one."""

from __future__ import annotations

import sqlite3

#: SQLite's application_id ("cfit"), which distinguishes our files from other databases.
APPLICATION_ID = 0x63666974

_FIRST = (
    """
    CREATE TABLE clients (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        named TEXT NOT NULL,
        created TEXT NOT NULL,
        sample INTEGER NOT NULL
    )
    """,
    # Append-only log: the state now or at any earlier time is derived from it.
    """
    CREATE TABLE changes (
        id TEXT PRIMARY KEY,
        client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        question TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('answer', 'note', 'clear')),
        text TEXT,
        at TEXT NOT NULL
    )
    """,
    # Ordered for the query that finds the latest answer and note of each question.
    "CREATE INDEX changes_of_question ON changes (client_id, question, kind = 'note', at, id)",
    """
    CREATE TABLE links (
        name_key TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        at TEXT NOT NULL
    )
    """,
    "CREATE INDEX links_of_client ON links (client_id)",
    # The client of each record name: by a link, or else because it is the client's own name.
    """
    CREATE VIEW owners AS
    SELECT name_key, client_id FROM links
    UNION ALL
    SELECT name_key, id FROM clients WHERE name_key NOT IN (SELECT name_key FROM links)
    """,
    """
    CREATE TABLE invoices (
        name_key TEXT NOT NULL,
        number TEXT NOT NULL,
        client TEXT NOT NULL,
        issued TEXT NOT NULL,
        due TEXT,
        settled TEXT,
        total INTEGER NOT NULL,
        owed INTEGER NOT NULL,
        currency TEXT NOT NULL,
        state TEXT NOT NULL,
        disputed INTEGER NOT NULL,
        source TEXT NOT NULL,
        source_file TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (name_key, number)
    )
    """,
    """
    CREATE TABLE drafts (
        client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        letter TEXT NOT NULL,
        text TEXT NOT NULL,
        facts TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (client_id, letter)
    )
    """,
    # Attempts, plan, visits and so on. The body is JSON; null is a tombstone for a deleted entry,
    # so that merging an older copy does not bring it back.
    """
    CREATE TABLE journal (
        client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        body TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (client_id, kind, id)
    )
    """,
    """
    CREATE TABLE settings (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        at TEXT NOT NULL
    )
    """,
)

_HOURS_AND_MESSAGES = (
    """
    CREATE TABLE hours (
        source TEXT NOT NULL,
        key TEXT NOT NULL,
        name_key TEXT NOT NULL,
        client TEXT NOT NULL,
        day TEXT NOT NULL,
        seconds INTEGER NOT NULL,
        billable INTEGER,
        billed INTEGER,
        project TEXT NOT NULL,
        task TEXT NOT NULL,
        tags TEXT NOT NULL,
        source_file TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (source, key)
    )
    """,
    "CREATE INDEX hours_of_name ON hours (name_key, day)",
    # ``text`` is empty unless the person asked for message texts to be kept.
    """
    CREATE TABLE messages (
        source TEXT NOT NULL,
        key TEXT NOT NULL,
        name_key TEXT NOT NULL,
        client TEXT NOT NULL,
        moment TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
        length INTEGER NOT NULL,
        thread TEXT NOT NULL,
        text TEXT NOT NULL,
        source_file TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (source, key)
    )
    """,
    "CREATE INDEX messages_of_name ON messages (name_key, moment)",
    # Every client name in the records, with the number of records of each kind.
    """
    CREATE VIEW named AS
    SELECT name_key, max(client) AS client, count(*) AS invoices, 0 AS hours, 0 AS messages
    FROM invoices GROUP BY name_key
    UNION ALL
    SELECT name_key, max(client), 0, count(*), 0 FROM hours GROUP BY name_key
    UNION ALL
    SELECT name_key, max(client), 0, 0, count(*) FROM messages GROUP BY name_key
    """,
)

#: Migration n (from 1) upgrades version n - 1 to version n.
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _HOURS_AND_MESSAGES)

#: The tables that a file of the latest version must have.
TABLES = frozenset(
    {
        "clients",
        "changes",
        "links",
        "invoices",
        "drafts",
        "journal",
        "settings",
        "hours",
        "messages",
    }
)

#: The tables of imported records, which belong to a client by name.
RECORDS = ("invoices", "hours", "messages")


def migrate(
    connection: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS
) -> None:
    """Upgrade the file to the latest version in one transaction: completely or not at all."""
    if _version(connection) >= len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have migrated it in the meantime.
        for statements in migrations[_version(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {max(len(migrations), _version(connection))}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
