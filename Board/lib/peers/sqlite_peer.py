"""The store's days on SQLite, and its mount: sqlite_peer.py STEPS PEOPLE DIRECTORY, one JSON object on standard output.

Two tables with an index on the last day; an enrolment, a deletion and the end of a day are a transaction each. Rows are
stored as they are, not sealed. In the variant `purging`, a deletion and the end of a day are followed by a checkpoint that
cuts off the log, so that what was deleted is in neither file when the call returns; without it, it stays in the log.
Bytes and syncs are counted under SQLite (count_writes.c, preloaded), so the file system's own are left out.
"""

import ctypes
import json
import os
import sqlite3
import sys
import time

from common import PERIOD_DAYS, TRIES, Bodies, Steps, drop_cache, forget_peak, peak_bytes

SCHEMA = """
CREATE TABLE people (id INTEGER PRIMARY KEY, last_day INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE templates (person INTEGER PRIMARY KEY, last_day INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX people_end ON people (last_day);
CREATE INDEX templates_end ON templates (last_day);
"""


def open_database(path):
    database = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        database.execute(f"PRAGMA {setting}")
    return database


def counted():
    library = ctypes.CDLL(None)
    return [ctypes.c_long.in_dll(library, name).value for name in ("counted_bytes", "counted_syncs")]


def live_through(steps, path, purging):
    database = open_database(path)
    database.executescript(SCHEMA)
    bodies = Bodies(steps.sizes)
    by_kind = {"enrol": 0, "delete": 0, "begin": 0}
    (start, start_syncs), began = counted(), time.monotonic()
    for verb, *numbers in steps.steps:
        before = counted()[0]
        database.execute("BEGIN IMMEDIATE")
        if verb == "enrol":
            person, template = bodies.pair(numbers[0])
            database.execute("INSERT INTO people VALUES (?, ?, ?)", (*numbers, person))
            database.execute("INSERT INTO templates VALUES (?, ?, ?)", (*numbers, template))
        elif verb == "delete":
            database.execute("DELETE FROM people WHERE id = ?", numbers)
            database.execute("DELETE FROM templates WHERE person = ?", numbers)
        else:
            database.execute("DELETE FROM people WHERE last_day < ?", numbers)
            database.execute("DELETE FROM templates WHERE last_day < ?", numbers)
        database.execute("COMMIT")
        if purging and verb != "enrol":
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        by_kind[verb] += counted()[0] - before
    elapsed = time.monotonic() - began
    written, syncs = counted()
    found = {row[0] for row in database.execute("SELECT person FROM templates")}
    assert found == steps.living(), "SQLite holds other people than it should"
    # As the medium is at this moment: closing would tidy up.
    medium = b"".join(read_file(path + end) for end in ("", "-wal"))
    database.close()
    return {
        "remains": bodies.count_remains(medium, steps), "written_bytes": written - start, "syncs": syncs - start_syncs, "enrolment_bytes": by_kind["enrol"],
        "deletion_bytes": by_kind["delete"], "day_bytes": by_kind["begin"], "elapsed_microseconds": int(elapsed * 1e6),
    }


def read_file(path):
    with open(path, "rb") as file:
        return file.read()


def fill(path, sizes, people):
    database = open_database(path)
    database.executescript(SCHEMA)
    bodies = Bodies(sizes)
    database.execute("BEGIN")
    for person in range(people):
        last_day = 20_000 + person * PERIOD_DAYS // people
        first, second = bodies.pair(person)
        database.execute("INSERT INTO people VALUES (?, ?, ?)", (person, last_day, first))
        database.execute("INSERT INTO templates VALUES (?, ?, ?)", (person, last_day, second))
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    database.close()


def read_all(path):
    """From a closed file to every row read, and to every row indexed."""
    forget_peak()
    start, began, work_began = peak_bytes(), time.monotonic(), time.process_time()
    database = open_database(path)
    count = 0
    for table in ("people", "templates"):
        for _ in database.execute(f"SELECT * FROM {table}"):
            count += 1
    read, work = time.monotonic() - began, time.process_time() - work_began
    database.close()

    began = time.monotonic()
    database = open_database(path)
    index = [{row[0]: row[1] for row in database.execute(f"SELECT * FROM {table}")} for table in ("people", "templates")]
    indexed = time.monotonic() - began
    assert count == sum(map(len, index))
    database.close()
    return {
        "read_microseconds": int(read * 1e6), "processor_microseconds": int(work * 1e6),
        "indexed_microseconds": int(indexed * 1e6), "rows": count,
        "peak_bytes": peak_bytes() - start,
    }


def main(steps_path, people, directory):
    steps = Steps(steps_path)
    answer = {"version": sqlite3.sqlite_version}
    for name, purging in (("days", False), ("days_purging", True)):
        answer[name] = live_through(steps, os.path.join(directory, f"{name}.sqlite"), purging)
    path = os.path.join(directory, "mount.sqlite")
    fill(path, steps.sizes, int(people))
    drop_cache(path)
    answer["cold"] = read_all(path)
    answer["warm"] = min((read_all(path) for _ in range(TRIES)), key=lambda found: found["read_microseconds"])
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
