"""Control: operations run for what they do or for their order rather than for a value."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.forks import renewed

from ... import ops
from ...core.build import convert_n_to_tensor, convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op, stateful_op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import CHECKS, INFALLIBLE, KEEPS_SLICES
from ...types.dtypes import int32, string
from ...types.errors import invalid
from ...types.likes import TensorLike
from ..sparse.indexed_slices import IndexedSlices

NO_OP = Op("NoOp", "->", traits=INFALLIBLE, kernel=lambda: None, batch=PER_RECORD, gradient=NO_GRADIENT)


@export("no_op")
def no_op(name: str | None = None) -> Operation:
    """An operation that does nothing; others can be made to wait for what it waits for.

    Returns:
      an Operation.
    """
    return NO_OP(name=name)


@export("group")
def group(*inputs: Any, name: str = "group_deps", **kwargs: Any) -> Operation:
    """An operation that has run when all inputs have.

    Those on several devices are gathered on each of them first.

    Args:
      inputs: tensors, operations, nested lists of them.
      kwargs: none are taken.

    Returns:
      an Operation.

    Raises:
      TypeError: an input is neither.
      ValueError: a keyword other than `name`.

    Example:
      >>> x, y = tf.Variable(0), tf.Variable(0)
      >>> both = tf.group(x.assign(1), y.assign(2))
      >>> with tf.Session() as sess:
      ...     sess.run(both)
      ...     [value.item() for value in sess.run([x, y])]
      [1, 2]
    """
    if kwargs:
        raise ValueError(f"Unknown keyword arguments: {', '.join(kwargs)}")
    by_device: dict[str, dict[Operation, None]] = {}
    for operation in _operations(inputs):
        by_device.setdefault(operation.device, {})[operation] = None
    with get_default_graph().name_scope(name) as scope:
        if len(by_device) == 1:
            ((device, operations),) = by_device.items()
            return _gathered(operations, device, scope)
        parts = [_gathered(by_device[device], device) for device in sorted(by_device)]
        return _gathered(parts, "", scope)


def _gathered(operations: Iterable[Operation], device: str, name: str | None = None) -> Operation:
    graph = get_default_graph()
    with graph.control_dependencies(operations), graph.device(device) if device else contextlib.nullcontext():
        return no_op(name=name)


def _operations(inputs: Any) -> Any:
    for item in inputs:
        if item is None:
            continue
        if isinstance(item, (list, tuple)):
            yield from _operations(item)
        elif isinstance(item, Operation):
            yield item
        elif isinstance(item, (Tensor, IndexedSlices)) or hasattr(item, "_as_graph_element"):
            yield item.op
        else:
            raise TypeError(f"Expected tf.group() expected Tensor arguments not '{item}' with type '{type(item)}'")


@export("python.ops.control_flow_ops.with_dependencies")
def with_dependencies(dependencies: Sequence[Any], output_tensor: Any, name: str | None = None) -> Any:
    """`output_tensor`, available once `dependencies` have run.

    Args:
      dependencies: operations and tensors to wait for.
      output_tensor: tensor or IndexedSlices.

    Returns:
      like `output_tensor`.
    """
    graph = get_default_graph()
    with graph.name_scope(name or "control_dependency") as scope, graph.control_dependencies(dependencies):
        if isinstance(output_tensor, IndexedSlices):
            return IndexedSlices(
                ops.identity(output_tensor.values, name=scope), output_tensor.indices, output_tensor.dense_shape
            )
        tensor = convert_to_tensor(output_tensor)
        with graph.colocate_with(tensor):
            return ops.identity(tensor, name=scope)


@export("tuple")
def tuple_(tensors: Sequence[Any], name: str | None = None, control_inputs: Sequence[Any] | None = None) -> list:
    """The tensors, none of which is available before all are.

    Args:
      tensors: tensors, IndexedSlices or None, which stays.
      control_inputs: operations to wait for besides.

    Returns:
      a list of as many tensors, of the same shapes and dtypes; None for None.

    Raises:
      ValueError: there is no tensor among them.
      TypeError: a control input is neither a tensor nor an operation.
    """
    with get_default_graph().name_scope(name or "tuple"):
        operations = [item.op for item in tensors if item is not None]
        if not operations:
            raise ValueError(f"Must have at least one Tensor: {tensors}")
        gate = group(*operations, *(control_inputs or ()))
        return [None if item is None else with_dependencies([gate], item) for item in tensors]


# -- Assert ------------------------------------------------------------------------------------------------------------

ASSERT = Op(
    "Assert",
    "condition: bool, data: list(T) ->",
    "T: list(type) >= 1, summarize: int = 3",
    traits=CHECKS,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@ASSERT.kernel
def _assert(condition: Any, data: Sequence[Any], summarize: int) -> None:
    if not condition:
        shown = " ".join(f"[{_summarized(value, summarize)}]" for value in data)
        raise invalid(f"assertion failed: {shown}")


def _summarized(value: Any, most: int) -> str:
    """The first elements of an array, nested as TensorFlow prints them."""
    array = np.asarray(value)
    if array.ndim == 0:
        return _text(array[()])
    if most < 0:
        most = array.size
    flat = (
        [_text(item) for item in array.reshape(-1)[:most].tolist()]
        if array.dtype == object
        else [_text(item) for item in array.reshape(-1)[:most]]
    )
    if array.ndim == 1:
        return " ".join(flat) + ("..." if array.size > most else "")
    shown = " ".join(flat)
    return f"[{shown}{'...' if array.size > most else ''}]"


def _text(item: Any) -> str:
    if isinstance(item, bytes):
        return item.decode(errors="backslashreplace")
    if isinstance(item, np.bool_):
        return str(int(item))
    if isinstance(item, np.floating):
        return f"{item:g}"
    return str(item)


@export("Assert", "debugging.Assert")
def Assert(condition: TensorLike, data: Sequence[Any], summarize: int | None = None, name: str | None = None) -> Operation:
    """An operation that fails unless `condition` holds.

    Args:
      condition: bool scalar.
      data: tensors that the error shows.
      summarize: how many elements of each, 3 by default.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      InvalidArgumentError: (when run) `assertion failed: ...`.
      TypeError: `condition` is not bool.
    """

    def checked() -> Operation:
        return ASSERT(condition, list(data), summarize=3 if summarize is None else summarize, name="Assert")

    with get_default_graph().name_scope(name or "Assert"):
        # TensorFlow's graph has these constants beside those of the operation itself.
        kinds = {convert_to_tensor(item).dtype.base_dtype for item in data}
        if kinds <= {string, int32}:
            return checked()
        condition = convert_to_tensor(condition, name="Condition")
        return ops.cond(condition, no_op, checked, name="AssertGuard").op


# -- Print -------------------------------------------------------------------------------------------------------------

PRINT = stateful_op(
    "Print",
    "input: T, data: list(U) -> output: T",
    "U: list(type) >= 0, message: string = '', first_n: int = -1, summarize: int = 3",
    traits=KEEPS_SLICES,
    aliases=(0,),
    shape=same_as_first,
    gradient=lambda op, dy: [dy, *[None] * (len(op.inputs) - 1)],
)


@PRINT.bind
def _print(op: Operation, session: Any) -> Callable[..., Any]:
    message, first_n, summarize = (op.get_attr(name) for name in ("message", "first_n", "summarize"))
    counter = session.resource(("printed", op.name), _Counter)

    def show(value: Any, data: Sequence[Any]) -> Any:
        if first_n < 0 or counter.next() <= first_n:
            shown = "".join(f"[{_summarized(item, summarize)}]" for item in data)
            print(f"{message}{shown}", file=sys.stderr)
        return value

    return show


class _Counter:
    """How often an operation has run; counts from 1."""

    def __init__(self) -> None:
        self._lock = renewed(threading.Lock())
        self._count = 0  # guarded by _lock

    def next(self) -> int:
        with self._lock:
            self._count += 1
            return self._count


@export("Print")
def Print(
    input_: TensorLike,
    data: Sequence[Any],
    message: str | None = None,
    first_n: int | None = None,
    summarize: int | None = None,
    name: str | None = None,
) -> Tensor:
    """`input_`, printing `data` to standard error whenever it is evaluated.

    Args:
      input_: tensor of any shape and dtype.
      data: list of tensors to print.
      message: printed before.
      first_n: print only so many times.
      summarize: how many elements of each tensor, 3 by default.

    Returns:
      shape and dtype of `input_`.

    Raises:
      TypeError, ValueError: `data` has what no tensor is made of.
    """
    return PRINT(
        input_,
        list(convert_n_to_tensor(data, name="data")),
        message=message or "",
        first_n=-1 if first_n is None else first_n,
        summarize=3 if summarize is None else summarize,
        name=name,
    )
