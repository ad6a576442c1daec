"""tf.math: arithmetic, comparisons, reductions, segments. Made by `make names`."""

from headrace.graph.ops.math.complex import abs as abs
from headrace.graph.ops.math.sums import accumulate_n as accumulate_n
from headrace.graph.ops.math.trigonometry import acos as acos
from headrace.graph.ops.math.arithmetic import add as add
from headrace.graph.ops.math.sums import add_n as add_n
from headrace.graph.ops.math.complex import angle as angle
from headrace.graph.ops.math.argmax import argmax as argmax
from headrace.graph.ops.math.trigonometry import asin as asin
from headrace.graph.ops.special.hyperbolic import asinh as asinh
from headrace.graph.ops.math.trigonometry import atan as atan
from headrace.graph.ops.math.functions_of_two import atan2 as atan2
from headrace.graph.ops.special.bessel import bessel_i0e as bessel_i0e
from headrace.graph.ops.special.incomplete import betainc as betainc
from headrace.graph.ops.ordering.counting import bincount as bincount
from headrace.training.metrics.confusion import confusion_matrix as confusion_matrix
from headrace.graph.ops.math.complex import conj as conj
from headrace.graph.ops.math.trigonometry import cos as cos
from headrace.graph.ops.math.trigonometry import cosh as cosh
from headrace.graph.ops.math.cumulative import cumsum as cumsum
from headrace.graph.ops.math.division import divide as divide
from headrace.graph.ops.math.functions_of_two import div_no_nan as divide_no_nan
from headrace.graph.ops.math.compare import equal as equal
from headrace.graph.ops.special.erf import erf as erf
from headrace.graph.ops.special.erf import erfc as erfc
from headrace.graph.ops.math.elementary import exp as exp
from headrace.graph.ops.math.elementary import expm1 as expm1
from headrace.graph.ops.math.rounding import floor as floor
from headrace.graph.ops.math.division import floordiv as floordiv
from headrace.graph.ops.special.incomplete import igamma as igamma
from headrace.graph.ops.math.complex import imag as imag
from headrace.graph.ops.arrays.top_k import in_top_k as in_top_k
from headrace.graph.ops.arrays.unique import invert_permutation as invert_permutation
from headrace.graph.ops.math.rounding import is_nan as is_nan
from headrace.graph.ops.checks.kinds import is_non_decreasing as is_non_decreasing
from headrace.graph.ops.checks.kinds import is_strictly_increasing as is_strictly_increasing
from headrace.graph.ops.nn.layers import l2_normalize as l2_normalize
from headrace.graph.ops.special.gamma import lbeta as lbeta
from headrace.graph.ops.math.compare import less as less
from headrace.graph.ops.special.gamma import lgamma as lgamma
from headrace.graph.ops.math.elementary import log as log
from headrace.graph.ops.math.elementary import log1p as log1p
from headrace.graph.ops.special.numbers import log_sigmoid as log_sigmoid
from headrace.graph.ops.math.compare import logical_and as logical_and
from headrace.graph.ops.math.compare import logical_not as logical_not
from headrace.graph.ops.math.arithmetic import maximum as maximum
from headrace.graph.ops.special.without_nan import multiply_no_nan as multiply_no_nan
from headrace.graph.ops.math.arithmetic import negative as negative
from headrace.graph.ops.special.numbers import nextafter as nextafter
from headrace.graph.ops.special.gamma import polygamma as polygamma
from headrace.graph.ops.special.numbers import polyval as polyval
from headrace.graph.ops.math.functions_of_two import pow as pow
from headrace.graph.ops.math.complex import real as real
from headrace.graph.ops.math.elementary import reciprocal as reciprocal
from headrace.graph.ops.special.without_nan import reciprocal_no_nan as reciprocal_no_nan
from headrace.graph.ops.reductions.spread import reduce_euclidean_norm as reduce_euclidean_norm
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
from headrace.graph.ops.special.without_nan import xdivy as xdivy
from headrace.graph.ops.special.without_nan import xlogy as xlogy
from headrace.graph.ops.nn.layers import zero_fraction as zero_fraction
from headrace.graph.ops.special.gamma import zeta as zeta
from headrace import acosh as acosh
from headrace import argmin as argmin
from headrace import atanh as atanh
from headrace import ceil as ceil
from headrace import count_nonzero as count_nonzero
from headrace import cumprod as cumprod
from headrace import digamma as digamma
from headrace import floormod as floormod
from headrace import greater as greater
from headrace import greater_equal as greater_equal
from headrace import igammac as igammac
from headrace import is_finite as is_finite
from headrace import is_inf as is_inf
from headrace import less_equal as less_equal
from headrace import logical_or as logical_or
from headrace import logical_xor as logical_xor
from headrace import minimum as minimum
from headrace import floormod as mod
from headrace import mul as multiply
from headrace import not_equal as not_equal
from headrace import reduce_all as reduce_all
from headrace import reduce_any as reduce_any
from headrace import reduce_logsumexp as reduce_logsumexp
from headrace import reduce_max as reduce_max
from headrace import reduce_mean as reduce_mean
from headrace import reduce_min as reduce_min
from headrace import reduce_prod as reduce_prod
from headrace import rint as rint
from headrace import segment_max as segment_max
from headrace import segment_mean as segment_mean
from headrace import segment_min as segment_min
from headrace import segment_prod as segment_prod
from headrace import unsorted_segment_mean as unsorted_segment_mean
from headrace import unsorted_segment_min as unsorted_segment_min
from headrace import unsorted_segment_prod as unsorted_segment_prod
from headrace import unsorted_segment_sqrt_n as unsorted_segment_sqrt_n
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import TensorLike as _TensorLike

def bessel_i0(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The modified Bessel function of order 0, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """

def bessel_i1(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """The modified Bessel function of order 1, element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """

def bessel_i1e(
    x: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """exp(-abs(x)) * bessel_i1(x), element by element, which stays small where `bessel_i1` grows.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
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

def reduce_std(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: bool = False,
    name: str | None = None,
) -> _Tensor:
    """The square root of the mean square of the distances from the mean along axes.

    Args:
      input_tensor: floating or complex numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      TypeError: integers.
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.math.reduce_std([[1.0, 3.0], [2.0, 8.0]], axis=1)).tolist()
      [1.0, 3.0]
    """

def reduce_variance(
    input_tensor: _TensorLike,
    axis: _IntegersLike | None = None,
    keepdims: bool = False,
    name: str | None = None,
) -> _Tensor:
    """The mean square of the distances from the mean along axes.

    Args:
      input_tensor: numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      TypeError: not numbers.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.math.reduce_variance([[1.0, 3.0], [2.0, 8.0]], axis=1)).tolist()
      [1.0, 9.0]
    """

__all__ = [
    "abs",
    "accumulate_n",
    "acos",
    "acosh",
    "add",
    "add_n",
    "angle",
    "argmax",
    "argmin",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "bessel_i0",
    "bessel_i0e",
    "bessel_i1",
    "bessel_i1e",
    "betainc",
    "bincount",
    "ceil",
    "confusion_matrix",
    "conj",
    "cos",
    "cosh",
    "count_nonzero",
    "cumprod",
    "cumsum",
    "cumulative_logsumexp",
    "digamma",
    "divide",
    "equal",
    "erf",
    "erfc",
    "exp",
    "expm1",
    "floor",
    "floordiv",
    "floormod",
    "greater",
    "greater_equal",
    "igamma",
    "igammac",
    "imag",
    "in_top_k",
    "invert_permutation",
    "is_finite",
    "is_inf",
    "is_nan",
    "is_non_decreasing",
    "is_strictly_increasing",
    "l2_normalize",
    "lbeta",
    "less",
    "less_equal",
    "lgamma",
    "log",
    "log1p",
    "log_sigmoid",
    "log_softmax",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "maximum",
    "minimum",
    "mod",
    "multiply",
    "multiply_no_nan",
    "negative",
    "nextafter",
    "not_equal",
    "polygamma",
    "polyval",
    "pow",
    "real",
    "reciprocal",
    "reciprocal_no_nan",
    "reduce_all",
    "reduce_any",
    "reduce_euclidean_norm",
    "reduce_logsumexp",
    "reduce_max",
    "reduce_mean",
    "reduce_min",
    "reduce_prod",
    "reduce_std",
    "reduce_sum",
    "reduce_variance",
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
    "xdivy",
    "xlogy",
    "zero_fraction",
    "zeta",
]
