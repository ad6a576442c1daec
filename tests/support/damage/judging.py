"""What damage may lead to: the right values, or an error of the library that says where; no crash, hang or wrong value."""

from __future__ import annotations

import random
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from headrace.formats import errors

from .parsers import Parser

FLIPS = (0x01, 0x80, 0xFF)


def outcome(parser: Parser, path: Path) -> Any:
    """What is read, an error that is raised and may be, or a warning that tells of a torn end."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            found = parser.read(path)
        except (errors.OpError, *parser.raises) as error:
            return error
    torn = [each.message for each in told if issubclass(each.category, errors.TornFileWarning)]
    return torn[0] if torn else found


def flips(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Each byte with another value, three ways."""
    for at, byte in enumerate(good):
        for mask in FLIPS:
            yield f"byte {at} ^ {mask:#x}", good[:at] + bytes((byte ^ mask,)) + good[at + 1 :]


def cuts(good: bytes) -> Iterator[tuple[str, bytes]]:
    """All beginnings."""
    for at in range(len(good)):
        yield f"cut to {at}", good[:at]


def mangled(good: bytes, generator: random.Random) -> bytes:
    """A few changes at random: bytes set, taken out, doubled, moved, the end cut off."""
    made = bytearray(good)
    for _ in range(generator.randint(1, 4)):
        at, end = sorted((generator.randint(0, len(made)), generator.randint(0, len(made))))
        end = min(end, at + generator.choice((1, 2, 8, 64)))
        kind = generator.choice(("set", "set", "extreme", "delete", "double", "cut", "swap"))
        if kind == "set" and at < len(made):
            made[at] = generator.randrange(256)
        elif kind == "extreme":
            made[at:end] = generator.choice((b"\x00", b"\xff", b"\x80", b"\x7f")) * (end - at)
        elif kind == "delete":
            del made[at:end]
        elif kind == "double":
            made[at:at] = made[at:end]
        elif kind == "cut":
            del made[len(made) - generator.randint(0, min(40, len(made))) :]
        elif kind == "swap":
            made[at:end] = made[at:end][::-1]
    return bytes(made)


def sample(damaged: Iterator[tuple[str, bytes]], count: int | None, seed: int) -> list[tuple[str, bytes]]:
    """All, or so many of them by chance."""
    found = list(damaged)
    return found if count is None or count >= len(found) else random.Random(seed).sample(found, count)


def wrong(parser: Parser, path: Path, what: str, contents: bytes) -> str | None:
    """What is wrong with how the damage is met; None where all is well."""
    parser.write(path, contents)
    try:
        found = outcome(parser, path)
    except Exception as error:
        return f"{parser.name}, {what}: {type(error).__name__}: {error}"
    right = outcome_of_good(parser)
    if isinstance(found, Exception):
        if parser.names and str(path) not in str(found):
            return f"{parser.name}, {what}: the error names no file: {found!r}"
        return None
    if found == right:
        return None
    if what == "cut to 0" and found == []:
        return None  # an empty file holds no records
    if what.startswith("cut"):
        if parser.whole == "all" or (
            parser.whole == "records" and (not isinstance(found, list) or found != right[: len(found)])
        ):
            return f"{parser.name}, {what}: nobody is told"
    elif parser.checked == "all":
        return f"{parser.name}, {what}: wrong values, and nobody is told"
    return None


_RIGHT: dict[str, Any] = {}


def outcome_of_good(parser: Parser) -> Any:
    """What is read of the undamaged file."""
    if parser.name not in _RIGHT:
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "f"
            parser.write(path)
            found = outcome(parser, path)
        assert not isinstance(found, Exception), found
        _RIGHT[parser.name] = found
    return _RIGHT[parser.name]
