"""The wire format of SequenceExamples, as TensorFlow's op reads it."""

from __future__ import annotations

from typing import Any

import numpy as np

KINDS = {0x0A: "string", 0x12: "float32", 0x1A: "int64"}


class Malformed(Exception):
    """The bytes are not what they should be."""


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise Malformed
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value & 0xFFFF_FFFF_FFFF_FFFF, at
    raise Malformed


def _length(data: bytes, at: int) -> tuple[int, int]:
    value, at = _varint(data, at)
    return value & 0xFFFF_FFFF, at


def message(data: bytes, at: int) -> tuple[bytes, int]:
    """A message; one said to be longer than what is around it ends where that ends."""
    length, at = _length(data, at)
    return data[at : at + length], min(at + length, len(data))


def _string(data: bytes, at: int) -> tuple[bytes, int]:
    length, at = _length(data, at)
    if length > len(data) - at:
        raise Malformed
    return data[at : at + length], at + length


def _after_unknown(data: bytes, at: int) -> int:
    tag, at = _length(data, at)
    if tag & 7 == 0:
        return _varint(data, at)[1]
    if tag & 7 == 2:
        return message(data, at)[1]
    width = {1: 8, 5: 4}.get(tag & 7)
    if width is None or at + width > len(data):
        raise Malformed
    return at + width


def contents(record: bytes) -> tuple[dict[bytes, bytes], dict[bytes, Any]]:
    """The serialized features of the context, and the serialized FeatureLists, by key."""
    context: dict[bytes, bytes] = {}
    lists: dict[bytes, Any] = {}
    at = 0
    while at < len(record):
        tag = record[at]
        if tag not in (0x0A, 0x12):
            at = _after_unknown(record, at)
            continue
        entries, at = message(record, at + 1)
        position = 0
        while position < len(entries):
            if entries[position] != 0x0A:
                raise Malformed
            entry, position = message(entries, position + 1)
            if entry[:1] != b"\x0a":
                raise Malformed
            key, middle = _string(entry, 1)
            if entry[middle : middle + 1] != b"\x12":
                raise Malformed
            value, end = _string(entry, middle + 1)
            if end != len(entry):
                raise Malformed
            (context if tag == 0x0A else lists)[key] = value
    return context, lists


def values_of(feature: bytes) -> tuple[str | None, list | np.ndarray, bool]:
    """The kind of a feature (None: none known), its values, and whether nothing follows them.

    Raises:
      Malformed: the list is cut off.
    """
    if not feature:
        return "", [], True
    kind = KINDS.get(feature[0])
    if kind is None:
        return None, [], True
    length, at = _length(feature, 1)
    data = feature[at : at + length]
    whole = at + length >= len(feature)
    if kind == "string":
        strings = []
        at = 0
        while at < len(data):
            if data[at] != 0x0A:
                raise Malformed
            one, at = _string(data, at + 1)
            strings.append(one)
        return kind, strings, whole
    if length and not data:
        raise Malformed
    if data[:1] == b"\x0a":
        packed, at = message(data, 1)
        whole = whole and at == len(data)
        if kind == "float32":
            if len(packed) % 4:
                raise Malformed
            return kind, np.frombuffer(packed, "<f4"), whole
        integers = []
        at = 0
        while at < len(packed):
            value, at = _varint(packed, at)
            integers.append(value - (1 << 64) if value >> 63 else value)
        return kind, integers, whole
    if kind == "float32":
        steps = np.frombuffer(data[: len(data) // 5 * 5], [("tag", "u1"), ("value", "<f4")])
        if len(data) % 5 or (steps["tag"] != 0x0D).any():
            raise Malformed
        return kind, steps["value"], whole
    integers = []
    at = 0
    while at < len(data):
        if data[at] != 0x08:
            raise Malformed
        value, at = _varint(data, at + 1)
        integers.append(value - (1 << 64) if value >> 63 else value)
    return kind, integers, whole
