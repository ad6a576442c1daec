"""string_split and reduce_join: from strings to their pieces and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel, shifted_axis
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import OutOfRangeError, UnimplementedError, invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank
from ..math.reduce import reduced_shape
from ..sparse.sparse_tensor import SparseTensor

# -- string_split ------------------------------------------------------------------------------------------------------

STRING_SPLIT = Op(
    "StringSplit",
    "input: string, delimiter: string -> indices: int64, values: string, shape: int64",
    "skip_empty: bool = true",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@STRING_SPLIT.shape
def _string_split_shape(op: Operation) -> list[StaticShape]:
    with_rank(op.inputs[0].static_shape, 1)
    with_rank(op.inputs[1].static_shape, 0)
    return [(None, 2), (None,), (2,)]


@STRING_SPLIT.kernel
def _string_split(input: Any, delimiter: Any, skip_empty: bool) -> tuple:
    if np.ndim(input) != 1 or np.ndim(delimiter):
        raise invalid(f"input must be a vector and delimiter a scalar, got shapes: {np.shape(input)} and {np.shape(delimiter)}")
    cut = _cutter(np.asarray(delimiter, object).item(), skip_empty)
    rows = [cut(text) if text else [] for text in input.tolist()]
    return _as_sparse(rows)


def _as_sparse(rows: list[list[bytes]]) -> tuple:
    lengths = np.array([len(row) for row in rows], np.int64)
    total = int(lengths.sum())
    starts = np.cumsum(lengths) - lengths
    indices = np.stack([np.repeat(np.arange(len(rows)), lengths), np.arange(total) - np.repeat(starts, lengths)], axis=1)
    values = np.empty(total, object)
    values[:] = [piece for row in rows for piece in row]
    return indices, values, np.array([len(rows), lengths.max(initial=0)], np.int64)


def _cutter(delimiter: bytes, skip_empty: bool) -> Callable[[bytes], list[bytes]]:
    if not delimiter:
        return lambda text: [text[k : k + 1] for k in range(len(text))]
    split = re.compile(b"[" + re.escape(delimiter) + b"]").split
    if skip_empty:
        return lambda text: [piece for piece in split(text) if piece]
    return split


@export("string_split")
def string_split(
    source: TensorLike,
    sep: Any = None,
    skip_empty: bool = True,
    delimiter: Any = None,
    result_type: str = "SparseTensor",
    name: str | None = None,
) -> SparseTensor:
    """The pieces of each string.

    Args:
      source: string vector [n].
      sep, delimiter: scalar string, each byte of which ends a piece (" " by default); "" makes every byte a piece.
      skip_empty: leave out empty pieces.
      result_type: "SparseTensor"; headrace has no other.

    Returns:
      SparseTensor [n, most pieces] of strings.

    Raises:
      UnimplementedError: `result_type` is "RaggedTensor".
      ValueError: another `result_type`; both `sep` and `delimiter`; `source` is no vector.
      TypeError, ValueError: not strings.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.string_split(["a b", "c"])).values.tolist()
      [b'a', b'b', b'c']
    """
    if sep is not None and delimiter is not None:
        raise ValueError("Cannot specify both 'delimiter' and 'sep'.")
    if result_type == "RaggedTensor":
        raise NotImplementedError("tf.string_split gives no RaggedTensor: it is of TensorFlow 2")
    if result_type != "SparseTensor":
        raise ValueError("result_type must be 'RaggedTensor' or 'SparseTensor'.")
    chosen = next((given for given in (sep, delimiter) if given is not None), " ")
    with name_scope(name, "StringSplit", [source]):
        separator = convert_to_tensor(chosen, dtypes.string)
        parts = STRING_SPLIT(convert_to_tensor(source, dtypes.string), separator, skip_empty=skip_empty)
        for tensor, shape in zip(parts, ([None, 2], [None], [2]), strict=True):
            tensor.set_shape(shape)
        _check_result_type(result_type)
        return SparseTensor(*parts)


def _check_result_type(result_type: str) -> None:
    if result_type == "RaggedTensor":
        raise UnimplementedError(None, None, "headrace has no RaggedTensor; result_type can be 'SparseTensor'.")
    if result_type != "SparseTensor":
        raise ValueError("result_type must be 'RaggedTensor' or 'SparseTensor'.")


# -- strings.split, strings.bytes_split --------------------------------------------------------------------------------

STRING_SPLIT_V2 = Op(
    "StringSplitV2",
    "input: string, sep: string -> indices: int64, values: string, shape: int64",
    "maxsplit: int = -1",
    traits=PURE,
    shape=_string_split_shape,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@STRING_SPLIT_V2.kernel
def _string_split_v2(input: Any, sep: Any, maxsplit: int) -> tuple:
    if np.ndim(input) != 1:
        raise invalid(f"input must be a vector, got shape: {bracket(np.shape(input))}")
    if np.ndim(sep):
        raise invalid(f"sep must be a scalar, got shape: {bracket(np.shape(sep))}")
    between = np.asarray(sep, object).item()
    if between:
        return _as_sparse([text.split(between, maxsplit) for text in input.tolist()])
    return _as_sparse([_words(text, maxsplit) for text in input.tolist()])


def _words(text: bytes, most: int) -> list[bytes]:
    """The pieces between white space; the last after `most` of them is all that is left."""
    text = text.lstrip()
    if most == 0:
        return [text] if text else []
    pieces = text.split(None, most)
    if 0 < most == len(pieces):
        pieces.append(b"")
    return pieces


@export("strings.split")
def strings_split(
    input: TensorLike | None = None,
    sep: Any = None,
    maxsplit: int = -1,
    result_type: str = "SparseTensor",
    source: TensorLike | None = None,
    name: str | None = None,
) -> SparseTensor:
    """The pieces of each string, between all that is white or at a separator.

    Args:
      input, source: string vector [n]; `source` is the name of older programs.
      sep: scalar string that stands between pieces, empty ones too; "" or None: white space does, and no piece is empty.
      maxsplit: at how many places a string is cut at most; -1: at all.
      result_type: "SparseTensor"; headrace has no other.

    Returns:
      SparseTensor [n, most pieces] of strings.

    Raises:
      UnimplementedError: `result_type` is "RaggedTensor", or `input` is no vector.
      ValueError: another `result_type`; both `input` and `source`. TypeError: not strings.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.strings.split(["a  b", "c"])).values.tolist()
      [b'a', b'b', b'c']
    """
    if source is not None:
        if input is not None:
            raise ValueError("Cannot specify both 'source' and 'input'")
        input = source
    with name_scope(name, "StringSplit", [input]):
        texts = convert_to_tensor(input, dtypes.string, name="input")
        _check_result_type(result_type)
        if texts.static_shape is None or len(texts.static_shape) != 1:
            raise UnimplementedError(None, None, "The pieces of what is no vector are a RaggedTensor, which headrace has not.")
        separator = convert_to_tensor("" if sep is None else sep, dtypes.string)
        parts = STRING_SPLIT_V2(texts, separator, maxsplit=maxsplit)
        for tensor, shape in zip(parts, ([None, 2], [None], [2]), strict=True):
            tensor.set_shape(shape)
        return SparseTensor(*parts)


@export("strings.bytes_split")
def string_bytes_split(input: TensorLike, name: str | None = None) -> Tensor:
    """The bytes of a string, each as a string.

    Args:
      input: scalar string. (Of several TensorFlow makes a RaggedTensor.)

    Returns:
      string vector.

    Raises:
      UnimplementedError: several strings. ValueError: an unknown rank.
      TypeError: not strings.
    """
    with name_scope(name, "StringsByteSplit", [input]):
        text = convert_to_tensor(input, dtypes.string, name="input")
        if text.static_shape is None:
            raise ValueError("input must have a statically-known rank.")
        if text.static_shape != ():
            raise UnimplementedError(None, None, "The bytes of several strings are a RaggedTensor, which headrace has not.")
        return STRING_SPLIT(ops.stack([text]), "", skip_empty=False)[1]


# -- reduce_join -------------------------------------------------------------------------------------------------------

REDUCE_JOIN = Op(
    "ReduceJoin",
    "inputs: string, reduction_indices: int32 -> output: string",
    "keep_dims: bool = false, separator: string = ''",
    traits=PURE,
    gradient=NO_GRADIENT,
)


@REDUCE_JOIN.shape
def _reduce_join_shape(op: Operation) -> StaticShape:
    return reduced_shape(op.inputs[0].static_shape, op.inputs[1], op.get_attr("keep_dims"))


@REDUCE_JOIN.kernel
def _reduce_join(inputs: Any, reduction_indices: Any, keep_dims: bool, separator: str) -> np.ndarray:
    array = np.asarray(inputs, object)
    axes = _checked_axes(np.ravel(reduction_indices).tolist(), array.ndim)
    kept = [k for k in range(array.ndim) if k not in axes]
    if not axes:
        return array.copy()
    # The first of the axes varies fastest.
    rows = array.transpose([*kept, *reversed(axes)])
    count = int(np.prod([array.shape[k] for k in axes]))
    outside = [array.shape[k] for k in kept]
    lists = rows.reshape(int(np.prod(outside)), count).tolist()
    result = np.empty(len(lists), object)
    result[:] = list(map(separator.encode().join, lists))
    if keep_dims:
        return result.reshape([1 if k in axes else size for k, size in enumerate(array.shape)])
    return result.reshape(outside)


def _checked_axes(given: Sequence[int], rank: int) -> list[int]:
    axes: list[int] = []
    for axis in given:
        if not -rank <= axis < rank:
            raise OutOfRangeError(None, None, f"Invalid reduction dimension {axis} for input with {rank} dimension(s)")
        if axis % rank in axes:
            raise invalid(f"Duplicate reduction dimension {axis}")
        axes.append(axis % rank)
    return axes


@REDUCE_JOIN.batch
def _reduce_join_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if op.outputs[0].static_shape is None:
        return None  # an axis may be out of range in the records, yet not in the block
    return shifted_axis(1)(op, batched, kernel)


@export("reduce_join", "strings.reduce_join")
def reduce_join(
    inputs: TensorLike,
    axis: IntegersLike | None = None,
    keep_dims: bool | None = None,
    separator: str = "",
    name: str | None = None,
    reduction_indices: IntegersLike | None = None,
    keepdims: bool | None = None,
) -> Tensor:
    """Strings joined along axes.

    Args:
      inputs: string tensor.
      axis, reduction_indices: the axes, the fastest first; None: all, in the order in which elements are written.
      keep_dims, keepdims: leave the axes there, of size 1.
      separator: text between the strings.

    Returns:
      strings, the shape without the axes (of size 1 with `keep_dims`).

    Raises:
      ValueError: an axis is out of range; OutOfRangeError where that shows only when run.
      InvalidArgumentError: (when run) an axis is given twice.
      TypeError, ValueError: not strings.
    """
    axes = renamed("axis", axis, "reduction_indices", reduction_indices, "1.0")
    keep = bool(renamed("keepdims", keepdims, "keep_dims", keep_dims, "1.5"))
    with name_scope(None, "ReduceJoin", [inputs, axes]):
        tensor = convert_to_tensor(inputs, dtypes.string)
        if axes is None:
            axes = _all_axes(tensor)
        return REDUCE_JOIN(tensor, axes, keep_dims=keep, separator=separator, name=name or "ReduceJoin")


def _all_axes(tensor: Tensor) -> Tensor:
    if tensor.static_shape is not None:
        return constant(np.arange(len(tensor.static_shape), dtype=np.int32)[::-1])
    return ops.range(ops.rank(tensor) - 1, -1, -1)
