"""Strings as the `tensor_content` of a TensorProto: all their lengths as varints, then all their bytes.

Source: TensorProtos that TensorFlow's SerializeSparse writes.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence


def content_of(strings: Sequence[bytes]) -> bytes:
    """The content for some strings."""
    return b"".join([*(_varint(len(string)) for string in strings), *strings])


def strings_of(content: bytes, count: int) -> list[bytes]:
    """The strings in a content. Raises ValueError where it is not the content of `count` strings."""
    wrong = ValueError(f"{len(content)} bytes are not the content of {count} strings")
    if count > len(content):
        raise wrong
    lengths = []
    at = 0
    for _ in range(count):
        length = shift = 0
        while True:
            if at == len(content) or shift > 28:
                raise wrong
            byte = content[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        lengths.append(length)
    bounds = list(itertools.accumulate(lengths, initial=at))
    if bounds[-1] != len(content):
        raise wrong
    return [content[start:end] for start, end in itertools.pairwise(bounds)]


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)
