from __future__ import annotations

import errno
import pickle

import pytest

from headrace.formats import errors

CLASSES = {
    errors.InvalidArgumentError: 3,
    errors.NotFoundError: 5,
    errors.PermissionDeniedError: 7,
    errors.ResourceExhaustedError: 8,
    errors.FailedPreconditionError: 9,
    errors.OutOfRangeError: 11,
    errors.UnimplementedError: 12,
    errors.DataLossError: 15,
}


@pytest.mark.parametrize(("kind", "code"), CLASSES.items())
def test_an_error_holds_its_place_and_survives_pickling(kind, code):
    error = kind("what; where", path="f", record=3, offset=48, index=1)
    for copy in (error, pickle.loads(pickle.dumps(error))):
        assert str(copy) == copy.message == "what; where"
        assert (copy.path, copy.record, copy.offset, copy.index, copy.code) == ("f", 3, 48, 1, code)
        assert isinstance(copy, errors.FormatError)


@pytest.mark.parametrize(
    ("number", "kind", "reason"),
    [
        (errno.ENOENT, errors.NotFoundError, "No such file or directory"),
        (errno.EISDIR, errors.FailedPreconditionError, "Is a directory"),
        (errno.ENOTDIR, errors.FailedPreconditionError, "Not a directory"),
        (errno.EACCES, errors.PermissionDeniedError, "Permission denied"),
        (errno.ENOSPC, errors.ResourceExhaustedError, "No space left on device"),
        (errno.EIO, errors.FormatError, "Input/output error"),
    ],
)
def test_the_operating_systems_errors_in_tensorflows_words(number, kind, reason):
    error = errors.from_os_error(OSError(number, "other words", "other path"), "a/b")
    assert type(error) is kind
    assert str(error) == f"a/b; {reason}"
    assert error.path == "a/b"


def test_errors_without_a_number_are_known_by_their_class():
    assert type(errors.from_os_error(FileNotFoundError("bucket/x"), "s3://bucket/x")) is errors.NotFoundError
    assert type(errors.from_os_error(PermissionError("no"), "s3://b")) is errors.PermissionDeniedError
    assert str(errors.from_os_error(OSError("a strange thing"), "s3://b")) == "s3://b; a strange thing"


def test_builtin_handlers_catch_them_too():
    with pytest.raises(FileNotFoundError):
        raise errors.NotFoundError("f; No such file or directory")
    with pytest.raises(ValueError, match="bad"):
        raise errors.InvalidArgumentError("bad")
