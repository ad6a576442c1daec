"""Error classes: one tree for files, graphs, queues and sessions, of TensorFlow's names, codes and attributes.

    OpError
    ├── CancelledError            1   its queue or session closed, its coordinator stopped
    ├── UnknownError              2   what no other class describes
    ├── InvalidArgumentError      3   (ValueError) an argument, a field or a record has not the form asked for
    ├── DeadlineExceededError     4   a limit of time passed
    ├── NotFoundError             5   (FileNotFoundError) no such file, no such tensor in a checkpoint
    ├── AlreadyExistsError        6   (FileExistsError) there is a file of that name
    ├── PermissionDeniedError     7   (PermissionError) the file may not be read or written
    ├── ResourceExhaustedError    8   no memory, a full disk, too many open files, a size beyond its limit
    ├── FailedPreconditionError   9   the path is a directory, the writer is closed, the variable has no value yet
    ├── AbortedError             10   something was lost that may come back
    ├── OutOfRangeError          11   the input has ended: a closed queue, a file shorter than the place asked for
    ├── UnimplementedError       12   a form that this library does not read
    ├── InternalError            13   something that must hold does not
    ├── UnavailableError         14   a service that may answer later
    ├── DataLossError            15   damaged bytes: a checksum, a cut, a failed decompression
    └── UnauthenticatedError     16   a service that does not know who asks

`except OpError` catches whatever a function of this library makes of a file, a queue or a session, whoever called it;
what stands in brackets is the built-in class that catches it too. `headrace.errors` shows these very classes.

TornFileWarning is for files whose end makes no whole record: every whole record is read, the rest is named.
"""

from __future__ import annotations

import traceback
from typing import Any, ClassVar, TypeVar

from .exports import export, export_all

# TensorFlow's names, as `headrace.errors` and `headrace.graph.types.errors` have them too.
__all__ = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
    "OpError",
    "CancelledError",
    "UnknownError",
    "InvalidArgumentError",
    "DeadlineExceededError",
    "NotFoundError",
    "AlreadyExistsError",
    "PermissionDeniedError",
    "ResourceExhaustedError",
    "FailedPreconditionError",
    "AbortedError",
    "OutOfRangeError",
    "UnimplementedError",
    "InternalError",
    "UnavailableError",
    "DataLossError",
    "UnauthenticatedError",
    "error_code_from_exception_type",
    "exception_type_from_error_code",
]
export_all("errors")

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

E = TypeVar("E", bound="OpError")


@export("OpError")
class OpError(Exception):
    """Something failed, in an operation of a graph or in a file.

    Args:
      node_def: the failed op's NodeDef, or None.
      op: the failed `Operation`, or None.
      message: what went wrong; TensorFlow's words come first where TensorFlow has some.
      error_code: the status code.

    Attributes:
      path: the file as its reader was given it, or None where no file is at fault.
      record: the number of the record (its line, its index, ...), or None.
      offset: the byte offset in the (uncompressed) file, or None.
      index: the position of the bad record in the block that was handed in, or None.
      fault: of an error that tells of the end of an input, what ended it; None where it simply ended.
      placeless: the message before and behind the record's place, where that is not known yet; else None.
    """

    fault: BaseException | None = None
    placeless: tuple[str, str] | None = None

    def __init__(
        self,
        node_def: Any,
        op: Any,
        message: str,
        error_code: int,
        *,
        path: str | None = None,
        record: int | None = None,
        offset: int | None = None,
        index: int | None = None,
    ) -> None:
        self.args = (message,)  # other bases' constructors want other arguments
        self._node_def = node_def
        self._op = op
        self._message = message
        self._error_code = error_code
        self.path = path
        self.record = record
        self.offset = offset
        self.index = index

    @property
    def message(self) -> str:
        """What went wrong."""
        return self._message

    @property
    def op(self) -> Any:
        """The `Operation` that failed, or None where none is known."""
        return self._op

    @property
    def error_code(self) -> int:
        """The status code, from 1 to 16."""
        return self._error_code

    @property
    def node_def(self) -> Any:
        """The NodeDef of the failed op, or None."""
        if self._node_def is None and self._op is not None:
            return self._op.node_def
        return self._node_def

    def restated(self: E, *, op: Any = None, message: str | None = None, record: int | None = None) -> E:
        """The same failure with its `op`, its `record` or another `message`; class, code, place and cause stay."""
        changes = {"_op": op, "_message": message, "record": record}
        made = _rebuilt(type(self), self.__dict__ | {name: value for name, value in changes.items() if value is not None})
        made.__cause__ = self.__cause__
        return made

    def __str__(self) -> str:
        if self._op is None:
            return self._message
        made = getattr(self._op, "traceback", ())
        if not made:
            return f"{self._message}\n\t [[{{{{node {self._op.name}}}}}]]"
        file, line, *_ = made[-1]
        return (
            f"{self._message}\n\t [[node {self._op.name} (defined at {file}:{line}) ]]"
            f"\n\nOriginal stack trace for {self._op.name!r}:\n{_history(self._op)}"
        )

    def __reduce__(self) -> Any:
        # An op cannot leave its process: it hangs together with its whole graph.
        return _rebuilt, (type(self), {**self.__dict__, "_node_def": None, "_op": None})


def _history(op: Any) -> str:
    """The calls that led to an operation, and to those whose gradients it was made for."""
    texts = ["".join(traceback.format_list(op.traceback))]
    while (op := op._original_op) is not None:
        made = "".join(traceback.format_list(op.traceback))
        texts.append(f"...which was originally created as op {op.name!r}, defined at:\n{made}")
    return "\n".join(texts)


FormatError = OpError
"""The name it had when files had errors of their own."""


def _rebuilt(kind: type[E], attributes: dict[str, Any]) -> E:
    """An error of the class and the attributes of another."""
    error = kind.__new__(kind)
    error.args = (attributes["_message"],)
    error.__dict__.update(attributes)
    return error


class _StatusError(OpError):
    """What the classes of the status codes share; the others' constructors are this one."""

    _code: ClassVar[int]

    def __init__(
        self,
        node_def: Any,
        op: Any,
        message: str,
        *,
        path: str | None = None,
        record: int | None = None,
        offset: int | None = None,
        index: int | None = None,
    ) -> None:
        """The arguments are those of `OpError`, without the code, which is the class's.

        Args:
          node_def: the failed op's NodeDef, or None.
          op: the failed `Operation`, or None.
          message: what went wrong.
          path, record, offset, index: where it went wrong, as the attributes of `OpError` say.
        """
        super().__init__(node_def, op, message, self._code, path=path, record=record, offset=offset, index=index)


class CancelledError(_StatusError):
    """The step was cancelled: its queue or session closed."""

    _code = CANCELLED


class UnknownError(_StatusError):
    """A failure that no other class describes."""

    _code = UNKNOWN

    def __init__(self, node_def: Any, op: Any, message: str, error_code: int = UNKNOWN, **place: Any) -> None:
        """The arguments are those of `OpError`; `place` is where it went wrong.

        Args:
          node_def: the failed op's NodeDef, or None.
          op: the failed `Operation`, or None.
          message: what went wrong.
          error_code: the status code, 2 by default.
          place: `path`, `record`, `offset` and `index`.
        """
        super().__init__(node_def, op, message, **place)
        self._error_code = error_code


class InvalidArgumentError(_StatusError, ValueError):
    """An op received a bad argument; a field or a record does not have the form asked for."""

    _code = INVALID_ARGUMENT


class DeadlineExceededError(_StatusError):
    """The time limit of a step passed."""

    _code = DEADLINE_EXCEEDED


class NotFoundError(_StatusError, FileNotFoundError):
    """A file or another entity does not exist."""

    _code = NOT_FOUND


class AlreadyExistsError(_StatusError, FileExistsError):
    """There is a file of that name, or another entity that was to be made."""

    _code = ALREADY_EXISTS


class PermissionDeniedError(_StatusError, PermissionError):
    """The caller may not do this."""

    _code = PERMISSION_DENIED


class ResourceExhaustedError(_StatusError):
    """Memory or disk space ran out, too many files are open, or a size is beyond its limit."""

    _code = RESOURCE_EXHAUSTED


class FailedPreconditionError(_StatusError):
    """The system is not in the state that the op needs: the path is a directory, a file was closed before."""

    _code = FAILED_PRECONDITION


class AbortedError(_StatusError):
    """The step was aborted."""

    _code = ABORTED


class OutOfRangeError(_StatusError):
    """The input has ended: a closed queue has too few elements, a file is read through or ends too early.

    Example:
      >>> queue = tf.FIFOQueue(3, tf.int32, [()])
      >>> with tf.Session() as sess:
      ...     sess.run(queue.close())
      ...     try:
      ...         sess.run(queue.dequeue())
      ...     except tf.errors.OutOfRangeError:
      ...         print("no more")
      no more
    """

    _code = OUT_OF_RANGE


class UnimplementedError(_StatusError):
    """The op does not support this, or a file has a form that this library does not read."""

    _code = UNIMPLEMENTED


class InternalError(_StatusError):
    """Something that must hold does not."""

    _code = INTERNAL


class UnavailableError(_StatusError):
    """The service is not available now."""

    _code = UNAVAILABLE


class DataLossError(_StatusError):
    """The bytes are damaged: a checksum differs, the file ends inside a record, decompression fails."""

    _code = DATA_LOSS


class UnauthenticatedError(_StatusError):
    """The caller has no valid credentials."""

    _code = UNAUTHENTICATED


class TornFileWarning(UserWarning):
    """A file ends in bytes that make no whole record, or in the midst of its compressed data."""


_CLASSES: dict[int, type[_StatusError]] = {kind._code: kind for kind in _StatusError.__subclasses__()}


def exception_type_from_error_code(error_code: int) -> type[OpError]:
    """The class for a status code.

    Args:
      error_code: an int from 1 to 16.

    Returns:
      A subclass of OpError.

    Raises:
      KeyError: a code that has none.
    """
    return _CLASSES[error_code]


def error_code_from_exception_type(cls: type[OpError]) -> int:
    """The status code of a class.

    Args:
      cls: a class of `tf.errors`.

    Returns:
      int.

    Raises:
      KeyError: a class that is none of these.
    """
    return {kind: code for code, kind in _CLASSES.items()}[cls]  # type: ignore[index]
