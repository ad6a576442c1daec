"""tf.math: arithmetic, comparisons, reductions, segments. Made by `make names`."""

from headrace.graph.ops.math.complex import abs as abs
from headrace.graph.ops.math.sums import accumulate_n as accumulate_n
from headrace.graph.ops.math.trigonometry import acos as acos
from headrace.graph.ops.math.arithmetic import add as add
from headrace.graph.ops.math.sums import add_n as add_n
from headrace.graph.ops.math.complex import angle as angle
from headrace.graph.ops.math.argmax import argmax as argmax
from headrace.graph.ops.math.trigonometry import asin as asin
from headrace.graph.ops.math.trigonometry import atan as atan
from headrace.graph.ops.math.functions_of_two import atan2 as atan2
from headrace.training.metrics.confusion import confusion_matrix as confusion_matrix
from headrace.graph.ops.math.complex import conj as conj
from headrace.graph.ops.math.trigonometry import cos as cos
from headrace.graph.ops.math.trigonometry import cosh as cosh
from headrace.graph.ops.math.cumulative import cumsum as cumsum
from headrace.graph.ops.math.division import divide as divide
from headrace.graph.ops.math.functions_of_two import div_no_nan as divide_no_nan
from headrace.graph.ops.math.compare import equal as equal
from headrace.graph.ops.math.elementary import exp as exp
from headrace.graph.ops.math.elementary import expm1 as expm1
from headrace.graph.ops.math.rounding import floor as floor
from headrace.graph.ops.math.division import floordiv as floordiv
from headrace.graph.ops.math.complex import imag as imag
from headrace.graph.ops.arrays.top_k import in_top_k as in_top_k
from headrace.graph.ops.arrays.unique import invert_permutation as invert_permutation
from headrace.graph.ops.math.rounding import is_nan as is_nan
from headrace.graph.ops.nn.layers import l2_normalize as l2_normalize
from headrace.graph.ops.math.compare import less as less
from headrace.graph.ops.math.elementary import log as log
from headrace.graph.ops.math.elementary import log1p as log1p
from headrace.graph.ops.math.compare import logical_and as logical_and
from headrace.graph.ops.math.compare import logical_not as logical_not
from headrace.graph.ops.math.arithmetic import maximum as maximum
from headrace.graph.ops.math.arithmetic import negative as negative
from headrace.graph.ops.math.functions_of_two import pow as pow
from headrace.graph.ops.math.complex import real as real
from headrace.graph.ops.math.elementary import reciprocal as reciprocal
from headrace.graph.ops.math.reduce import reduce_sum as reduce_sum
from headrace.graph.ops.math.rounding import round as round
from headrace.graph.ops.math.elementary import rsqrt as rsqrt
from headrace.graph.ops.math.arithmetic import scalar_mul as scalar_mul
from headrace.graph.ops.segments.ascending import segment_sum as segment_sum
from headrace.graph.ops.math.elementary import sigmoid as sigmoid
from headrace.graph.ops.math.elementary import sign as sign
from headrace.graph.ops.math.trigonometry import sin as sin
from headrace.graph.ops.math.trigonometry import sinh as sinh
from headrace.graph.ops.nn.softmax import softmax as softmax
from headrace.graph.ops.nn.activations import softplus as softplus
from headrace.graph.ops.nn.activations import softsign as softsign
from headrace.graph.ops.math.elementary import sqrt as sqrt
from headrace.graph.ops.math.elementary import square as square
from headrace.graph.ops.math.functions_of_two import squared_difference as squared_difference
from headrace.graph.ops.math.arithmetic import subtract as subtract
from headrace.graph.ops.math.trigonometry import tan as tan
from headrace.graph.ops.math.trigonometry import tanh as tanh
from headrace.graph.ops.arrays.top_k import top_k as top_k
from headrace.graph.ops.math.division import truediv as truediv
from headrace.graph.ops.segments.unsorted import unsorted_segment_max as unsorted_segment_max
from headrace.graph.ops.segments.unsorted import unsorted_segment_sum as unsorted_segment_sum
from headrace.graph.ops.nn.layers import zero_fraction as zero_fraction
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types import dtypes as _dtypes
from headrace.graph.types.likes import DTypeLike as _DTypeLike
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import TensorLike as _TensorLike

def argmin(
    input: _TensorLike,
    axis: _IntegersLike | None = None,
    name: str | None = None,
    dimension: _IntegersLike | None = None,
    output_type: _DTypeLike = _dtypes.int64,
) -> _Tensor:
    """The place of the smallest element along an axis, the first of equals.

    NaN is never found.

    Args:
      input: numbers, rank at least 1.
      axis: int32 or int64 scalar in [-rank, rank); 0 by default.
      dimension: `axis` under its name before TensorFlow 1.0.
      output_type: int32 or int64.

    Returns:
      the shape of `input` without `axis`, type `output_type`.

    Raises:
      TypeError: not numbers, or another `output_type`.
      ValueError: `axis` is known to be out of range, or both of its names are used.
      InvalidArgumentError: (when run) `axis` is out of range, or of size 0.
    """

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

def count_nonzero(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: bool | None = None,
    dtype: _DTypeLike = _dtypes.int64,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> _Tensor:
    """How many elements are not zero, along axes.

    Args:
      input_tensor: numbers, bools or strings, of which those not empty count.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      dtype: of the result; numbers.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), type `dtype`.

    Raises:
      TypeError: `dtype` is not of numbers.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def cumprod(
    x: _TensorLike,
    axis: _IntegersLike = 0,
    exclusive: bool = False,
    reverse: bool = False,
    name: str | None = None,
) -> _Tensor:
    """The products of the elements up to each one along an axis.

    Args:
      x: numbers.
      axis: int32 or int64 scalar in [-rank, rank).
      exclusive: whether the element itself is left out.
      reverse: whether it goes from the end.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
      InvalidArgumentError: (when run) `axis` is out of range, or no scalar.
    """

def cumulative_logsumexp(
    x: _TensorLike,
    axis: _IntegersLike = 0,
    exclusive: bool = False,
    reverse: bool = False,
    name: str | None = None,
) -> _Tensor:
    """The logarithms of the sums of exp(x) up to each element along an axis; -inf where nothing is summed.

    Args:
      x: float16, float32 or float64.
      axis: int32 or int64 scalar in [-rank, rank).
      exclusive: whether the element itself is left out.
      reverse: whether it goes from the end.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
      InvalidArgumentError: (when run) `axis` is out of range, or no scalar.
    """

def floormod(
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

def log_softmax(
    logits: _TensorLike,
    axis: int | None = None,
    name: str | None = None,
    dim: int | None = None,
) -> _Tensor:
    """The logarithm of softmax, logits - log(sum(exp(logits))), along one axis.

    Args:
      logits: float16, float32 or float64, rank at least 1.
      axis: int in [-rank, rank), the last by default.
      dim: `axis` under its old name.

    Returns:
      shape and dtype of `logits`.

    Raises:
      InvalidArgumentError: `axis` is out of range, or (when run) `logits` is a scalar.
      TypeError: another dtype.
      ValueError: `logits` is known to be a scalar, or both names of the axis are used.
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

def logical_xor(
    x: _TensorLike,
    y: _TensorLike,
    name: str = 'LogicalXor',
) -> _Tensor:
    """Either x or y, but not both, element by element.

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

def multiply(
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

def reduce_all(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> _Tensor:
    """Whether all elements are true, along axes; of nothing True.

    Args:
      input_tensor: bool.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      bool, the shape without the axes (of size 1 with `keepdims`).

    Raises:
      TypeError: not bools.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def reduce_any(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> _Tensor:
    """Whether any element is true, along axes; of nothing False.

    Args:
      input_tensor: bool.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      bool, the shape without the axes (of size 1 with `keepdims`).

    Raises:
      TypeError: not bools.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def reduce_logsumexp(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> _Tensor:
    """log(sum(exp(x))) along axes, without overflow.

    Args:
      input_tensor: float16, float32 or float64.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      TypeError: another dtype.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def reduce_max(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> _Tensor:
    """The maximum along axes; of nothing the least number of the dtype.

    Args:
      input_tensor: real numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      TypeError: not real numbers.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def reduce_mean(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> _Tensor:
    """The mean along axes; of integers cut towards zero, of no floats NaN.

    Args:
      input_tensor: numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
      TypeError: not numbers.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.reduce_mean([[1.0, 2.0], [3.0, 4.0]], axis=1, keepdims=True)).tolist()
      [[1.5], [3.5]]
    """

def reduce_min(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> _Tensor:
    """The minimum along axes; of nothing the greatest number of the dtype.

    Args:
      input_tensor: real numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      TypeError: not real numbers.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
    """

def reduce_prod(
    input_tensor: _TensorLike | None,
    axis: _IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: _IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> _Tensor:
    """The product along axes; of nothing 1.

    Args:
      input_tensor: numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
      TypeError: not numbers.
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

def unsorted_segment_mean(
    data: _TensorLike,
    segment_ids: _TensorLike,
    num_segments: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The mean of each segment's rows, 0 where it has none.

    Args:
      data: floating numbers whose first dimensions are those of `segment_ids`.
      segment_ids: int32 or int64 below `num_segments`; rows of negative ones are left out.
      num_segments: int scalar.

    Returns:
      [num_segments] + the other dimensions of `data`, its dtype.

    Raises:
      ValueError: static shapes that do not fit, or a negative number of segments.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an id that is too great, or shapes that do not fit.
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

def unsorted_segment_sqrt_n(
    data: _TensorLike,
    segment_ids: _TensorLike,
    num_segments: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The sum of each segment's rows, divided by the root of their number.

    Args:
      data: floating numbers whose first dimensions are those of `segment_ids`.
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
    "abs",
    "accumulate_n",
    "acos",
    "add",
    "add_n",
    "angle",
    "argmax",
    "argmin",
    "asin",
    "atan",
    "atan2",
    "ceil",
    "confusion_matrix",
    "conj",
    "cos",
    "cosh",
    "count_nonzero",
    "cumprod",
    "cumsum",
    "cumulative_logsumexp",
    "divide",
    "equal",
    "exp",
    "expm1",
    "floor",
    "floordiv",
    "floormod",
    "greater",
    "greater_equal",
    "imag",
    "in_top_k",
    "invert_permutation",
    "is_finite",
    "is_inf",
    "is_nan",
    "l2_normalize",
    "less",
    "less_equal",
    "log",
    "log1p",
    "log_softmax",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "maximum",
    "minimum",
    "mod",
    "multiply",
    "negative",
    "not_equal",
    "pow",
    "real",
    "reciprocal",
    "reduce_all",
    "reduce_any",
    "reduce_logsumexp",
    "reduce_max",
    "reduce_mean",
    "reduce_min",
    "reduce_prod",
    "reduce_sum",
    "rint",
    "round",
    "rsqrt",
    "scalar_mul",
    "segment_max",
    "segment_mean",
    "segment_min",
    "segment_prod",
    "segment_sum",
    "sigmoid",
    "sign",
    "sin",
    "sinh",
    "softmax",
    "softplus",
    "softsign",
    "sqrt",
    "square",
    "squared_difference",
    "subtract",
    "tan",
    "tanh",
    "top_k",
    "truediv",
    "unsorted_segment_max",
    "unsorted_segment_mean",
    "unsorted_segment_min",
    "unsorted_segment_prod",
    "unsorted_segment_sqrt_n",
    "unsorted_segment_sum",
    "zero_fraction",
]
