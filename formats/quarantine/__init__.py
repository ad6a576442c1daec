"""Bad records: what becomes of them. One policy for all that reads: conversions, tools, readers of a pipeline.

    with Quarantine("bad.tfrecord", most=1000) as policy:
        convert(["a.csv"], "a.tfrecord", on_damage=policy)
    print(policy.count, "left out")

    for bad in read("bad.tfrecord"):
        print(bad.path, bad.record, bad.reason, bad.data)

Who reads records calls its policy with each `BadRecord`, in the order of the file. The policy returns, and reading goes on
after that record, or it raises, and reading ends. So a reader knows nothing of policies but that they are called; None in
place of one means RAISE. A record is bad where its bytes are damaged (DataLossError) or where it is not what was asked for
(InvalidArgumentError); what is no fault of one record (no such file, no memory) is never given to a policy.

Threads may share a policy. It is no part of a fork: who forks makes one for each process and joins what they found.

The dead-letter file is a TFRecord of Examples, one a bad record, with what is known of:

    path     bytes    the file, as its reader was given it
    record   int64    its number: of a TFRecord or an entry from 0, of a text file the line from 1
    offset   int64    where it begins in the uncompressed file
    length   int64    how many bytes of the file it takes up
    code     int64    the error's status code (`errors.exception_type_from_error_code` has its class)
    reason   bytes    the error's text
    data     bytes    the record as it stands in the file; left out where its bounds are not known

so whatever reads Examples reads it, and `data` can be mended and read again.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from headrace.formats.forks import renewed

from .. import proto, tfrecord
from ..errors import InvalidArgumentError, OpError, exception_type_from_error_code
from ..files import Path, path_text

__all__ = ["RAISE", "BadRecord", "OnDamage", "Policy", "Quarantine", "Skip", "read"]

_SHOWN = 5
_NUMBERS = ("record", "offset", "length", "code")
_TEXTS = ("path", "reason", "data")


class BadRecord(NamedTuple):
    """A record that cannot be read, or is not what was asked for.

    Attributes:
      path: the file, as its reader was given it; None where it comes from none.
      record: its number in the file, as `Records.numbers` of text files has it (lines from 1), else counted from 0.
      offset: the byte at which it begins in the uncompressed file.
      length: how many bytes of the file it takes up.
      reason: the text of the error.
      error: what is raised where bad records are not wanted.
      data: its bytes; None where nobody knows where they begin or end.
    """

    path: str | None
    record: int | None
    offset: int | None
    length: int | None
    reason: str
    error: OpError
    data: bytes | None

    @classmethod
    def of(cls, error: OpError, data: bytes | None = None, length: int | None = None) -> BadRecord:
        """What an `error` that names its place tells of a record.

        Its bytes are `data`; `length` says how many they are where they are not known.
        """
        size = len(data) if length is None and data is not None else length
        return cls(error.path, error.record, error.offset, size, error.message, error, data)


OnDamage = Callable[[BadRecord], None]
"""What readers call with each bad record."""


class Policy:
    """What becomes of bad records.

    Args:
      most: how many may be left out; the next one is raised. None: any number.

    Attributes:
      count: how many were left out.
      first: the first few of them, without their data.

    Raises:
      InvalidArgumentError: a negative `most`.
    """

    def __init__(self, most: int | None = None) -> None:
        if most is not None and most < 0:
            raise InvalidArgumentError(None, None, f"most must be >= 0; got {most}")
        self.most = most
        self._lock = renewed(threading.Lock())
        # Guarded by _lock:
        self.count = 0
        self.first: list[BadRecord] = []

    def __call__(self, bad: BadRecord) -> None:
        """Leave a record out.

        Raises:
          bad.error: no more may be left out.
        """
        with self._lock:
            if self.count == self.most:
                raise self._one_too_many(bad)
            self._keep(bad)
            self.count += 1
            if len(self.first) < _SHOWN:
                self.first.append(bad._replace(data=None))

    def _one_too_many(self, bad: BadRecord) -> OpError:
        return bad.error.restated(message=f"{bad.reason}; {self.count} bad records were left out before, no more may be")

    def _keep(self, bad: BadRecord) -> None:
        """Note a record that is left out. Called with the lock held."""

    def close(self) -> None:
        """All has been read. A second call does nothing."""

    def __enter__(self) -> Any:
        return self

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        if kind is None:
            self.close()


class _Raise(Policy):
    def _one_too_many(self, bad: BadRecord) -> OpError:
        return bad.error


RAISE = _Raise(0)
"""The first bad record ends it."""


class Skip(Policy):
    """Bad records are left out, and counted.

    Args:
      most: as of `Policy`, which raises InvalidArgumentError for a negative one.
    """


class Quarantine(Policy):
    """Bad records are left out and written to a dead-letter file, which appears, complete, on `close`.

    A `with` block that raises leaves what was there before. Where no record is bad the file has none.

    Args:
      path: of the dead-letter file, a local path or a URL; what it held is replaced.
      most: as for `Policy`.
    """

    def __init__(self, path: Path, most: int | None = None) -> None:
        super().__init__(most)
        self.path = path_text(path)
        self._writer: tfrecord.Writer | None = None
        self._closed = False

    def _keep(self, bad: BadRecord) -> None:
        self._opened().write(_letter(bad))

    def _opened(self) -> tfrecord.Writer:
        if self._writer is None:
            self._writer = tfrecord.Writer(self.path, atomic=True)
        return self._writer

    def close(self) -> None:
        with self._lock:
            if not self._closed:
                self._opened().close()
                self._closed = True

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        super().__exit__(kind, error, traceback)
        with self._lock:
            if kind is not None and self._writer is not None and not self._closed:
                self._writer.__exit__(kind, error, traceback)
                self._closed = True


def _letter(bad: BadRecord) -> bytes:
    example = proto.example_pb2.Example()
    features = example.features.feature
    for name, number in zip(_NUMBERS, (bad.record, bad.offset, bad.length, bad.error.error_code), strict=True):
        if number is not None:
            features[name].int64_list.value.append(number)
    path = None if bad.path is None else os.fsencode(bad.path)
    for name, text in zip(_TEXTS, (path, bad.reason.encode(errors="surrogateescape"), bad.data), strict=True):
        if text is not None:
            features[name].bytes_list.value.append(text)
    written: bytes = example.SerializeToString(deterministic=True)
    return written


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


def _bad_record(letter: bytes) -> BadRecord:
    """What `_letter` has written. Raises DecodeError, KeyError or IndexError for what it has not."""
    features = proto.example_pb2.Example.FromString(letter).features.feature
    numbers: list[Any] = [features[name].int64_list.value[0] if name in features else None for name in _NUMBERS]
    texts = [features[name].bytes_list.value[0] if name in features else None for name in _TEXTS]
    record, offset, length, code = numbers
    path = None if texts[0] is None else os.fsdecode(texts[0])
    reason = b"" if texts[1] is None else texts[1]
    message = reason.decode(errors="surrogateescape")
    kind: Any = exception_type_from_error_code(code)
    error = kind(None, None, message, path=path, record=record, offset=offset)
    return BadRecord(path, record, offset, length, message, error, texts[2])
