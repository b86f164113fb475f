"""What every peer of the store needs: the steps to repeat, bodies that do not compress, memory, and the page cache."""

import os
import random

PERIOD_DAYS = 365
TRIES = 3  # the quickest counts, here as with the store: others may be at work on this machine


class Steps:
    """What `menshen bench store --steps` has written: sizes, then a step a line."""

    def __init__(self, path):
        self.sizes, self.steps = {}, []
        with open(path, encoding="ascii") as file:
            for line in file:
                verb, *numbers = line.split()
                if verb in ("person", "template"):
                    self.sizes[verb] = int(numbers[0])
                else:
                    self.steps.append((verb, *map(int, numbers)))

    def living(self):
        """Who is there at the end."""
        living = {}
        for step in self.steps:
            if step[0] == "enrol":
                living[step[1]] = step[2]
            elif step[0] == "delete":
                del living[step[1]]
            else:
                living = {person: last for person, last in living.items() if last >= step[1]}
        return set(living)


class Bodies:
    """Random bytes of the two records' sizes, the same for a person in every run."""

    def __init__(self, sizes):
        self.sizes = sizes

    def pair(self, person):
        generator = random.Random(person)
        return generator.randbytes(self.sizes["person"]), generator.randbytes(self.sizes["template"])

    def count_remains(self, medium, steps):
        """Of how many people who are no longer there the template can be read from the raw bytes: its beginning is there."""
        enrolled = {step[1] for step in steps.steps if step[0] == "enrol"}
        return sum(self.pair(person)[1][:32] in medium for person in enrolled - steps.living())


def forget_peak():
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


def peak_bytes():
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) << 10 for line in file if line.startswith("VmHWM:"))


def drop_cache(path):
    """What of a file is on the disk leaves the page cache."""
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)
