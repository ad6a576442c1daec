"""TFRecord files by the definition, and the hot module of frames run from its source."""

from __future__ import annotations

import contextlib
import struct
import sys
from collections.abc import Iterator, Sequence
from unittest import mock

from support.hot_modules import uncompiled

SOURCE = uncompiled("headrace.formats.tfrecord._frames_cy")


@contextlib.contextmanager
def from_source() -> Iterator[None]:
    """A block in which the loops over frames run as Python."""
    with contextlib.ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            if name.startswith("headrace.formats.") and hasattr(module, "frames"):
                stack.enter_context(mock.patch.object(module, "frames", SOURCE))
        yield


def framed(records: Sequence[bytes]) -> bytes:
    """The bytes of a file that holds the records."""

    def masked(data: bytes) -> bytes:
        return struct.pack("<I", SOURCE.masked_crc(data))

    lengths = [struct.pack("<Q", len(record)) for record in records]
    return b"".join(n + masked(n) + r + masked(r) for n, r in zip(lengths, records, strict=True))
