"""Records what the parameters of TensorFlow 1.15's public functions and classes are where a caller leaves them out.

    python1.15 tests/golden/api/record_defaults.py tests/golden/api/defaults.txt

Run it with a Python that has TensorFlow 1.15. A line has a name and the parameters that have a default other than None; of
these numbers, texts, truths and sequences of them are written down.
"""

import inspect
import pathlib
import sys

import tensorflow as tf

NAMES = pathlib.Path(__file__).with_name("public_names.txt")
PLAIN = (bool, int, float, str)


def found(name):
    thing = tf
    for part in name.split(".")[1:]:
        thing = getattr(thing, part)
    return thing


def is_plain(value):
    if isinstance(value, (list, tuple)):
        return all(map(is_plain, value))
    return type(value) in PLAIN and repr(value) not in ("inf", "-inf", "nan")


def defaults(thing):
    parameters = inspect.signature(thing).parameters.values()
    return [f"{one.name}={one.default!r}" for one in parameters if is_plain(one.default)]


def main(target):
    lines = []
    for line in NAMES.read_text().splitlines()[1:]:
        group, _, names = line.partition(": ")
        for name in names.split():
            try:
                known = defaults(found(f"{group}.{name}"))
            except (AttributeError, TypeError, ValueError):  # later names, and what has no signature
                continue
            if known:
                lines.append(f"{group}.{name}({', '.join(known)})")
    pathlib.Path(target).write_text("".join(line + "\n" for line in sorted(lines)))


main(sys.argv[1])
