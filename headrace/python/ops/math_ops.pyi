"""tf.python.ops.math_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.math.complex import abs as abs
from headrace.graph.ops.math.sums import accumulate_n as accumulate_n
from headrace.graph.ops.math.trigonometry import acos as acos
from headrace.graph.ops.math.arithmetic import add as add
from headrace.graph.ops.math.sums import add_n as add_n
from headrace.graph.ops.math.complex import angle as angle
from headrace.graph.ops.math.argmax import arg_max as arg_max
from headrace.graph.ops.math.argmax import arg_min as arg_min
from headrace.graph.ops.math.argmax import argmax as argmax
from headrace.graph.ops.math.trigonometry import asin as asin
from headrace.graph.ops.special.hyperbolic import asinh as asinh
from headrace.graph.ops.math.trigonometry import atan as atan
from headrace.graph.ops.math.functions_of_two import atan2 as atan2
from headrace.graph.ops.linalg.matmul import batch_matmul as batch_matmul
from headrace.graph.ops.special.bessel import bessel_i0e as bessel_i0e
from headrace.graph.ops.special.incomplete import betainc as betainc
from headrace.graph.ops.ordering.counting import bincount as bincount
from headrace.graph.ops.ordering.counting import bincount as bincount_v1
from headrace.graph.ops.math.cast import cast as cast
from headrace.graph.ops.math.complex import complex as complex
from headrace.graph.ops.math.complex import abs as complex_abs
from headrace.graph.ops.math.complex import conj as conj
from headrace.graph.ops.math.trigonometry import cos as cos
from headrace.graph.ops.math.trigonometry import cosh as cosh
from headrace.graph.ops.linalg.norms import cross as cross
from headrace.graph.ops.math.cumulative import cumsum as cumsum
from headrace.graph.ops.math.division import div as div
from headrace.graph.ops.math.functions_of_two import div_no_nan as div_no_nan
from headrace.graph.ops.math.division import divide as divide
from headrace.graph.ops.math.compare import equal as equal
from headrace.graph.ops.special.erf import erf as erf
from headrace.graph.ops.special.erf import erfc as erfc
from headrace.graph.ops.math.elementary import exp as exp
from headrace.graph.ops.math.elementary import expm1 as expm1
from headrace.graph.ops.spectral.fourier import fft as fft
from headrace.graph.ops.spectral.fourier import fft2d as fft2d
from headrace.graph.ops.spectral.fourier import fft3d as fft3d
from headrace.graph.ops.math.rounding import floor as floor
from headrace.graph.ops.math.division import floordiv as floor_div
from headrace.graph.ops.math.division import floordiv as floordiv
from headrace.graph.ops.spectral.fourier import ifft as ifft
from headrace.graph.ops.spectral.fourier import ifft2d as ifft2d
from headrace.graph.ops.spectral.fourier import ifft3d as ifft3d
from headrace.graph.ops.special.incomplete import igamma as igamma
from headrace.graph.ops.math.complex import imag as imag
from headrace.graph.ops.math.rounding import is_nan as is_nan
from headrace.graph.ops.math.compare import less as less
from headrace.graph.ops.special.gamma import lgamma as lgamma
from headrace.graph.ops.arrays.sequences import lin_space as lin_space
from headrace.graph.ops.arrays.sequences import lin_space as linspace
from headrace.graph.ops.math.elementary import log as log
from headrace.graph.ops.math.elementary import log1p as log1p
from headrace.graph.ops.special.numbers import log_sigmoid as log_sigmoid
from headrace.graph.ops.math.compare import logical_and as logical_and
from headrace.graph.ops.math.compare import logical_not as logical_not
from headrace.graph.ops.linalg.matmul import matmul as matmul
from headrace.graph.ops.linalg.matmul import matvec as matvec
from headrace.graph.ops.math.arithmetic import maximum as maximum
from headrace.graph.ops.special.without_nan import multiply_no_nan as multiply_no_nan
from headrace.graph.ops.math.arithmetic import negative as neg
from headrace.graph.ops.math.arithmetic import negative as negative
from headrace.graph.ops.special.numbers import nextafter as next_after
from headrace.graph.ops.special.numbers import nextafter as nextafter
from headrace.graph.ops.special.gamma import polygamma as polygamma
from headrace.graph.ops.special.numbers import polyval as polyval
from headrace.graph.ops.math.functions_of_two import pow as pow
from headrace.graph.ops.arrays.sequences import range as range
from headrace.graph.ops.math.complex import real as real
from headrace.graph.ops.math.division import realdiv as real_div
from headrace.graph.ops.math.division import realdiv as realdiv
from headrace.graph.ops.math.elementary import reciprocal as reciprocal
from headrace.graph.ops.special.without_nan import reciprocal_no_nan as reciprocal_no_nan
from headrace.graph.ops.reductions.spread import reduce_euclidean_norm as reduce_euclidean_norm
from headrace.graph.ops.math.reduce import reduce_sum as reduce_sum
from headrace.graph.ops.math.reduce import reduce_sum as reduce_sum_v1
from headrace.graph.ops.math.rounding import round as round
from headrace.graph.ops.math.elementary import rsqrt as rsqrt
from headrace.graph.ops.math.cast import saturate_cast as saturate_cast
from headrace.graph.ops.math.arithmetic import scalar_mul as scalar_mul
from headrace.graph.ops.segments.ascending import segment_sum as segment_sum
from headrace.graph.ops.arrays.where import where as select
from headrace.graph.ops.math.elementary import sigmoid as sigmoid
from headrace.graph.ops.math.elementary import sign as sign
from headrace.graph.ops.math.trigonometry import sin as sin
from headrace.graph.ops.math.trigonometry import sinh as sinh
from headrace.graph.ops.sparse.products import sparse_matmul as sparse_matmul
from headrace.graph.ops.segments.gathered import sparse_segment_sum as sparse_segment_sum
from headrace.graph.ops.math.elementary import sqrt as sqrt
from headrace.graph.ops.math.elementary import square as square
from headrace.graph.ops.math.functions_of_two import squared_difference as squared_difference
from headrace.graph.ops.math.arithmetic import subtract as sub
from headrace.graph.ops.math.arithmetic import subtract as subtract
from headrace.graph.ops.math.trigonometry import tan as tan
from headrace.graph.ops.math.trigonometry import tanh as tanh
from headrace.graph.ops.linalg.tensordot import tensordot as tensordot
from headrace.graph.ops.math.cast import to_float as to_float
from headrace.graph.ops.linalg.norms import trace as trace
from headrace.graph.ops.math.division import truediv as truediv
from headrace.graph.ops.math.division import truncatediv as truncate_div
from headrace.graph.ops.math.division import truncatediv as truncatediv
from headrace.graph.ops.segments.unsorted import unsorted_segment_max as unsorted_segment_max
from headrace.graph.ops.segments.unsorted import unsorted_segment_sum as unsorted_segment_sum
from headrace.graph.ops.special.without_nan import xdivy as xdivy
from headrace.graph.ops.special.without_nan import xlogy as xlogy
from headrace.graph.ops.special.gamma import zeta as zeta
from headrace import acosh as acosh
from headrace import argmin as argmin
from headrace import atanh as atanh
from headrace.math import bessel_i1e as bessel_i1e
from headrace import ceil as ceil
from headrace import count_nonzero as count_nonzero
from headrace import cumprod as cumprod
from headrace.math import cumulative_logsumexp as cumulative_logsumexp
from headrace import digamma as digamma
from headrace import floormod as floor_mod
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
from headrace import mul as mul
from headrace import mul as multiply
from headrace import not_equal as not_equal
from headrace import reduce_all as reduce_all
from headrace import reduce_all as reduce_all_v1
from headrace import reduce_any as reduce_any
from headrace import reduce_any as reduce_any_v1
from headrace import reduce_logsumexp as reduce_logsumexp
from headrace import reduce_logsumexp as reduce_logsumexp_v1
from headrace import reduce_max as reduce_max
from headrace import reduce_max as reduce_max_v1
from headrace import reduce_mean as reduce_mean
from headrace import reduce_mean as reduce_mean_v1
from headrace import reduce_min as reduce_min
from headrace import reduce_min as reduce_min_v1
from headrace import reduce_prod as reduce_prod
from headrace import reduce_prod as reduce_prod_v1
from headrace.math import reduce_std as reduce_std
from headrace.math import reduce_variance as reduce_variance
from headrace import rint as rint
from headrace import segment_max as segment_max
from headrace import segment_mean as segment_mean
from headrace import segment_min as segment_min
from headrace import segment_prod as segment_prod
from headrace import sparse_segment_mean as sparse_segment_mean
from headrace import sparse_segment_sqrt_n as sparse_segment_sqrt_n
from headrace import to_complex128 as to_complex128
from headrace import to_complex64 as to_complex64
from headrace import to_double as to_double
from headrace import to_int32 as to_int32
from headrace import to_int64 as to_int64
from headrace import truncatemod as truncate_mod
from headrace import truncatemod as truncatemod
from headrace import unsorted_segment_mean as unsorted_segment_mean
from headrace import unsorted_segment_min as unsorted_segment_min
from headrace import unsorted_segment_prod as unsorted_segment_prod
from headrace import unsorted_segment_sqrt_n as unsorted_segment_sqrt_n

__all__ = [
    "abs",
    "accumulate_n",
    "acos",
    "acosh",
    "add",
    "add_n",
    "angle",
    "arg_max",
    "arg_min",
    "argmax",
    "argmin",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "batch_matmul",
    "bessel_i0e",
    "bessel_i1e",
    "betainc",
    "bincount",
    "bincount_v1",
    "cast",
    "ceil",
    "complex",
    "complex_abs",
    "conj",
    "cos",
    "cosh",
    "count_nonzero",
    "cross",
    "cumprod",
    "cumsum",
    "cumulative_logsumexp",
    "digamma",
    "div",
    "div_no_nan",
    "divide",
    "equal",
    "erf",
    "erfc",
    "exp",
    "expm1",
    "fft",
    "fft2d",
    "fft3d",
    "floor",
    "floor_div",
    "floor_mod",
    "floordiv",
    "floormod",
    "greater",
    "greater_equal",
    "ifft",
    "ifft2d",
    "ifft3d",
    "igamma",
    "igammac",
    "imag",
    "is_finite",
    "is_inf",
    "is_nan",
    "less",
    "less_equal",
    "lgamma",
    "lin_space",
    "linspace",
    "log",
    "log1p",
    "log_sigmoid",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "matmul",
    "matvec",
    "maximum",
    "minimum",
    "mod",
    "mul",
    "multiply",
    "multiply_no_nan",
    "neg",
    "negative",
    "next_after",
    "nextafter",
    "not_equal",
    "polygamma",
    "polyval",
    "pow",
    "range",
    "real",
    "real_div",
    "realdiv",
    "reciprocal",
    "reciprocal_no_nan",
    "reduce_all",
    "reduce_all_v1",
    "reduce_any",
    "reduce_any_v1",
    "reduce_euclidean_norm",
    "reduce_logsumexp",
    "reduce_logsumexp_v1",
    "reduce_max",
    "reduce_max_v1",
    "reduce_mean",
    "reduce_mean_v1",
    "reduce_min",
    "reduce_min_v1",
    "reduce_prod",
    "reduce_prod_v1",
    "reduce_std",
    "reduce_sum",
    "reduce_sum_v1",
    "reduce_variance",
    "rint",
    "round",
    "rsqrt",
    "saturate_cast",
    "scalar_mul",
    "segment_max",
    "segment_mean",
    "segment_min",
    "segment_prod",
    "segment_sum",
    "select",
    "sigmoid",
    "sign",
    "sin",
    "sinh",
    "sparse_matmul",
    "sparse_segment_mean",
    "sparse_segment_sqrt_n",
    "sparse_segment_sum",
    "sqrt",
    "square",
    "squared_difference",
    "sub",
    "subtract",
    "tan",
    "tanh",
    "tensordot",
    "to_complex128",
    "to_complex64",
    "to_double",
    "to_float",
    "to_int32",
    "to_int64",
    "trace",
    "truediv",
    "truncate_div",
    "truncate_mod",
    "truncatediv",
    "truncatemod",
    "unsorted_segment_max",
    "unsorted_segment_mean",
    "unsorted_segment_min",
    "unsorted_segment_prod",
    "unsorted_segment_sqrt_n",
    "unsorted_segment_sum",
    "xdivy",
    "xlogy",
    "zeta",
]
