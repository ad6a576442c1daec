"""What programs may give where a tensor, a shape, a dtype is asked for: for type checkers and editors, not for run time.

They take all that converts and leave out what never does: a dict is no tensor, a string no shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import SupportsIndex

    import numpy as np

    from headrace.formats.proto.tensor_pb2 import TensorShapeProto

    from ..core.operators import Operators
    from ..ops.sparse.indexed_slices import IndexedSlices
    from ..ops.sparse.sparse_tensor import SparseTensor, SparseTensorValue
    from ..variables.partitioned import PartitionedVariable
    from ..variables.scope_state import VariableScope
    from .dtypes import DType
    from .shapes import Dimension, TensorShape


class SupportsArray(Protocol):
    """What NumPy makes an array of: its arrays and scalars, a column of pandas."""

    def __array__(self) -> Any: ...


NumberLike: TypeAlias = "complex | SupportsIndex | Operators | SupportsArray"
"""A number, or a tensor of one."""

TensorLike: TypeAlias = (
    "NumberLike | str | bytes | Sequence[Any] | IndexedSlices | PartitionedVariable | TensorShape | Dimension"
)
"""What `convert_to_tensor` takes: a tensor, a variable, a number, a string, an array, lists of them."""

SparseLike: TypeAlias = "TensorLike | SparseTensor | SparseTensorValue"
"""A tensor, dense or sparse."""

IntegersLike: TypeAlias = "SupportsIndex | Operators | SupportsArray | Sequence[SupportsIndex | Operators]"
"""An integer or several, or a tensor of them: an axis, strides, sizes."""

ShapeLike: TypeAlias = "IntegersLike | TensorShape | TensorShapeProto | Sequence[SupportsIndex | Operators | None]"
"""A shape: its sizes, None where one is unknown, a TensorShape; a tensor where a shape may depend on values."""

DTypeLike: TypeAlias = "DType | str | int | type[Any] | np.dtype[Any]"
"""What `tf.as_dtype` takes."""

ScopeLike: TypeAlias = "str | VariableScope"
"""A variable scope or its name."""

Initializer: TypeAlias = "Callable[..., Any] | TensorLike"
"""What a variable begins with: a value, or what is called with a shape and makes one."""
