from __future__ import annotations

import re

import numpy as np
import pytest

import headrace as tf
from headrace.formats import errors as format_errors
from headrace.graph.types import errors

CODES = {
    "CancelledError": 1,
    "UnknownError": 2,
    "InvalidArgumentError": 3,
    "DeadlineExceededError": 4,
    "NotFoundError": 5,
    "AlreadyExistsError": 6,
    "PermissionDeniedError": 7,
    "ResourceExhaustedError": 8,
    "FailedPreconditionError": 9,
    "AbortedError": 10,
    "OutOfRangeError": 11,
    "UnimplementedError": 12,
    "InternalError": 13,
    "UnavailableError": 14,
    "DataLossError": 15,
    "UnauthenticatedError": 16,
}


class Node:
    """What an error wants to know of an Operation."""

    name = "decode/DecodeRaw"
    node_def = "the NodeDef of the op"


@pytest.mark.parametrize(("name", "code"), CODES.items())
def test_every_class_is_that_of_files_and_has_the_code_of_its_namesake(name, code):
    kind = getattr(errors, name)
    assert kind is getattr(tf.errors, name) is getattr(format_errors, name)
    assert issubclass(kind, tf.OpError)
    assert kind(None, None, "m").error_code == code
    assert errors.exception_type_from_error_code(code) is kind
    assert errors.error_code_from_exception_type(kind) == code
    constant = re.sub("(?<!^)([A-Z])", r"_\1", name.removesuffix("Error")).upper()
    assert getattr(errors, constant) == code


def test_codes_and_classes_without_a_partner():
    assert errors.OK == 0
    for code in (0, 17):
        with pytest.raises(KeyError):
            errors.exception_type_from_error_code(code)
    for kind in (errors.OpError, ValueError):
        with pytest.raises(KeyError):
            errors.error_code_from_exception_type(kind)


def test_an_error_without_an_op_is_its_message():
    error = errors.InvalidArgumentError(None, None, "bad")
    assert (str(error), error.message, error.args) == ("bad", "bad", ("bad",))
    assert error.op is error.node_def is None


def test_an_error_of_an_op_names_it_after_its_message():
    node = Node()
    error = errors.InvalidArgumentError(node_def=None, op=node, message="bad")
    assert error.message == "bad"
    assert str(error) == "bad\n\t [[{{node decode/DecodeRaw}}]]"
    assert error.op is node
    assert error.node_def == node.node_def
    assert errors.InvalidArgumentError("another", node, "bad").node_def == "another"


# ---- what the session makes of what a kernel raised


def test_an_error_without_an_op_gets_the_op_of_its_kernel():
    node = Node()
    error = errors.from_kernel(errors.OutOfRangeError(None, None, "no more"), node)
    assert type(error) is errors.OutOfRangeError
    assert (error.message, error.op) == ("no more", node)


def test_an_error_that_gets_an_op_keeps_its_class_its_place_and_its_cause():
    class OfAProgram(errors.DataLossError):
        pass

    torn, cause = OfAProgram(None, None, "torn", path="f", record=3, offset=48), OSError("disk")
    torn.__cause__ = cause
    for error in (errors.from_kernel(torn, Node()), errors.at_place(torn, "f:3")):
        assert (type(error), error.path, error.record, error.offset) == (OfAProgram, "f", 3, 48)
        assert error.__cause__ is cause
    assert errors.at_place(torn, "f:3").message == "torn; f:3"
    odd = errors.from_kernel(errors.OpError(None, None, "of a code that no class has", 99), Node())
    assert (type(odd), odd.error_code) == (errors.OpError, 99)


def test_an_error_that_names_an_op_stays_as_it_is():
    assert errors.from_kernel(errors.OutOfRangeError(None, Node(), "no more"), Node()) is None


@pytest.mark.parametrize(
    ("error", "name", "message"),
    [
        (FileNotFoundError(2, "words of its own", "f"), "NotFoundError", "f; No such file or directory"),
        (MemoryError("2 GiB"), "ResourceExhaustedError", "out of memory: 2 GiB"),
        (ValueError("negative"), "InvalidArgumentError", "ValueError: negative"),
        (TypeError("no number"), "InvalidArgumentError", "TypeError: no number"),
        (IndexError("5 of 2"), "InvalidArgumentError", "IndexError: 5 of 2"),
        (ZeroDivisionError("division by zero"), "InvalidArgumentError", "ZeroDivisionError: division by zero"),
        (np.linalg.LinAlgError("singular"), "InvalidArgumentError", "LinAlgError: singular"),
    ],
)
def test_other_errors_of_a_kernel_become_the_class_of_their_kind(error, name, message):
    node = Node()
    made = errors.from_kernel(error, node)
    assert type(made) is getattr(errors, name)
    assert (made.message, made.op) == (message, node)


@pytest.mark.parametrize("error", [RuntimeError("of py_func"), KeyError("k"), AssertionError()])
def test_errors_of_no_known_kind_are_left_alone(error):
    assert errors.from_kernel(error, Node()) is None


def test_an_unknown_error_may_have_a_code_of_its_own():
    assert errors.UnknownError(None, None, "bad").error_code == 2
    assert errors.UnknownError(None, None, "bad", 99).error_code == 99
