"""Readers in a graph: the ops that all readers share, and ReaderBase. A kind of reader is a file beside this one.

A kind is a class without a graph that opens files (`base.Reader`), its op (`reader_op`), and the class of programs:

    class TextLines(Reader):
        def __init__(self, name, skip_header_lines=0): ...
        def open(self, path): ...

    TEXT_LINES = reader_op("TextLineReaderV2", TextLines, "skip_header_lines: int = 0")

    class TextLineReader(ReaderBase):
        def __init__(self, skip_header_lines=None, name=None):
            super().__init__(TEXT_LINES(skip_header_lines=skip_header_lines or 0, name=name))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.records import Records
from headrace.graph.core.op import Op, stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.shape import scalar
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BLOCKING, RESOURCE
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types import dtypes, errors
from headrace.graph.types.static_shapes import StaticShape, with_rank
from headrace.graph.types.texts import text_scalar

from ..bad_records.asking import Bad
from ..bad_records.policy import in_force_at, note_in_force
from ..queues import Queue
from ..queues.ops import queue_behind
from .base import Reader
from .leases import ReaderLease

READER_OPS: set[Op] = set()
"""Every op whose value is a reader."""


def reader_op(type: str, plain: Callable[..., Reader], attributes: str = "") -> Op:
    """An op whose value is a reader of the session.

    Args:
      type: the op's type.
      plain: the reader's class; it is called with what messages call the reader, and the attributes as keywords.
      attributes: in the language of `signature`, those beside `container` and `shared_name`.
    """
    all_attributes = ", ".join(filter(None, [attributes, "container: string = '', shared_name: string = ''"]))
    definition = stateful_op(type, "-> reader_handle: resource", all_attributes, traits=RESOURCE, shape=scalar)

    @definition.bind
    def _reader(op: Operation, session: Any) -> Callable[[], Reader]:
        settings = {name: op.get_attr(name) for name in definition.attributes if name not in ("container", "shared_name")}

        def made() -> Reader:
            reader = plain(f"{type.removesuffix('V2')} '{op.name}'", **settings)
            reader.bad.made_under(Bad(in_force_at(op)))
            return reader

        return lambda: session.contained(op.get_attr("container"), key_of(op), made)

    READER_OPS.add(definition)
    return definition


def key_of(op: Operation) -> tuple[str, ...]:
    """What tells the reader of an op from the other resources of its session."""
    return ("reader", op.get_attr("container"), op.get_attr("shared_name") or op.name)


def reader_of(op: Operation, session: Any) -> Reader:
    """The reader of a session that an op's first input stands for."""
    """The reader of a session that an op's first input stands for."""
    handle = op.inputs[0].op
    return handle.definition.kernel_of(handle, session)[0]()


def _names_queue(op: Operation, session: Any) -> Queue:
    """The queue that an op's second input stands for: its elements must be single strings.

    Raises:
      InvalidArgumentError: they are something else.
    """
    queue = queue_behind(op.inputs[1], session)
    if queue is None:
        handle = op.inputs[1].op
        raise errors.InvalidArgumentError(None, op, f"{handle.name!r} is a {handle.type}, not a queue of file names")
    types = [dtype.name for dtype in queue.signature.dtypes]
    if types != ["string"]:
        raise errors.InvalidArgumentError(
            None, op, f"{op.name!r} needs a queue of file names (one string), but {queue.name!r} holds {types}"
        )
    return queue


# -- reading -----------------------------------------------------------------------------------------------------------

READ = stateful_op(
    "ReaderReadV2",
    "reader_handle: resource, queue_handle: resource -> key: string, value: string",
    traits=BLOCKING,
    record_key_output=lambda op: op.outputs[0],
)


@READ.shape
def _read_shape(op: Operation) -> list[StaticShape]:
    return [(), ()]


@READ.bind
def _read(op: Operation, session: Any) -> Callable[..., tuple]:
    reader, queue = reader_of(op, session), _names_queue(op, session)

    def read(run: RunContext, reader_handle: Any, queue_handle: Any) -> tuple:
        key, value = reader.read(queue, run)
        return text_scalar(key), text_scalar(value)

    return read


@READ.source
def _read_block(op: Operation, session: Any) -> _ReaderSource:
    return _ReaderSource(reader_of(op, session), _names_queue(op, session), bool(op.outputs[0].consumers()))


class _ReaderSource:
    """A reader as the beginning of a block."""

    def __init__(self, reader: Reader, queue: Queue, with_keys: bool) -> None:
        self.reader = reader
        self._queue = queue
        self._with_keys = with_keys

    def wait_ready(self, run: RunContext) -> None:
        self.reader.wait_ready(self._queue, run)

    def lease(self, limit: int) -> ReaderLease:
        lease = self.reader.lease(limit, self._queue)
        lease.columns = self.columns_of(lease.records)
        return lease

    def columns_of(self, records: Records) -> tuple[Any, Records]:
        """What the op gives of records."""
        return records.keys() if self._with_keys else None, records


READ_UP_TO = stateful_op(
    "ReaderReadUpToV2",
    "reader_handle: resource, queue_handle: resource, num_records: int64 -> keys: string, values: string",
    traits=BLOCKING,
)


@READ_UP_TO.shape
def _read_up_to_shape(op: Operation) -> list[StaticShape]:
    with_rank(op.inputs[2].static_shape, 0)
    return [(None,), (None,)]


@READ_UP_TO.bind
def _read_up_to(op: Operation, session: Any) -> Callable[..., tuple]:
    reader, queue = reader_of(op, session), _names_queue(op, session)

    def read_up_to(run: RunContext, reader_handle: Any, queue_handle: Any, num_records: Any) -> tuple:
        records = reader.read_up_to(queue, int(num_records), run)
        return records.keys(), records.to_array()

    return read_up_to


# -- asking and setting ------------------------------------------------------------------------------------------------


def _question(type: str, signature: str, answer: Callable[..., Any]) -> Op:
    definition = stateful_op(type, signature)

    @definition.shape
    def _shape(op: Operation) -> list[StaticShape]:
        for tensor in op.inputs:
            with_rank(tensor.static_shape, 0)
        return [()] * len(op.outputs)

    @definition.bind
    def _ask(op: Operation, session: Any) -> Callable[..., Any]:
        reader = reader_of(op, session)
        return lambda handle, *arguments: answer(reader, *arguments)

    return definition


NUM_RECORDS_PRODUCED = _question(
    "ReaderNumRecordsProducedV2",
    "reader_handle: resource -> records_produced: int64",
    lambda reader: np.int64(reader.records_produced),
)
NUM_WORK_UNITS_COMPLETED = _question(
    "ReaderNumWorkUnitsCompletedV2",
    "reader_handle: resource -> units_completed: int64",
    lambda reader: np.int64(reader.work_units_completed),
)
SERIALIZE_STATE = _question(
    "ReaderSerializeStateV2",
    "reader_handle: resource -> state: string",
    lambda reader: text_scalar(reader.serialize_state()),
)
RESTORE_STATE = _question(
    "ReaderRestoreStateV2",
    "reader_handle: resource, state: string ->",
    lambda reader, state: reader.restore_state(state[()]),
)
RESET = _question("ReaderResetV2", "reader_handle: resource ->", lambda reader: reader.reset())


# -- the class of programs ---------------------------------------------------------------------------------------------


@export("ReaderBase")
class ReaderBase:
    """A reader in a graph; see TextLineReader and the like.

    Args:
      reader_ref: the tensor that stands for the reader.
      supports_serialize: whether its state can be serialized.
    """

    def __init__(self, reader_ref: Tensor, supports_serialize: bool = False) -> None:
        note_in_force(reader_ref.op)
        self._reader_ref = reader_ref
        self._supports_serialize = supports_serialize

    @property
    def reader_ref(self) -> Tensor:
        """The tensor that stands for the reader."""
        return self._reader_ref

    @property
    def supports_serialize(self) -> bool:
        """Whether `serialize_state` and `restore_state` work."""
        return self._supports_serialize

    def read(self, queue: Any, name: str | None = None) -> tuple[Tensor, Tensor]:
        """The next record: scalar strings (key, value).

        Args:
          queue: a queue of file names (or its handle), such as `string_input_producer` gives.

        Raises:
          OutOfRangeError: (when run) the queue is closed and empty.
          NotFoundError, DataLossError...: (when run) the file cannot be read.
        """
        key, value = _read_from(READ, self._reader_ref, queue, name=name)
        return key, value

    def read_up_to(self, queue: Any, num_records: Any, name: str | None = None) -> tuple[Tensor, Tensor]:
        """Up to `num_records` records of one file, by the names in `queue`.

        Returns:
          string vectors (keys, values) of equal length, at least 1.
        """
        keys, values = _read_from(READ_UP_TO, self._reader_ref, queue, num_records, name=name)
        return keys, values

    def num_records_produced(self, name: str | None = None) -> Tensor:
        """int64 scalar: how many records the reader has given in this session."""
        return NUM_RECORDS_PRODUCED(self._reader_ref, name=name)

    def num_work_units_completed(self, name: str | None = None) -> Tensor:
        """int64 scalar: how many files it has read through."""
        return NUM_WORK_UNITS_COMPLETED(self._reader_ref, name=name)

    def serialize_state(self, name: str | None = None) -> Tensor:
        """Scalar string: the reader's state. UnimplementedError when run, unless `supports_serialize`."""
        return SERIALIZE_STATE(self._reader_ref, name=name)

    def restore_state(self, state: Any, name: str | None = None) -> Operation:
        """An op that goes on from `state`, a string scalar that `serialize_state` gave."""
        return RESTORE_STATE(self._reader_ref, state, name=name)

    def reset(self, name: str | None = None) -> Operation:
        """An op after which the reader is as new."""
        return RESET(self._reader_ref, name=name)


def _read_from(op: Op, reader_ref: Tensor, queue: Any, *arguments: Any, name: str | None) -> Any:
    try:
        return op(reader_ref, queue if isinstance(queue, Tensor) else queue.queue_ref, *arguments, name=name)
    except (AttributeError, TypeError) as error:
        if hasattr(queue, "queue_ref") or (isinstance(queue, Tensor) and queue.dtype is dtypes.resource):
            raise
        told = f"{error}".rstrip(".")
        raise type(error)(
            f"{told}; a reader takes a queue of file names: string_input_producer(['a.csv']) makes one"
        ) from error
