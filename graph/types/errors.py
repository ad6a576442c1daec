"""The errors of graph and session, which are those of files too (`headrace.formats.errors` draws their tree).

Kernels raise them without an op (`raise invalid("...")`); the session that ran the kernel fills in which op it was.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from headrace.formats.errors import *  # noqa: F403 - TensorFlow's names, which it lists
from headrace.formats.errors import InvalidArgumentError, OpError, ResourceExhaustedError, UnknownError
from headrace.formats.files.system_errors import from_os_error

_UNFIT = re.compile(
    r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\)) ?$|shape mismatch: objects cannot "
    r"be broadcast to a single shape.  Mismatch is between arg 0 with shape (\([\d, ]*\)) and arg 1 with shape (\([\d, ]*\)).$"
)
"""What NumPy says of two arrays whose shapes do not fit."""


class InaccessibleTensorError(ValueError):
    """What was asked for is not to be fetched (`Graph.prevent_fetching`)."""


def invalid(message: str) -> InvalidArgumentError:
    """The InvalidArgumentError that kernels raise for values they refuse; the session adds the op to it."""
    return InvalidArgumentError(None, None, message)


def checked_sizes(sizes: Any) -> tuple[int, ...]:
    """A vector of sizes as a shape. Raises InvalidArgumentError for a negative one."""
    shape = tuple(sizes.reshape(-1).tolist())
    for size in shape:
        if size < 0:
            raise invalid(f"Dimension {size} must be >= 0")
    return shape


def from_kernel(error: Exception, op: Any) -> OpError | None:
    """What the session raises for an `error` that a kernel of `op` raised; None where it stays as it is.

    Errors of the tree keep their class and place; the values' own errors (numpy's ValueError and such) are bad arguments.
    """
    if isinstance(error, OpError):
        return error.restated(op=op) if error.op is None else None
    if isinstance(error, OSError):
        return from_os_error(error, str(error.filename)).restated(op=op)
    if isinstance(error, MemoryError):
        return ResourceExhaustedError(None, op, f"out of memory: {error}")
    if isinstance(error, ValueError) and (unfit := _UNFIT.match(str(error))):
        first, second = ("[" + ",".join(re.findall(r"\d+", shape)) + "]" for shape in unfit.groups() if shape)
        return InvalidArgumentError(None, op, f"Incompatible shapes: {first} vs. {second}")
    if isinstance(error, (ValueError, TypeError, IndexError, ArithmeticError)):
        return InvalidArgumentError(None, op, f"{type(error).__name__}: {error}")
    return None


def raise_as_of(op: Any, error: Exception) -> NoReturn:
    """Raise the `error` of a kernel, or of what does its work, in the name of `op`."""
    named = from_kernel(error, op)
    if named is None:
        raise error
    raise named from error


def as_reported(error: BaseException, op: Any) -> BaseException:
    """What is told of an exception that ended a thread of headrace's own while it ran `op`.

    What is no Exception (SystemExit, asyncio.CancelledError, KeyboardInterrupt) would end in silence whoever it is raised
    to: it becomes an UnknownError, as in TensorFlow.
    """
    if isinstance(error, Exception):
        return error
    found = UnknownError(None, op, f"{type(error).__name__}: {error}")
    found.__cause__ = error
    return found


def at_place(error: BaseException, where: str | None) -> BaseException:
    """The error, saying also at which record (`file:line`) it arose; as it is where that is not known or said already."""
    if where is None or not isinstance(error, OpError) or where in error.message:
        return error
    before, behind = error.placeless or (error.message, "")
    found = error.restated(message=f"{before}; {where}{behind}")
    found.placeless = None
    found.__cause__ = error.__cause__ or error
    return found
