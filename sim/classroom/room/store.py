"""The store: one SQLite file that holds all that must outlive the server, and moves are what it holds of a game.

    settings   key of the signatures, hash of the instructor's secret       rooms     what was opened, and its state
    players    who came                                                     games     who sits at which, how it stands
    moves      every move, never changed nor deleted                        notices   what was refused, the last ones

Writing is by one connection under a lock, in a write-ahead log that is flushed at each commit: what was answered
has been written.  Another program may read the file meanwhile.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sim.core.errors import UserError

TABLES = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rooms (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, scenario TEXT NOT NULL, seed INTEGER NOT NULL,
  world INTEGER NOT NULL, roles TEXT NOT NULL, apart INTEGER NOT NULL, "limit" INTEGER NOT NULL,
  state TEXT NOT NULL, solo INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS games (
  id INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES rooms, number INTEGER NOT NULL, world INTEGER NOT NULL,
  people TEXT NOT NULL, status TEXT NOT NULL DEFAULT '{}', due_since REAL NOT NULL DEFAULT 0, row TEXT,
  UNIQUE (room, number));
CREATE TABLE IF NOT EXISTS players (
  id INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES rooms, name TEXT NOT NULL, side TEXT,
  game INTEGER REFERENCES games, UNIQUE (room, name), UNIQUE (game, side));
CREATE TABLE IF NOT EXISTS moves (
  game INTEGER NOT NULL REFERENCES games, turn INTEGER NOT NULL, side TEXT NOT NULL, kind TEXT NOT NULL,
  package TEXT, binding INTEGER NOT NULL, made_by TEXT NOT NULL, at REAL NOT NULL,
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  UNIQUE (game, turn, side));
CREATE TABLE IF NOT EXISTS notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, room INTEGER, "who" TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS games_of_room ON games (room);
CREATE INDEX IF NOT EXISTS players_of_room ON players (room);
CREATE TRIGGER IF NOT EXISTS moves_stay BEFORE UPDATE ON moves BEGIN SELECT RAISE(ABORT, 'moves stay'); END;
CREATE TRIGGER IF NOT EXISTS moves_are_kept BEFORE DELETE ON moves BEGIN SELECT RAISE(ABORT, 'moves stay'); END;
"""
ADDED = {
    "rooms": {"fingerprint": "TEXT", "shown": "INTEGER NOT NULL DEFAULT 0", "parties": "TEXT"}
}  # columns that came later
APPLICATION = 0x39306479  # by which SQLite knows a file of this program ("90dy")
WAIT = 10.0  # seconds for another program that holds the file


class Store:
    """An open SQLite file; UserError if it is none."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.RLock()
        try:
            require_own(file)
            self._held = sqlite3.connect(file, timeout=WAIT, check_same_thread=False, isolation_level=None)
            try:
                prepare(self._held)
                file.chmod(0o600)  # it holds the key of the signatures
            except BaseException:
                self._held.close()
                raise
        except (sqlite3.Error, OSError) as wrong:
            raise UserError(
                f"{file} cannot be opened as a database: {wrong}. Name another file by --database"
            ) from wrong

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a transaction: all of it is committed at its end, or none of it."""
        with self._lock:
            self._held.execute("BEGIN IMMEDIATE")
            try:
                yield self._held
            except BaseException:
                self._held.execute("ROLLBACK")
                raise
            self._held.execute("COMMIT")

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        """Return what a query finds."""
        with self._lock:
            return self._held.execute(query, values).fetchall()

    def row(self, query: str, *values: Any) -> sqlite3.Row | None:
        """Return the first row that a query finds, or None."""
        return next(iter(self.rows(query, *values)), None)

    def setting(self, name: str) -> str | None:
        """Return a setting, or None."""
        found = self.row("SELECT value FROM settings WHERE name = ?", name)
        return None if found is None else str(found["value"])

    def set(self, name: str, value: str) -> None:
        """Write a setting, in place of the old one."""
        with self.writing() as held:
            held.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._held.close()


def require_own(file: Path) -> None:
    """Raise UserError for a database of another program, which is only looked at; sqlite3.Error for what is none."""
    # immutable: no file is made beside it; what its log still holds is not looked at
    if not file.is_file() or not file.stat().st_size:
        return
    held = sqlite3.connect(f"{file.resolve().as_uri()}?immutable=1", uri=True, timeout=WAIT)
    try:
        tables = held.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        mark = held.execute("PRAGMA application_id").fetchone()[0]
    finally:
        held.close()
    if tables and mark != APPLICATION:
        raise UserError(
            f"{file} is the database of another program; it was left as it is. Name another file by --database"
        )


def prepare(held: sqlite3.Connection) -> None:
    """Set up a database that has just been opened, and its tables."""
    held.row_factory = sqlite3.Row
    held.execute("PRAGMA journal_mode=WAL")
    held.execute("PRAGMA synchronous=FULL")
    held.execute("PRAGMA foreign_keys=ON")
    held.execute(f"PRAGMA application_id={APPLICATION}")
    held.executescript(TABLES)
    add_columns(held)


def add_columns(held: sqlite3.Connection) -> None:
    """Add the columns that a file of an earlier version lacks."""
    for table, columns in ADDED.items():
        there = {row["name"] for row in held.execute(f"PRAGMA table_info({table})")}
        for name, kind in columns.items():
            if name not in there:
                held.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def insert(held: sqlite3.Connection, table: str, **values: Any) -> int:
    """Insert a row into a table of this module and return its number."""
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    done = held.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
    return int(done.lastrowid or 0)
