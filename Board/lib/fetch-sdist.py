"""Fetches the source archive of one Python package: fetch-sdist.py NAME VERSION FILE

pip finds the archive and carries the bytes, with its own settings for index, certificates and proxies. Nothing of the
package is run, which `pip download` would do to read its metadata, and an interrupted download goes on where it stopped.
"""

import logging
import os
import sys
import time

from pip._internal.commands.download import DownloadCommand
from pip._vendor.packaging.specifiers import SpecifierSet
from pip._vendor.requests.exceptions import RequestException

IDLE_TRIES = 4  # attempts in a row that bring no byte
CHUNK_BYTES = 1 << 16


def stop(text):
    sys.exit(f"menshen: {text}")


class Progress:
    """A line each ten seconds, and the last one; nothing for what is quick."""

    def __init__(self, what):
        self.what, self.began = what, time.monotonic()
        self.told = self.began

    def tell(self, have, total, final=False):
        now = time.monotonic()
        if now - self.told < 10 and not (final and self.told > self.began):
            return
        self.told = now
        share = f"{100 * have // total} % of {total / 1e6:.0f} MB" if total else f"{have / 1e6:.0f} MB"
        print(f"menshen: fetching {self.what} … {now - self.began:.0f} s  {share}", flush=True)


class Trouble(logging.Handler):
    """Keeps why pip could not read the index, which it logs and does not raise."""

    text = "the index does not have it"

    def emit(self, record):
        if "Could not fetch URL" in record.getMessage():
            self.text = record.getMessage()


def find(session, finder, name, version):
    trouble = Trouble(logging.DEBUG)
    logger = logging.getLogger("pip")
    logger.addHandler(trouble)
    logger.setLevel(logging.DEBUG)
    candidate = finder.find_best_candidate(name, SpecifierSet(f"=={version}")).best_candidate
    if candidate is None:
        stop(f"{name} {version} is not found; is there no network? {trouble.text}")
    return candidate.link.url_without_fragment


def append(session, address, part, progress):
    """Brings what is missing of `part`; whether it is then complete."""
    have = os.path.getsize(part) if os.path.exists(part) else 0
    headers = {"Accept-Encoding": "identity", "Range": f"bytes={have}-"}
    with session.get(address, headers=headers, stream=True) as answer:
        if answer.status_code == 416:  # nothing lies beyond what is there
            return True
        answer.raise_for_status()
        if answer.status_code != 206:
            have = 0
        total = have + int(answer.headers.get("Content-Length", 0))
        with open(part, "ab" if have else "wb") as file:
            for chunk in answer.raw.stream(CHUNK_BYTES, decode_content=False):
                file.write(chunk)
                have += len(chunk)
                progress.tell(have, total)
        progress.tell(have, total, final=True)
        return have >= total


def main(name, version, path):
    command = DownloadCommand("download", "")
    options, _ = command.parse_args(["--no-deps", "--no-binary", ":all:", "--disable-pip-version-check"])
    part = path + ".part"
    with command.main_context():
        session = command.get_default_session(options)
        address = find(session, command._build_package_finder(options=options, session=session), name, version)
        progress, idle = Progress(f"{name} {version}"), 0
        while True:
            before = os.path.getsize(part) if os.path.exists(part) else 0
            try:
                if append(session, address, part, progress):
                    break
                trouble = "the connection ended early"
            except OSError as error:  # RequestException is one too
                if not isinstance(error, RequestException) and error.errno is not None:
                    stop(f"{part}: {error.strerror}")
                trouble = error
            except Exception as error:  # what urllib3 raises in the middle of a body
                trouble = error
            idle = 0 if os.path.exists(part) and os.path.getsize(part) > before else idle + 1
            if idle == IDLE_TRIES:
                stop(f"{name} {version} cannot be fetched, a next run goes on where this one stopped: {trouble}")
            time.sleep(idle)
    os.replace(part, path)


if __name__ == "__main__":
    main(*sys.argv[1:])
