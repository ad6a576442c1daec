"""assert_shapes: sizes of several tensors that are given, or the same wherever one name stands for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.default_graph_functions import control_dependencies
from ...core.operation import Operation
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from .ranks import assert_rank, assert_rank_at_least, assert_rank_in


class _Wanted(NamedTuple):
    """A tensor, its sizes (ints, tensors where they are not known), and what they, or the last of them, are to be."""

    tensor: Tensor
    sizes: Any
    symbols: tuple
    of_last: bool


@export("debugging.assert_shapes")
def assert_shapes(
    shapes: Mapping[Any, Any] | Iterable[tuple[Any, Any]],
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless tensors have the shapes given, in which names stand for sizes that are the same.

    Args:
      shapes: a dict, or pairs, of tensors and their shapes. A shape is a sequence, or a string of one letter per axis: of ints
        (or what `int` takes), None or "." for any size, and names of sizes; "*" or Ellipsis in the first place stands for any
        axes. A scalar passes for a vector of one element.
      data: what the error shows; sizes and shapes by default.
      summarize: how many elements of each.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on; one that does nothing where all is known and right.

    Raises:
      ValueError: a shape is known and another, or no shape. InvalidArgumentError: (when run) it is another.

    Example:
      >>> x, y = tf.zeros([3, 2]), tf.zeros([3])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.debugging.assert_shapes({x: ("n", 2), y: ("n",)}))
    """
    message = message or ""
    pairs = shapes.items() if isinstance(shapes, Mapping) else shapes
    with name_scope(name, "assert_shapes", [shapes, data]):
        tensors = [(convert_to_tensor(x), shape) for x, shape in pairs if shape is not None]
        wanted = [_wanted(tensor, shape, message) for tensor, shape in tensors]
        told = {"data": data, "summarize": summarize, "message": message, "name": name}
        ranks = [check for one in wanted if (check := _rank_check(one, told)) is not None]
        sizes = _size_checks(wanted, data, summarize, message)
        with control_dependencies(ranks):
            return ops.group(*sizes)


def _wanted(tensor: Tensor, shape: Any, message: str) -> _Wanted:
    if not hasattr(shape, "__iter__") and not hasattr(shape, "__getitem__"):
        raise ValueError(
            f"{message}.  Tensor {tensor.name}.  Specified shape must be an iterable.  An iterable has the attribute "
            f"`__iter__` or `__getitem__`.  Received specified shape: {shape}"
        )
    symbols = tuple(shape)
    of_last = False
    for place, symbol in enumerate(symbols):
        if symbol is Ellipsis or symbol == "*":
            if place:
                raise ValueError(
                    f"{message}.  Tensor {tensor.name} specified shape index {place}.  Symbol `...` or `*` for a variable "
                    "number of unspecified dimensions is only allowed as the first entry"
                )
            of_last = True
    return _Wanted(tensor, _sizes(tensor), symbols[of_last:] or (1,), of_last)


def _sizes(tensor: Tensor) -> Any:
    whole, known = ops.shape(tensor), tensor.static_shape
    if known is None:
        missing = ops.maximum(1 - ops.rank(tensor), 0)
        return ops.concat([whole, ops.ones(ops.reshape(missing, [1]), whole.dtype)], 0)
    return [whole[k] if size is None else size for k, size in enumerate(known)] if known else (1,)


def _rank_check(wanted: _Wanted, told: dict[str, Any]) -> Operation | None:
    count = len(wanted.symbols)
    if wanted.of_last:
        return assert_rank_at_least(wanted.tensor, count, **told) if count > 1 else None
    if count == 1:
        return assert_rank_in(wanted.tensor, [0, 1], **told)
    return assert_rank(wanted.tensor, count, **told)


def _number(size: Any) -> int | None:
    try:
        return int(size)
    except (TypeError, ValueError):
        return None


def _size_checks(wanted: list[_Wanted], data: Any, summarize: int | None, message: str) -> list[Operation]:
    """Operations that check what is not known; raises for what is known and wrong."""
    checks: list[Operation] = []
    named: dict[Any, tuple[Any, str]] = {}
    for tensor, sizes, symbols, of_last in wanted:
        for place, symbol in enumerate(symbols):
            if symbol is None or symbol == ".":
                continue
            axis = place - len(symbols) if of_last else place
            size, given = sizes[axis], _number(symbol)
            if given is None and symbol not in named:
                named[symbol] = size, f"Specified by tensor {tensor.name} dimension {axis}"
                continue
            right, by = named[symbol] if given is None else (given, "Specified explicitly")
            if isinstance(size, Tensor) or isinstance(right, Tensor):
                holds = ops.equal(convert_to_tensor(size), convert_to_tensor(right))
                told = [message, by, f"Tensor {tensor.name} dimension", axis, "must have size", right, "Received shape: "]
                shown = [*told, ops.shape(tensor)] if data is None else data
                checks.append(ops.Assert(holds, shown, summarize=summarize))
            elif size != right:
                raise ValueError(
                    f"{message}.  {by}.  Tensor {tensor.name} dimension {axis} must have size {right}.  Received size {size}, "
                    f"shape {tensor.shape}"
                )
    return checks
