"""Samples of arithmetic, comparisons, casts, reductions and matrix products."""

import numpy as np
from support.op_samples import Sample, drawn, int64

from headrace.graph.core.op import OPS
from headrace.graph.ops.bitwise import bitwise
from headrace.graph.ops.linalg import matmul
from headrace.graph.ops.math import (
    argmax,
    arithmetic,
    cast,
    compare,
    complex,
    cumulative,
    division,
    elementary,
    functions_of_two,
    gradients_by_output,
    reduce,
    rounding,
    sums,
    trigonometry,
)
from headrace.graph.ops.ordering import counting, repeating, roll, sorting
from headrace.graph.ops.special import erf as special
from headrace.graph.types import dtypes

_x = np.array([[-1.5, 0.4, 2.2], [1.3, -0.6, 0.9]], np.float32)
_y = np.array([[0.7, 1.1, -2.0], [0.5, 1.7, 3.0]], np.float32)
_row = np.array([0.5, -1.2, 2.5], np.float32)
_positive = np.abs(_x) + 0.1
_small = _x / 4
_i = np.array([[7, -7, 3], [5, -4, 1]], np.int32)
_j = np.array([[2, 2, -3], [5, 3, 4]], np.int32)
_flags = np.array([[True, False, True], [False, False, True]])
_complex = (_x + 1j * _y).astype(np.complex64)

_BINARY = {
    "Add": arithmetic.add,
    "AddV2": lambda x, y: x + y,
    "Sub": arithmetic.subtract,
    "Mul": arithmetic.multiply,
    "RealDiv": division.realdiv,
    "Maximum": arithmetic.maximum,
    "Minimum": arithmetic.minimum,
    "SquaredDifference": functions_of_two.squared_difference,
    "Atan2": functions_of_two.atan2,
}
_UNARY = {
    "Neg": arithmetic.negative,
    "Square": elementary.square,
    "Exp": elementary.exp,
    "Erf": special.erf,
    "Erfc": special.erfc,
    "Expm1": elementary.expm1,
    "Sin": trigonometry.sin,
    "Cos": trigonometry.cos,
    "Tan": trigonometry.tan,
    "Atan": trigonometry.atan,
    "Sinh": trigonometry.sinh,
    "Cosh": trigonometry.cosh,
    "Tanh": trigonometry.tanh,
    "Sigmoid": elementary.sigmoid,
    "Reciprocal": elementary.reciprocal,
    "Sign": elementary.sign,
    "Floor": rounding.floor,
    "Ceil": rounding.ceil,
    "Round": rounding.round,
    "Rint": rounding.rint,
    "Abs": complex.abs,
}

_BY_OUTPUT = {
    gradients_by_output.SQRT_GRAD: lambda y, dy: dy / 2 / np.conj(y),
    gradients_by_output.RSQRT_GRAD: lambda y, dy: -dy / 2 * np.conj(y) ** 3,
    gradients_by_output.RECIPROCAL_GRAD: lambda y, dy: -dy * np.conj(y) ** 2,
    gradients_by_output.TANH_GRAD: lambda y, dy: dy * (1 - y**2),
    gradients_by_output.SIGMOID_GRAD: lambda y, dy: dy * y * (1 - y),
}

SAMPLES = [
    *(Sample(name, function, [_x, _y]) for name, function in _BINARY.items()),
    *(Sample(name, function, [_x, _row]) for name, function in _BINARY.items()),
    *(Sample(name, function, [_x]) for name, function in _UNARY.items()),
    Sample("Add", arithmetic.add, [np.array([b"a", b"b"], object), np.array([b"c", b""], object)]),
    Sample("Div", division.DIV, [_i, _j]),
    Sample("TruncateDiv", division.truncatediv, [_i, _j]),
    Sample("FloorDiv", division.floordiv, [_i, _j]),
    Sample("FloorMod", division.floormod, [_i, _j]),
    Sample("TruncateMod", division.truncatemod, [_i, _j]),
    Sample("Pow", functions_of_two.pow, [_positive, _y]),
    Sample("AddN", lambda a, b, c: sums.add_n([a, b, c]), [_x, _y, _x]),
    Sample("Sqrt", elementary.sqrt, [_positive]),
    Sample("Rsqrt", elementary.rsqrt, [_positive]),
    Sample("Log", elementary.log, [_positive]),
    Sample("Log1p", elementary.log1p, [_positive]),
    Sample("Asin", trigonometry.asin, [_small]),
    Sample("Acos", trigonometry.acos, [_small]),
    *(Sample(op.type, op, [_positive, _y], values=formula) for op, formula in _BY_OUTPUT.items()),
    *(
        Sample(op.type, op, [(_x + 1j * _y).astype(np.complex64), (_y - 2j).astype(np.complex64)], values=formula)
        for op, formula in _BY_OUTPUT.items()
    ),
    Sample("IsNan", rounding.is_nan, [_x]),
    Sample("IsInf", rounding.is_inf, [_x]),
    Sample("IsFinite", rounding.is_finite, [_x]),
    Sample("Real", complex.real, [_complex]),
    Sample("Imag", complex.imag, [_complex]),
    Sample("Angle", complex.angle, [_complex]),
    Sample("Conj", complex.conj, [_complex]),
    Sample("ComplexAbs", complex.abs, [_complex]),
    Sample("Complex", complex.complex, [_x, _y], gradient=False),
    Sample("Complex", complex.complex, [np.float32(-2.5), np.array([-np.inf, 1], np.float32)], gradient=False),
    *(
        Sample(name, function, [_i, _j])
        for name, function in {
            "Equal": compare.equal,
            "NotEqual": compare.not_equal,
            "Less": compare.less,
            "LessEqual": compare.less_equal,
            "Greater": compare.greater,
            "GreaterEqual": compare.greater_equal,
        }.items()
    ),
    Sample("Equal", compare.equal, [np.array([b"a", b"b"], object), np.array([b"a", b""], object)]),
    *(
        Sample(type, lambda x, y, type=type: OPS[type](x, y, incompatible_shape_error=False), [_i, _j[0]])
        for type in ("Equal", "NotEqual")
    ),
    Sample("LogicalAnd", compare.logical_and, [_flags, ~_flags]),
    Sample("LogicalOr", compare.logical_or, [_flags, ~_flags]),
    Sample("LogicalNot", compare.logical_not, [_flags]),
    Sample("Cast", lambda x: cast.cast(x, dtypes.int32), [_x]),
    Sample("Cast", lambda x: cast.cast(x, dtypes.float32), [_flags]),
    Sample("Bitcast", lambda x: cast.bitcast(x, dtypes.int32), [_x], gradient=False, twins=False),
    Sample("Bitcast", lambda x: cast.bitcast(x, dtypes.int16), [np.arange(6, dtype=np.int32) * 77777]),
    Sample("Bitcast", lambda x: cast.bitcast(x, dtypes.float64), [_i[:, :2]]),
    Sample(
        "Cast", lambda x: OPS["Cast"](x, DstT=dtypes.float16, Truncate=True), [(_x * 1.2345).astype(np.float64)], gradient=False
    ),
    *(
        Sample(name, function, [_x])
        for name, reducer in {
            "Sum": reduce.reduce_sum,
            "Mean": reduce.reduce_mean,
            "Prod": reduce.reduce_prod,
            "Max": reduce.reduce_max,
            "Min": reduce.reduce_min,
        }.items()
        for function in (
            lambda x, r=reducer: r(x),
            lambda x, r=reducer: r(x, axis=1),
            lambda x, r=reducer: r(x, axis=[-2], keepdims=True),
            lambda x, r=reducer: r(x, axis=int64([1])),
        )
    ),
    Sample("Mean", lambda x: reduce.reduce_mean(x, 1), [np.array([[-3, 0], [7, -8]], np.int32)]),
    Sample("Mean", reduce.reduce_mean, [np.array([-128, -128, -127], np.int8)]),
    Sample("Mean", reduce.reduce_mean, [np.array([255, 254, 254], np.uint8)]),
    Sample("All", lambda x: reduce.reduce_all(x, axis=1), [_flags]),
    Sample("Any", lambda x: reduce.reduce_any(x, axis=0), [_flags]),
    Sample("All", lambda x: reduce.reduce_all(x, axis=int64([1]), keepdims=True), [_flags]),
    Sample("Any", lambda x: reduce.reduce_any(x, axis=int64([1]), keepdims=True), [_flags]),
    Sample("ArgMax", lambda x: argmax.argmax(x, 1), [_x]),
    Sample("ArgMin", lambda x: argmax.argmin(x, -1), [_x]),
    *(
        Sample(type, lambda x, call=call, axis=axis, kind=kind: call(x, axis(0), output_type=kind), [_x])
        for type, call in {"ArgMax": argmax.argmax, "ArgMin": argmax.argmin}.items()
        for axis, kind in [(np.int32, dtypes.int32), (int64, dtypes.int64)]
    ),
    Sample("Cumsum", lambda x: cumulative.cumsum(x, 1), [_x]),
    Sample("Cumsum", lambda x: cumulative.cumsum(x, -1, exclusive=True, reverse=True), [_x]),
    *(
        Sample(type, lambda x, call=call, how=how: call(x, int64(1), **how), [_x])
        for type, call in {"Cumsum": cumulative.cumsum, "Cumprod": cumulative.cumprod}.items()
        for how in ({"exclusive": True}, {"reverse": True})
    ),
    Sample("Cumprod", lambda x: cumulative.cumprod(x, 1), [_x]),
    Sample("Cumprod", lambda x: cumulative.cumprod(x, -2, exclusive=True, reverse=True), [_x]),
    Sample("CumulativeLogsumexp", lambda x: cumulative.cumulative_logsumexp(x, 1), [_x]),
    Sample("CumulativeLogsumexp", lambda x: cumulative.cumulative_logsumexp(x, 0, reverse=True), [_x]),
    # Minus infinity at the ends has no differences.
    Sample("CumulativeLogsumexp", lambda x: cumulative.cumulative_logsumexp(x, int64(-2), True, True), [_x], gradient=False),
    Sample("MatMul", matmul.matmul, [_x, _y.T.copy()]),
    Sample("MatMul", lambda a, b: matmul.matmul(a, b, transpose_a=True), [_x, _y]),
    Sample("MatMul", lambda a, b: matmul.matmul(a, b, transpose_b=True), [_x, _y]),
    Sample("MatMul", lambda a, b: matmul.matmul(a, b, transpose_a=True, transpose_b=True), [_x, _y.T.copy()]),
    Sample("BatchMatMulV2", matmul.matmul, [np.stack([_x, _y]), np.stack([_y.T, _x.T])]),
    Sample("BatchMatMulV2", lambda a, b: matmul.matmul(a, b, transpose_b=True), [np.stack([_x, _y]), np.stack([_y, _x])]),
    Sample(
        "BatchMatMulV2", lambda a, b: matmul.matmul(a, b, adjoint_a=True), [_complex[None], np.stack([_complex, _complex + 1])]
    ),
    *(
        Sample(op.type, op, [np.array([[5, -7, 0, 127]], kind), np.array([[3], [-2]], kind)], gradient=False)
        for op in (bitwise.BITWISE_AND, bitwise.BITWISE_OR, bitwise.BITWISE_XOR, bitwise.LEFT_SHIFT, bitwise.RIGHT_SHIFT)
        for kind in (np.int32, np.int8)
    ),
    Sample("Invert", bitwise.invert, [np.array([5, -7, 0], np.int32)]),
    Sample("Bincount", counting.BINCOUNT, [np.int32([1, 2, 1, 7]), np.int32(4), np.zeros(0, np.int32)], constants=[1]),
    Sample(
        "Bincount",
        counting.BINCOUNT,
        [np.int32([[1, 2], [1, 7]]), np.int32(8), np.array([[1, 2], [3, 4]]) / 4],
        constants=[1],
        gradient=False,
    ),
    Sample(
        "HistogramFixedWidth",
        counting.histogram_fixed_width,
        [np.array([1, 2, -1, 9, 5, 2.5]), np.array([0, 5.0]), np.int32(5)],
        constants=[2],
        gradient=False,
    ),
    Sample(
        "HistogramFixedWidth",
        lambda values, ends: counting.histogram_fixed_width(values, ends, 3, dtype=np.int64),
        [np.int32([[1, 2], [-1, 9]]), np.int32([0, 5])],
    ),
    Sample("LowerBound", sorting.LOWER_BOUND, [np.array([[1, 3, 3, 5]]), np.array([[0, 3, 9]])]),
    Sample("UpperBound", sorting.UPPER_BOUND, [np.array([[1, 3, 3, 5], [0, 0, 2, 3]]), np.array([[0, 3], [0, 9]])]),
    Sample(
        "UpperBound",
        lambda given, values: sorting.UPPER_BOUND(given, values, out_type=dtypes.int64),
        [np.array([[1.0, 3, 3, 5]]), np.array([[0.0, 3, 9]])],
        gradient=False,
    ),
    Sample(
        "LowerBound",
        lambda given, values: sorting.LOWER_BOUND(given, values, out_type=dtypes.int64),
        [np.array([[1.0, 3, 3, 5]]), np.array([[0.0, 3, 9]])],
        gradient=False,
    ),
    Sample("Roll", roll.roll, [drawn((3, 4), 41), np.int32(1), np.int64(0)], batched=[0]),
    Sample("Roll", roll.roll, [drawn((2, 3, 4), 42), np.int64([-1, 5, 1]), np.int32([1, -1, 1])], batched=[0]),
    Sample("UnravelIndex", repeating.unravel_index, [np.int32([5, 0, 2]), np.int32([2, 3])], batched=[0]),
    Sample("UnravelIndex", repeating.unravel_index, [np.int32(11), np.int32([2, 3, 2])], batched=[0]),
]
