from __future__ import annotations

import copy
import errno
import pickle
import re

import pytest

from headrace.formats import errors
from headrace.formats.files.system_errors import from_os_error

BUILT_IN = {
    "InvalidArgumentError": ValueError,
    "NotFoundError": FileNotFoundError,
    "AlreadyExistsError": FileExistsError,
    "PermissionDeniedError": PermissionError,
}


class OfAProgram(errors.DataLossError):
    """Programs derive classes of their own."""


class Node:
    """What an error wants to know of an Operation."""

    name = "decode/DecodeRaw"
    node_def = "the NodeDef of the op"


def drawn_tree() -> dict[str, int]:
    lines = re.findall(r"[├└]── (\w+) +(\d+)", errors.__doc__)
    return {name: int(code) for name, code in lines}


def test_the_tree_at_the_top_is_the_tree():
    drawn = drawn_tree()
    assert {name: errors.error_code_from_exception_type(getattr(errors, name)) for name in drawn} == drawn
    assert sorted(drawn.values()) == list(range(1, 17))
    for name, built_in in re.findall(r"── (\w+) +\d+ +\((\w+)\)", errors.__doc__):
        assert BUILT_IN[name].__name__ == built_in


@pytest.mark.parametrize("name", drawn_tree())
def test_a_class_is_an_op_error_and_where_there_is_one_the_built_in_error(name):
    kind = getattr(errors, name)
    assert (kind.__name__, kind.__module__) == (name, "headrace.formats.errors")
    error = kind(node_def=None, op=None, message="m")
    assert isinstance(error, errors.OpError)
    for built_in in (ValueError, OSError):
        assert isinstance(error, built_in) == issubclass(BUILT_IN.get(name, Exception), built_in)
    with pytest.raises(BUILT_IN.get(name, errors.OpError)):
        raise error


@pytest.mark.parametrize("name", [*drawn_tree(), "OpError", "OfAProgram"])
def test_an_error_holds_its_place_and_survives_pickling_and_copying_without_its_op(name):
    kind = OfAProgram if name == "OfAProgram" else getattr(errors, name)
    code = [12] if kind is errors.OpError else []
    error = kind(None, Node(), "what; where", *code, path="f", record=3, offset=48, index=1)
    error.note = "of the program"
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is kind
        assert (str(again), again.message, again.args) == ("what; where", "what; where", ("what; where",))
        assert (again.path, again.record, again.offset, again.index, again.note) == ("f", 3, 48, 1, "of the program")
        assert again.error_code == error.error_code
        assert again.op is again.node_def is None


def test_an_error_without_a_place_has_none():
    error = errors.DataLossError(None, None, "torn")
    assert (error.path, error.record, error.offset, error.index) == (None, None, None, None)


def test_an_error_restated_keeps_all_but_what_changes():
    error, cause, node = OfAProgram(None, None, "torn", path="f", record=3), OSError("disk"), Node()
    error.__cause__ = cause
    named = error.restated(op=node)
    assert (type(named), named.op, named.message, named.path, named.record) == (OfAProgram, node, "torn", "f", 3)
    longer = named.restated(message="torn; f:3")
    assert (str(longer), longer.op, longer.args) == ("torn; f:3\n\t [[{{node decode/DecodeRaw}}]]", node, ("torn; f:3",))
    assert named.__cause__ is longer.__cause__ is cause
    assert (error.op, error.message) == (None, "torn")


@pytest.mark.parametrize(
    ("number", "kind", "reason"),
    [
        (errno.ENOENT, errors.NotFoundError, "No such file or directory"),
        (errno.EISDIR, errors.FailedPreconditionError, "Is a directory"),
        (errno.ENOTDIR, errors.FailedPreconditionError, "Not a directory"),
        (errno.EACCES, errors.PermissionDeniedError, "Permission denied"),
        (errno.ENOSPC, errors.ResourceExhaustedError, "No space left on device"),
        (errno.ENOTEMPTY, errors.FailedPreconditionError, "Directory not empty"),
        (errno.EXDEV, errors.UnimplementedError, "Invalid cross-device link"),
        (errno.EIO, errors.UnknownError, "Input/output error"),
    ],
)
def test_the_operating_systems_errors_in_tensorflows_words(number, kind, reason):
    error = from_os_error(OSError(number, "other words", "other path"), "a/b")
    assert type(error) is kind
    assert str(error) == f"a/b; {reason}"
    assert error.path == "a/b"


def test_errors_without_a_number_are_known_by_their_class():
    assert type(from_os_error(FileNotFoundError("bucket/x"), "s3://bucket/x")) is errors.NotFoundError
    assert type(from_os_error(PermissionError("no"), "s3://b")) is errors.PermissionDeniedError
    assert type(from_os_error(TimeoutError("slow"), "s3://b")) is errors.DeadlineExceededError
    assert type(from_os_error(ConnectionResetError("gone"), "s3://b")) is errors.UnavailableError
    assert str(from_os_error(OSError("a strange thing"), "s3://b")) == "s3://b; a strange thing"
