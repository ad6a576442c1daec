"""The errors of graph and session: one class per status code, with TensorFlow's names and codes.

    OpError
    ├── CancelledError            1        ├── FailedPreconditionError   9
    ├── UnknownError              2        ├── AbortedError             10
    ├── InvalidArgumentError      3        ├── OutOfRangeError          11
    ├── DeadlineExceededError     4        ├── UnimplementedError       12
    ├── NotFoundError             5        ├── InternalError            13
    ├── AlreadyExistsError        6        ├── UnavailableError         14
    ├── PermissionDeniedError     7        ├── DataLossError            15
    └── ResourceExhaustedError    8        └── UnauthenticatedError     16

Kernels raise them without an op (`raise invalid("...")`); the session that ran the kernel fills in
which op it was. Source of names, codes and attributes: tf.errors, TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any

from headrace.formats.errors import FormatError

OK = 0
CANCELLED = 1
UNKNOWN = 2
INVALID_ARGUMENT = 3
DEADLINE_EXCEEDED = 4
NOT_FOUND = 5
ALREADY_EXISTS = 6
PERMISSION_DENIED = 7
RESOURCE_EXHAUSTED = 8
FAILED_PRECONDITION = 9
ABORTED = 10
OUT_OF_RANGE = 11
UNIMPLEMENTED = 12
INTERNAL = 13
UNAVAILABLE = 14
DATA_LOSS = 15
UNAUTHENTICATED = 16


class OpError(Exception):
    """An operation failed while it ran.

    Args:
      node_def: the failed op's NodeDef, or None.
      op: the failed `Operation`, or None.
      message: what went wrong.
      error_code: the status code.
    """

    def __init__(self, node_def: Any, op: Any, message: str, error_code: int) -> None:
        super().__init__(message)
        self._node_def = node_def
        self._op = op
        self._message = message
        self._error_code = error_code

    @property
    def message(self) -> str:
        return self._message

    @property
    def op(self) -> Any:
        """The `Operation` that failed, or None where the session knows none."""
        return self._op

    @property
    def error_code(self) -> int:
        return self._error_code

    @property
    def node_def(self) -> Any:
        """The NodeDef of the failed op, or None."""
        if self._node_def is None and self._op is not None:
            return self._op.node_def
        return self._node_def

    def __str__(self) -> str:
        if self._op is None:
            return self._message
        return f"{self._message}\n\t [[{{{{node {self._op.name}}}}}]]"

    def __reduce__(self):
        return _rebuild, (type(self), self._message, self._error_code)


def _rebuild(kind: type[OpError], message: str, error_code: int) -> OpError:
    return OpError(None, None, message, error_code) if kind is OpError else kind(None, None, message)  # type: ignore[call-arg]


_CLASSES: dict[int, type[OpError]] = {}


def _status_class(name: str, code: int, doc: str) -> Any:
    def __init__(self, node_def, op, message):
        OpError.__init__(self, node_def, op, message, code)

    kind = type(name, (OpError,), {"__init__": __init__, "__doc__": doc, "__module__": __name__})
    _CLASSES[code] = kind
    return kind


CancelledError = _status_class("CancelledError", CANCELLED, "The step was cancelled: its queue or session closed.")
UnknownError = _status_class("UnknownError", UNKNOWN, "A failure that no other class describes.")
InvalidArgumentError = _status_class("InvalidArgumentError", INVALID_ARGUMENT, "An op received a bad argument.")
DeadlineExceededError = _status_class("DeadlineExceededError", DEADLINE_EXCEEDED, "The time limit of a step passed.")
NotFoundError = _status_class("NotFoundError", NOT_FOUND, "A file or another entity does not exist.")
AlreadyExistsError = _status_class("AlreadyExistsError", ALREADY_EXISTS, "An entity exists already.")
PermissionDeniedError = _status_class("PermissionDeniedError", PERMISSION_DENIED, "The caller may not do this.")
ResourceExhaustedError = _status_class("ResourceExhaustedError", RESOURCE_EXHAUSTED, "Memory or disk space ran out.")
FailedPreconditionError = _status_class(
    "FailedPreconditionError", FAILED_PRECONDITION, "The system is not in the state that the op needs."
)
AbortedError = _status_class("AbortedError", ABORTED, "The step was aborted.")
OutOfRangeError = _status_class(
    "OutOfRangeError", OUT_OF_RANGE, "The input has ended: a closed queue has too few elements, a file is read through."
)
UnimplementedError = _status_class("UnimplementedError", UNIMPLEMENTED, "The op does not support this.")
InternalError = _status_class("InternalError", INTERNAL, "Something that must hold does not.")
UnavailableError = _status_class("UnavailableError", UNAVAILABLE, "The service is not available now.")
DataLossError = _status_class("DataLossError", DATA_LOSS, "Data is damaged beyond recovery.")
UnauthenticatedError = _status_class("UnauthenticatedError", UNAUTHENTICATED, "The caller has no valid credentials.")


def invalid(message: str) -> OpError:
    """The InvalidArgumentError that kernels raise for values they refuse; the session adds the op to it."""
    return InvalidArgumentError(None, None, message)


def exception_type_from_error_code(error_code: int) -> type[OpError]:
    """The class for a status code. Raises KeyError for codes that have none."""
    return _CLASSES[error_code]


def error_code_from_exception_type(cls: type[OpError]) -> int:
    """The status code of a class. Raises KeyError for a class that is not one of this module's."""
    return {kind: code for code, kind in _CLASSES.items()}[cls]


def from_kernel(error: Exception, op: Any) -> OpError | None:
    """What the session raises for an `error` that a kernel of `op` raised; None where it stays as it is.

    Errors of `formats` keep their code; the values' own errors (numpy's ValueError and such) are bad arguments.
    """
    if isinstance(error, OpError):
        if error.op is not None:
            return None
        code, message = error.error_code, error.message
    elif isinstance(error, FormatError):
        code, message = error.code, error.message
    elif isinstance(error, MemoryError):
        code, message = RESOURCE_EXHAUSTED, f"out of memory: {error}"
    elif isinstance(error, (ValueError, TypeError, IndexError, ArithmeticError)):
        code, message = INVALID_ARGUMENT, f"{type(error).__name__}: {error}"
    else:
        return None
    return _CLASSES.get(code, UnknownError)(None, op, message)  # type: ignore[call-arg]


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
    found = type(error)(None, error.op, f"{error.message}; {where}")  # type: ignore[call-arg]
    found.__cause__ = error.__cause__ or error
    return found
