"""Dead letters: bad records as Examples, written, read, and given again."""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

from .. import proto, tfrecord
from ..errors import FailedPreconditionError, InvalidArgumentError, exception_type_from_error_code
from ..files import Path, path_text, replace
from ..files.paths import named
from ..records import BadRecord, usual_stage
from ..tfrecord import masked_crc

_NUMBERS = ("record", "offset", "length", "code")
_TEXTS = ("path", "reason", "data", "stage")
_OF_LINES = (".txt", ".csv", ".tsv", ".json", ".jsonl")


def letter(bad: BadRecord) -> bytes:
    """A bad record as an Example, serialized."""
    example = proto.example_pb2.Example()
    features = example.features.feature
    for name, number in zip(_NUMBERS, (bad.record, bad.offset, bad.length, bad.error.error_code), strict=True):
        if number is not None:
            features[name].int64_list.value.append(number)
    path = None if bad.path is None else os.fsencode(bad.path)
    texts = (path, bad.reason.encode(errors="surrogateescape"), bad.data, bad.stage.encode())
    for name, text in zip(_TEXTS, texts, strict=True):
        if text is not None:
            features[name].bytes_list.value.append(text)
    written: bytes = example.SerializeToString(deterministic=True)
    return written


class Appended:
    """A dead-letter file that has each letter as soon as it is written: the end of the process loses none.

    It is open only while a letter is written, so whoever has it has nothing to close. One process writes it.

    Args:
      path: a local path.

    Attributes:
      path: the same, as text.
      size: bytes of the letters in it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path_text(path)
        self.size = 0

    def begin(self) -> None:
        """Replace what the file holds by nothing."""
        with named(self.path), open(self.path, "wb"):
            self.size = 0

    def go_on(self, size: int) -> None:
        """Keep the first `size` bytes of the file, which were there when that was noted.

        Raises:
          FailedPreconditionError: it has fewer.
        """
        with named(self.path), open(self.path, "ab") as file:
            found = file.seek(0, os.SEEK_END)
            if found < size:
                message = f"{self.path}: is no longer the dead-letter file that was: {found} bytes, not {size}"
                raise FailedPreconditionError(None, None, message, path=self.path)
            file.truncate(size)
        self.size = size

    def append(self, bad: BadRecord) -> None:
        """Write a letter. One that was cut short by a full disk is cut off."""
        data = letter(bad)
        head = struct.pack("<Q", len(data))
        frame = b"".join([head, struct.pack("<I", masked_crc(head)), data, struct.pack("<I", masked_crc(data))])
        with named(self.path), open(self.path, "ab", buffering=0) as file:
            try:
                written = file.write(frame)
                while written < len(frame):
                    written += file.write(frame[written:])
            except OSError:
                with contextlib.suppress(OSError):  # the first one tells
                    file.truncate(self.size)
                raise
        self.size += len(frame)


def read(path: Path) -> Iterator[BadRecord]:
    """The bad records of a dead-letter file, with errors like those that were met.

    Args:
      path: a local path or a URL.

    Raises:
      InvalidArgumentError: a record of it is no dead letter.
      the errors of `tfrecord.read`.
    """
    for block in tfrecord.read(path):
        for index, record in enumerate(block):
            try:
                yield _bad_record(record)
            except (proto.DecodeError, KeyError, IndexError) as error:
                message = f"{block.where(index)} is no dead letter"
                raise InvalidArgumentError(None, None, message, path=block.path, record=index) from error


def _bad_record(written: bytes) -> BadRecord:
    """What `letter` has written. Raises DecodeError, KeyError or IndexError for what it has not."""
    features = proto.example_pb2.Example.FromString(written).features.feature
    numbers: list[Any] = [features[name].int64_list.value[0] if name in features else None for name in _NUMBERS]
    texts = [features[name].bytes_list.value[0] if name in features else None for name in _TEXTS]
    record, offset, length, code = numbers
    path = None if texts[0] is None else os.fsdecode(texts[0])
    reason = b"" if texts[1] is None else texts[1]
    message = reason.decode(errors="surrogateescape")
    kind: Any = exception_type_from_error_code(code)
    error = kind(None, None, message, path=path, record=record, offset=offset)
    stage = usual_stage(error) if texts[3] is None else texts[3].decode(errors="replace")
    return BadRecord(path, record, offset, length, message, error, texts[2], stage)


class Replayed(NamedTuple):
    """What `replay` has done: how many records it wrote, and of how many the bytes are not known."""

    records: int
    without_data: int


def replay(path: Path, target: Path, *, lines: bool | None = None) -> Replayed:
    """Write the records of a dead-letter file to a file like those they came from, to be mended and read again.

    Args:
      path: of the dead letters.
      target: the file to be written; it appears when it is complete, what it held is replaced.
      lines: whether it is a text file, a record a line, and no TFRecord; None: what its suffix tells (.txt .csv .tsv .json
        .jsonl).

    Returns:
      how many records were written, and of how many the bytes are not known.

    Raises:
      InvalidArgumentError: a record of `path` is no dead letter.
      the errors of `tfrecord.read` and `tfrecord.Writer`.
    """
    records = without = 0
    if lines is None:
        lines = path_text(target).endswith(_OF_LINES)
    with replace(target) if lines else tfrecord.Writer(target, atomic=True) as writer:
        for bad in read(path):
            if bad.data is None:
                without += 1
                continue
            writer.write(bad.data + b"\n" if lines else bad.data)
            records += 1
    return Replayed(records, without)
