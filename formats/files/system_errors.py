"""What the operating system says, as an error of the tree that files, graphs and sessions share."""

from __future__ import annotations

import errno
import os
from typing import Any

from ..errors import (
    AbortedError,
    AlreadyExistsError,
    DeadlineExceededError,
    FailedPreconditionError,
    InvalidArgumentError,
    NotFoundError,
    OpError,
    PermissionDeniedError,
    ResourceExhaustedError,
    UnavailableError,
    UnimplementedError,
    UnknownError,
)

# TensorFlow's table, but for its OutOfRangeErrors and its CancelledError: to queue runners they mean that all was read.
_BY_ERRNO: dict[int | None, type[Any]] = {
    number: kind
    for kind, numbers in {
        InvalidArgumentError: (errno.EINVAL, errno.ENAMETOOLONG, errno.EILSEQ, errno.ESPIPE),
        DeadlineExceededError: (errno.ETIMEDOUT,),
        NotFoundError: (errno.ENOENT, errno.ENODEV, errno.ENXIO),
        AlreadyExistsError: (errno.EEXIST,),
        PermissionDeniedError: (errno.EACCES, errno.EPERM, errno.EROFS),
        ResourceExhaustedError: (errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EMLINK),
        FailedPreconditionError: (
            errno.EISDIR,
            errno.ENOTDIR,
            errno.ENOTEMPTY,
            errno.EBADF,
            errno.EBUSY,
            errno.EPIPE,
            errno.ETXTBSY,
        ),
        UnimplementedError: (errno.ENOSYS, errno.ENOTSUP, errno.EXDEV),
        AbortedError: (errno.EDEADLK, errno.ESTALE),
        UnavailableError: (
            errno.EAGAIN,
            errno.EINTR,
            errno.ENOLCK,
            errno.ECONNREFUSED,
            errno.ECONNABORTED,
            errno.ECONNRESET,
            errno.EHOSTUNREACH,
            errno.ENETDOWN,
            errno.ENETUNREACH,
        ),
    }.items()
    for number in numbers
}

# File systems other than the local one raise these without a number.
_BY_CLASS: dict[type[OSError], int] = {
    FileNotFoundError: errno.ENOENT,
    FileExistsError: errno.EEXIST,
    PermissionError: errno.EACCES,
    IsADirectoryError: errno.EISDIR,
    NotADirectoryError: errno.ENOTDIR,
    TimeoutError: errno.ETIMEDOUT,
    ConnectionRefusedError: errno.ECONNREFUSED,
    ConnectionAbortedError: errno.ECONNABORTED,
    ConnectionResetError: errno.ECONNRESET,
    BrokenPipeError: errno.EPIPE,
}


def from_os_error(error: OSError, path: str) -> OpError:
    """What the operating system said, as an error of this tree, in TensorFlow's words (`<path>; <reason>`)."""
    number = error.errno
    if number is None:
        number = next((value for kind, value in _BY_CLASS.items() if isinstance(error, kind)), None)
    reason = os.strerror(number) if number is not None else str(error)
    return _BY_ERRNO.get(number, UnknownError)(None, None, f"{path}; {reason}", path=path)
