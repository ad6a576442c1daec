"""Slices, parts of tensors: where they begin and end, how they are spelled, the keys under which they are stored.

Source: TensorFlow 1.15's TensorSlice and OrderedCode.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from .. import proto

FULL = -1
"""The length of a dimension that is taken whole without saying how long it is."""


class TensorSlice(NamedTuple):
    """A box in a tensor.

    Args:
      extents: for each dimension where it starts and how long it is, or FULL.
    """

    extents: tuple[tuple[int, int], ...]

    @classmethod
    def whole(cls, rank: int) -> TensorSlice:
        """All of a tensor of that `rank`."""
        return cls(((0, FULL),) * rank)

    @classmethod
    def parse(cls, text: str) -> TensorSlice:
        """The slice that a `text` such as `0,2:-` spells: rows 0 and 1, every column. Raises ValueError."""
        extents = []
        for part in text.split(":") if text else ():
            if part == "-":
                extents.append((0, FULL))
                continue
            start, comma, length = part.partition(",")
            if not (comma and start.isdigit() and length.isdigit() and int(length)):
                raise ValueError(f"Expected a pair of numbers or '-' but got '{part}': string = {text}")
            extents.append((int(start), int(length)))
        return cls(tuple(extents))

    @classmethod
    def of_proto(cls, message: Any) -> TensorSlice:
        """The slice that the TensorSliceProto `message` says."""
        return cls(tuple((e.start, e.length if e.HasField("length") else FULL) for e in message.extent))

    def to_proto(self) -> Any:
        """A TensorSliceProto."""
        message = proto.checkpoint_pb2.TensorSliceProto()
        for start, length in self.extents:
            extent = message.extent.add()
            if length != FULL:
                extent.start, extent.length = start, length
        return message

    def within(self, shape: Sequence[int]) -> tuple[slice, ...]:
        """An index of an array of that `shape`. Raises ValueError where it does not fit."""
        if len(shape) != len(self.extents):
            raise ValueError(f"Slice {self} has {len(self.extents)} dimensions, the tensor {len(shape)}: {list(shape)}")
        found = []
        for axis, ((start, length), size) in enumerate(zip(self.extents, shape, strict=True)):
            end = size if length == FULL else start + length
            if not 0 <= start <= end <= size:
                raise ValueError(f"Extent in dimension {axis} out of bounds: shape = {bracket(shape)}, slice = {self}")
            found.append(slice(start, end))
        return tuple(found)

    def shape_in(self, shape: Sequence[int]) -> tuple[int, ...]:
        """The shape of this part of a tensor of that `shape`. Raises ValueError where it does not fit."""
        return tuple(part.stop - part.start for part in self.within(shape))

    def __str__(self) -> str:
        return ":".join("-" if length == FULL else f"{start},{length}" for start, length in self.extents)


def parse_spec(text: str) -> tuple[tuple[int, ...], TensorSlice]:
    """The full shape and the slice that `7 3 0,2:-` spells. Raises ValueError."""
    *sizes, part = text.strip().split(" ")
    if not sizes:
        raise ValueError(f"Need least two elements in shape_and_slice specification: {text}")
    if not all(size.isdigit() for size in sizes):
        raise ValueError(f"Non numerical dimension in shape_and_slice: {text}")
    shape, found = tuple(map(int, sizes)), TensorSlice.parse(part)
    found.within(shape)
    return shape, found


def overlap(first: tuple[slice, ...], second: tuple[slice, ...]) -> tuple[slice, ...] | None:
    """What two boxes have in common; None where that is nothing."""
    found = tuple(slice(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(first, second, strict=True))
    return None if any(part.start >= part.stop for part in found) else found


def relative(box: tuple[slice, ...], origin: tuple[slice, ...]) -> tuple[slice, ...]:
    """A box counted from the corner of another."""
    return tuple(slice(a.start - b.start, a.stop - b.start) for a, b in zip(box, origin, strict=True))


def bracket(shape: Iterable[int]) -> str:
    return "[" + ",".join(map(str, shape)) + "]"


def slice_key(name: bytes, part: TensorSlice) -> bytes:
    """The key of a part of the tensor `name`."""
    escaped = b"".join({0: b"\x00\xff", 255: b"\xff\x00"}.get(byte, bytes((byte,))) for byte in name)
    numbers = b"".join(_signed(number) for extent in part.extents for number in extent)
    return b"\0" + escaped + b"\0\1" + _count(len(part.extents)) + numbers


def _count(value: int) -> bytes:
    digits = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return bytes((len(digits),)) + digits


def _signed(value: int) -> bytes:
    """In bytes that sort as the numbers do: the first bits say, in unary, how many bytes there are."""
    count = 1
    while not -(1 << 7 * count - 1) <= value < 1 << 7 * count - 1:
        count += 1
    bits = 8 * count
    pattern = value & (1 << bits) - 1
    marks = (1 << count) - 1 << bits - count
    return (pattern ^ marks).to_bytes(count, "big")
