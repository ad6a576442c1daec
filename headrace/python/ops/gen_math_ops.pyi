"""tf.python.ops.gen_math_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.math.trigonometry import acos as acos
from headrace.graph.ops.math.arithmetic import add as add
from headrace.graph.ops.math.argmax import arg_max as arg_max
from headrace.graph.ops.math.argmax import arg_min as arg_min
from headrace.graph.ops.math.trigonometry import asin as asin
from headrace.graph.ops.math.trigonometry import atan as atan
from headrace.graph.ops.math.functions_of_two import atan2 as atan2
from headrace.graph.ops.math.trigonometry import cos as cos
from headrace.graph.ops.math.trigonometry import cosh as cosh
from headrace.graph.ops.math.division import div as div
from headrace.graph.ops.math.compare import equal as equal
from headrace.graph.ops.math.elementary import exp as exp
from headrace.graph.ops.math.elementary import expm1 as expm1
from headrace.graph.ops.math.rounding import floor as floor
from headrace.graph.ops.math.division import floordiv as floor_div
from headrace.graph.ops.math.rounding import is_nan as is_nan
from headrace.graph.ops.math.compare import less as less
from headrace.graph.ops.arrays.sequences import lin_space as lin_space
from headrace.graph.ops.math.elementary import log as log
from headrace.graph.ops.math.elementary import log1p as log1p
from headrace.graph.ops.math.compare import logical_and as logical_and
from headrace.graph.ops.math.compare import logical_not as logical_not
from headrace.graph.ops.math.arithmetic import maximum as maximum
from headrace.graph.ops.math.arithmetic import negative as neg
from headrace.graph.ops.math.division import realdiv as real_div
from headrace.graph.ops.math.elementary import reciprocal as reciprocal
from headrace.graph.ops.math.elementary import rsqrt as rsqrt
from headrace.graph.ops.segments.ascending import segment_sum as segment_sum
from headrace.graph.ops.arrays.where import where as select
from headrace.graph.ops.math.elementary import sign as sign
from headrace.graph.ops.math.trigonometry import sin as sin
from headrace.graph.ops.math.trigonometry import sinh as sinh
from headrace.graph.ops.segments.gathered import sparse_segment_sum as sparse_segment_sum
from headrace.graph.ops.math.elementary import sqrt as sqrt
from headrace.graph.ops.math.elementary import square as square
from headrace.graph.ops.math.functions_of_two import squared_difference as squared_difference
from headrace.graph.ops.math.arithmetic import subtract as sub
from headrace.graph.ops.math.trigonometry import tan as tan
from headrace.graph.ops.math.trigonometry import tanh as tanh
from headrace.graph.ops.math.division import truncatediv as truncate_div
from headrace.graph.ops.segments.unsorted import unsorted_segment_max as unsorted_segment_max
from headrace.graph.ops.segments.unsorted import unsorted_segment_sum as unsorted_segment_sum
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike

def ceil(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The smallest whole number not below x, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """

def floor_mod(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """What is left of x after `floordiv`, element by element; it has the sign of y.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
      InvalidArgumentError: (when run) an integer is divided by zero.
    """

def greater(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """x > y, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      bool, the broadcast shape; False where one is NaN.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def greater_equal(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """x >= y, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      bool, the broadcast shape; False where one is NaN.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def is_finite(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """Whether x is a finite number, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      bool, shape of `x`.

    Raises:
      TypeError: another dtype.
    """

def is_inf(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """Whether x is infinite, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      bool, shape of `x`.

    Raises:
      TypeError: another dtype.
    """

def less_equal(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """x <= y, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      bool, the broadcast shape; False where one is NaN.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def logical_or(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """x or y, element by element.

    Args:
      x, y: bool; shapes broadcast.

    Returns:
      bool, the broadcast shape.

    Raises:
      TypeError: not bools.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def minimum(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The smaller of x and y, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype; NaN where one of them is.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def mod(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """What is left of x after `floordiv`, element by element; it has the sign of y.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
      InvalidArgumentError: (when run) an integer is divided by zero.
    """

def mul(
    x: _TensorLike,
    y: _TensorLike | None,
    name: str | None = None,
) -> _Tensor:
    """x * y, element by element.

    Args:
      x, y: numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def not_equal(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """x != y, element by element.

    Args:
      x, y: numbers, bools or strings of one dtype; shapes broadcast.

    Returns:
      bool, the broadcast shape.

    Raises:
      TypeError: the dtypes differ.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """

def rint(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The nearest whole number, halves to the even one, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """

def segment_max(
    data: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The greatest of each segment's rows.

    Args:
      data: real numbers [n, ...].
      segment_ids: int32 or int64 [n], ascending from 0 or more; numbers may be left out.

    Returns:
      [last segment id + 1, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) ids that descend or are negative, or are not as many as the rows.
    """

def segment_mean(
    data: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The mean of each segment's rows.

    Args:
      data: numbers [n, ...].
      segment_ids: int32 or int64 [n], ascending from 0 or more; numbers may be left out.

    Returns:
      [last segment id + 1, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) ids that descend or are negative, or are not as many as the rows.
    """

def segment_min(
    data: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The least of each segment's rows.

    Args:
      data: real numbers [n, ...].
      segment_ids: int32 or int64 [n], ascending from 0 or more; numbers may be left out.

    Returns:
      [last segment id + 1, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) ids that descend or are negative, or are not as many as the rows.
    """

def segment_prod(
    data: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The product of each segment's rows.

    Args:
      data: numbers [n, ...].
      segment_ids: int32 or int64 [n], ascending from 0 or more; numbers may be left out.

    Returns:
      [last segment id + 1, ...], dtype of `data`; 1 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) ids that descend or are negative, or are not as many as the rows.
    """

def sparse_segment_mean(
    data: _TensorLike,
    indices: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
    num_segments: _TensorLike | None = None,
) -> _Tensor:
    """The mean of the rows `data[indices]` of each segment.

    Args:
      data: float32 or float64 [rows, ...].
      indices: int32 or int64 [n], in [0, rows).
      segment_ids: int32 [n], ascending from 0 or more; numbers may be left out.
      num_segments: int scalar; the last segment id + 1 by default.

    Returns:
      [segments, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an index out of range, ids that descend or are too great.
    """

def sparse_segment_sqrt_n(
    data: _TensorLike,
    indices: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
    num_segments: _TensorLike | None = None,
) -> _Tensor:
    """The sum of the rows `data[indices]` of each segment, divided by the root of their number.

    Args:
      data: float32 or float64 [rows, ...].
      indices: int32 or int64 [n], in [0, rows).
      segment_ids: int32 [n], ascending from 0 or more; numbers may be left out.
      num_segments: int scalar; the last segment id + 1 by default.

    Returns:
      [segments, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an index out of range, ids that descend or are too great.
    """

def truncate_mod(
    x: _TensorLike,
    y: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """What is left of x after division rounded towards zero, element by element; it has the sign of x.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
      InternalError: (when run) an integer is divided by zero.
    """

def unsorted_segment_min(
    data: _TensorLike,
    segment_ids: _TensorLike,
    num_segments: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The least of each segment's rows, the greatest number of the dtype where it has none.

    Args:
      data: real numbers whose first dimensions are those of `segment_ids`.
      segment_ids: int32 or int64 below `num_segments`; rows of negative ones are left out.
      num_segments: int scalar.

    Returns:
      [num_segments] + the other dimensions of `data`, its dtype.

    Raises:
      ValueError: static shapes that do not fit, or a negative number of segments.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an id that is too great, or shapes that do not fit.
    """

def unsorted_segment_prod(
    data: _TensorLike,
    segment_ids: _TensorLike,
    num_segments: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The product of each segment's rows, 1 where it has none.

    Args:
      data: numbers whose first dimensions are those of `segment_ids`.
      segment_ids: int32 or int64 below `num_segments`; rows of negative ones are left out.
      num_segments: int scalar.

    Returns:
      [num_segments] + the other dimensions of `data`, its dtype.

    Raises:
      ValueError: static shapes that do not fit, or a negative number of segments.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an id that is too great, or shapes that do not fit.
    """

__all__ = [
    "acos",
    "add",
    "arg_max",
    "arg_min",
    "asin",
    "atan",
    "atan2",
    "ceil",
    "cos",
    "cosh",
    "div",
    "equal",
    "exp",
    "expm1",
    "floor",
    "floor_div",
    "floor_mod",
    "greater",
    "greater_equal",
    "is_finite",
    "is_inf",
    "is_nan",
    "less",
    "less_equal",
    "lin_space",
    "log",
    "log1p",
    "logical_and",
    "logical_not",
    "logical_or",
    "maximum",
    "minimum",
    "mod",
    "mul",
    "neg",
    "not_equal",
    "real_div",
    "reciprocal",
    "rint",
    "rsqrt",
    "segment_max",
    "segment_mean",
    "segment_min",
    "segment_prod",
    "segment_sum",
    "select",
    "sign",
    "sin",
    "sinh",
    "sparse_segment_mean",
    "sparse_segment_sqrt_n",
    "sparse_segment_sum",
    "sqrt",
    "square",
    "squared_difference",
    "sub",
    "tan",
    "tanh",
    "truncate_div",
    "truncate_mod",
    "unsorted_segment_max",
    "unsorted_segment_min",
    "unsorted_segment_prod",
    "unsorted_segment_sum",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
