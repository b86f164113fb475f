"""One table of the store and its peers: table.py MENSHEN.json SQLITE.json [LITTLEFS.json]"""

import json
import sys


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def show(rows):
    """Words to the left, numbers to the right."""
    texts = [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts)]
    for text in texts:
        words, *cells = (cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(zip(text, widths)))
        print("  " + "   ".join([words, *cells]))


def days(menshen, sqlite, littlefs):
    own = menshen["days"]
    rows = [["", "bytes written", "of menshen's", "enrolments", "deletions", "ends of days", "erases", "syncs", "still readable"]]

    def row(words, found, written, erases):
        ratio = written / own["programmed_bytes"]
        rows.append([
            words, written, f"{ratio:.2f}", found["enrolment_bytes"], found["deletion_bytes"], found["day_bytes"],
            erases, found["syncs"], found["remains"]])

    row("menshen, sealed", {**own, "syncs": own["programs"] + own["erases"]}, own["programmed_bytes"], own["erases"])
    row("SQLite", sqlite["days"], sqlite["days"]["written_bytes"], "-")
    row("SQLite, log cut off when something ends", sqlite["days_purging"], sqlite["days_purging"]["written_bytes"], "-")
    names = {
        "same_flash": "littlefs, flash as menshen's", "small": "littlefs, 4 KiB blocks, 8 MiB",
        "anew": "littlefs, written anew when something ends"}
    for name, words in names.items() if littlefs else ():
        row(words, littlefs[name], littlefs[name]["written_bytes"], littlefs[name]["erases"])
    show(rows)


def milliseconds(microseconds):
    return f"{microseconds / 1000:.1f}"


def mount(menshen, sqlite, littlefs):
    """Of what others leave of the machine: processor time is what can be compared on one that is not idle."""
    own, warm, cold = menshen["mount"], sqlite["warm"], sqlite["cold"]
    rows = [["", "from the disk, ms", "page cache, ms", "processor, ms", "of SQLite's", "memory above start, KiB"]]
    processor = own["file_warm_processor_microseconds"]
    rows.append([
        "menshen: mounted, each template's tag checked", milliseconds(own["file_cold_opened_microseconds"]),
        milliseconds(own["file_warm_opened_microseconds"]), milliseconds(processor),
        f"{processor / warm['processor_microseconds']:.2f}", own["peak_bytes"] >> 10])
    rows.append([
        "SQLite: every row read", milliseconds(cold["read_microseconds"]), milliseconds(warm["read_microseconds"]),
        milliseconds(warm["processor_microseconds"]), "1", "-"])
    rows.append([
        "SQLite: every row read and indexed", "-", milliseconds(warm["indexed_microseconds"]), "-", "-",
        cold["peak_bytes"] >> 10])
    if littlefs:
        rows.append([
            "littlefs: every entry read and indexed", "-", milliseconds(littlefs["memory"]["indexed_microseconds"]),
            "-", "-", littlefs["memory"]["peak_bytes"] >> 10])
    show(rows)


def main(menshen_path, sqlite_path, littlefs_path=None):
    menshen, sqlite = load(menshen_path), load(sqlite_path)
    littlefs = load(littlefs_path) if littlefs_path else None
    peers = f"SQLite {sqlite['version']}" + (f", littlefs {littlefs['version']}" if littlefs else "; littlefs was left out")
    print(f"The same days of a small site: {menshen['days']['people_at_end']} people at the end ({peers})")
    days(menshen, sqlite, littlefs)
    print("""
  menshen: bytes that its simulated flash of 64 KiB blocks was told to program; a sync for each program and each erase.
  SQLite: bytes of its write calls, its fsyncs; rows in plain text; the file system's own writes are not counted.
  littlefs: bytes that its simulated flash was told to program; files in plain text.
  Still readable: people who were deleted or have ended, and whose template stands in the raw bytes all the same.
  (menshen's is what its own forensic search opens with every key there is.)
""")
    print(f"{menshen['mount']['people']:,} people with a template each, {menshen['mount']['flash_bytes'] >> 20} MiB of flash")
    mount(menshen, sqlite, littlefs)
    print("""
  menshen reads a flash file; SQLite its database, through Python; littlefs a flash in memory, through Python.
  Page cache and processor: the quickest of three.
""")


if __name__ == "__main__":
    main(*sys.argv[1:])
