"""The store's days on littlefs, and its mount: littlefs_peer.py STEPS PEOPLE FLASH_BYTES MOUNT_FLASH_BYTES, JSON out.

Each person is a file. What littlefs removes stays on the flash until its block is erased for something else, and nothing
in its interface asks for that; so there are three runs:
    same_flash  in one directory, on a flash of the store's own geometry
    small       a directory for each last day, on a larger flash with erase blocks of 4096 bytes, which littlefs likes best
    anew        the same, and after each deletion and end of a day everybody who is left is written to a fresh flash and
                the old one is erased: then what is gone is gone
For the mount the people of a day share a file, or filling the flash would take an hour.
Bytes and erases are counted where littlefs calls the block device, which is memory here.
"""

import json
import logging
import struct
import sys
import time

from common import PERIOD_DAYS, TRIES, Bodies, Steps, forget_peak, peak_bytes
from littlefs import LittleFS, UserContext, __LFS_VERSION__

UNIT_BYTES = 16
CACHE_BYTES = 1024
SMALL_BLOCK_BYTES, SMALL_FLASH_BYTES = 4096, 8 << 20
ENTRY = struct.Struct("<qq")


class CountingDevice(UserContext):
    def __init__(self, size, block_bytes, before=None):
        super().__init__(size)
        self.block_bytes = block_bytes
        self.programmed, self.erases, self.syncs = (
            (before.programmed, before.erases + before.used_blocks(), before.syncs) if before else (0, 0, 0))

    def read(self, cfg, block, off, size):
        start = block * self.block_bytes + off
        return self.buffer[start : start + size]

    def prog(self, cfg, block, off, data):
        self.programmed += len(data)
        start = block * self.block_bytes + off
        self.buffer[start : start + len(data)] = data
        return 0

    def erase(self, cfg, block):
        self.erases += 1
        start = block * self.block_bytes
        self.buffer[start : start + self.block_bytes] = b"\xff" * self.block_bytes
        return 0

    def sync(self, cfg):
        self.syncs += 1
        return 0

    def used_blocks(self):
        blank = b"\xff" * self.block_bytes
        return sum(
            self.buffer[at : at + self.block_bytes] != blank for at in range(0, len(self.buffer), self.block_bytes))

    def mount(self):
        return LittleFS(
            context=self, block_size=self.block_bytes, block_count=len(self.buffer) // self.block_bytes,
            read_size=UNIT_BYTES, prog_size=UNIT_BYTES, cache_size=CACHE_BYTES, lookahead_size=128,
        )


class People:
    """A file for each, named after the person: in one directory, or in one for each last day."""

    def __init__(self, fs, has_directories):
        self.fs, self.separator, self.days = fs, "/" if has_directories else "-", {}

    def path(self, person):
        return f"/{self.days[person]}{self.separator}{person}"

    def enrol(self, person, last_day, bodies):
        if self.separator == "/" and last_day not in self.days.values():
            self.fs.makedirs(f"/{last_day}", exist_ok=True)
        self.days[person] = last_day
        with self.fs.open(self.path(person), "wb") as file:
            file.write(b"".join(bodies))

    def delete(self, person):
        self.fs.remove(self.path(person))
        del self.days[person]

    def begin(self, today):
        ended = {last for last in self.days.values() if last < today}
        for person in [person for person, last in self.days.items() if last < today]:
            self.delete(person)
        if self.separator == "/":
            for last in ended:
                self.fs.remove(f"/{last}")

    def found(self):
        names = self.fs.listdir("/")
        if self.separator == "/":
            return {int(name) for day in names for name in self.fs.listdir(f"/{day}")}
        return {int(name.split("-")[1]) for name in names}


def live_through(steps, flash_bytes, block_bytes, has_directories, is_anew=False):
    device, bodies = CountingDevice(flash_bytes, block_bytes), Bodies(steps.sizes)
    store = People(device.mount(), has_directories)
    by_kind = {"enrol": 0, "delete": 0, "begin": 0}
    start, began = (device.programmed, device.erases, device.syncs), time.monotonic()
    for verb, *numbers in steps.steps:
        before = device.programmed
        if verb == "enrol":
            store.enrol(*numbers, bodies.pair(numbers[0]))
        elif verb == "delete":
            store.delete(*numbers)
        else:
            store.begin(*numbers)
        if is_anew and verb != "enrol":
            device = CountingDevice(flash_bytes, block_bytes, before=device)
            fresh = People(device.mount(), has_directories)
            for person, last_day in store.days.items():
                fresh.enrol(person, last_day, bodies.pair(person))
            store = fresh
        by_kind[verb] += device.programmed - before
    elapsed = time.monotonic() - began
    assert store.found() == steps.living(), "littlefs holds other people than it should"
    return {
        "remains": bodies.count_remains(bytes(device.buffer), steps), "written_bytes": device.programmed - start[0],
        "erases": device.erases - start[1], "syncs": device.syncs - start[2], "enrolment_bytes": by_kind["enrol"],
        "deletion_bytes": by_kind["delete"], "day_bytes": by_kind["begin"], "elapsed_microseconds": int(elapsed * 1e6),
    }


def fill(device, sizes, people):
    fs, bodies, days = device.mount(), Bodies(sizes), {}
    for person in range(people):
        last_day = 20_000 + person * PERIOD_DAYS // people
        days.setdefault(last_day, []).append(ENTRY.pack(person, last_day) + b"".join(bodies.pair(person)))
    for last_day, entries in days.items():
        with fs.open(f"/{last_day}", "wb") as file:
            file.write(b"".join(entries))
    fs.unmount()


def read_all(device, sizes, people):
    """From a flash in memory to every entry read and indexed."""
    entry_bytes = ENTRY.size + sum(sizes.values())
    forget_peak()
    start, began = peak_bytes(), time.monotonic()
    fs, index = device.mount(), {}
    for day in fs.listdir("/"):
        with fs.open(f"/{day}", "rb") as file:
            entries = file.read()
        for at in range(0, len(entries), entry_bytes):
            person, last_day = ENTRY.unpack_from(entries, at)
            index[person] = last_day
    indexed = time.monotonic() - began
    assert len(index) == people
    return {"indexed_microseconds": int(indexed * 1e6), "rows": len(index), "peak_bytes": peak_bytes() - start}


def main(steps_path, people, flash_bytes, mount_flash_bytes):
    logging.disable(logging.CRITICAL)
    steps, people = Steps(steps_path), int(people)
    device = CountingDevice(int(mount_flash_bytes), SMALL_BLOCK_BYTES)
    fill(device, steps.sizes, people)
    answer = {
        "version": ".".join(map(str, __LFS_VERSION__)),
        "memory": min(
            (read_all(device, steps.sizes, people) for _ in range(TRIES)), key=lambda found: found["indexed_microseconds"]),
        "same_flash": live_through(steps, int(flash_bytes), 65_536, has_directories=False),
        "small": live_through(steps, SMALL_FLASH_BYTES, SMALL_BLOCK_BYTES, has_directories=True),
        "anew": live_through(steps, SMALL_FLASH_BYTES, SMALL_BLOCK_BYTES, has_directories=True, is_anew=True),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
