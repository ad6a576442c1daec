"""map_fn, scan, foldl, foldr: functions applied to the rows of tensors, one row after the other.

Source of names, signatures and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.constants import constant
from ..core.scopes.name_scope import name_scope
from ..core.structures import assert_same_structure, flat, packed
from ..core.tensor import Tensor
from ..ops.sparse.sparse_tensor import SparseTensor
from ..types.likes import Initializer
from ..types.shapes import TensorShape
from .tensor_array import TensorArray
from .while_loop import while_loop


@export("map_fn")
def map_fn(
    fn: Callable[[Any], Any],
    elems: Any,
    dtype: Any = None,
    parallel_iterations: int | None = None,
    back_prop: bool = True,
    swap_memory: bool = False,
    infer_shape: bool = True,
    name: str | None = None,
) -> Any:
    """What `fn` makes of each row of `elems`, along a new first axis.

    Args:
      fn: gets the rows in the structure of `elems`, returns tensors in the structure of `dtype`.
      elems: a tensor, or a nested structure of some, that have the same first dimension.
      dtype: the types of what `fn` returns, in its structure; those of `elems` by default.
      parallel_iterations, swap_memory: accepted; see `while_loop`.
      back_prop: whether gradients are wanted.
      infer_shape: what `fn` returns has the same shape for all rows.

    Returns:
      What `fn` returns, in the structure of `dtype`, along a first axis as long as that of `elems`.

    Raises:
      TypeError: `fn` is not callable, `elems` is sparse, or `fn` returns another structure.
      ValueError: `elems` are scalars, their first dimensions differ, or `fn` returns a structure of other length.
    """
    if not callable(fn):
        raise TypeError("fn must be callable.")
    if isinstance(elems, SparseTensor):
        raise TypeError(
            "To perform a map on the values of a sparse tensor use either  SparseTensor(input.indices, fn(input.values), "
            "input.dense_shape) or  SparseTensor(input.indices, map_fn(fn, input.values), input.dense_shape)"
        )
    leaves = flat(elems)
    with name_scope(name, "map", leaves):
        tensors = _tensors(leaves)
        if dtype is None:
            dtype = packed(elems, iter([tensor.dtype.base_dtype for tensor in tensors]))
        if tensors[0].shape.ndims == 0:
            if len(tensors) == 1:
                raise ValueError("elems must be a 1+ dimensional Tensor, not a scalar")
            raise ValueError("elements in elems must be 1+ dimensional Tensors, not scalars")
        count = _rows(tensors[0])
        sources = [TensorArray(tensor.dtype, count) for tensor in tensors]
        sources = [array.unstack(tensor) for array, tensor in zip(sources, tensors, strict=True)]
        first = constant(0)
        results = [TensorArray(kind, count, infer_shape=infer_shape) for kind in flat(dtype)]

        def body(index: Tensor, arrays: list[TensorArray]) -> tuple:
            result = fn(packed(elems, iter([source.read(index) for source in sources])))
            assert_same_structure(dtype, result)
            return index + 1, _written(arrays, index, flat(result))

        _, results = while_loop(
            lambda index, _: index < count,
            body,
            (first, results),
            parallel_iterations=parallel_iterations or 10,
            back_prop=back_prop,
            swap_memory=swap_memory,
            maximum_iterations=count,
        )
        return packed(dtype, iter(_stacked(results, tensors)))


@export("scan")
def scan(
    fn: Callable[[Any, Any], Any],
    elems: Any,
    initializer: Initializer | None = None,
    parallel_iterations: int = 10,
    back_prop: bool = True,
    swap_memory: bool = False,
    infer_shape: bool = True,
    reverse: bool = False,
    name: str | None = None,
) -> Any:
    """All that `fn` makes of what it made of the rows before and the next row, along a new first axis.

    Args:
      fn: gets what it returned last, in the structure of `initializer`, and a row, in that of `elems`.
      elems: a tensor, or a nested structure of some, that have the same first dimension.
      initializer: what stands for the result before the first row; the first row itself by default.
      parallel_iterations, swap_memory: accepted; see `while_loop`.
      back_prop: whether gradients are wanted.
      infer_shape: what `fn` returns has the same shape for all rows.
      reverse: begin with the last row; the results stand where their rows do.

    Returns:
      What `fn` returns, in the structure of `initializer`, along a first axis as long as that of `elems`.

    Raises:
      TypeError: `fn` is not callable, or returns another structure or type than it has to.
      ValueError: the first dimensions of `elems` differ, or `fn` returns a structure of other length or other shapes.
    """
    if not callable(fn):
        raise TypeError("fn must be callable.")
    leaves = flat(elems)
    like = elems if initializer is None else initializer
    with name_scope(name, "scan", leaves):
        tensors = _tensors(leaves)
        count = tensors[0].shape[0].value
        if count is None:
            count = ops.shape(tensors[0])[0]
        sources = [TensorArray(tensor.dtype, count, element_shape=tensor.shape[1:]) for tensor in tensors]
        sources = [array.unstack(tensor) for array, tensor in zip(sources, tensors, strict=True)]
        if initializer is None:
            begun, state = 1, [source.read(count - 1 if reverse else 0) for source in sources]
        else:
            begun, state = 0, [convert_to_tensor(value) for value in flat(initializer)]
        results = [
            TensorArray(value.dtype, count, element_shape=value.shape if infer_shape else None, infer_shape=infer_shape)
            for value in state
        ]
        if initializer is None:
            results = [array.write(count - 1 if reverse else 0, value) for array, value in zip(results, state, strict=True)]

        def body(index: Tensor, state: list[Tensor], arrays: list[TensorArray]) -> tuple:
            rows = packed(elems, iter([source.read(index) for source in sources]))
            result = fn(packed(like, iter(state)), rows)
            assert_same_structure(like, result)
            values = flat(result)
            written = _written(arrays, index, values)
            return index - 1 if reverse else index + 1, values, written

        _, _, results = while_loop(
            (lambda index, *_: index >= 0) if reverse else (lambda index, *_: index < count),
            body,
            (count - 1 - begun if reverse else begun, state, results),
            parallel_iterations=parallel_iterations,
            back_prop=back_prop,
            swap_memory=swap_memory,
            maximum_iterations=count,
        )
        return packed(like, iter(_stacked(results, tensors)))


@export("foldl")
def foldl(
    fn: Callable[[Any, Any], Any],
    elems: Any,
    initializer: Initializer | None = None,
    parallel_iterations: int = 10,
    back_prop: bool = True,
    swap_memory: bool = False,
    name: str | None = None,
) -> Any:
    """What `fn` makes at last of what it made of the rows before and the next row, from the first row to the last.

    Args:
      fn: gets what it returned last, in the structure of `initializer`, and a row, in that of `elems`.
      elems: a tensor, or a nested structure of some, that have the same first dimension.
      initializer: what stands for the result before the first row; the first row itself by default.
      parallel_iterations, swap_memory: accepted; see `while_loop`.
      back_prop: whether gradients are wanted.

    Returns:
      What `fn` returned for the last row, in the structure of `initializer`.

    Raises:
      TypeError: `fn` is not callable.
    """
    options = {"parallel_iterations": parallel_iterations, "back_prop": back_prop, "swap_memory": swap_memory}
    return _folded(fn, elems, initializer, False, name, options)


@export("foldr")
@documented_by(foldl)
def foldr(
    fn: Callable[[Any, Any], Any],
    elems: Any,
    initializer: Initializer | None = None,
    parallel_iterations: int = 10,
    back_prop: bool = True,
    swap_memory: bool = False,
    name: str | None = None,
) -> Any:
    """`foldl` from the last row to the first."""
    options = {"parallel_iterations": parallel_iterations, "back_prop": back_prop, "swap_memory": swap_memory}
    return _folded(fn, elems, initializer, True, name, options)


def _folded(
    fn: Callable[[Any, Any], Any], elems: Any, initializer: Any, backwards: bool, name: str | None, options: dict[str, Any]
) -> Any:
    if not callable(fn):
        raise TypeError("fn must be callable.")
    with name_scope(name, "foldr" if backwards else "foldl", [elems]):
        count, sources = _sources(elems)
        if initializer is None:
            last = count - 1 if backwards else 0
            state = _read(elems, sources, last)
            first = last if backwards else constant(1)
        else:
            first, state = count if backwards else constant(0), initializer

        def body(index: Tensor, state: Any) -> list:
            if backwards:
                index -= 1
            state = fn(state, _read(elems, sources, index))
            return [index if backwards else index + 1, state]

        def goes_on(index: Tensor, _: Any) -> Tensor:
            return index > 0 if backwards else index < count

        return while_loop(goes_on, body, [first, state], maximum_iterations=count, **options)[1]


def _tensors(leaves: Sequence[Any]) -> list[Tensor]:
    return [convert_to_tensor(leaf, name="elem") for leaf in leaves]


def _rows(tensor: Tensor) -> Any:
    """How many rows there are: a number where that is known, and is not 0."""
    return tensor.shape[0].value or ops.shape(tensor)[0]


def _sources(elems: Any) -> tuple[Any, list[TensorArray]]:
    """How many rows folding goes through, and arrays of them."""
    leaves = flat(elems)
    count = _rows(_tensors(leaves)[0])
    return count, [TensorArray(leaf.dtype, count).unstack(leaf) for leaf in leaves]


def _read(elems: Any, sources: Sequence[TensorArray], index: Any) -> Any:
    return packed(elems, iter([source.read(index) for source in sources]))


def _written(arrays: Sequence[TensorArray], index: Tensor, values: Sequence[Any]) -> list[TensorArray]:
    return [array.write(index, value) for array, value in zip(arrays, values, strict=True)]


def _stacked(arrays: Sequence[TensorArray], elems: Sequence[Tensor]) -> list[Tensor]:
    """All that was written, of as many rows as `elems` have. Raises ValueError where they differ in that."""
    results = [array.stack() for array in arrays]
    count = elems[0].shape.with_rank_at_least(1)[0]
    for tensor in elems[1:]:
        count.merge_with(tensor.shape.with_rank_at_least(1)[0])
    for result in results:
        result.set_shape(TensorShape([count]).concatenate(result.shape[1:]))
    return results
