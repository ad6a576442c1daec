"""SparseTensor: the elements of a tensor that are there, and where."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.formats.old_forms import old_keywords

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.default_stacks import session_for
from ...core.defaults import get_default_graph
from ...core.graph import Graph
from ...core.operation import Operation
from ...core.static_values import constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traversal import consumers_of
from ...execution.fetches import register_composite
from ...types import dtypes
from ...types.likes import DTypeLike, ShapeLike, TensorLike
from ...types.shapes import TensorShape
from ...types.static_shapes import StaticShape, as_static, merge

_Unary = TypeVar("_Unary", bound=Callable[..., Any])


@export("SparseTensorValue")
class SparseTensorValue(NamedTuple("SparseTensorValue", [("indices", Any), ("values", Any), ("dense_shape", Any)])):
    """The arrays of a SparseTensor: what a session returns for one, and takes to feed one.

    Args:
      indices: int64 array [n, rank].
      values: array [n].
      dense_shape: int64 array [rank].
    """

    __slots__ = ()

    @old_keywords("1.0", shape="dense_shape")
    def __new__(cls, indices: Any, values: Any, dense_shape: Any) -> SparseTensorValue:
        return super().__new__(cls, indices, values, dense_shape)


@export("SparseTensor", "sparse.SparseTensor")
class SparseTensor:
    """Elements of a tensor, and where they are.

    Args:
      indices: int64 [n, rank], in lexicographic order where an op asks for it.
      values: [n], any dtype.
      dense_shape: int64 [rank].

    Raises:
      ValueError: indices are no matrix, values or dense_shape no vector, or their sizes contradict each other.
      TypeError: indices or a shape that are not int64.
    """

    @old_keywords("1.0", shape="dense_shape")
    def __init__(self, indices: TensorLike, values: TensorLike, dense_shape: TensorLike) -> None:
        self._fed_shape: StaticShape = None
        with get_default_graph().name_scope("SparseTensor"):
            self._indices = convert_to_tensor(indices, dtypes.int64, name="indices")
            self._values = convert_to_tensor(values, name="values")
            self._dense_shape = convert_to_tensor(dense_shape, dtypes.int64, name="dense_shape")
        rows, depth = self._indices.shape.with_rank(2)
        (count,), (rank,) = self._values.shape.with_rank(1), self._dense_shape.shape.with_rank(1)
        rows.assert_is_compatible_with(count)
        depth.assert_is_compatible_with(rank)

    @classmethod
    def from_value(cls, sparse_tensor_value: Any) -> SparseTensor:
        """A SparseTensor of a SparseTensorValue; a SparseTensor itself.

        Args:
          sparse_tensor_value: a SparseTensorValue or a SparseTensor.

        Returns:
          a SparseTensor.

        Raises:
          TypeError: anything else.
        """
        if isinstance(sparse_tensor_value, SparseTensor):
            return sparse_tensor_value
        if not isinstance(sparse_tensor_value, SparseTensorValue):
            raise TypeError(f"Neither a SparseTensor nor SparseTensorValue: {sparse_tensor_value}.")
        return cls(*sparse_tensor_value)

    def consumers(self) -> list[Operation]:
        """The operations that take one of its tensors as an input."""
        return consumers_of([self._indices, self._values, self._dense_shape])

    @property
    def indices(self) -> Tensor:
        """int64 [n, rank]: where the values stand."""
        return self._indices

    @property
    def values(self) -> Tensor:
        """[n]: the elements that are there."""
        return self._values

    @property
    def dense_shape(self) -> Tensor:
        """int64 [rank]: the shape of the whole."""
        return self._dense_shape

    @property
    def op(self) -> Operation:
        """The operation of its values."""
        return self._values.op

    @property
    def graph(self) -> Graph:
        """The graph it is in."""
        return self._values.graph

    @property
    def name(self) -> str:
        """The name of its values."""
        return self._values.name

    @property
    def dtype(self) -> dtypes.DType:
        """The type of its values."""
        return self._values.dtype

    @property
    def shape(self) -> TensorShape:
        """The shape of the whole, as far as the graph knows it."""
        known = constant_value_as_shape(self._dense_shape)
        return TensorShape(merge(known, self._fed_shape))

    def get_shape(self) -> TensorShape:
        """What is known of the dense shape."""
        return self.shape

    def eval(self, feed_dict: dict | None = None, session: Any = None) -> SparseTensorValue:
        """Its value in a session.

        Args:
          feed_dict: what to feed, as in `Session.run`.
          session: the session; the default one by default.

        Returns:
          a SparseTensorValue.

        Raises:
          ValueError: there is no session.
          InvalidArgumentError...: (when run) what its operations raise.
        """
        return session_for(self._values, session).run(self, feed_dict)

    @door
    def __mul__(self, other: Any) -> SparseTensor:
        return ops.sparse_operator("mul", self, other)

    @door
    def __div__(self, other: Any) -> SparseTensor:
        return ops.sparse_operator("div", self, other)

    @door
    def __truediv__(self, other: Any) -> SparseTensor:
        return ops.sparse_operator("truediv", self, other)

    def __repr__(self) -> str:
        return f"SparseTensor(indices={self._indices}, values={self._values}, dense_shape={self._dense_shape})"


def takes_sparse(op_type: str) -> Callable[[_Unary], _Unary]:
    """A decorator of functions `(x, name)`: of a SparseTensor they compute the values that are there."""

    def decorate(function: _Unary) -> _Unary:
        @functools.wraps(function)
        def called(x: Any, name: str | None = None) -> Any:
            if not isinstance(x, SparseTensor):
                return function(x, name=name)
            get_default_graph().unique_name(name or op_type)  # the first goes to TensorFlow's vain attempt at a dense tensor
            return SparseTensor(x.indices, function(x.values, name=name or op_type), x.dense_shape)

        return cast(_Unary, called)

    return decorate


register_composite(
    SparseTensor,
    lambda sparse: [sparse.indices, sparse.values, sparse.dense_shape],
    lambda values: SparseTensorValue(*values),
    tuple,
)


@export("sparse_placeholder", "sparse.placeholder")
def sparse_placeholder(dtype: DTypeLike, shape: ShapeLike | None = None, name: str | None = None) -> SparseTensor:
    """A SparseTensor whose value has to be fed, as a SparseTensorValue or (indices, values, dense_shape).

    Args:
      dtype: of its values.
      shape: what is known of its dense shape, or an int64 tensor that holds it.

    Returns:
      a SparseTensor; running what needs it raises InvalidArgumentError where it was not fed.

    Raises:
      TypeError: `dtype` is no dtype.
    """

    def named(part: str) -> str | None:
        return None if name is None else f"{name}/{part}"

    fed: StaticShape = None
    if isinstance(shape, Tensor):
        dense = convert_to_tensor(shape, dtypes.int64)
    else:
        fed = as_static(shape)
        if fed is None:
            dense = ops.placeholder(dtypes.int64, [None], named("shape"))
        else:
            sizes = np.array([-1 if size is None else size for size in fed], np.int64)
            default = constant(sizes, name=named("shape_default") or "Const")
            dense = ops.placeholder_with_default(default, [len(fed)], named("shape"))
    rank = None if dense.static_shape is None else dense.static_shape[0]
    values = ops.placeholder(dtype, [None], named("values"))
    sparse = SparseTensor(ops.placeholder(dtypes.int64, [None, rank], named("indices")), values, dense)
    sparse._fed_shape = fed
    return sparse


@export("convert_to_tensor_or_sparse_tensor")
def convert_to_tensor_or_sparse_tensor(value: Any, dtype: DTypeLike | None = None, name: str | None = None) -> Any:
    """A SparseTensor for what is sparse, a Tensor for everything else.

    Args:
      value: SparseTensor, SparseTensorValue, or what `tf.convert_to_tensor` takes.
      dtype: the dtype it has to have, or for Python values get; any by default.

    Returns:
      a SparseTensor or a Tensor.

    Raises:
      RuntimeError: a sparse value of another dtype.
      TypeError, ValueError: a value that makes no such tensor.
    """
    if isinstance(value, SparseTensorValue):
        value = SparseTensor.from_value(value)
    if isinstance(value, SparseTensor):
        if dtype is not None and not dtypes.as_dtype(dtype).is_compatible_with(value.dtype):
            raise RuntimeError(f"Sparse dtype: requested = {dtypes.as_dtype(dtype).name}, actual = {value.dtype.name}")
        return value
    return convert_to_tensor(value, dtype, name)


def as_sparse(value: Any) -> SparseTensor:
    """A SparseTensor of what an op takes for one. Raises TypeError."""
    if isinstance(value, SparseTensorValue):
        return SparseTensor.from_value(value)
    if not isinstance(value, SparseTensor):
        raise TypeError("Input must be a SparseTensor.")
    return value
