"""How many operations on numbers an operation does, by TensorFlow's formulas: a product and a sum count as two."""

from __future__ import annotations

import math
from collections.abc import Callable

from ..core.operation import Operation
from ..core.tensor import Tensor


def float_ops(operation: Operation) -> int:
    """How many an operation does; 0 for those that have no formula, or whose shapes are not known."""
    formula = _FORMULAS.get(operation.type)
    if formula is None:
        return 0
    try:
        return int(formula(operation))
    except _Unknown:
        return 0


class _Unknown(Exception):
    """A shape is not known."""


def _shape(tensor: Tensor) -> tuple[int, ...]:
    shape = tensor.static_shape
    if shape is None or None in shape:
        raise _Unknown
    return tuple(size or 0 for size in shape)


def _count(tensor: Tensor) -> int:
    return math.prod(_shape(tensor))


def _each_of_input(each: int) -> Callable[[Operation], int]:
    return lambda op: each * _count(op.inputs[0])


def _each_of_output(each: int) -> Callable[[Operation], int]:
    return lambda op: each * _count(op.outputs[0])


def _reduced(each: int, last: int) -> Callable[[Operation], int]:
    """`each` for an element, and in the end `last` instead for each result."""
    return lambda op: each * _count(op.inputs[0]) + (last - each) * _count(op.outputs[0])


def _product(op: Operation) -> int:
    left = _shape(op.inputs[0])
    transposed = op.attributes.get("transpose_a", op.attributes.get("adj_x", False))
    return 2 * left[-2 if transposed else -1] * _count(op.outputs[0])


def _convolution(op: Operation) -> int:
    height, width, depth, _ = _shape(op.inputs[1])
    return 2 * height * width * depth * _count(op.outputs[0])


def _depthwise(op: Operation) -> int:
    height, width, _, _ = _shape(op.inputs[1])
    return 2 * height * width * _count(op.outputs[0])


def _convolution_to_input(op: Operation) -> int:
    height, width, depth, _ = _shape(op.inputs[1])
    return 2 * height * width * depth * _count(op.inputs[2])


def _convolution_to_filter(op: Operation) -> int:
    height, width, depth, _ = _shape(op.outputs[0])
    return 2 * height * width * depth * _count(op.inputs[2])


def _window(op: Operation) -> int:
    return math.prod(op.attributes["ksize"]) * _count(op.outputs[0])


_FORMULAS: dict[str, Callable[[Operation], int]] = {
    **dict.fromkeys(("Reciprocal", "Square", "Log", "Neg", "AssignSub", "AssignAdd"), _each_of_input(1)),
    "Rsqrt": _each_of_input(2),
    "Softmax": _each_of_input(5),
    "BiasAdd": _each_of_input(1),
    "L2Loss": lambda op: 3 * _count(op.inputs[0]) - 1,
    **dict.fromkeys(("Add", "Sub", "Mul", "RealDiv", "Maximum", "Minimum", "Pow"), _each_of_output(1)),
    **dict.fromkeys(("GreaterEqual", "Greater", "LessEqual", "Less", "Equal", "NotEqual"), _each_of_output(1)),
    "RsqrtGrad": _each_of_output(4),
    "SquaredDifference": _each_of_output(2),
    "AddN": lambda op: (len(op.inputs) - 1) * _count(op.inputs[0]),
    "Mean": _reduced(1, 1),
    **dict.fromkeys(("Sum", "ArgMax", "ArgMin", "BiasAddGrad"), _reduced(1, 0)),
    **dict.fromkeys(("AvgPool", "MaxPool"), _window),
    **dict.fromkeys(("MatMul", "BatchMatMul", "BatchMatMulV2"), _product),
    "Conv2D": _convolution,
    "DepthwiseConv2dNative": _depthwise,
    "Conv2DBackpropInput": _convolution_to_input,
    "Conv2DBackpropFilter": _convolution_to_filter,
}
"""By the types of operations; their layout is that of `NHWC` for filters in any case."""
