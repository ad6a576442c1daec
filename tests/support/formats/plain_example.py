"""TensorFlow's way of reading a serialized Example, in the plainest Python: what the fast parser is held against.

One record at a time, by slicing: a message whose length says more than is left ends where its surroundings end, as
TensorFlow's parser has it. Held against TensorFlow 2.21 itself on random and damaged records when it was written.
"""

from __future__ import annotations

import struct

KINDS = {0x0A: "string", 0x12: "float32", 0x1A: "int64"}
LISTS = {"string": "bytes_list", "float32": "float_list", "int64": "int64_list"}
WORDS = {"string": "bytes", "float32": "float", "int64": "int64"}
NAMES = {"string": "string", "float32": "float", "int64": "int64"}


class Malformed(Exception):
    """The bytes are not what they should be."""


class Refused(Exception):
    """The error of the op, in TensorFlow's words."""


def varint(data, at):
    value = 0
    for group in range(10):
        if at + group >= len(data):
            raise Malformed
        value |= (data[at + group] & 127) << 7 * group
        if data[at + group] < 128:
            return value & 0xFFFF_FFFF_FFFF_FFFF, at + group + 1
    raise Malformed


def varint32(data, at):
    value, at = varint(data, at)
    return value & 0xFFFF_FFFF, at


def inside(data, at):
    """A message: cut off where the one around it ends."""
    length, at = varint32(data, at)
    return data[at : at + length], min(at + length, len(data))


def string(data, at):
    """A string: all of it must be there."""
    length, at = varint32(data, at)
    if length > len(data) - at:
        raise Malformed
    return data[at : at + length], at + length


def skip(data, at):
    tag, at = varint32(data, at)
    if tag & 7 == 0:
        return varint(data, at)[1]
    if tag & 7 == 2:
        length, at = varint32(data, at)
        return at if length > 0x7FFF_FFFF else min(at + length, len(data))
    width = {1: 8, 5: 4}.get(tag & 7)
    if width is None or at + width > len(data):
        raise Malformed
    return at + width


def entries(data):
    """The (key, feature) pairs of an Example, in order."""
    found = []
    at = 0
    while at < len(data):
        if data[at] != 0x0A:
            at = skip(data, at)
            continue
        features, at = inside(data, at + 1)
        position = 0
        while position < len(features):
            if features[position] != 0x0A:
                raise Malformed
            one, position = inside(features, position + 1)
            found.append(entry(one))
    return found


def entry(data):
    fields = {10: b"", 18: b""}
    at = 0
    for _ in range(2):
        tag, at = varint32(data, at)
        if tag not in fields:
            raise Malformed
        fields[tag], at = string(data, at)
    if at != len(data):
        raise Malformed
    return fields[10], fields[18]


def values(feature, room=None):
    """The values of a feature; `room` is how many a fixed shape takes."""
    claimed, at = varint32(feature, 1)
    data = feature[at : at + claimed]
    kind = KINDS[feature[0]]
    found = []
    at = 0
    if kind == "string":
        while at < len(data):
            if data[at] != 0x0A or (room is not None and len(found) >= room):
                raise Malformed
            one, at = string(data, at + 1)
            found.append(one)
        return found
    if not data:
        return found
    if data[0] == 0x0A:
        length, at = varint32(data, 1)
        if kind == "float32":
            count = length // 4
            needed = count if room is None else min(count, room)
            if len(data) - at < 4 * needed:
                raise Malformed
            present = struct.unpack_from(f"<{needed}I", data, at)
            return list(present) + [0] * (count - needed)
        data = data[at : at + length]
        at = 0
        while at < len(data):
            one, at = varint(data, at)
            found.append(signed(one))
        return found
    if kind == "float32":
        while at < len(data):
            if data[at] != 0x0D or len(data) - at < 5:
                raise Malformed
            found.append(struct.unpack_from("<I", data, at + 1)[0])
            at += 5
        return found
    while at < len(data):
        if data[at] != 0x08:
            raise Malformed
        one, at = varint(data, at + 1)
        found.append(signed(one))
    return found


def signed(value):
    return value - (1 << 64) if value >> 63 else value


def parse(record, dense, sparse, single, index=0, name=None):
    """What the op makes of one record.

    Args:
      dense: {key: (dtype, shape, default, variable_length)}; sparse: {key: dtype}; single: parse_single_example.
    Returns:
      {key: flat list of values}, floats as their bit patterns; "default" for a fixed shape left out.
    Raises:
      Refused: with TensorFlow's message.
    """
    shown = "<unknown>" if name is None else name
    try:
        pairs = entries(record)
    except Malformed:
        raise Refused(f"Could not parse example input, value: '{record.decode(errors='backslashreplace')}'") from None

    found = {}
    for key, feature in reversed(pairs):
        if key not in dense and key not in sparse:
            continue
        if feature and feature[0] not in KINDS:
            raise Refused("Unsupported datatype.")
        if not feature and (key in dense or single):
            continue
        if key in found:
            continue
        found[key] = []
        if not feature:
            continue
        text = key.decode(errors="backslashreplace")
        place = f"Key: {text}.  " if single else f"Name: {shown}, Key: {text}, Index: {index}.  "
        kind = KINDS[feature[0]]
        if key in sparse:
            if kind != sparse[key]:
                raise Refused(f"{place}Data types don't match. Expected type: {NAMES[sparse[key]]}, Actual type: {NAMES[kind]}")
            found[key] = listed(feature, place, kind, single, counted=True)
            continue
        dtype, shape, _, variable = dense[key]
        if kind != dtype:
            raise Refused(f"{place}Data types don't match. Data type: {NAMES[kind]} but expected type: {NAMES[dtype]}")
        count = 1
        for size in shape:
            count *= size
        if variable:
            found[key] = listed(feature, place, kind, single, counted=True)
            if len(found[key]) % count:
                if single:
                    raise Refused(
                        f"Error while parsing feature with key {text}: number of elements should be divisible by "
                        f"{count}, found {len(found[key])} instead"
                    )
                sizes = ",".join(map(str, ("?", *shape)))
                raise Refused(
                    f"{place}Number of {WORDS[kind]} values is not a multiple of stride length. "
                    f"Saw {len(found[key])} values but output shape is: [{sizes}]"
                )
            continue
        found[key] = listed(feature, place, kind, single, room=count)
        if len(found[key]) != count:
            if single:
                raise Refused(f"{place}Can't parse serialized Example: Some {LISTS[kind]} slice was not parsed.")
            raise Refused(
                f"{place}Number of {WORDS[kind]} values != expected.  "
                f"Values size: {len(found[key])} but output shape: [{','.join(map(str, shape))}]"
            )

    for key, (dtype, _, default, variable) in dense.items():
        if key not in found and not variable:
            if default is None:
                text = key.decode(errors="backslashreplace")
                before = "" if single else f"Name: {shown}, "
                raise Refused(f"{before}Feature: {text} (data type: {NAMES[dtype]}) is required but could not be found.")
            found[key] = "default"
    for key in (*dense, *sparse):
        found.setdefault(key, [])
    return found


def listed(feature, place, kind, single, room=None, counted=False):
    try:
        return values(feature, room)
    except Malformed:
        if not single:
            raise Refused(f"{place}Can't parse serialized Example.") from None
        words = f"Parsing {LISTS[kind]} failed."
        if kind == "string" and counted:
            words = "Could not get num elements in bytes_list."
        raise Refused(f"{place}Can't parse serialized Example: {words}") from None
