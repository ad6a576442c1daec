"""tf.python.ops.gen_math_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.math.trigonometry import acos as acos
from headrace.graph.ops.math.arithmetic import add as add
from headrace.graph.ops.math.argmax import arg_max as arg_max
from headrace.graph.ops.math.argmax import arg_min as arg_min
from headrace.graph.ops.math.trigonometry import asin as asin
from headrace.graph.ops.special.hyperbolic import asinh as asinh
from headrace.graph.ops.math.trigonometry import atan as atan
from headrace.graph.ops.math.functions_of_two import atan2 as atan2
from headrace.graph.ops.special.bessel import bessel_i0e as bessel_i0e
from headrace.graph.ops.special.incomplete import betainc as betainc
from headrace.graph.ops.math.trigonometry import cos as cos
from headrace.graph.ops.math.trigonometry import cosh as cosh
from headrace.graph.ops.linalg.norms import cross as cross
from headrace.graph.ops.math.division import div as div
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
from headrace.graph.ops.spectral.fourier import ifft as ifft
from headrace.graph.ops.spectral.fourier import ifft2d as ifft2d
from headrace.graph.ops.spectral.fourier import ifft3d as ifft3d
from headrace.graph.ops.special.incomplete import igamma as igamma
from headrace.graph.ops.math.rounding import is_nan as is_nan
from headrace.graph.ops.math.compare import less as less
from headrace.graph.ops.special.gamma import lgamma as lgamma
from headrace.graph.ops.arrays.sequences import lin_space as lin_space
from headrace.graph.ops.math.elementary import log as log
from headrace.graph.ops.math.elementary import log1p as log1p
from headrace.graph.ops.math.compare import logical_and as logical_and
from headrace.graph.ops.math.compare import logical_not as logical_not
from headrace.graph.ops.math.arithmetic import maximum as maximum
from headrace.graph.ops.math.arithmetic import negative as neg
from headrace.graph.ops.special.numbers import nextafter as next_after
from headrace.graph.ops.special.gamma import polygamma as polygamma
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
from headrace.graph.ops.special.without_nan import xdivy as xdivy
from headrace.graph.ops.special.without_nan import xlogy as xlogy
from headrace.graph.ops.special.gamma import zeta as zeta
from headrace import acosh as acosh
from headrace import atanh as atanh
from headrace.math import bessel_i1e as bessel_i1e
from headrace import ceil as ceil
from headrace import digamma as digamma
from headrace import floormod as floor_mod
from headrace import greater as greater
from headrace import greater_equal as greater_equal
from headrace import igammac as igammac
from headrace import is_finite as is_finite
from headrace import is_inf as is_inf
from headrace import less_equal as less_equal
from headrace import logical_or as logical_or
from headrace import minimum as minimum
from headrace import floormod as mod
from headrace import mul as mul
from headrace import not_equal as not_equal
from headrace import rint as rint
from headrace import segment_max as segment_max
from headrace import segment_mean as segment_mean
from headrace import segment_min as segment_min
from headrace import segment_prod as segment_prod
from headrace import sparse_segment_mean as sparse_segment_mean
from headrace import sparse_segment_sqrt_n as sparse_segment_sqrt_n
from headrace import truncatemod as truncate_mod
from headrace import unsorted_segment_min as unsorted_segment_min
from headrace import unsorted_segment_prod as unsorted_segment_prod

__all__ = [
    "acos",
    "acosh",
    "add",
    "arg_max",
    "arg_min",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "bessel_i0e",
    "bessel_i1e",
    "betainc",
    "ceil",
    "cos",
    "cosh",
    "cross",
    "digamma",
    "div",
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
    "greater",
    "greater_equal",
    "ifft",
    "ifft2d",
    "ifft3d",
    "igamma",
    "igammac",
    "is_finite",
    "is_inf",
    "is_nan",
    "less",
    "less_equal",
    "lgamma",
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
    "next_after",
    "not_equal",
    "polygamma",
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
    "xdivy",
    "xlogy",
    "zeta",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
