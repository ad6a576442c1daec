"""What can go wrong while bytes are read: one class per TensorFlow status code, with the place in the file.

    FormatError
    ├── InvalidArgumentError      3   a field or a record does not have the form asked for
    ├── NotFoundError             5   no such file
    ├── AlreadyExistsError        6   there is a file of that name
    ├── PermissionDeniedError     7   the file may not be read
    ├── ResourceExhaustedError    8   the disk is full, or too many files are open
    ├── FailedPreconditionError   9   the path is a directory, the writer is closed
    ├── OutOfRangeError          11   the file ends before the place asked for
    ├── UnimplementedError       12   a form that this library does not read
    └── DataLossError            15   the bytes are damaged: checksum, truncation, failed decompression

The graph layer turns each into the `tf.errors` class of the same code; nothing here knows a graph.

TornFileWarning is for files whose end makes no whole record: every whole record is read, the rest is named.
"""

from __future__ import annotations

import errno
import os

UNKNOWN = 2


class FormatError(Exception):
    """A fault in a file or in a record.

    Attributes:
      message: the whole text; TensorFlow's words come first where TensorFlow has some.
      path: the file as its reader was given it, or None when the bytes came from elsewhere.
      record: the number of the record (its line, its index, ...), or None.
      offset: the byte offset in the (uncompressed) file, or None.
      index: the position of the bad record in the block that was handed in, or None.
      code: TensorFlow's status code.
    """

    code = UNKNOWN

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        record: int | None = None,
        offset: int | None = None,
        index: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.record = record
        self.offset = offset
        self.index = index


class InvalidArgumentError(FormatError, ValueError):
    """A field or a record does not have the form asked for."""

    code = 3


class NotFoundError(FormatError, FileNotFoundError):
    """There is no such file."""

    code = 5


class AlreadyExistsError(FormatError, FileExistsError):
    """There is a file of that name."""

    code = 6


class PermissionDeniedError(FormatError, PermissionError):
    """The file may not be read."""

    code = 7


class ResourceExhaustedError(FormatError):
    """The disk is full, or too many files are open."""

    code = 8


class FailedPreconditionError(FormatError):
    """The path cannot be read as a file, such as a directory; or a file was closed before."""

    code = 9


class OutOfRangeError(FormatError):
    """The file ends before the place asked for."""

    code = 11


class UnimplementedError(FormatError):
    """A form that this library does not read."""

    code = 12


class DataLossError(FormatError):
    """The bytes are damaged: a checksum differs, the file ends inside a record, decompression fails."""

    code = 15


class TornFileWarning(UserWarning):
    """A file ends in bytes that make no whole record, or in the midst of its compressed data."""


_BY_ERRNO: dict[int | None, type[FormatError]] = {
    errno.ENOENT: NotFoundError,
    errno.EEXIST: AlreadyExistsError,
    errno.EACCES: PermissionDeniedError,
    errno.EPERM: PermissionDeniedError,
    errno.EROFS: PermissionDeniedError,
    errno.EISDIR: FailedPreconditionError,
    errno.ENOTDIR: FailedPreconditionError,
    errno.ENAMETOOLONG: InvalidArgumentError,
    errno.EINVAL: InvalidArgumentError,
    errno.ENOSPC: ResourceExhaustedError,
    errno.EDQUOT: ResourceExhaustedError,
    errno.EMFILE: ResourceExhaustedError,
    errno.ENFILE: ResourceExhaustedError,
}

# File systems other than the local one raise these without a number.
_BY_CLASS: dict[type[OSError], int] = {
    FileNotFoundError: errno.ENOENT,
    FileExistsError: errno.EEXIST,
    PermissionError: errno.EACCES,
    IsADirectoryError: errno.EISDIR,
    NotADirectoryError: errno.ENOTDIR,
}


def from_os_error(error: OSError, path: str) -> FormatError:
    """The FormatError that says what the operating system said, in TensorFlow's words (`<path>; <reason>`)."""
    number = error.errno
    if number is None:
        number = next((value for kind, value in _BY_CLASS.items() if isinstance(error, kind)), None)
    reason = os.strerror(number) if number is not None else str(error)
    return _BY_ERRNO.get(number, FormatError)(f"{path}; {reason}", path=path)
