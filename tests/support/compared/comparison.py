"""Where two values of JSON differ."""

from __future__ import annotations

import math


def differences(found, recorded, tolerance, where="", size=0.0):
    """The places where two values are not the same, in words; numbers that have a fraction are compared up to rounding.

    `tolerance`: how far apart, relative to the number, absolutely, and relative to the largest number of its list.
    """
    if isinstance(recorded, dict) and isinstance(found, dict) and found.keys() == recorded.keys():
        pairs = [(str(key), found[key], recorded[key]) for key in recorded]
    elif isinstance(recorded, list) and isinstance(found, list) and len(found) == len(recorded):
        pairs = [(str(place), one, other) for place, (one, other) in enumerate(zip(found, recorded))]  # noqa: B905 Python 3.7
        size = max([0.0, *(abs(one) for one in recorded if _is_number(one) and math.isfinite(one))])
    else:
        pairs = []
        if not _is_same(found, recorded, tolerance, size):
            yield f"{where or 'all'}: {found!r}, TensorFlow gave {recorded!r}"
    for key, one, other in pairs:
        yield from differences(one, other, tolerance, f"{where}/{key}", size)


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_same(found, recorded, tolerance, size):
    if found == recorded:
        return isinstance(found, bool) == isinstance(recorded, bool)
    if not (_is_number(found) and _is_number(recorded) and isinstance(found + recorded, float)):
        return False
    if math.isnan(found) or math.isnan(recorded):
        return math.isnan(found) and math.isnan(recorded)
    return (
        math.isfinite(found - recorded)
        and abs(found - recorded) <= tolerance[0] * abs(recorded) + tolerance[1] + tolerance[2] * size
    )
