"""Checks an exported journal: verify-journal.py PUBLICKEY [FILE]

It needs Python 3.8 and nothing else, no keys but the terminal's public one, and shares no code with the firmware.
The lines are read from FILE or from standard input; Journal.md says what they look like. The terminal shows its public key with `status` and `menshen store journal verify`.
Take it down when the terminal is installed: a key that comes with the lines proves nothing.

Exit status: 0 it holds, 1 it does not (and which line, and why), 2 it was called wrongly.
"""

import hashlib
import re
import sys

# Ed25519, from RFC 8032: the curve -x² + y² = 1 + d·x²·y² over the integers modulo P. Not in constant time: nothing here is secret.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493  # the order of the base point
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point(octets):
    """The point that 32 bytes stand for, as X, Y, Z, T; None if they stand for none."""
    y = int.from_bytes(octets, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, p):
    sum = (0, 1, 1, 0)
    while number:
        if number & 1:
            sum = add(sum, p)
        p, number = add(p, p), number >> 1
    return sum


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    left, right = times(s, BASE), add(r, times(h, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


# The journal.
NUMBER, HASH, DAY = rb"(0|[1-9][0-9]{0,17})", rb"([0-9a-f]{64})", rb"([0-9]{4}-[0-9]{2}-[0-9]{2})"
TIME, KIND, SIGNATURE = DAY[:-1] + rb"T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)", rb"([a-z0-9.-]{1,32})", rb"([0-9a-f]{128})"
HEADER = re.compile(rb"menshen-journal 1 (processing|doors) " + HASH)
LINE = re.compile(b" ".join([b"line", NUMBER, TIME, KIND, HASH, HASH]))
CHECKPOINT = re.compile(b" ".join([b"checkpoint", DAY, NUMBER, HASH, NUMBER, HASH, SIGNATURE]))
END = re.compile(b" ".join([b"end", DAY, NUMBER, HASH, NUMBER, HASH, HASH, SIGNATURE]))


def blake2b(octets):
    return hashlib.blake2b(octets, digest_size=32).digest()


class Wrong(Exception):
    """Says what is wrong with the line that is being looked at."""


class Verifier:
    def __init__(self, key):
        self.key, self.header, self.day, self.over = key, None, b"", False
        self.begin = self.tip = None  # (number, hash): what the oldest line follows, and the newest line so far
        self.text, self.lines = bytes(32), 0

    def take(self, line):
        if self.over:
            raise Wrong("something stands behind the end")
        if self.header is None:
            self.take_header(line)
        elif match := LINE.fullmatch(line):
            self.take_line(line, int(match[1]), bytes.fromhex(match[5].decode()))
        elif match := CHECKPOINT.fullmatch(line) or END.fullmatch(line):
            self.take_statement(line, match, is_end=line.startswith(b"end"))
        else:
            raise Wrong("not a line of a journal")
        self.text = blake2b(self.text + line + b"\n")

    def take_header(self, line):
        match = HEADER.fullmatch(line)
        if not match:
            raise Wrong("not the beginning of a journal of version 1")
        if bytes.fromhex(match[2].decode()) != self.key:
            raise Wrong("the journal of another device: its key is not the one given")
        self.header = line

    def take_line(self, line, number, previous):
        if number == 0:
            raise Wrong("not a line of a journal")
        if self.tip is None:
            self.begin = (number - 1, previous)
        elif number != self.tip[0] + 1:
            raise Wrong(f"number {self.tip[0] + 1} should be here, not {number}")
        elif previous != self.tip[1]:
            raise Wrong(f"does not follow: one of the lines {self.tip[0]} and {number} was altered")
        self.tip = (number, blake2b(line))
        self.lines += 1

    def take_statement(self, line, match, is_end):
        last, dropped = (
            (int(match[i]), bytes.fromhex(match[i + 1].decode())) for i in (2, 4)
        )
        message = self.header + b"\n" + line[:-129] + b"\n"
        if not is_signed(self.key, message, bytes.fromhex(line[-128:].decode())):
            raise Wrong("the signature does not hold: not this device's, or altered")
        if not (self.day < match[1] or (is_end and self.day == match[1])):
            raise Wrong(f"the day {match[1].decode()} does not come after {self.day.decode()}")
        self.day = match[1]
        if self.tip is None:
            self.begin = self.tip = dropped
        if last != self.tip:
            raise Wrong(f"the newest line should be {last[0]}, with the hash given here")
        if dropped != self.begin and (is_end or dropped[0] >= self.begin[0]):
            raise Wrong(f"the oldest line should follow line {dropped[0]}, with the hash given here")
        if is_end:
            if bytes.fromhex(match[6].decode()) != self.text:
                raise Wrong("the lines above are not the ones that were exported")
            self.over = True


def verify(octets, key):
    """Returns what was found, and whether it holds."""
    *lines, rest = octets.split(b"\n")
    verifier, number = Verifier(key), 0
    try:
        for line in lines:
            number += 1
            verifier.take(line)
        number += 1
        if rest:
            raise Wrong("has no line feed: it was cut off")
        if not verifier.over:
            raise Wrong("the end is missing: the rest was cut off")
    except Wrong as wrong:
        return f"line {number}: {wrong}", False
    name, begin, tip = verifier.header.split()[2].decode(), verifier.begin[0], verifier.tip[0]
    kept = f"lines {begin + 1} to {tip}" if verifier.lines else "no line"
    gone = f"; lines 1 to {begin} have expired" if begin else ""
    return f"{name}: {kept}{gone}; as of {verifier.day.decode()}", True


def main(arguments):
    if not 1 <= len(arguments) <= 2 or not re.fullmatch("[0-9a-f]{64}", arguments[0]):
        sys.stderr.write("usage: verify-journal.py PUBLICKEY [FILE], the key as 64 hexadecimal digits\n")
        return 2
    try:
        octets = open(arguments[1], "rb").read() if len(arguments) == 2 else sys.stdin.buffer.read()
    except OSError as error:
        sys.stderr.write(f"{arguments[1]}: {error.strerror}\n")
        return 2
    words, holds = verify(octets, bytes.fromhex(arguments[0]))
    print(words)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
